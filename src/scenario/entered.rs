//! What a typed line, or any statement, has become.

use std::time::Duration;

use crate::model::VirtualTime;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entered {
    /// A command of zkCli, under way.
    Command,
    /// A word to the playground, which has been done.
    Verb,
    /// The console's log is to be emptied. That is no part of the run.
    Clear,
    /// So much time is to pass.
    Wait(Duration),
    /// The next thing is to happen.
    Step,
    /// The clock is to stand there.
    Seek(VirtualTime),
    /// Time is to pass until a leader serves.
    Leader,
}
