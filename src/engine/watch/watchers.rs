//! Who watches one path, and how.

use crate::model::ConnectionId;

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

/// The connections that watch a path.
///
/// A list, however many they are: most who come stand at its end, and all are told in one go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watchers {
    /// In the order of the connections.
    list: Vec<(ConnectionId, Modes)>,
}

impl Watchers {
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (ConnectionId, Modes)> {
        self.list.iter().copied()
    }

    pub fn get(&self, to: ConnectionId) -> Modes {
        self.find(to).map_or(Modes::NONE, |at| self.list[at].1)
    }

    /// Adds modes to those of a connection.
    pub fn add(&mut self, to: ConnectionId, modes: Modes) {
        match self.find(to) {
            Ok(at) => self.list[at].1 = self.list[at].1.with(modes),
            Err(at) => self.list.insert(at, (to, modes)),
        }
    }

    /// Takes modes from a connection, and gives those that it had of them.
    pub fn remove(&mut self, to: ConnectionId, modes: Modes) -> Modes {
        let Ok(at) = self.find(to) else {
            return Modes::NONE;
        };
        let had = self.list[at].1;
        self.list[at].1 = had.without(modes);
        if self.list[at].1 == Modes::NONE {
            self.list.remove(at);
        }
        had.without(had.without(modes))
    }

    /// Uses up what was good for one event.
    pub fn use_up(&mut self) {
        self.list.retain_mut(|(_, modes)| {
            *modes = modes.without(Modes::STANDARD);
            *modes != Modes::NONE
        });
    }

    fn find(&self, connection: ConnectionId) -> Result<usize, usize> {
        self.list.binary_search_by_key(&connection, |it| it.0)
    }
}
