//! A recorded run: its header, what was said to it, and exactly when. It holds nothing of what
//! came of it, for that comes again.
//!
//! ```text
//! record 1 scenario
//! servers 3
//! seed 7
//! @0 0 session alice 6s @s2
//! @12 840 alice> create /a
//! @95 12000
//! ```
//!
//! The numbers are the steps that the world had taken, and the milliseconds of its clock. The last
//! line says how far the run had come.

use std::fmt;

use crate::model::VirtualTime;
use crate::scenario::header::{Dialect, Header};
use crate::scenario::lines::Lines;
use crate::scenario::script::ScriptError;
use crate::scenario::statement::Statement;

/// What a record begins with, ahead of its version.
const SIGN: &str = "record ";

/// This program writes records of this version, and reads no other.
const VERSION: &str = "1";

/// More than anybody says in one run.
pub const MOST_ENTRIES: usize = 100_000;

/// More than a person lets happen in hours; a page plays them again within seconds.
const MOST_STEPS: u64 = 2_000_000;

/// A place in a run. The step is needed as well as the time: several things may happen in one
/// moment, and somebody may act between two of them, or in a silence in which nothing happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// How many steps the world has taken.
    pub step: u64,
    pub at: VirtualTime,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where the run was before this was said.
    pub when: Cursor,
    pub said: Statement,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub header: Header,
    pub entries: Vec<Entry>,
    /// How far the run had come.
    pub end: Cursor,
}

impl Record {
    /// Whether a text is meant as a record, of whatever version. No script begins so.
    pub fn is_begun_by(text: &str) -> bool {
        text.starts_with(SIGN)
    }

    /// # Errors
    /// Which line cannot be read, and why.
    pub fn parse(text: &str) -> Result<Record, ScriptError> {
        let mut lines = Lines::of(text);
        let mut record = Record::begin(&mut lines)?;
        while !record.read_on(&mut lines)? {}
        match lines.next() {
            None => Ok(record),
            Some(_) => lines.fail("the record has ended above"),
        }
    }

    /// Reads the head of a record, up to its first entry.
    ///
    /// # Errors
    /// Which line cannot be read, and why.
    pub fn begin(lines: &mut Lines) -> Result<Record, ScriptError> {
        let dialect = match lines.next().and_then(|it| it.strip_prefix(SIGN)) {
            Some(head) => match head.split_once(' ') {
                Some((VERSION, dialect)) => Dialect::named(dialect),
                _ => {
                    return lines.fail(format!(
                        "this is a record of version `{head}`, and only those of version \
                         {VERSION} can be read; update zkplay"
                    ));
                }
            },
            None => None,
        };
        let Some(dialect) = dialect else {
            return lines.fail(format!("a record begins with `record {VERSION} scenario`"));
        };
        let mut header = Header::new(dialect);
        while let Some(line) = lines.next_unless_entry() {
            match header.take(line) {
                Ok(true) => {}
                Ok(false) => return lines.fail(format!("`{line}` does not belong here")),
                Err(problem) => return lines.fail(problem),
            }
        }
        Ok(Record {
            header,
            entries: Vec::new(),
            end: Cursor::default(),
        })
    }

    /// Reads the next line of a record that has come so far; `true` if that was its end.
    ///
    /// # Errors
    /// Why the line cannot be read.
    pub fn read_on(&mut self, lines: &mut Lines) -> Result<bool, ScriptError> {
        let Some(line) = lines.next() else {
            return lines.fail("the end is missing: a last line `@STEP MILLISECONDS`");
        };
        let Some(rest) = line.strip_prefix('@') else {
            return lines.fail(format!("`{line}` does not belong here"));
        };
        let (when, said) = match read_entry(rest) {
            Some(it) if it.0 >= self.end => it,
            Some(_) => return lines.fail("this comes before the line above"),
            None => return lines.fail("write `@STEP MILLISECONDS STATEMENT`"),
        };
        self.end = when;
        let Some(said) = said else {
            return Ok(true);
        };
        match Statement::parse(said) {
            _ if self.entries.len() == MOST_ENTRIES => {
                lines.fail(format!("a record has at most {MOST_ENTRIES} entries"))
            }
            Ok(said) => {
                self.entries.push(Entry { when, said });
                Ok(false)
            }
            Err(problem) => lines.fail(problem),
        }
    }

    /// # Errors
    /// If it is too long to be played again.
    pub fn check_length(&self) -> Result<(), String> {
        let steps = self.end.step;
        match steps > MOST_STEPS {
            true => Err(format!(
                "it takes {steps} steps; at most {MOST_STEPS} are played again"
            )),
            false => Ok(()),
        }
    }

    /// The same run, but no further than to that place.
    pub fn up_to(&self, end: Cursor) -> Record {
        Record {
            header: self.header.clone(),
            entries: self.entries[..self.said_before(end)].to_vec(),
            end,
        }
    }

    /// How many of its entries were said by then: whatever is said takes a step.
    pub fn said_before(&self, place: Cursor) -> usize {
        self.entries.partition_point(|it| it.when.step < place.step)
    }
}

/// What stands behind the `@`.
fn read_entry(text: &str) -> Option<(Cursor, Option<&str>)> {
    let (step, rest) = text.split_once(' ')?;
    let (at, said) = match rest.split_once(' ') {
        Some((at, said)) => (at, Some(said)),
        None => (rest, None),
    };
    let step = step.parse().ok()?;
    let at = VirtualTime::from_millis(at.parse().ok()?);
    Some((Cursor { step, at }, said))
}

impl Cursor {
    /// Reads what is written as `@12 840`; `None` if that is something else.
    pub fn parse(text: &str) -> Option<Cursor> {
        match read_entry(text.strip_prefix('@')?)? {
            (place, None) => Some(place),
            (_, Some(_)) => None,
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{SIGN}{VERSION} {}", self.header.dialect().name())?;
        for line in self.header.lines() {
            writeln!(f, "{line}")?;
        }
        for entry in &self.entries {
            writeln!(f, "{entry}")?;
        }
        writeln!(f, "{}", self.end)
    }
}

/// As in `@12 840 alice> create /a`.
impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.when, self.said)
    }
}

/// As in `@12 840`: the step and the milliseconds.
impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{} {}", self.step, self.at.as_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Witness;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const RECORD: &str = "record 1 scenario\nservers 3\nseed 7\n@0 0 session a 6s @s2\n\
                          @1 0 a> create /b \"c  d\"\n@30 900\n";

    #[test]
    fn a_record_is_written_as_it_was_read() {
        let record = Record::parse(RECORD).unwrap();
        assert_eq!(record.header.seed, 7);
        assert_eq!(record.entries.len(), 2);
        assert_eq!(record.to_string(), RECORD);
    }

    #[test]
    fn what_is_no_record_is_told_with_its_line_and_what_to_do() {
        for (text, hint) in [
            ("", "line 1: a record begins with `record 1 scenario`"),
            ("session a", "line 1: a record begins with"),
            ("record 1 poem\n@0 0", "line 1: a record begins with"),
            (
                "record 2 scenario\n@0 0",
                "line 1: this is a record of version `2 scenario`",
            ),
            ("record 1 scenario\nseed x", "line 2: `x` is no seed"),
            (
                "record 1 scenario\nsession a",
                "line 2: `session a` does not belong here",
            ),
            (
                "record 1 scenario\n@0 0 session a\nseed 1",
                "line 3: `seed 1` does not belong",
            ),
            (
                "record 1 scenario\n@0",
                "line 2: write `@STEP MILLISECONDS STATEMENT`",
            ),
            ("record 1 scenario\n@0 x session a", "line 2: write `@STEP"),
            (
                "record 1 scenario\n@0 0 dance",
                "line 2: `dance` is no statement",
            ),
            (
                "record 1 scenario\n@5 0 session a\n@4 9",
                "line 3: this comes before the line",
            ),
            (
                "record 1 scenario\n@0 0 session a\n",
                "line 2: the end is missing",
            ),
            (
                "record 1 scenario\n@0 0\n@0 0",
                "line 3: the record has ended above",
            ),
        ] {
            let problem = Record::parse(text).unwrap_err().to_string();
            assert!(problem.starts_with(hint), "{text:?}: {problem}");
        }
    }

    #[test]
    fn a_run_that_takes_another_course_is_told_so() {
        for (from, to) in [
            ("@1 0 a> create", "@3 0 a> create"),
            ("@1 0 a> create /b \"c  d\"", "@1 0 kill nobody"),
            ("@30 900", "@3000 900"),
            ("@30 900", "@2 900000"),
        ] {
            let changed = Record::parse(&RECORD.replace(from, to)).unwrap();
            let problem = Witness::of(&changed).err().unwrap_or_default();
            assert!(problem.contains("takes another course"), "{to}: {problem}");
        }
    }
}
