//! What a client asks, and in what order it is answered (`CommitProcessor`).
//!
//! What only the leader can decide goes there at once. What this server can answer itself waits
//! for its turn: the requests of one connection are answered in the order in which they came.

use crate::ensemble::note::ServerNote;
use crate::ensemble::peer::{PeerPacket, Submission, Wanted};
use crate::ensemble::server::connection::{Local, Queued, letters};
use crate::ensemble::server::{Role, Server, ServerOutput, note};
use crate::model::length::LONGEST_REQUEST;
use crate::model::{
    Answer, ConnectionId, Credentials, ErrorCode, FromClient, FromServer, Reply, Request,
    SessionId, VirtualTime, Write, Xid,
};

impl Server {
    pub(super) fn received(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        packet: FromClient,
        out: &mut Vec<ServerOutput>,
    ) {
        let is_serving = self.is_serving();
        // What was under way on a connection that this side has closed is lost.
        let Some(known) = self.connections.get_mut(&connection) else {
            return;
        };
        known.has_received(now);
        self.traffic.received += u64::from(is_serving);
        let timeout = known.timeout;
        let Some(session) = known.session else {
            return self.greeted(now, connection, packet, out);
        };
        match &mut self.role {
            Role::Leading(leader) => {
                // The end of the session is decided: nothing more is taken from it.
                if !leader.tracker.touch(session, timeout, now) {
                    return;
                }
            }
            Role::Following(follower) => _ = follower.touched.insert(session, timeout),
            Role::Down | Role::Looking(_) => {}
        }
        match packet {
            FromClient::Connect { .. } => self.hang_up(connection, out),
            FromClient::Ping => self.in_turn(connection, Local::Ping, out),
            FromClient::Auth(credentials) => self.prove(connection, &credentials, out),
            FromClient::SetWatches {
                relative_zxid: seen,
                watches,
            } => self.in_turn(connection, Local::SetWatches { seen, watches }, out),
            FromClient::Request { xid, request } => {
                let length = request.length();
                if length > LONGEST_REQUEST {
                    let by = connection;
                    note(ServerNote::TooLong { by, length }, out);
                    return self.hang_up(connection, out);
                }
                self.requested(now, connection, session, xid, request, out);
            }
        }
    }

    fn prove(
        &mut self,
        connection: ConnectionId,
        credentials: &Credentials,
        out: &mut Vec<ServerOutput>,
    ) {
        let known = self.connections.get_mut(&connection).expect("it is open");
        if known.identities.prove(credentials, &self.config.rules) {
            return out.push(ServerOutput::Send(connection, FromServer::AuthDone));
        }
        let (by, scheme) = (connection, credentials.scheme.clone());
        note(ServerNote::AuthRefused { by, scheme }, out);
        out.push(ServerOutput::Send(connection, FromServer::AuthRefused));
        self.hang_up(connection, out);
    }

    fn requested(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        session: SessionId,
        xid: Xid,
        request: Request,
        out: &mut Vec<ServerOutput>,
    ) {
        match request {
            // It is turned away at the door: nothing is decided, and no zxid is taken.
            Request::Write(Write::Check { .. }) => {
                self.in_turn(connection, Local::Request { xid, request }, out);
            }
            Request::Write(_) | Request::Multi(_) | Request::CloseSession => {
                let last = request == Request::CloseSession;
                let known = self.connections.get_mut(&connection).expect("it is open");
                let op = letters(&request);
                known.queue.push_back(Queued::Submitted { xid, last, op });
                let submission = Submission {
                    by: connection,
                    session,
                    identities: known.identities.clone(),
                    wanted: Wanted::Request(request),
                };
                self.submit(now, submission, out);
            }
            Request::Sync(_) => match &mut self.role {
                Role::Following(follower) => {
                    follower.syncs.push_back(connection);
                    let known = self.connections.get_mut(&connection).expect("it is open");
                    known.queue.push_back(Queued::Sync { xid });
                    self.tell_leader(PeerPacket::Sync(connection), out);
                }
                // There is nothing that a leader has not applied when its turn comes.
                _ => self.in_turn(connection, Local::Request { xid, request }, out),
            },
            _ => self.in_turn(connection, Local::Request { xid, request }, out),
        }
    }

    /// Does at once what nothing else stands before, and the rest later.
    fn in_turn(&mut self, connection: ConnectionId, local: Local, out: &mut Vec<ServerOutput>) {
        let known = self.connections.get_mut(&connection).expect("it is open");
        match known.queue.is_empty() {
            true => self.do_local(connection, local, out),
            false => known.queue.push_back(Queued::Local(local)),
        }
    }

    /// Answers the request that was first in its queue, and what waited for that.
    pub(super) fn answer_first(
        &mut self,
        connection: ConnectionId,
        answer: Answer,
        out: &mut Vec<ServerOutput>,
    ) {
        let Some(known) = self.connections.get_mut(&connection) else {
            return;
        };
        let (xid, last, op) = match known.queue.pop_front() {
            // What was refused has become another transaction, which has no letters.
            Some(Queued::Submitted { xid, last, .. }) if answer.is_err() => (xid, last, "NA"),
            Some(Queued::Submitted { xid, last, op }) => (xid, last, op),
            Some(Queued::Sync { xid }) => (xid, false, "SYNC"),
            _ => unreachable!("the leader answers what was submitted to it"),
        };
        self.reply(connection, (xid, op), answer, out);
        if last {
            return self.hang_up(connection, out);
        }
        self.go_on(connection, out);
    }

    fn go_on(&mut self, connection: ConnectionId, out: &mut Vec<ServerOutput>) {
        while let Some(known) = self.connections.get_mut(&connection)
            && let Some(Queued::Local(_)) = known.queue.front()
            && let Some(Queued::Local(local)) = known.queue.pop_front()
        {
            self.do_local(connection, local, out);
        }
    }

    fn do_local(&mut self, connection: ConnectionId, local: Local, out: &mut Vec<ServerOutput>) {
        let op = local.letters();
        match local {
            Local::Ping => {
                self.answers(connection, op, None);
                out.push(ServerOutput::Send(connection, FromServer::Pong));
            }
            Local::SetWatches { seen, watches } => {
                self.answers(connection, op, None);
                self.set_watches(connection, seen, watches, out);
            }
            Local::Request { xid, request } => {
                self.do_request(connection, (xid, op), request, out);
            }
        }
    }

    fn do_request(
        &mut self,
        connection: ConnectionId,
        asked: (Xid, &'static str),
        request: Request,
        out: &mut Vec<ServerOutput>,
    ) {
        // After this the server hangs up: it does not know the operation.
        let last = matches!(request, Request::Write(_));
        let answer = match request {
            Request::Read(read) => self.read(connection, &read, out),
            Request::MultiRead(reads) => {
                let results = reads.iter().map(|it| self.read_only(connection, it, out));
                Ok(Reply::MultiRead(results.collect()))
            }
            Request::Ephemerals { prefix } => Ok(self
                .database
                .ephemerals_from(&self.asker(connection), &prefix)),
            Request::WhoAmI => Ok(Reply::Users(self.asker(connection).identities.users())),
            Request::AddWatch { path, mode } => {
                self.add_watch(mode.into(), path, connection, out);
                Ok(Reply::Done)
            }
            Request::RemoveWatches { path, which, .. } => {
                let removed = self.watches.remove(which, &path, connection);
                removed.then_some(Reply::Done).ok_or(ErrorCode::NoWatcher)
            }
            Request::Sync(_) => Ok(Reply::Done),
            Request::Write(_) => Err(ErrorCode::Unimplemented),
            Request::Multi(_) | Request::CloseSession => {
                unreachable!("the leader decides these")
            }
        };
        self.reply(connection, asked, answer, out);
        if last {
            self.hang_up(connection, out);
        }
    }

    fn reply(
        &mut self,
        connection: ConnectionId,
        (xid, op): (Xid, &'static str),
        answer: Answer,
        out: &mut Vec<ServerOutput>,
    ) {
        self.answers(connection, op, Some(xid.get()));
        let zxid = self.database.last_zxid;
        let reply = FromServer::Reply { xid, zxid, answer };
        out.push(ServerOutput::Send(connection, reply));
    }
    /// Takes note of what is about to be answered, in ZooKeeper's letters.
    pub(super) fn answers(&mut self, connection: ConnectionId, op: &'static str, xid: Option<i32>) {
        let zxid = self.database.last_zxid;
        if let Some(known) = self.connections.get_mut(&connection) {
            known.answers(op, xid, zxid);
        }
    }
}
