//! Who plays what.

use std::fmt;

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
    pub(super) fn port(self) -> u16 {
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
