//! Programs that play the master–worker story by themselves.
//!
//! An [`Actor`] is a typist: it sees the answers and events that come to a zkCli console, and
//! says what to type next. So a person can take its chair at any moment, and the session never
//! notices. It is level-triggered: it keeps what it knows of the tree, an event makes it forget
//! the part that has changed, and what is to be done follows from what is known. Nothing hangs
//! on having seen every step.

pub mod role;

pub mod bug;

pub mod ask;

mod hearing;

pub mod client;

pub mod claim;

pub mod doing;

pub mod layout;

pub mod master;

pub mod order;

pub mod robot;

pub mod session;

pub mod settings;

pub mod worker;

pub use bug::{Bug, Bugs};
pub use doing::Doing;
pub use order::{Orders, StandingOrder};
pub use role::Role;
pub use session::{Session, Standing};
pub use settings::Settings;

use std::time::Duration;

use crate::handle::Motive;
use crate::model::{Answer, ErrorCode, Request, VirtualTime, WatchedEvent};
use client::Client;
use master::Master;
use worker::Worker;

/// So often a program that polls looks again.
const POLL: Duration = Duration::from_secs(5);

/// A program with a role, at the end of a session.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    part: Part,
    /// An error it has no answer to. It does nothing more until something changes.
    stuck: Option<ErrorCode>,
    /// When it looks again at all that may have changed; never, if it sets watches.
    polls_at: Option<VirtualTime>,
}

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Master(Master),
    Worker(Worker),
    Client(Client),
}

/// What an actor does next, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    pub act: Act,
    pub motive: Motive,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    Ask(Request),
    /// Open a new session: the old one is over.
    Connect,
}

impl Deed {
    pub fn ask(request: Request, motive: Motive) -> Deed {
        Deed {
            act: Act::Ask(request),
            motive,
        }
    }
}

impl Actor {
    pub fn new(settings: &Settings, now: VirtualTime) -> Actor {
        let part = match settings.role {
            Role::Master => Part::Master(Master::new(settings)),
            Role::Worker => Part::Worker(Worker::new(settings)),
            Role::Client => Part::Client(Client::new(settings, now)),
        };
        Actor {
            part,
            stuck: None,
            polls_at: settings.bugs.has(Bug::Polls).then(|| now + POLL),
        }
    }

    /// Time has come so far: is it time to look again? What was looked at last is dealt with first.
    pub fn come_to(&mut self, now: VirtualTime, session: &Session) {
        let is_due = self.polls_at.is_some_and(|it| it <= now);
        if !is_due || self.next(now, session).is_some() {
            return;
        }
        self.polls_at = Some(now + POLL);
        self.stuck = None;
        match &mut self.part {
            Part::Master(it) => it.look_again(),
            Part::Worker(it) => it.look_again(),
            Part::Client(it) => it.look_again(),
        }
    }

    /// What to type now; `None` while it has to wait. Asked again without news it says the
    /// same.
    pub fn next(&self, now: VirtualTime, session: &Session) -> Option<Deed> {
        match session.standing {
            Standing::Down => None,
            Standing::Over => Some(Deed {
                act: Act::Connect,
                motive: Motive::ConnectAgain,
            }),
            Standing::Up if self.stuck.is_some() => None,
            Standing::Up => match &self.part {
                Part::Master(it) => it.next(),
                Part::Worker(it) => it.next(now),
                Part::Client(it) => it.next(now),
            },
        }
    }

    /// Takes the answer to what it asked.
    pub fn answered(
        &mut self,
        now: VirtualTime,
        request: &Request,
        answer: &Answer,
        session: &Session,
    ) {
        let outcome = match &mut self.part {
            Part::Master(it) => it.answered(request, answer, session),
            Part::Worker(it) => it.answered(now, request, answer, session),
            Part::Client(it) => it.answered(now, request, answer),
        };
        // Of a lost connection the session itself brings the news.
        self.stuck = outcome
            .err()
            .filter(|it| !matches!(it, ErrorCode::ConnectionLoss | ErrorCode::SessionExpired));
    }

    /// Another has typed into its console, and this is the answer: what it says of an office
    /// counts for the whole process.
    pub fn overheard(&mut self, request: &Request, answer: &Answer, session: &Session) {
        match &mut self.part {
            Part::Master(it) => it.overheard(request, answer, session),
            Part::Worker(it) => it.overheard(request, answer, session),
            Part::Client(_) => {}
        }
    }

    /// Hears of a watch, or of its session.
    pub fn told(&mut self, event: &WatchedEvent) {
        self.stuck = None;
        match &mut self.part {
            Part::Master(it) => it.told(event),
            Part::Worker(it) => it.told(event),
            Part::Client(it) => it.told(event),
        }
    }

    /// When it has something to do though nothing comes: work is done, a task is due.
    pub fn next_deadline(&self, session: &Session) -> Option<VirtualTime> {
        if session.standing != Standing::Up {
            return None;
        }
        let own = match &self.part {
            _ if self.stuck.is_some() => None,
            Part::Master(_) => None,
            Part::Worker(it) => it.next_deadline(),
            Part::Client(it) => it.next_deadline(),
        };
        own.into_iter().chain(self.polls_at).min()
    }

    pub fn doing(&self, session: &Session) -> Doing {
        match (session.standing, self.stuck) {
            (Standing::Down, _) => Doing::Waits,
            (Standing::Over, _) => Doing::ConnectsAgain,
            (Standing::Up, Some(code)) => Doing::Stuck(code),
            (Standing::Up, None) => match &self.part {
                Part::Master(it) => it.doing(),
                Part::Worker(it) => it.doing(),
                Part::Client(it) => it.doing(),
            },
        }
    }
}
