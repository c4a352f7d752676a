//! How far a reader of the trace has come.

use crate::scenario::Stage;
use crate::sim::TraceEntry;

/// Everything that is shown of a run is read from its trace, a little at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bookmark(usize);

impl Bookmark {
    /// What has been added since, to be read once; each entry with its place in the trace.
    pub fn news<'a>(
        &mut self,
        stage: &'a Stage,
    ) -> impl Iterator<Item = (usize, &'a TraceEntry)> + use<'a> {
        let entries = &stage.run().trace().entries;
        let read = std::mem::replace(&mut self.0, entries.len());
        entries.iter().enumerate().skip(read)
    }
}
