//! A worker: makes a place for its assignments, registers, runs what is assigned to it.

use std::time::Duration;

use crate::actor::bug::{Bug, Bugs};
use crate::actor::claim::Claim;
use crate::actor::hearing::Hearing;
use crate::actor::layout::{self, Name, Names};
use crate::actor::{Deed, Doing, Session, Settings, ask};
use crate::handle::Motive;
use crate::model::{
    Answer, ErrorCode, EventType, KeeperState, NewPath, Read, ReadKind, Reply, Request,
    VirtualTime, WatchedEvent, Write, ZPath,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Worker {
    name: Name,
    address: String,
    /// How long a task takes.
    work: Duration,
    /// The place for its assignments is there.
    placed: bool,
    /// A parent that turned out to be missing.
    missing: Option<ZPath>,
    /// Its assignments; read with a watch.
    assigned: Option<Names>,
    registration: Claim,
    job: Option<Job>,
    hearing: Hearing,
    bugs: Bugs,
}

/// The task in hand, and how far it is.
#[derive(Clone, Debug, PartialEq)]
struct Job {
    task: Name,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Runs {
        until: VirtualTime,
    },
    /// Its status is there: the assignment has served.
    Reported,
}

impl Worker {
    pub fn new(settings: &Settings) -> Worker {
        let name: Name = settings.host().into();
        Worker {
            registration: Claim::new(layout::worker(&name), settings.bugs),
            name,
            address: settings.address(),
            work: settings.work,
            placed: false,
            missing: None,
            assigned: None,
            job: None,
            hearing: Hearing::new(settings.bugs),
            bugs: settings.bugs,
        }
    }

    pub fn next(&self, now: VirtualTime) -> Option<Deed> {
        if let Some(parent) = &self.missing {
            return Some(Deed::ask(
                ask::create(parent.clone(), ""),
                Motive::MakeParent,
            ));
        }
        let place = layout::place(&self.name);
        if !self.placed {
            return Some(Deed::ask(ask::create(place, ""), Motive::MakePlace));
        }
        let Some(assigned) = &self.assigned else {
            return Some(Deed::ask(
                self.hearing.list(place),
                Motive::HearOfAssignments,
            ));
        };
        if let Some(deed) = self.registration.next(&self.address) {
            return Some(deed);
        }
        match &self.job {
            None => {
                let Some((task, ())) = assigned.first() else {
                    let late = self.hearing.next_late(place);
                    return late.map(|it| Deed::ask(it, Motive::HearOfAssignments));
                };
                Some(Deed::ask(ask::get(layout::task(task)), Motive::ReadTask))
            }
            Some(Job { task, stage }) => match stage {
                Stage::Runs { until } if now < *until => None,
                Stage::Runs { .. } => Some(Deed::ask(
                    ask::create(layout::status(task), "done"),
                    Motive::Report,
                )),
                Stage::Reported => {
                    let path = layout::assignment(&self.name, task);
                    Some(Deed::ask(ask::delete(path), Motive::ClearAssignment))
                }
            },
        }
    }

    pub fn next_deadline(&self) -> Option<VirtualTime> {
        match self.job.as_ref()?.stage {
            Stage::Runs { until } => Some(until),
            Stage::Reported => None,
        }
    }

    pub fn answered(
        &mut self,
        now: VirtualTime,
        request: &Request,
        answer: &Answer,
        session: &Session,
    ) -> Result<(), ErrorCode> {
        let ours = self.registration.answered(request, answer, session);
        if self.hearing.ignores(request, answer) {
            return Ok(());
        }
        match (request, answer) {
            (_, Err(ErrorCode::ConnectionLoss)) => {
                if !self.bugs.has(Bug::ActsDisconnected) {
                    self.forget();
                }
                Ok(())
            }
            (Request::Write(Write::Create { path, .. }), answer) => self.created(path, answer),
            (Request::Read(_), Err(ErrorCode::NoNode)) if ours => Ok(()),
            (Request::Read(Read { kind, .. }), answer) if *kind == ReadKind::Children => {
                self.listed(answer)
            }
            (Request::Read(Read { kind, path, .. }), answer) if *kind == ReadKind::Data => {
                self.read(now, path, answer)
            }
            (Request::Write(Write::Delete { path, .. }), answer) => self.cleared(path, answer),
            (_, Err(code)) => Err(*code),
            _ => Ok(()),
        }
    }

    pub fn overheard(&mut self, request: &Request, answer: &Answer, session: &Session) {
        self.registration.answered(request, answer, session);
    }

    fn created(&mut self, path: &NewPath, answer: &Answer) -> Result<(), ErrorCode> {
        let NewPath::Named(path) = path else {
            return Ok(());
        };
        let there = match answer {
            Ok(_) | Err(ErrorCode::NodeExists) => true,
            Err(ErrorCode::NoNode) => false,
            Err(code) => return Err(*code),
        };
        if self.missing.as_ref() == Some(path) {
            // Without a root of its own, nothing can be made.
            if !there {
                return Err(ErrorCode::NoNode);
            }
            self.missing = None;
        } else if *path == layout::place(&self.name) {
            self.placed = there;
            self.missing = path.parent().filter(|_| !there);
        } else if path == self.registration.path() {
            self.missing = path.parent().filter(|_| !there);
        } else if let Some(job) = &mut self.job {
            // There now, or before, or its task is gone: in each case nothing is left to do.
            job.stage = Stage::Reported;
        }
        Ok(())
    }

    fn listed(&mut self, answer: &Answer) -> Result<(), ErrorCode> {
        match answer {
            Ok(Reply::Children(names, _)) => {
                let assigned = layout::plain(names);
                // What was taken from it meanwhile is another's now.
                if !self.bugs.has(Bug::ActsDisconnected) {
                    self.job.take_if(|it| !assigned.contains_key(&it.task));
                }
                self.assigned = Some(assigned);
                Ok(())
            }
            Ok(_) => Ok(()),
            Err(ErrorCode::NoNode) => {
                self.placed = false;
                Ok(())
            }
            Err(code) => Err(*code),
        }
    }

    /// Its children tell whether a task is done: all there can be is a status.
    fn read(&mut self, now: VirtualTime, path: &ZPath, answer: &Answer) -> Result<(), ErrorCode> {
        let stage = match answer {
            Ok(Reply::Data(_, stat)) if stat.children == 0 => Stage::Runs {
                until: now + self.work,
            },
            Ok(_) | Err(ErrorCode::NoNode) => Stage::Reported,
            Err(code) => return Err(*code),
        };
        let task = path.name().into();
        self.job = Some(Job { task, stage });
        Ok(())
    }

    fn cleared(&mut self, path: &ZPath, answer: &Answer) -> Result<(), ErrorCode> {
        match answer {
            Ok(_) | Err(ErrorCode::NoNode) => {}
            Err(code) => return Err(*code),
        }
        self.job.take_if(|it| *it.task == *path.name());
        if let Some(assigned) = &mut self.assigned {
            assigned.remove(path.name());
        }
        Ok(())
    }

    pub fn told(&mut self, event: &WatchedEvent) {
        self.registration.told(event);
        self.hearing.told(event);
        match (event.kind, &event.path) {
            (EventType::None, _) if !self.bugs.heeds(event.state) => {}
            (EventType::None, _) if event.state != KeeperState::SyncConnected => self.forget(),
            (EventType::NodeDeleted, Some(path)) if *path == layout::place(&self.name) => {
                self.forget();
            }
            (_, Some(path)) if *path == layout::place(&self.name) => self.assigned = None,
            _ => {}
        }
    }

    /// What only looking tells it.
    pub fn look_again(&mut self) {
        self.registration.look_again();
        self.assigned = None;
    }

    /// Everything but the work in hand.
    fn forget(&mut self) {
        (self.placed, self.missing, self.assigned) = (false, None, None);
    }

    pub fn doing(&self) -> Doing {
        match &self.job {
            Some(Job {
                task,
                stage: Stage::Runs { .. },
            }) => Doing::Runs(task.clone()),
            Some(Job { task, .. }) => Doing::Reports(task.clone()),
            None if !self.registration.is_held() => Doing::Registers,
            None => Doing::Idle,
        }
    }
}
