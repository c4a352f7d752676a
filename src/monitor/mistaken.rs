//! Who is sure to be master is, or finds out soon.
//!
//! While a process stands still it cannot know better. But who is awake hears that its connection is
//! lost before its session can be over, and whoever takes that for nothing goes on believing.

use std::time::Duration;

use litemap::LiteMap;

use crate::actor::layout;
use crate::handle::Tenure;
use crate::model::{ProcessId, VirtualTime};
use crate::monitor::breach::{Breach, Rule};
use crate::monitor::presence::Presence;
use crate::monitor::turn::{Turn, turns};
use crate::sim::TraceEntry;

/// So long somebody who is awake may be mistaken: what has been sent already arrives meanwhile.
pub const BOUND: Duration = Duration::from_secs(1);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoLongMistake {
    owner: Option<ProcessId>,
    sure: LiteMap<ProcessId, ()>,
    /// Who is awake and mistaken, and since when.
    mistaken: LiteMap<ProcessId, VirtualTime>,
    breach: Option<Breach>,
}

impl NoLongMistake {
    /// `presence` has read the entry already.
    pub fn read(&mut self, entry: &TraceEntry, presence: &Presence) {
        self.breach = self.breach_at(entry.at);
        for turn in turns(entry) {
            match turn {
                Turn::Owns(owner) => self.owner = owner,
                Turn::Believes(process, Tenure::Held) => _ = self.sure.insert(process, ()),
                Turn::Believes(process, _) | Turn::Dies(process, _) => {
                    self.sure.remove(&process);
                }
            }
        }
        for process in self.sure.keys() {
            if self.owner == Some(*process) || presence.is_still(*process) {
                self.mistaken.remove(process);
            } else if !self.mistaken.contains_key(process) {
                self.mistaken.insert(*process, entry.at);
            }
        }
        self.mistaken.retain(|it, _| self.sure.contains_key(it));
    }

    /// What there is by then, if nothing happens until then.
    pub fn breach_at(&self, now: VirtualTime) -> Option<Breach> {
        if self.breach.is_some() {
            return self.breach.clone();
        }
        let (who, since) = self.mistaken.iter().min_by_key(|(_, since)| **since)?;
        let at = *since + BOUND;
        (at < now).then(|| Breach {
            rule: Rule::NoLongMistake,
            at,
            who: Some(*who),
            path: layout::master(),
        })
    }
}
