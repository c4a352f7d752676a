//! The branches of a run: futures that began with the same past.

use std::rc::Rc;

use crate::app::scene::Scene;
use crate::app::timeline::checkpoints::Checkpoints;
use crate::app::words::beginning;
use crate::scenario::Cursor;
use crate::scenario::bundle::LONGEST_NAME;

/// More are never kept; the oldest from which no other has branched makes room.
const MOST: usize = 50;
/// Of a name that nobody gave, so many characters.
const LONGEST: usize = 32;

#[derive(Clone, Debug)]
pub struct Branch {
    pub name: String,
    /// The branch that it left, and where.
    pub parent: Option<(usize, Cursor)>,
    /// The furthest it has come; `None` while that is what is shown.
    pub(super) head: Option<Rc<Scene>>,
    pub(super) checkpoints: Checkpoints,
}

#[derive(Clone, Debug, Default)]
pub struct Branches {
    all: Vec<Branch>,
    /// The one that is shown.
    here: usize,
}

impl Branches {
    pub(super) fn add(&mut self, branch: Branch) {
        self.all.push(branch);
    }

    /// In the order in which they began.
    pub fn all(&self) -> &[Branch] {
        &self.all
    }

    pub fn here(&self) -> &Branch {
        &self.all[self.here]
    }

    /// The place of the one that is shown.
    pub fn place(&self) -> usize {
        self.here
    }

    pub(super) fn here_mut(&mut self) -> &mut Branch {
        &mut self.all[self.here]
    }

    pub(super) fn show(&mut self, branch: usize) {
        self.here_mut().checkpoints.rest();
        self.here = branch;
    }

    /// Another begins, from the one that is shown, and is shown from now on.
    pub(super) fn fork(&mut self, when: Cursor, name: &str) {
        let name = self.free_name(&beginning(name, LONGEST));
        let checkpoints = self.here().checkpoints.until(when);
        self.all.push(Branch {
            name,
            parent: Some((self.here, when)),
            head: None,
            checkpoints,
        });
        self.show(self.all.len() - 1);
        self.make_room();
    }

    /// Gives a branch a name of its own; without one it keeps what it has.
    pub fn rename(&mut self, branch: usize, name: &str) {
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        if !name.is_empty() && self.all.get(branch).is_some_and(|it| it.name != name) {
            self.all[branch].name = self.free_name(&name);
        }
    }

    fn free_name(&self, wanted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted} {number}"));
        let mut names = std::iter::once(wanted.to_string()).chain(numbered);
        let taken = |name: &String| self.all.iter().any(|it| it.name == *name);
        names.find(|it| !taken(it)).expect("numbers do not run out")
    }

    fn make_room(&mut self) {
        if self.all.len() <= MOST {
            return;
        }
        let parents: Vec<usize> = self
            .all
            .iter()
            .filter_map(|it| Some(it.parent?.0))
            .collect();
        let idle = |it: &usize| *it != self.here && !parents.contains(it);
        if let Some(gone) = (0..self.all.len()).find(idle) {
            self.remove(gone);
        }
    }

    /// Forgets a branch that is not shown and from which no other has begun.
    fn remove(&mut self, gone: usize) {
        self.all.remove(gone);
        let moved = |it: usize| if it > gone { it - 1 } else { it };
        self.here = moved(self.here);
        for branch in &mut self.all {
            branch.parent = branch.parent.map(|(it, when)| (moved(it), when));
        }
    }
}
