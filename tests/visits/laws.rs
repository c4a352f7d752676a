//! What the page tells its witness of a run, and what it does about what that has found.

use std::time::Duration;

use crate::visit::*;
use zkplay::app::Playground;
use zkplay::app::account::{Finding, News};
use zkplay::app::tale::Tale;
use zkplay::app::update::{Effect, Msg};
use zkplay::app::view::{EventKind, Grade, PanelAction, Tab, Topic};
use zkplay::model::VirtualTime;
use zkplay::scenario::{Record, Witness};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn news(effects: Vec<Effect>) -> Option<News> {
    effects.into_iter().find_map(|it| match it {
        Effect::Witness(news) => Some(news),
        _ => None,
    })
}

fn broken(step: u64) -> Finding {
    Finding::Broken {
        law: "INV-9 Durability".to_string(),
        step,
        at: VirtualTime::from_millis(8_240),
        what: "s2 leads without it".to_string(),
    }
}

/// Reads a letter as the witness does.
fn follow(witness: &mut Option<Witness>, news: &News) {
    let record = Record::parse(&news.record).expect("the page writes well");
    let start = || Witness::new(record.header.clone()).expect("it is a stage");
    let witness = witness.get_or_insert_with(start);
    witness.follow(&record).expect("it is the same run");
}

#[test]
fn the_witness_plays_the_run_of_the_page_from_what_it_is_told() {
    let mut playground = told(Tale::Tour);
    let mut witness = None;
    let mut tellings = 0;
    for frame in 0..400 {
        let msg = match frame {
            150 => Msg::Act {
                process: "master1".to_string(),
                action: PanelAction::Kill,
            },
            300 => Msg::Step,
            301 => Msg::NextEvent,
            302 => Msg::Play,
            _ => Msg::Frame {
                elapsed: Duration::from_millis(40),
            },
        };
        if let Some(news) = news(playground.update(msg)) {
            follow(&mut witness, &news);
            tellings += 1;
        }
    }
    playground.update(Msg::Pause);
    let last = news(playground.update(Msg::Step)).expect("at rest, all is told at once");
    follow(&mut witness, &last);
    let witness = witness.expect("it was told something");
    assert!(stands_on(&playground, witness.stage()));
    assert_eq!(witness.violations(), []);
    assert!(
        (10..100).contains(&tellings),
        "{tellings} tellings in 16 seconds"
    );
}

/// Every branch is a run of its own for the witness, however many there were.
#[test]
fn the_witness_follows_whatever_branch_is_shown() {
    let mut playground = quiet();
    let mut effects = playground.update(Msg::Pause);
    let mut witnesses: Vec<(u32, Option<Witness>)> = Vec::new();
    for deed in 0..70 {
        // In the past, each deed begins another branch; the oldest make room.
        effects.extend(playground.update(Msg::Undo));
        let process = "client1".to_string();
        let text = format!("create /n{deed}");
        effects.extend(playground.update(Msg::Draft {
            process: process.clone(),
            text,
        }));
        effects.extend(playground.update(Msg::Submit { process }));
        for effect in effects.drain(..) {
            let Effect::Witness(news) = effect else {
                continue;
            };
            if witnesses.last().is_none_or(|(run, _)| *run != news.run) {
                witnesses.push((news.run, None));
            }
            let (_, witness) = witnesses.last_mut().expect("there is one");
            follow(witness, &news);
        }
        let (_, witness) = witnesses.last().expect("it was told something");
        let witness = witness.as_ref().expect("it follows");
        assert!(stands_on(&playground, witness.stage()), "deed {deed}");
    }
    assert_eq!(playground.bundle().branches.len(), 50);
}

#[test]
fn nothing_is_told_while_nothing_happens() {
    let mut playground = quiet();
    assert!(news(playground.update(Msg::Pause)).is_some());
    assert_eq!(news(playground.update(Msg::ShowTab(Tab::Znodes))), None);
}

#[test]
fn a_broken_law_stops_the_clock_and_shows_the_event() {
    let mut playground = quiet();
    let monitor_of = |it: &Playground| monitor(&it.view().strip, Topic::Laws);
    assert_eq!(monitor_of(&playground).grade, Grade::Open);
    enter(&mut playground, "client1", "create /a one");
    let until = playground.stage().now();
    let kept = Finding::Kept { until };
    playground.update(Msg::Witnessed {
        run: 0,
        finding: kept,
    });
    assert_eq!(monitor_of(&playground).grade, Grade::Holds);
    assert!(monitor_of(&playground).label.contains(&until.to_string()));

    let row = newest(&playground, EventKind::Commit);
    enter(&mut playground, "client1", "create /b two");
    assert!(playground.animates());
    playground.update(Msg::Witnessed {
        run: 0,
        finding: broken(row.step),
    });
    assert!(!playground.animates());
    let view = playground.view();
    assert_eq!(view.tab, Tab::Events);
    let shown = view
        .events
        .rows
        .iter()
        .find(|it| Some(it.id) == view.events.selected);
    let shown = shown.expect("the event is shown");
    assert_eq!(shown.step, row.step);
    let monitor = monitor_of(&playground);
    assert_eq!((monitor.grade, &*monitor.number), (Grade::Broken, "INV-9"));
    assert_eq!(monitor.text, "INV-9 broken");
    assert_eq!(view.alarm.as_ref(), Some(&monitor.label));
    assert!(
        monitor.label.contains("a defect of zkplay"),
        "{}",
        monitor.label
    );
    assert!(
        monitor.label.contains("s2 leads without it"),
        "{}",
        monitor.label
    );

    // A broken law stays broken, and who wants to see more may go on.
    let kept = Finding::Kept { until };
    playground.update(Msg::Witnessed {
        run: 0,
        finding: kept,
    });
    playground.update(Msg::Play);
    assert!(playground.animates());
    assert_eq!(monitor_of(&playground).grade, Grade::Broken);
}

#[test]
fn what_was_found_in_another_run_is_of_no_interest() {
    let mut playground = quiet();
    playground.update(Msg::Witnessed {
        run: 0,
        finding: broken(1),
    });
    playground.update(Msg::StartAgain);
    let elapsed = Duration::from_millis(300);
    let first = news(playground.update(Msg::Frame { elapsed })).expect("the new run is told");
    assert_eq!(first.run, 1);
    assert!(first.record.starts_with("record 1 scenario\n"));
    let entries = Record::parse(&first.record)
        .expect("it is a record")
        .entries;
    assert_eq!(entries.len(), playground.stage().said().len());
    playground.update(Msg::Witnessed {
        run: 0,
        finding: broken(1),
    });
    assert!(playground.animates());
    let monitor = monitor(&playground.view().strip, Topic::Laws);
    assert_eq!(monitor.grade, Grade::Open);
}
