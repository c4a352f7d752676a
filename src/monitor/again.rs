//! What a process wants done it submits once, also if it does not hear that it was taken.
//!
//! Whoever loses the connection before the answer does not know whether the task was submitted.
//! Who then simply submits it again has it done twice.

use std::sync::Arc;

use crate::engine::{Change, TxnBody};
use crate::ensemble::{Cause, ServerNote};
use crate::model::{ConnectionId, FromServer, ProcessId, Reply, ZPath};
use crate::monitor::breach::{Breach, Rule};
use crate::monitor::task::is_task;
use crate::sim::event::Carried;
use crate::sim::{Happening, TraceEntry};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedOnce {
    /// What is there, and whoever submitted it has not heard so.
    unheard: Vec<Submission>,
    breach: Option<Breach>,
}

#[derive(Clone, Debug, PartialEq)]
struct Submission {
    by: ConnectionId,
    task: ZPath,
    command: Arc<[u8]>,
}

impl SubmittedOnce {
    pub fn read(&mut self, entry: &TraceEntry) {
        match &entry.what {
            Happening::Server(
                _,
                ServerNote::Applied {
                    txn,
                    cause,
                    changes,
                },
            ) => {
                if let (TxnBody::Create { path, data, .. }, Cause::Client(by)) = (&txn.body, cause)
                    && let Some(command) = data.as_ref().filter(|_| is_task(path))
                {
                    self.submitted(entry, *by, path, command);
                }
                for change in changes {
                    if let Change::Deleted(path) = change {
                        self.unheard.retain(|it| it.task != *path);
                    }
                }
            }
            Happening::Arrived { delivery, .. } => {
                if let Carried::Down(FromServer::Reply { answer, .. }) = &delivery.carried
                    && let Ok(Reply::Created(path)) = answer
                {
                    let by = delivery.connection;
                    self.unheard.retain(|it| it.by != by || it.task != *path);
                }
            }
            Happening::Killed(process)
            | Happening::Removed(process)
            | Happening::Exited { process, .. } => self.forget(*process),
            _ => {}
        }
    }

    fn submitted(&mut self, entry: &TraceEntry, by: ConnectionId, task: &ZPath, what: &Arc<[u8]>) {
        let again = |it: &Submission| it.by.process == by.process && it.command == *what;
        if self.breach.is_none() && self.unheard.iter().any(again) {
            self.breach = Some(Breach {
                rule: Rule::SubmittedOnce,
                at: entry.at,
                who: Some(by.process),
                path: task.clone(),
            });
        }
        self.unheard.push(Submission {
            by,
            task: task.clone(),
            command: what.clone(),
        });
    }

    /// In its next life it knows nothing.
    fn forget(&mut self, process: ProcessId) {
        self.unheard.retain(|it| it.by.process != process);
    }

    pub fn breach(&self) -> Option<&Breach> {
        self.breach.as_ref()
    }
}
