//! The way back from a connection to the paths it watches: one that goes must not cost a search.

use std::hash::BuildHasherDefault;

use imbl::shared_ptr::DefaultSharedPtr;
use rustc_hash::FxHasher;

use crate::model::{ConnectionId, ZPath};

/// Below so many paths it is not worth while to sweep.
const SMALL: usize = 16;

/// A path stays noted when its watch is used up, so that telling thousands of watchers costs
/// nothing here. A list is swept when it has doubled since the last time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paths {
    /// A look-up map: its order is the hasher's, so nothing iterates it.
    by_connection:
        imbl::GenericHashMap<ConnectionId, Noted, BuildHasherDefault<FxHasher>, DefaultSharedPtr>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Noted {
    paths: Vec<ZPath>,
    /// How many were left by the last sweep.
    swept: usize,
    /// Whether there was a data watch among them.
    data: bool,
}

impl Paths {
    /// Notes a path. `stands` tells whether a watch on a noted one is still there; `data` whether
    /// this is a data watch.
    pub fn note(
        &mut self,
        to: ConnectionId,
        path: ZPath,
        stands: impl Fn(&ZPath) -> bool,
        data: bool,
    ) {
        let noted = self.by_connection.entry(to).or_default();
        noted.data |= data;
        noted.paths.push(path);
        if noted.paths.len() > SMALL + 2 * noted.swept {
            // Not by a heap: with thousands of paths this is what a watch costs.
            noted.paths.sort();
            noted.paths.dedup();
            noted.paths.retain(stands);
            noted.swept = noted.paths.len();
        }
    }

    /// Whether a connection has had data watches, and not taken back all of them.
    pub fn has_data(&self, to: ConnectionId) -> bool {
        self.by_connection.get(&to).is_some_and(|it| it.data)
    }

    /// The last of its data watches was taken back.
    pub fn end_data(&mut self, to: ConnectionId) {
        if let Some(noted) = self.by_connection.get_mut(&to) {
            noted.data = false;
        }
    }

    /// The noted paths of a connection, some perhaps twice, and perhaps some that it no longer
    /// watches.
    pub fn of(&self, to: ConnectionId) -> impl Iterator<Item = &ZPath> {
        let noted = self.by_connection.get(&to).into_iter();
        noted.flat_map(|it| &it.paths)
    }

    /// All noted paths of a connection, and perhaps some more that it no longer watches.
    pub fn take(&mut self, connection: ConnectionId) -> Vec<ZPath> {
        let noted = self.by_connection.remove(&connection);
        noted.map(|it| it.paths).unwrap_or_default()
    }
}
