//! The nouns of ZooKeeper as plain data.
//!
//! What crosses a connection, what a znode's stat says, what an error is called: values that
//! every layer shares. Nothing here decides or remembers anything.

pub mod id;
pub mod time;

pub mod chance;

pub mod path;

pub mod acl;

pub mod lifetime;

pub mod create_mode;

pub mod quota;

pub mod watch;

pub mod stat;

pub mod request;

pub mod length;

pub mod log;

pub mod order;

pub mod reply;

pub mod error;

pub mod event;

pub mod packet;

pub use acl::{Acl, Grant, Identity, Perms};
pub use chance::Chance;
pub use create_mode::CreateMode;
pub use error::ErrorCode;
pub use event::{EventType, KeeperState, WatchedEvent};
pub use id::{ConnectionId, Epoch, HandleId, ProcessId, ServerId, SessionId, Version, Xid, Zxid};
pub use lifetime::{Lifetime, Ttl};
pub use log::Log;
pub use order::sorted;
pub use packet::{Credentials, FromClient, FromServer, Password};
pub use path::{NewPath, PathError, ZPath};
pub use quota::{QuotaKey, StatsTrack};
pub use reply::{Answer, Reply};
pub use request::{Bytes, Expected, Read, ReadKind, Request, Write};
pub use stat::Stat;
pub use time::{VirtualTime, WallTime, Zone};
pub use watch::{AddWatchMode, WatcherType};
