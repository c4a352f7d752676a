//! A run that goes on under the eyes of a judge.

use std::collections::VecDeque;

use crate::campaign::experiment::Experiment;
use crate::campaign::outcome::Outcome;
use crate::model::VirtualTime;
use crate::monitor::Judge;
use crate::scenario::{Cursor, Record, Stage, Statement};
use crate::sim::TraceEntry;

#[derive(Clone, Debug)]
pub struct Walk {
    pub stage: Stage,
    judge: Judge,
}

impl Walk {
    pub fn new(stage: Stage) -> Walk {
        Walk {
            stage,
            judge: Judge::default(),
        }
    }

    /// Does the next step of a recorded run, and of what follows it, up to then; `None` if there is
    /// no more.
    ///
    /// # Errors
    /// If the run takes another course than when it was recorded.
    pub fn step_along(
        &mut self,
        record: &Record,
        until: VirtualTime,
    ) -> Result<Option<Vec<TraceEntry>>, String> {
        let next = record.entries.get(self.stage.said().len());
        match next.filter(|it| it.when.step == self.stage.world().steps()) {
            Some(entry) => self.stage.repeat(entry, |_| {})?,
            None if self.stage.run_mut().step_until(until) => {}
            None => return Ok(None),
        }
        Ok(Some(self.read_on()))
    }

    /// Goes on in a recorded run, and in what follows it, up to that place.
    ///
    /// # Errors
    /// If the run takes another course than when it was recorded.
    pub fn go_along(&mut self, record: &Record, place: Cursor) -> Result<(), String> {
        while self.stage.world().steps() < place.step
            && self.step_along(record, place.at)?.is_some()
        {}
        Ok(())
    }

    /// Breaks something, says what was said in the recorded run from here on, as far as that is
    /// possible, and goes on until then.
    ///
    /// # Errors
    /// If there is nothing to break, and why.
    pub fn run(
        &mut self,
        experiment: &Experiment,
        record: &Record,
        end: VirtualTime,
    ) -> Result<(), String> {
        let mut rest: VecDeque<(VirtualTime, Statement)> = record.entries
            [self.stage.said().len()..]
            .iter()
            .map(|it| (it.when.at, it.said.clone()))
            .collect();
        let timeout = record.header.timeout;
        let injection = experiment.injection;
        let (said, later) = injection.statements(&experiment.target, &experiment.far, timeout);
        self.stage.say(&said)?;
        self.read_on();
        if let Some((after, said)) = later {
            let at = self.stage.now() + after;
            let place = rest.partition_point(|(it, _)| *it < at);
            rest.insert(place, (at, said));
        }
        while let Some((at, said)) = rest.pop_front().filter(|(at, _)| *at <= end) {
            self.run_to(at);
            // Whoever is gone by now takes no more commands.
            let _refused = self.stage.say(&said);
            self.read_on();
        }
        self.run_to(end);
        Ok(())
    }

    pub fn run_to(&mut self, until: VirtualTime) {
        self.stage.run_mut().advance_to(until);
        self.read_on();
    }

    fn read_on(&mut self) -> Vec<TraceEntry> {
        let news = self.stage.run_mut().take_news();
        news.iter().for_each(|it| self.judge.read(it));
        news
    }

    pub fn outcome(&self) -> Outcome {
        let now = self.stage.now();
        Outcome::of(self.judge.breaches(now), self.judge.is_warned(now))
    }
}
