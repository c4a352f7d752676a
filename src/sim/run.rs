//! A run: a world, the journal that made it, and the trace of what happened.

use crate::handle::Program;
use crate::model::{Log, VirtualTime};
use crate::sim::event::Action;
use crate::sim::trace::{Trace, TraceEntry};
use crate::sim::world::{Setup, World};

/// What people did, and exactly when.
///
/// An entry carries the step as well as the time: several things may happen in one moment, and
/// a person may act between two of them, or in a silence in which nothing happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Journal<P: Program> {
    pub entries: Log<JournalEntry<P>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct JournalEntry<P: Program> {
    /// How many steps the world had taken.
    pub step: u64,
    pub at: VirtualTime,
    pub action: Action<P>,
}

impl<P: Program> Default for Journal<P> {
    fn default() -> Journal<P> {
        Journal {
            entries: Log::default(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Run<P: Program> {
    setup: Setup,
    journal: Journal<P>,
    world: World<P>,
    trace: Trace,
}

impl<P: Program> Run<P> {
    pub fn new(setup: Setup) -> Run<P> {
        let world = World::new(&setup);
        Run {
            setup,
            journal: Journal::default(),
            world,
            trace: Trace::default(),
        }
    }

    /// Does again what a journal says. The world is equal to the one that wrote it, at the
    /// moment of its last entry.
    pub fn replay(setup: Setup, journal: &Journal<P>) -> Run<P> {
        Run::review(setup, journal, 0, |_, _| {})
    }

    /// The same, and on to that step, with a look at the world at the beginning and after every
    /// step, and at what that step has done.
    pub fn review(
        setup: Setup,
        journal: &Journal<P>,
        until: u64,
        mut look: impl FnMut(&World<P>, &[TraceEntry]),
    ) -> Run<P> {
        let mut run = Run::new(setup);
        look(&run.world, &[]);
        let mut read = 0;
        let mut look_on = |run: &Run<P>| {
            let news = &run.trace.entries[read..];
            look(&run.world, news);
            read += news.len();
        };
        for entry in journal.entries.iter() {
            while run.world.steps() < entry.step && run.step() {
                look_on(&run);
            }
            run.world.pass_to(entry.at);
            run.act(entry.action.clone());
            look_on(&run);
        }
        while run.world.steps() < until && run.step() {
            look_on(&run);
        }
        run
    }

    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    pub fn journal(&self) -> &Journal<P> {
        &self.journal
    }

    pub fn world(&self) -> &World<P> {
        &self.world
    }

    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// Takes out of the trace what has been added to it: whoever reads it as it grows keeps what
    /// they need of it.
    pub fn take_news(&mut self) -> Vec<TraceEntry> {
        std::mem::take(&mut self.trace.entries)
    }

    /// Does it now, and writes it down.
    pub fn act(&mut self, action: Action<P>) {
        let (step, at) = (self.world.steps(), self.world.now());
        self.journal.entries.push(JournalEntry {
            step,
            at,
            action: action.clone(),
        });
        self.world.act(action, &mut self.trace);
    }

    /// Lets the next thing happen; `false` if there is nothing more to come.
    pub fn step(&mut self) -> bool {
        self.world.step(&mut self.trace)
    }

    /// The same, if it happens by then.
    pub fn step_until(&mut self, latest: VirtualTime) -> bool {
        self.world.step_until(latest, &mut self.trace)
    }

    pub fn advance_to(&mut self, until: VirtualTime) {
        self.world.advance_to(until, &mut self.trace);
    }

    /// Lets time pass in which nothing happens.
    pub(crate) fn pass_to(&mut self, until: VirtualTime) {
        self.world.pass_to(until);
    }
}
