//! No task is done twice: a warning, for ZooKeeper cannot promise it.
//!
//! Whoever has done a task asks for its status to be created. The second of them is refused,
//! but has done the work all the same.

use litemap::LiteMap;

use crate::engine::{Change, Refusal, TxnBody};
use crate::ensemble::{Cause, ServerNote};
use crate::model::{
    ConnectionId, ErrorCode, NewPath, ProcessId, Request, VirtualTime, Write, ZPath,
};
use crate::monitor::asked::Asked;
use crate::monitor::task::{is_task, task_of_status};
use crate::sim::{Happening, TraceEntry};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoTaskTwice {
    /// Who has done each task; also of those that have gone.
    tasks: LiteMap<ZPath, Vec<Doer>>,
    twice: Vec<Twice>,
    asked: Asked,
}

/// One life of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doer {
    pub process: ProcessId,
    pub life: u32,
}

/// A task that was done more than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twice {
    pub task: ZPath,
    /// In order; at least two.
    pub by: Vec<Doer>,
    /// When the second told of it.
    pub since: VirtualTime,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub twice: Vec<Twice>,
}

impl NoTaskTwice {
    pub fn read(&mut self, entry: &TraceEntry) {
        match &entry.what {
            Happening::Arrived { delivery, .. } => self.asked.arrived(delivery),
            Happening::Server(
                _,
                ServerNote::Applied {
                    txn,
                    cause,
                    changes,
                },
            ) => {
                self.note_new(changes);
                if let Cause::Client(by) = cause
                    && let Some(request) = self.asked.decided(*by)
                {
                    self.note_done(entry.at, *by, &request, &txn.body);
                }
            }
            _ => {}
        }
    }

    pub fn verdict(&self) -> Finding {
        Finding {
            twice: self.twice.clone(),
        }
    }

    /// A new task may have the name of one that is gone.
    fn note_new(&mut self, changes: &[Change]) {
        for change in changes {
            if let Change::Created(path) = change
                && is_task(path)
            {
                self.tasks.insert(path.clone(), Vec::new());
            }
        }
    }

    fn note_done(&mut self, at: VirtualTime, by: ConnectionId, request: &Request, body: &TxnBody) {
        let (refused, place) = match body {
            TxnBody::Refused(Refusal::Single(check)) => (Some(check.code()), 0),
            TxnBody::Refused(Refusal::Multi { at, check, .. }) => (Some(check.code()), *at),
            _ => (None, 0),
        };
        for (n, task) in statuses_created(request) {
            let done = match refused {
                None => true,
                // The status is there, or the task was even cleaned up: somebody was faster.
                Some(ErrorCode::NodeExists | ErrorCode::NoNode) => n == place,
                Some(_) => false,
            };
            if done {
                self.count(at, by, &task);
            }
        }
    }

    fn count(&mut self, at: VirtualTime, by: ConnectionId, task: &ZPath) {
        let doer = Doer {
            process: by.process,
            life: by.life,
        };
        let Some(doers) = self.tasks.get_mut(task) else {
            return;
        };
        if doers.contains(&doer) {
            return;
        }
        doers.push(doer);
        if doers.len() < 2 {
            return;
        }
        let by = doers.clone();
        match self.twice.iter_mut().rfind(|it| it.task == *task) {
            Some(twice) if by.len() > 2 => twice.by = by,
            _ => self.twice.push(Twice {
                task: task.clone(),
                by,
                since: at,
            }),
        }
    }
}

/// The tasks whose status a request would create, each with its place among its writes.
fn statuses_created(request: &Request) -> Vec<(usize, ZPath)> {
    let writes = match request {
        Request::Write(write) => std::slice::from_ref(write),
        Request::Multi(writes) => writes.as_slice(),
        _ => &[],
    };
    let tasks = writes
        .iter()
        .enumerate()
        .filter_map(|(n, write)| match write {
            Write::Create {
                path: NewPath::Named(path),
                ..
            } => Some((n, task_of_status(path)?)),
            _ => None,
        });
    tasks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Check;
    use crate::model::{Acl, Expected, Lifetime};
    use crate::monitor::testing::{applied, arrived, path};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// In one multi: the status is created, the assignment deleted.
    fn report() -> Request {
        Request::Multi(vec![
            Write::Create {
                path: NewPath::Named(path("/tasks/t/status")),
                acl: Acl::OPEN,
                data: None,
                lifetime: Lifetime::Persistent,
            },
            Write::Delete {
                path: path("/assign/w/t"),
                expected: Expected::Any,
            },
        ])
    }

    fn done_after(refusal: Refusal) -> usize {
        let mut monitor = NoTaskTwice::default();
        let created = vec![Change::Created(path("/tasks/t"))];
        monitor.read(&applied(0, TxnBody::Multi(Vec::new()), created));
        monitor.read(&arrived(1, report()));
        monitor.read(&applied(1, TxnBody::Multi(Vec::new()), Vec::new()));
        monitor.read(&arrived(2, report()));
        monitor.read(&applied(2, TxnBody::Refused(refusal), Vec::new()));
        monitor.tasks[&path("/tasks/t")].len()
    }

    #[test]
    fn in_a_multi_it_is_the_refusal_of_the_status_that_counts() {
        let refused = |at, check| Refusal::Multi { at, of: 2, check };
        assert_eq!(done_after(refused(0, Check::PathFree)), 2);
        assert_eq!(done_after(refused(1, Check::Exists)), 1);
        assert_eq!(done_after(refused(0, Check::NotSystem)), 1);
    }
}
