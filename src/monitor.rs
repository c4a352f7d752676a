//! What is looked after all the time: laws of the master–worker story, held against the trace.
//!
//! Each monitor takes the entries of the trace one by one and can be asked for its verdict at
//! any moment. A law that was broken stays broken. Nothing here is worded.

pub mod again;
pub mod asked;
pub mod breach;
pub mod forgotten;
pub mod idle_reads;
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

use again::SubmittedOnce;
use forgotten::NoTaskForgotten;
use idle_reads::NoIdleReads;
use lost::NoTaskLost;
use mistaken::NoLongMistake;
use owner::OneOwner;
use presence::Presence;
use twice::NoTaskTwice;
use usurped::OnlyOwnerActs;
use vacant::SoonTakenOver;

use crate::model::VirtualTime;
use crate::sim::TraceEntry;

/// What a monitor has found so far.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Owner(owner::Finding),
    Lost(lost::Finding),
    Twice(twice::Finding),
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Monitors {
    presence: Presence,
    owner: OneOwner,
    lost: NoTaskLost,
    twice: NoTaskTwice,
    forgotten: NoTaskForgotten,
    again: SubmittedOnce,
    usurped: OnlyOwnerActs,
    mistaken: NoLongMistake,
    vacant: SoonTakenOver,
    idle_reads: NoIdleReads,
}

impl Monitors {
    pub fn read(&mut self, entry: &TraceEntry) {
        self.owner.read(entry);
        self.lost.read(entry);
        self.twice.read(entry);
        self.forgotten.read(entry, &self.presence);
        self.again.read(entry);
        self.usurped.read(entry);
        self.vacant.read(entry, &self.presence);
        self.idle_reads.read(entry);
        self.presence.read(entry);
        self.mistaken.read(entry, &self.presence);
    }

    /// In the order in which they are shown.
    pub fn verdicts(&self, now: VirtualTime) -> [Verdict; 3] {
        [
            Verdict::Owner(self.owner.verdict(now)),
            Verdict::Lost(self.lost.verdict()),
            Verdict::Twice(self.twice.verdict()),
        ]
    }

    /// The rules that were breached by then, in the order of [`Rule::ALL`].
    pub fn breaches(&self, now: VirtualTime) -> Vec<Breach> {
        let found = [
            self.lost.breach(),
            self.forgotten.breach_at(now, &self.presence),
            self.again.breach().cloned(),
            self.usurped.breach().cloned(),
            self.mistaken.breach_at(now),
            self.vacant.breach_at(now, &self.presence),
            self.idle_reads.breach().cloned(),
        ];
        found.into_iter().flatten().collect()
    }

    /// Whether something was found that no program can exclude: two who believed to be master, or a
    /// task that was done twice.
    pub fn is_warned(&self, now: VirtualTime) -> bool {
        self.owner.verdict(now).clash.is_some() || !self.twice.verdict().twice.is_empty()
    }
}
