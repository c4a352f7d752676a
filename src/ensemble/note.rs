//! What a server tells of itself for the trace: what happened inside, and why.

use std::sync::Arc;
use std::time::Duration;

use crate::engine::watch::WatchKind;
use crate::engine::{Change, Check, Txn};
use crate::model::{
    ConnectionId, Epoch, EventType, ReadKind, ServerId, SessionId, VirtualTime, ZPath, Zxid,
};

#[derive(Clone, Debug, PartialEq)]
pub enum ServerNote {
    /// It has no leader, and asks the others for their votes.
    Looking { why: Looking },
    /// It is decided who leads; that may be itself.
    Elected { leader: ServerId },
    /// This server leads, and a majority has its history.
    Established { epoch: Epoch },
    /// A follower is given what it lacks, from the end of its own log on.
    Fed {
        follower: ServerId,
        from: Zxid,
        how: Feeding,
        /// How many transactions it is told one by one.
        proposals: usize,
    },
    /// A follower has the leader's history, and serves clients from now on.
    Serving { leader: ServerId },
    /// A transaction is to be agreed on.
    Proposed { txn: Arc<Txn>, cause: Cause },
    /// A follower has given its database up for an older one of its leader's, which ends there;
    /// what it lacks comes from the log.
    Restored { to: Zxid },
    /// A transaction was applied here.
    Applied {
        txn: Arc<Txn>,
        cause: Cause,
        changes: Vec<Change>,
    },
    /// A read was refused. (A write that is refused is a transaction.)
    ReadRefused {
        by: ConnectionId,
        kind: ReadKind,
        path: ZPath,
        check: Check,
    },
    /// A session goes on over another connection.
    Resumed { session: SessionId },
    /// Somebody asked for a session that is not, or no longer, alive.
    Gone { session: SessionId },
    /// A client has seen more than this server has: it is sent away.
    Behind { by: ConnectionId, last_seen: Zxid },
    /// A client is sent away: this server has no leader, or lacks its history.
    NotServing { by: ConnectionId },
    /// A write came by a connection that its session has left for another server.
    Moved { by: ConnectionId },
    /// A request is longer than the server reads: it hangs up without an answer.
    TooLong { by: ConnectionId, length: usize },
    /// Credentials were refused.
    AuthRefused { by: ConnectionId, scheme: String },
    /// A watch was promised.
    WatchSet {
        to: ConnectionId,
        kind: WatchKind,
        path: ZPath,
    },
    /// A watch was due, but its holder may not read the znode: it hears nothing.
    Withheld {
        to: ConnectionId,
        kind: EventType,
        path: ZPath,
    },
}

/// Why a server asks for votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looking {
    Started,
    /// Its leader is gone, or it could not be reached.
    LeaderLost {
        leader: ServerId,
    },
    /// Its leader was silent for too long.
    LeaderSilent {
        leader: ServerId,
    },
    /// It led, and a majority is gone.
    MajorityLost,
    /// It was to lead, and no majority came.
    NobodyCame,
}

/// How a follower came to its leader's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feeding {
    /// It was told what it lacked.
    Diff,
    /// It had to give up what came after this.
    Trunc(Zxid),
    /// It got the whole database.
    Snap,
}

/// Who wanted a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Client(ConnectionId),
    /// The session was silent for longer than its timeout.
    Expiry {
        last_heard: VirtualTime,
        timeout: Duration,
    },
    /// The check of containers and times to live found a znode whose time is over.
    Sweep,
}
