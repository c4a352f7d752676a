//! A server: its database, its sessions, the watches and connections of its clients.
//!
//! A sans-I/O machine: inputs come in with the time, outputs go out, and how they travel is
//! the simulator's business. All that one input causes is decided, applied and told before
//! the next input is looked at, so events go out ahead of the reply that would show the change.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::engine::prepare::{prepare, prepare_multi};
use crate::engine::txn::{Refusal, Stamp, Txn, TxnBody};
use crate::engine::watch::WatchKind;
use crate::engine::{Change, Database, SessionTracker, WatchTable};
use crate::model::packet::WatchLists;
use crate::model::{
    Answer, ConnectionId, ErrorCode, EventType, FromClient, FromServer, Password, Read, ReadKind,
    Request, ServerId, SessionId, VirtualTime, WallTime, WatchedEvent, Xid, ZPath, Zxid,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    id: ServerId,
    config: ServerConfig,
    database: Database,
    tracker: SessionTracker,
    watches: WatchTable,
    connections: BTreeMap<ConnectionId, Option<SessionId>>,
    next_session: SessionId,
}

/// The settings of a server, in ZooKeeper's names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerConfig {
    pub tick_time: Duration,
    pub min_session_timeout: Duration,
    pub max_session_timeout: Duration,
    /// What the server's wall clock shows at the start of virtual time.
    pub clock: WallTime,
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
    /// For the trace: what happened inside, and why.
    Note(ServerNote),
}

#[derive(Clone, Debug, PartialEq)]
pub enum ServerNote {
    /// A transaction was applied here.
    Applied {
        txn: Txn,
        cause: Cause,
        changes: Vec<Change>,
    },
    /// A session goes on over another connection.
    Resumed { session: SessionId },
    /// Somebody asked for a session that is not, or no longer, alive.
    Gone { session: SessionId },
    /// A client has seen more than this server has: it is sent away.
    Behind { last_seen: Zxid },
    /// A watch was promised.
    WatchSet {
        to: ConnectionId,
        kind: WatchKind,
        path: ZPath,
    },
}

/// Who wanted a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Client(ConnectionId),
    /// The session was silent for longer than its timeout.
    Expiry {
        last_heard: VirtualTime,
        timeout: Duration,
    },
}

impl Server {
    pub fn new(id: ServerId, config: ServerConfig) -> Server {
        Server {
            id,
            database: Database::new(),
            tracker: SessionTracker::new(config.tick_time),
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
        self.tracker.next_expiry()
    }

    pub fn step(&mut self, now: VirtualTime, input: ServerInput) -> Vec<ServerOutput> {
        let mut out = Vec::new();
        match input {
            ServerInput::Opened(connection) => {
                self.connections.insert(connection, None);
            }
            ServerInput::Received(connection, packet) => {
                self.received(now, connection, packet, &mut out);
            }
            ServerInput::Lost(connection) => self.forget(connection),
            ServerInput::Deadline => {
                for session in self.tracker.overdue(now) {
                    self.expire(now, session, &mut out);
                }
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
            Some(None) => return self.greeted(now, connection, packet, out),
            Some(Some(session)) => *session,
        };
        self.tracker.touch(session, now);
        match packet {
            FromClient::Connect { .. } => self.hang_up(connection, out),
            FromClient::Ping => out.push(ServerOutput::Send(connection, FromServer::Pong)),
            FromClient::SetWatches {
                relative_zxid,
                watches,
            } => {
                self.set_watches(connection, relative_zxid, watches, out);
            }
            FromClient::Request { xid, request } => {
                self.requested(now, connection, session, xid, request, out);
            }
        }
    }

    /// The first packet of a connection (`ZooKeeperServer.processConnectRequest`).
    fn greeted(
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
        let body = TxnBody::CreateSession { timeout };
        _ = self.commit(now, session, body, Cause::Client(connection), out);
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
        self.connections.insert(connection, Some(session));
        let password = Password::of(session);
        let packet = FromServer::Connected {
            session,
            password,
            timeout,
        };
        out.push(ServerOutput::Send(connection, packet));
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
        let cause = Cause::Client(connection);
        let closes = request == Request::CloseSession;
        let answer = match request {
            Request::Read(read) => self.read(connection, &read, out),
            Request::Write(_) | Request::Multi(_) | Request::CloseSession => {
                let body = self.decide(now, session, request);
                self.commit(now, session, body, cause, out)
            }
        };
        let zxid = self.database.last_zxid;
        out.push(ServerOutput::Send(
            connection,
            FromServer::Reply { xid, zxid, answer },
        ));
        if closes {
            self.hang_up(connection, out);
        }
    }

    fn read(
        &mut self,
        connection: ConnectionId,
        read: &Read,
        out: &mut Vec<ServerOutput>,
    ) -> Answer {
        let answer = self.database.read(read);
        if let Some(kind) = watch_kind(read, &answer) {
            self.watches.add(kind, read.path.clone(), connection);
            let path = read.path.clone();
            out.push(ServerOutput::Note(ServerNote::WatchSet {
                to: connection,
                kind,
                path,
            }));
        }
        answer
    }

    fn decide(&mut self, now: VirtualTime, session: SessionId, request: Request) -> TxnBody {
        let decided = match request {
            Request::Write(write) => {
                prepare(&self.database, session, &write).map_err(Refusal::Single)
            }
            Request::Multi(writes) => {
                prepare_multi(&self.database, session, &writes, self.stamp(now))
            }
            Request::CloseSession => Ok(self.decide_close(session)),
            Request::Read(_) => unreachable!("reads are answered without a transaction"),
        };
        decided.unwrap_or_else(TxnBody::Refused)
    }

    fn decide_close(&mut self, session: SessionId) -> TxnBody {
        self.tracker.set_closing(session);
        TxnBody::CloseSession {
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
        _ = self.commit(now, session, body, cause, out);
        if let Some(connection) = connection {
            self.hang_up(connection, out);
        }
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
        session: SessionId,
        body: TxnBody,
        cause: Cause,
        out: &mut Vec<ServerOutput>,
    ) -> Answer {
        let txn = Txn {
            stamp: self.stamp(now),
            session,
            body,
        };
        let applied = self.database.apply(&txn);
        if matches!(txn.body, TxnBody::CloseSession { .. }) {
            self.tracker.remove(session);
        }
        let zxid = txn.stamp.zxid;
        let events: Vec<_> = applied
            .changes
            .iter()
            .flat_map(|it| self.watches.fire(it))
            .collect();
        out.push(ServerOutput::Note(ServerNote::Applied {
            txn,
            cause,
            changes: applied.changes,
        }));
        for fired in events {
            let event = WatchedEvent::node(fired.kind, fired.path, Some(zxid));
            out.push(ServerOutput::Send(fired.to, FromServer::Event(event)));
        }
        applied.answer
    }

    /// Sets watches again after a reconnect, or tells at once what has happened meanwhile
    /// (`DataTree.setWatches`). Such events have no zxid.
    fn set_watches(
        &mut self,
        connection: ConnectionId,
        seen: Zxid,
        watches: WatchLists,
        out: &mut Vec<ServerOutput>,
    ) {
        let tree = &self.database.tree;
        let missed_data = |path: &ZPath| match tree.get(path) {
            None => Some(EventType::NodeDeleted),
            Some(znode) => (znode.mzxid > seen).then_some(EventType::NodeDataChanged),
        };
        let missed_creation = |path: &ZPath| tree.contains(path).then_some(EventType::NodeCreated);
        let missed_child = |path: &ZPath| match tree.get(path) {
            None => Some(EventType::NodeDeleted),
            Some(znode) => (znode.pzxid > seen).then_some(EventType::NodeChildrenChanged),
        };
        let mut told = Vec::new();
        let mut standing = Vec::new();
        let mut sort = |path: ZPath, missed: Option<EventType>, kind| match missed {
            Some(event) => told.push(WatchedEvent::node(event, path, None)),
            None => standing.push((kind, path)),
        };
        for path in watches.data {
            let missed = missed_data(&path);
            sort(path, missed, WatchKind::Data);
        }
        for path in watches.exist {
            let missed = missed_creation(&path);
            sort(path, missed, WatchKind::Data);
        }
        for path in watches.child {
            let missed = missed_child(&path);
            sort(path, missed, WatchKind::Child);
        }
        for (kind, path) in standing {
            self.watches.add(kind, path, connection);
        }
        for event in told {
            out.push(ServerOutput::Send(connection, FromServer::Event(event)));
        }
        let zxid = self.database.last_zxid;
        out.push(ServerOutput::Send(
            connection,
            FromServer::WatchesSet { zxid },
        ));
    }

    fn connection_of(&self, session: SessionId) -> Option<ConnectionId> {
        let of_it = |it: &&ConnectionId| self.connections[*it] == Some(session);
        self.connections.keys().find(of_it).copied()
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

/// The watch that a read asks for, once its answer is known: on a missing znode only
/// `exists` leaves one.
fn watch_kind(read: &Read, answer: &Answer) -> Option<WatchKind> {
    let kind = match (read.kind, answer) {
        (ReadKind::Exists, Ok(_) | Err(ErrorCode::NoNode)) => WatchKind::Data,
        (ReadKind::Data, Ok(_)) => WatchKind::Data,
        (ReadKind::Children, Ok(_)) => WatchKind::Child,
        _ => return None,
    };
    read.watch.then_some(kind)
}
