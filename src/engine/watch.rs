//! The watches held by one server.
//!
//! A watch is a promise to tell a connection about one change, once. This module keeps the
//! promises and finds out which of them a [`Change`] fulfils; how the news travels it does not
//! know. ZooKeeper keeps two tables, and the order of its events follows from them: first
//! the data watches of the znode, then its child watches, then those of its parent.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::Change;
use crate::model::{ConnectionId, EventType, ZPath};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchTable {
    /// Set by `get` and `exists`, the latter also on a znode that is not there.
    data: Watches,
    /// Set by `ls`.
    child: Watches,
}

/// Which of the two tables a watch stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchKind {
    Data,
    Child,
}

/// A promise that has become due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    pub to: ConnectionId,
    pub kind: EventType,
    pub path: ZPath,
}

impl WatchTable {
    pub fn add(&mut self, kind: WatchKind, path: ZPath, to: ConnectionId) {
        match kind {
            WatchKind::Data => self.data.add(path, to),
            WatchKind::Child => self.child.add(path, to),
        }
    }

    /// The watches of a connection go with it.
    pub fn forget(&mut self, connection: ConnectionId) {
        self.data.forget(connection);
        self.child.forget(connection);
    }

    /// Takes out the watches that a change fulfils, in the order in which they are told.
    pub fn fire(&mut self, change: &Change) -> Vec<Fired> {
        let path = change.path();
        let mut fired = Vec::new();
        match change {
            Change::Created(_) => {
                self.data.take(path, EventType::NodeCreated, &mut fired);
                self.fire_parent(path, &mut fired);
            }
            Change::Deleted(_) => {
                self.data.take(path, EventType::NodeDeleted, &mut fired);
                let told: BTreeSet<ConnectionId> = fired.iter().map(|it| it.to).collect();
                let mut children = Vec::new();
                self.child.take(path, EventType::NodeDeleted, &mut children);
                // Whoever has just been told by a data watch is not told twice.
                fired.extend(children.into_iter().filter(|it| !told.contains(&it.to)));
                self.fire_parent(path, &mut fired);
            }
            Change::DataSet(_) => self.data.take(path, EventType::NodeDataChanged, &mut fired),
        }
        fired
    }

    /// How many connections watch this znode.
    pub fn watchers_of(&self, path: &ZPath) -> usize {
        let of = |table: &Watches| table.by_path.get(path).cloned().unwrap_or_default();
        of(&self.data).union(&of(&self.child)).count()
    }

    fn fire_parent(&mut self, path: &ZPath, fired: &mut Vec<Fired>) {
        if let Some(parent) = path.parent() {
            self.child
                .take(&parent, EventType::NodeChildrenChanged, fired);
        }
    }
}

/// One table, with the way back from a connection to its paths: a connection that goes must
/// not cost a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Watches {
    by_path: BTreeMap<ZPath, BTreeSet<ConnectionId>>,
    by_connection: BTreeMap<ConnectionId, BTreeSet<ZPath>>,
}

impl Watches {
    fn add(&mut self, path: ZPath, to: ConnectionId) {
        self.by_connection
            .entry(to)
            .or_default()
            .insert(path.clone());
        self.by_path.entry(path).or_default().insert(to);
    }

    fn take(&mut self, path: &ZPath, kind: EventType, fired: &mut Vec<Fired>) {
        for to in self.by_path.remove(path).unwrap_or_default() {
            if let Some(paths) = self.by_connection.get_mut(&to) {
                paths.remove(path);
                if paths.is_empty() {
                    self.by_connection.remove(&to);
                }
            }
            fired.push(Fired {
                to,
                kind,
                path: path.clone(),
            });
        }
    }

    fn forget(&mut self, connection: ConnectionId) {
        for path in self.by_connection.remove(&connection).unwrap_or_default() {
            if let Some(connections) = self.by_path.get_mut(&path) {
                connections.remove(&connection);
                if connections.is_empty() {
                    self.by_path.remove(&path);
                }
            }
        }
    }
}
