//! Copies of the scene along a branch, from which any moment is reached within few steps.

use std::rc::Rc;

use crate::app::scene::Scene;
use crate::model::VirtualTime;
use crate::scenario::Cursor;

/// A branch keeps so many; when there are more, they stand twice as far apart from then on.
const MOST: usize = 256;
/// And so many while another branch is shown.
const FEW: usize = 32;
/// So many steps lie between two at first.
const APART: u64 = 128;

#[derive(Clone, Debug)]
pub struct Checkpoints {
    /// Ascending; the first is the beginning of the run.
    scenes: Vec<Rc<Scene>>,
    apart: u64,
}

impl Checkpoints {
    pub fn new(start: &Scene) -> Checkpoints {
        Checkpoints {
            scenes: vec![Rc::new(start.clone())],
            apart: APART,
        }
    }

    /// Takes a copy if no other is near: at the end, or where few are left.
    pub fn offer(&mut self, scene: &Scene) {
        let steps = scene.steps();
        let place = self.scenes.partition_point(|it| it.steps() <= steps);
        let near = |it: &Rc<Scene>| it.steps().abs_diff(steps) < self.apart;
        if near(&self.scenes[place - 1]) || self.scenes.get(place).is_some_and(near) {
            return;
        }
        self.scenes.insert(place, Rc::new(scene.clone()));
        self.thin(MOST);
    }

    /// The last that is not beyond that step, nor that moment.
    pub fn before(&self, step: u64, at: VirtualTime) -> &Rc<Scene> {
        let within = |it: &Rc<Scene>| it.steps() <= step && it.now() <= at;
        let behind = self.scenes.partition_point(within);
        &self.scenes[behind.saturating_sub(1)]
    }

    /// Those up to there.
    pub fn until(&self, place: Cursor) -> Checkpoints {
        let behind = self.scenes.partition_point(|it| it.cursor() <= place);
        Checkpoints {
            scenes: self.scenes[..behind.max(1)].to_vec(),
            apart: self.apart,
        }
    }

    /// All of them, in the order of time.
    #[cfg(test)]
    pub fn scenes(&self) -> &[Rc<Scene>] {
        &self.scenes
    }

    pub fn last(&self) -> &Scene {
        self.scenes.last().expect("the first stays")
    }

    /// Keeps few, for a branch that is not shown.
    pub fn rest(&mut self) {
        self.thin(FEW);
    }

    /// The branch is shown again: where people go, there will be more.
    pub fn wake(&mut self) {
        self.apart = APART;
    }

    fn thin(&mut self, most: usize) {
        while self.scenes.len() > most {
            self.apart *= 2;
            let mut next = 0;
            self.scenes.retain(|it| {
                let kept = it.steps() >= next;
                if kept {
                    next = it.steps() + self.apart;
                }
                kept
            });
        }
    }
}
