//! The commands that ask once.

use std::fmt;

use crate::model::{Answer, ErrorCode, Reply, Request, Write, Zone, sorted};
use crate::shell::failure::{Failure, keeper_message};
use crate::shell::render::{self, DataFormat};
use crate::shell::screen::Screen;

/// A request, and how its answer is shown; for the most part the answer itself tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub request: Request,
    /// Print the stat, too, if one comes.
    pub with_stat: bool,
    pub format: DataFormat,
}

impl Question {
    pub fn new(request: Request) -> Question {
        Question {
            request,
            with_stat: false,
            format: DataFormat::Plain,
        }
    }

    pub fn answered(&self, answer: Answer, zone: Zone, screen: &mut Screen) -> Result<(), Failure> {
        let answer = match answer {
            Err(code) => return self.refused(code, screen),
            Ok(answer) => answer,
        };
        let stat = match answer {
            Reply::Created(path) => {
                screen.err(format!("Created {path}"));
                None
            }
            Reply::Data(data, stat) => {
                screen.out(render::data(&data, self.format));
                Some(stat)
            }
            Reply::Children(names, stat) => {
                screen.out(render::list(&sorted(names)));
                Some(stat)
            }
            Reply::Acl(acl, stat) => {
                screen.out(render::acl(&acl));
                Some(stat)
            }
            Reply::Stat(stat) | Reply::Set(stat) => Some(stat),
            Reply::Count(count) => {
                screen.out(count);
                None
            }
            Reply::Ephemerals(paths) => {
                let paths: Vec<&str> = paths.iter().map(|it| it.as_str()).collect();
                screen.out(render::list(&paths));
                None
            }
            Reply::Users(users) => {
                screen.out("Auth scheme: User");
                for user in users {
                    screen.out(format!("{}: {}", user.scheme, user.id));
                }
                None
            }
            Reply::Done if matches!(self.request, Request::Sync(_)) => {
                screen.out("Sync is OK");
                None
            }
            Reply::Done | Reply::Multi(_) | Reply::MultiRead(_) => None,
        };
        if let Some(stat) = stat.filter(|_| self.with_stat) {
            screen.out(render::stat(&stat, zone));
        }
        Ok(())
    }

    fn refused(&self, code: ErrorCode, screen: &mut Screen) -> Result<(), Failure> {
        match &self.request {
            // The only command that takes a refusal for an answer.
            Request::Sync(_) => {
                screen.out(format!("Sync has failed. rc={}", code.number()));
                return Ok(());
            }
            Request::Write(Write::Create { path, .. }) if code == ErrorCode::InvalidAcl => {
                screen.err(keeper_message(code, Some(path)));
            }
            _ => {}
        }
        Err(match self.subject() {
            Some(path) => Failure::refused(code, path),
            None => Failure::Sentence(keeper_message(code, None::<&str>)),
        })
    }

    /// The path that a refusal names, as it was asked for: of a sequential znode, without its
    /// number.
    fn subject(&self) -> Option<&dyn fmt::Display> {
        match &self.request {
            Request::Read(read) => Some(&read.path),
            Request::Write(write) => match write {
                Write::Create { path, .. } => Some(path),
                Write::Delete { path, .. }
                | Write::SetData { path, .. }
                | Write::SetAcl { path, .. }
                | Write::Check { path, .. } => Some(path),
                Write::Reconfig => None,
            },
            Request::AddWatch { path, .. } | Request::RemoveWatches { path, .. } => Some(path),
            Request::Sync(path) => Some(path),
            Request::Ephemerals { .. }
            | Request::WhoAmI
            | Request::Multi(_)
            | Request::MultiRead(_)
            | Request::CloseSession => None,
        }
    }
}
