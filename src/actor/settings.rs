//! What an actor is told when it is made.

use std::time::Duration;

use crate::actor::bug::Bugs;
use crate::actor::role::Role;

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub name: String,
    pub role: Role,
    /// How long a worker runs a task.
    pub work: Duration,
    /// How many tasks a client submits; `None` for no end.
    pub tasks: Option<u32>,
    /// How long a client waits before its first submission.
    pub after: Duration,
    /// The time between two submissions of a client.
    pub every: Duration,
    /// How many tasks a client may have open.
    pub at_once: usize,
    /// What a client wants done: the data of its tasks are its name, this, and a number.
    pub command: String,
    /// What it does wrong.
    pub bugs: Bugs,
}

impl Settings {
    pub fn new(name: &str, role: Role) -> Settings {
        Settings {
            name: name.to_string(),
            role,
            work: Duration::from_millis(500),
            tasks: None,
            after: Duration::ZERO,
            every: Duration::from_secs(5),
            at_once: 1,
            command: "cmd".to_string(),
            bugs: Bugs::default(),
        }
    }

    /// As in `worker1.example.com`.
    pub fn host(&self) -> String {
        format!("{}.example.com", self.name)
    }

    /// As in `worker1.example.com:2224`.
    pub fn address(&self) -> String {
        format!("{}:{}", self.host(), self.role.port())
    }
}
