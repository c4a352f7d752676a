//! How the playground follows the guide: what a beat asks of the clock, and what its offer does.

use std::time::Duration;

use crate::app::guide::{Guide, Offer};
use crate::app::pacer::HOP;
use crate::app::playground::Playground;
use crate::app::view::PanelAction;

/// Where a beat is a step, it is looked for so far ahead.
const LONGEST_BEAT: Duration = Duration::from_secs(60);

impl Playground {
    /// Lets the guide see what has happened.
    pub(super) fn follow_tale(&mut self) {
        let Some(guide) = &mut self.guide else {
            return;
        };
        let halted = guide.current().is_some_and(|it| it.halts);
        if guide.keep_up(&self.stage, self.chronicle.roster()) {
            self.pacer.playing |= halted && !self.options.calm;
            self.enter_beat();
        }
    }

    /// Gives the clock the pace of the beat.
    pub(super) fn enter_beat(&mut self) {
        let beat = self.guide.as_ref().and_then(Guide::current);
        self.pacer.hop = beat.map_or(HOP, |it| it.hop);
        if beat.is_some_and(|it| it.halts) {
            self.pacer.playing = false;
        }
    }

    pub(super) fn skip_guide(&mut self) {
        let beat = self.guide.as_ref().and_then(Guide::current);
        if beat.is_some_and(|it| it.halts) {
            self.pacer.playing = !self.options.calm;
        }
        self.guide = None;
        self.enter_beat();
    }

    /// The guide does what it offers.
    pub(super) fn take_offer(&mut self) {
        let Some(beat) = self.guide.as_ref().and_then(Guide::current) else {
            return;
        };
        match beat.offer {
            Offer::Kill(name) => self.act(name, PanelAction::Kill),
            Offer::Pause(name) => self.act(name, PanelAction::Pause),
            Offer::Type(lines) => {
                for (name, line) in lines {
                    let Some(id) = self.stage.process(name) else {
                        return;
                    };
                    self.type_line(id, line.to_string());
                    self.look.front = Some(id);
                }
            }
            Offer::None => self.finish_beat(),
        }
    }

    /// Runs the clock to the end of the beat.
    fn finish_beat(&mut self) {
        let until = self.stage.now() + LONGEST_BEAT;
        let beat = self.guide.as_ref().map(|it| it.beat);
        while self.guide.as_ref().map(|it| it.beat) == beat
            && self.stage.run_mut().step_until(until)
        {
            self.keep_up();
        }
    }
}
