//! The timeline: where the run stands, what lies around that, and what else became of it.

use std::rc::Rc;

use super::{EventKind, EventRow, OutcomesView};

/// Places along the slider are of [`WHOLE`].
///
/// [`WHOLE`]: crate::app::timeline::scale::WHOLE
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineView {
    pub at: u16,
    /// Where that is, in words: "8.240 s, event 43 of 120, master2: create /master".
    pub text: String,
    /// The same in short: "event 43 of 120".
    pub short: String,
    /// There is a future that is known.
    pub past: bool,
    pub marks: Rc<MarksView>,
    /// At least one, in the order in which they began.
    pub branches: Vec<BranchView>,
    /// Where this branch has left another, and which that is.
    pub branched: Option<(String, usize)>,
    /// What came of every fault; empty if none was tried in this branch.
    pub outcomes: Rc<Vec<OutcomesView>>,
    /// What would be taken back, and said again.
    pub undo: Option<String>,
    pub redo: Option<String>,
}

/// What is drawn along the slider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarksView {
    /// Where commands were typed, watch events came, and things were broken or mended.
    pub commands: Vec<u16>,
    pub watches: Vec<u16>,
    pub faults: Vec<u16>,
    pub outages: Vec<OutageView>,
    /// Places with their times, in seconds.
    pub times: Vec<(u16, String)>,
}

/// Somebody was down, stood still or was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutageView {
    pub from: u16,
    pub to: u16,
    pub kind: &'static str,
    /// As in "master1 crashed, 4.120 s to 12.000 s".
    pub label: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BranchView {
    pub name: String,
    pub shown: bool,
    /// Where it began and how far it has come, along the slider of the branch that is shown.
    pub from: u16,
    pub to: u16,
    /// As in "from main at 4.120 s, to 20.000 s".
    pub about: String,
}

/// Two branches held against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparisonView {
    /// The names of the one that is shown and of the other.
    pub here: String,
    pub there: String,
    /// Where they part, or that they never do.
    pub parting: String,
    /// What happened in one of them only, and what in both, in the order of time.
    pub events: Vec<ComparedEvent>,
    /// So many more events differ than are shown.
    pub more: usize,
    /// How their trees differ at their ends.
    pub znodes: Vec<ComparedZnode>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Here,
    There,
    Both,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ComparedEvent {
    pub side: Side,
    pub row: Rc<EventRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ComparedZnode {
    pub side: Side,
    pub path: String,
    /// Owner, version and data, in short.
    pub text: String,
}

/// Where the clock is to stop.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakpointsView {
    /// In words, as in "watch event · master2 · /master".
    pub set: Vec<String>,
    /// Who may be named.
    pub names: Vec<String>,
    /// What kinds there are, with their words.
    pub kinds: Vec<(EventKind, &'static str)>,
}
