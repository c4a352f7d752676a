//! No task is lost: it stays in `/tasks` until somebody has read its status.

use litemap::LiteMap;

use crate::engine::Change;
use crate::ensemble::ServerNote;
use crate::model::{FromClient, FromServer, Read, ReadKind, Reply, Request, VirtualTime, ZPath};
use crate::monitor::breach::{Breach, Rule};
use crate::monitor::task::{is_task, task_of_status};
use crate::sim::event::{Carried, Delivery};
use crate::sim::{Happening, TraceEntry};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoTaskLost {
    /// The tasks that are in `/tasks`.
    open: LiteMap<ZPath, Progress>,
    submitted: usize,
    /// Done, read, and cleaned up.
    finished: usize,
    lost: Vec<Loss>,
    /// The task whose status the step being read asks for.
    asked: Option<ZPath>,
}

/// What has become of a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Progress {
    /// It has a status now.
    done: bool,
    /// It had one, now or before.
    was_done: bool,
    /// Somebody has read a status of it.
    read: bool,
}

/// A task that went before anybody could know that it was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub task: ZPath,
    pub at: VirtualTime,
    /// It had a status, but nobody had read it.
    pub unread: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Each of them is waiting, done or lost.
    pub submitted: usize,
    pub waiting: usize,
    pub done: usize,
    pub lost: Vec<Loss>,
}

impl NoTaskLost {
    pub fn read(&mut self, entry: &TraceEntry) {
        match &entry.what {
            Happening::Arrived { delivery, .. } => self.asked = status_asked_for(delivery),
            Happening::Sent { delivery, .. } if answers_with_data(delivery) => {
                let asked = self.asked.take();
                if let Some(task) = asked.and_then(|it| self.open.get_mut(&it)) {
                    task.read = true;
                }
            }
            Happening::Server(_, ServerNote::Applied { changes, .. }) => {
                for change in changes {
                    self.note(entry.at, change);
                }
            }
            _ => {}
        }
    }

    pub fn verdict(&self) -> Finding {
        let is_done = |it: &&Progress| it.done || it.read;
        let done = self.open.values().filter(is_done).count();
        Finding {
            submitted: self.submitted,
            waiting: self.open.len() - done,
            done: done + self.finished,
            lost: self.lost.clone(),
        }
    }

    pub fn breach(&self) -> Option<Breach> {
        let first = self.lost.first()?;
        Some(Breach {
            rule: Rule::NoTaskLost,
            at: first.at,
            who: None,
            path: first.task.clone(),
        })
    }

    fn note(&mut self, at: VirtualTime, change: &Change) {
        let path = change.path();
        if let Some(task) = task_of_status(path).and_then(|it| self.open.get_mut(&it)) {
            task.done = !matches!(change, Change::Deleted(_));
            task.was_done |= task.done;
        }
        match change {
            Change::Created(path) if is_task(path) => {
                self.open.insert(path.clone(), Progress::default());
                self.submitted += 1;
            }
            Change::Deleted(path) => match self.open.remove(path) {
                Some(Progress { read: true, .. }) => self.finished += 1,
                Some(task) => self.lost.push(Loss {
                    task: path.clone(),
                    at,
                    unread: task.was_done,
                }),
                None => {}
            },
            _ => {}
        }
    }
}

fn status_asked_for(delivery: &Delivery) -> Option<ZPath> {
    match &delivery.carried {
        Carried::Up(FromClient::Request {
            request:
                Request::Read(Read {
                    kind: ReadKind::Data,
                    path,
                    ..
                }),
            ..
        }) => task_of_status(path),
        _ => None,
    }
}

/// A server that has closed the connection meanwhile does not answer what still arrives.
fn answers_with_data(delivery: &Delivery) -> bool {
    let reply = |reply: &Reply| matches!(reply, Reply::Data(..));
    match &delivery.carried {
        Carried::Down(FromServer::Reply { answer, .. }) => answer.as_ref().is_ok_and(reply),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Database, TxnBody};
    use crate::model::ErrorCode;
    use crate::monitor::testing::{answered, applied, arrived, path};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn lost_after(read: impl FnOnce(&mut NoTaskLost)) -> usize {
        let change = |monitor: &mut NoTaskLost, change| {
            monitor.read(&applied(1, TxnBody::Multi(Vec::new()), vec![change]));
        };
        let mut monitor = NoTaskLost::default();
        change(&mut monitor, Change::Created(path("/tasks/t")));
        change(&mut monitor, Change::Created(path("/tasks/t/status")));
        read(&mut monitor);
        change(&mut monitor, Change::Deleted(path("/tasks/t/status")));
        change(&mut monitor, Change::Deleted(path("/tasks/t")));
        monitor.verdict().lost.len()
    }

    #[test]
    fn a_status_is_read_only_if_the_server_answered_with_it() {
        let asked = || {
            let request = Request::Read(Read {
                kind: ReadKind::Data,
                path: path("/tasks/t/status"),
                watch: false,
            });
            arrived(2, request)
        };
        assert_eq!(lost_after(|_| {}), 1);
        assert_eq!(lost_after(|it| it.read(&asked())), 1);
        assert_eq!(
            lost_after(|it| {
                it.read(&asked());
                it.read(&answered(2, Err(ErrorCode::NoNode)));
            }),
            1
        );
        let tree = Database::new().tree;
        let stat = tree.get(&path("/")).expect("the root is there").stat();
        assert_eq!(
            lost_after(|it| {
                it.read(&asked());
                it.read(&answered(2, Ok(Reply::Data(None, stat))));
            }),
            0
        );
    }
}
