//! The strip: who thinks it is master, beside who is, and the verdicts of the monitors.

use super::Role;

/// Places on the axis of time are per mille of its length.
#[derive(Clone, Debug, PartialEq)]
pub struct StripView {
    /// Set while there is nothing to draw: nobody ever thought it was master, or was.
    pub quiet: Option<String>,
    /// The first says who was master; each other what a process thought.
    pub rows: Vec<StripRow>,
    pub ticks: Vec<TickView>,
    /// Where now is; what lies behind it has not happened.
    pub now_at: u16,
    /// As in `now: master2`.
    pub now: String,
    /// All that is so now, in sentences.
    pub now_told: String,
    /// The newest last.
    pub clashes: Vec<ClashView>,
    pub monitors: Vec<MonitorView>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StripRow {
    /// Whose row it is: a process, or `/master` itself.
    pub name: String,
    /// `None` for `/master` itself.
    pub role: Option<Role>,
    pub segments: Vec<SegmentView>,
    /// Where this process and another both thought it, as (from, to).
    pub clashes: Vec<(u16, u16)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SegmentView {
    /// Unlike that of every other segment of its row, and the same in every frame.
    pub key: u64,
    pub kind: SegmentKind,
    /// Of the one who owned it or thought so.
    pub role: Role,
    pub from: u16,
    pub to: u16,
    /// The word on it, as in `master`.
    pub text: String,
    /// It ended because the process did.
    pub died: bool,
    /// All of it as a sentence.
    pub label: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    Owned,
    /// The process was sure.
    Held,
    /// It had no connection, so its session may have been over.
    Doubted,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TickView {
    pub at: u16,
    /// As in `10 s`.
    pub text: String,
}

/// Several thought at one time that they were master.
#[derive(Clone, Debug, PartialEq)]
pub struct ClashView {
    /// As in `two believe they are master, 8.040 s to 10.460 s`.
    pub text: String,
    /// The same, with names.
    pub label: String,
}

/// What one monitor has found.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitorView {
    pub topic: Topic,
    pub grade: Grade,
    /// The number alone, where room is short.
    pub number: String,
    /// As in `1 owner of /master`.
    pub text: String,
    /// What is looked after, and what was found, in sentences.
    pub label: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Owner,
    Lost,
    Twice,
    /// The laws of ZooKeeper and of its protocol.
    Laws,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// Nothing is known yet.
    Open,
    /// It has held all the time.
    Holds,
    /// Something has happened that ZooKeeper does not exclude.
    Warned,
    Broken,
}
