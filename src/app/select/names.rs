//! Who is meant: the names of the cast, alone and in a row.

use crate::app::words::Words;
use crate::model::ProcessId;

#[derive(Clone, Debug)]
pub struct Names<'a> {
    pub words: &'static Words,
    /// All processes, in the order in which they joined.
    pub cast: Vec<(ProcessId, &'a str)>,
}

impl Names<'_> {
    pub fn of(&self, process: ProcessId) -> &str {
        let named = self.cast.iter().find(|(id, _)| *id == process);
        named.map_or("", |(_, name)| name)
    }

    /// As in `a`, `a and b`, `a, b and c`.
    pub fn list(&self, names: &[String]) -> String {
        let words = &self.words.strip;
        match names.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{}{}{last}", before.join(words.comma), words.and),
            None => String::new(),
        }
    }
}
