//! What comes of a run if every fault is tried at every message of it.

use crate::campaign::{Experiment, Grade, Outcome};
use crate::monitor::{Breach, Rule};

/// How much there is to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// How many were sent in the run.
    pub messages: usize,
    pub experiments: usize,
    /// Of so many places one is tried.
    pub stride: usize,
    /// What the run breaches without any fault.
    pub untouched: Vec<Breach>,
}

/// One fault in one run, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    pub experiment: Experiment,
    pub outcome: Outcome,
}

/// Whether more is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Running,
    Stopped,
    Done,
    /// The program beside the page cannot be had.
    Impossible,
}

/// A run that is being broken, or was.
#[derive(Clone, Debug)]
pub struct Broken {
    /// The branch that it is, by its id.
    pub branch: u64,
    pub begun: Option<Begun>,
    pub tried: Vec<Tried>,
    pub progress: Progress,
    /// Why it could not be tried.
    pub problem: Option<String>,
    /// Which of those tried is looked at, and the branch that shows it, by its id.
    pub opened: Option<(usize, u64)>,
}

/// Experiments that breach the same rule by the same fault to the same process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    pub rule: Rule,
    /// The first of them, by its place.
    pub first: usize,
    pub count: usize,
}

impl Broken {
    pub fn of(branch: u64) -> Broken {
        Broken {
            branch,
            begun: None,
            tried: Vec::new(),
            progress: Progress::Running,
            problem: None,
            opened: None,
        }
    }

    /// It cannot be tried: why, or `None` if nobody could be asked.
    pub fn fail(&mut self, problem: Option<String>) {
        self.progress = Progress::Impossible;
        self.problem = problem;
    }

    /// What was tried, if it was in that branch.
    pub fn tried_in(&self, branch: u64) -> &[Tried] {
        if self.branch == branch {
            &self.tried
        } else {
            &[]
        }
    }

    /// How many ended so.
    pub fn count(&self, grade: Grade) -> usize {
        let tried = self.tried.iter();
        tried.filter(|it| it.outcome.grade == grade).count()
    }

    /// What was breached, in the order of the first time.
    pub fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::new();
        for (place, tried) in self.tried.iter().enumerate() {
            let Some(breach) = tried.outcome.first() else {
                continue;
            };
            let like = |it: &&mut Kind| {
                let (one, other) = (&self.tried[it.first].experiment, &tried.experiment);
                let same = one.injection == other.injection && one.target == other.target;
                it.rule == breach.rule && same
            };
            match kinds.iter_mut().find(like) {
                Some(kind) => kind.count += 1,
                None => kinds.push(Kind {
                    rule: breach.rule,
                    first: place,
                    count: 1,
                }),
            }
        }
        kinds
    }
}
