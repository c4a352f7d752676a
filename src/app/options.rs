//! With what the page is opened, and what follows from it.

use crate::app::tale::Tale;
use crate::app::view::{Frame, StageView, Tab, Theme};
use crate::app::words::Lang;

/// The named starts, each a script of its own.
const FIRST_VISIT: &str = include_str!("../../scenarios/first-visit.zks");
const ASLEEP: &str = include_str!("../../scenarios/asleep.zks");
const QUIET: &str = include_str!("../../scenarios/quiet.zks");
const ENSEMBLE: &str = include_str!("../../scenarios/ensemble.zks");
const EMBED: &str = include_str!("../../scenarios/embed.zks");

/// With what the page is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub lang: Lang,
    pub theme: Theme,
    pub frame: Frame,
    /// No guide: the plain stage, clock running.
    pub quiet: bool,
    /// The run comes by a link: until it is there, nothing moves.
    pub linked: bool,
    /// What the guide tells.
    pub tale: Tale,
    /// The person has asked for less motion: the guide goes by steps, and the clock stands.
    pub calm: bool,
}

impl Options {
    pub(super) fn tale(&self) -> Option<Tale> {
        let guided = !self.quiet && !self.linked && self.frame == Frame::Full;
        guided.then_some(self.tale)
    }

    /// Where programs play there is something to see; where people type, room for it.
    pub(super) fn view(&self) -> StageView {
        match self.tale() {
            Some(Tale::Tour | Tale::Pause) => StageView::Chart,
            Some(Tale::Story | Tale::Quorum) | None => StageView::Consoles,
        }
    }

    /// The same where one part fills the page.
    pub(super) fn tab(&self) -> Tab {
        match self.view() {
            StageView::Chart => Tab::Chart,
            StageView::Consoles => Tab::Stage,
        }
    }

    /// The name of the start, and its script.
    pub(super) fn start(&self) -> (&'static str, &'static str) {
        match (self.frame, self.tale()) {
            (Frame::Embed, _) => ("embed", EMBED),
            (Frame::Full, Some(Tale::Tour)) => ("first-visit", FIRST_VISIT),
            (Frame::Full, Some(Tale::Pause)) => ("asleep", ASLEEP),
            (Frame::Full, Some(Tale::Quorum)) => ("ensemble", ENSEMBLE),
            (Frame::Full, Some(Tale::Story) | None) => ("quiet", QUIET),
        }
    }
}
