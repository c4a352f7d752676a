//! A client: submits tasks, waits for the status of each, reads it, and cleans up.
//!
//! Its tasks carry its name in their data. So it finds them again after a restart, and after a
//! lost answer it can tell whether the task was submitted: the number in a task's name is the
//! server's, and says nothing of whose it is.

use std::time::Duration;

use litemap::LiteMap;

use crate::actor::bug::{Bug, Bugs};
use crate::actor::hearing::Hearing;
use crate::actor::layout::{self, Name, Names, STATUS};
use crate::actor::{Deed, Doing, Settings, ask};
use crate::handle::Motive;
use crate::model::{
    Answer, Bytes, ErrorCode, EventType, KeeperState, NewPath, Read, ReadKind, Reply, Request,
    Version, VirtualTime, WatchedEvent, Write, ZPath,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    name: String,
    command: String,
    tasks: Option<u32>,
    every: Duration,
    at_once: usize,

    survey: Survey,
    /// The parent of all tasks turned out to be missing.
    parent_missing: bool,
    own: LiteMap<Name, Progress>,
    /// The number of its newest task. One whose answer was lost is sent again only if the next
    /// survey does not find it.
    number: u32,
    /// The next submission is due.
    next_at: VirtualTime,
    hearing: Hearing,
    bugs: Bugs,
}

/// Looking for its own among all tasks.
#[derive(Clone, Debug, PartialEq)]
enum Survey {
    /// It was submitting when an answer was lost, and that task may still be on its way to
    /// the server. Whatever is written now comes behind it, though it be refused; a `sync` need not.
    Behind,
    Due,
    /// These are still to be read.
    Reading(Names),
    Over,
}

/// How far one of its tasks is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Progress {
    Unwatched,
    /// A watch will tell of the status.
    Awaited,
    Done,
    /// The status was read; it goes first.
    Read,
    /// The status is gone; the task goes.
    Emptied,
}

impl Client {
    pub fn new(settings: &Settings, now: VirtualTime) -> Client {
        Client {
            name: settings.name.clone(),
            command: settings.command.clone(),
            tasks: settings.tasks,
            every: settings.every,
            at_once: settings.at_once,
            survey: Survey::Due,
            parent_missing: false,
            own: LiteMap::new(),
            number: 0,
            next_at: now + settings.after,
            hearing: Hearing::new(settings.bugs),
            bugs: settings.bugs,
        }
    }

    pub fn next(&self, now: VirtualTime) -> Option<Deed> {
        if self.parent_missing {
            return Some(Deed::ask(
                ask::create(layout::tasks(), ""),
                Motive::MakeParent,
            ));
        }
        match &self.survey {
            Survey::Behind => {
                return Some(Deed::ask(
                    ask::create(layout::tasks(), ""),
                    Motive::LookForOwnTasks,
                ));
            }
            Survey::Due => {
                return Some(Deed::ask(
                    ask::list(layout::tasks(), false),
                    Motive::LookForOwnTasks,
                ));
            }
            Survey::Reading(tasks) => {
                if let Some((task, ())) = tasks.first() {
                    return Some(Deed::ask(
                        ask::get(layout::task(task)),
                        Motive::LookForOwnTasks,
                    ));
                }
            }
            Survey::Over => {}
        }
        if self.may_submit() && self.next_at <= now {
            let data = self.data(self.number + 1);
            let request = ask::create_numbered(layout::tasks(), "task-", &data);
            return Some(Deed::ask(request, Motive::Submit));
        }
        let mut steps = self
            .own
            .iter()
            .filter_map(|(task, it)| self.step(task, *it));
        steps.next().or_else(|| self.next_late_watch())
    }

    fn next_late_watch(&self) -> Option<Deed> {
        let awaited = self.own.iter().filter(|(_, it)| **it == Progress::Awaited);
        let mut late = awaited.filter_map(|(task, _)| self.hearing.next_late(layout::task(task)));
        late.next().map(|it| Deed::ask(it, Motive::HearOfStatus))
    }

    /// What one of its tasks needs next.
    fn step(&self, task: &Name, progress: Progress) -> Option<Deed> {
        match progress {
            Progress::Unwatched => Some(Deed::ask(
                self.hearing.list(layout::task(task)),
                Motive::HearOfStatus,
            )),
            Progress::Awaited => None,
            Progress::Done => Some(Deed::ask(
                ask::get(layout::status(task)),
                Motive::ReadStatus,
            )),
            Progress::Read => Some(Deed::ask(
                ask::delete(layout::status(task)),
                Motive::CleanUp,
            )),
            Progress::Emptied => Some(Deed::ask(ask::delete(layout::task(task)), Motive::CleanUp)),
        }
    }

    fn may_submit(&self) -> bool {
        self.own.len() < self.at_once && self.tasks.is_none_or(|it| self.number < it)
    }

    /// As in `client1 cmd 3`.
    fn data(&self, number: u32) -> String {
        format!("{} {} {number}", self.name, self.command)
    }

    /// The number of a task of its own.
    fn number_in(&self, data: &Bytes) -> Option<u32> {
        let text = std::str::from_utf8(data.as_deref()?).ok()?;
        let rest = text.strip_prefix(&self.name)?.strip_prefix(' ')?;
        rest.rsplit_once(' ')?.1.parse().ok()
    }

    pub fn next_deadline(&self) -> Option<VirtualTime> {
        self.may_submit().then_some(self.next_at)
    }

    pub fn answered(
        &mut self,
        now: VirtualTime,
        request: &Request,
        answer: &Answer,
    ) -> Result<(), ErrorCode> {
        if self.hearing.ignores(request, answer) {
            return Ok(());
        }
        match (request, answer) {
            (request, Err(ErrorCode::ConnectionLoss)) => {
                self.forget();
                if is_submission(request) && !self.bugs.has(Bug::TrustsLoss) {
                    self.survey = Survey::Behind;
                }
                Ok(())
            }
            (Request::Write(Write::Create { .. }), answer) => self.created(now, answer),
            (Request::Write(Write::Delete { path, .. }), answer) => self.deleted(path, answer),
            (Request::Read(Read { kind, path, .. }), answer) => match kind {
                ReadKind::Children if *path == layout::tasks() => self.surveyed(answer),
                ReadKind::Children => self.watched(path, answer),
                ReadKind::Data if path.name() == STATUS => self.read_status(path, answer),
                ReadKind::Data => self.read_task(now, path, answer),
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn created(&mut self, now: VirtualTime, answer: &Answer) -> Result<(), ErrorCode> {
        match answer {
            Ok(Reply::Created(path)) if *path != layout::tasks() => {
                self.own.insert(path.name().into(), Progress::Unwatched);
                self.submitted(self.number + 1, now);
            }
            Ok(_) | Err(ErrorCode::NodeExists) => {
                self.parent_missing = false;
                if self.survey == Survey::Behind {
                    self.survey = Survey::Due;
                }
            }
            Err(ErrorCode::NoNode) if !self.parent_missing => self.parent_missing = true,
            Err(code) => return Err(*code),
        }
        Ok(())
    }

    fn submitted(&mut self, number: u32, now: VirtualTime) {
        self.number = number;
        self.next_at = now + self.every;
    }

    fn surveyed(&mut self, answer: &Answer) -> Result<(), ErrorCode> {
        let mut names = match answer {
            Ok(Reply::Children(names, _)) => layout::plain(names),
            Ok(_) | Err(ErrorCode::NoNode) => Names::new(),
            Err(code) => return Err(*code),
        };
        self.own.retain(|it, _| names.contains_key(it));
        names.retain(|it, _| !self.own.contains_key(it));
        self.survey = Survey::Reading(names);
        self.end_survey();
        Ok(())
    }

    fn read_task(
        &mut self,
        now: VirtualTime,
        path: &ZPath,
        answer: &Answer,
    ) -> Result<(), ErrorCode> {
        let number = match answer {
            Ok(Reply::Data(data, _)) => self.number_in(data),
            Ok(_) | Err(ErrorCode::NoNode) => None,
            Err(code) => return Err(*code),
        };
        if let Some(number) = number {
            self.own.insert(path.name().into(), Progress::Unwatched);
            if number > self.number {
                self.submitted(number, now);
            }
        }
        if let Survey::Reading(tasks) = &mut self.survey {
            tasks.remove(path.name());
        }
        self.end_survey();
        Ok(())
    }

    fn end_survey(&mut self) {
        if self.survey == Survey::Reading(Names::new()) {
            self.survey = Survey::Over;
        }
    }

    fn watched(&mut self, path: &ZPath, answer: &Answer) -> Result<(), ErrorCode> {
        match answer {
            Ok(Reply::Children(names, stat)) => {
                let done = names.iter().any(|it| **it == *STATUS);
                // Where a child was and is no more, a former life of this client has read the
                // status and deleted it; no master that knows of the assignment sees to it again.
                let emptied = names.is_empty() && stat.cversion != Version::ZERO;
                let progress = match (done, emptied) {
                    (true, _) => Progress::Done,
                    (false, true) => Progress::Emptied,
                    (false, false) => Progress::Awaited,
                };
                self.own.insert(path.name().into(), progress);
            }
            Ok(_) => {}
            // Somebody has taken it away: there is nothing more to come.
            Err(ErrorCode::NoNode) => {
                self.own.remove(path.name());
            }
            Err(code) => return Err(*code),
        }
        Ok(())
    }

    fn read_status(&mut self, path: &ZPath, answer: &Answer) -> Result<(), ErrorCode> {
        let progress = match answer {
            Ok(_) => Progress::Read,
            Err(ErrorCode::NoNode) => Progress::Unwatched,
            Err(code) => return Err(*code),
        };
        self.move_on(path.parent(), progress);
        Ok(())
    }

    fn deleted(&mut self, path: &ZPath, answer: &Answer) -> Result<(), ErrorCode> {
        match answer {
            Ok(_) | Err(ErrorCode::NoNode) if path.name() == STATUS => {
                self.move_on(path.parent(), Progress::Emptied);
            }
            Ok(_) | Err(ErrorCode::NoNode) => {
                self.own.remove(path.name());
            }
            // A second status, as of a worker that was thought dead.
            Err(ErrorCode::NotEmpty) => self.move_on(Some(path.clone()), Progress::Unwatched),
            Err(code) => return Err(*code),
        }
        Ok(())
    }

    fn move_on(&mut self, task: Option<ZPath>, to: Progress) {
        if let Some(progress) = task.and_then(|it| self.own.get_mut(it.name())) {
            *progress = to;
        }
    }

    pub fn told(&mut self, event: &WatchedEvent) {
        self.hearing.told(event);
        match (event.kind, &event.path) {
            (EventType::None, _) if event.state != KeeperState::SyncConnected => self.forget(),
            (EventType::NodeChildrenChanged, Some(path)) => {
                if let Some(progress @ Progress::Awaited) = self.own.get_mut(path.name()) {
                    *progress = Progress::Done;
                }
            }
            (EventType::NodeDeleted, Some(path)) => {
                self.own.remove(path.name());
            }
            _ => {}
        }
    }

    /// Where each task stands is to be looked at again; what was read stays read.
    fn forget(&mut self) {
        let trusts = self.bugs.has(Bug::TrustsLoss) && self.survey == Survey::Over;
        if self.survey != Survey::Behind && !trusts {
            self.survey = Survey::Due;
        }
        self.look_again();
    }

    /// What only looking tells it.
    pub fn look_again(&mut self) {
        for (_, progress) in self.own.iter_mut() {
            if *progress == Progress::Awaited {
                *progress = Progress::Unwatched;
            }
        }
    }

    pub fn doing(&self) -> Doing {
        if self.survey != Survey::Over {
            Doing::LooksAround
        } else if !self.own.is_empty() {
            Doing::Awaits(self.own.len())
        } else if !self.may_submit() {
            Doing::Finished
        } else {
            Doing::Rests(self.next_at)
        }
    }
}

fn is_submission(request: &Request) -> bool {
    let numbered = |it: &NewPath| matches!(it, NewPath::Numbered { .. });
    matches!(request, Request::Write(Write::Create { path, .. }) if numbered(path))
}
