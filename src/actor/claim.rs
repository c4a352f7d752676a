//! The claim to an ephemeral znode whose owner holds an office.
//!
//! It only listens: fed with what a console asks and hears, it knows what may be believed. The
//! programs decide by it; for a person at the console it tells what the strip of beliefs shows.

use crate::actor::bug::{Bug, Bugs};
use crate::actor::{Deed, Session, ask};
use crate::handle::{Motive, Tenure};
use crate::model::{
    Answer, ErrorCode, EventType, KeeperState, Lifetime, NewPath, Read, Reply, Request, Stat,
    WatchedEvent, Write, ZPath,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    path: ZPath,
    /// By what was heard last, it is ours.
    held: bool,
    /// The connection stands since we heard so.
    sure: bool,
    /// Somebody has it, or an answer was lost: look who owns it before anything else.
    look: bool,
    /// Another has it, and we hear when it goes.
    watching: bool,
    bugs: Bugs,
}

impl Claim {
    pub fn new(path: ZPath, bugs: Bugs) -> Claim {
        Claim {
            path,
            held: false,
            sure: false,
            look: false,
            watching: false,
            bugs,
        }
    }

    /// Whoever judges by it has these bugs from now on.
    pub fn take_bugs(&mut self, bugs: Bugs) {
        self.bugs = bugs;
    }

    pub fn path(&self) -> &ZPath {
        &self.path
    }

    pub fn tenure(&self) -> Tenure {
        match (self.held, self.sure) {
            (false, _) => Tenure::None,
            (true, true) => Tenure::Held,
            (true, false) => Tenure::Doubted,
        }
    }

    /// Held, and nothing to be looked up first: one may act on it.
    pub fn is_held(&self) -> bool {
        self.tenure() == Tenure::Held && !self.look
    }

    /// Another has it, and we shall hear.
    pub fn is_watching(&self) -> bool {
        self.watching && !self.look
    }

    /// How to go on towards it; `None` when it is held or watched.
    pub fn next(&self, data: &str) -> Option<Deed> {
        let path = self.path.clone();
        if self.look {
            let watch = !self.bugs.has(Bug::Polls);
            Some(Deed::ask(ask::stat(path, watch), Motive::LookWhoOwns))
        } else if self.held || self.watching {
            None
        } else {
            Some(Deed::ask(ask::create_ephemeral(path, data), Motive::Claim))
        }
    }

    /// Takes an answer that concerns the znode; `false` if it does not.
    pub fn answered(&mut self, request: &Request, answer: &Answer, session: &Session) -> bool {
        match request {
            Request::Read(Read { path, watch, .. }) if *path == self.path => {
                self.looked(*watch, answer, session);
            }
            Request::Write(Write::Create { path, lifetime, .. })
                if *path == NewPath::Named(self.path.clone()) =>
            {
                match answer {
                    Ok(_) => self.won(*lifetime == Lifetime::Ephemeral),
                    Err(ErrorCode::NodeExists) => self.look = true,
                    // It may have been done all the same.
                    Err(ErrorCode::ConnectionLoss) => {
                        self.look = self.look || !self.bugs.has(Bug::TrustsLoss);
                    }
                    Err(_) => {}
                }
            }
            Request::Write(write) if self.is_ended_by(write) && answer.is_ok() => self.vacated(),
            // All of it was done, or nothing.
            Request::Multi(writes) if writes.iter().any(|it| self.is_ended_by(it)) => {
                if let Ok(Reply::Multi(results)) = answer
                    && results.iter().all(Result::is_ok)
                {
                    self.vacated();
                }
            }
            _ => return false,
        }
        true
    }

    fn is_ended_by(&self, write: &Write) -> bool {
        matches!(write, Write::Delete { path, .. } if *path == self.path)
    }

    fn looked(&mut self, watch: bool, answer: &Answer, session: &Session) {
        match answer {
            Ok(Reply::Stat(stat) | Reply::Data(_, stat) | Reply::Children(_, stat)) => {
                // Who trusts a loss takes what it did not see itself win for another's.
                let open = self.held || !self.bugs.has(Bug::TrustsLoss);
                let ours = open && is_ours(stat, session);
                (self.held, self.sure) = (ours, ours);
                let hears = watch || self.bugs.has(Bug::Polls);
                self.watching = hears && !ours;
                self.look = !ours && !hears;
            }
            Err(ErrorCode::NoNode) => self.vacated(),
            _ => {}
        }
    }

    fn won(&mut self, ephemeral: bool) {
        (self.held, self.sure) = (ephemeral, ephemeral);
        (self.look, self.watching) = (!ephemeral, false);
    }

    /// Nobody has it.
    fn vacated(&mut self) {
        *self = Claim::new(self.path.clone(), self.bugs);
    }

    /// Whoever does not hear of it asks now and then whether it has gone.
    pub fn look_again(&mut self) {
        self.look = self.look || self.watching;
    }

    pub fn told(&mut self, event: &WatchedEvent) {
        match (event.kind, event.state) {
            (EventType::None, state) if !self.bugs.heeds(state) => {}
            (EventType::None, KeeperState::Disconnected) => {
                self.sure = false;
                self.look = self.look || self.held || self.watching;
            }
            // The same session, so what it owns has lived on; a program looks all the same.
            (EventType::None, KeeperState::SyncConnected) => self.sure = self.held,
            (EventType::None, state) if state.is_final() => self.vacated(),
            (EventType::NodeDeleted, _) if event.path.as_ref() == Some(&self.path) => {
                self.vacated();
            }
            (kind, _) if event.path.as_ref() == Some(&self.path) => {
                self.look = self.look || (self.watching && kind != EventType::NodeChildrenChanged);
            }
            _ => {}
        }
    }
}

fn is_ours(stat: &Stat, session: &Session) -> bool {
    session.id.is_some() && stat.owner == session.id
}
