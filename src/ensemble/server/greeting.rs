//! How a server takes a client in: a new session, or one that goes on.

use std::time::Duration;

use crate::engine::TxnBody;
use crate::ensemble::note::{Cause, ServerNote};
use crate::ensemble::server::{Server, ServerOutput};
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
        if last_zxid > self.database.last_zxid {
            out.push(ServerOutput::Note(ServerNote::Behind {
                last_seen: last_zxid,
            }));
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

    fn open_session(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        timeout: Duration,
        out: &mut Vec<ServerOutput>,
    ) {
        let session = self.next_session;
        self.next_session = session.next();
        self.tracker.add(session, timeout, now);
        let body = TxnBody::CreateSession { session, timeout };
        let cause = Cause::Client(connection);
        _ = self.commit(now, body, cause, out);
        self.welcome(connection, session, timeout, out);
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
        if password != Password::of(session) || !self.tracker.is_alive(session) {
            out.push(ServerOutput::Note(ServerNote::Gone { session }));
            out.push(ServerOutput::Send(connection, FromServer::SessionGone));
            return self.hang_up(connection, out);
        }
        self.tracker.add(session, timeout, now);
        out.push(ServerOutput::Note(ServerNote::Resumed { session }));
        self.welcome(connection, session, timeout, out);
    }

    fn welcome(
        &mut self,
        connection: ConnectionId,
        session: SessionId,
        timeout: Duration,
        out: &mut Vec<ServerOutput>,
    ) {
        let known = self.connections.get_mut(&connection).expect("it is open");
        known.session = Some(session);
        let password = Password::of(session);
        let packet = FromServer::Connected {
            session,
            password,
            timeout,
        };
        out.push(ServerOutput::Send(connection, packet));
    }
}
