//! `setAcl -R`: sets the list of every znode of a tree.

use crate::handle::Shown;
use crate::model::{Acl, Answer, ErrorCode, Expected, Request, Write, ZPath};
use crate::shell::failure::{Failure, keeper_message};
use crate::shell::job::tour::{Stop, Tour};
use crate::shell::screen::Screen;

#[derive(Clone, Debug, PartialEq)]
pub struct SetAclAll {
    acl: Acl,
    expected: Expected,
    tour: Tour,
    /// The znode whose list is being set.
    setting: Option<ZPath>,
}

impl SetAclAll {
    pub fn new(path: ZPath, acl: Acl, expected: Expected) -> SetAclAll {
        SetAclAll {
            acl,
            expected,
            tour: Tour::new(path, false),
            setting: None,
        }
    }

    pub fn go_on(&mut self, screen: &mut Screen) -> Vec<Request> {
        loop {
            match self.tour.next() {
                // The client itself refuses an empty list, and so names no path.
                Some(Stop::Visit(_)) if self.acl.is_empty() => {
                    tell(ErrorCode::InvalidAcl, None, screen);
                }
                Some(Stop::Visit(path)) => {
                    let (acl, expected) = (self.acl.clone(), self.expected);
                    self.setting = Some(path.clone());
                    return vec![Request::Write(Write::SetAcl {
                        path,
                        acl,
                        expected,
                    })];
                }
                Some(Stop::Ask(request)) => return vec![request],
                None => return Vec::new(),
            }
        }
    }

    pub fn answered(&mut self, answer: Answer, screen: &mut Screen) -> Result<(), Failure> {
        let Some(path) = self.setting.take() else {
            return self.tour.answered(answer);
        };
        if let Err(code) = answer {
            tell(code, Some(&path), screen);
        }
        Ok(())
    }
}

/// A refusal is told without a line end, and the way goes on.
fn tell(code: ErrorCode, path: Option<&ZPath>, screen: &mut Screen) {
    screen.show(Shown::Partial(keeper_message(code, path)));
}
