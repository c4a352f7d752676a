//! The connections of clients as their messages show them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use crate::engine::watch::WatchKind;
use crate::model::packet::WatchLists;
use crate::model::{
    ConnectionId, EventType, Request, ServerId, SessionId, WatcherType, Write, Xid, ZPath, Zxid,
};
use crate::sim::network::Network;

#[derive(Clone, Debug, Default)]
pub struct Lines {
    pub open: BTreeMap<ConnectionId, Line>,
    /// By handle (the connection with attempt 0): its last attempt, and the newest state that it
    /// was shown.
    pub views: BTreeMap<ConnectionId, View>,
    /// The newest state that any client was shown.
    pub shown: Zxid,
}

/// A connection while its server keeps it.
#[derive(Clone, Debug)]
pub struct Line {
    pub server: ServerId,
    /// Once it is accepted: its session, and how long that may be silent.
    pub session: Option<(SessionId, Duration)>,
    /// What was asked and is not answered yet.
    pub asked: VecDeque<Asked>,
    /// The newest state that an answer has told of.
    pub told: Zxid,
    /// The watches that the server has promised.
    pub held: BTreeSet<(ZPath, WatchKind)>,
    /// Watches that were told anew and are not answered yet, and what the client had seen.
    pub again: VecDeque<(Zxid, WatchLists)>,
    /// Events that are to come, before any answer that shows their change.
    pub owed: VecDeque<(EventType, ZPath, Zxid)>,
}

#[derive(Clone, Debug)]
pub struct Asked {
    pub xid: Xid,
    pub what: Question,
    /// What had been shown to clients when it was asked.
    pub shown: Zxid,
}

#[derive(Clone, Debug)]
pub enum Question {
    /// The leader decides it.
    Write,
    RemoveWatches {
        path: ZPath,
        which: WatcherType,
    },
    Other,
}

impl Question {
    pub fn of(request: &Request) -> Question {
        match request {
            // It is turned away at the door.
            Request::Write(Write::Check { .. }) => Question::Other,
            Request::Write(_) | Request::Multi(_) | Request::CloseSession => Question::Write,
            Request::RemoveWatches { path, which, .. } => Question::RemoveWatches {
                path: path.clone(),
                which: *which,
            },
            _ => Question::Other,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct View {
    pub attempt: u32,
    pub shown: Zxid,
}

impl Lines {
    /// A client has asked a server for a connection.
    pub fn dialled(&mut self, connection: ConnectionId, server: ServerId) {
        let line = Line {
            server,
            session: None,
            asked: VecDeque::new(),
            told: Zxid::ZERO,
            held: BTreeSet::new(),
            again: VecDeque::new(),
            owed: VecDeque::new(),
        };
        self.open.insert(connection, line);
        let view = self.views.entry(handle_of(connection)).or_insert(View {
            attempt: 0,
            shown: Zxid::ZERO,
        });
        view.attempt = connection.attempt;
    }

    /// The server that a connection leads to, and its session.
    pub fn session_of(&self, connection: ConnectionId) -> Option<(ServerId, SessionId, Duration)> {
        let line = self.open.get(&connection)?;
        let (session, timeout) = line.session?;
        Some((line.server, session, timeout))
    }

    pub fn crashed(&mut self, server: ServerId) {
        self.open.retain(|_, it| it.server != server);
    }

    /// Forgets the connections that are gone, and the handles that have none.
    pub fn forget(&mut self, network: &Network) {
        self.open.retain(|it, _| network.server_of(*it).is_some());
    }
}

/// Stands for the handle that a connection belongs to.
pub fn handle_of(connection: ConnectionId) -> ConnectionId {
    ConnectionId {
        attempt: 0,
        ..connection
    }
}
