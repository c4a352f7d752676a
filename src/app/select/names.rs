//! Who is meant: the names of the cast, alone and in a row.

use crate::app::roster::Roster;
use crate::app::words::Words;
use crate::model::ProcessId;

#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    pub words: &'static Words,
    pub roster: &'a Roster,
}

impl Names<'_> {
    pub fn of(&self, process: ProcessId) -> &str {
        self.roster.name(process)
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
