//! A session that somebody has pasted: the question whether it is still true, and its answer.
//!
//! To answer takes a stage of its own and may take seconds, and few ever ask. So it is not done by
//! the page's program: the page asks its surroundings ([`Effect::Check`]), which have it answered
//! by [`check`] in a program of its own.
//!
//! [`Effect::Check`]: crate::app::update::Effect::Check

use crate::app::view::{TutorialMark, TutorialRow, TutorialView};
use crate::app::words::tutorial::TutorialWords;
use crate::app::words::{Lang, beginning};
use crate::scenario::tutorial::check_plain;
use crate::scenario::tutorial::report::{Mark, Remark, Report};

/// So many lines are shown; `zkplay doctest` shows them all.
const MOST_ROWS: usize = 500;
/// And so many characters of each.
const LONGEST_ROW: usize = 500;

/// Answers what [`Effect::Check`] asks.
///
/// [`Effect::Check`]: crate::app::update::Effect::Check
pub fn check(text: &str, lang: Lang) -> TutorialView {
    let words = TutorialWords::of(lang);
    let report = match check_plain(text) {
        Ok(report) => report,
        Err(error) => return TutorialView::problem(words.error(&error)),
    };
    let mut teller = Teller::new(words);
    let rows = report.remarks.iter().take(MOST_ROWS);
    let left = report.remarks.len().saturating_sub(MOST_ROWS);
    TutorialView {
        sum: words.sum_of(&report),
        rows: rows.map(|it| row(words, it, teller.tell(it))).collect(),
        more: (left > 0).then(|| words.more(left)),
        commands: commands(&report),
    }
}

/// Says what is to be said of each line; what one difference has in common with the next is said
/// once.
#[derive(Debug)]
pub struct Teller {
    words: &'static TutorialWords,
    before: Vec<String>,
}

impl Teller {
    pub fn new(words: &'static TutorialWords) -> Teller {
        Teller {
            words,
            before: Vec::new(),
        }
    }

    pub fn tell(&mut self, remark: &Remark) -> Vec<String> {
        let all = self.words.explain(remark);
        if matches!(remark.mark, Mark::Passed(_) | Mark::Implied(_)) {
            return all;
        }
        let new = all.iter().filter(|it| !self.before.contains(it));
        let new = new.cloned().collect();
        let differs = matches!(remark.mark, Mark::Differs { .. });
        self.before = if differs { all } else { Vec::new() };
        new
    }
}

/// The commands as they were run, if one console typed them all: only then another can do the
/// same.
fn commands(report: &Report) -> Vec<String> {
    let typed = report.remarks.iter().filter_map(|it| it.typed.as_ref());
    let typed: Vec<_> = typed.collect();
    match typed.first() {
        Some(first) if typed.iter().all(|it| it.console == first.console) => {
            typed.iter().map(|it| it.command.clone()).collect()
        }
        _ => Vec::new(),
    }
}

fn row(words: &TutorialWords, remark: &Remark, said: Vec<String>) -> TutorialRow {
    let (kind, now) = match &remark.mark {
        Mark::Same => (TutorialMark::Same, None),
        Mark::Differs { now, .. } => (TutorialMark::Differs, now.as_ref()),
        Mark::Typo { .. } => (TutorialMark::Typo, None),
        Mark::Implied(_) => (TutorialMark::Implied, None),
        Mark::Passed(_) => (TutorialMark::Passed, None),
    };
    let text = remark.text.as_ref().or(now);
    TutorialRow {
        line: remark
            .text
            .as_ref()
            .map_or_else(String::new, |_| remark.line.to_string()),
        kind,
        mark: words.mark(remark).to_string(),
        text: beginning(text.map_or("", String::as_str), LONGEST_ROW).into_owned(),
        typed: remark.typed.is_some(),
        said,
    }
}
