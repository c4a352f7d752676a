//! Sets of servers, and whether they are enough.

use crate::model::ServerId;

/// Some of the servers of an ensemble, which has at most seven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerSet(u8);

impl ServerSet {
    pub fn insert(&mut self, server: ServerId) {
        self.0 |= 1 << (server.get() - 1);
    }

    pub fn contains(self, server: ServerId) -> bool {
        self.0 & 1 << (server.get() - 1) != 0
    }

    /// Whether they are more than half of so many.
    pub fn is_majority(self, of: u8) -> bool {
        self.0.count_ones() * 2 > u32::from(of)
    }
}

impl FromIterator<ServerId> for ServerSet {
    fn from_iter<I: IntoIterator<Item = ServerId>>(servers: I) -> ServerSet {
        let mut set = ServerSet::default();
        servers.into_iter().for_each(|it| set.insert(it));
        set
    }
}

/// The servers of an ensemble of so many, ascending.
pub fn members(of: u8) -> impl Iterator<Item = ServerId> {
    (1..=of).map(ServerId::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_whoever_was_put_into_it_and_nobody_else() {
        let mut some = ServerSet::default();
        for server in members(7).filter(|it| it.get() % 2 == 1) {
            some.insert(server);
            some.insert(server);
        }
        for server in members(7) {
            assert_eq!(some.contains(server), server.get() % 2 == 1, "{server}");
        }
    }

    #[test]
    fn more_than_half_is_a_majority() {
        for (of, least) in [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (7, 4)] {
            let first = |count: u8| members(count).collect::<ServerSet>();
            assert!(first(least).is_majority(of), "{least} of {of}");
            assert!(!first(least - 1).is_majority(of), "{} of {of}", least - 1);
        }
    }
}
