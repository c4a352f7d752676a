//! Histories of beliefs, written by hand, and the strip that is drawn of them.

use std::time::Duration;

use crate::visit::*;
use zkplay::app::roster::Roster;
use zkplay::app::select::names::Names;
use zkplay::app::select::strip::Drawing;
use zkplay::app::tenure::Tenures;
use zkplay::app::view::{Grade, SegmentKind, StripView, Topic};
use zkplay::app::words::Lang;
use zkplay::handle::Tenure;
use zkplay::model::{ProcessId, VirtualTime, ZPath};
use zkplay::monitor::Monitors;
use zkplay::monitor::turn::Ending;
use zkplay::sim::{Happening, TraceEntry};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MASTER1: ProcessId = ProcessId::new(0);
const MASTER2: ProcessId = ProcessId::new(1);
const WORKER1: ProcessId = ProcessId::new(2);

fn at(millis: u64, what: Happening) -> TraceEntry {
    TraceEntry {
        step: millis,
        at: VirtualTime::from_millis(millis),
        what,
    }
}

fn believes(millis: u64, process: ProcessId, tenure: Tenure) -> TraceEntry {
    let path = ZPath::parse("/master").expect("it is a path");
    let what = Happening::Believes {
        process,
        path,
        tenure,
    };
    at(millis, what)
}

fn history(entries: &[TraceEntry]) -> (Tenures, Monitors) {
    let (mut tenures, mut monitors) = (Tenures::default(), Monitors::default());
    for entry in entries {
        tenures.read(entry);
        monitors.read(entry);
    }
    (tenures, monitors)
}

fn drawn(entries: &[TraceEntry], now: u64) -> StripView {
    let (tenures, monitors) = history(entries);
    let mut roster = Roster::default();
    for (process, name) in [
        (MASTER1, "master1"),
        (MASTER2, "master2"),
        (WORKER1, "worker1"),
    ] {
        roster.enlist(process, name, None);
    }
    let names = Names {
        words: Lang::En.words(),
        roster: &roster,
    };
    let drawing = Drawing {
        names: &names,
        tenures: &tenures,
        now: VirtualTime::from_millis(now),
    };
    drawing.draw(&monitors)
}

/// master1 loses its connection and then its life; master2 takes over too early.
fn split_brain() -> Vec<TraceEntry> {
    vec![
        believes(456, MASTER1, Tenure::Held),
        believes(7000, MASTER1, Tenure::Doubted),
        believes(7500, MASTER1, Tenure::Held),
        believes(8040, MASTER2, Tenure::Held),
        at(10_460, Happening::Killed(MASTER1)),
    ]
}

#[test]
fn every_span_reads_as_a_sentence() {
    let view = drawn(&split_brain(), 12_000);
    assert_eq!(
        labels(&view, "master1"),
        [
            "master1 thought it was master from 0.456 s to 7.000 s",
            "master1 was unsure from 7.000 s to 7.500 s",
            "master1 thought it was master from 7.500 s to 10.460 s, when it was killed",
        ]
    );
    assert_eq!(
        labels(&view, "master2"),
        ["master2 thinks it is master since 8.040 s"]
    );
    assert_eq!(view.now, "now: master2");
    assert_eq!(view.now_told, "master2 thinks it is master since 8.040 s.");
}

#[test]
fn two_who_are_sure_at_one_time_clash() {
    let view = drawn(&split_brain(), 12_000);
    let [clash] = view.clashes.as_slice() else {
        panic!("{:?}", view.clashes);
    };
    assert_eq!(
        clash.text,
        "two believe they are master, 8.040 s to 10.460 s"
    );
    assert_eq!(
        clash.label,
        "master1 and master2 both believed they were master from 8.040 s to 10.460 s"
    );
    let places = (670, 871);
    for name in ["master1", "master2"] {
        let row = view.rows.iter().find(|it| it.name == name);
        assert_eq!(row.expect("it has a row").clashes, [places]);
    }
    assert!(
        view.rows[0].clashes.is_empty(),
        "the truth clashes with nobody"
    );
    let monitor = monitor(&view, Topic::Owner);
    assert_eq!(monitor.grade, Grade::Warned);
    assert_eq!(monitor.text, "2 believed it for 2.4 s");
    assert!(monitor.label.contains("the first time at 8.040 s"));
}

#[test]
fn a_clash_that_goes_on_grows_and_names_no_end() {
    let entries = &split_brain()[..4];
    let view = drawn(entries, 9040);
    assert_eq!(
        view.clashes[0].text,
        "two believe they are master, since 8.040 s"
    );
    assert_eq!(monitor(&view, Topic::Owner).text, "2 believed it for 1 s");
    assert_eq!(view.now, "now: master1 and master2");
    let later = drawn(entries, 9540);
    assert_eq!(
        monitor(&later, Topic::Owner).text,
        "2 believed it for 1.5 s"
    );
}

#[test]
fn doubt_is_no_clash_and_no_certainty() {
    let entries = [
        believes(1000, MASTER1, Tenure::Held),
        believes(5000, MASTER1, Tenure::Doubted),
        believes(6000, MASTER2, Tenure::Held),
        believes(9000, MASTER1, Tenure::None),
    ];
    let view = drawn(&entries, 10_000);
    assert!(view.clashes.is_empty());
    assert_eq!(monitor(&view, Topic::Owner).grade, Grade::Holds);
    let doubt = &segments(&view, "master1")[1];
    assert_eq!(doubt.kind, SegmentKind::Doubted);
    assert_eq!(doubt.label, "master1 was unsure from 5.000 s to 9.000 s");
    assert_eq!((doubt.from, doubt.to), (500, 900));
    assert!(!doubt.died);
    let doubting = drawn(&entries[..3], 8000);
    assert_eq!(doubting.now, "now: master1 (unsure) and master2");
}

#[test]
fn a_belief_ends_with_its_process_and_is_not_resumed_by_the_next_life() {
    let (tenures, _) = history(&[
        believes(1000, MASTER1, Tenure::Held),
        at(2000, Happening::Restarted(MASTER1)),
        at(3000, Happening::Killed(MASTER1)),
        at(4000, Happening::Restarted(MASTER1)),
        believes(5000, MASTER1, Tenure::Held),
        at(
            6000,
            Happening::Exited {
                process: MASTER1,
                code: 0,
            },
        ),
    ]);
    let ends: Vec<_> = tenures
        .beliefs(MASTER1)
        .iter()
        .map(|it| it.ended.map(|(at, ending)| (at.as_millis(), ending)))
        .collect();
    assert_eq!(
        ends,
        [
            Some((2000, Ending::Restarted)),
            Some((6000, Ending::Exited))
        ]
    );
}

#[test]
fn what_did_not_last_is_not_told() {
    let (tenures, monitors) = history(&[
        believes(1000, MASTER1, Tenure::Held),
        believes(2000, MASTER2, Tenure::Held),
        believes(2000, MASTER2, Tenure::None),
        believes(2000, MASTER1, Tenure::Held),
    ]);
    assert!(tenures.beliefs(MASTER2).is_empty() && tenures.clashes().is_empty());
    assert_eq!(tenures.beliefs(MASTER1).len(), 1);
    let found = verdicts(&monitors, VirtualTime::from_millis(9000)).0;
    assert_eq!(found.clash, None);
}

#[test]
fn three_who_are_sure_are_counted_and_listed() {
    let entries = [
        believes(1000, MASTER1, Tenure::Held),
        believes(2000, MASTER2, Tenure::Held),
        believes(3000, WORKER1, Tenure::Held),
        believes(4000, MASTER1, Tenure::None),
        believes(5000, WORKER1, Tenure::None),
    ];
    let (tenures, monitors) = history(&entries);
    let mut clashes = tenures.clashes().iter();
    let mut sure = || clashes.next().map(|it| it.processes.as_slice());
    assert_eq!(sure(), Some(&[MASTER1, MASTER2][..]));
    assert_eq!(sure(), Some(&[MASTER1, MASTER2, WORKER1][..]));
    assert_eq!(sure(), Some(&[MASTER2, WORKER1][..]));
    assert_eq!(sure(), None);
    let clash = verdicts(&monitors, VirtualTime::from_millis(9000)).0.clash;
    let clash = clash.expect("there was one");
    assert_eq!((clash.most, clash.total), (3, Duration::from_secs(3)));
    let view = drawn(&entries, 6000);
    assert_eq!(
        view.clashes[1].label,
        "master1, master2 and worker1 all believed they were master from 3.000 s to 4.000 s"
    );
    assert!(!segments(&view, "worker1").is_empty(), "it gets a row");
}

#[test]
fn of_a_long_run_the_last_minute_is_drawn() {
    let entries = [
        believes(1000, MASTER1, Tenure::Held),
        believes(9000, MASTER1, Tenure::None),
        believes(30_000, MASTER1, Tenure::Held),
        believes(70_000, MASTER1, Tenure::None),
        believes(80_000, MASTER2, Tenure::Held),
    ];
    let view = drawn(&entries, 100_000);
    let places = |name: &str| -> Vec<(u16, u16)> {
        let segments = segments(&view, name).into_iter();
        segments.map(|it| (it.from, it.to)).collect()
    };
    assert_eq!(places("master1"), [(0, 500)]);
    assert_eq!(places("master2"), [(666, 1000)]);
    assert_eq!(view.now_at, 1000);
    let ticks: Vec<_> = view
        .ticks
        .iter()
        .map(|it| (it.at, it.text.as_str()))
        .collect();
    assert_eq!(ticks[0], (0, "40 s"));
    assert_eq!(ticks[6], (1000, "100 s"));
    let young = drawn(&entries[..1], 2500);
    assert_eq!(young.now_at, 250, "a young run fills the axis by and by");
}
