//! What a client may ask of a server.

use std::sync::Arc;

use crate::model::{NewPath, Version, ZPath};

/// The data of a znode. Null (`None`) and empty are different values.
pub type Bytes = Option<Arc<[u8]>>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Answered by the server itself, from what it has applied.
    Read(Read),
    /// Decided by the leader, applied by all.
    Write(Write),
    /// Several writes with one zxid and one time: all or none.
    Multi(Vec<Write>),
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
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    Create {
        path: NewPath,
        data: Bytes,
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
}

/// How long a znode lives. (Whether it is numbered is a question of its [`NewPath`].)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Until somebody deletes it.
    Persistent,
    /// As long as the session that created it.
    Ephemeral,
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
        Read {
            path: self.path.under(base),
            ..self.clone()
        }
    }
}

impl Write {
    /// The same write, asked from below `base`.
    pub fn under(&self, base: &ZPath) -> Write {
        match self.clone() {
            Write::Create {
                path,
                data,
                lifetime,
            } => Write::Create {
                path: path.under(base),
                data,
                lifetime,
            },
            Write::Delete { path, expected } => Write::Delete {
                path: path.under(base),
                expected,
            },
            Write::SetData {
                path,
                data,
                expected,
            } => Write::SetData {
                path: path.under(base),
                data,
                expected,
            },
        }
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
            Request::CloseSession => Request::CloseSession,
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
