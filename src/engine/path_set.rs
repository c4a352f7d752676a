//! A set of paths that costs nothing to copy.

use std::sync::Arc;

use imbl::OrdSet;

use crate::model::ZPath;

/// It holds texts, as the lists of children do: each kind of such a set has 12 KiB of code.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathSet {
    paths: OrdSet<Arc<str>>,
}

impl PathSet {
    pub fn insert(&mut self, path: &ZPath) {
        self.paths.insert(path.shared());
    }

    pub fn remove(&mut self, path: &ZPath) {
        self.paths.remove(path.as_str());
    }

    pub fn contains(&self, path: &ZPath) -> bool {
        self.paths.contains(path.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// The paths, in order.
    pub fn iter(&self) -> impl Iterator<Item = ZPath> {
        self.paths.iter().map(|it| ZPath::from_shared(it.clone()))
    }
}
