//! The lines of a console: as they were typed, and as zkCli counts them.

use crate::model::Log;

/// All lines that were not empty, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    entries: Log<Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    typed: String,
    /// The line that a `redo` repeated; it takes the place of the `redo`.
    redone: Option<String>,
}

impl History {
    pub fn push(&mut self, line: &str) {
        self.entries.push(Entry {
            typed: line.to_string(),
            redone: None,
        });
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The lines as they were typed, which is what a person wants back.
    pub fn typed(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|it| it.typed.as_str())
    }

    /// The line of that number, if it is not the one that runs.
    pub fn earlier(&self, number: i32) -> Option<String> {
        let number = usize::try_from(number).ok()?;
        let is_earlier = number + 1 < self.entries.len();
        let entry = self.entries.get(number).filter(|_| is_earlier);
        entry.map(|it| it.counted().to_string())
    }

    /// Puts the line that is redone in the place of the one that runs.
    pub fn redo(&mut self, line: &str) {
        if let Some(entry) = self.entries.last_mut() {
            entry.redone = Some(line.to_string());
        }
    }

    /// The last eleven, numbered from 0, with the one that runs.
    pub fn recent(&self) -> impl Iterator<Item = (usize, &str)> {
        let entries = self.entries.iter().map(Entry::counted).enumerate();
        entries.skip(self.len().saturating_sub(11))
    }
}

impl Entry {
    fn counted(&self) -> &str {
        self.redone.as_ref().unwrap_or(&self.typed)
    }
}
