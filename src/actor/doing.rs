//! What an actor is about, for people.

use crate::actor::layout::Name;
use crate::model::{ErrorCode, VirtualTime};

/// The state of an actor, by the names one would say aloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    /// For a connection.
    Waits,
    ConnectsAgain,
    /// It met an error that it cannot mend, and waits for a change.
    Stuck(ErrorCode),

    RunsForMaster,
    /// Another is master: it waits for `/master` to go.
    WatchesMaster,
    /// Master, and still reading what there is.
    TakesUp,
    /// Master. So many tasks find no worker.
    Leads {
        workers: usize,
        waiting: usize,
    },

    Registers,
    Idle,
    Runs(Name),
    Reports(Name),

    LooksAround,
    /// For the status of so many tasks.
    Awaits(usize),
    /// The next task is due then.
    Rests(VirtualTime),
    /// It has had the status of all its tasks.
    Finished,
}
