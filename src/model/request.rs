//! What a client may ask of a server.

use std::sync::Arc;

use crate::model::{Acl, AddWatchMode, Lifetime, NewPath, Version, WatcherType, ZPath};

/// The data of a znode. Null (`None`) and empty are different values.
pub type Bytes = Option<Arc<[u8]>>;

/// How many bytes they are; null are none.
pub fn data_length(data: &Bytes) -> usize {
    data.as_ref().map_or(0, |it| it.len())
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Answered by the server itself, from what it has applied.
    Read(Read),
    /// Decided by the leader, applied by all.
    Write(Write),
    /// Several writes with one zxid and one time: all or none.
    Multi(Vec<Write>),
    /// Several reads at one moment; each is answered by itself. They leave no watches.
    MultiRead(Vec<Read>),
    /// The session's own ephemeral znodes whose paths begin with this text.
    Ephemerals {
        prefix: ZPath,
    },
    WhoAmI,
    /// Answered when the server has applied what was committed before.
    Sync(ZPath),
    /// Asks for no znode and for no permission.
    AddWatch {
        path: ZPath,
        mode: AddWatchMode,
    },
    RemoveWatches {
        path: ZPath,
        which: WatcherType,
        /// Give them up in the client alone if no server can be told.
        local: bool,
    },
    /// Ends the session, and with it its ephemeral znodes.
    CloseSession,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub kind: ReadKind,
    pub path: ZPath,
    /// Ask to be told once of the next change.
    pub watch: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadKind {
    /// The stat, or that there is no such znode: a watch waits for its creation then.
    Exists,
    Data,
    Children,
    /// Who may do what; not watched.
    Acl,
    /// How many znodes are below; not watched.
    AllChildrenNumber,
    /// The data of `/zookeeper/config`, wherever the client's root is.
    Config,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    Create {
        path: NewPath,
        data: Bytes,
        acl: Acl,
        lifetime: Lifetime,
    },
    Delete {
        path: ZPath,
        expected: Expected,
    },
    SetData {
        path: ZPath,
        data: Bytes,
        expected: Expected,
    },
    SetAcl {
        path: ZPath,
        acl: Acl,
        /// Of the ACL, not of the data.
        expected: Expected,
    },
    /// Changes nothing, but fails if the version is another. Only in a multi.
    Check {
        path: ZPath,
        expected: Expected,
    },
    /// Changes the members of the ensemble. It is refused before its arguments are looked at,
    /// so it has none.
    Reconfig,
}

/// The version that a write expects to find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whatever is there: -1 on ZooKeeper's wire.
    Any,
    Exactly(Version),
}

impl Expected {
    /// Reads ZooKeeper's number, in which -1 means any.
    pub fn from_number(number: i32) -> Expected {
        if number == -1 {
            Expected::Any
        } else {
            Expected::Exactly(Version::new(number))
        }
    }

    pub fn admits(self, version: Version) -> bool {
        match self {
            Expected::Any => true,
            Expected::Exactly(expected) => expected == version,
        }
    }
}

impl Read {
    /// The same question, asked from below `base`.
    pub fn under(&self, base: &ZPath) -> Read {
        let path = match self.kind {
            ReadKind::Config => self.path.clone(),
            _ => self.path.under(base),
        };
        Read {
            path,
            ..self.clone()
        }
    }
}

impl Write {
    /// The same write, asked from below `base`.
    pub fn under(&self, base: &ZPath) -> Write {
        let mut moved = self.clone();
        match &mut moved {
            Write::Create { path, .. } => *path = path.under(base),
            Write::Delete { path, .. }
            | Write::SetData { path, .. }
            | Write::SetAcl { path, .. }
            | Write::Check { path, .. } => *path = path.under(base),
            Write::Reconfig => {}
        }
        moved
    }
}

impl Request {
    /// The same request for a client whose root is `base` (its chroot).
    pub fn under(&self, base: &ZPath) -> Request {
        match self {
            Request::Read(read) => Request::Read(read.under(base)),
            // ZooKeeper's client moves every path but this one, so that nobody deletes the
            // root of a chroot by the name of `/`; in a multi it does not look.
            Request::Write(Write::Delete { path, .. }) if path.is_root() => self.clone(),
            Request::Write(write) => Request::Write(write.under(base)),
            Request::Multi(writes) => {
                Request::Multi(writes.iter().map(|it| it.under(base)).collect())
            }
            Request::MultiRead(reads) => {
                Request::MultiRead(reads.iter().map(|it| it.under(base)).collect())
            }
            Request::Sync(path) => Request::Sync(path.under(base)),
            Request::AddWatch { path, mode } => Request::AddWatch {
                path: path.under(base),
                mode: *mode,
            },
            Request::RemoveWatches { path, which, local } => Request::RemoveWatches {
                path: path.under(base),
                which: *which,
                local: *local,
            },
            // ZooKeeper's client sends the prefix as it was typed.
            Request::Ephemerals { .. } | Request::WhoAmI | Request::CloseSession => self.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn under_a_chroot_every_path_moves_but_the_root_that_is_to_be_deleted() {
        let base = ZPath::parse("/app").unwrap();
        let delete = |path: &str| Write::Delete {
            path: ZPath::parse(path).unwrap(),
            expected: Expected::Any,
        };
        let moved = |request: Request| request.under(&base);
        assert_eq!(
            moved(Request::Write(delete("/x"))),
            Request::Write(delete("/app/x"))
        );
        assert_eq!(
            moved(Request::Write(delete("/"))),
            Request::Write(delete("/"))
        );
        assert_eq!(
            moved(Request::Multi(vec![delete("/")])),
            Request::Multi(vec![delete("/app")])
        );
    }
}
