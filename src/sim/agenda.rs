//! Which machine wakes next.

use std::cmp::Reverse;

use crate::model::VirtualTime;
use crate::sim::event::Machine;
use crate::sim::node::Node;

/// The next deadline of each process and each server, so that nobody is asked who has not
/// changed.
///
/// They play a tournament, which has the same winner whoever has played first; a node that has
/// changed plays only its own matches again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agenda {
    /// The final is at 1, and the winner at `n` comes from `2 * n` or from `2 * n + 1`. The
    /// second half are the nodes themselves.
    winners: Vec<Deadline>,
}

/// The greater one wins: the earlier, and of those of one moment that of the lowest machine.
type Deadline = Option<Reverse<(VirtualTime, Machine)>>;

/// Servers are counted from 1 to 7, and processes from 0.
const SERVERS: usize = 8;

impl Agenda {
    pub fn set(&mut self, node: Node, next: Option<(VirtualTime, Machine)>) {
        let seat = match node {
            Node::Server(id) => usize::from(id.get()),
            Node::Process(id) => SERVERS + id.get() as usize,
        };
        while seat >= self.winners.len() / 2 {
            self.grow();
        }
        self.play(seat, next.map(Reverse));
    }

    pub fn next(&self) -> Option<(VirtualTime, Machine)> {
        let winner = self.winners.get(1).copied().flatten();
        winner.map(|Reverse(next)| next)
    }

    fn play(&mut self, seat: usize, next: Deadline) {
        let mut place = self.winners.len() / 2 + seat;
        let mut winner = next;
        while place > 0 && self.winners[place] != winner {
            self.winners[place] = winner;
            winner = winner.max(self.winners[place ^ 1]);
            place /= 2;
        }
    }

    /// Makes seats for twice as many.
    fn grow(&mut self) {
        let seats = self.winners.len() / 2;
        let bigger = vec![None; (4 * seats).max(2 * SERVERS)];
        let smaller = std::mem::replace(&mut self.winners, bigger);
        for (seat, next) in smaller[seats..].iter().enumerate() {
            self.play(seat, *next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Chance, ProcessId, ServerId};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_earliest_is_next_and_of_one_moment_the_lowest_machine() {
        let mut chance = Chance::stream(0, "agenda");
        let mut agenda = Agenda::default();
        let mut all = Vec::new();
        for number in 0..40 {
            let id = ProcessId::new(number);
            all.push((Node::Process(id), Machine::Program(id), None));
        }
        for id in (1..=7).map(ServerId::new) {
            all.push((Node::Server(id), Machine::Server(id), None));
        }
        assert_eq!(agenda.next(), None);
        for _ in 0..2000 {
            let place = chance.below(all.len() as u64) as usize;
            let (node, machine, at) = &mut all[place];
            // A moment that falls to several, or none.
            let moment = chance.below(10);
            *at = (moment > 0).then(|| VirtualTime::from_millis(moment));
            agenda.set(*node, at.map(|it| (it, *machine)));
            let deadlines = all.iter().filter_map(|(_, it, at)| Some(((*at)?, *it)));
            assert_eq!(agenda.next(), deadlines.min());
        }
    }
}
