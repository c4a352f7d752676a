//! How every fault is tried at every message of a run, and what came of one is looked at.

use crate::app::broken::{Begun, Broken, Progress, Tried};
use crate::app::playground::Playground;
use crate::app::shared::Notice;
use crate::app::timeline::Place;
use crate::app::update::Effect;
use crate::app::view::Tab;
use crate::campaign::LEAST;
use crate::model::VirtualTime;
use crate::scenario::Record;

impl Playground {
    /// The run that is shown is to be broken. If it is short it first goes on for a while.
    pub(super) fn try_all(&mut self) -> Effect {
        self.pacer.playing = false;
        let now = self.scene().cursor();
        self.timeline.seek(Place::Step(u64::MAX));
        let until = VirtualTime::START + LEAST;
        while self.timeline.step_until(until) {}
        if self.scene().now() < until {
            self.timeline.pass_to(until);
        }
        self.timeline.seek(Place::At(now));
        let branch = self.timeline.branches().here().id;
        self.broken = Some(Broken::of(branch));
        self.look.compared = None;
        self.look.tab = Tab::Events;
        Effect::Begin(self.timeline.head().stage.record().to_string())
    }

    pub(super) fn begun(&mut self, begun: Option<Result<Begun, String>>) -> Option<Effect> {
        let broken = self.broken.as_mut()?;
        match begun {
            Some(Ok(begun)) => broken.begun = Some(begun),
            Some(Err(problem)) => broken.fail(Some(problem)),
            None => broken.fail(None),
        }
        (broken.progress == Progress::Running).then_some(Effect::GoOn)
    }

    pub(super) fn tried(&mut self, tried: Vec<Tried>) -> Option<Effect> {
        let broken = self.broken.as_mut()?;
        // What still comes of the one before does not count.
        broken.begun.as_ref()?;
        if broken.progress != Progress::Running {
            return None;
        }
        if tried.is_empty() {
            broken.progress = Progress::Done;
            return None;
        }
        broken.tried.extend(tried);
        Some(Effect::GoOn)
    }

    /// The run of an experiment becomes a branch, and stands where a rule is breached.
    pub(super) fn future(&mut self, place: usize, record: Option<Result<Box<Record>, String>>) {
        let words = self.options.lang.words();
        let Some(broken) = &self.broken else {
            return;
        };
        let Some(tried) = broken.tried.get(place) else {
            return;
        };
        let unreachable = || Err(words.share.unreachable.to_string());
        let grafted = record.unwrap_or_else(unreachable).and_then(|record| {
            let name = format!(
                "{} {} {} s",
                tried.experiment.injection.word(),
                tried.experiment.target,
                tried.experiment.when.at
            );
            let branches = self.timeline.branches();
            let from = branches.place_of(Some(broken.branch)).unwrap_or_default();
            self.timeline
                .graft(from, tried.experiment.when, &name, &record)
        });
        match grafted {
            Ok(()) => {
                self.pacer.playing = false;
                let at = tried.outcome.first().map(|it| it.at);
                let id = self.timeline.branches().here().id;
                if let Some(at) = at {
                    self.timeline.seek(Place::Moment(at));
                }
                if let Some(broken) = &mut self.broken {
                    broken.opened = Some((place, id));
                }
            }
            Err(problem) => self.notice = Some(Notice::Refused(problem)),
        }
    }
}
