//! What came of a run with every fault at every message, in words.

use std::rc::Rc;

use crate::app::broken::{Begun, Broken, Progress, Tried};
use crate::app::playground::Playground;
use crate::app::scene::Scene;
use crate::app::timeline::scale::Scale;
use crate::app::view::{
    BrokenKindView, BrokenView, EventKind, EventRow, OutcomesView, StoryLine, StoryView,
};
use crate::app::words::{Words, fill};
use crate::campaign::{Grade, Injection};
use crate::monitor::Breach;

/// A story has at most so many lines: so many from its beginning, and the others from its end.
const LINES: usize = 9;
const FIRST: usize = 3;

pub fn view(playground: &Playground) -> Option<BrokenView> {
    let broken = playground.broken.as_ref()?;
    let words = playground.options.lang.words();
    let texts = &words.broken;
    let tried = broken.tried.len();
    let all = broken.begun.as_ref().map_or(0, |it| it.experiments);
    let sum = match (broken.progress, all) {
        (Progress::Running, 0) => texts.awaited.to_string(),
        _ => fill(
            texts.sum,
            &[("n", &tried.to_string()), ("of", &all.to_string())],
        ),
    };
    let kinds = broken.kinds();
    let kinds = kinds.iter().map(|kind| {
        let first = &broken.tried[kind.first];
        let at = first.experiment.when.at.to_string();
        let count = kind.count.to_string();
        BrokenKindView {
            fault: fault(words, first),
            breach: first
                .outcome
                .first()
                .map_or_else(String::new, |it| breached(playground, it)),
            count: fill(texts.times, &[("n", &count), ("at", &at)]),
            first: kind.first,
            opened: broken.opened.is_some_and(|(it, _)| it == kind.first),
        }
    });
    Some(BrokenView {
        running: broken.progress == Progress::Running,
        done: u16::try_from(tried * 1000 / all.max(1)).unwrap_or(1000),
        sum,
        notes: notes(playground, broken),
        kinds: kinds.collect(),
        story: story(playground, broken),
    })
}

fn notes(playground: &Playground, broken: &Broken) -> Vec<String> {
    let words = playground.options.lang.words();
    let texts = &words.broken;
    let mut notes = Vec::new();
    let count = |phrase: &str, n: usize| fill(phrase, &[("n", &n.to_string())]);
    if broken.progress == Progress::Impossible {
        let problem = broken.problem.as_deref();
        notes.push(problem.unwrap_or(words.share.unreachable).to_string());
        return notes;
    }
    if broken.progress == Progress::Stopped {
        notes.push(texts.stopped.to_string());
    }
    if let Some(Begun {
        stride, untouched, ..
    }) = &broken.begun
    {
        for breach in untouched {
            let what = breached(playground, breach);
            notes.push(fill(texts.untouched, &[("what", &what)]));
        }
        if *stride > 1 {
            notes.push(count(texts.stride, *stride));
        }
    }
    match broken.count(Grade::Broken) {
        0 if broken.progress == Progress::Done => notes.push(texts.all_held.to_string()),
        0 => {}
        n => notes.push(count(texts.some_broken, n)),
    }
    match broken.count(Grade::Warned) {
        0 => {}
        n => notes.push(count(texts.warned, n)),
    }
    notes
}

fn fault(words: &Words, tried: &Tried) -> String {
    let (_, phrase) = words.broken.fault(tried.experiment.injection);
    fill(phrase, &[("who", &tried.experiment.target)])
}

fn breached(playground: &Playground, breach: &Breach) -> String {
    let roster = playground.scene().chronicle.roster();
    let who = breach.who.map_or("", |it| roster.name(it));
    let phrase = playground.options.lang.words().broken.rule(breach.rule);
    fill(phrase, &[("who", who), ("path", breach.path.as_str())])
}

/// What happened between the fault and the breach to those who have a part in it.
fn story(playground: &Playground, broken: &Broken) -> Option<StoryView> {
    let (place, branch) = broken.opened?;
    let timeline = &playground.timeline;
    let is_shown = timeline.branches().here().id == branch;
    let tried = broken.tried.get(place).filter(|_| is_shown)?;
    let breach = tried.outcome.first()?;
    let scene = timeline.head();
    let mut lines: Vec<&Rc<EventRow>> = rows(scene, tried, breach);
    if lines.len() > LINES {
        lines.drain(FIRST..lines.len() - (LINES - FIRST));
    }
    let what = breached(playground, breach);
    let values = [("at", &*breach.at.to_string()), ("what", &what)];
    Some(StoryView {
        lines: lines
            .iter()
            .map(|row| StoryLine {
                event: row.id,
                time: row.time.clone(),
                who: row.who.clone(),
                text: row.text.clone(),
            })
            .collect(),
        end: fill(playground.options.lang.words().broken.breached, &values),
    })
}

fn rows<'a>(scene: &'a Scene, tried: &Tried, breach: &Breach) -> Vec<&'a Rc<EventRow>> {
    let from = tried.experiment.when;
    let doer = breach
        .who
        .map_or("", |it| scene.chronicle.roster().name(it));
    let path = breach.path.as_str();
    let has_part = |row: &EventRow| {
        let is_theirs = row.who == doer || row.who == tried.experiment.target;
        match row.kind {
            EventKind::Ping => false,
            EventKind::Fault | EventKind::Expiry | EventKind::Ensemble => true,
            EventKind::Session | EventKind::Watch => is_theirs,
            _ => row.who == doer || row.text.contains(path) || row.paths.contains(&breach.path),
        }
    };
    let rows = scene.chronicle.events().iter();
    rows.filter(|it| it.step > from.step && it.at <= breach.at && has_part(it))
        .collect()
}

/// What is drawn along the slider: a row for each kind of fault; none before one was tried.
pub fn outcomes(scale: &Scale, tried: &[Tried], words: &Words) -> Vec<OutcomesView> {
    let kinds = Injection::ALL.into_iter().filter(|_| !tried.is_empty());
    kinds
        .map(|it| outcomes_of(it, scale, tried, words))
        .collect()
}

fn outcomes_of(kind: Injection, scale: &Scale, tried: &[Tried], words: &Words) -> OutcomesView {
    let (name, _) = words.broken.fault(kind);
    let (mut held, mut warned, mut broken) = (Vec::new(), Vec::new(), Vec::new());
    let mut count = 0;
    for (number, tried) in tried.iter().enumerate() {
        if tried.experiment.injection != kind {
            continue;
        }
        count += 1;
        let place = scale.place(tried.experiment.when);
        match tried.outcome.grade {
            Grade::Void => {}
            Grade::Held => held.push(place),
            Grade::Warned => warned.push(place),
            Grade::Broken => broken.push((place, number)),
        }
    }
    let values = [
        ("what", name),
        ("n", &*broken.len().to_string()),
        ("of", &count.to_string()),
    ];
    let label = fill(words.broken.row, &values);
    held.dedup();
    warned.dedup();
    broken.dedup_by_key(|(place, _)| *place);
    OutcomesView {
        name,
        label,
        held,
        warned,
        broken,
    }
}
