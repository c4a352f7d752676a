//! A command under way: what it asks, and what it makes of the answers.

mod question;

mod walk;

mod delete_all;

pub use delete_all::DeleteAll;
pub use question::Question;
pub use walk::Walk;

use std::sync::Arc;

use crate::model::{Answer, ErrorCode, Read, ReadKind, Reply, Request, ZPath, Zone};
use crate::shell::failure::Failure;
use crate::shell::screen::Screen;

/// A job ends well when nothing it asked is open and it asks nothing more.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    Question(Question),
    Walk(Walk),
    DeleteAll(DeleteAll),
}

impl Job {
    pub fn first_request(&self) -> Request {
        match self {
            Job::Question(question) => question.request(),
            Job::Walk(walk) => walk.first_request(),
            Job::DeleteAll(delete_all) => delete_all.first_request(),
        }
    }

    /// Takes an answer, and says what to ask next.
    pub fn answered(
        &mut self,
        answer: Answer,
        zone: Zone,
        screen: &mut Screen,
    ) -> Result<Vec<Request>, Failure> {
        match self {
            Job::Question(question) => {
                question.answered(answer, zone, screen)?;
                Ok(Vec::new())
            }
            Job::Walk(walk) => walk.answered(answer, screen),
            Job::DeleteAll(delete_all) => delete_all.answered(answer, screen),
        }
    }
}

fn read(kind: ReadKind, path: &ZPath, watch: bool) -> Request {
    let path = path.clone();
    Request::Read(Read { kind, path, watch })
}

/// The names of children that were asked for, in order.
fn children(answer: Answer) -> Result<Vec<Arc<str>>, ErrorCode> {
    match answer? {
        Reply::Children(names, _) => Ok(sorted(names)),
        _ => Err(MISFIT),
    }
}

/// Java compares UTF-16 units. No path has a character that needs two of them, so plain bytes
/// give the same order.
fn sorted(mut names: Vec<Arc<str>>) -> Vec<Arc<str>> {
    names.sort();
    names
}

/// What a reply to some other question is taken for. No server of ours gives one.
const MISFIT: ErrorCode = ErrorCode::RuntimeInconsistency;
