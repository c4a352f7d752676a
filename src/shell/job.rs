//! A command under way: what it asks, and what it makes of the answers.

mod question;

mod tour;

mod walk;

mod set_acl_all;

mod delete_all;

mod quota;

mod set_quota;

mod delete_quota;

mod list_quota;

pub use delete_all::DeleteAll;
pub use delete_quota::DeleteQuota;
pub use list_quota::ListQuota;
pub use question::Question;
pub use set_acl_all::SetAclAll;
pub use set_quota::SetQuota;
pub use walk::Walk;

use std::sync::Arc;

use crate::model::{
    Answer, ErrorCode, Expected, Read, ReadKind, Reply, Request, Write, ZPath, Zone, sorted,
};
use crate::shell::failure::Failure;
use crate::shell::screen::Screen;

/// A job ends well when nothing it asked is open and it asks nothing more.
#[derive(Clone, Debug, PartialEq)]
pub enum Job {
    Question(Question),
    Walk(Walk),
    SetAclAll(SetAclAll),
    DeleteAll(DeleteAll),
    SetQuota(SetQuota),
    DeleteQuota(DeleteQuota),
    ListQuota(ListQuota),
}

impl Job {
    /// What it asks first.
    pub fn begin(&mut self, screen: &mut Screen) -> Vec<Request> {
        match self {
            Job::Question(it) => vec![it.request.clone()],
            Job::Walk(it) => it.go_on(screen),
            Job::SetAclAll(it) => it.go_on(screen),
            Job::DeleteAll(it) => vec![it.first_request()],
            Job::SetQuota(it) => it.go_on(),
            Job::DeleteQuota(it) => it.go_on(),
            Job::ListQuota(it) => it.go_on(),
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
            Job::Question(it) => it.answered(answer, zone, screen)?,
            Job::Walk(it) => it.answered(answer)?,
            Job::SetAclAll(it) => it.answered(answer, screen)?,
            Job::DeleteAll(it) => return it.answered(answer, screen),
            Job::SetQuota(it) => it.answered(answer, screen)?,
            Job::DeleteQuota(it) => it.answered(answer, screen)?,
            Job::ListQuota(it) => it.answered(answer, screen)?,
        }
        Ok(match self {
            Job::Question(_) | Job::DeleteAll(_) => Vec::new(),
            _ => self.begin(screen),
        })
    }
}

fn read(kind: ReadKind, path: &ZPath, watch: bool) -> Request {
    let path = path.clone();
    Request::Read(Read { kind, path, watch })
}

fn delete(path: ZPath) -> Write {
    Write::Delete {
        path,
        expected: Expected::Any,
    }
}

/// The names of children that were asked for, in order. Java compares UTF-16 units. No path has a
/// character that needs two of them, so plain bytes give the same order.
fn children(answer: Answer) -> Result<Vec<Arc<str>>, ErrorCode> {
    match answer? {
        Reply::Children(names, _) => Ok(sorted(names)),
        // What a reply to some other question is taken for. No server of ours gives one.
        _ => Err(ErrorCode::RuntimeInconsistency),
    }
}
