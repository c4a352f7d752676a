//! The mistakes that people make in programs like these, to be switched on one by one.

use std::fmt;

use crate::actor::role::Role;
use crate::model::KeeperState;

/// A program with such a bug does well for a long time, which is why people make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bug {
    /// It reads, deals with what it has read, and sets its watch only then, by a read whose result it
    /// does not look at. What has changed in between is no news to the watch: a task is never
    /// assigned, a status never read, until something else changes at the same place.
    NoReread,
    /// It takes it that what failed by a lost connection has not happened. A client submits its
    /// task once more, and nobody waits for the first; a candidate that owns `/master` finds it
    /// taken, and waits for itself: nobody leads.
    TrustsLoss,
    /// A master that moves the assignments of a dead worker: it deletes them, and then makes them
    /// anew. What it has to assign it keeps in its head, and what is there when it takes over from
    /// another it takes for assigned. If it dies in between, or loses its connection, the task is in
    /// nobody's hands and nobody's mind; and so is what was submitted while nobody led.
    DeletesFirst,
    /// It does as if a lost connection meant nothing. A master believes in its office until it
    /// is told that its session has expired, while another has long been elected; a worker ends and
    /// reports a task that was given to another, so that the task is done twice.
    ActsDisconnected,
    /// It looks again every few seconds instead of setting watches. It learns late of all that
    /// happens, of a master's death, too, and asks all the time though nothing happens.
    Polls,
}

impl Bug {
    pub const ALL: [Bug; 5] = [
        Bug::NoReread,
        Bug::TrustsLoss,
        Bug::DeletesFirst,
        Bug::ActsDisconnected,
        Bug::Polls,
    ];

    /// How it is written in scripts.
    pub fn word(self) -> &'static str {
        match self {
            Bug::NoReread => "no-reread",
            Bug::TrustsLoss => "trusts-loss",
            Bug::DeletesFirst => "deletes-first",
            Bug::ActsDisconnected => "acts-disconnected",
            Bug::Polls => "polls",
        }
    }

    /// Those that a program of that role can have.
    pub fn of(role: Role) -> impl Iterator<Item = Bug> {
        Bug::ALL.into_iter().filter(move |it| it.fits(role))
    }

    fn fits(self, role: Role) -> bool {
        match self {
            Bug::NoReread | Bug::Polls => true,
            Bug::TrustsLoss => role != Role::Worker,
            Bug::DeletesFirst => role == Role::Master,
            Bug::ActsDisconnected => role != Role::Client,
        }
    }
}

/// Which bugs a program has; by default none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bugs(u8);

impl Bugs {
    /// Reads their words, as in `polls,trusts-loss`.
    ///
    /// # Errors
    /// If one of them is none: which there are.
    pub fn parse(words: &str) -> Result<Bugs, String> {
        let mut bugs = Bugs::default();
        for word in words.split(',') {
            let Some(bug) = Bug::ALL.into_iter().find(|it| it.word() == word) else {
                let known = Bug::ALL.map(Bug::word).join(", ");
                return Err(format!("`{word}` is no bug; there are {known}"));
            };
            bugs = bugs.toggled(bug, true);
        }
        Ok(bugs)
    }

    /// # Errors
    /// If a program of that role cannot have one of them: which it can have.
    pub fn check(self, role: Role) -> Result<Bugs, String> {
        match self.iter().find(|it| !it.fits(role)) {
            None => Ok(self),
            Some(bug) => {
                let known: Vec<_> = Bug::of(role).map(Bug::word).collect();
                Err(format!(
                    "a {role} cannot have the bug `{}`; it can have {}",
                    bug.word(),
                    known.join(", ")
                ))
            }
        }
    }

    /// With that bug, or without it.
    pub fn toggled(self, bug: Bug, on: bool) -> Bugs {
        let bit = 1 << bug as u8;
        Bugs(if on { self.0 | bit } else { self.0 & !bit })
    }

    pub fn has(self, bug: Bug) -> bool {
        self.0 & 1 << bug as u8 != 0
    }

    /// In the order of [`Bug::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Bug> {
        Bug::ALL.into_iter().filter(move |it| self.has(*it))
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the program takes notice of such a state of its session.
    pub(super) fn heeds(self, state: KeeperState) -> bool {
        state != KeeperState::Disconnected || !self.has(Bug::ActsDisconnected)
    }
}

impl fmt::Display for Bugs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, bug) in self.iter().enumerate() {
            f.write_str(if n == 0 { "" } else { "," })?;
            f.write_str(bug.word())?;
        }
        Ok(())
    }
}
