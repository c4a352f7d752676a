//! Which machine wakes next.

use litemap::LiteMap;

use crate::model::VirtualTime;
use crate::sim::event::Machine;
use crate::sim::node::Node;

/// The next deadline of each process and each server, so that nobody is asked who has not
/// changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda(LiteMap<Node, (VirtualTime, Machine)>);

impl Agenda {
    pub fn set(&mut self, node: Node, next: Option<(VirtualTime, Machine)>) {
        match next {
            Some(next) => _ = self.0.insert(node, next),
            None => _ = self.0.remove(&node),
        }
    }

    /// The earliest deadline, and of those of one moment the one of the lowest machine.
    pub fn next(&self) -> Option<(VirtualTime, Machine)> {
        self.0.values().copied().min()
    }
}
