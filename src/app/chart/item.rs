//! What the chart shows of the run: messages, and what befell a lifeline.

use std::rc::Rc;

use crate::app::view::{ArrowKind, MarkKind};
use crate::model::{ConnectionId, ServerId, VirtualTime};
use crate::sim::Node;

#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Message(Message),
    Mark(Mark),
}

/// When something happened, and in which order of what happened at that time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub at: VirtualTime,
    /// The place of its entry in the trace.
    pub entry: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub kind: ArrowKind,
    pub connection: ConnectionId,
    pub server: ServerId,
    /// To the server, or back from it.
    pub up: bool,
    pub label: Rc<str>,
    pub sentence: Rc<str>,
    pub failed: bool,
    pub sent: Moment,
    pub due: VirtualTime,
    pub came: Option<Moment>,
    /// Nobody was there when it came.
    pub lost: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub kind: MarkKind,
    pub on: Node,
    pub label: Rc<str>,
    pub sentence: Rc<str>,
    pub at: Moment,
}

impl Item {
    /// When it began.
    pub fn begins(&self) -> VirtualTime {
        match self {
            Item::Message(it) => it.sent.at,
            Item::Mark(it) => it.at.at,
        }
    }
}
