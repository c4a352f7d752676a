//! What is still to happen.

use std::collections::BTreeMap;

use crate::model::VirtualTime;

/// What is still to happen, in the order it will happen.
///
/// Events due at the same moment happen in the order they were scheduled. Nothing else
/// breaks the tie, so the same inputs always give the same run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventQueue<E> {
    pending: BTreeMap<(VirtualTime, u64), E>,
    scheduled: u64,
}

impl<E> EventQueue<E> {
    pub fn new() -> EventQueue<E> {
        EventQueue {
            pending: BTreeMap::new(),
            scheduled: 0,
        }
    }

    /// Returns the event's number, which is never given twice.
    pub fn schedule(&mut self, at: VirtualTime, event: E) -> u64 {
        let number = self.scheduled;
        self.scheduled += 1;
        self.pending.insert((at, number), event);
        number
    }

    pub fn next_at(&self) -> Option<VirtualTime> {
        self.pending.first_key_value().map(|((at, _), _)| *at)
    }

    /// Takes out the next event, with its number.
    pub fn pop(&mut self) -> Option<(u64, E)> {
        self.pending
            .pop_first()
            .map(|((_, number), event)| (number, event))
    }

    pub fn iter(&self) -> impl Iterator<Item = (VirtualTime, &E)> {
        self.pending.iter().map(|((at, _), event)| (*at, event))
    }
}

impl<E> Default for EventQueue<E> {
    fn default() -> EventQueue<E> {
        EventQueue::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_of_one_moment_happen_in_the_order_they_were_scheduled() {
        let at = VirtualTime::from_millis;
        let mut queue = EventQueue::new();
        queue.schedule(at(5), "second");
        queue.schedule(at(5), "third");
        queue.schedule(at(1), "first");
        let order: Vec<_> = std::iter::from_fn(|| queue.pop())
            .map(|(_, event)| event)
            .collect();
        assert_eq!(order, ["first", "second", "third"]);
    }
}
