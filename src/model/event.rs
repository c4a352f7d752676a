//! What a watcher is told.

use std::fmt;

use crate::model::{ZPath, Zxid};

/// One notification, as ZooKeeper's `WatchedEvent` carries and prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedEvent {
    pub state: KeeperState,
    pub kind: EventType,
    /// The znode; `None` for what concerns the session.
    pub path: Option<ZPath>,
    /// The transaction that caused it; `None` (printed -1) for session events and for what a
    /// server tells when watches are set again.
    pub zxid: Option<Zxid>,
}

impl WatchedEvent {
    /// News of the session itself.
    pub fn session(state: KeeperState) -> WatchedEvent {
        WatchedEvent {
            state,
            kind: EventType::None,
            path: None,
            zxid: None,
        }
    }

    /// Whether it tells of a znode, and not of the session alone.
    pub fn is_of_znode(&self) -> bool {
        self.path.is_some() && self.kind != EventType::None
    }

    /// Whether the client itself says by it that it has given a watch up.
    pub fn is_farewell(&self) -> bool {
        matches!(
            self.kind,
            EventType::DataWatchRemoved
                | EventType::ChildWatchRemoved
                | EventType::PersistentWatchRemoved
        )
    }

    /// As in `NodeDeleted /master`, or `Expired`.
    pub fn in_short(&self) -> String {
        match &self.path {
            Some(path) if self.is_of_znode() => format!("{:?} {path}", self.kind),
            _ => format!("{:?}", self.state),
        }
    }

    /// News of a znode.
    pub fn node(kind: EventType, path: ZPath, zxid: Option<Zxid>) -> WatchedEvent {
        WatchedEvent {
            state: KeeperState::SyncConnected,
            kind,
            path: Some(path),
            zxid,
        }
    }
}

impl fmt::Display for WatchedEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.as_ref().map_or("null", ZPath::as_str);
        write!(
            f,
            "WatchedEvent state:{:?} type:{:?} path:{path} zxid: ",
            self.state, self.kind
        )?;
        match self.zxid {
            Some(zxid) => write!(f, "{}", zxid.get()),
            None => write!(f, "-1"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventType {
    /// The session changed its state.
    None,
    NodeCreated,
    NodeDeleted,
    NodeDataChanged,
    NodeChildrenChanged,
    // Said by the client itself: a watch was given up.
    DataWatchRemoved,
    ChildWatchRemoved,
    PersistentWatchRemoved,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeeperState {
    SyncConnected,
    Disconnected,
    Expired,
    /// Credentials were refused.
    AuthFailed,
    Closed,
}

impl KeeperState {
    /// Whether the client can do nothing more with its session. (After `AuthFailed` the server
    /// still knows it, until its timeout.)
    pub fn is_final(self) -> bool {
        matches!(
            self,
            KeeperState::Expired | KeeperState::AuthFailed | KeeperState::Closed
        )
    }
}
