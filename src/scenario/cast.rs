//! The programs that may sit at the end of a session.

use crate::handle::{Program, ProgramInput, ProgramOutput};
use crate::model::VirtualTime;
use crate::shell::Shell;

/// A plain enum keeps the world cloneable and comparable, which a box of trait objects would
/// not.
#[derive(Clone, Debug, PartialEq)]
pub enum Cast {
    /// A person's zkCli console.
    Terminal(Shell),
}

impl Cast {
    /// The console, if it is one.
    pub fn terminal(&self) -> Option<&Shell> {
        match self {
            Cast::Terminal(shell) => Some(shell),
        }
    }
}

impl Program for Cast {
    type Told = String;

    fn step(&mut self, now: VirtualTime, input: ProgramInput<String>) -> Vec<ProgramOutput> {
        match self {
            Cast::Terminal(shell) => shell.step(now, input),
        }
    }

    fn next_deadline(&self) -> Option<VirtualTime> {
        match self {
            Cast::Terminal(shell) => shell.next_deadline(),
        }
    }

    fn is_idle(&self) -> bool {
        match self {
            Cast::Terminal(shell) => shell.is_idle(),
        }
    }
}
