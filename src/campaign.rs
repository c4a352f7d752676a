//! Break it everywhere: one run again and again, each time with one fault more.
//!
//! A [`Campaign`] plays a recorded run once and notes every message. Then it takes the run up to
//! each of them, breaks one thing there, mends it a while later, lets all calm down, and asks the
//! monitors. It is stepped by whoever has time for it, and knows neither clock nor page.

pub mod experiment;
pub mod injection;
pub mod outcome;
mod walk;

pub use experiment::Experiment;
pub use injection::Injection;
pub use outcome::{Grade, Outcome};

use std::time::Duration;

use crate::model::VirtualTime;
use crate::monitor::{Breach, forgotten, vacant};
use crate::scenario::{Record, Stage};
use walk::Walk;

/// A run that is shorter is let go on for so long before anything is broken no more.
pub const LEAST: Duration = Duration::from_secs(30);

/// Of a run with more places than this, only every n-th is tried.
pub const MOST: usize = 6000;

#[derive(Clone, Debug)]
pub struct Campaign {
    record: Record,
    experiments: Vec<Experiment>,
    /// Of so many places one is tried.
    stride: usize,
    /// How many messages were noted.
    messages: usize,
    /// When each run ends.
    end: VirtualTime,
    /// What the run does without any fault.
    untouched: Outcome,
    /// The run, where the next experiment begins.
    walk: Walk,
    done: usize,
}

impl Campaign {
    /// # Errors
    /// If the run cannot be played again, and why.
    pub fn new(record: &Record) -> Result<Campaign, String> {
        let start = Walk::new(Stage::before(record)?);
        let last = record.end.at.max(VirtualTime::START + LEAST);
        let end = last + calming(record.header.timeout);
        let mut walk = start.clone();
        let mut experiments = Vec::new();
        let mut messages = 0;
        while let Some(news) = walk.step_along(record, last)? {
            let (found, sent) = experiment::at(&walk.stage, &news);
            experiments.extend(found);
            messages += sent;
        }
        let stride = experiments.len().div_ceil(MOST).max(1);
        let experiments = experiments.into_iter().step_by(stride).collect();
        walk.run_to(end);
        Ok(Campaign {
            record: record.clone(),
            experiments,
            stride,
            messages,
            end,
            untouched: walk.outcome(),
            walk: start,
            done: 0,
        })
    }

    pub fn experiments(&self) -> &[Experiment] {
        &self.experiments
    }

    /// Of so many places one is tried.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// How many messages were sent in the run.
    pub fn messages(&self) -> usize {
        self.messages
    }

    /// What the run does if nothing is broken that was not broken in it.
    pub fn untouched(&self) -> &Outcome {
        &self.untouched
    }

    /// Tries the next experiment; `None` after the last.
    ///
    /// # Panics
    /// If the run takes another course than before.
    pub fn try_next(&mut self) -> Option<(&Experiment, Outcome)> {
        let experiment = self.experiments.get(self.done)?;
        let gone = self.walk.go_along(&self.record, experiment.when);
        gone.expect("the same run takes the same course");
        self.done += 1;
        let mut fork = self.walk.clone();
        let outcome = match fork.run(experiment, &self.record, self.end) {
            Ok(()) => fork.outcome().beyond(&self.untouched),
            Err(_) => Outcome::not_possible(),
        };
        Some((experiment, outcome))
    }

    /// The whole run of an experiment, for whoever wants to see it: up to where a rule is breached,
    /// and a little further, or to its end.
    ///
    /// # Errors
    /// If the run cannot be played again, and why.
    pub fn future(&self, experiment: &Experiment) -> Result<Record, String> {
        let mut walk = Walk::new(Stage::before(&self.record)?);
        walk.go_along(&self.record, experiment.when)?;
        let mut trial = walk.clone();
        trial.run(experiment, &self.record, self.end)?;
        let known = |it: &&Breach| !self.untouched.has(it.rule);
        let breaches = trial.outcome().breaches;
        let first = breaches.iter().filter(known).map(|it| it.at).min();
        let end = first.map_or(self.end, |it| it + Duration::from_secs(1));
        walk.run(experiment, &self.record, end.min(self.end))?;
        Ok(walk.stage.record())
    }
}

/// How long it takes after the last fault until all can be judged: it lasts, sessions expire and
/// are opened anew, and what is late is late enough.
fn calming(timeout: Duration) -> Duration {
    injection::lasting(timeout) + 2 * timeout + forgotten::BOUND + vacant::BOUND
}
