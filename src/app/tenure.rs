//! Who believed to own `/master`, and who did, over the whole run. Nothing here is worded.

use litemap::LiteMap;

use crate::handle::Tenure;
use crate::model::{ProcessId, VirtualTime};
use crate::monitor::turn::{Ending, Turn, turns};
use crate::sim::TraceEntry;

/// A span in which a process believed that it owned `/master`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Belief {
    /// Not so while its connection was lost.
    pub sure: bool,
    pub from: VirtualTime,
    /// Not yet, if `None`.
    pub ended: Option<(VirtualTime, Ending)>,
}

/// A span in which the session of a process owned `/master`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ownership {
    pub process: ProcessId,
    pub from: VirtualTime,
    pub until: Option<VirtualTime>,
}

/// A span in which the same two processes, or more, were sure to own `/master`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// In order.
    pub processes: Vec<ProcessId>,
    pub from: VirtualTime,
    pub until: Option<VirtualTime>,
}

/// The history of it all. Spans of one kind are in order, and none is without length.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tenures {
    beliefs: LiteMap<ProcessId, Vec<Belief>>,
    owners: Vec<Ownership>,
    clashes: Vec<Clash>,
}

impl Tenures {
    pub fn read(&mut self, entry: &TraceEntry) {
        for turn in turns(entry) {
            match turn {
                Turn::Owns(process) => self.owns(entry.at, process),
                Turn::Dies(process, ending) => self.closes(entry.at, process, ending),
                Turn::Believes(process, tenure) => self.believes(entry.at, process, tenure),
            }
            self.compare(entry.at);
        }
    }

    /// Whether there is nothing to tell: nobody ever believed it, and nobody ever was.
    pub fn is_empty(&self) -> bool {
        self.beliefs.is_empty() && self.owners.is_empty()
    }

    /// Whether the process has ever believed it.
    pub fn beliefs(&self, process: ProcessId) -> &[Belief] {
        self.beliefs.get(&process).map_or(&[], Vec::as_slice)
    }

    pub fn owners(&self) -> &[Ownership] {
        &self.owners
    }

    pub fn clashes(&self) -> &[Clash] {
        &self.clashes
    }

    fn owns(&mut self, at: VirtualTime, process: Option<ProcessId>) {
        match self.owners.last_mut().filter(|it| it.until.is_none()) {
            Some(last) if last.from == at => _ = self.owners.pop(),
            Some(last) => last.until = Some(at),
            None => {}
        }
        self.owners.extend(process.map(|process| Ownership {
            process,
            from: at,
            until: None,
        }));
    }

    fn believes(&mut self, at: VirtualTime, process: ProcessId, tenure: Tenure) {
        let sure = match tenure {
            Tenure::None => None,
            Tenure::Held => Some(true),
            Tenure::Doubted => Some(false),
        };
        if self.open(process).map(|it| it.sure) == sure {
            return;
        }
        self.closes(at, process, Ending::Changed);
        if let Some(sure) = sure {
            self.beliefs.entry(process).or_default().push(Belief {
                sure,
                from: at,
                ended: None,
            });
        }
    }

    fn closes(&mut self, at: VirtualTime, process: ProcessId, ending: Ending) {
        let Some(spans) = self.beliefs.get_mut(&process) else {
            return;
        };
        match spans.last_mut().filter(|it| it.ended.is_none()) {
            Some(last) if last.from == at => _ = spans.pop(),
            Some(last) => last.ended = Some((at, ending)),
            None => {}
        }
    }

    fn open(&self, process: ProcessId) -> Option<&Belief> {
        let last = self.beliefs(process).last();
        last.filter(|it| it.ended.is_none())
    }

    /// Puts those who are sure now beside those who were so far.
    fn compare(&mut self, at: VirtualTime) {
        let sure = |it: &&ProcessId| self.open(**it).is_some_and(|it| it.sure);
        let processes: Vec<ProcessId> = self.beliefs.keys().filter(sure).copied().collect();
        match self.clashes.last_mut().filter(|it| it.until.is_none()) {
            Some(last) if last.processes == processes => return,
            Some(last) if last.from == at => _ = self.clashes.pop(),
            Some(last) => last.until = Some(at),
            None => {}
        }
        if processes.len() > 1 {
            self.clashes.push(Clash {
                processes,
                from: at,
                until: None,
            });
        }
    }
}
