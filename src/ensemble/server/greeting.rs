//! How a server takes a client in: a new session, or one that goes on.

use std::time::Duration;

use crate::ensemble::note::ServerNote;
use crate::ensemble::peer::{PeerPacket, Submission, Wanted};
use crate::ensemble::server::{Role, Server, ServerOutput, note};
use crate::model::{ConnectionId, FromClient, FromServer, Password, SessionId, VirtualTime};

impl Server {
    /// The first packet of a connection (`ZooKeeperServer.processConnectRequest`).
    pub(super) fn greeted(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        packet: FromClient,
        out: &mut Vec<ServerOutput>,
    ) {
        let FromClient::Connect {
            last_zxid,
            timeout,
            session,
        } = packet
        else {
            return self.hang_up(connection, out);
        };
        if !self.is_serving() {
            note(ServerNote::NotServing { by: connection }, out);
            return self.hang_up(connection, out);
        }
        if last_zxid > self.database.last_zxid {
            let (by, last_seen) = (connection, last_zxid);
            note(ServerNote::Behind { by, last_seen }, out);
            return self.hang_up(connection, out);
        }
        let timeout = timeout.clamp(
            self.config.min_session_timeout,
            self.config.max_session_timeout,
        );
        match session {
            None => self.open_session(now, connection, timeout, out),
            Some((session, password)) => {
                self.resume(now, connection, session, password, timeout, out);
            }
        }
    }

    /// The session is one when its creation is agreed on and applied here.
    fn open_session(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        timeout: Duration,
        out: &mut Vec<ServerOutput>,
    ) {
        let session = self.next_session;
        self.next_session = session.next();
        let submission = Submission {
            by: connection,
            session,
            identities: self.connections[&connection].identities.clone(),
            wanted: Wanted::Session(timeout),
        };
        self.submit(now, submission, out);
    }

    fn resume(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        session: SessionId,
        password: Password,
        timeout: Duration,
        out: &mut Vec<ServerOutput>,
    ) {
        // The session's other connection here is closed before the password is looked at.
        if let Some(other) = self.connection_of(session) {
            self.hang_up(other, out);
        }
        if password != Password::of(session) {
            return self.revalidated(connection, session, timeout, false, out);
        }
        let me = self.id;
        match &mut self.role {
            Role::Leading(leader) => {
                let alive = leader.tracker.touch(session, timeout, now);
                leader.tracker.set_owner(session, me);
                self.revalidated(connection, session, timeout, alive, out);
            }
            _ => {
                let by = connection;
                let packet = PeerPacket::Revalidate {
                    session,
                    timeout,
                    by,
                };
                self.tell_leader(packet, out);
            }
        }
    }

    /// It is known whether the session of a client that has come here is alive.
    pub(super) fn revalidated(
        &mut self,
        connection: ConnectionId,
        session: SessionId,
        timeout: Duration,
        alive: bool,
        out: &mut Vec<ServerOutput>,
    ) {
        if !self.connections.contains_key(&connection) {
            return;
        }
        if alive {
            note(ServerNote::Resumed { session }, out);
            return self.welcome(connection, session, timeout, out);
        }
        note(ServerNote::Gone { session }, out);
        out.push(ServerOutput::Send(connection, FromServer::SessionGone));
        self.hang_up(connection, out);
    }

    pub(super) fn welcome(
        &mut self,
        connection: ConnectionId,
        session: SessionId,
        timeout: Duration,
        out: &mut Vec<ServerOutput>,
    ) {
        let known = self.connections.get_mut(&connection).expect("it is open");
        known.session = Some(session);
        known.timeout = timeout;
        let password = Password::of(session);
        let packet = FromServer::Connected {
            session,
            password,
            timeout,
        };
        out.push(ServerOutput::Send(connection, packet));
    }
}
