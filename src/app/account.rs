//! What the page tells its witness, and what that has found.
//!
//! The laws of ZooKeeper are held against every step of the run, and not by the page itself: the
//! witness is a program beside it, which plays the same run from what was said to it.

use std::time::Duration;

use crate::model::VirtualTime;
use crate::scenario::{Cursor, Stage};

/// So much wall time passes between two tellings while the clock runs.
const PERIOD: Duration = Duration::from_millis(250);

#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Which run of this visit it is: what is found in another is of no interest any more.
    run: u32,
    /// How many things that were said to the stage are told.
    told: usize,
    /// Up to where the run is told.
    until: Option<Cursor>,
    /// Wall time since it was told.
    waited: Duration,
    finding: Finding,
}

/// What the witness is told of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub run: u32,
    /// As a record. After the first of a run it holds what was not told yet.
    pub record: String,
}

/// What is known of the laws in this run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Finding {
    /// Nobody has looked yet.
    #[default]
    Unseen,
    /// The witness cannot be had.
    Unseeable,
    /// All were kept up to there.
    Kept { until: VirtualTime },
    /// The first that was broken, and how. Our code is wrong.
    Broken {
        law: String,
        step: u64,
        at: VirtualTime,
        what: String,
    },
}

impl Account {
    /// The account of another run.
    pub fn of_next_run(&self) -> Account {
        Account {
            run: self.run + 1,
            ..Account::default()
        }
    }

    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// Whether enough wall time has passed since anything was told.
    pub fn is_rested(&self) -> bool {
        self.waited >= PERIOD
    }

    pub fn pass(&mut self, elapsed: Duration) {
        self.waited += elapsed;
    }

    /// What is to be told now of the run: all of it at first, and later what is new. While frames
    /// come it may wait for one of them.
    pub fn go_on(&mut self, stage: &Stage, can_wait: bool) -> Option<News> {
        let is_over = matches!(self.finding, Finding::Broken { .. } | Finding::Unseeable);
        let is_known = self.until == Some(stage.cursor());
        if is_over || is_known || (can_wait && !self.is_rested()) {
            return None;
        }
        let record = stage.record_since(self.told);
        self.told = stage.said().len();
        self.until = Some(record.end);
        self.waited = Duration::ZERO;
        Some(News {
            run: self.run,
            record: record.to_string(),
        })
    }

    /// Takes up what was found; `true` if that is the first violation of this run.
    pub fn take(&mut self, run: u32, finding: Finding) -> bool {
        let is_news = run == self.run && !matches!(self.finding, Finding::Broken { .. });
        if is_news {
            self.finding = finding;
        }
        is_news && matches!(self.finding, Finding::Broken { .. })
    }
}
