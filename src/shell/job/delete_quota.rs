//! `delquota`: takes back one limit, or the quota with all its znodes (`DelQuotaCommand`).

use crate::model::quota::{QUOTA_ROOT, typed_limits_path};
use crate::model::{
    Answer, ErrorCode, Expected, PathError, QuotaKey, ReadKind, Request, Write, ZPath,
};
use crate::shell::failure::Failure;
use crate::shell::job::quota::{self, track};
use crate::shell::job::{children, delete, read};
use crate::shell::screen::Screen;

#[derive(Clone, Debug, PartialEq)]
pub struct DeleteQuota {
    /// As it was typed: ZooKeeper only puts it behind `/zookeeper/quota`.
    path: String,
    /// The quota's own znode, and the limits in it.
    top: ZPath,
    limits: ZPath,
    which: Option<QuotaKey>,
    todo: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Look,
    Read,
    /// The limits without the one that is taken back.
    Write(Request),
    List,
    Delete(ZPath),
    /// Whether this one is empty now.
    Trim(ZPath),
}

impl DeleteQuota {
    /// # Errors
    /// If what the path makes of `/zookeeper/quota` is none.
    pub fn new(path: &str, which: Option<QuotaKey>) -> Result<DeleteQuota, PathError> {
        let limits = typed_limits_path(path)?;
        Ok(DeleteQuota {
            path: path.to_string(),
            top: limits.parent().expect("it lies deep"),
            limits,
            which,
            todo: vec![Step::Look],
        })
    }

    pub fn go_on(&self) -> Vec<Request> {
        let request = match self.todo.last() {
            None => return Vec::new(),
            Some(Step::Look) => read(ReadKind::Exists, &self.limits, false),
            Some(Step::Read) => read(ReadKind::Data, &self.limits, false),
            Some(Step::Write(request)) => request.clone(),
            Some(Step::List) => read(ReadKind::Children, &self.top, false),
            Some(Step::Delete(path)) => Request::Write(delete(path.clone())),
            Some(Step::Trim(path)) => read(ReadKind::Children, path, false),
        };
        vec![request]
    }

    pub fn answered(&mut self, answer: Answer, screen: &mut Screen) -> Result<(), Failure> {
        let Some(step) = self.todo.pop() else {
            return Ok(());
        };
        if answer == Err(ErrorCode::NoNode) {
            self.todo.clear();
            match step {
                Step::Look => screen.out(format!("Quota does not exist for {}", self.path)),
                _ => screen.err(format!("quota for {} does not exist.", self.path)),
            }
            return Ok(());
        }
        let at = match &step {
            Step::Look | Step::Read | Step::Write(_) => &self.limits,
            Step::List => &self.top,
            Step::Delete(path) | Step::Trim(path) => path,
        };
        let answer = answer.map_err(|it| Failure::refused(it, at))?;
        match step {
            Step::Look => self.todo.push(Step::Read),
            Step::Read => {
                let mut limits = track(answer)?;
                self.todo.push(match self.which {
                    None => Step::List,
                    Some(key) => {
                        limits.set(key, -1);
                        Step::Write(Request::Write(Write::SetData {
                            path: self.limits.clone(),
                            data: quota::data(&limits),
                            expected: Expected::Any,
                        }))
                    }
                });
            }
            Step::List => {
                let names = children(Ok(answer)).unwrap_or_default();
                self.todo.push(Step::Trim(self.top.clone()));
                let below = names.iter().rev().map(|it| self.top.child(it));
                self.todo.extend(below.map(Step::Delete));
            }
            Step::Trim(path) => {
                let names = children(Ok(answer)).unwrap_or_default();
                if names.is_empty() && path.as_str() != QUOTA_ROOT {
                    let above = path.parent().filter(|it| it.as_str() != QUOTA_ROOT);
                    self.todo.extend(above.map(Step::Trim));
                    self.todo.push(Step::Delete(path));
                }
            }
            Step::Write(_) | Step::Delete(_) => {}
        }
        Ok(())
    }
}
