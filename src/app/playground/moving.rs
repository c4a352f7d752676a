//! How a person moves through time, back and forth, and from one future to another.

use std::time::Duration;

use crate::app::breakpoint::Breakpoint;
use crate::app::pacer::next_visible;
use crate::app::playground::Playground;
use crate::app::timeline::Place;
use crate::app::view::EventKind;
use crate::model::VirtualTime;
use crate::scenario::statement::LONGEST_WAIT;
use crate::scenario::{Cursor, Stage};

/// How far *Next event* looks.
const NEXT_EVENT_HORIZON: Duration = Duration::from_secs(600);

impl Playground {
    /// Lets the world turn until that is so, or until then, or until a breakpoint is met; `true`
    /// for the last.
    pub(super) fn run_until(
        &mut self,
        latest: VirtualTime,
        done: impl Fn(&Playground) -> bool,
    ) -> bool {
        let mut read = self.scene().chronicle.events().len();
        while !done(self) && self.timeline.step_until(latest) {
            if self.stops_since(read) {
                return true;
            }
            read = self.scene().chronicle.events().len();
        }
        false
    }

    /// Lets time pass until then.
    pub(super) fn advance_to(&mut self, until: VirtualTime) {
        if !self.run_until(until, |_| false) {
            self.timeline.pass_to(until);
        }
    }

    /// Lets the next thing happen.
    pub(super) fn step(&mut self) {
        self.pacer.playing = false;
        let steps = self.scene().steps();
        self.run_until(VirtualTime::END, |it| it.scene().steps() > steps);
    }

    /// Somebody acts on the stage; `true` if a breakpoint is met by that.
    pub(super) fn act_on_stage<T>(&mut self, act: impl FnOnce(&mut Stage) -> T) -> (T, bool) {
        self.pacer.forget();
        let events = self.scene().chronicle.events().len();
        let done = self.timeline.act(act);
        (done, self.stops_since(events))
    }

    /// A breakpoint is met by what was told behind so many events: the clock stands, and that is
    /// shown.
    fn stops_since(&mut self, events: usize) -> bool {
        let rows = self.timeline.scene().chronicle.events().since(events);
        let met = |breakpoints: &[Breakpoint], row| breakpoints.iter().any(|it| it.is_met(row));
        let mut rows = rows.filter(|it| met(&self.breakpoints, it));
        let Some(id) = rows.next().map(|it| it.id) else {
            return false;
        };
        self.pacer.playing = false;
        self.look.event = Some(id);
        true
    }

    /// The clock stands there.
    pub(super) fn seek(&mut self, place: Place) {
        self.timeline.seek(place);
        self.rest();
    }

    /// The clock stands wherever one has gone, also in the middle of a tale.
    fn rest(&mut self) {
        self.follow_tale();
        self.pacer.playing = false;
        self.pacer.forget();
    }

    /// Goes to that moment, and if nobody has been there yet, lets time pass until then: no more at
    /// once than somebody may wait.
    pub(super) fn seek_moment(&mut self, at: VirtualTime) {
        self.seek(Place::Moment(at));
        let now = self.stage().now();
        if at > now {
            self.advance_to(at.min(now + LONGEST_WAIT));
        }
    }

    /// One step of the world less.
    pub(super) fn step_back(&mut self) {
        let steps = self.scene().steps();
        self.seek(Place::Step(steps.saturating_sub(1)));
        // What somebody says may take several, and nobody stands in the middle of them.
        let said = self.stage().said().last().map(|it| it.when);
        if let Some(when) = said.filter(|_| self.scene().steps() == steps) {
            self.seek(Place::At(when));
        }
    }

    /// Where the last event had not happened yet, the one before it just had.
    pub(super) fn previous_event(&mut self) {
        let place = self.event_before(self.scene().cursor());
        self.seek(Place::At(place.unwrap_or_default()));
    }

    /// Where the last event that was over before that had just happened.
    fn event_before(&self, now: Cursor) -> Option<Cursor> {
        let mut rows = self.scene().chronicle.events().iter().rev();
        let earlier = rows.find(|it| it.kind != EventKind::Ping && it.cursor() < now)?;
        Some(earlier.cursor())
    }

    pub(super) fn next_event(&mut self) {
        self.pacer.playing = false;
        let until = match self.timeline.is_past() {
            true => Some(self.timeline.head().now()),
            false => next_visible(
                self.stage().world(),
                self.stage().now() + NEXT_EVENT_HORIZON,
            ),
        };
        if let Some(until) = until {
            let events = self.scene().chronicle.events().len();
            let has_news = |it: &Playground| it.scene().chronicle.has_news_since(events);
            self.run_until(until, has_news);
        }
    }

    /// To a place on the slider.
    pub(super) fn slide(&mut self, to: u16) {
        let place = self.drawn.scale.toward(to, self.scene().cursor());
        self.seek(place);
    }

    /// To where an event had just happened.
    pub(super) fn seek_event(&mut self, id: u64) {
        let row = usize::try_from(id).ok();
        let row = row.and_then(|it| self.timeline.head().chronicle.events().get(it));
        if let Some(when) = row.map(|it| it.cursor()) {
            self.seek(Place::At(when));
            self.look.event = Some(id);
        }
    }

    /// Takes back what was last said.
    pub(super) fn undo(&mut self) {
        if let Some(when) = self.timeline.last_said().map(|it| it.when) {
            self.seek(Place::At(when));
        }
    }

    /// Says it again.
    pub(super) fn redo(&mut self) {
        if let Some(when) = self.timeline.behind_next_said() {
            self.seek(Place::At(when));
        }
    }

    pub(super) fn switch(&mut self, branch: usize) {
        if branch < self.timeline.branches().all().len() {
            self.timeline.switch(branch);
            self.rest();
        }
    }
}
