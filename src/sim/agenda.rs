//! Which machine wakes next.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::VirtualTime;
use crate::sim::event::Machine;
use crate::sim::node::Node;

/// The next deadline of each process and each server, so that nobody is asked who has not
/// changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    due: BTreeSet<(VirtualTime, Machine)>,
    of: BTreeMap<Node, (VirtualTime, Machine)>,
}

impl Agenda {
    pub fn set(&mut self, node: Node, next: Option<(VirtualTime, Machine)>) {
        let before = match next {
            Some(next) => self.of.insert(node, next),
            None => self.of.remove(&node),
        };
        if before == next {
            return;
        }
        if let Some(before) = before {
            self.due.remove(&before);
        }
        self.due.extend(next);
    }

    /// The earliest deadline, and of those of one moment the one of the lowest machine.
    pub fn next(&self) -> Option<(VirtualTime, Machine)> {
        self.due.first().copied()
    }
}
