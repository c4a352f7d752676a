//! One table of watches, and the way back from a connection to its paths.

use std::hash::BuildHasherDefault;

use imbl::shared_ptr::DefaultSharedPtr;
use litemap::LiteMap;
use rustc_hash::FxHasher;

use crate::engine::watch::Fired;
use crate::engine::watch::watchers::{Modes, Watchers};
use crate::model::{ConnectionId, EventType, ZPath};

/// Look-up maps. Their order is the hasher's, so nothing iterates them.
type Map<K, V> = imbl::GenericHashMap<K, V, BuildHasherDefault<FxHasher>, DefaultSharedPtr>;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    by_path: Map<ZPath, Watchers>,
    /// How many recursive watches there are: while there are none, nobody above is looked for.
    recursive: usize,
}

impl Table {
    pub fn add(&mut self, path: &ZPath, to: ConnectionId, modes: Modes) {
        let watchers = self.by_path.entry(path.clone()).or_default();
        if modes.has(Modes::RECURSIVE) && !watchers.get(to).has(Modes::RECURSIVE) {
            self.recursive += 1;
        }
        watchers.add(to, modes);
    }

    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// `false` if there was nothing of it.
    pub fn remove(&mut self, path: &ZPath, to: ConnectionId, modes: Modes) -> bool {
        let Some(watchers) = self.by_path.get_mut(path) else {
            return false;
        };
        let removed = watchers.remove(to, modes);
        if watchers.is_empty() {
            self.by_path.remove(path);
        }
        self.recursive -= usize::from(removed.has(Modes::RECURSIVE));
        removed != Modes::NONE
    }

    pub fn has(&self, path: &ZPath, to: ConnectionId) -> bool {
        let watchers = self.by_path.get(path);
        watchers.is_some_and(|it| it.get(to) != Modes::NONE)
    }

    pub fn of(&self, path: &ZPath) -> impl Iterator<Item = ConnectionId> {
        let watchers = self.by_path.get(path).into_iter();
        watchers.flat_map(|it| it.iter().map(|(to, _)| to))
    }

    /// Whoever watches the path is told, and above it whoever watches all below; each once.
    pub fn fire(&mut self, path: &ZPath, kind: EventType, fired: &mut Vec<Fired>) {
        let first = fired.len();
        let tell = |(to, _)| Fired {
            to,
            kind,
            path: path.clone(),
        };
        if let Some(watchers) = self.by_path.get_mut(path) {
            fired.extend(watchers.iter().map(tell));
            watchers.use_up();
            if watchers.is_empty() {
                self.by_path.remove(path);
            }
        }
        if self.recursive == 0 {
            return;
        }
        let mut sources = usize::from(fired.len() > first);
        for at in path.lineage().skip(1) {
            let before = fired.len();
            let watchers = self.by_path.get(&at).into_iter();
            let recursive = |it: &(ConnectionId, Modes)| it.1.has(Modes::RECURSIVE);
            fired.extend(
                watchers
                    .flat_map(|it| it.iter().filter(recursive))
                    .map(tell),
            );
            sources += usize::from(fired.len() > before);
        }
        if sources > 1 {
            leave_one_each(fired, first);
        }
    }
}

/// Of the events from `first` on, leaves every connection the earliest.
pub fn leave_one_each(fired: &mut Vec<Fired>, first: usize) {
    let mut told: LiteMap<ConnectionId, ()> = LiteMap::new();
    let mut at = 0;
    fired.retain(|it| {
        at += 1;
        at <= first || told.insert(it.to, ()).is_none()
    });
}
