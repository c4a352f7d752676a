//! The script language: one statement a line.
//!
//! Transcripts (`.zkt`) and scenarios (`.zks`) are both written in it; they differ in what they
//! take for granted (see [`Dialect`]).

use thiserror::Error;

use crate::scenario::header::{Dialect, Header};
use crate::scenario::statement::Statement;

/// More than any story needs.
const MOST_STEPS: usize = 100_000;

/// A script that was read without an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    /// The first comment line, without its `#`.
    pub title: Option<String>,
    pub header: Header,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The line as it stands in the script.
    pub line: String,
    /// Where, counted from 1.
    pub number: usize,
    pub statement: Statement,
}

/// A script that cannot be read: where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {problem}")]
pub struct ScriptError {
    pub line: usize,
    pub problem: String,
}

impl Script {
    pub fn parse(text: &str, dialect: Dialect) -> Result<Script, ScriptError> {
        let mut script = Script {
            title: None,
            header: Header::new(dialect),
            steps: Vec::new(),
        };
        let mut begun = false;
        for (index, line) in text.lines().enumerate() {
            if let Some(comment) = line.strip_prefix('#') {
                script
                    .title
                    .get_or_insert_with(|| comment.trim().to_string());
                continue;
            }
            if line.trim().is_empty() {
                continue;
            }
            let number = index + 1;
            let fail = |problem| ScriptError {
                line: number,
                problem,
            };
            if script.steps.len() == MOST_STEPS {
                let problem = format!("a script has at most {MOST_STEPS} steps; split it here");
                return Err(fail(problem));
            }
            let statement = match script.header.take(line).map_err(fail)? {
                true if begun => {
                    let problem = "a setting comes before the first step; move this line up";
                    return Err(fail(problem.to_string()));
                }
                true => Statement::Header,
                false => {
                    begun = true;
                    Statement::parse(line).map_err(fail)?
                }
            };
            script.steps.push(Step {
                line: line.to_string(),
                number,
                statement,
            });
        }
        Ok(script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn problem(text: &str) -> String {
        Script::parse(text, Dialect::Scenario)
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_script_reads_line_by_line() {
        let text = "# A title\n\nlatency 20ms\nsession alice 6s\nalice>  ls {U+0001} \nwait 2m\n";
        let script = Script::parse(text, Dialect::Scenario).unwrap();
        assert_eq!(script.title.as_deref(), Some("A title"));
        let statements: Vec<_> = script.steps.into_iter().map(|it| it.statement).collect();
        let alice = || "alice".to_string();
        assert_eq!(
            statements,
            [
                Statement::Header,
                Statement::Session {
                    name: alice(),
                    timeout: Some(Duration::from_secs(6)),
                    at: None,
                },
                Statement::Typed {
                    name: alice(),
                    command: " ls \u{1} ".to_string()
                },
                Statement::Wait(Duration::from_secs(120)),
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line_and_what_to_do() {
        assert_eq!(
            problem("\nwait soon"),
            "line 2: `soon` is no duration; write it as 250ms, 3s or 2m"
        );
        assert_eq!(
            problem("wait"),
            "line 1: `wait` has too few or too many words; write `wait DURATION`"
        );
        assert!(problem("dance").starts_with("line 1: `dance` is no statement"));
        assert!(problem("session Alice").contains("is no name"));
        assert!(problem("session a\nseed 3").contains("before the first step"));
        assert!(problem("a> ls {U+").contains("is not closed"));
        assert!(problem("wait 99999999999999999999m").contains("is no duration"));
        assert!(problem("wait 3é").contains("is no duration"));
        let long = format!("a> {}", "x".repeat(3_000_000));
        assert!(problem(&long).contains("can be typed"));
        assert!(problem(&"wait 1\n".repeat(100_001)).contains("at most 100000 steps"));
    }
}
