//! What servers say to each other (`QuorumPacket`, `FastLeaderElection.Notification`).

use std::sync::Arc;
use std::time::Duration;

use crate::engine::{Database, Identities, Txn};
use crate::ensemble::note::Cause;
use crate::model::{ConnectionId, Epoch, Request, ServerId, SessionId, Zxid};

/// The connection of a follower to its leader. Never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Channel {
    pub follower: ServerId,
    pub leader: ServerId,
    /// Counts the attempts of that follower.
    pub attempt: u32,
}

impl Channel {
    /// The first one that a follower dials.
    pub fn first(follower: ServerId, leader: ServerId) -> Channel {
        Channel {
            follower,
            leader,
            attempt: 0,
        }
    }

    /// The server at the other end.
    pub fn peer_of(self, server: ServerId) -> ServerId {
        match server == self.leader {
            true => self.follower,
            false => self.leader,
        }
    }
}

/// Whom a server would have for its leader.
///
/// The greater vote is the better one: by the epoch, then by the end of the log, then by the
/// server's number (`FastLeaderElection.totalOrderPredicate`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Vote {
    pub epoch: Epoch,
    pub zxid: Zxid,
    pub leader: ServerId,
}

/// What a server tells the others of its vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notification {
    pub vote: Vote,
    /// How many elections its sender has begun since it started.
    pub round: u64,
    pub standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Looking,
    Following,
    Leading,
}

/// A transaction on its way to be agreed on, and who wanted it.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Everybody who tells of it tells of the same one.
    pub txn: Arc<Txn>,
    pub cause: Cause,
}

impl Proposal {
    pub fn zxid(&self) -> Zxid {
        self.txn.stamp.zxid
    }
}

/// What only the leader can decide, on its way there.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    pub by: ConnectionId,
    pub session: SessionId,
    /// Whom the connection was taken for when the request was sent.
    pub identities: Identities,
    pub wanted: Wanted,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// A new session with this timeout.
    Session(Duration),
    /// A write, a multi, or the end of the session.
    Request(Request),
}

#[derive(Clone, Debug, PartialEq)]
pub enum PeerPacket {
    // From a follower.
    /// "So new an epoch have I promised to follow."
    FollowerInfo {
        accepted: Epoch,
    },
    /// The new epoch is accepted. Without a `current` epoch it had been before, and does not
    /// count.
    AckEpoch {
        current: Option<Epoch>,
        last: Zxid,
    },
    /// It is in the log and will survive a crash.
    Ack(Zxid),
    Submit(Submission),
    /// Asks to be told when all is done that was proposed before.
    Sync(ConnectionId),
    /// Is the session of a client that has come here alive?
    Revalidate {
        session: SessionId,
        timeout: Duration,
        by: ConnectionId,
    },
    /// The answer to a ping: the sessions heard since the last one, with their timeouts.
    Touched(Vec<(SessionId, Duration)>),

    // From the leader.
    LeaderInfo {
        epoch: Epoch,
    },
    /// What the follower lacks, or has too much.
    History(History),
    /// That was all: make it safe, and say so.
    NewLeader {
        epoch: Epoch,
    },
    /// The leader is established: serve clients.
    UpToDate,
    Proposal(Arc<Proposal>),
    Commit(Zxid),
    Ping,
    Revalidated {
        session: SessionId,
        timeout: Duration,
        by: ConnectionId,
        alive: bool,
    },
    Synced(ConnectionId),
}

/// How a follower comes to the leader's history (`LearnerHandler.syncFollower`).
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    pub start: HistoryStart,
    /// What follows upon it, in order.
    pub proposals: Vec<Arc<Proposal>>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum HistoryStart {
    /// What the follower has is right.
    Diff,
    /// What it has behind this position never happened.
    Trunc(Zxid),
    /// It begins anew from a whole database. `seen` is what the leader had applied.
    Snap { database: Database, seen: Zxid },
}

impl PeerPacket {
    /// What keeps servers together, and tells nobody anything.
    pub fn is_ping(&self) -> bool {
        matches!(self, PeerPacket::Ping | PeerPacket::Touched(_))
    }
}
