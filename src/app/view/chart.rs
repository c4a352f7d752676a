//! The message chart as it is drawn: lifelines from left to right, time from top to bottom.
//!
//! Heights are pixels from the top of the drawing; across, a column is all that is said, for
//! only the component knows how wide one is.

use std::rc::Rc;

use crate::app::view::Role;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartView {
    /// Processes first, servers behind them: the columns.
    pub lifelines: Rc<Vec<Lifeline>>,
    pub times: Rc<Vec<TimeMark>>,
    /// What moves no more, in order.
    pub items: Rc<Vec<Rc<ChartItem>>>,
    /// What is under way, and the silence that goes on.
    pub moving: Vec<Rc<ChartItem>>,
    /// Where the present moment is; nothing lies below it.
    pub now: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifeline {
    pub name: String,
    /// As in `M1`, where room is short.
    pub short: String,
    /// `None` for a server.
    pub role: Option<Role>,
    /// From when to when it lived; without an end it lives on.
    pub spans: Vec<(u32, Option<u32>)>,
    /// From when to when it stood still.
    pub pauses: Vec<(u32, Option<u32>)>,
}

/// A moment in which something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeMark {
    pub y: u32,
    /// In seconds, as in `8.240`.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartItem {
    pub key: u64,
    /// All of it as a sentence, for those who cannot see the drawing.
    pub sentence: Rc<str>,
    pub form: ChartForm,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartForm {
    Arrow(Arrow),
    Mark(Mark),
    Gap(Gap),
}

/// A message between a process and a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrow {
    pub kind: ArrowKind,
    pub role: Role,
    /// Its two ends, as columns and heights.
    pub process: (u16, u32),
    pub server: (u16, u32),
    /// To the server, or back from it.
    pub up: bool,
    /// How far it has come, in per mille. Short of the whole, the height of the end that it
    /// goes to is the one where it is now.
    pub reach: u16,
    pub label: String,
    /// It says that something was refused.
    pub failed: bool,
    /// It came to an end that was not there any more.
    pub lost: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrowKind {
    Request,
    Reply,
    Watch,
}

/// Something that befell a lifeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub kind: MarkKind,
    pub column: u16,
    pub y: u32,
    pub label: String,
    /// The label stands on the left.
    pub before: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    Started,
    Killed,
    Restarted,
    Exited,
    Removed,
    Paused,
    Resumed,
    Broken,
    /// A link works again.
    Mended,
    /// Something else was done to it.
    Tampered,
    /// A server leads now.
    Elected,
    Expired,
}

/// A silence, drawn shorter than it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub top: u32,
    pub bottom: u32,
    pub label: String,
}
