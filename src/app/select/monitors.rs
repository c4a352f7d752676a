//! The verdicts of the monitors, in words.

use std::time::Duration;

use crate::actor::layout::MASTER;
use crate::app::account::Finding;
use crate::app::select::names::Names;
use crate::app::view::{Grade, MonitorView, Topic};
use crate::app::words::{Words, fill, span};
use crate::model::time::millis;
use crate::model::{VirtualTime, ZPath};
use crate::monitor::lost::Loss;
use crate::monitor::twice::{Doer, Twice};
use crate::monitor::{Verdict, lost, owner, twice};

/// So many broken cases are told one by one.
const MOST_TOLD: usize = 5;

pub fn view(names: &Names, verdicts: &[Verdict]) -> Vec<MonitorView> {
    let verdicts = verdicts.iter();
    verdicts
        .map(|verdict| match verdict {
            Verdict::Owner(finding) => owner(names.words, finding),
            Verdict::Lost(finding) => lost(names.words, finding),
            Verdict::Twice(finding) => twice(names, finding),
        })
        .collect()
}

/// A broken law is told to everybody.
pub fn alarm(words: &Words, finding: &Finding) -> Option<String> {
    let broken = matches!(finding, Finding::Broken { .. });
    broken.then(|| laws(words, finding).label)
}

/// What the witness has found.
pub fn laws(words: &Words, finding: &Finding) -> MonitorView {
    let strip = &words.strip;
    let (grade, number, text, label) = match finding {
        Finding::Unseen => (
            Grade::Open,
            "",
            strip.laws_unseen.into(),
            strip.laws_unseen_told.into(),
        ),
        Finding::Unseeable => (
            Grade::Open,
            "",
            strip.laws_unseeable.into(),
            strip.laws_unseeable_told.into(),
        ),
        Finding::Kept { until } => (
            Grade::Holds,
            "",
            strip.laws_kept.into(),
            fill(strip.laws_kept_told, &[("at", &until.to_string())]),
        ),
        Finding::Broken { law, at, what, .. } => {
            let number = law.split(' ').next().unwrap_or(law);
            let values = [("law", &**law), ("at", &*at.to_string()), ("what", what)];
            let text = fill(strip.laws_broken, &[("law", number)]);
            let told = fill(strip.laws_broken_told, &values);
            (Grade::Broken, number, text, told)
        }
    };
    MonitorView {
        topic: Topic::Laws,
        grade,
        number: number.to_string(),
        text,
        label,
    }
}

fn owner(words: &Words, finding: &owner::Finding) -> MonitorView {
    let strip = &words.strip;
    let (owners, owned) = match finding.owner {
        Some(_) => ("1", strip.one_owner),
        None => ("0", strip.no_owner),
    };
    let takeovers = finding.takeovers.to_string();
    let told = fill(strip.owners_told, &[("path", MASTER), ("n", &takeovers)]);
    let Some(clash) = finding.clash else {
        return MonitorView {
            topic: Topic::Owner,
            grade: Grade::Holds,
            number: owners.to_string(),
            text: fill(owned, &[("path", MASTER)]),
            label: told,
        };
    };
    let (most, lasted) = (clash.most.to_string(), short_span(words, clash.total));
    let values = [
        ("path", MASTER),
        ("n", &*most),
        ("span", &*lasted),
        ("from", &*clash.since.to_string()),
    ];
    MonitorView {
        topic: Topic::Owner,
        grade: Grade::Warned,
        text: fill(strip.believed, &values),
        label: format!("{} {told}", fill(strip.believed_told, &values)),
        number: most,
    }
}

/// Below a second every millisecond counts.
fn short_span(words: &Words, lasted: Duration) -> String {
    if lasted >= Duration::from_secs(1) {
        return span(words, lasted);
    }
    let exactly = VirtualTime::from_millis(millis(lasted)).to_string();
    fill(words.facts.seconds, &[("n", &exactly)])
}

fn lost(words: &Words, finding: &lost::Finding) -> MonitorView {
    let strip = &words.strip;
    let [submitted, waiting, done, lost] = [
        finding.submitted,
        finding.waiting,
        finding.done,
        finding.lost.len(),
    ]
    .map(|it| it.to_string());
    let values = [
        ("n", &*submitted),
        ("waiting", &*waiting),
        ("done", &*done),
        ("lost", &*lost),
    ];
    let counts = fill(strip.tasks_told, &values);
    let (grade, number, text) = match finding.lost.as_slice() {
        [] if finding.submitted == 0 => (Grade::Holds, lost.clone(), strip.no_tasks.to_string()),
        [] => {
            let number = format!("{done}/{submitted}");
            (Grade::Holds, number, fill(strip.tasks, &values))
        }
        [one] => {
            let text = fill(strip.lost_one, &[("task", &short_name(&one.task))]);
            (Grade::Broken, lost.clone(), text)
        }
        _ => {
            let text = fill(strip.lost_many, &[("n", &lost)]);
            (Grade::Broken, lost.clone(), text)
        }
    };
    let losses = finding.lost.iter().map(|it| loss(words, it));
    let told = some_of(words, losses.collect());
    MonitorView {
        topic: Topic::Lost,
        grade,
        number,
        text,
        label: [told, counts, strip.lost_rule.to_string()]
            .join(" ")
            .trim_start()
            .to_string(),
    }
}

fn loss(words: &Words, loss: &Loss) -> String {
    let phrase = match loss.unread {
        true => words.strip.lost_unread,
        false => words.strip.lost_undone,
    };
    at(phrase, &loss.task, loss.at)
}

fn twice(names: &Names, finding: &twice::Finding) -> MonitorView {
    let strip = &names.words.strip;
    let number = finding.twice.len().to_string();
    let (grade, text) = match finding.twice.as_slice() {
        [] => (Grade::Holds, strip.twice_none.to_string()),
        [one] => (
            Grade::Warned,
            fill(strip.twice_one, &[("task", &short_name(&one.task))]),
        ),
        _ => (Grade::Warned, fill(strip.twice_many, &[("n", &number)])),
    };
    let all: Vec<String> = finding
        .twice
        .iter()
        .map(|it| done_twice(names, it))
        .collect();
    let label = match all.is_empty() {
        true => strip.twice_rule.to_string(),
        false => some_of(names.words, all),
    };
    MonitorView {
        topic: Topic::Twice,
        grade,
        number,
        text,
        label,
    }
}

fn done_twice(names: &Names, twice: &Twice) -> String {
    let strip = &names.words.strip;
    let is_again = |n: usize, doer: &Doer| {
        let before = &twice.by[..n];
        before.iter().any(|it| it.process == doer.process)
    };
    let doers: Vec<String> = twice
        .by
        .iter()
        .enumerate()
        .map(
            |(n, doer)| match (names.of(doer.process), is_again(n, doer)) {
                (name, true) => fill(strip.restarted, &[("process", name)]),
                (name, false) => name.to_string(),
            },
        )
        .collect();
    let phrase = at(strip.twice_told, &twice.task, twice.since);
    fill(&phrase, &[("processes", &names.list(&doers))])
}

fn at(phrase: &str, task: &ZPath, at: VirtualTime) -> String {
    fill(phrase, &[("task", task.name()), ("at", &at.to_string())])
}

/// The first few sentences, and how many there are besides.
fn some_of(words: &Words, mut sentences: Vec<String>) -> String {
    let besides = sentences.len().saturating_sub(MOST_TOLD);
    sentences.truncate(MOST_TOLD);
    if besides > 0 {
        sentences.push(fill(words.strip.more, &[("n", &besides.to_string())]));
    }
    sentences.join(" ")
}

/// As in `task-…0003`: of the ten digits of a sequential znode, the last ones.
fn short_name(task: &ZPath) -> String {
    const DIGITS: usize = 10;
    const SHOWN: usize = 4;
    let name = task.name();
    let digits = name.bytes().rev().take_while(u8::is_ascii_digit).count();
    if digits < DIGITS {
        return name.to_string();
    }
    let (before, number) = name.split_at(name.len() - DIGITS);
    format!("{before}…{}", &number[DIGITS - SHOWN..])
}
