//! A server: its database, its sessions, the watches and connections of its clients.
//!
//! A sans-I/O machine: inputs come in with the time, outputs go out, and how they travel is
//! the simulator's business. All that one input causes is decided, applied and told before
//! the next input is looked at, so events go out ahead of the reply that would show the change.

mod greeting;
mod reading;
mod watching;

use std::collections::BTreeMap;

use crate::engine::prepare::{prepare, prepare_multi, prepare_removal};
use crate::engine::txn::{Refusal, Stamp, Txn, TxnBody};
use crate::engine::{Asker, Database, Identities, SessionTracker, WatchTable};
use crate::ensemble::config::ServerConfig;
use crate::ensemble::note::{Cause, ServerNote};
use crate::ensemble::sweep::Sweep;
use crate::model::length::LONGEST_REQUEST;
use crate::model::{
    Answer, ConnectionId, Credentials, ErrorCode, FromClient, FromServer, Reply, Request, ServerId,
    SessionId, VirtualTime, Write, Xid, ZPath,
};

/// Where all clients are, as far as a server can tell.
const ADDRESS: &str = "127.0.0.1";

#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    id: ServerId,
    config: ServerConfig,
    database: Database,
    tracker: SessionTracker,
    sweep: Sweep,
    watches: WatchTable,
    connections: BTreeMap<ConnectionId, Connection>,
    next_session: SessionId,
}

/// What a server knows of one connection.
#[derive(Clone, Debug, PartialEq)]
struct Connection {
    /// None until the client has introduced itself.
    session: Option<SessionId>,
    identities: Identities,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ServerInput {
    Opened(ConnectionId),
    Received(ConnectionId, FromClient),
    /// The connection was closed or broke.
    Lost(ConnectionId),
    Deadline,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ServerOutput {
    Send(ConnectionId, FromServer),
    HangUp(ConnectionId),
    Note(ServerNote),
}

impl Server {
    pub fn new(id: ServerId, config: ServerConfig) -> Server {
        Server {
            id,
            database: Database::new(),
            tracker: SessionTracker::new(config.tick_time),
            sweep: Sweep::new(config.container_check_interval),
            watches: WatchTable::default(),
            connections: BTreeMap::new(),
            next_session: SessionId::first_of(id, config.clock.as_millis()),
            config,
        }
    }

    pub fn id(&self) -> ServerId {
        self.id
    }

    pub fn config(&self) -> &ServerConfig {
        &self.config
    }

    pub fn database(&self) -> &Database {
        &self.database
    }

    pub fn tracker(&self) -> &SessionTracker {
        &self.tracker
    }

    pub fn watches(&self) -> &WatchTable {
        &self.watches
    }

    pub fn next_deadline(&self) -> Option<VirtualTime> {
        let waiting = !self.database.passing.is_empty();
        let sweep = self.sweep.next_deadline(waiting);
        self.tracker.next_expiry().into_iter().chain(sweep).min()
    }

    pub fn step(&mut self, now: VirtualTime, input: ServerInput) -> Vec<ServerOutput> {
        let mut out = Vec::new();
        if self.database.passing.is_empty() {
            self.sweep.skip_to(now);
        }
        match input {
            ServerInput::Opened(connection) => {
                let known = Connection {
                    session: None,
                    identities: Identities::at(ADDRESS),
                };
                self.connections.insert(connection, known);
            }
            ServerInput::Received(connection, packet) => {
                self.received(now, connection, packet, &mut out);
            }
            ServerInput::Lost(connection) => self.forget(connection),
            ServerInput::Deadline => {
                for session in self.tracker.overdue(now) {
                    self.expire(now, session, &mut out);
                }
                self.sweep(now, &mut out);
            }
        }
        out
    }

    fn received(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        packet: FromClient,
        out: &mut Vec<ServerOutput>,
    ) {
        let session = match self.connections.get(&connection) {
            // What was under way on a connection that this side has closed is lost.
            None => return,
            Some(Connection { session: None, .. }) => {
                return self.greeted(now, connection, packet, out);
            }
            Some(Connection {
                session: Some(session),
                ..
            }) => *session,
        };
        self.tracker.touch(session, now);
        match packet {
            FromClient::Connect { .. } => self.hang_up(connection, out),
            FromClient::Ping => out.push(ServerOutput::Send(connection, FromServer::Pong)),
            FromClient::Auth(credentials) => self.prove(connection, &credentials, out),
            FromClient::SetWatches {
                relative_zxid,
                watches,
            } => {
                self.set_watches(connection, relative_zxid, watches, out);
            }
            FromClient::Request { xid, request } => {
                let length = request.length();
                if length > LONGEST_REQUEST {
                    let by = connection;
                    out.push(ServerOutput::Note(ServerNote::TooLong { by, length }));
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
        out.push(ServerOutput::Note(ServerNote::AuthRefused { by, scheme }));
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
        // After these the server hangs up: the session is over, or it does not know the operation.
        let last = matches!(
            request,
            Request::CloseSession | Request::Write(Write::Check { .. })
        );
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
            // There is nothing that this server has not applied.
            Request::Sync(_) => Ok(Reply::Done),
            Request::AddWatch { path, mode } => {
                self.add_watch(mode.into(), path, connection, out);
                Ok(Reply::Done)
            }
            Request::RemoveWatches { path, which, .. } => {
                let removed = self.watches.remove(which, &path, connection);
                removed.then_some(Reply::Done).ok_or(ErrorCode::NoWatcher)
            }
            // It is turned away at the door: nothing is decided, and no zxid is taken.
            Request::Write(Write::Check { .. }) => Err(ErrorCode::Unimplemented),
            Request::Write(_) | Request::Multi(_) | Request::CloseSession => {
                let body = self.decide(now, connection, session, &request);
                let cause = Cause::Client(connection);
                self.commit(now, body, cause, out)
            }
        };
        let zxid = self.database.last_zxid;
        out.push(ServerOutput::Send(
            connection,
            FromServer::Reply { xid, zxid, answer },
        ));
        if last {
            self.hang_up(connection, out);
        }
    }

    fn decide(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        session: SessionId,
        request: &Request,
    ) -> TxnBody {
        let by = self.asker(connection);
        let decided = match request {
            Request::Write(write) => prepare(&self.database, &by, write).map_err(Refusal::Single),
            Request::Multi(writes) => prepare_multi(&self.database, &by, writes, self.stamp(now)),
            _ => Ok(self.decide_close(session)),
        };
        decided.unwrap_or_else(TxnBody::Refused)
    }

    fn decide_close(&mut self, session: SessionId) -> TxnBody {
        self.tracker.set_closing(session);
        TxnBody::CloseSession {
            session,
            ephemerals: self.database.ephemerals_of(session),
        }
    }

    fn expire(&mut self, now: VirtualTime, session: SessionId, out: &mut Vec<ServerOutput>) {
        let tracked = self
            .tracker
            .get(session)
            .expect("only tracked sessions are overdue");
        let cause = Cause::Expiry {
            last_heard: tracked.last_heard,
            timeout: tracked.timeout,
        };
        let connection = self.connection_of(session);
        let body = self.decide_close(session);
        _ = self.commit(now, body, cause, out);
        if let Some(connection) = connection {
            self.hang_up(connection, out);
        }
    }

    /// Removes the next container, or znode with a time to live, whose time is over.
    fn sweep(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        let (database, config) = (&self.database, &self.config);
        let never_used = config.container_max_never_used;
        let due = || database.removable(config.clock.at(now), never_used);
        let Some(path) = self.sweep.step(now, due) else {
            return;
        };
        let body = self.decide_removal(&path);
        _ = self.commit(now, body, Cause::Sweep, out);
    }

    fn decide_removal(&self, path: &ZPath) -> TxnBody {
        let decided = prepare_removal(&self.database, path).map_err(Refusal::Single);
        decided.unwrap_or_else(TxnBody::Refused)
    }

    fn stamp(&self, now: VirtualTime) -> Stamp {
        Stamp {
            zxid: self.database.last_zxid.next(),
            time: self.config.clock.at(now),
        }
    }

    /// Applies a decided transaction and tells the watchers.
    fn commit(
        &mut self,
        now: VirtualTime,
        body: TxnBody,
        cause: Cause,
        out: &mut Vec<ServerOutput>,
    ) -> Answer {
        let stamp = self.stamp(now);
        let txn = Txn { stamp, body };
        let applied = self.database.apply(&txn);
        if let TxnBody::CloseSession { session, .. } = txn.body {
            self.tracker.remove(session);
        }
        let changes = applied.effects.iter().map(|it| it.change.clone());
        out.push(ServerOutput::Note(ServerNote::Applied {
            changes: changes.collect(),
            txn,
            cause,
        }));
        for effect in &applied.effects {
            self.tell(effect, stamp.zxid, out);
        }
        applied.answer
    }

    /// Who is at the other end of an open connection.
    fn asker(&self, connection: ConnectionId) -> Asker<'_> {
        let known = &self.connections[&connection];
        Asker {
            session: known.session.expect("it has introduced itself"),
            identities: &known.identities,
            rules: &self.config.rules,
        }
    }

    fn connection_of(&self, session: SessionId) -> Option<ConnectionId> {
        let of_it = |(_, it): &(&ConnectionId, &Connection)| it.session == Some(session);
        self.connections.iter().find(of_it).map(|(id, _)| *id)
    }

    fn hang_up(&mut self, connection: ConnectionId, out: &mut Vec<ServerOutput>) {
        self.forget(connection);
        out.push(ServerOutput::HangUp(connection));
    }

    fn forget(&mut self, connection: ConnectionId) {
        self.connections.remove(&connection);
        self.watches.forget(connection);
    }
}
