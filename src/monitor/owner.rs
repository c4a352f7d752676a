//! At most one owner of `/master`, and at most one who believes it.
//!
//! ZooKeeper keeps the first by itself. The second nobody can keep: a process learns late that
//! its session is over.

use std::time::Duration;

use litemap::LiteMap;

use crate::handle::Tenure;
use crate::model::{ProcessId, VirtualTime};
use crate::monitor::turn::{Turn, turns};
use crate::sim::TraceEntry;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct OneOwner {
    owner: Option<ProcessId>,
    /// The last owner there was.
    last: Option<ProcessId>,
    takeovers: usize,
    /// Who is sure to own it.
    sure: LiteMap<ProcessId, ()>,
    /// The last turn, if they have been several since.
    several_since: Option<VirtualTime>,
    /// What there was up to then.
    clash: Option<Clash>,
}

/// How often it was that several believed it, in sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    pub since: VirtualTime,
    /// So many at one time.
    pub most: usize,
    pub total: Duration,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub owner: Option<ProcessId>,
    /// How often another process than before came to own it.
    pub takeovers: usize,
    /// Set once several have believed it at one time.
    pub clash: Option<Clash>,
}

impl OneOwner {
    pub fn read(&mut self, entry: &TraceEntry) {
        for turn in turns(entry) {
            self.clash = self.clash_until(entry.at);
            match turn {
                Turn::Owns(owner) => self.owns(owner),
                Turn::Believes(process, Tenure::Held) => _ = self.sure.insert(process, ()),
                Turn::Believes(process, _) | Turn::Dies(process, _) => {
                    self.sure.remove(&process);
                }
            }
            self.several_since = (self.sure.len() > 1).then_some(entry.at);
        }
    }

    pub fn verdict(&self, now: VirtualTime) -> Finding {
        Finding {
            owner: self.owner,
            takeovers: self.takeovers,
            clash: self.clash_until(now),
        }
    }

    fn owns(&mut self, owner: Option<ProcessId>) {
        self.owner = owner;
        if let Some(owner) = owner {
            self.takeovers += usize::from(self.last.is_some_and(|it| it != owner));
            self.last = Some(owner);
        }
    }

    /// What there was up to that moment, in which nobody changed their mind.
    fn clash_until(&self, at: VirtualTime) -> Option<Clash> {
        let Some(since) = self.several_since.filter(|it| *it < at) else {
            return self.clash;
        };
        let before = self.clash.unwrap_or(Clash {
            since,
            most: 0,
            total: Duration::ZERO,
        });
        Some(Clash {
            most: before.most.max(self.sure.len()),
            total: before.total + at.since(since),
            ..before
        })
    }
}
