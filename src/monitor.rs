//! What is looked after all the time: laws of the master–worker story, held against the trace.
//!
//! Each monitor takes the entries of the trace one by one and can be asked for its verdict at
//! any moment. A law that was broken stays broken. Nothing here is worded.

pub mod again;
pub mod asked;
pub mod breach;
pub mod forgotten;
pub mod idle_reads;
pub mod judge;
pub mod lost;
pub mod mistaken;
pub mod owner;
pub mod presence;
mod task;
#[cfg(test)]
mod testing;
pub mod turn;
pub mod twice;
pub mod usurped;
pub mod vacant;

pub use breach::{Breach, Rule};
pub use judge::Judge;

use lost::NoTaskLost;
use owner::OneOwner;
use twice::NoTaskTwice;

use crate::model::VirtualTime;
use crate::sim::TraceEntry;

/// What a monitor has found so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Owner(owner::Finding),
    Lost(lost::Finding),
    Twice(twice::Finding),
}

/// What is shown all the time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Monitors {
    owner: OneOwner,
    lost: NoTaskLost,
    twice: NoTaskTwice,
}

impl Monitors {
    pub fn read(&mut self, entry: &TraceEntry) {
        self.owner.read(entry);
        self.lost.read(entry);
        self.twice.read(entry);
    }

    /// In the order in which they are shown.
    pub fn verdicts(&self, now: VirtualTime) -> [Verdict; 3] {
        [
            Verdict::Owner(self.owner.verdict(now)),
            Verdict::Lost(self.lost.verdict()),
            Verdict::Twice(self.twice.verdict()),
        ]
    }
}
