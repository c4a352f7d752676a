//! How the stage is looked at, and what its processes do by themselves.

/// The two ways to look at the stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StageView {
    /// Cards, the message chart, and the console in front.
    Chart,
    /// A panel with a console for each process.
    #[default]
    Consoles,
}

impl StageView {
    /// The name by which it is kept.
    pub fn name(self) -> &'static str {
        match self {
            StageView::Chart => "chart",
            StageView::Consoles => "consoles",
        }
    }

    pub fn from_name(name: &str) -> Option<StageView> {
        [StageView::Chart, StageView::Consoles]
            .into_iter()
            .find(|it| it.name() == name)
    }
}

/// A standing order of a process: what it does by itself whenever something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderView {
    pub number: u32,
    /// As in `on NodeDeleted /master do create -e /master`.
    pub text: String,
    /// How often it has fired, in words; empty for never.
    pub firings: String,
}
