//! The laws by name and number, and what it looks like when one is broken.

use std::fmt;

use crate::model::VirtualTime;

/// What must hold after every step; the number is that of the specification (`INV-1` …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Law {
    /// Of one epoch there is at most one established leader.
    Leadership = 1,
    /// A server that delivers a transaction has delivered all that was agreed on before it.
    Prefix,
    /// What one server delivers after another transaction, no server delivers before it.
    TotalOrder,
    /// Under one zxid all servers deliver the same transaction, and none alone.
    Agreement,
    /// What is delivered was proposed by the leader of its epoch, once.
    Integrity,
    /// The transactions of one epoch are delivered in the order of their numbers, without a gap.
    LocalPrimaryOrder,
    /// Smaller epochs are delivered before larger ones.
    GlobalPrimaryOrder,
    /// A leader has delivered all that was agreed on in earlier epochs before it proposes.
    PrimaryIntegrity,
    /// A transaction whose success a client was told is in the log of every later leader.
    Durability,
    /// When a transaction is agreed on, a crash of all would leave it to a majority.
    Quorum,
    /// The epoch of the history is no newer than the promised one, and neither ever falls.
    Epochs,
    /// Who has delivered the same has the same tree and the same sessions.
    StateMachine,
    /// Replies come in the order of the requests of their connection, and tell of no earlier
    /// state than those before.
    FifoClient,
    /// A session never sees an older state than before, wherever it is connected.
    MonotoneView,
    /// Writes have one order, and it respects which was answered before which was asked.
    LinearizableWrites,
    /// No answer shows a change before the events that it caused for watches of that client.
    WatchBeforeData,
    /// An event comes of a watch, and a standard watch yields one at most.
    OneShot,
    /// No ephemeral znode outlives its session, and none appears afterwards.
    Ephemerals,
    /// No session expires sooner than its timeout after the present leader has heard of it.
    Expiry,
    /// Every znode has its parent, parents list their children, and ephemeral ones have none.
    Tree,
    /// A session has one connection at a server at most; and of all that it has, a leader takes
    /// writes through one server only: the last one that it was told of by a revalidation, or at
    /// the beginning. (Reads through an older one at a follower are answered all the same.)
    OneConnection,
}

impl Law {
    /// As the specification names it.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// As in `INV-9 Durability`.
impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "INV-{} {self:?}", self.number())
    }
}

/// A law was broken: our code is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub law: Law,
    pub step: u64,
    pub at: VirtualTime,
    /// What contradicts what.
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Violation {
            law,
            step,
            at,
            what,
        } = self;
        write!(f, "{law}, step {step}, {at}: {what}")
    }
}

/// Where a reader stands, and what it has found.
#[derive(Debug)]
pub struct Found {
    pub step: u64,
    pub at: VirtualTime,
    pub violations: Vec<Violation>,
}

impl Found {
    pub fn report(&mut self, law: Law, what: String) {
        self.violations.push(Violation {
            law,
            step: self.step,
            at: self.at,
            what,
        });
    }

    /// Reports what must hold and does not.
    pub fn hold(&mut self, law: Law, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.report(law, what());
        }
    }
}
