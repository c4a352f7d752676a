//! What has happened, for people: the trace of a run.
//!
//! The trace is derived from the journal like everything else, and kept outside of the world,
//! so that a copy of a world does not copy its past. The first entry of a step is
//! what set it off (an action, an arrival, a deadline); the others of that step follow from
//! it. A message's number ties its arrival to its sending. So causes need no bookkeeping.

use std::sync::Arc;

use crate::ensemble::ServerNote;
use crate::handle::{Motive, Shown, Tenure};
use crate::model::{
    ConnectionId, HandleId, ProcessId, ServerId, VirtualTime, WatchedEvent, ZPath, Zxid,
};
use crate::sim::event::{Delivery, Machine, PeerDelivery};
use crate::sim::fault::Fault;
use crate::sim::node::Node;

#[derive(Clone, Debug, PartialEq)]
pub struct TraceEntry {
    /// The step of the world, counted from 1.
    pub step: u64,
    pub at: VirtualTime,
    pub what: Happening,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    // What sets a step off.
    Added(ProcessId),
    /// A person has told a program something.
    Told(ProcessId),
    Killed(ProcessId),
    Restarted(ProcessId),
    Removed(ProcessId),
    Paused {
        who: Node,
        until: Option<VirtualTime>,
    },
    Resumed(Node),
    Fault(Fault),
    Arrived {
        message: u64,
        delivery: Arc<Delivery>,
    },
    PeerArrived {
        message: u64,
        delivery: Arc<PeerDelivery>,
    },
    Lapsed(Machine),

    // What follows.
    Sent {
        message: u64,
        due: VirtualTime,
        delivery: Arc<Delivery>,
    },
    PeerSent {
        message: u64,
        due: VirtualTime,
        delivery: Arc<PeerDelivery>,
    },
    /// A message will not arrive: its connection is gone.
    Lost {
        message: u64,
    },
    /// What [`Fault::LoseReply`] has waited for.
    ReplyLost {
        process: ProcessId,
        connection: ConnectionId,
    },
    /// What a server tells of itself. A transaction is told as applied by the first server that
    /// applies it.
    Server(ServerId, ServerNote),
    /// Another server has applied a transaction, too.
    Replicated(ServerId, Zxid),
    Shown(ProcessId, Shown),
    /// A watch, or the session, has told a program something.
    Event {
        process: ProcessId,
        handle: HandleId,
        event: WatchedEvent,
        /// The watch behind it stands: it was not for one event only.
        stays: bool,
    },
    /// Why a program types what it types next.
    Means(ProcessId, Motive),
    /// A process has changed its mind on whether it owns an ephemeral znode.
    Believes {
        process: ProcessId,
        path: ZPath,
        tenure: Tenure,
    },
    Exited {
        process: ProcessId,
        code: i32,
    },
}

/// What has happened so far, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    pub entries: Vec<TraceEntry>,
}
