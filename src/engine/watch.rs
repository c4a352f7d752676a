//! The watches held by one server.
//!
//! A watch is a promise to tell a connection about changes: about one, or about all until it is
//! taken back. This module keeps the promises and finds out which of them a [`Change`] fulfils;
//! how the news travels it does not know. ZooKeeper keeps two tables, and the order of its
//! events follows from them: first the data watches of the znode, then its child watches, then
//! those of its parent.

mod paths;
mod table;
mod watchers;

use crate::engine::Change;
use crate::model::{AddWatchMode, ConnectionId, EventType, ReadKind, WatcherType, ZPath};
use paths::Paths;
use table::{Table, leave_one_each};
use watchers::Modes;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct WatchTable {
    /// Set by `get` and `exists`, the latter also on a znode that is not there.
    data: Table,
    /// Set by `ls`.
    child: Table,
    paths: Paths,
}

/// What a watch hears of, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WatchKind {
    /// One event of the znode's data, its creation or its deletion.
    Data,
    /// One event of its children, or its deletion.
    Child,
    /// All of both.
    Persistent,
    /// All events of the znode and of everything below it, but none of children.
    PersistentRecursive,
}

impl WatchKind {
    /// What a read leaves; `None` where ZooKeeper sets no watches.
    pub fn of_read(kind: ReadKind) -> Option<WatchKind> {
        match kind {
            ReadKind::Exists | ReadKind::Data | ReadKind::Config => Some(WatchKind::Data),
            ReadKind::Children => Some(WatchKind::Child),
            ReadKind::Acl | ReadKind::AllChildrenNumber => None,
        }
    }
}

impl From<AddWatchMode> for WatchKind {
    fn from(mode: AddWatchMode) -> WatchKind {
        match mode {
            AddWatchMode::Persistent => WatchKind::Persistent,
            AddWatchMode::PersistentRecursive => WatchKind::PersistentRecursive,
        }
    }
}

/// A promise that has become due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    pub to: ConnectionId,
    pub kind: EventType,
    pub path: ZPath,
}

impl WatchTable {
    /// Promises. To promise the same twice is to promise it once.
    pub fn add(&mut self, kind: WatchKind, path: ZPath, to: ConnectionId) {
        let (data, child) = match kind {
            WatchKind::Data => (Some(Modes::STANDARD), None),
            WatchKind::Child => (None, Some(Modes::STANDARD)),
            WatchKind::Persistent => (Some(Modes::PERSISTENT), Some(Modes::PERSISTENT)),
            WatchKind::PersistentRecursive => (Some(Modes::RECURSIVE), None),
        };
        if let Some(modes) = data {
            self.data.add(&path, to, modes);
        }
        if let Some(modes) = child {
            self.child.add(&path, to, modes);
        }
        let (data, child) = (&self.data, &self.child);
        let stands = |path: &ZPath| data.has(path, to) || child.has(path, to);
        self.paths.note(to, path, stands, kind != WatchKind::Child);
    }

    /// Takes promises back. `false` if there were none (`DataTree.removeWatch`).
    pub fn remove(&mut self, which: WatcherType, path: &ZPath, to: ConnectionId) -> bool {
        let (data, child) = match which {
            WatcherType::Children => (Modes::NONE, Modes::STANDARD),
            WatcherType::Data => (Modes::STANDARD, Modes::NONE),
            WatcherType::Persistent => (Modes::PERSISTENT, Modes::PERSISTENT),
            WatcherType::PersistentRecursive => (Modes::RECURSIVE, Modes::NONE),
            WatcherType::Any => (Modes::ALL, Modes::ALL),
        };
        let of_data = self.data.remove(path, to, data);
        if of_data && self.paths.of(to).all(|it| !self.data.has(it, to)) {
            self.paths.end_data(to);
        }
        let of_child = self.child.remove(path, to, child);
        of_data || of_child
    }

    /// The watches of a connection go with it.
    pub fn forget(&mut self, connection: ConnectionId) {
        for path in self.paths.take(connection) {
            self.data.remove(&path, connection, Modes::ALL);
            self.child.remove(&path, connection, Modes::ALL);
        }
    }

    /// Finds the promises that a change fulfils, in the order in which they are told. Those that
    /// were good for one event are used up.
    pub fn fire(&mut self, change: &Change) -> Vec<Fired> {
        let path = change.path();
        let mut fired = Vec::new();
        match change {
            Change::Created(_) => {
                self.data.fire(path, EventType::NodeCreated, &mut fired);
                self.fire_parent(path, &mut fired);
            }
            Change::Deleted(_) => {
                self.data.fire(path, EventType::NodeDeleted, &mut fired);
                let told = fired.len();
                self.child.fire(path, EventType::NodeDeleted, &mut fired);
                // Whoever has just been told by a data watch is not told twice.
                if fired.len() > told {
                    leave_one_each(&mut fired, 0);
                }
                self.fire_parent(path, &mut fired);
            }
            Change::DataSet(_) => self.data.fire(path, EventType::NodeDataChanged, &mut fired),
        }
        fired
    }

    /// How many connections watch this znode itself.
    pub fn watchers_of(&self, path: &ZPath) -> usize {
        let by_data = self.data.of(path).count();
        let by_child = self.child.of(path);
        by_data + by_child.filter(|it| !self.data.has(path, *it)).count()
    }

    /// The paths that a connection watches in the table of data watches, in order. `None` if the
    /// table does not know it; one whose watches are all used up is still known there
    /// (`WatchManager.triggerWatch`).
    pub fn on_data(&self, to: ConnectionId) -> Option<Vec<ZPath>> {
        self.paths.has_data(to).then(|| self.held(&self.data, to))
    }

    /// The same of the table of child watches.
    pub fn on_children(&self, to: ConnectionId) -> Vec<ZPath> {
        self.held(&self.child, to)
    }

    fn held(&self, table: &Table, to: ConnectionId) -> Vec<ZPath> {
        let held = self.paths.of(to).filter(|it| table.has(it, to));
        let mut held: Vec<ZPath> = held.cloned().collect();
        held.sort();
        held.dedup();
        held
    }

    fn fire_parent(&mut self, path: &ZPath, fired: &mut Vec<Fired>) {
        if self.child.is_empty() {
            return;
        }
        if let Some(parent) = path.parent() {
            let kind = EventType::NodeChildrenChanged;
            self.child.fire(&parent, kind, fired);
        }
    }
}
