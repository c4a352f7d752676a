//! What has not changed is not read again and again: that is what watches are for.

use litemap::LiteMap;

use crate::engine::Change;
use crate::ensemble::ServerNote;
use crate::model::{FromClient, ProcessId, Read, ReadKind, Request, ZPath};
use crate::monitor::breach::{Breach, Rule};
use crate::sim::event::{Carried, Delivery};
use crate::sim::{Happening, TraceEntry};

/// So often a process may read the same thing before it changes.
pub const MOST: u8 = 3;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoIdleReads {
    /// How often each process has read what is as it was then, since it heard of anything.
    reads: LiteMap<(ZPath, ProcessId, bool), u8>,
    breach: Option<Breach>,
}

impl NoIdleReads {
    pub fn read(&mut self, entry: &TraceEntry) {
        match &entry.what {
            Happening::Arrived { delivery, .. } => {
                if let Some(read) = read_of(delivery) {
                    self.count(entry, delivery.connection.process, read);
                }
            }
            Happening::Server(_, ServerNote::Applied { changes, .. }) => {
                changes.iter().for_each(|it| self.forget(it));
            }
            // Whoever hears something may want to look around.
            Happening::Event { process, .. } => {
                self.reads.retain(|(_, it, _), _| it != process);
            }
            _ => {}
        }
    }

    fn count(&mut self, entry: &TraceEntry, process: ProcessId, read: &Read) {
        let key = (read.path.clone(), process, is_list(read.kind));
        let count = self.reads.entry(key).or_default();
        *count = count.saturating_add(1);
        if *count > MOST && self.breach.is_none() {
            self.breach = Some(Breach {
                rule: Rule::NoIdleReads,
                at: entry.at,
                who: Some(process),
                path: read.path.clone(),
            });
        }
    }

    fn forget(&mut self, change: &Change) {
        let path = change.path();
        let above = match change {
            Change::DataSet(_) => None,
            Change::Created(_) | Change::Deleted(_) => path.above(),
        };
        let changed = |it: &ZPath| it == path || Some(it.as_str()) == above;
        self.reads.retain(|(it, _, _), _| !changed(it));
    }

    pub fn breach(&self) -> Option<&Breach> {
        self.breach.as_ref()
    }
}

fn read_of(delivery: &Delivery) -> Option<&Read> {
    match &delivery.carried {
        Carried::Up(FromClient::Request {
            request: Request::Read(read),
            ..
        }) => Some(read),
        _ => None,
    }
}

fn is_list(kind: ReadKind) -> bool {
    matches!(kind, ReadKind::Children | ReadKind::AllChildrenNumber)
}
