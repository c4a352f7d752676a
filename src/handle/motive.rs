//! Why a program does what it does.

/// Why a program types a command. The words for it are found by the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motive {
    /// Its session is over: it begins anew.
    ConnectAgain,

    // Whoever wants to own an ephemeral znode: a master, a worker that registers.
    /// To win it.
    Claim,
    /// Another was first, or an answer was lost: who owns it? And hear when it goes.
    LookWhoOwns,
    /// A parent is missing, and whoever comes first makes it.
    MakeParent,

    // A master.
    HearOfWorkers,
    HearOfTasks,
    /// What masters have assigned before.
    LookAtAssignments,
    /// A worker has no place for its assignments, and a watch tells when it has.
    AwaitPlace,
    /// Whether a task without an assignment is done already.
    LookForStatus,
    /// A task waits, and this worker has the least to do.
    Assign,
    /// The worker is gone, and the task is done or in other hands.
    ClearDeadAssignment,

    // A worker.
    /// Its assignments need a place before anybody knows of it.
    MakePlace,
    HearOfAssignments,
    ReadTask,
    Report,
    ClearAssignment,

    // A client.
    /// After a start, or a lost answer: which tasks here are its own?
    LookForOwnTasks,
    Submit,
    HearOfStatus,
    ReadStatus,
    CleanUp,

    /// A standing order told it to.
    Order(u32),
    /// A standing order needs its watch.
    Arm(u32),
}
