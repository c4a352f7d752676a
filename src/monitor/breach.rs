//! What must not happen to programs that are right, whatever is broken around them.

use crate::model::{ProcessId, VirtualTime, ZPath};

/// The rules that can be breached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A task goes only after somebody has read its status.
    NoTaskLost,
    /// A task does not wait while a master and a worker are there for it.
    NoTaskForgotten,
    /// What a process wants done it submits once.
    SubmittedOnce,
    /// Who acts as master owns `/master`.
    OnlyOwnerActs,
    /// Who is sure to be master is, or finds out soon.
    NoLongMistake,
    /// While somebody is there who would be master, somebody soon is.
    SoonTakenOver,
    /// What has not changed is not read again and again.
    NoIdleReads,
}

impl Rule {
    pub const ALL: [Rule; 7] = [
        Rule::NoTaskLost,
        Rule::NoTaskForgotten,
        Rule::SubmittedOnce,
        Rule::OnlyOwnerActs,
        Rule::NoLongMistake,
        Rule::SoonTakenOver,
        Rule::NoIdleReads,
    ];

    pub fn named(word: &str) -> Option<Rule> {
        Rule::ALL.into_iter().find(|it| it.word() == word)
    }

    /// As it is written where one word must do.
    pub fn word(self) -> &'static str {
        match self {
            Rule::NoTaskLost => "no-task-lost",
            Rule::NoTaskForgotten => "no-task-forgotten",
            Rule::SubmittedOnce => "submitted-once",
            Rule::OnlyOwnerActs => "only-owner-acts",
            Rule::NoLongMistake => "no-long-mistake",
            Rule::SoonTakenOver => "soon-taken-over",
            Rule::NoIdleReads => "no-idle-reads",
        }
    }
}

/// That a rule was breached, the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub rule: Rule,
    pub at: VirtualTime,
    /// Who did it, or to whom it happened, where one process stands for it.
    pub who: Option<ProcessId>,
    /// The znode that it is about.
    pub path: ZPath,
}
