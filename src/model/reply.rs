//! What a server answers.

use std::sync::Arc;

use crate::model::{Acl, Bytes, ErrorCode, Identity, Stat, ZPath};

/// The answer to one request.
pub type Answer = Result<Reply, ErrorCode>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Created(ZPath),
    /// It was done, and there is nothing to tell.
    Done,
    Set(Stat),
    Stat(Stat),
    Data(Bytes, Stat),
    /// The names of the children, ascending.
    Children(Vec<Arc<str>>, Stat),
    Acl(Acl, Stat),
    /// How many znodes are below.
    Count(usize),
    /// Ephemeral znodes, ascending; always as the server names them.
    Ephemerals(Vec<ZPath>),
    /// Who the client is: in place of an id stands the name of a user.
    Users(Vec<Identity>),
    /// The results of a multi of reads: each succeeds or fails by itself.
    MultiRead(Vec<Answer>),
    /// One result for every write of a multi. If one failed, none was done: those before it
    /// are `Ok`, those behind it `RuntimeInconsistency`.
    Multi(Vec<Answer>),
}

impl Reply {
    /// The same reply as a client sees it whose root is `base` (its chroot).
    pub fn below(self, base: &ZPath) -> Reply {
        match self {
            Reply::Created(path) => Reply::Created(path.below(base).unwrap_or(path)),
            Reply::Multi(results) => Reply::Multi(
                results
                    .into_iter()
                    .map(|it| it.map(|reply| reply.below(base)))
                    .collect(),
            ),
            other => other,
        }
    }
}
