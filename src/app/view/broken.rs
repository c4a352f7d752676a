//! What came of a run with every fault at every message.

/// Beside the stage.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenView {
    pub running: bool,
    /// How much has been tried, of 1000.
    pub done: u16,
    /// As in "612 of 1217 runs".
    pub sum: String,
    /// What else is to be known of it.
    pub notes: Vec<String>,
    pub kinds: Vec<BrokenKindView>,
    /// Of the run that is looked at: what led to the breach, and that it is one.
    pub story: Option<StoryView>,
}

/// Runs that breach the same rule by the same fault.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenKindView {
    /// As in "master1 stands still".
    pub fault: String,
    /// As in "master1 acts as master, and is not".
    pub breach: String,
    /// How often, and where first.
    pub count: String,
    /// The first of them, by its place among all.
    pub first: usize,
    pub opened: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StoryView {
    pub lines: Vec<StoryLine>,
    /// The rule, and when it was breached.
    pub end: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct StoryLine {
    pub event: u64,
    pub time: String,
    pub who: String,
    pub text: String,
}

/// Along the slider: one row for each kind of fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomesView {
    /// The fault in short, as in "crash".
    pub name: &'static str,
    /// The same, and what came of it.
    pub label: String,
    pub held: Vec<u16>,
    pub warned: Vec<u16>,
    /// With its place among all that was tried.
    pub broken: Vec<(u16, usize)>,
}
