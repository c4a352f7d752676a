//! The watches that a client believes to hold, by the question that set them.
//!
//! A server forgets the watches of a connection with the connection; the client remembers
//! them and tells them again to the next server (`ZKWatchManager`).

use litemap::LiteMap;

use crate::model::packet::WatchLists;
use crate::model::{
    AddWatchMode, Answer, ErrorCode, EventType, Read, ReadKind, WatcherType, ZPath,
};

/// Paths, each once, in order.
type Paths = LiteMap<ZPath, ()>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldWatches {
    pub data: Paths,
    /// Waiting for the creation of a znode.
    pub exist: Paths,
    pub child: Paths,
    // Those that stay.
    pub persistent: Paths,
    pub recursive: Paths,
}

impl HeldWatches {
    /// Remembers the watch of an answered read, if the answer left one.
    pub fn register(&mut self, read: &Read, answer: &Answer) {
        if !read.watch {
            return;
        }
        let held = match (read.kind, answer) {
            (ReadKind::Exists, Err(ErrorCode::NoNode)) => &mut self.exist,
            (ReadKind::Exists | ReadKind::Data | ReadKind::Config, Ok(_)) => &mut self.data,
            (ReadKind::Children, Ok(_)) => &mut self.child,
            _ => return,
        };
        held.insert(read.path.clone(), ());
    }

    /// Remembers a watch that stays.
    pub fn add(&mut self, mode: AddWatchMode, path: &ZPath) {
        let held = match mode {
            AddWatchMode::Persistent => &mut self.persistent,
            AddWatchMode::PersistentRecursive => &mut self.recursive,
        };
        held.insert(path.clone(), ());
    }

    /// Takes out the watches that an event uses up, and says whether one is left that it came
    /// by. `None` if nobody waits for it any more, as for the second of two of one deletion.
    pub fn heard(&mut self, kind: EventType, path: &ZPath) -> Option<bool> {
        let deleted = kind == EventType::NodeDeleted;
        let children = kind == EventType::NodeChildrenChanged;
        let mut waited = false;
        if !children {
            waited |= self.data.remove(path).is_some();
            waited |= self.exist.remove(path).is_some();
        }
        if deleted || children {
            waited |= self.child.remove(path).is_some();
        }
        // Somebody who watches a whole tree never asked for news of children: these are for a
        // watch of theirs that is good for one event.
        let stays = self.persistent.contains_key(path) || (!children && self.is_within(path));
        (waited || stays).then_some(stays)
    }

    /// Forgets watches, and says by which events that is told.
    pub fn remove(&mut self, which: WatcherType, path: &ZPath) -> Vec<EventType> {
        let any = which == WatcherType::Any;
        let mut of = |it: WatcherType, held: fn(&mut HeldWatches) -> &mut Paths| {
            (any || which == it) && held(self).remove(path).is_some()
        };
        let child = of(WatcherType::Children, |it| &mut it.child);
        let data = of(WatcherType::Data, |it| &mut it.data);
        let exist = of(WatcherType::Data, |it| &mut it.exist);
        let persistent = of(WatcherType::Persistent, |it| &mut it.persistent);
        let recursive = of(WatcherType::PersistentRecursive, |it| &mut it.recursive);
        let events = [
            (child, EventType::ChildWatchRemoved),
            (data || exist, EventType::DataWatchRemoved),
            (persistent || recursive, EventType::PersistentWatchRemoved),
        ];
        let told = events.into_iter().filter(|(removed, _)| *removed);
        told.map(|(_, event)| event).collect()
    }

    /// Whether it watches a whole tree that this znode belongs to.
    fn is_within(&self, path: &ZPath) -> bool {
        !self.recursive.is_empty() && path.lineage().any(|it| self.recursive.contains_key(&it))
    }

    pub fn to_lists(&self) -> WatchLists {
        WatchLists {
            data: self.data.keys().cloned().collect(),
            exist: self.exist.keys().cloned().collect(),
            child: self.child.keys().cloned().collect(),
            persistent: self.persistent.keys().cloned().collect(),
            recursive: self.recursive.keys().cloned().collect(),
        }
    }
}
