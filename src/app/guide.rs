//! The first minute: the book's walk-through, beat by beat.
//!
//! A beat is over when the world shows it, however a person got there.

use crate::app::roster::Roster;
use crate::handle::Shown;
use crate::model::{EventType, ProcessId, ZPath};
use crate::scenario::{Cast, Stage};
use crate::sim::{Happening, Process};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    /// Index into [`BEATS`]; past the end when all is done.
    pub beat: usize,
    /// Entries of the trace that belong to earlier beats.
    since: usize,
}

/// One beat: what the guide offers to do, and when it is over.
#[derive(Debug)]
pub struct Beat {
    /// Commands for consoles, typed in turn. Empty if there is nothing to do but wait.
    pub lines: &'static [(&'static str, &'static str)],
    /// A process to be killed instead.
    pub kill: Option<&'static str>,
    done: &'static [Sign],
}

/// A sign in the world that a beat is over.
#[derive(Debug)]
enum Sign {
    Exists(&'static str),
    Owned(&'static str, &'static str),
    /// A process holds a watch on a znode.
    Watches(&'static str, &'static str),
    /// A process has been shown this line since the beat began.
    Reads(&'static str, &'static str),
    Dead(&'static str),
    /// A process has been told of an event at a znode, since the beat before this began.
    Told(&'static str, EventType, &'static str),
}

const fn beat(lines: &'static [(&'static str, &'static str)], done: &'static [Sign]) -> Beat {
    Beat {
        lines,
        kill: None,
        done,
    }
}

pub const BEATS: [Beat; 11] = [
    beat(
        &[("master1", "create -e /master \"master1.example.com:2223\"")],
        &[Sign::Owned("/master", "master1")],
    ),
    beat(
        &[("master2", "create -e /master \"master2.example.com:2223\"")],
        &[Sign::Reads("master2", "Node already exists: /master")],
    ),
    beat(
        &[("master2", "stat -w /master")],
        &[Sign::Watches("master2", "/master")],
    ),
    Beat {
        lines: &[],
        kill: Some("master1"),
        done: &[Sign::Dead("master1")],
    },
    beat(
        &[],
        &[Sign::Told("master2", EventType::NodeDeleted, "/master")],
    ),
    beat(
        &[("master2", "create -e /master \"master2.example.com:2223\"")],
        &[Sign::Owned("/master", "master2")],
    ),
    beat(
        &[
            ("master2", "create /workers \"\""),
            ("master2", "create /tasks \"\""),
            ("master2", "create /assign \"\""),
        ],
        &[
            Sign::Exists("/workers"),
            Sign::Exists("/tasks"),
            Sign::Exists("/assign"),
        ],
    ),
    beat(
        &[("master2", "ls -w /workers"), ("master2", "ls -w /tasks")],
        &[
            Sign::Watches("master2", "/workers"),
            Sign::Watches("master2", "/tasks"),
        ],
    ),
    beat(
        &[
            ("worker1", "create /assign/worker1.example.com \"\""),
            ("worker1", "ls -w /assign/worker1.example.com"),
            (
                "worker1",
                "create -e /workers/worker1.example.com \"worker1.example.com:2224\"",
            ),
        ],
        &[
            Sign::Watches("worker1", "/assign/worker1.example.com"),
            Sign::Owned("/workers/worker1.example.com", "worker1"),
        ],
    ),
    beat(
        &[
            ("client1", "create -s /tasks/task- \"cmd\""),
            ("client1", "ls -w /tasks/task-0000000000"),
        ],
        &[Sign::Watches("client1", "/tasks/task-0000000000")],
    ),
    beat(
        &[
            (
                "master2",
                "create /assign/worker1.example.com/task-0000000000 \"\"",
            ),
            ("worker1", "get /tasks/task-0000000000"),
            ("worker1", "create /tasks/task-0000000000/status \"done\""),
            ("client1", "get /tasks/task-0000000000/status"),
        ],
        &[
            Sign::Exists("/tasks/task-0000000000/status"),
            Sign::Reads("client1", "done"),
        ],
    ),
];

impl Guide {
    pub fn new() -> Guide {
        Guide { beat: 0, since: 0 }
    }

    pub fn current(&self) -> Option<&'static Beat> {
        BEATS.get(self.beat)
    }

    /// Moves on past all beats that the world shows to be over.
    pub fn keep_up(&mut self, stage: &Stage, roster: &Roster) {
        while let Some(beat) = self.current() {
            let signs = Signs {
                stage,
                roster,
                since: self.since,
            };
            if !beat.done.iter().all(|it| signs.shows(it)) {
                return;
            }
            self.beat += 1;
            self.since = stage.run().trace().entries.len();
        }
    }
}

impl Default for Guide {
    fn default() -> Guide {
        Guide::new()
    }
}

struct Signs<'a> {
    stage: &'a Stage,
    roster: &'a Roster,
    since: usize,
}

impl Signs<'_> {
    fn shows(&self, sign: &Sign) -> bool {
        match sign {
            Sign::Exists(path) => self.exists(path),
            Sign::Owned(path, name) => self.owner(path) == Some(name),
            Sign::Watches(name, path) => self.watches(name, path),
            Sign::Dead(name) => self.process(name).is_some_and(|(_, it)| !it.is_alive()),
            Sign::Reads(name, line) => self.has_read(name, line),
            Sign::Told(name, kind, path) => self.was_told(name, *kind, path),
        }
    }

    fn process(&self, name: &str) -> Option<(ProcessId, &Process<Cast>)> {
        let id = self.stage.process(name)?;
        Some((id, &self.stage.world().processes()[&id]))
    }

    fn exists(&self, path: &str) -> bool {
        ZPath::parse(path).is_ok_and(|it| self.stage.tree().contains(&it))
    }

    fn owner(&self, path: &str) -> Option<&str> {
        let session = self.stage.tree().get(&ZPath::parse(path).ok()?)?.owner?;
        Some(self.roster.owner_name(session))
    }

    fn watches(&self, name: &str, path: &str) -> bool {
        let held = self
            .process(name)
            .and_then(|(_, it)| it.handle())
            .map(|it| it.watches());
        let Some((held, path)) = held.zip(ZPath::parse(path).ok()) else {
            return false;
        };
        [&held.data, &held.exist, &held.child]
            .iter()
            .any(|it| it.contains(&path))
    }

    fn has_read(&self, name: &str, line: &str) -> bool {
        let id = self.process(name).map(|(id, _)| id);
        let entries = &self.stage.run().trace().entries[self.since..];
        entries.iter().any(|it| match &it.what {
            Happening::Shown(by, Shown::Out(text) | Shown::Failure(text)) => {
                Some(*by) == id && text == line
            }
            _ => false,
        })
    }

    fn was_told(&self, name: &str, kind: EventType, path: &str) -> bool {
        let id = self.process(name).map(|(id, _)| id);
        self.stage.run().trace().entries[self.since..]
            .iter()
            .any(|it| match &it.what {
                Happening::Event { process, event, .. } => {
                    Some(*process) == id
                        && event.kind == kind
                        && event.path.as_ref().is_some_and(|it| it.as_str() == path)
                }
                _ => false,
            })
    }
}
