//! Time: where the run stands, where it has been, and what else became of it.
//!
//! The scene is what is shown. It may be taken back to any moment of its branch, and what was
//! said after that moment is said again as time goes on. Whoever acts in the past begins another
//! branch; the one that was keeps its future.

pub mod branch;
mod checkpoints;
pub mod scale;

use std::rc::Rc;

use branch::Branches;
use checkpoints::Checkpoints;

use crate::app::scene::Scene;
use crate::model::{Log, VirtualTime};
use crate::scenario::{Cursor, Entry, Record, Stage, Statement, bundle};

/// More than a person lets happen in hours; a page plays them again within seconds.
const MOST_STEPS: u64 = 2_000_000;

#[derive(Clone, Debug)]
pub struct Timeline {
    scene: Scene,
    branches: Branches,
}

/// How far to go back or forth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// So many steps were taken.
    Step(u64),
    /// All has happened that happens until then.
    Moment(VirtualTime),
    At(Cursor),
}

impl Place {
    /// Whether one is surely further there than at `now`.
    fn is_beyond(self, now: Cursor) -> bool {
        match self {
            Place::Step(step) => step > now.step,
            Place::Moment(at) => at > now.at,
            Place::At(cursor) => cursor > now,
        }
    }

    /// Whether one is surely not as far there as at `now`.
    fn is_before(self, now: Cursor) -> bool {
        match self {
            Place::Step(step) => step < now.step,
            Place::Moment(at) => at < now.at,
            Place::At(cursor) => cursor < now,
        }
    }

    /// No step and no moment beyond these belongs to it.
    fn limits(self) -> (u64, VirtualTime) {
        match self {
            Place::Step(step) => (step, VirtualTime::END),
            Place::Moment(at) => (u64::MAX, at),
            Place::At(cursor) => (cursor.step, cursor.at),
        }
    }
}

impl Timeline {
    /// Plays recorded branches; the one of that place is shown, at the cursor. People come to the
    /// first at `home`, or else to the shown one where it stands. `start` is the scene on which
    /// nothing has happened yet.
    ///
    /// # Errors
    /// If they take another course than when they were recorded.
    pub fn tell(
        told: &[bundle::Branch],
        shown: usize,
        cursor: Cursor,
        home: Option<Cursor>,
        start: &Scene,
    ) -> Result<Timeline, String> {
        let mut branches = Branches::default();
        for branch in told {
            let mut checkpoints = match branch.parent {
                None => Checkpoints::new(start),
                Some((parent, when)) => branches.all()[parent].checkpoints.until(when),
            };
            let mut scene = Scene::clone(checkpoints.last());
            let said = branch.record.entries.iter().cloned().collect();
            let end = Place::At(branch.record.end);
            retrace(&mut scene, &said, end, &mut checkpoints)?;
            let home = match (home, branch.parent) {
                (Some(home), None) => home,
                (Some(_), Some((parent, when))) => branches.all()[parent].home.min(when),
                (None, _) => cursor.min(parting(&branch.record, &told[shown].record)),
            };
            let (name, head) = (branch.name.clone(), Some(Rc::new(scene)));
            branches.add(name, branch.parent, home, head, checkpoints);
        }
        branches.show(shown);
        let head = branches.here().head.clone().expect("it was just played");
        let mut timeline = Timeline {
            scene: Scene::clone(&head),
            branches,
        };
        timeline.go(Place::At(cursor))?;
        Ok(timeline)
    }

    /// # Errors
    /// If it takes too long to play all of them.
    pub fn check_length(told: &[bundle::Branch]) -> Result<(), String> {
        let steps: u64 = told.iter().map(own_steps).sum();
        match steps > MOST_STEPS {
            true => Err(format!(
                "it takes {steps} steps; at most {MOST_STEPS} are played again"
            )),
            false => Ok(()),
        }
    }

    /// All branches, as they were recorded.
    pub fn told(&self) -> Vec<bundle::Branch> {
        let branches = self.branches.all().iter().enumerate();
        branches
            .map(|(place, it)| bundle::Branch {
                name: it.name.clone(),
                parent: it.parent,
                record: self.head_of(place).stage.record(),
            })
            .collect()
    }

    /// Finds the places of all that is on the chart.
    pub fn lay_out(&mut self) {
        let Scene {
            chart, chronicle, ..
        } = &mut self.scene;
        chart.lay_out(chronicle.roster());
    }

    /// What is shown.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    pub fn branches(&self) -> &Branches {
        &self.branches
    }

    pub fn branches_mut(&mut self) -> &mut Branches {
        &mut self.branches
    }

    /// The furthest that the branch has come.
    pub fn head(&self) -> &Scene {
        self.branches.here().head.as_deref().unwrap_or(&self.scene)
    }

    /// Whether there is a future that is known.
    pub fn is_past(&self) -> bool {
        self.branches.here().head.is_some()
    }

    /// What is said next, if that is known.
    pub fn next_said(&self) -> Option<&Entry> {
        self.head().stage.said().get(self.scene.stage.said().len())
    }

    /// When something will be said, as far as that is known.
    pub fn next_said_at(&self) -> Option<VirtualTime> {
        self.next_said().map(|it| it.when.at)
    }

    /// Lets the next thing happen if it happens by then, or has it said that was said here.
    pub fn step_until(&mut self, latest: VirtualTime) -> bool {
        let next = self.next_said();
        let next = next.filter(|it| it.when.step == self.scene.steps());
        let stepped = match next.cloned() {
            Some(entry) if entry.when.at > latest => false,
            Some(entry) => {
                let again = self.scene.repeat(&entry);
                again.expect("the same run takes the same course");
                true
            }
            None => self.scene.step_until(latest),
        };
        self.settle();
        stepped
    }

    /// Lets time pass in which nothing happens.
    pub fn pass_to(&mut self, until: VirtualTime) {
        self.scene.act(|stage| stage.run_mut().pass_to(until));
        self.settle();
    }

    /// Takes a checkpoint if one is due, and ends the past where it ends.
    fn settle(&mut self) {
        let here = self.branches.here_mut();
        here.checkpoints.offer(&self.scene);
        let cursor = self.scene.cursor();
        here.head.take_if(|it| it.cursor() <= cursor);
    }

    /// Somebody acts. What was known of the future is another branch from then on.
    pub fn act<T>(&mut self, act: impl FnOnce(&mut Stage) -> T) -> T {
        let (said, when) = (self.scene.stage.said().len(), self.scene.cursor());
        let done = self.scene.act(act);
        if let Some(entry) = self.scene.stage.said().get(said)
            && self.is_past()
        {
            let name = deed(&entry.said);
            self.branches.fork(when, &name);
        }
        self.settle();
        done
    }

    /// Another branch leaves that one there, and goes on as it is recorded. It is shown, at its end.
    ///
    /// # Errors
    /// If the run takes another course than the one that was recorded.
    pub fn graft(
        &mut self,
        from: usize,
        when: Cursor,
        name: &str,
        record: &Record,
    ) -> Result<(), String> {
        self.switch(from);
        self.seek(Place::At(when));
        let here = self.branches.here_mut();
        if here.head.is_none() {
            here.head = Some(Rc::new(self.scene.clone()));
        }
        self.branches.fork(when, name);
        let said = record.entries.iter().cloned().collect();
        let checkpoints = &mut self.branches.here_mut().checkpoints;
        retrace(&mut self.scene, &said, Place::At(record.end), checkpoints)?;
        self.settle();
        Ok(())
    }

    /// Goes there, back or forth, as far as the branch has come. A cursor is one of its own.
    pub fn seek(&mut self, place: Place) {
        let gone = self.go(place);
        gone.expect("the same run takes the same course");
    }

    fn go(&mut self, place: Place) -> Result<(), String> {
        let (step, at) = place.limits();
        let head = match &self.branches.here().head {
            Some(head) => head.clone(),
            None => Rc::new(self.scene.clone()),
        };
        let end = head.cursor();
        let place = match step >= end.step && at >= end.at {
            true => Place::At(end),
            false => place,
        };
        let (step, at) = place.limits();
        let here = self.branches.here_mut();
        let from = here.checkpoints.before(step, at);
        let now = self.scene.cursor();
        let is_ahead = now.step <= step && now.at <= at && now.step >= from.steps();
        if !is_ahead {
            self.scene = Scene::clone(from);
        }
        let said = head.stage.said();
        retrace(&mut self.scene, said, place, &mut here.checkpoints)?;
        here.head = Some(head);
        self.settle();
        Ok(())
    }

    /// Shows another branch, at the same moment, or at its end if it has not come so far.
    pub fn switch(&mut self, to: usize) {
        let now = self.scene.now();
        let here = self.branches.here_mut();
        if here.head.is_none() {
            here.head = Some(Rc::new(self.scene.clone()));
        }
        self.branches.show(to);
        let head = self.branches.here().head.clone();
        self.scene = Scene::clone(&head.expect("whoever is left keeps its head"));
        self.seek(Place::Moment(now));
    }

    /// The furthest that another branch has come.
    pub fn head_of(&self, branch: usize) -> &Scene {
        let head = self.branches.all()[branch].head.as_deref();
        head.unwrap_or(&self.scene)
    }

    /// What was last said since people came to it.
    pub fn last_said(&self) -> Option<&Entry> {
        let last = self.scene.stage.said().last();
        last.filter(|it| it.when >= self.branches.here().home)
    }

    /// Behind the next thing that is said, as far as that is known: where the one after it is.
    pub fn behind_next_said(&self) -> Option<Cursor> {
        self.next_said()?;
        let after = self.scene.stage.said().len() + 1;
        let head = self.head();
        let next = head.stage.said().get(after).map(|it| it.when);
        Some(next.unwrap_or(head.cursor()))
    }
}

/// What was said, in short: of a verb in a console the verb.
fn deed(said: &Statement) -> String {
    match said {
        Statement::Typed { command, .. } => match command.strip_prefix(':') {
            Some(verb) => verb.to_string(),
            None => said.to_string(),
        },
        _ => said.to_string(),
    }
}

/// Up to where two runs are one.
fn parting(one: &Record, other: &Record) -> Cursor {
    let both = one.entries.iter().zip(&other.entries);
    let same = both.take_while(|(one, other)| one == other).count();
    let next = |it: &Record| it.entries.get(same).map_or(it.end, |it| it.when);
    next(one).min(next(other))
}

/// How many steps it takes that its parent did not.
fn own_steps(branch: &bundle::Branch) -> u64 {
    let shared = branch.parent.map_or(0, |(_, when)| when.step);
    branch.record.end.step.saturating_sub(shared)
}

/// Goes on to a place, saying what was said on the way.
fn retrace(
    scene: &mut Scene,
    said: &Log<Entry>,
    place: Place,
    checkpoints: &mut Checkpoints,
) -> Result<(), String> {
    let (step, at) = place.limits();
    while scene.steps() < step {
        match said.get(scene.stage.said().len()) {
            Some(entry) if entry.when.step == scene.steps() => {
                if entry.when.at > at {
                    break;
                }
                scene.repeat(entry)?;
            }
            _ if scene.step_until(at) => {}
            _ => break,
        }
        checkpoints.offer(scene);
    }
    match place {
        Place::Step(_) => Ok(()),
        Place::Moment(at) => {
            scene.act(|stage| stage.run_mut().pass_to(at));
            Ok(())
        }
        Place::At(cursor) => scene.act(|stage| stage.go_to(cursor, |_| {})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Options, Playground};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Of the branch of that place: how many copies there are, and how far two of them are apart at
    /// most, or the last from the end.
    fn copies(timeline: &Timeline, branch: usize) -> (usize, u64) {
        let copies = timeline.branches.all()[branch].checkpoints.scenes();
        let ends = copies.iter().map(|it| it.steps()).skip(1);
        let ends = ends.chain([timeline.head_of(branch).steps()]);
        let apart = copies.iter().zip(ends).map(|(it, end)| end - it.steps());
        (copies.len(), apart.max().unwrap_or_default())
    }

    #[test]
    fn of_a_long_run_there_are_few_copies_and_any_moment_is_near_one() {
        const STEPS: u64 = 50_000;
        // Five programs that play.
        let mut timeline = Playground::open(Options::default()).timeline;
        while timeline.scene().steps() < STEPS {
            for _ in 0..100 {
                timeline.step_until(VirtualTime::END);
            }
            let (count, apart) = copies(&timeline, 0);
            assert!(count <= 256, "{count}");
            assert!(
                apart <= (timeline.scene().steps() / 127).max(130),
                "{apart}"
            );
        }
        assert!(timeline.scene().chronicle.events().len() > 10_000);

        // A future that is not shown takes little room; also while nobody looks at it again.
        timeline.seek(Place::Step(STEPS / 2));
        timeline.act(|stage| stage.say(&Statement::Kill("worker1".to_string())).is_ok());
        let (count, apart) = copies(&timeline, 0);
        assert!(count <= 32 && apart <= STEPS / 15, "{count}, {apart}");
        let (count, apart) = copies(&timeline, 1);
        assert!(count > 64 && apart <= STEPS / 2 / 63, "{count}, {apart}");

        // Where one has gone in it again, one gets quickly.
        timeline.switch(0);
        for part in (0..=20).chain((0..=20).rev()) {
            let step = STEPS * part / 20;
            timeline.seek(Place::Step(step));
            let here = &timeline.branches.here().checkpoints;
            let near = here.before(step, VirtualTime::END).steps();
            assert!(step - near <= STEPS / 127, "{near} for {step}");
            assert!(copies(&timeline, 0).0 <= 256);
            assert!(copies(&timeline, 1).0 <= 32);
        }

        // Whoever opens it all from a link has it no otherwise.
        let told = timeline.told();
        let cursor = timeline.scene().cursor();
        let start = timeline.branches.all()[0].checkpoints.scenes()[0].clone();
        let again = Timeline::tell(&told, 0, cursor, None, &start).expect("it is the same run");
        let (count, apart) = copies(&again, 0);
        assert!(count <= 256 && apart <= STEPS / 127, "{count}, {apart}");
        assert!(copies(&again, 1).0 <= 32);
    }
}
