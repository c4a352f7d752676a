//! A transaction: what was decided, so that every server can do the same.

use std::time::Duration;

use crate::engine::check::Check;
use crate::model::{
    Acl, Answer, Bytes, ErrorCode, Lifetime, Reply, SessionId, Ttl, Version, WallTime, ZPath, Zxid,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Txn {
    pub stamp: Stamp,
    pub body: TxnBody,
}

/// Where a transaction stands in the order of all, and when it was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub zxid: Zxid,
    pub time: WallTime,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TxnBody {
    CreateSession {
        session: SessionId,
        timeout: Duration,
    },
    /// The session ends; these are its ephemerals, in the order in which they go.
    CloseSession {
        session: SessionId,
        ephemerals: Vec<ZPath>,
    },
    Create {
        path: ZPath,
        data: Bytes,
        acl: Acl,
        lifespan: Lifespan,
    },
    Delete {
        path: ZPath,
    },
    /// `version` is the new one.
    SetData {
        path: ZPath,
        data: Bytes,
        version: Version,
    },
    /// `version` is the new one of the list.
    SetAcl {
        path: ZPath,
        acl: Acl,
        version: Version,
    },
    /// A version was as expected.
    Check,
    Multi(Vec<TxnBody>),
    /// Nothing changes, but the zxid is used up: ZooKeeper logs refusals, too.
    Refused(Refusal),
}

/// How long a znode lives, and with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifespan {
    Persistent,
    Ephemeral(SessionId),
    Container,
    Ttl(Ttl),
}

impl Lifespan {
    pub fn of(lifetime: Lifetime, creator: SessionId) -> Lifespan {
        match lifetime {
            Lifetime::Persistent => Lifespan::Persistent,
            Lifetime::Ephemeral => Lifespan::Ephemeral(creator),
            Lifetime::Container => Lifespan::Container,
            Lifetime::Ttl(ttl) => Lifespan::Ttl(ttl),
        }
    }
}

/// Why a write was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Single(Check),
    /// The write at this place of a multi of so many, counted from 0.
    Multi {
        at: usize,
        of: usize,
        check: Check,
    },
}

impl Refusal {
    /// The check that was not passed.
    pub fn check(self) -> Check {
        match self {
            Refusal::Single(check) | Refusal::Multi { check, .. } => check,
        }
    }

    pub fn code(self) -> ErrorCode {
        self.check().code()
    }

    /// What the client is told: a multi has a result for each of its writes.
    pub fn answer(self) -> Answer {
        match self {
            Refusal::Single(check) => Err(check.code()),
            Refusal::Multi { at, of, check } => {
                let result = |place: usize| match place.cmp(&at) {
                    std::cmp::Ordering::Less => Ok(Reply::Done),
                    std::cmp::Ordering::Equal => Err(check.code()),
                    std::cmp::Ordering::Greater => Err(ErrorCode::RuntimeInconsistency),
                };
                Ok(Reply::Multi((0..of).map(result).collect()))
            }
        }
    }
}

/// A change, and who may hear of it: those who may read the znode as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    pub change: Change,
    pub acl: Acl,
    /// Of the parent, whose watchers hear that its children changed.
    pub parent_acl: Acl,
}

/// What a transaction did to one znode. Watches are a consequence of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Created(ZPath),
    Deleted(ZPath),
    DataSet(ZPath),
}

impl Change {
    pub fn path(&self) -> &ZPath {
        match self {
            Change::Created(path) | Change::Deleted(path) | Change::DataSet(path) => path,
        }
    }
}
