//! What a link holds: a run, the other futures that were tried, and where in them somebody stood.
//!
//! ```text
//! record 1 scenario
//! seed 7
//! @0 0 session alice
//! @12 840 alice> create /a
//! @95 12000
//! scenario first-visit
//! branch without alice
//! from main @12 840
//! @12 840 kill alice
//! @31 9000
//! shown without alice
//! cursor @14 2000
//! state 1 9f86d081884c7d65
//! view tab=chart znode=/a
//! ```
//!
//! All behind the first record is optional; so a record alone is a bundle, too. A line that begins
//! with another word was written by a newer zkplay: it is kept.

mod reading;

use std::fmt;

use crate::scenario::record::{Cursor, Record};
use crate::scenario::script::ScriptError;
use crate::scenario::state_hash::StateHash;

/// What the first branch is called.
pub const MAIN: &str = "main";

/// More than anybody tries out in one visit.
pub const MOST_BRANCHES: usize = 100;

/// So many lines that it does not understand a zkplay keeps.
pub const MOST_UNKNOWN: usize = 1000;

/// A name may have so many characters.
pub const LONGEST_NAME: usize = 60;

/// One future.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Each has another; the first one's is [`MAIN`].
    pub name: String,
    /// The branch that it leaves, by its place among all, and where: up to there both have the
    /// same entries. A parent comes before its children; the first branch has none.
    pub parent: Option<(usize, Cursor)>,
    /// All of it, from the start of the run. All branches have one header.
    pub record: Record,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Bundle {
    /// With what the run began, for people.
    pub scenario: Option<String>,
    /// At least one.
    pub branches: Vec<Branch>,
    /// Which of them is looked at, by its place.
    pub shown: usize,
    /// Where in it one stands: not behind its end.
    pub cursor: Cursor,
    /// Of the state there.
    pub state: Option<StateHash>,
    /// What is looked at, as the page writes it; empty for nothing in particular.
    pub view: String,
    /// The lines that are not understood, as they came.
    pub unknown: Vec<String>,
}

/// One run, and one stands at its end.
impl From<Record> for Bundle {
    fn from(record: Record) -> Bundle {
        Bundle {
            scenario: None,
            cursor: record.end,
            branches: vec![Branch {
                name: MAIN.to_string(),
                parent: None,
                record,
            }],
            shown: 0,
            state: None,
            view: String::new(),
            unknown: Vec::new(),
        }
    }
}

impl Bundle {
    /// # Errors
    /// Which line cannot be read, why, and what to do.
    pub fn parse(text: &str) -> Result<Bundle, ScriptError> {
        reading::read(text, false)
    }

    /// Reads the beginning of a text that was cut off behind one of its lines: as far as is certain,
    /// which is up to where the last thing was said.
    ///
    /// # Errors
    /// Which line cannot be read, and why; or that too little is left.
    pub fn parse_beginning(text: &str) -> Result<Bundle, ScriptError> {
        reading::read(text, true)
    }

    pub fn branch(&self) -> &Branch {
        &self.branches[self.shown]
    }

    /// The run that is shown, up to where one stands.
    pub fn standing(&self) -> Record {
        self.branch().record.up_to(self.cursor)
    }

    /// What is to be told of the lines that are not understood, if there are any.
    pub fn left_out(&self) -> Option<String> {
        let mut words: Vec<&str> = self.unknown.iter().map(|it| word_of(it)).collect();
        words.sort_unstable();
        words.dedup();
        let what = words.join(", ");
        (!words.is_empty()).then(|| format!("it is from a newer zkplay; opened without: {what}"))
    }
}

/// By what a line is known.
fn word_of(line: &str) -> &str {
    line.split_once(' ').map_or(line, |(word, _)| word)
}

impl fmt::Display for Bundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let main = &self.branches[0].record;
        write!(f, "{main}")?;
        if let Some(scenario) = &self.scenario {
            writeln!(f, "scenario {scenario}")?;
        }
        for branch in &self.branches[1..] {
            let record = &branch.record;
            let (parent, from) = branch.parent.unwrap_or_default();
            writeln!(f, "branch {}", branch.name)?;
            writeln!(f, "from {} {from}", self.branches[parent].name)?;
            for entry in &record.entries[record.said_before(from)..] {
                writeln!(f, "{entry}")?;
            }
            writeln!(f, "{}", record.end)?;
        }
        if self.shown > 0 {
            writeln!(f, "shown {}", self.branch().name)?;
        }
        if self.cursor != self.branch().record.end {
            writeln!(f, "cursor {}", self.cursor)?;
        }
        if let Some(state) = self.state {
            writeln!(f, "state {state}")?;
        }
        if !self.view.is_empty() {
            writeln!(f, "view {}", self.view)?;
        }
        self.unknown
            .iter()
            .try_for_each(|line| writeln!(f, "{line}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const RECORD: &str = "record 1 scenario\nseed 7\n@0 0 session alice\n@12 840 alice> create /a\n\
                          @95 12000\n";
    const REST: &str = "scenario first-visit\nbranch without alice\nfrom main @12 900\n\
                        @12 900 kill alice\n@31 9000\nbranch 日本\nfrom without alice @31 8000\n\
                        @31 8500 session bob\n@40 9999\nshown 日本\ncursor @31 8200\n\
                        state 1 9f86d081884c7d65\nview tab=chart znode=/a\nnote later\npin 7\nnote 2\n";

    fn bundle() -> Bundle {
        Bundle::parse(&format!("{RECORD}{REST}")).unwrap()
    }

    #[test]
    fn a_bundle_is_written_as_it_was_read() {
        assert_eq!(bundle().to_string(), format!("{RECORD}{REST}"));
        let plain = Bundle::parse(RECORD).unwrap();
        assert_eq!(plain.to_string(), RECORD);
        assert_eq!(plain, Bundle::from(Record::parse(RECORD).unwrap()));
    }

    #[test]
    fn a_branch_has_its_parent_s_past_and_a_future_of_its_own() {
        let bundle = bundle();
        let said: Vec<Vec<String>> = bundle
            .branches
            .iter()
            .map(|branch| {
                let entries = branch.record.entries.iter();
                entries.map(|it| it.said.to_string()).collect()
            })
            .collect();
        let (first, killed) = ("session alice", "kill alice");
        assert_eq!(said[0], [first, "alice> create /a"]);
        assert_eq!(said[1], [first, killed]);
        assert_eq!(said[2], [first, killed, "session bob"]);
        assert_eq!(bundle.branch().name, "日本");
        let standing = bundle.standing();
        assert_eq!(standing.entries.len(), 2, "bob is still to come");
        assert_eq!(standing.end, bundle.cursor);
    }

    #[test]
    fn what_a_newer_zkplay_has_written_is_kept_and_told() {
        let bundle = bundle();
        assert_eq!(bundle.unknown, ["note later", "pin 7", "note 2"]);
        let told = "it is from a newer zkplay; opened without: note, pin";
        assert_eq!(bundle.left_out().as_deref(), Some(told));
        assert_eq!(Bundle::parse(RECORD).unwrap().left_out(), None);
    }

    #[test]
    fn what_is_no_bundle_is_told_with_its_line_and_what_to_do() {
        let long = format!("branch {}", "x".repeat(61));
        for (rest, hint) in [
            ("@95 12000", "line 6: the record has ended above"),
            ("", "line 6: `` is nothing that a link holds"),
            ("Note", "line 6: `Note` is nothing that a link holds"),
            ("branch", "line 6: write `branch NAME`"),
            ("branch main", "line 6: there is a branch `main` above"),
            (&long, "line 6: a name has at most 60 characters"),
            ("branch b", "line 6: write `from BRANCH @STEP MILLISECONDS`"),
            ("branch b\nnote", "line 7: write `from BRANCH @STEP"),
            ("branch b\nfrom c @0 0", "line 7: there is no branch `c`"),
            (
                "branch b\nfrom main @96 12000",
                "line 7: `main` ends at step 95",
            ),
            (
                "branch b\nfrom main @12 840\n@11 840",
                "line 8: this comes before the line above",
            ),
            (
                "branch b\nfrom main @12 840\n@13 900 wait 1s",
                "line 8: the end is missing",
            ),
            (
                "branch b\nfrom main @12 840\nshown b",
                "line 8: `shown b` does not belong here",
            ),
            ("from main @12 840", "line 6: `from` follows upon `branch`"),
            ("shown b", "line 6: there is no branch `b`"),
            ("cursor 12 840", "line 6: write `cursor @STEP MILLISECONDS`"),
            ("cursor @95 12001", "line 6: `main` ends at step 95"),
            ("state 1", "line 6: write `state VERSION HASH`"),
            ("view a\nview b", "line 7: `view` is said twice"),
        ] {
            let problem = Bundle::parse(&format!("{RECORD}{rest}\n")).unwrap_err();
            let problem = problem.to_string();
            assert!(problem.starts_with(hint), "{rest}: {problem}");
        }
    }

    #[test]
    fn more_branches_and_entries_than_anybody_needs_are_refused() {
        let branch = |n: usize| format!("branch b{n}\nfrom main @12 840\n@12 840\n");
        let branches = |count| RECORD.to_string() + &(1..count).map(branch).collect::<String>();
        assert_eq!(Bundle::parse(&branches(100)).unwrap().branches.len(), 100);
        let problem = Bundle::parse(&branches(101)).unwrap_err().to_string();
        assert!(problem.contains("at most 100 branches"), "{problem}");

        let lines = |count| RECORD.to_string() + &"note\n".repeat(count);
        assert_eq!(Bundle::parse(&lines(1000)).unwrap().unknown.len(), 1000);
        let problem = Bundle::parse(&lines(1001)).unwrap_err().to_string();
        assert!(problem.contains("load the page again"), "{problem}");

        let many = "@0 0 session a\n".repeat(60_000);
        let text = format!("record 1 scenario\n{many}@1 0\nbranch b\nfrom main @1 0\n@1 0\n");
        let problem = Bundle::parse(&text).unwrap_err().to_string();
        assert!(problem.contains("at most 100000 entries"), "{problem}");
    }

    #[test]
    fn of_a_text_that_is_cut_off_the_beginning_is_read_as_far_as_it_is_certain() {
        let text = bundle().to_string();
        let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        let mut read = Vec::new();
        for end in ends {
            let Ok(bundle) = Bundle::parse_beginning(&text[..end]) else {
                read.push("nothing".to_string());
                continue;
            };
            let (branch, branches) = (bundle.branch(), bundle.branches.len());
            let (last, all) = (bundle.branches.last().unwrap(), branch.record.entries.len());
            read.push(format!("{branches} {all} {}", last.record.end));
        }
        let expected = [
            "nothing",
            "nothing",
            "1 0 @0 0",
            "1 1 @12 840",
            "1 2 @95 12000",
            "1 2 @95 12000",
            "1 2 @95 12000",
            "2 2 @12 900",
            "2 2 @12 900",
            "2 2 @31 9000",
            "2 2 @31 9000",
            "3 2 @31 8000",
            "3 2 @31 8500",
            "3 2 @40 9999",
            "3 3 @40 9999",
            "3 3 @40 9999",
        ];
        assert_eq!(read[..16], expected);
    }
}
