//! A transaction: what was decided, so that every server can do the same.

use std::time::Duration;

use crate::model::{Answer, Bytes, ErrorCode, Reply, SessionId, Version, WallTime, ZPath, Zxid};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Txn {
    pub stamp: Stamp,
    /// The session it is for.
    pub session: SessionId,
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
        timeout: Duration,
    },
    /// The session ends; these are its ephemerals, in the order in which they go.
    CloseSession {
        ephemerals: Vec<ZPath>,
    },
    Create {
        path: ZPath,
        data: Bytes,
        owner: Option<SessionId>,
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
    Multi(Vec<TxnBody>),
    /// Nothing changes, but the zxid is used up: ZooKeeper logs refusals, too.
    Refused(Refusal),
}

/// Why a write was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Single(ErrorCode),
    /// The write at this place of a multi of so many, counted from 0.
    Multi {
        at: usize,
        of: usize,
        code: ErrorCode,
    },
}

impl Refusal {
    pub fn code(self) -> ErrorCode {
        match self {
            Refusal::Single(code) | Refusal::Multi { code, .. } => code,
        }
    }

    /// What the client is told: a multi has a result for each of its writes.
    pub fn answer(self) -> Answer {
        match self {
            Refusal::Single(code) => Err(code),
            Refusal::Multi { at, of, code } => {
                let result = |place: usize| match place.cmp(&at) {
                    std::cmp::Ordering::Less => Ok(Reply::Done),
                    std::cmp::Ordering::Equal => Err(code),
                    std::cmp::Ordering::Greater => Err(ErrorCode::RuntimeInconsistency),
                };
                Ok(Reply::Multi((0..of).map(result).collect()))
            }
        }
    }
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
