//! Who thought it was master, who was, and what the monitors found: natively and in the browser.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::visit::*;
use zkplay::app::Playground;
use zkplay::app::monitor::{Monitors, Verdict, lost, owner, twice};
use zkplay::app::roster::Roster;
use zkplay::app::select::names::Names;
use zkplay::app::select::strip::Drawing;
use zkplay::app::tenure::{Ending, Tenures};
use zkplay::app::update::Msg;
use zkplay::app::view::{
    Grade, MonitorView, PanelAction, SegmentKind, SegmentView, StripView, Topic,
};
use zkplay::app::words::Lang;
use zkplay::handle::Tenure;
use zkplay::model::{Chance, ProcessId, VirtualTime, ZPath};
use zkplay::sim::{Happening, TraceEntry};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

// Histories written by hand.

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

fn segments(view: &StripView, name: &str) -> Vec<SegmentView> {
    let row = view.rows.iter().find(|it| it.name == name);
    row.map(|it| it.segments.clone()).unwrap_or_default()
}

fn labels(view: &StripView, name: &str) -> Vec<String> {
    let segments = segments(view, name).into_iter();
    segments.map(|it| it.label).collect()
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
    let sets: Vec<_> = tenures.clashes().iter().map(|it| &it.processes).collect();
    let (two, three) = (
        BTreeSet::from([MASTER1, MASTER2]),
        BTreeSet::from([MASTER1, MASTER2, WORKER1]),
    );
    assert_eq!(sets, [&two, &three, &BTreeSet::from([MASTER2, WORKER1])]);
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

// Runs typed by hand.

const FRAME: Duration = Duration::from_millis(16);

/// Paused: the clock runs to the answer of each command, and no further.
/// The plain stage, with the clock in our hands.
fn paused() -> Playground {
    let mut playground = quiet();
    playground.update(Msg::Pause);
    playground
}

/// Lets the clock run until something holds, and stops it.
fn play_until(playground: &mut Playground, holds: impl Fn(&Playground) -> bool) {
    playground.update(Msg::Play);
    run_until(playground, holds);
    playground.update(Msg::Pause);
}

/// Lets some time pass.
fn pass(playground: &mut Playground) {
    let until = playground.stage().now() + Duration::from_millis(100);
    play_until(playground, |it| it.stage().now() >= until);
}

fn monitor(view: &StripView, topic: Topic) -> MonitorView {
    let found = view.monitors.iter().find(|it| it.topic == topic);
    found.expect("there is one for it").clone()
}

fn watched(playground: &Playground, topic: Topic) -> MonitorView {
    monitor(&playground.view().strip, topic)
}

fn verdicts(
    monitors: &Monitors,
    now: VirtualTime,
) -> (owner::Finding, lost::Finding, twice::Finding) {
    let [
        Verdict::Owner(owner),
        Verdict::Lost(lost),
        Verdict::Twice(twice),
    ] = monitors.verdicts(now)
    else {
        panic!("they come in this order");
    };
    (owner, lost, twice)
}

/// As found by monitors that read the whole run at once.
fn found(playground: &Playground) -> (owner::Finding, lost::Finding, twice::Finding) {
    let mut monitors = Monitors::default();
    monitors.keep_up(playground.stage());
    verdicts(&monitors, playground.stage().now())
}

/// A stage with `/tasks` and so many tasks in it.
fn with_tasks(count: usize) -> Playground {
    let mut playground = paused();
    enter(&mut playground, "client1", "create /tasks \"\"");
    for _ in 0..count {
        enter(&mut playground, "client1", "create -s /tasks/task- \"cmd\"");
    }
    playground
}

const STATUS: &str = "/tasks/task-0000000000/status";

fn finish(playground: &mut Playground, process: &str) {
    enter(playground, process, &format!("create {STATUS} \"done\""));
}

#[test]
fn before_anybody_is_master_one_line_says_so() {
    let strip = paused().view().strip;
    assert_eq!(strip.quiet.as_deref(), Some("Nobody thinks it is master."));
    assert!(strip.rows.is_empty());
    assert!(strip.monitors.iter().all(|it| it.grade == Grade::Holds));
}

#[test]
fn the_first_row_tells_who_owned_it_whatever_anybody_thinks() {
    let mut playground = paused();
    enter(&mut playground, "master1", "create -e /master m1");
    let created = playground.stage().now() - Duration::from_millis(20);
    act(&mut playground, "master1", PanelAction::Kill);
    let owned = |it: &Playground| labels(&it.view().strip, "/master");
    assert_eq!(
        owned(&playground),
        [format!("/master is owned by master1 since {created} s")],
        "the server does not know yet"
    );
    play_until(&mut playground, |it| {
        !it.view().strip.now_told.contains("is owned")
    });
    let expired = playground
        .view()
        .events
        .rows
        .iter()
        .rev()
        .find_map(|it| (it.text == "session expired").then(|| it.time.clone()));
    enter(&mut playground, "master2", "create -e /master m2");
    let taken = playground.stage().now() - Duration::from_millis(20);
    assert_eq!(
        owned(&playground),
        [
            format!(
                "/master was owned by master1 from {created} s to {} s",
                expired.expect("it has expired")
            ),
            format!("/master is owned by master2 since {taken} s"),
        ]
    );
    let owner = watched(&playground, Topic::Owner);
    assert_eq!(owner.text, "1 owner of /master");
    assert!(
        owner.label.ends_with("Takeovers so far: 1."),
        "{}",
        owner.label
    );
    let rows = playground.view().strip.rows;
    let names: Vec<_> = rows.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["/master", "master1", "master2"]);
}

#[test]
fn ownership_ends_by_closing_and_by_deleting_too_and_a_persistent_znode_has_no_owner() {
    let mut playground = paused();
    enter(&mut playground, "master1", "create -e /master m1");
    enter(&mut playground, "master2", "deleteall /master");
    assert_eq!(found(&playground).0.owner, None);
    enter(&mut playground, "client1", "create /master nobody");
    assert_eq!(found(&playground).0.owner, None);
    enter(&mut playground, "client1", "delete /master");
    enter(&mut playground, "master1", "create -e /master m1");
    enter(&mut playground, "master1", "quit");
    assert_eq!(found(&playground).0.owner, None);
    assert_eq!(
        found(&playground).0.takeovers,
        0,
        "it was master1 both times"
    );
    let owned = labels(&playground.view().strip, "/master");
    assert_eq!(owned.len(), 2);
    assert!(
        owned
            .iter()
            .all(|it| it.starts_with("/master was owned by master1"))
    );
}

#[test]
fn a_task_that_is_done_read_and_cleaned_up_is_not_lost() {
    let mut playground = with_tasks(2);
    assert_eq!(
        watched(&playground, Topic::Lost).text,
        "0/2 tasks done, 0 lost"
    );
    finish(&mut playground, "worker1");
    assert_eq!(
        watched(&playground, Topic::Lost).text,
        "1/2 tasks done, 0 lost"
    );
    enter(&mut playground, "client1", &format!("get {STATUS}"));
    enter(
        &mut playground,
        "client1",
        "deleteall /tasks/task-0000000000",
    );
    let lost = watched(&playground, Topic::Lost);
    assert_eq!((lost.grade, lost.number.as_str()), (Grade::Holds, "1/2"));
    assert!(
        lost.label
            .starts_with("Tasks submitted: 2, done: 1, waiting: 1, lost: 0."),
        "{}",
        lost.label
    );
    assert_eq!(watched(&playground, Topic::Twice).grade, Grade::Holds);
}

#[test]
fn a_task_that_is_deleted_before_it_has_a_status_is_lost() {
    let mut playground = with_tasks(3);
    enter(&mut playground, "client1", "delete /tasks/task-0000000002");
    let when = playground.stage().now() - Duration::from_millis(20);
    let lost = watched(&playground, Topic::Lost);
    assert_eq!(
        (lost.grade, lost.text.as_str()),
        (Grade::Broken, "task-…0002 lost")
    );
    let told =
        format!("task-0000000002 was lost at {when} s: it was deleted before it had a status.");
    assert!(lost.label.starts_with(&told), "{}", lost.label);
    finish(&mut playground, "worker1");
    let still = watched(&playground, Topic::Lost);
    assert!(
        still.grade == Grade::Broken && still.label.starts_with(&told),
        "it stays so"
    );
}

#[test]
fn a_task_whose_status_nobody_has_read_is_lost_with_it() {
    let mut playground = with_tasks(1);
    enter(&mut playground, "client1", &format!("get {STATUS}"));
    finish(&mut playground, "worker1");
    // To know that it is there is not to have read it.
    enter(&mut playground, "client1", "ls /tasks/task-0000000000");
    enter(&mut playground, "client1", &format!("stat {STATUS}"));
    enter(&mut playground, "client1", "get /tasks/task-0000000000");
    enter(
        &mut playground,
        "client1",
        "deleteall /tasks/task-0000000000",
    );
    let lost = watched(&playground, Topic::Lost);
    assert_eq!(lost.grade, Grade::Broken);
    assert!(
        lost.label.contains("before anybody had read its status"),
        "{}",
        lost.label
    );
}

#[test]
fn the_second_who_tells_of_a_task_has_done_it_twice_though_it_is_refused() {
    let mut playground = with_tasks(1);
    finish(&mut playground, "worker1");
    finish(&mut playground, "worker1");
    assert_eq!(
        watched(&playground, Topic::Twice).text,
        "none done twice",
        "it says it again"
    );
    finish(&mut playground, "worker2");
    let when = playground.stage().now() - Duration::from_millis(20);
    let twice = watched(&playground, Topic::Twice);
    assert_eq!(
        (twice.grade, twice.text.as_str()),
        (Grade::Warned, "task-…0000 done twice")
    );
    assert_eq!(
        twice.label,
        format!("task-0000000000 was done by worker1 and worker2, the second time at {when} s.")
    );
    finish(&mut playground, "client1");
    let thrice = watched(&playground, Topic::Twice);
    assert_eq!(
        thrice.label,
        format!(
            "task-0000000000 was done by worker1, worker2 and client1, the second time at {when} s."
        )
    );
}

#[test]
fn who_tells_of_a_task_that_was_cleaned_up_meanwhile_has_done_it_again() {
    let mut playground = with_tasks(1);
    finish(&mut playground, "worker1");
    enter(&mut playground, "client1", &format!("get {STATUS}"));
    enter(
        &mut playground,
        "client1",
        "deleteall /tasks/task-0000000000",
    );
    finish(&mut playground, "worker2");
    assert_eq!(watched(&playground, Topic::Twice).grade, Grade::Warned);
    enter(
        &mut playground,
        "worker2",
        "create /tasks/task-0000000009/status x",
    );
    assert_eq!(
        found(&playground).2.twice.len(),
        1,
        "of that one nobody ever heard"
    );
}

#[test]
fn a_later_life_of_a_worker_is_somebody_else() {
    let mut playground = with_tasks(1);
    finish(&mut playground, "worker1");
    act(&mut playground, "worker1", PanelAction::Restart);
    play_until(&mut playground, |it| {
        let panels = it.view().panels;
        panels.iter().all(|it| it.thinks.text == "CONNECTED")
    });
    finish(&mut playground, "worker1");
    let twice = watched(&playground, Topic::Twice);
    assert!(
        twice
            .label
            .starts_with("task-0000000000 was done by worker1 and worker1 after a restart"),
        "{}",
        twice.label
    );
}

#[test]
fn in_chinese_all_of_it_is_chinese() {
    let mut playground = with_tasks(1);
    enter(&mut playground, "master1", "create -e /master m1");
    enter(&mut playground, "client1", "delete /tasks/task-0000000000");
    let english = playground.view().strip;
    playground.update(Msg::Language(Lang::Zh));
    let chinese = playground.view().strip;
    assert!(labels(&chinese, "/master")[0].contains("起属于 master1"));
    let words = |view: &StripView| -> Vec<String> {
        let monitors = view.monitors.iter();
        let mut words: Vec<_> = monitors
            .flat_map(|it| [it.text.clone(), it.label.clone()])
            .collect();
        words.push(view.now.clone());
        words.push(view.now_told.clone());
        words.extend(view.ticks.iter().map(|it| it.text.clone()));
        words
    };
    for (english, chinese) in words(&english).into_iter().zip(words(&chinese)) {
        assert_ne!(english, chinese);
        assert!(!chinese.is_ascii(), "{chinese}");
    }
    playground.update(Msg::Language(Lang::En));
    assert_eq!(playground.view().strip, english);
}

// What consoles say of themselves.

#[test]
fn a_master_that_sleeps_through_its_expiry_clashes_with_the_next_one() {
    let mut playground = paused();
    enter(&mut playground, "master1", "create -e /master m1");
    let since = playground.stage().now();
    act(&mut playground, "master1", PanelAction::Pause);
    play_until(&mut playground, |it| found(it).0.owner.is_none());
    enter(&mut playground, "master2", "create -e /master m2");
    let from = playground.stage().now();
    assert_eq!(
        playground.view().strip.now,
        "now: master1 and master2",
        "one of them is asleep and believes it"
    );
    pass(&mut playground);
    act(&mut playground, "master1", PanelAction::Resume);
    play_until(&mut playground, |it| {
        !it.view().strip.now.contains("master1")
    });
    let strip = playground.view().strip;
    let told = &strip.clashes[0].label;
    let start = format!("master1 and master2 both believed they were master from {from} s to ");
    assert!(told.starts_with(&start), "{told}");
    assert_eq!(monitor(&strip, Topic::Owner).grade, Grade::Warned);
    let first = &labels(&strip, "master1")[0];
    let start = format!("master1 thought it was master from {since} s to ");
    assert!(first.starts_with(&start), "{first}");
    let owned = segments(&strip, "/master");
    assert!(
        owned[0].to < owned[1].from,
        "in truth there was one at a time"
    );
}

#[test]
fn one_who_left_for_good_keeps_its_row_and_its_name() {
    let mut playground = paused();
    enter(&mut playground, "worker1", "create -e /master w1");
    let since = playground.stage().now();
    pass(&mut playground);
    act(&mut playground, "worker1", PanelAction::Remove);
    let strip = playground.view().strip;
    assert_eq!(strip.now, "now: nobody");
    let [belief] = &segments(&strip, "worker1")[..] else {
        panic!("{:?}", strip.rows);
    };
    assert!(belief.died);
    let start = format!("worker1 thought it was master from {since} s to ");
    assert!(belief.label.starts_with(&start), "{}", belief.label);
    assert!(labels(&strip, "/master")[0].starts_with("/master is owned by worker1"));
}

// Laws, over runs of commands drawn by lot.

const CAST: [&str; 5] = ["master1", "master2", "worker1", "worker2", "client1"];

fn random_command(chance: &mut Chance) -> String {
    let task = format!("/tasks/{}", ["a", "b", "c"][chance.below(3) as usize]);
    match chance.below(9) {
        0 | 1 => format!("create {task} cmd"),
        2 | 3 => format!("create {task}/status done"),
        4 => format!("get {task}/status"),
        5 => format!("delete {task}/status"),
        6 => format!("delete {task}"),
        7 => format!("deleteall {task}"),
        _ if chance.below(2) == 0 => "create -e /master me".to_string(),
        _ => "deleteall /master".to_string(),
    }
}

#[test]
fn the_counts_add_up_and_what_was_found_is_never_taken_back() {
    let mut occurred = [0; 4];
    for seed in 0..12 {
        let mut chance = Chance::stream(seed, "strip");
        let mut playground = with_tasks(0);
        let mut before = found(&playground);
        for _ in 0..40 {
            let process = CAST[chance.below(5) as usize];
            match chance.below(20) {
                0 => act(&mut playground, process, PanelAction::Kill),
                1 => act(&mut playground, process, PanelAction::Restart),
                _ => enter(&mut playground, process, &random_command(&mut chance)),
            }
            playground.update(Msg::Play);
            playground.update(Msg::Frame { elapsed: 6 * FRAME });
            check_strip(&playground.view().strip);

            let now = found(&playground);
            let (_, tasks, twice) = &now;
            let tree = playground.stage().tree();
            let path = ZPath::parse("/tasks").expect("it is a path");
            let children = &tree.get(&path).expect("it is there").children;
            let is_done = |name: &str| tree.get(&path.child(name).child("status")).is_some();
            let done = children.iter().filter(|it| is_done(it)).count();
            assert_eq!(
                tasks.submitted,
                tasks.waiting + tasks.done + tasks.lost.len()
            );
            assert!(
                tasks.waiting <= children.len() - done,
                "a task with a status waits for nothing"
            );
            assert!(tasks.done >= done);
            assert!(tasks.lost.starts_with(&before.1.lost));
            assert!(twice.twice.len() >= before.2.twice.len());
            assert!(twice.twice.iter().all(|it| it.by.len() >= 2));
            before = now;
        }
        occurred[0] += before.1.lost.iter().filter(|it| it.unread).count();
        occurred[1] += before.1.lost.iter().filter(|it| !it.unread).count();
        occurred[2] += before.2.twice.len();
        occurred[3] += before.0.takeovers;
    }
    assert!(occurred.iter().all(|it| *it > 0), "{occurred:?}");
}

/// Spans lie on the axis, in order, and do not overlap; sentences have nothing left unfilled.
fn check_strip(strip: &StripView) {
    for row in &strip.rows {
        let mut end = 0;
        for it in &row.segments {
            assert!(
                end <= it.from && it.from <= it.to && it.to <= 1000,
                "{row:?}"
            );
            assert!(!it.label.contains(['{', '}']), "{}", it.label);
            end = it.to;
        }
    }
    for it in &strip.monitors {
        assert!(!it.label.contains(['{', '}']), "{}", it.label);
        assert!(!it.text.contains(['{', '}']), "{}", it.text);
    }
}
