//! Selectors: from the playground to what is shown of it.

mod breakpoints;
mod broken;
mod chart;
mod comparison;
mod ensemble;
mod events;
mod guide;
mod monitors;
pub mod names;
mod panel;
mod pasted;
mod seen;
mod sharing;
pub mod strip;
pub mod timeline;
mod transport;
mod tree;

use crate::app::playground::Playground;
use crate::app::view::{Frame, PageView, StageView};

impl Playground {
    pub fn view(&self) -> PageView {
        let words = self.options.lang.words();
        let processes = self.scene().stage.world().processes();
        let front = self.look.front.or_else(|| processes.keys().next().copied());
        PageView {
            words,
            lang: self.options.lang,
            theme: self.options.theme,
            frame: self.options.frame,
            title: match self.guide() {
                Some(guide) => words.tales.of(guide.tale).title,
                None => words.facts.story,
            }
            .to_string(),
            transport: transport::view(self),
            ensemble: ensemble::view(self),
            strip: strip::view(self),
            panels: processes.keys().map(|id| panel::view(self, *id)).collect(),
            full: self.scene().stage.is_full(),
            stage: self.stage_view(),
            chart: (self.stage_view() == StageView::Chart).then(|| chart::view(self)),
            front: front.map_or_else(String::new, |id| {
                self.scene().chronicle.roster().name(id).to_string()
            }),
            tab: self.look.tab,
            tree: tree::view(self),
            details: tree::details(self),
            events: events::view(self),
            breakpoints: breakpoints::view(self),
            timeline: timeline::view(self),
            comparison: comparison::view(self),
            broken: broken::view(self),
            guide: guide::view(self).filter(|_| self.options.frame == Frame::Full),
            pasted: pasted::view(self),
            alarm: monitors::alarm(words, self.account.finding()),
            notice: sharing::notice(self),
            share: sharing::share(self),
            narration: events::narration(self),
        }
    }
}
