//! The event log: what has happened, and why.

use std::rc::Rc;

use super::Role;
use crate::model::{VirtualTime, ZPath};
use crate::scenario::Cursor;

#[derive(Clone, Debug, PartialEq)]
pub struct EventsView {
    /// The newest last. Only the newest few hundred are here.
    pub rows: Rc<Vec<Rc<EventRow>>>,
    /// How many there are in all.
    pub total: usize,
    pub pings: bool,
    pub selected: Option<u64>,
    /// The filter a person has typed, by path or process.
    pub filter: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    pub id: u64,
    /// The step of the world in which it happened; of several that somebody took at once, the last.
    pub step: u64,
    pub at: VirtualTime,
    /// Virtual seconds, as in `8.240`.
    pub time: String,
    pub kind: EventKind,
    pub who: String,
    pub role: Option<Role>,
    /// As in `NodeDeleted /master`.
    pub text: String,
    /// Why it happened: one or two sentences.
    pub why: String,
    /// The znodes that it is about, as far as they do not stand in the text.
    pub paths: Vec<ZPath>,
}

impl EventRow {
    /// Where the run stood when it had happened.
    pub fn cursor(&self) -> Cursor {
        let (step, at) = (self.step, self.at);
        Cursor { step, at }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    Command,
    Refusal,
    Commit,
    Watch,
    Session,
    /// The server has ended a session that it has not heard of for too long.
    Expiry,
    Fault,
    /// Servers elect, follow, or give up.
    Ensemble,
    Ping,
}

impl EventKind {
    pub const ALL: [EventKind; 9] = [
        EventKind::Command,
        EventKind::Refusal,
        EventKind::Commit,
        EventKind::Watch,
        EventKind::Session,
        EventKind::Expiry,
        EventKind::Fault,
        EventKind::Ensemble,
        EventKind::Ping,
    ];
}
