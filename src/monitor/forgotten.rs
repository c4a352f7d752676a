//! A task does not wait while a master and a worker are there for it.

use std::time::Duration;

use litemap::LiteMap;

use crate::actor::layout::{ASSIGN, WORKERS};
use crate::engine::Change;
use crate::ensemble::{Cause, ServerNote};
use crate::model::{ProcessId, VirtualTime, ZPath};
use crate::monitor::breach::{Breach, Rule};
use crate::monitor::presence::Presence;
use crate::monitor::task::{is_task, task_of_status};
use crate::monitor::turn::{Turn, turns};
use crate::sim::{Happening, TraceEntry};

/// So long a task waits though nothing stands in its way, and nothing is done for any.
pub const BOUND: Duration = Duration::from_secs(15);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoTaskForgotten {
    owner: Option<ProcessId>,
    /// Who has registered in its present life.
    workers: LiteMap<ProcessId, ()>,
    /// The tasks without a status, and since when they wait.
    waiting: LiteMap<ZPath, VirtualTime>,
    /// When something was last done for a task.
    progress: VirtualTime,
    breach: Option<Breach>,
}

impl NoTaskForgotten {
    pub fn read(&mut self, entry: &TraceEntry, presence: &Presence) {
        self.breach = self.breach_at(entry.at, presence);
        for turn in turns(entry) {
            match turn {
                Turn::Owns(owner) => {
                    self.owner = owner;
                    self.progress = entry.at;
                }
                Turn::Dies(process, _) => _ = self.workers.remove(&process),
                Turn::Believes(..) => {}
            }
        }
        if let Happening::Server(_, ServerNote::Applied { cause, changes, .. }) = &entry.what {
            for change in changes {
                self.note(entry.at, cause, change);
            }
        }
    }

    fn note(&mut self, at: VirtualTime, cause: &Cause, change: &Change) {
        let path = change.path();
        match change {
            Change::Created(_) if is_task(path) => _ = self.waiting.insert(path.clone(), at),
            Change::Deleted(_) if is_task(path) => _ = self.waiting.remove(path),
            Change::Created(_) if path.above() == Some(WORKERS) => {
                if let Cause::Client(by) = cause {
                    self.workers.insert(by.process, ());
                }
            }
            _ => match task_of_status(path) {
                Some(task) => _ = self.waiting.remove(&task),
                None if path.as_str().starts_with(ASSIGN) => {}
                None => return,
            },
        }
        self.progress = at;
    }

    /// What there is by then, if nothing happens until then.
    pub fn breach_at(&self, now: VirtualTime, presence: &Presence) -> Option<Breach> {
        if self.breach.is_some() || self.waiting.is_empty() {
            return self.breach.clone();
        }
        let (path, since) = self.waiting.iter().min_by_key(|(_, since)| **since)?;
        let there = |it: &ProcessId| presence.since(*it);
        let master = self.owner.as_ref().and_then(there)?;
        let worker = self.workers.keys().filter_map(there).min()?;
        let at = master.max(worker).max(*since).max(self.progress) + BOUND;
        (at < now).then(|| Breach {
            rule: Rule::NoTaskForgotten,
            at,
            who: self.owner,
            path: path.clone(),
        })
    }
}
