//! In what state the links are.

use std::time::Duration;

use litemap::LiteMap;

use crate::sim::event::Parcel;
use crate::sim::node::Node;

/// One direction of a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Nothing can be connected, and both ends know.
    pub closed: bool,
    /// Nothing passes, and nobody is told.
    pub silent: bool,
    /// A person holds the messages back.
    pub held: bool,
    /// How long a message takes from now on, if a person has said so.
    pub delay: Option<Duration>,
}

impl Way {
    /// Whether messages wait here.
    pub fn is_blocked(self) -> bool {
        self.silent || self.held
    }

    /// Whether nothing is wrong with it.
    pub fn is_sound(self) -> bool {
        !self.closed && !self.is_blocked()
    }
}

/// The ways that were ever tampered with; all others are as they should be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ways {
    between: LiteMap<(Node, Node), Way>,
    /// For all links of a node that are not named in `between`.
    around: LiteMap<Node, Way>,
}

impl Ways {
    pub fn get(&self, from: Node, to: Node) -> Way {
        let around = || self.around.get(&from).or_else(|| self.around.get(&to));
        let way = self.between.get(&(from, to)).or_else(around);
        way.copied().unwrap_or_default()
    }

    /// The one that a message takes.
    pub fn of(&self, parcel: &Parcel) -> Way {
        let (from, to) = parcel.route();
        self.get(from, to)
    }

    /// The nodes whose links have to be healed before all ways are as they should be.
    pub fn tampered(&self) -> LiteMap<Node, ()> {
        let between = self.between.iter();
        let between = between.filter(|(_, way)| **way != Way::default());
        let mut nodes = LiteMap::new();
        for node in between.map(|((from, _), _)| from).chain(self.around.keys()) {
            nodes.insert(*node, ());
        }
        nodes
    }

    /// Changes one direction of one link.
    pub fn change(&mut self, from: Node, to: Node, change: impl FnOnce(&mut Way)) {
        let mut way = self.get(from, to);
        change(&mut way);
        self.between.insert((from, to), way);
    }

    /// Puts all links of a node into one state, those to come included.
    pub fn set_around(&mut self, node: Node, way: Way) {
        self.between
            .retain(|(from, to), _| *from != node && *to != node);
        match way == Way::default() {
            true => _ = self.around.remove(&node),
            false => _ = self.around.insert(node, way),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ProcessId, ServerId};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn one_link_of_a_node_that_is_cut_off_can_be_healed() {
        let client = Node::Process(ProcessId::new(0));
        let server = |number| Node::Server(ServerId::new(number));
        let mut ways = Ways::default();
        let closed = Way {
            closed: true,
            ..Way::default()
        };
        ways.set_around(client, closed);
        assert_eq!(ways.get(server(1), client), closed);
        ways.change(client, server(2), |it| *it = Way::default());
        assert!(ways.get(client, server(2)).is_sound());
        assert!(!ways.get(server(2), client).is_sound());
        assert!(!ways.get(client, server(3)).is_sound());
        ways.set_around(client, Way::default());
        assert_eq!(ways, Ways::default());
    }

    #[test]
    fn a_way_has_a_direction_and_keeps_what_else_was_done_to_it() {
        let [one, other] = [1, 2].map(|it| Node::Server(ServerId::new(it)));
        let mut ways = Ways::default();
        ways.change(one, other, |it| it.silent = true);
        assert!(ways.get(one, other).is_blocked());
        assert!(ways.get(other, one).is_sound());
        let delay = Some(Duration::from_millis(5));
        ways.change(one, other, |it| it.delay = delay);
        ways.change(one, other, |it| it.silent = false);
        let way = ways.get(one, other);
        assert!(way.is_sound());
        assert_eq!(way.delay, delay);
    }

    #[test]
    fn all_links_of_a_node_are_one_state_whatever_was_done_to_each() {
        let [one, other, third] = [1, 2, 3].map(|it| Node::Server(ServerId::new(it)));
        let mut ways = Ways::default();
        ways.change(one, other, |it| it.held = true);
        ways.change(other, third, |it| it.held = true);
        let silent = Way {
            silent: true,
            ..Way::default()
        };
        ways.set_around(one, silent);
        assert_eq!(ways.get(one, other), silent);
        assert_eq!(ways.get(third, one), silent);
        assert!(ways.get(other, third).held, "no link of its own");
    }
}
