//! A command is judged: what it prints is held against what the text claims.

use crate::scenario::tutorial::align::{Claim, Step, align};
use crate::scenario::tutorial::likeness::Line;
use crate::scenario::tutorial::printed::{PrintedLine, Stream};
use crate::scenario::tutorial::report::{Mark, Passed, Remark, Slip, Why};
use crate::scenario::tutorial::sentence::{is_failure, is_zkclis};
use crate::scenario::tutorial::story::{ClaimKind, Claimed, Item};
use crate::scenario::tutorial::why::Scene;
use crate::shell::is_slip;

/// What was claimed of a command, and what it has printed.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    pub scene: Scene<'a>,
    pub item: &'a Item,
    pub claims: &'a [(&'a Item, &'a Claimed)],
    pub printed: &'a [PrintedLine],
    /// The text claims no output at all: then only a failure is worth a word.
    pub silent: bool,
}

/// What is to be said of the command, and of the lines below it.
pub fn judge(exchange: &Exchange) -> (Mark, Vec<Remark>) {
    let (command, printed) = of_command(exchange);
    let lines: Vec<Line> = printed.iter().map(|it| Line::read(&it.text)).collect();
    let (claimed, prose): (Vec<&(&Item, &Claimed)>, Vec<_>) = exchange
        .claims
        .iter()
        .partition(|it| !it.1.doubtful || is_of_console(it.1, &lines));
    let claims: Vec<Claim> = claimed.iter().map(|it| claim(it.1)).collect();
    let prose = prose
        .iter()
        .map(|it| it.0.remark(Mark::Passed(Passed::Prose)));
    let mut remarks: Vec<Remark> = prose.collect();
    let mut at = exchange.item.line;
    for step in align(&claims, &lines) {
        let (claim, mark) = match step {
            Step::Missing { printed: line } => {
                let line = &printed[line];
                if !exchange.silent || line.stream == Stream::Failure {
                    remarks.push(missing(at, line));
                }
                continue;
            }
            Step::Same { claimed } => (claimed, Mark::Same),
            Step::LeftOut { claimed } => (claimed, Mark::Passed(Passed::LeftOut)),
            Step::Only { claimed: at } => (at, only(exchange, &claimed[at].1.content)),
            Step::Instead {
                claimed: at,
                printed,
            } => {
                let content = &claimed[at].1.content;
                (at, instead(exchange, content, lines[printed].text))
            }
        };
        let item = claimed[claim].0;
        at = item.line;
        remarks.push(item.remark(mark));
    }
    (command, remarks)
}

/// Whether a line that may be the author's own words is what a console prints all the same.
fn is_of_console(claimed: &Claimed, printed: &[Line]) -> bool {
    if claimed.kind != ClaimKind::Output || is_zkclis(&claimed.content) {
        return true;
    }
    let line = Line::read(&claimed.content);
    let mut printed = printed.iter();
    printed.any(|it| line.says_the_same(it) || line.is_about(it))
}

fn claim(claimed: &Claimed) -> Claim<'_> {
    match claimed.kind {
        ClaimKind::LeftOut => Claim::LeftOut,
        _ => Claim::Line(Line::read(&claimed.content)),
    }
}

/// A command in an old form is warned of, unless the text has the warning; what it prints
/// besides.
fn of_command<'a>(exchange: &Exchange<'a>) -> (Mark, &'a [PrintedLine]) {
    let Some(why) = exchange.scene.line.old_form() else {
        return (Mark::Same, exchange.printed);
    };
    let whys = vec![why];
    match exchange.printed {
        [warning, rest @ ..] if warning.text.contains("has been deprecated") => {
            let has_it = |it: &(&Item, &Claimed)| it.1.content == warning.text;
            if exchange.claims.iter().any(has_it) {
                return (Mark::Same, exchange.printed);
            }
            let now = Some(warning.text.clone());
            (Mark::Differs { now, whys }, rest)
        }
        // The version in its old place is passed over without a word.
        printed => (Mark::Differs { now: None, whys }, printed),
    }
}

fn missing(line: usize, printed: &PrintedLine) -> Remark {
    let said = printed.stream == Stream::Err && printed.text.starts_with("Created ");
    let whys = said.then_some(Why::SaidOnErrorOutput).into_iter().collect();
    Remark::beyond(
        line,
        Mark::Differs {
            now: Some(printed.text.clone()),
            whys,
        },
    )
}

fn only(exchange: &Exchange, claimed: &str) -> Mark {
    let whys = exchange.scene.gone(claimed);
    Mark::Differs { now: None, whys }
}

fn instead(exchange: &Exchange, claimed: &str, now: &str) -> Mark {
    if !exchange.scene.usage && is_slip(claimed, now) {
        return Mark::Typo {
            slip: Slip::Output,
            meant: vec![now.to_string()],
            corrected: false,
        };
    }
    let whys = exchange.scene.instead(claimed, now);
    let now = Some(now.to_string());
    Mark::Differs { now, whys }
}

/// Whether the text itself says that the command does not succeed.
pub fn admits_failure(claims: &[(&Item, &Claimed)]) -> bool {
    claims.iter().any(|it| is_failure(&it.1.content))
}
