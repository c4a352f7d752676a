//! What may be said to the product, and what the product asks of its surroundings.

use std::time::Duration;

use crate::app::account::{Finding, News};
use crate::app::breakpoint::Breakpoint;
use crate::app::broken::{Begun, Tried};
use crate::app::shared::{Brought, Format};
use crate::app::tale::Tale;
use crate::app::view::{
    PanelAction, Role, SeenBy, ServerAction, StageView, Tab, Theme, TutorialView,
};
use crate::app::words::Lang;
use crate::model::ServerId;
use crate::scenario::Record;

/// Everything that a person, or the passing of time, can tell the playground.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    /// A frame is due; so much wall time has passed since the last.
    Frame {
        elapsed: Duration,
    },
    /// The page was hidden, or is seen again.
    Hidden(bool),

    Play,
    Pause,
    /// One step of the world: one message delivered, one deadline met.
    Step,
    StepBack,
    /// On to the next event that shows in the event log.
    NextEvent,
    PreviousEvent,
    /// To where the person came to the run.
    Start,
    /// As far as it has come.
    Latest,
    /// To a place on the slider, of [`WHOLE`].
    ///
    /// [`WHOLE`]: crate::app::timeline::scale::WHOLE
    Slide(u16),
    SeekEvent(u64),
    /// Back to before the last thing that was said, or on behind the next.
    Undo,
    Redo,
    /// Another branch is shown.
    Switch(usize),
    Rename {
        branch: usize,
        name: String,
    },
    /// The shown branch is held against that one.
    Compare(Option<usize>),
    /// The clock shall stop there.
    Break(Breakpoint),
    /// The breakpoint of that place goes.
    Unbreak(usize),
    /// Every fault is to be tried at every message of the run.
    TryAll,
    /// How much there is to try; `None` if nobody can be asked.
    Begun(Option<Result<Begun, String>>),
    /// What came of the next few; nothing after the last.
    Tried(Vec<Tried>),
    StopTrying,
    CloseTried,
    /// The run of that experiment is to be seen.
    ShowFuture(usize),
    /// It is; `None` if nobody can be asked.
    Future {
        experiment: usize,
        record: Option<Result<Box<Record>, String>>,
    },
    /// The n-th of the offered speeds.
    Speed(usize),

    /// The text in a console's input is now this.
    Draft {
        process: String,
        text: String,
    },
    /// Enter: the draft is the command.
    Submit {
        process: String,
    },
    /// Several lines were pasted: a session with prompts is checked; else each is a command, and
    /// the last one stays a draft.
    Paste {
        process: String,
        text: String,
    },
    /// A session was checked; `None` if that could not be done.
    Checked {
        text: String,
        found: Option<TutorialView>,
    },
    /// The address of the page has this fragment: it may be a link to a run.
    Visit(String),
    /// A link, or the content of a file, is to be opened.
    Bring(String),
    /// What came of that; `None` if it cannot be told.
    Opened(Option<Result<Brought, String>>),
    /// What was kept of the visit before.
    Restore(String),
    /// A new run in the place of what was restored or opened.
    Afresh,
    CloseNotice,
    /// Somebody wants to share the run, or no longer.
    Share(bool),
    /// The run shall be saved in that form.
    Export(Format),
    /// It is written; `None` if that cannot be.
    Written {
        format: Format,
        text: Option<Result<String, String>>,
    },
    /// The link goes to the clipboard.
    CopyLink,
    /// What the witness has found in that run.
    Witnessed {
        run: u32,
        finding: Finding,
    },
    /// The pasted session has been looked at.
    ClosePasted,
    /// Its commands are typed into the console that it was pasted into.
    TypePasted,
    /// ↑ or ↓ without an open popup.
    Recall {
        process: String,
        older: bool,
    },
    /// ↑ or ↓ in the open popup.
    Choose {
        process: String,
        index: usize,
    },
    /// Takes the chosen completion; the greyed continuation is the same.
    Complete {
        process: String,
    },
    /// Esc: closes the popup, or clears the draft when none is open.
    Dismiss {
        process: String,
    },

    Act {
        process: String,
        action: PanelAction,
    },
    ActOnServer {
        server: ServerId,
        action: ServerAction,
    },
    /// The tree is shown as those have it.
    SeeAs(SeenBy),
    /// A person takes a process over from its program, or gives it back.
    Hand {
        process: String,
        by_hand: bool,
    },
    /// A standing order ends.
    EndOrder {
        process: String,
        number: u32,
    },
    /// A process of this role joins.
    Add(Role),
    /// A panel was selected, or brought to the front; again to let go.
    SelectProcess(String),
    Front(String),
    SelectZnode(String),
    ToggleZnode(String),
    SelectEvent(Option<u64>),
    ShowPings(bool),
    Filter(String),
    ShowTab(Tab),
    View(StageView),

    /// The guide does its own beat.
    Offer,
    SkipGuide,
    /// Back to before the master was killed, and it falls asleep instead.
    RewindAndPause,
    StartAgain,
    /// Another tale, on a new stage.
    Begin(Tale),

    /// The page shall speak it, if its words are known.
    Language(Lang),
    Theme(Theme),
}

impl Msg {
    /// Whether what comes of it may be shown with the next frame, if one comes.
    pub fn can_wait(&self) -> bool {
        let kept = |it: &Finding| matches!(it, Finding::Kept { .. });
        matches!(self, Msg::Witnessed { finding, .. } if kept(finding))
    }
}

/// What the edge does for the product.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Keep a small setting for the next visit.
    Remember {
        key: &'static str,
        value: String,
    },
    /// Have that opened, and say [`Msg::Opened`].
    Open(String),
    /// Have the runs written in that form, and say [`Msg::Written`].
    Write {
        bundle: String,
        format: Format,
    },
    /// Let the person save that in a file of this name.
    Save {
        name: &'static str,
        text: String,
    },
    Copy(String),
    /// Have the run held against the laws, and say [`Msg::Witnessed`].
    Witness(News),
    /// Have every fault tried in that run, and say [`Msg::Begun`].
    Begin(String),
    /// Have the next few tried, and say [`Msg::Tried`].
    GoOn,
    /// Have the run of that experiment told, and say [`Msg::Future`].
    Future(usize),
    /// Have a session checked by [`tutorial::check`], and say [`Msg::Checked`].
    ///
    /// [`tutorial::check`]: crate::app::tutorial::check
    Check {
        text: String,
        lang: Lang,
    },
}
