//! How the playground follows the guide: what a beat asks of the clock, and what its offer does.

use std::time::Duration;

use crate::app::guide::{Guide, Offer};
use crate::app::pacer::HOP;
use crate::app::playground::Playground;
use crate::app::timeline::Place;
use crate::app::view::PanelAction;

/// Where a beat is a step, it is looked for so far ahead.
const LONGEST_BEAT: Duration = Duration::from_secs(60);

impl Playground {
    /// Gives the clock the pace of the beat. Where a beat has halted it, it goes on after it.
    pub(super) fn follow_tale(&mut self) {
        let guide = self.timeline.scene().guide.as_ref();
        let guide = guide.filter(|_| self.guided);
        let beat = guide.map(|it| it.beat);
        if beat == self.beat {
            return;
        }
        let halted = self.halts;
        let now = guide.and_then(Guide::current);
        self.halts = now.is_some_and(|it| it.halts);
        self.pacer.hop = now.map_or(HOP, |it| it.hop);
        self.beat = beat;
        if self.halts {
            self.pacer.playing = false;
        } else if halted {
            self.pacer.playing |= !self.options.calm;
        }
    }

    pub(super) fn skip_guide(&mut self) {
        self.guided = false;
    }

    /// The guide does what it offers.
    pub(super) fn take_offer(&mut self) {
        let Some(beat) = self.guide().and_then(Guide::current) else {
            return;
        };
        match beat.offer {
            Offer::Kill(name) => self.act(name, PanelAction::Kill),
            Offer::Pause(name) => self.act(name, PanelAction::Pause),
            Offer::Type(lines) => {
                for (name, line) in lines {
                    let Some(id) = self.stage().process(name) else {
                        return;
                    };
                    self.type_line(id, line.to_string());
                    self.look.front = Some(id);
                }
            }
            Offer::None => self.finish_beat(),
        }
    }

    /// Goes back to before the master was struck, and lets it fall asleep instead.
    pub(super) fn rewind_and_pause(&mut self) {
        let Some((at, name)) = self.guide().and_then(Guide::struck) else {
            return;
        };
        let mut said = self.stage().said().iter().rev();
        let Some(before) = said.find(|it| it.when.at <= at).map(|it| it.when) else {
            return;
        };
        drop(said);
        self.seek(Place::At(before));
        self.act(name, PanelAction::Pause);
        self.pacer.playing = !self.options.calm;
    }

    /// Runs the clock to the end of the beat.
    fn finish_beat(&mut self) {
        let until = self.stage().now() + LONGEST_BEAT;
        let beat = self.guide().map(|it| it.beat);
        self.run_until(until, |it| it.guide().map(|it| it.beat) != beat);
    }
}
