//! The branches of a run: futures that began with the same past.

use std::rc::Rc;

use crate::app::scene::Scene;
use crate::app::timeline::checkpoints::Checkpoints;
use crate::app::words::beginning;
use crate::scenario::Cursor;
use crate::scenario::bundle::LONGEST_NAME;

/// More are never kept; the oldest makes room, if there is one the oldest from which no other has
/// branched.
const MOST: usize = 50;
/// Of a name that nobody gave, so many characters.
const LONGEST: usize = 32;

#[derive(Clone, Debug)]
pub struct Branch {
    /// No other of this timeline has or had it, while its place may become another's.
    pub id: u64,
    pub name: String,
    /// The branch that it left, and where.
    pub parent: Option<(usize, Cursor)>,
    /// Where people came to it: what was said before set it up.
    pub home: Cursor,
    /// The furthest it has come; `None` while that is what is shown.
    pub(super) head: Option<Rc<Scene>>,
    pub(super) checkpoints: Checkpoints,
}

#[derive(Clone, Debug, Default)]
pub struct Branches {
    all: Vec<Branch>,
    /// The one that is shown.
    here: usize,
    /// How many there ever were.
    begun: u64,
}

impl Branches {
    pub(super) fn add(
        &mut self,
        name: String,
        parent: Option<(usize, Cursor)>,
        home: Cursor,
        head: Option<Rc<Scene>>,
        checkpoints: Checkpoints,
    ) {
        self.all.push(Branch {
            id: self.begun,
            name,
            parent,
            home,
            head,
            checkpoints,
        });
        self.begun += 1;
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

    /// The place of the branch with that id, as long as it is kept.
    pub fn place_of(&self, id: Option<u64>) -> Option<usize> {
        self.all.iter().position(|it| Some(it.id) == id)
    }

    pub(super) fn here_mut(&mut self) -> &mut Branch {
        &mut self.all[self.here]
    }

    pub(super) fn show(&mut self, branch: usize) {
        self.here = branch;
        for (place, it) in self.all.iter_mut().enumerate() {
            match place == branch {
                true => it.checkpoints.wake(),
                false => it.checkpoints.rest(),
            }
        }
    }

    /// Another begins, from the one that is shown, and is shown from now on.
    pub(super) fn fork(&mut self, when: Cursor, name: &str) {
        let name = self.free_name(&beginning(name, LONGEST));
        let checkpoints = self.here().checkpoints.until(when);
        let home = self.here().home.min(when);
        self.add(name, Some((self.here, when)), home, None, checkpoints);
        self.show(self.all.len() - 1);
        self.make_room();
    }

    /// People come to each where they came to the same branch of others.
    pub fn come_home_as_in(&mut self, others: &Branches) {
        for (branch, other) in self.all.iter_mut().zip(&others.all) {
            branch.home = other.home;
        }
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
        let others = || (1..self.all.len()).filter(|it| *it != self.here);
        let idle = others().find(|it| !parents.contains(it));
        if let Some(gone) = idle.or(others().next()) {
            self.remove(gone);
        }
    }

    /// Forgets a branch that is not shown, nor the first. Those that have left it have left its
    /// parent, no later than it has itself.
    fn remove(&mut self, gone: usize) {
        let removed = self.all.remove(gone);
        let moved = |it: usize| if it > gone { it - 1 } else { it };
        self.here = moved(self.here);
        for branch in &mut self.all {
            let left = match (branch.parent, removed.parent) {
                (Some((parent, when)), Some((before, left))) if parent == gone => {
                    Some((before, when.min(left)))
                }
                (left, _) => left,
            };
            branch.parent = left.map(|(it, when)| (moved(it), when));
        }
    }
}
