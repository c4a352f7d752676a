//! The commands that ask once.

use crate::model::{
    Answer, Bytes, ErrorCode, Expected, Lifetime, NewPath, ReadKind, Reply, Request, Write, ZPath,
    Zone,
};
use crate::shell::failure::Failure;
use crate::shell::job::{MISFIT, read, sorted};
use crate::shell::render;
use crate::shell::screen::Screen;

#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    Create {
        path: NewPath,
        data: Bytes,
        lifetime: Lifetime,
    },
    Get {
        path: ZPath,
        watch: bool,
        with_stat: bool,
    },
    Ls {
        path: ZPath,
        watch: bool,
        with_stat: bool,
    },
    Stat {
        path: ZPath,
        watch: bool,
    },
    Set {
        path: ZPath,
        data: Bytes,
        expected: Expected,
        with_stat: bool,
    },
    Delete {
        path: ZPath,
        expected: Expected,
    },
}

impl Question {
    pub fn request(&self) -> Request {
        match self.clone() {
            Question::Get { path, watch, .. } => read(ReadKind::Data, &path, watch),
            Question::Ls { path, watch, .. } => read(ReadKind::Children, &path, watch),
            Question::Stat { path, watch } => read(ReadKind::Exists, &path, watch),
            Question::Create {
                path,
                data,
                lifetime,
            } => Request::Write(Write::Create {
                path,
                data,
                lifetime,
            }),
            Question::Set {
                path,
                data,
                expected,
                ..
            } => Request::Write(Write::SetData {
                path,
                data,
                expected,
            }),
            Question::Delete { path, expected } => Request::Write(Write::Delete { path, expected }),
        }
    }

    pub fn answered(&self, answer: Answer, zone: Zone, screen: &mut Screen) -> Result<(), Failure> {
        let stat = match (self, answer) {
            (_, Err(code)) => return Err(self.refused(code)),
            (Question::Create { .. }, Ok(Reply::Created(path))) => {
                screen.err(format!("Created {path}"));
                None
            }
            (Question::Get { with_stat, .. }, Ok(Reply::Data(data, stat))) => {
                screen.out(render::data(&data));
                with_stat.then_some(stat)
            }
            (Question::Ls { with_stat, .. }, Ok(Reply::Children(names, stat))) => {
                screen.out(render::names(&sorted(names)));
                with_stat.then_some(stat)
            }
            (Question::Stat { .. }, Ok(Reply::Stat(stat))) => Some(stat),
            (Question::Set { with_stat, .. }, Ok(Reply::Set(stat))) => with_stat.then_some(stat),
            (Question::Delete { .. }, Ok(Reply::Done)) => None,
            (_, Ok(_)) => return Err(self.refused(MISFIT)),
        };
        if let Some(stat) = stat {
            screen.out(render::stat(&stat, zone));
        }
        Ok(())
    }

    /// Names the path as it was asked for: of a sequential znode, without its number.
    fn refused(&self, code: ErrorCode) -> Failure {
        match self {
            Question::Create { path, .. } => Failure::refused(code, path),
            Question::Get { path, .. }
            | Question::Ls { path, .. }
            | Question::Stat { path, .. }
            | Question::Set { path, .. }
            | Question::Delete { path, .. } => Failure::refused(code, path),
        }
    }
}
