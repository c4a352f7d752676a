//! Who watches one path, and how.

use imbl::OrdMap;

use crate::model::ConnectionId;

/// Up to so many connections are kept in a plain list: most paths have one watcher.
const FEW: usize = 8;

/// How one connection watches one path in one table: all of them at once are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Modes(u8);

impl Modes {
    pub const NONE: Modes = Modes(0);
    /// For one event.
    pub const STANDARD: Modes = Modes(1);
    pub const PERSISTENT: Modes = Modes(2);
    /// For all below, too.
    pub const RECURSIVE: Modes = Modes(4);
    pub const ALL: Modes = Modes(7);

    pub fn has(self, modes: Modes) -> bool {
        self.0 & modes.0 != 0
    }

    fn with(self, modes: Modes) -> Modes {
        Modes(self.0 | modes.0)
    }

    pub fn without(self, modes: Modes) -> Modes {
        Modes(self.0 & !modes.0)
    }
}

/// The connections that watch a path, in their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Watchers {
    Few(Vec<(ConnectionId, Modes)>),
    Many(OrdMap<ConnectionId, Modes>),
}

impl Watchers {
    pub fn none() -> Watchers {
        Watchers::Few(Vec::new())
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Watchers::Few(few) => few.is_empty(),
            Watchers::Many(many) => many.is_empty(),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (ConnectionId, Modes)> {
        let (few, many) = match self {
            Watchers::Few(few) => (Some(few), None),
            Watchers::Many(many) => (None, Some(many)),
        };
        let few = few.into_iter().flatten().copied();
        few.chain(many.into_iter().flatten().map(|(to, modes)| (*to, *modes)))
    }

    pub fn get(&self, to: ConnectionId) -> Modes {
        let found = match self {
            Watchers::Few(few) => few.iter().find(|(it, _)| *it == to).map(|it| it.1),
            Watchers::Many(many) => many.get(&to).copied(),
        };
        found.unwrap_or(Modes::NONE)
    }

    /// Adds modes to those of a connection.
    pub fn add(&mut self, to: ConnectionId, modes: Modes) {
        if let Watchers::Few(few) = self
            && few.len() == FEW
        {
            *self = Watchers::Many(few.iter().copied().collect());
        }
        match self {
            Watchers::Few(few) => match few.binary_search_by_key(&to, |it| it.0) {
                Ok(at) => few[at].1 = few[at].1.with(modes),
                Err(at) => few.insert(at, (to, modes)),
            },
            Watchers::Many(many) => {
                let known = many.entry(to).or_insert(Modes::NONE);
                *known = known.with(modes);
            }
        }
    }

    /// Takes modes from a connection, and gives those that it had of them.
    pub fn remove(&mut self, to: ConnectionId, modes: Modes) -> Modes {
        let had = self.get(to);
        let left = had.without(modes);
        match self {
            Watchers::Few(few) => {
                few.retain(|it| it.0 != to || left != Modes::NONE);
                few.iter_mut()
                    .filter(|it| it.0 == to)
                    .for_each(|it| it.1 = left);
            }
            Watchers::Many(many) if left == Modes::NONE => _ = many.remove(&to),
            Watchers::Many(many) => _ = many.insert(to, left),
        }
        had.without(left)
    }

    /// Uses up what was good for one event.
    pub fn use_up(&mut self) {
        let left = |(to, modes): (ConnectionId, Modes)| {
            let modes = modes.without(Modes::STANDARD);
            (modes != Modes::NONE).then_some((to, modes))
        };
        let left: Vec<_> = self.iter().filter_map(left).collect();
        *self = if left.len() <= FEW {
            Watchers::Few(left)
        } else {
            Watchers::Many(left.into_iter().collect())
        };
    }
}
