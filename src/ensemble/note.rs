//! What a server tells of itself for the trace: what happened inside, and why.

use std::time::Duration;

use crate::engine::watch::WatchKind;
use crate::engine::{Change, Check, Txn};
use crate::model::{ConnectionId, EventType, ReadKind, SessionId, VirtualTime, ZPath, Zxid};

#[derive(Clone, Debug, PartialEq)]
pub enum ServerNote {
    /// A transaction was applied here.
    Applied {
        txn: Txn,
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
    Behind { last_seen: Zxid },
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
