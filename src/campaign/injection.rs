//! The kinds of faults that are tried at every message.

use std::time::Duration;

use crate::scenario::Statement;
use crate::scenario::trouble::Trouble;
use crate::sim::Cut;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Injection {
    /// It dies, and starts anew when its session is over.
    Kill,
    /// It stands still until its session is over.
    Pause,
    /// Nothing passes between it and the others until its session is over.
    Cut,
    /// What it has asked for is done, and it does not hear so.
    LostReply,
    /// The message is late, and all behind it.
    Delay,
}

/// A message that is late is late by so much: sessions survive it.
pub const LATE: Duration = Duration::from_millis(1500);

/// How long what is broken stays broken: sessions do not survive it.
pub fn lasting(timeout: Duration) -> Duration {
    timeout * 2
}

impl Injection {
    pub const ALL: [Injection; 5] = [
        Injection::Kill,
        Injection::Pause,
        Injection::Cut,
        Injection::LostReply,
        Injection::Delay,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Injection::Kill => "kill",
            Injection::Pause => "pause",
            Injection::Cut => "cut",
            Injection::LostReply => "lose-reply",
            Injection::Delay => "delay",
        }
    }

    pub fn named(word: &str) -> Option<Injection> {
        Injection::ALL.into_iter().find(|it| it.word() == word)
    }

    /// What is said at once, and what is said after a while, to that process or server; `far` is the
    /// other end of the message's way.
    pub fn statements(
        self,
        target: &str,
        far: &str,
        timeout: Duration,
    ) -> (Statement, Option<(Duration, Statement)>) {
        let name = || target.to_string();
        let near = || vec![name()];
        let lasts = lasting(timeout);
        let (said, later) = match self {
            Injection::Kill => (Statement::Kill(name()), Statement::Restart(name())),
            Injection::Pause => {
                let span = Some(lasts);
                return (Statement::Pause { name: name(), span }, None);
            }
            Injection::Cut => (
                Statement::Trouble(Trouble::Cut {
                    near: near(),
                    far: Vec::new(),
                    how: Cut::Silent,
                }),
                Statement::Trouble(Trouble::Heal {
                    near: near(),
                    far: Vec::new(),
                }),
            ),
            Injection::LostReply => {
                return (Statement::Trouble(Trouble::LoseReply(near())), None);
            }
            Injection::Delay => {
                let far = || vec![far.to_string()];
                (
                    Statement::Trouble(Trouble::Hold {
                        near: near(),
                        far: far(),
                    }),
                    Statement::Trouble(Trouble::Release {
                        near: near(),
                        far: far(),
                    }),
                )
            }
        };
        let after = match self {
            Injection::Delay => LATE,
            _ => lasts,
        };
        (said, Some((after, later)))
    }
}
