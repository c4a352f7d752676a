//! The watches that a client believes to hold, by the question that set them.
//!
//! A server forgets the watches of a connection with the connection; the client remembers
//! them and tells them again to the next server (`ZKWatchManager`).

use std::collections::BTreeSet;

use crate::model::packet::WatchLists;
use crate::model::{Answer, ErrorCode, EventType, Read, ReadKind, ZPath};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldWatches {
    pub data: BTreeSet<ZPath>,
    /// Waiting for the creation of a znode.
    pub exist: BTreeSet<ZPath>,
    pub child: BTreeSet<ZPath>,
}

impl HeldWatches {
    /// Remembers the watch of an answered read, if the answer left one.
    pub fn register(&mut self, read: &Read, answer: &Answer) {
        if !read.watch {
            return;
        }
        let held = match (read.kind, answer) {
            (ReadKind::Exists, Err(ErrorCode::NoNode)) => &mut self.exist,
            (ReadKind::Exists | ReadKind::Data, Ok(_)) => &mut self.data,
            (ReadKind::Children, Ok(_)) => &mut self.child,
            _ => return,
        };
        held.insert(read.path.clone());
    }

    /// Takes out the watches that an event uses up. `false` if there was none: then the event
    /// is news that nobody waits for any more, as the second of two for one deletion.
    pub fn use_up(&mut self, kind: EventType, path: &ZPath) -> bool {
        let deleted = kind == EventType::NodeDeleted;
        let mut waited = false;
        if deleted || matches!(kind, EventType::NodeCreated | EventType::NodeDataChanged) {
            waited |= self.data.remove(path);
            waited |= self.exist.remove(path);
        }
        if deleted || kind == EventType::NodeChildrenChanged {
            waited |= self.child.remove(path);
        }
        waited
    }

    pub fn to_lists(&self) -> WatchLists {
        WatchLists {
            data: self.data.iter().cloned().collect(),
            exist: self.exist.iter().cloned().collect(),
            child: self.child.iter().cloned().collect(),
        }
    }
}
