//! Which znodes there are at a moment of the run, told from its trace; and which of them somebody
//! may have meant.

use std::collections::BTreeSet;

use crate::engine::Change;
use crate::engine::tree::SYSTEM_PATHS;
use crate::model::ZPath;
use crate::shell::is_slip;

/// Among so many znodes below one parent somebody's slip is looked for.
const MOST_COMPARED: usize = 1000;

#[derive(Clone, Debug)]
pub struct Places {
    paths: BTreeSet<ZPath>,
}

/// Those of a server that was never used.
impl Default for Places {
    fn default() -> Places {
        let system = SYSTEM_PATHS.iter().filter_map(|it| ZPath::parse(it).ok());
        Places {
            paths: system.collect(),
        }
    }
}

impl Places {
    pub fn note(&mut self, changes: &[Change]) {
        for change in changes {
            match change {
                Change::Created(path) => _ = self.paths.insert(path.clone()),
                Change::Deleted(path) => _ = self.paths.remove(path),
                Change::DataSet(_) => {}
            }
        }
    }

    /// The znode that is there and is one slip of the finger away from a path that is not; of a
    /// long path, where it first leads nowhere.
    pub fn meant_by(&self, path: &ZPath) -> Option<ZPath> {
        let (mut missing, mut parent) = (path.clone(), path.parent()?);
        while !self.paths.contains(&parent) {
            (missing, parent) = (parent.clone(), parent.parent()?);
        }
        let first = parent.child("!");
        let below = self.paths.range(first..);
        let below = below.take_while(|it| it.below(&parent).is_some());
        let siblings = below
            .take(MOST_COMPARED)
            .filter(|it| it.parent().as_ref() == Some(&parent));
        let mut alike = siblings.filter(|it| is_slip(it.name(), missing.name()));
        alike.next().cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_path_that_leads_nowhere_is_seen_through() {
        let path = |text: &str| ZPath::parse(text).unwrap();
        let mut places = Places::default();
        let made = ["/workers", "/workers/w1", "/tasks"].map(|it| Change::Created(path(it)));
        places.note(&made);
        let meant = |text| places.meant_by(&path(text)).map(|it| it.to_string());
        assert_eq!(meant("/worker").as_deref(), Some("/workers"));
        assert_eq!(meant("/worker/w1").as_deref(), Some("/workers"));
        assert_eq!(meant("/zokeeper/config").as_deref(), Some("/zookeeper"));
        assert_eq!(meant("/workers/w2"), None);
        assert_eq!(meant("/other"), None);
        places.note(&[Change::Deleted(path("/tasks"))]);
        assert_eq!(places.meant_by(&path("/task")), None);
    }
}
