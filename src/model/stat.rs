//! What ZooKeeper tells about a znode besides its data.

use crate::model::{SessionId, Version, WallTime, Zxid};

/// The stat of a znode as clients see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// The transaction that created the znode.
    pub czxid: Zxid,
    /// The transaction that last changed its data.
    pub mzxid: Zxid,
    /// The transaction that last created or deleted a direct child.
    pub pzxid: Zxid,
    pub ctime: WallTime,
    pub mtime: WallTime,
    /// How often the data were set.
    pub version: Version,
    /// How often a child was created or deleted.
    pub cversion: Version,
    /// How often the ACL was set.
    pub aversion: Version,
    /// The session that owns an ephemeral znode.
    pub owner: Option<SessionId>,
    /// Length of the data in bytes; 0 for null.
    pub data_length: usize,
    pub children: usize,
}
