//! Who holds a run against all rules: for those who break it on purpose.

use crate::model::VirtualTime;
use crate::monitor::again::SubmittedOnce;
use crate::monitor::breach::Breach;
use crate::monitor::forgotten::NoTaskForgotten;
use crate::monitor::idle_reads::NoIdleReads;
use crate::monitor::lost::NoTaskLost;
use crate::monitor::mistaken::NoLongMistake;
use crate::monitor::owner::OneOwner;
use crate::monitor::presence::Presence;
use crate::monitor::twice::NoTaskTwice;
use crate::monitor::usurped::OnlyOwnerActs;
use crate::monitor::vacant::SoonTakenOver;
use crate::sim::TraceEntry;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judge {
    presence: Presence,
    owner: OneOwner,
    twice: NoTaskTwice,
    lost: NoTaskLost,
    forgotten: NoTaskForgotten,
    again: SubmittedOnce,
    usurped: OnlyOwnerActs,
    mistaken: NoLongMistake,
    vacant: SoonTakenOver,
    idle_reads: NoIdleReads,
}

impl Judge {
    pub fn read(&mut self, entry: &TraceEntry) {
        self.owner.read(entry);
        self.twice.read(entry);
        self.lost.read(entry);
        self.forgotten.read(entry, &self.presence);
        self.again.read(entry);
        self.usurped.read(entry);
        self.vacant.read(entry, &self.presence);
        self.idle_reads.read(entry);
        self.presence.read(entry);
        self.mistaken.read(entry, &self.presence);
    }

    /// The rules that were breached by then, in the order of [`Rule::ALL`].
    ///
    /// [`Rule::ALL`]: crate::monitor::Rule::ALL
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
