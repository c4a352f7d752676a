//! Who thought it was master, who was, and what the monitors found, in runs typed by hand.

use std::time::Duration;

use crate::visit::*;
use zkplay::app::Playground;
use zkplay::app::update::Msg;
use zkplay::app::view::{Grade, MonitorView, PanelAction, StripView, Topic};
use zkplay::app::words::Lang;
use zkplay::model::{Chance, ZPath};
use zkplay::monitor::{Monitors, lost, owner, twice};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The plain stage, paused: the clock runs to the answer of each command, and no further.
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

fn watched(playground: &Playground, topic: Topic) -> MonitorView {
    monitor(&playground.view().strip, topic)
}

/// As found by monitors that read the whole run at once.
fn found(playground: &Playground) -> (owner::Finding, lost::Finding, twice::Finding) {
    let mut monitors = Monitors::default();
    let stage = played_again(playground);
    stage
        .run()
        .trace()
        .entries
        .iter()
        .for_each(|it| monitors.read(it));
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
    let (laws, others): (Vec<_>, Vec<_>) = strip
        .monitors
        .iter()
        .partition(|it| it.topic == Topic::Laws);
    assert!(others.iter().all(|it| it.grade == Grade::Holds));
    assert!(laws.iter().all(|it| it.grade == Grade::Open));
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
    playground.update(chinese());
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
