//! The master, and whoever would like to be: elects itself, hands out tasks, recovers them.

use litemap::LiteMap;

use crate::actor::bug::{Bug, Bugs};
use crate::actor::claim::Claim;
use crate::actor::hearing::Hearing;
use crate::actor::layout::{self, Name, Names, STATUS};
use crate::actor::{Deed, Doing, Session, Settings, ask};
use crate::handle::Motive;
use crate::model::{
    Answer, ErrorCode, EventType, KeeperState, NewPath, Read, ReadKind, Reply, Request,
    WatchedEvent, Write, ZPath,
};

/// What it knows is what it has read since the last event that might have changed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Master {
    address: String,
    claim: Claim,
    /// How many of the parents are known to be there.
    laid: usize,
    /// Those registered; read with a watch.
    workers: Option<Names>,
    /// Those submitted; read with a watch.
    tasks: Option<Names>,
    /// For whom there is a place, alive or not.
    assigned_to: Option<Names>,
    places: LiteMap<Name, Place>,
    /// Of tasks without an assignment: whether they are done.
    done: LiteMap<Name, bool>,
    /// Who was given a task last.
    last: Option<Name>,
    hearing: Hearing,
    bugs: Bugs,
    /// Only with [`Bug::DeletesFirst`].
    moves: Option<Moves>,
}

/// What a master has in its head that moves assignments, instead of seeing in the tree what is to
/// be done.
#[derive(Clone, Debug, Default, PartialEq)]
struct Moves {
    /// The tasks it has ever heard of; `None` before it has read them.
    known: Option<Names>,
    /// Those that are new, or whose assignment it has taken away.
    in_hand: Names,
    /// Another was master while it waited, and has seen to what was there.
    is_heir: bool,
}

/// What is known of `/assign/W`.
#[derive(Clone, Debug, PartialEq)]
enum Place {
    /// A worker that registered without one gets nothing until it is there.
    Missing,
    /// The same, and a watch tells when it is there.
    Awaited,
    Holds(Names),
}

impl Place {
    fn tasks(&self) -> Option<&Names> {
        match self {
            Place::Holds(tasks) => Some(tasks),
            Place::Missing | Place::Awaited => None,
        }
    }
}

impl Master {
    pub fn new(settings: &Settings) -> Master {
        Master {
            address: settings.address(),
            claim: Claim::new(layout::master(), settings.bugs),
            laid: 0,
            workers: None,
            tasks: None,
            assigned_to: None,
            places: LiteMap::new(),
            done: LiteMap::new(),
            last: None,
            hearing: Hearing::new(settings.bugs),
            bugs: settings.bugs,
            moves: settings.bugs.has(Bug::DeletesFirst).then(Moves::default),
        }
    }

    pub fn next(&self) -> Option<Deed> {
        if !self.claim.is_held() {
            return self.claim.next(&self.address);
        }
        if let Some(parent) = layout::parent(self.laid) {
            return Some(Deed::ask(ask::create(parent, ""), Motive::MakeParent));
        }
        let Some(workers) = &self.workers else {
            return Some(Deed::ask(
                self.hearing.list(layout::workers()),
                Motive::HearOfWorkers,
            ));
        };
        let Some(tasks) = &self.tasks else {
            return Some(Deed::ask(
                self.hearing.list(layout::tasks()),
                Motive::HearOfTasks,
            ));
        };
        let Some(assigned_to) = &self.assigned_to else {
            return Some(Deed::ask(
                ask::list(layout::assign(), false),
                Motive::LookAtAssignments,
            ));
        };
        let mut all = assigned_to.keys().chain(workers.keys());
        if let Some(unread) = all.find(|it| !self.places.contains_key(*it)) {
            return Some(Deed::ask(
                ask::list(layout::place(unread), false),
                Motive::LookAtAssignments,
            ));
        }
        let missing = |it: &&Name| self.places.get(*it) == Some(&Place::Missing);
        if let Some(worker) = workers.keys().find(missing) {
            let place = layout::place(worker);
            return Some(Deed::ask(ask::stat(place, true), Motive::AwaitPlace));
        }
        let mut ways = [
            self.next_assignment(workers, tasks),
            self.next_clearance(workers),
        ];
        if self.moves.is_some() {
            ways.reverse();
        }
        let [first, second] = ways;
        first.or(second).or_else(|| self.next_late_watch())
    }

    fn next_late_watch(&self) -> Option<Deed> {
        let late = |path, motive| Some(Deed::ask(self.hearing.next_late(path)?, motive));
        late(layout::workers(), Motive::HearOfWorkers)
            .or_else(|| late(layout::tasks(), Motive::HearOfTasks))
    }

    /// A task needs a worker when it has no status and no assignment at a living one.
    fn next_assignment(&self, workers: &Names, tasks: &Names) -> Option<Deed> {
        for task in self.unassigned(workers, tasks) {
            match self.done.get(task) {
                Some(true) => {}
                Some(false) => {
                    if let Some(worker) = self.least_busy(workers) {
                        let path = layout::assignment(worker, task);
                        return Some(Deed::ask(ask::create(path, ""), Motive::Assign));
                    }
                }
                None => {
                    let path = layout::task(task);
                    return Some(Deed::ask(ask::list(path, false), Motive::LookForStatus));
                }
            }
        }
        None
    }

    /// The assignments of the dead go when their tasks need them no more: done, gone, or in
    /// other hands. First the new, then the old, so that no crash between loses a task.
    fn next_clearance(&self, workers: &Names) -> Option<Deed> {
        for (worker, place) in &self.places {
            if let (Place::Holds(tasks), false) = (place, workers.contains_key(worker)) {
                let is_open = |task: &Name| self.done.get(task) == Some(&false);
                let settled = |task: &&Name| {
                    self.moves.is_some() || self.is_held(task, workers) || !is_open(task)
                };
                if let Some(task) = tasks.keys().find(settled) {
                    let path = layout::assignment(worker, task);
                    return Some(Deed::ask(ask::delete(path), Motive::ClearDeadAssignment));
                }
            }
        }
        None
    }

    fn unassigned<'a>(
        &'a self,
        workers: &'a Names,
        tasks: &'a Names,
    ) -> impl Iterator<Item = &'a Name> {
        let moves = self.moves.as_ref();
        let in_mind = move |it: &Name| moves.is_none_or(|moves| moves.in_hand.contains_key(it));
        let free = tasks.keys().filter(|it| !self.is_held(it, workers));
        free.filter(move |it| in_mind(it))
    }

    /// That it is assigned to one of these workers.
    fn is_held(&self, task: &Name, workers: &Names) -> bool {
        let mut held = workers.keys().filter_map(|it| self.places.get(it)?.tasks());
        held.any(|it| it.contains_key(task))
    }

    /// Of the workers with a place the one with the fewest tasks; of equals, the next in turn.
    fn least_busy<'a>(&self, workers: &'a Names) -> Option<&'a Name> {
        let load = |worker: &Name| Some(self.places.get(worker)?.tasks()?.len());
        let loads = workers.keys().filter_map(|it| Some((load(it)?, it)));
        loads
            .min_by_key(|(load, it)| (*load, self.last.as_ref().is_some_and(|last| *it <= last)))
            .map(|(_, it)| it)
    }

    pub fn answered(
        &mut self,
        request: &Request,
        answer: &Answer,
        session: &Session,
    ) -> Result<(), ErrorCode> {
        if self.claim.answered(request, answer, session) {
            if let Some(moves) = &mut self.moves {
                moves.is_heir |= self.claim.is_watching();
            }
            return match (request, answer) {
                (_, Err(ErrorCode::NodeExists) | Ok(_)) => Ok(()),
                (Request::Read(_), Err(ErrorCode::NoNode)) => Ok(()),
                (_, Err(code)) => Err(*code),
            };
        }
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
            (Request::Read(Read { kind, path, .. }), answer) if *kind == ReadKind::Children => {
                self.listed(path, answer)
            }
            (Request::Read(Read { path, .. }), answer) => self.looked_for_place(path, answer),
            (Request::Write(Write::Create { path, .. }), answer) => self.created(path, answer),
            (Request::Write(Write::Delete { path, .. }), answer) => self.cleared(path, answer),
            _ => Ok(()),
        }
    }

    pub fn overheard(&mut self, request: &Request, answer: &Answer, session: &Session) {
        self.claim.answered(request, answer, session);
    }

    fn listed(&mut self, path: &ZPath, answer: &Answer) -> Result<(), ErrorCode> {
        let names = match answer {
            Ok(Reply::Children(names, _)) => Some(layout::plain(names)),
            Ok(_) | Err(ErrorCode::NoNode) => None,
            Err(code) => return Err(*code),
        };
        if *path == layout::workers() {
            self.keep_or_lay(names, |it, names| it.workers = Some(names));
        } else if *path == layout::tasks() {
            self.keep_or_lay(names, Master::take_tasks);
        } else if *path == layout::assign() {
            self.keep_or_lay(names, |it, names| it.assigned_to = Some(names));
        } else if path.parent() == Some(layout::assign()) {
            let place = names.map_or(Place::Missing, Place::Holds);
            self.places.insert(path.name().into(), place);
        } else if path.parent() == Some(layout::tasks()) {
            match names {
                Some(names) => {
                    let done = names.contains_key(STATUS);
                    self.done.insert(path.name().into(), done);
                }
                None => self.drop_task(path.name()),
            }
        }
        Ok(())
    }

    /// A worker's place was missing: is it there now, or does a watch wait for it?
    fn looked_for_place(&mut self, path: &ZPath, answer: &Answer) -> Result<(), ErrorCode> {
        match answer {
            Ok(_) => {
                self.places.remove(path.name());
            }
            Err(ErrorCode::NoNode) => {
                self.places.insert(path.name().into(), Place::Awaited);
            }
            Err(code) => return Err(*code),
        }
        Ok(())
    }

    /// Somebody has taken a parent away: it is made again.
    fn keep_or_lay(&mut self, names: Option<Names>, keep: impl FnOnce(&mut Master, Names)) {
        match names {
            Some(names) => keep(self, names),
            None => self.laid = 0,
        }
    }

    fn take_tasks(&mut self, tasks: Names) {
        if let Some(moves) = &mut self.moves {
            moves.take_tasks(&tasks);
        }
        self.done.retain(|it, _| tasks.contains_key(it));
        // Where a worker lives, it clears its assignments by itself.
        let workers = self.workers.clone().unwrap_or_default();
        for (worker, place) in &mut self.places {
            if let (Place::Holds(held), true) = (place, workers.contains_key(worker)) {
                held.retain(|it, _| tasks.contains_key(it));
            }
        }
        self.tasks = Some(tasks);
    }

    fn drop_task(&mut self, task: &str) {
        if let Some(tasks) = &mut self.tasks {
            tasks.remove(task);
        }
        self.done.remove(task);
    }

    fn created(&mut self, path: &NewPath, answer: &Answer) -> Result<(), ErrorCode> {
        let NewPath::Named(path) = path else {
            return Ok(());
        };
        let Some(worker) = worker_of(path) else {
            return match answer {
                Ok(_) | Err(ErrorCode::NodeExists) => {
                    self.laid += 1;
                    Ok(())
                }
                Err(code) => Err(*code),
            };
        };
        match answer {
            Ok(_) | Err(ErrorCode::NodeExists) => {
                if let Some(Place::Holds(tasks)) = self.places.get_mut(&worker) {
                    tasks.insert(path.name().into(), ());
                }
                if let Some(moves) = &mut self.moves {
                    moves.in_hand.remove(path.name());
                }
                self.last = Some(worker);
                Ok(())
            }
            Err(ErrorCode::NoNode) => {
                self.places.insert(worker, Place::Missing);
                Ok(())
            }
            Err(code) => Err(*code),
        }
    }

    fn cleared(&mut self, path: &ZPath, answer: &Answer) -> Result<(), ErrorCode> {
        if let Some(worker) = worker_of(path)
            && let Some(Place::Holds(tasks)) = self.places.get_mut(&worker)
        {
            tasks.remove(path.name());
        }
        if let (Some(moves), Ok(_)) = (&mut self.moves, answer) {
            moves.in_hand.insert(path.name().into(), ());
        }
        match answer {
            // Children of an assignment are none of ours.
            Ok(_) | Err(ErrorCode::NoNode | ErrorCode::NotEmpty) => Ok(()),
            Err(code) => Err(*code),
        }
    }

    pub fn told(&mut self, event: &WatchedEvent) {
        self.claim.told(event);
        self.hearing.told(event);
        match (event.kind, &event.path) {
            (EventType::None, _) if !self.bugs.heeds(event.state) => {}
            (EventType::None, _) if event.state != KeeperState::SyncConnected => self.forget(),
            (EventType::None, _) => {}
            (_, Some(path)) if *path == layout::workers() => self.forget_workers(),
            (_, Some(path)) if *path == layout::tasks() => self.tasks = None,
            (_, Some(path)) if path.parent() == Some(layout::assign()) => {
                self.places.remove(path.name());
            }
            _ => {}
        }
    }

    /// Whoever came or went, its assignments are to be looked at.
    fn forget_workers(&mut self) {
        (self.workers, self.assigned_to) = (None, None);
        self.places.clear();
        self.done.clear();
    }

    /// What only looking tells it.
    pub fn look_again(&mut self) {
        self.claim.look_again();
        self.forget();
    }

    fn forget(&mut self) {
        self.forget_workers();
        self.tasks = None;
    }

    pub fn doing(&self) -> Doing {
        if self.claim.is_watching() {
            return Doing::WatchesMaster;
        }
        if !self.claim.is_held() {
            return Doing::RunsForMaster;
        }
        match (&self.workers, &self.tasks) {
            (Some(workers), Some(tasks)) => {
                let waits = |it: &&Name| self.done.get(*it) != Some(&true);
                Doing::Leads {
                    workers: workers.len(),
                    waiting: self.unassigned(workers, tasks).filter(waits).count(),
                }
            }
            _ => Doing::TakesUp,
        }
    }
}

impl Moves {
    fn take_tasks(&mut self, tasks: &Names) {
        let is_new = |task: &&Name| match &self.known {
            Some(known) => !known.contains_key(*task),
            None => !self.is_heir,
        };
        for task in tasks.keys().filter(is_new) {
            self.in_hand.insert(task.clone(), ());
        }
        self.known = Some(tasks.clone());
    }
}

/// Whose assignment that is.
fn worker_of(assignment: &ZPath) -> Option<Name> {
    let place = assignment.parent()?;
    (place.parent()? == layout::assign()).then(|| place.name().into())
}
