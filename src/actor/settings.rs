//! What an actor is told when it is made.

use std::fmt;
use std::time::Duration;

/// The parts of the master–worker story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Master,
    Worker,
    Client,
}

impl Role {
    pub const ALL: [Role; 3] = [Role::Master, Role::Worker, Role::Client];

    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|it| it.to_string() == word)
    }

    /// The role that a process has by its name, as `worker2` a worker's.
    pub fn of(name: &str) -> Option<Role> {
        match name.trim_end_matches(|it: char| it.is_ascii_digit()) {
            "backup" => Some(Role::Master),
            word => Role::from_word(word),
        }
    }

    /// The port in its address, as in the book.
    fn port(self) -> u16 {
        match self {
            Role::Master => 2223,
            Role::Worker => 2224,
            Role::Client => 2225,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Role::Master => "master",
            Role::Worker => "worker",
            Role::Client => "client",
        })
    }
}

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
