//! Watches of the naive ZooKeeper: a set of promises, all of them looked at for every change.

use zkplay::model::packet::WatchLists;
use zkplay::model::{
    AddWatchMode, Answer, ConnectionId, ErrorCode, EventType, FromServer, ReadKind, Reply,
    WatchedEvent, WatcherType, ZPath, Zxid,
};

use crate::naive::Naive;
use crate::naive::tree::{is_below, parent};
use crate::naive::writes::Change;

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Watch {
    pub to: ConnectionId,
    pub path: String,
    pub kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Data,
    Child,
    Persistent,
    Recursive,
}

impl From<ReadKind> for Kind {
    fn from(kind: ReadKind) -> Kind {
        match kind {
            ReadKind::Children => Kind::Child,
            _ => Kind::Data,
        }
    }
}

impl From<AddWatchMode> for Kind {
    fn from(mode: AddWatchMode) -> Kind {
        match mode {
            AddWatchMode::Persistent => Kind::Persistent,
            AddWatchMode::PersistentRecursive => Kind::Recursive,
        }
    }
}

impl Naive {
    pub fn add_watch(&mut self, to: ConnectionId, path: &ZPath, kind: Kind) {
        let path = path.to_string();
        self.watches.insert(Watch { to, path, kind });
    }

    pub fn remove_watches(&mut self, to: ConnectionId, path: &ZPath, which: WatcherType) -> Answer {
        let before = self.watches.len();
        self.watches.retain(|it| {
            let meant = match which {
                WatcherType::Children => it.kind == Kind::Child,
                WatcherType::Data => it.kind == Kind::Data,
                WatcherType::Persistent => it.kind == Kind::Persistent,
                WatcherType::PersistentRecursive => it.kind == Kind::Recursive,
                WatcherType::Any => true,
            };
            !(meant && it.to == to && it.path == path.as_str())
        });
        match self.watches.len() < before {
            true => Ok(Reply::Done),
            false => Err(ErrorCode::NoWatcher),
        }
    }

    /// The transaction is done: its watchers hear of it, change by change.
    pub fn commit(&mut self) {
        for change in std::mem::take(&mut self.changes) {
            let everybody: Vec<ConnectionId> = self.connections.keys().copied().collect();
            for to in everybody {
                self.tell(to, &change);
            }
            self.use_up(&change);
        }
    }

    /// At most one event for the znode, and at most one for its parent.
    fn tell(&mut self, to: ConnectionId, change: &Change) {
        let path = change.path.as_str();
        let above = parent(path);
        let deleted = change.kind == EventType::NodeDeleted;
        let children_change = change.kind != EventType::NodeDataChanged;
        let mut own = self.watches.iter().filter(|it| it.to == to);
        let of_znode = own.any(|it| match it.kind {
            Kind::Data | Kind::Persistent => it.path == path,
            Kind::Child => deleted && it.path == path,
            Kind::Recursive => it.path == path || is_below(path, &it.path),
        });
        let mut own = self.watches.iter().filter(|it| it.to == to);
        let of_parent =
            own.any(|it| matches!(it.kind, Kind::Child | Kind::Persistent) && it.path == above);
        if of_znode && self.may(to, "r", &change.acl) {
            self.event(to, change.kind, path);
        }
        if of_parent && children_change && self.may(to, "r", &change.parent_acl) {
            self.event(to, EventType::NodeChildrenChanged, above);
        }
    }

    /// Whoever was to hear of it once has had that chance, heard or not.
    fn use_up(&mut self, change: &Change) {
        let path = change.path.as_str();
        let deleted = change.kind == EventType::NodeDeleted;
        let children_change = change.kind != EventType::NodeDataChanged;
        self.watches.retain(|it| {
            let used = match it.kind {
                Kind::Data => it.path == path,
                Kind::Child => {
                    (deleted && it.path == path) || (children_change && it.path == parent(path))
                }
                Kind::Persistent | Kind::Recursive => false,
            };
            !used
        });
    }

    fn event(&mut self, to: ConnectionId, kind: EventType, path: &str) {
        let path = ZPath::parse(path).expect("it is a path");
        let event = WatchedEvent::node(kind, path, Some(self.last_zxid()));
        self.send(to, FromServer::Event(event));
    }

    /// What a client tells after a reconnect: what it missed it hears now, the rest stands again.
    pub fn set_watches(&mut self, to: ConnectionId, seen: Zxid, lists: WatchLists) {
        let kinds = [
            (lists.data, Kind::Data, false),
            (lists.exist, Kind::Data, true),
            (lists.child, Kind::Child, false),
        ];
        for (paths, kind, waits) in kinds {
            for path in paths {
                let node = self.tree.get(path.as_str());
                let newer = |at: usize| node.is_some_and(|it| Zxid::new(0, it.zxids[at]) > seen);
                let missed = match (node.is_some(), waits, kind) {
                    (true, true, _) => Some(EventType::NodeCreated),
                    (false, true, _) => None,
                    (false, false, _) => Some(EventType::NodeDeleted),
                    (true, false, Kind::Child) => {
                        newer(2).then_some(EventType::NodeChildrenChanged)
                    }
                    (true, false, _) => newer(1).then_some(EventType::NodeDataChanged),
                };
                match missed {
                    Some(missed) => {
                        let event = WatchedEvent::node(missed, path, None);
                        self.send(to, FromServer::Event(event));
                    }
                    None => self.add_watch(to, &path, kind),
                }
            }
        }
        for (paths, kind) in [
            (lists.persistent, Kind::Persistent),
            (lists.recursive, Kind::Recursive),
        ] {
            for path in paths {
                self.add_watch(to, &path, kind);
            }
        }
        let zxid = self.last_zxid();
        self.send(to, FromServer::WatchesSet { zxid });
    }
}
