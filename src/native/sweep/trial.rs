//! One run that is watched: whether it breaks a law, and whether it comes to rest once all is
//! mended.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::actor::robot::Robot;
use crate::handle::Belief;
use crate::model::{Chance, VirtualTime};
use crate::native::sweep::cases::Observer;
use crate::native::sweep::histories::History;
use crate::native::sweep::person::{Person, is_open, mending};
use crate::native::sweep::script::Deed;
use crate::native::sweep::setting::{Options, setup};
use crate::sim::{Action, Fault, Law, Laws, Node, Run, Setup, Violation, World};

/// So long after all is mended the world may take to come to rest: elections, and clients that
/// give up and try again.
const PATIENCE: Duration = Duration::from_secs(180);

#[derive(Clone, Debug)]
pub struct Trial {
    run: Run<Robot>,
    laws: Laws,
    pub observer: Observer,
    /// So much of the trace is read.
    read: usize,
    pub complaint: Option<Complaint>,
}

/// What is wrong with a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Complaint {
    Broken(Violation),
    /// All is mended, and still something does not work.
    Restless(String),
    /// What clients were answered fits no order of what they did.
    Unexplained(String),
    /// A machine found itself where it must never be.
    Panicked(String),
}

/// By what complaints of the same kind are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Broken(Law),
    Restless,
    Unexplained,
    Panicked,
}

impl Complaint {
    pub fn kind(&self) -> Kind {
        match self {
            Complaint::Broken(violation) => Kind::Broken(violation.law),
            Complaint::Restless(_) => Kind::Restless,
            Complaint::Unexplained(_) => Kind::Unexplained,
            Complaint::Panicked(_) => Kind::Panicked,
        }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Complaint::Broken(violation) => violation.fmt(f),
            Complaint::Unexplained(what) => write!(f, "an answer that no order explains: {what}"),
            Complaint::Panicked(what) => write!(f, "a machine panics: {what}"),
            Complaint::Restless(what) => write!(f, "no rest after all is mended: {what}"),
        }
    }
}

impl Trial {
    fn new(setup: Setup) -> Trial {
        let run = Run::new(setup);
        Trial {
            laws: Laws::new(run.world()),
            run,
            observer: Observer::default(),
            read: 0,
            complaint: None,
        }
    }

    /// A run of random deeds that ends at the first complaint.
    pub fn at_random(seed: u64, options: &Options) -> Trial {
        let mut chance = Chance::stream(seed, "sweep");
        let setup = setup(seed, options, &mut chance);
        let tick = setup.server.tick_time;
        let mut trial = Trial::new(setup);
        let mut person = Person::new(chance, *options, tick);
        while trial.world().steps() < options.steps && trial.complaint.is_none() {
            for action in person.next(trial.world()) {
                trial.act(action);
            }
            let until = trial.world().now() + person.pause(trial.world());
            trial.run_to(until);
        }
        trial.finish();
        trial
    }

    /// A run of such deeds, as far as they can be done.
    pub fn of(setup: Setup, deeds: &[Deed]) -> Trial {
        let mut trial = Trial::new(setup);
        for (at, action) in deeds {
            trial.run_to(*at);
            trial.act(action.clone());
        }
        trial.finish();
        trial
    }

    pub fn run(&self) -> &Run<Robot> {
        &self.run
    }

    pub fn world(&self) -> &World<Robot> {
        self.run.world()
    }

    /// What was done, without the mending at the end.
    pub fn deeds(&self) -> Vec<Deed> {
        let entries = self.run.journal().entries.iter();
        entries.map(|it| (it.at, it.action.clone())).collect()
    }

    fn act(&mut self, action: Action<Robot>) {
        if self.complaint.is_none() && is_possible(self.world(), &action) {
            self.guarded(|run| run.act(action));
            self.audit();
        }
    }

    fn run_to(&mut self, until: VirtualTime) {
        while self.complaint.is_none() && self.guarded(|run| run.step_until(until)) == Some(true) {
            self.audit();
        }
        if self.complaint.is_none() {
            self.run.advance_to(until);
        }
    }

    /// Does it unless a machine panics, which is a complaint.
    fn guarded<T>(&mut self, what: impl FnOnce(&mut Run<Robot>) -> T) -> Option<T> {
        let run = AssertUnwindSafe(&mut self.run);
        let done = catch_unwind(AssertUnwindSafe(|| what({ run }.0)));
        if let Err(payload) = &done {
            self.complaint = Some(Complaint::Panicked(panic_text(&**payload)));
        }
        done.ok()
    }

    fn audit(&mut self) {
        if self.complaint.is_some() {
            return;
        }
        let entries = &self.run.trace().entries[self.read..];
        let wrong = self.laws.read(self.run.world(), entries);
        self.observer.read(self.run.world(), entries);
        self.read += entries.len();
        self.complaint = wrong.into_iter().next().map(Complaint::Broken);
    }

    /// Mends all, and waits until nothing is wrong any more.
    fn finish(&mut self) {
        let latest = self.world().now() + PATIENCE;
        for action in mending(self.world()) {
            self.act(action);
        }
        while self.complaint.is_none() && self.unrest().is_some() && self.world().now() < latest {
            self.run_to(self.world().now() + Duration::from_secs(1));
        }
        if self.complaint.is_none() {
            self.complaint = self.unrest().map(Complaint::Restless);
        }
        if self.complaint.is_none() {
            let wrong = Laws::inspect(self.world());
            self.complaint = wrong.into_iter().next().map(Complaint::Broken);
        }
        if self.complaint.is_none() {
            let wrong = History::of(&self.run).contradiction();
            self.complaint = wrong.map(Complaint::Unexplained);
        }
        self.observer.finish();
    }

    /// What keeps the world from being at rest.
    fn unrest(&self) -> Option<String> {
        let world = self.world();
        let Some(leader) = world.leader() else {
            return Some("nobody leads".to_string());
        };
        for server in world.servers() {
            if !server.is_serving() {
                return Some(format!("{} does not serve", server.id()));
            }
            if server.disk().last() != leader.disk().last()
                || server.database().tree != leader.database().tree
            {
                return Some(format!("{} lags behind {}", server.id(), leader.id()));
            }
        }
        for process in world.processes().values().filter(|it| it.is_alive()) {
            let connecting = |belief| belief == Belief::Connecting;
            if process.handles.values().any(|it| connecting(it.belief())) {
                return Some(format!("{} is not connected", process.name));
            }
        }
        None
    }
}

/// What a panic has said.
pub fn panic_text(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().cloned();
    let text = text.or_else(|| payload.downcast_ref::<&str>().map(|it| it.to_string()));
    text.unwrap_or_default()
}

/// Whether what an action names is there, and in a state for it.
fn is_possible(world: &World<Robot>, action: &Action<Robot>) -> bool {
    let is_here = |node: &Node| match node {
        Node::Process(id) => world.processes().contains_key(id),
        Node::Server(id) => world.hosts().contains_key(id),
    };
    let asleep = |node: &Node| match node {
        Node::Process(id) => world.processes()[id].pause.is_some(),
        Node::Server(id) => world.hosts()[id].pause.is_some(),
    };
    match action {
        Action::Add { .. } => true,
        Action::Tell { process, .. }
        | Action::Kill { process }
        | Action::Remove { process }
        | Action::Restart { process, .. } => is_here(&Node::Process(*process)),
        Action::Pause { who, .. } => is_here(who),
        Action::Resume { who } => is_here(who) && asleep(who),
        Action::Fault(Fault::Move(process, _)) => is_open(world, *process),
        Action::Fault(Fault::LoseReply(process) | Fault::Expire(process)) => {
            is_here(&Node::Process(*process))
        }
        Action::Fault(_) => true,
    }
}
