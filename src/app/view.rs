//! What the page shows, already worded: the view-models.
//!
//! Everything here is plain data derived from the run by [`crate::app::select`]. A component
//! lays it out and decides nothing about ZooKeeper; `PartialEq` lets it skip what did not
//! change. Labels that never vary come from [`Words`], which travels with the page.

mod broken;
mod chart;
mod ensemble;
mod events;
mod share;
mod stage;
mod strip;
mod timeline;
mod tutorial;

use std::rc::Rc;

use crate::actor::Bug;
use crate::app::tale::Tale;
use crate::app::words::{Lang, Words};
use crate::model::{Log, ServerId};

pub use broken::{BrokenKindView, BrokenView, OutcomesView, StoryLine, StoryView};
pub use chart::{
    Arrow, ArrowKind, ChartForm, ChartItem, ChartView, Gap, Lifeline, Mark, MarkKind, TimeMark,
};
pub use ensemble::{EnsembleView, SeenBy, SeenView, ServerAction, ServerPart, ServerView};
pub use events::{EventKind, EventRow, EventsView};
pub use share::{NoticeView, ShareView};
pub use stage::{OrderView, StageView};
pub use strip::{
    ClashView, Grade, MonitorView, SegmentKind, SegmentView, StripRow, StripView, TickView, Topic,
};
pub use timeline::{
    BranchView, BreakpointsView, ComparedEvent, ComparedZnode, ComparisonView, MarksView,
    OutageView, Side, TimelineView,
};
pub use tutorial::{PastedView, TutorialMark, TutorialRow, TutorialView};

/// The whole page at the cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct PageView {
    pub words: &'static Words,
    pub lang: Lang,
    pub theme: Theme,
    pub frame: Frame,
    /// The title of the scenario, as in "The master–worker story".
    pub title: String,
    pub transport: TransportView,
    /// `None` with one server.
    pub ensemble: Option<EnsembleView>,
    pub strip: StripView,
    pub panels: Vec<PanelView>,
    /// There is no room for another process.
    pub full: bool,
    pub stage: StageView,
    /// Only while it is in sight.
    pub chart: Option<ChartView>,
    /// The process whose console is open where only one fits (phones).
    pub front: String,
    /// The part that is open where only one fits (phones) or shares a pane (tablets).
    pub tab: Tab,
    pub tree: TreeView,
    pub details: Option<DetailsView>,
    pub events: EventsView,
    pub breakpoints: BreakpointsView,
    pub timeline: TimelineView,
    /// In the place of the events while two branches are compared.
    pub comparison: Option<ComparisonView>,
    /// The same while faults are tried.
    pub broken: Option<BrokenView>,
    pub guide: Option<GuideView>,
    pub pasted: Option<PastedView>,
    /// What has stopped the run and must be read.
    pub alarm: Option<String>,
    pub notice: Option<NoticeView>,
    pub share: ShareView,
    /// What a screen reader is told next; one sentence, empty when there is nothing.
    pub narration: String,
}

/// How much of the page surrounds the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// Bars, guide, stage, tree, events.
    #[default]
    Full,
    /// The stage alone, for a page that embeds it: no header bar, no guide.
    Embed,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    /// The name by which it is remembered, asked for and styled.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    pub fn from_name(name: &str) -> Option<Theme> {
        Theme::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// The parts that take turns on a narrow page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The cards and consoles of the processes.
    #[default]
    Stage,
    /// The message chart, where it does not stand on the stage.
    Chart,
    Znodes,
    Events,
    Guide,
}

impl Tab {
    pub const ALL: [Tab; 5] = [Tab::Stage, Tab::Chart, Tab::Znodes, Tab::Events, Tab::Guide];

    /// The name by which it is styled and kept.
    pub fn name(self) -> &'static str {
        match self {
            Tab::Stage => "stage",
            Tab::Chart => "chart",
            Tab::Znodes => "znodes",
            Tab::Events => "events",
            Tab::Guide => "guide",
        }
    }

    pub fn from_name(name: &str) -> Option<Tab> {
        Tab::ALL.into_iter().find(|it| it.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct TransportView {
    pub playing: bool,
    /// The virtual time since the start, as in `00:08.240`.
    pub time: String,
    /// The same instant by the clock on the virtual wall, as `ctime` would print it.
    pub wall: String,
    pub speeds: Vec<SpeedView>,
    /// Set while a gap is being skipped: `idle 5.8 s`.
    pub gap: Option<String>,
    /// The session timeout on this stage, as in `session timeout 6 s`.
    pub timeout: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct SpeedView {
    /// As in `1×`.
    pub label: String,
    pub chosen: bool,
}

/// One simulated process: who it is, both truths about its session, and its console.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelView {
    /// The name, as in `master1`; also the accessible name of the region.
    pub process: String,
    pub role: Role,
    pub role_word: String,
    /// What its program does, in words; empty when there is nothing to tell.
    pub doing: String,
    /// The known bugs that its program has: in short, and what comes of each.
    pub bugs: Vec<(&'static str, &'static str)>,
    /// Whether a person plays it instead of its program; `None` if it has none.
    pub hand: Option<bool>,
    /// Set while it is paused: "paused until 13.400 s".
    pub paused: Option<String>,
    pub orders: Vec<OrderView>,
    /// What the client believes about its session.
    pub thinks: ChipView,
    /// What the server knows about that session.
    pub knows: ChipView,
    /// The session's time left, while the server knows the session.
    pub ring: Option<RingView>,
    /// Set when there is no living console: "killed at 3.2 s", "quit".
    pub ended: Option<String>,
    /// Paths on which the process holds a watch.
    pub watches: Vec<WatchView>,
    /// The ephemeral znodes that belong to its session.
    pub owns: Vec<String>,
    /// The process owns the selected znode, or is itself selected.
    pub marked: bool,
    pub actions: Vec<ActionView>,
    pub console: ConsoleView,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Master,
    Backup,
    Worker,
    Client,
    /// A plain console that plays no part in the story.
    Console,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ChipView {
    pub mood: Mood,
    /// As in `CONNECTED`, or `alive · 2.8 s left`.
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Good,
    Waiting,
    Bad,
    Off,
}

/// The session's time left, drawn as an arc.
#[derive(Clone, Debug, PartialEq)]
pub struct RingView {
    /// Time left as per mille of the whole span from touch to expiry, 0 to 1000.
    pub left: u16,
    /// The words for it, as in `2.8 s left of 6 s`.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct WatchView {
    pub path: String,
    /// As in `data`, `children`, `creation`.
    pub kind: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ActionView {
    pub action: PanelAction,
    pub label: String,
    pub enabled: bool,
}

/// What the menu of a panel offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PanelAction {
    /// The process dies as by `kill -9`.
    Kill,
    /// It starts anew, with a new session.
    Restart,
    /// `quit` is typed.
    Close,
    /// It stands still for a while, and does not know it.
    Pause,
    Resume,
    /// Its program gets the bug, or is mended.
    Bug(Bug),
    /// It leaves the stage for good.
    Remove,
    /// Its links to all servers are cut.
    Cut,
    /// The link to that server is.
    CutFrom(ServerId),
    /// Nothing passes between it and the servers, and nobody is told.
    CutSilently,
    /// What it sends to that server is lost from now on, and nobody is told.
    CutOneWay(ServerId),
    Heal,
    /// Its connections are closed once.
    Break,
    /// Messages between it and that server wait until they are released.
    Hold(ServerId),
    Release(ServerId),
    /// They take two seconds.
    Delay(ServerId),
    /// They take as long as at the start.
    Hurry(ServerId),
    LoseReply,
    Expire,
    MoveTo(ServerId),
}

#[derive(Clone, Debug, PartialEq)]
pub struct ConsoleView {
    pub lines: Log<ConsoleLine>,
    /// The first of them that is shown.
    pub first: usize,
    /// As in `[zk: localhost:2181(CONNECTED) 3]`.
    pub prompt: String,
    /// What is typed but not yet sent. An arriving event leaves it alone.
    pub draft: String,
    /// Greyed continuation of the draft; `→` at the end of the line takes it.
    pub ghost: String,
    pub popup: Option<PopupView>,
    /// Set while the console waits for an answer: no prompt yet.
    pub waiting: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLine {
    /// Grows by one a line and never repeats within a console: the key of the row.
    pub number: u64,
    pub kind: LineKind,
    pub text: Rc<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A prompt with the line that was typed after it.
    Typed,
    Output,
    /// The sentence with which a command fails.
    Error,
    /// Part of a `WATCHER::` block.
    Watcher,
    /// Our own voice, visibly apart from zkCli's.
    Note,
}

/// What may follow at the end of the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct PopupView {
    pub items: Vec<PopupItem>,
    pub chosen: usize,
    /// The usage of the command being typed, as in `create [-s] [-e] … path [data] [acl]`.
    pub usage: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct PopupItem {
    pub text: String,
    pub about: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TreeView {
    /// Whose view it is; `None` with one server.
    pub seen: Option<SeenView>,
    /// The rows in the order they are shown; children of a closed znode are left out.
    pub rows: Vec<TreeRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TreeRow {
    pub path: String,
    /// The last part of the path; `/` for the root.
    pub name: String,
    /// 1 for the root.
    pub level: usize,
    /// `None` for a leaf.
    pub open: Option<bool>,
    pub selected: bool,
    /// Its owner's panel is selected.
    pub marked: bool,
    pub change: Change,
    /// The ensemble has it otherwise, or not at all.
    pub differs: bool,
    /// The name of the process that owns it, for an ephemeral znode.
    pub owner: Option<Owner>,
    /// What else ends its life: that it is a container, or its time to live.
    pub passing: Option<String>,
    pub sequential: bool,
    pub version: i32,
    /// The data in short, in quotes; `null` for none.
    pub data: String,
    pub watchers: usize,
    /// For a parent of sequential znodes: the number the next one gets.
    pub next: Option<String>,
    /// Begins with the path; for assistive technology.
    pub label: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Owner {
    pub process: String,
    pub role: Role,
}

/// The difference since the last event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Same,
    Added,
    Removed,
    Changed,
}

/// The selected znode in full.
#[derive(Clone, Debug, PartialEq)]
pub struct DetailsView {
    pub title: String,
    /// Label and value, as in (`dataVersion`, `0`).
    pub facts: Vec<(String, String)>,
}

/// The walk-through of the first visit.
#[derive(Clone, Debug, PartialEq)]
pub struct GuideView {
    pub title: String,
    /// From 1.
    pub beat: usize,
    pub beats: usize,
    /// What to do now and why, in one or two sentences.
    pub caption: String,
    /// What the last beat has just shown.
    pub lesson: Option<String>,
    pub offer: Option<OfferView>,
    /// At the end: other tales.
    pub choices: Vec<ChoiceView>,
}

/// Another tale, on a stage of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceView {
    /// `None` for what else could have become of this one.
    pub tale: Option<Tale>,
    /// As in "Type the story yourself".
    pub label: String,
}

/// What the guide would do for the person.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferView {
    /// As in `create -e /master "master1.example.com:2223"`; empty where the button says it.
    pub what: String,
    /// Whose console it belongs to.
    pub process: String,
    /// As in "Type it for me".
    pub button: String,
}
