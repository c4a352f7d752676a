//! Copies of the scene along a branch, from which any moment is reached within few steps.

use std::rc::Rc;

use crate::app::scene::Scene;
use crate::model::VirtualTime;
use crate::scenario::Cursor;

/// A branch keeps so many; when there are more, every other one goes and they stand twice as far
/// apart.
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

    /// Takes a copy if the last one is far enough behind.
    pub fn offer(&mut self, scene: &Scene) {
        if scene.steps() < self.last().steps() + self.apart {
            return;
        }
        self.scenes.push(Rc::new(scene.clone()));
        if self.scenes.len() > MOST {
            self.thin();
        }
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

    pub fn last(&self) -> &Scene {
        self.scenes.last().expect("the first stays")
    }

    /// Keeps few, for a branch that is not shown.
    pub fn rest(&mut self) {
        while self.scenes.len() > FEW {
            self.thin();
        }
    }

    fn thin(&mut self) {
        let mut kept = false;
        self.scenes.retain(|_| {
            kept = !kept;
            kept
        });
        self.apart *= 2;
    }
}
