//! How a program hears of changes: rightly, by a watch that is set by the very read whose result it
//! takes; or in one of the wrong ways.

use crate::actor::ask;
use crate::actor::bug::{Bug, Bugs};
use crate::actor::layout::Names;
use crate::model::{Answer, EventType, Read, ReadKind, Request, WatchedEvent, ZPath};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hearing {
    bugs: Bugs,
    /// Where watches were set after what they would tell of was read: the last names of the paths,
    /// for no program watches two of one name.
    late: Names,
}

impl Hearing {
    pub fn new(bugs: Bugs) -> Hearing {
        let late = Names::new();
        Hearing { bugs, late }
    }

    /// Reads the children of what may change.
    pub fn list(&self, path: ZPath) -> Request {
        let watch = !self.bugs.has(Bug::NoReread) && !self.bugs.has(Bug::Polls);
        ask::list(path, watch)
    }

    /// What is left to ask when all that was read is dealt with: with [`Bug::NoReread`], for the
    /// watch. Without it, the watch is set already.
    pub fn next_late(&self, path: ZPath) -> Option<Request> {
        let sets_late = self.bugs.has(Bug::NoReread) && !self.bugs.has(Bug::Polls);
        (sets_late && !self.late.contains_key(path.name())).then(|| ask::list(path, true))
    }

    /// Takes an answer that nobody looks at: the read was for its watch. `false` if it is another.
    pub fn ignores(&mut self, request: &Request, answer: &Answer) -> bool {
        match request {
            Request::Read(Read {
                kind: ReadKind::Children,
                path,
                watch: true,
            }) if self.bugs.has(Bug::NoReread) && answer.is_ok() => {
                self.late.insert(path.name().into(), ());
                true
            }
            _ => false,
        }
    }

    pub fn told(&mut self, event: &WatchedEvent) {
        match &event.path {
            Some(path) => _ = self.late.remove(path.name()),
            // What it knew it reads again, after a lost connection as in a new session.
            None if event.kind == EventType::None => self.late = Names::new(),
            None => {}
        }
    }
}
