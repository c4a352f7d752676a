//! One who follows a run from what was said to it, and holds every step against the laws.
//!
//! It plays the run for itself, so it may sit anywhere, and look as long as it needs.

use crate::model::VirtualTime;
use crate::scenario::header::Header;
use crate::scenario::record::{Cursor, Entry, Record};
use crate::scenario::stage::Stage;
use crate::scenario::statement::Statement;
use crate::sim::{Laws, Violation};

#[derive(Clone, Debug)]
pub struct Witness {
    stage: Stage,
    books: Books,
}

/// What it has read and found.
#[derive(Clone, Debug)]
struct Books {
    laws: Laws,
    /// How many entries of the trace are read.
    read: usize,
    violations: Vec<Violation>,
}

impl Witness {
    /// Of a run in which nothing has happened yet.
    ///
    /// # Errors
    /// If the settings contradict each other.
    pub fn new(header: Header) -> Result<Witness, String> {
        let stage = Stage::new(header)?;
        let books = Books {
            laws: Laws::new(stage.world()),
            read: 0,
            violations: Vec::new(),
        };
        Ok(Witness { stage, books })
    }

    /// Of a whole run, up to its end.
    ///
    /// # Errors
    /// If the settings contradict each other, if it is too long, or if the run takes another course
    /// than the one that was recorded.
    pub fn of(record: &Record) -> Result<Witness, String> {
        record.check_length()?;
        let mut witness = Witness::new(record.header.clone())?;
        witness.follow(record)?;
        Ok(witness)
    }

    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Which laws were broken so far: our code is wrong.
    pub fn violations(&self) -> &[Violation] {
        &self.books.violations
    }

    /// Lets the next thing happen, if it happens by then.
    pub fn step_until(&mut self, latest: VirtualTime) -> bool {
        let stepped = self.stage.run_mut().step_until(latest);
        self.books.read_on(&self.stage);
        stepped
    }

    /// Says something itself at that moment, before which nothing is due any more; `false` if it
    /// cannot be done.
    pub fn say(&mut self, at: VirtualTime, statement: &Statement) -> bool {
        self.stage.run_mut().pass_to(at);
        let said = self.stage.begin(statement).is_ok();
        self.books.read_on(&self.stage);
        said
    }

    /// Hears what a record has of the run from here on, and goes on to its end.
    ///
    /// # Errors
    /// If the run takes another course.
    pub fn follow(&mut self, record: &Record) -> Result<(), String> {
        record.entries.iter().try_for_each(|it| self.hear(it))?;
        self.go_to(record.end)
    }

    /// Goes on to where that was said, and hears it.
    ///
    /// # Errors
    /// If the run takes another course.
    pub fn hear(&mut self, entry: &Entry) -> Result<(), String> {
        let Witness { stage, books } = self;
        stage.repeat(entry, |stage| books.read_on(stage))
    }

    /// Goes on to that place.
    ///
    /// # Errors
    /// If the run takes another course.
    pub fn go_to(&mut self, place: Cursor) -> Result<(), String> {
        let Witness { stage, books } = self;
        stage.go_to(place, |stage| books.read_on(stage))
    }

    /// Lets all happen that happens by then, and the time pass.
    pub fn advance_to(&mut self, until: VirtualTime) {
        while self.step_until(until) {}
        self.stage.run_mut().pass_to(until);
    }
}

impl Books {
    fn read_on(&mut self, stage: &Stage) {
        let entries = &stage.run().trace().entries;
        let wrong = self.laws.read(stage.world(), &entries[self.read..]);
        self.violations.extend(wrong);
        self.read = entries.len();
    }
}
