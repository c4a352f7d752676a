//! What came of an experiment.

use crate::monitor::{Breach, Rule};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// There was nothing to break: whom it would have struck was gone, or paused already.
    Void,
    Held,
    /// Something happened that no program can exclude.
    Warned,
    Broken,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub grade: Grade,
    /// At most one of each rule.
    pub breaches: Vec<Breach>,
}

impl Outcome {
    pub fn of(breaches: Vec<Breach>, warned: bool) -> Outcome {
        let grade = match (breaches.is_empty(), warned) {
            (false, _) => Grade::Broken,
            (true, true) => Grade::Warned,
            (true, false) => Grade::Held,
        };
        Outcome { grade, breaches }
    }

    pub fn not_possible() -> Outcome {
        Outcome {
            grade: Grade::Void,
            breaches: Vec::new(),
        }
    }

    pub fn has(&self, rule: Rule) -> bool {
        self.breaches.iter().any(|it| it.rule == rule)
    }

    /// What is worse than what the run does by itself.
    pub fn beyond(self, untouched: &Outcome) -> Outcome {
        let breaches = self.breaches.into_iter();
        let warned = self.grade > untouched.grade && self.grade == Grade::Warned;
        Outcome::of(
            breaches.filter(|it| !untouched.has(it.rule)).collect(),
            warned,
        )
    }

    /// The breach that came first.
    pub fn first(&self) -> Option<&Breach> {
        self.breaches.iter().min_by_key(|it| it.at)
    }
}
