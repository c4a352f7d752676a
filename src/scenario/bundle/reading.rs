//! How a bundle is read.

use crate::scenario::bundle::{Branch, Bundle, LONGEST_NAME, MOST_BRANCHES, MOST_UNKNOWN, word_of};
use crate::scenario::lines::Lines;
use crate::scenario::record::{Cursor, MOST_ENTRIES, Record};
use crate::scenario::script::ScriptError;
use crate::scenario::state_hash::StateHash;
use crate::scenario::word;

/// Reads a text; `cut` if its last lines are lost.
///
/// # Errors
/// Which line cannot be read, why, and what to do.
pub fn read(text: &str, cut: bool) -> Result<Bundle, ScriptError> {
    let mut reading = Reading {
        lines: Lines::of(text),
        cut,
        entries: 0,
        given: Vec::new(),
        shown: None,
        cursor: None,
    };
    let mut record = Record::begin(&mut reading.lines)?;
    if cut && reading.lines.is_over() {
        // Not even its settings are certain.
        return reading.lines.fail("nothing was said before it is cut off");
    }
    reading.finish(&mut record, 0)?;
    let mut bundle = Bundle::from(record);
    while let Some(line) = reading.lines.next() {
        reading.take(line, &mut bundle)?;
    }
    if let Some(shown) = reading.shown {
        bundle.shown = shown;
    }
    bundle.cursor = reading.cursor.unwrap_or(bundle.branch().record.end);
    reading.check_within(&bundle.branches[bundle.shown], bundle.cursor)?;
    Ok(bundle)
}

struct Reading<'a> {
    lines: Lines<'a>,
    cut: bool,
    /// Of all branches that are read.
    entries: usize,
    /// What was said already that is said once.
    given: Vec<&'a str>,
    shown: Option<usize>,
    cursor: Option<Cursor>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, line: &'a str, bundle: &mut Bundle) -> Result<(), ScriptError> {
        let word = word_of(line);
        let rest = line[word.len()..].trim_start();
        if matches!(word, "scenario" | "shown" | "cursor" | "state" | "view") {
            if self.given.contains(&word) {
                return self.lines.fail(format!("`{word}` is said twice"));
            }
            self.given.push(word);
        }
        match word {
            "scenario" => bundle.scenario = Some(rest.to_string()),
            "branch" => self.branch(rest, bundle)?,
            "from" => return self.lines.fail("`from` follows upon `branch`"),
            "shown" => self.shown = Some(self.named(rest, bundle)?),
            "cursor" => match Cursor::parse(rest) {
                None => return self.lines.fail("write `cursor @STEP MILLISECONDS`"),
                cursor => self.cursor = cursor,
            },
            "state" => match StateHash::parse(rest) {
                None => return self.lines.fail("write `state VERSION HASH`"),
                state => bundle.state = state,
            },
            "view" => bundle.view = rest.to_string(),
            _ if word.starts_with('@') => return self.lines.fail("the record has ended above"),
            _ if bundle.unknown.len() == MOST_UNKNOWN => {
                return self.lines.fail(format!(
                    "more than {MOST_UNKNOWN} lines are not understood; load the page again, or \
                     update zkplay"
                ));
            }
            _ if word::is_name(word) => bundle.unknown.push(line.to_string()),
            _ => {
                let problem = format!("`{line}` is nothing that a link holds");
                return self.lines.fail(problem);
            }
        }
        Ok(())
    }

    fn branch(&mut self, name: &str, bundle: &mut Bundle) -> Result<(), ScriptError> {
        if name.is_empty() {
            return self.lines.fail("write `branch NAME`");
        }
        if name.chars().count() > LONGEST_NAME {
            let problem = format!("a name has at most {LONGEST_NAME} characters");
            return self.lines.fail(problem);
        }
        if bundle.branches.iter().any(|it| it.name == name) {
            let problem = format!("there is a branch `{name}` above; give it another name");
            return self.lines.fail(problem);
        }
        if bundle.branches.len() == MOST_BRANCHES {
            let problem = format!("a link holds at most {MOST_BRANCHES} branches");
            return self.lines.fail(problem);
        }
        if self.cut && self.lines.is_over() {
            return Ok(());
        }
        let line = self.lines.next().and_then(|it| it.strip_prefix("from "));
        let from = line.and_then(|it| it.rsplit_once(" @"));
        let from = from.and_then(|(parent, at)| Some((parent, Cursor::parse(&format!("@{at}"))?)));
        let Some((parent, from)) = from else {
            return self.lines.fail("write `from BRANCH @STEP MILLISECONDS`");
        };
        let place = self.named(parent, bundle)?;
        let parent = &bundle.branches[place].record;
        if from.step > parent.end.step {
            return self.check_within(&bundle.branches[place], from);
        }
        let shared = parent.said_before(from);
        self.count(shared)?;
        let mut record = parent.up_to(from);
        self.finish(&mut record, shared)?;
        bundle.branches.push(Branch {
            name: name.to_string(),
            parent: Some((place, from)),
            record,
        });
        Ok(())
    }

    /// Reads on to the end of a record, of which the first so many entries are its parent's.
    fn finish(&mut self, record: &mut Record, shared: usize) -> Result<(), ScriptError> {
        loop {
            if self.cut && self.lines.is_over() {
                // Where its last entry was said is certain, but not how many steps that took.
                if record.entries.len() > shared {
                    record.entries.pop();
                }
                break;
            }
            if record.read_on(&mut self.lines)? {
                break;
            }
        }
        self.count(record.entries.len() - shared)
    }

    fn count(&mut self, entries: usize) -> Result<(), ScriptError> {
        self.entries += entries;
        match self.entries > MOST_ENTRIES {
            true => {
                let problem = format!("a link holds at most {MOST_ENTRIES} entries in all");
                self.lines.fail(problem)
            }
            false => Ok(()),
        }
    }

    fn named(&self, name: &str, bundle: &Bundle) -> Result<usize, ScriptError> {
        match bundle.branches.iter().position(|it| it.name == name) {
            Some(place) => Ok(place),
            None => self
                .lines
                .fail(format!("there is no branch `{name}` above")),
        }
    }

    fn check_within(&self, branch: &Branch, place: Cursor) -> Result<(), ScriptError> {
        let end = branch.record.end;
        match place.step > end.step || place.at > end.at {
            true => {
                let (name, step, at) = (&branch.name, end.step, end.at);
                let problem = format!("`{name}` ends at step {step} at {at} s, before that place");
                self.lines.fail(problem)
            }
            false => Ok(()),
        }
    }
}
