//! What is still to happen.

use std::collections::VecDeque;

use crate::model::VirtualTime;

/// What is still to happen, in the order it will happen.
///
/// Events due at the same moment happen in the order they were numbered. Nothing else
/// breaks the tie, so the same inputs always give the same run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventQueue<E> {
    /// In that order. What is put in last is mostly among the last to happen.
    pending: VecDeque<(VirtualTime, u64, E)>,
    numbered: u64,
}

impl<E> EventQueue<E> {
    pub fn new() -> EventQueue<E> {
        EventQueue {
            pending: VecDeque::new(),
            numbered: 0,
        }
    }

    /// A number that is never given twice. Events of one moment happen in the order of theirs.
    pub fn number(&mut self) -> u64 {
        self.numbered += 1;
        self.numbered - 1
    }

    pub fn schedule(&mut self, number: u64, at: VirtualTime, event: E) {
        let is_before = |(due, other, _): &(VirtualTime, u64, E)| (*due, *other) < (at, number);
        let place = self.pending.partition_point(is_before);
        self.pending.insert(place, (at, number, event));
    }

    pub fn next_at(&self) -> Option<VirtualTime> {
        self.pending.front().map(|(at, ..)| *at)
    }

    /// Takes out the next event, with its number.
    pub fn pop(&mut self) -> Option<(u64, E)> {
        let (_, number, event) = self.pending.pop_front()?;
        Some((number, event))
    }

    /// Takes out those for which that holds: when each was due, its number, and itself.
    pub fn take_if(&mut self, taken: impl Fn(&E) -> bool) -> Vec<(VirtualTime, u64, E)> {
        let all = std::mem::take(&mut self.pending).into_iter();
        let (gone, left) = all.partition(|(.., event)| taken(event));
        self.pending = left;
        Vec::from(gone)
    }

    pub fn iter(&self) -> impl Iterator<Item = (VirtualTime, &E)> {
        self.pending.iter().map(|(at, _, event)| (*at, event))
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
    fn events_of_one_moment_happen_in_the_order_they_were_numbered() {
        let at = VirtualTime::from_millis;
        let mut queue = EventQueue::new();
        let [second, third, first] = [(); 3].map(|()| queue.number());
        queue.schedule(third, at(5), "third");
        queue.schedule(second, at(5), "second");
        queue.schedule(first, at(1), "first");
        let order: Vec<_> = std::iter::from_fn(|| queue.pop())
            .map(|(_, event)| event)
            .collect();
        assert_eq!(order, ["first", "second", "third"]);
    }
}
