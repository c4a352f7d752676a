//! Processes that stand still: what waits for them, what they miss, and what they believe.

use zkplay::actor::Doing;
use zkplay::handle::{Belief, Shown, Tenure};
use zkplay::model::{EventType, KeeperState, VirtualTime};
use zkplay::sim::{Happening, Machine, Node, TraceEntry};

use crate::theatre::{CAST, Theatre, ms, path};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// What happened in the step in which a process went on.
fn wake_up<'a>(theatre: &'a Theatre, name: &str) -> Vec<&'a TraceEntry> {
    let id = theatre.id(name);
    let entries = &theatre.stage.run().trace().entries;
    let resumed = entries
        .iter()
        .rfind(|it| it.what == Happening::Resumed(Node::Process(id)))
        .expect("it went on");
    let step = resumed.step;
    entries.iter().filter(|it| it.step == step).collect()
}

fn mastery(theatre: &Theatre, name: &str) -> Tenure {
    theatre.process(name).program.mastery()
}

#[test]
fn a_master_that_slept_too_long_believes_until_it_is_told() {
    let mut theatre = Theatre::with(&["latency 20ms"], &CAST);
    theatre.play_for(ms(5000));
    let old = theatre.process("master1").handle().unwrap().session();
    theatre.say("pause master1 10s");
    let woken = theatre.now() + ms(10_000);
    assert!(theatre.play_until(ms(9000), |it| it.owner() == Some("master2")));
    theatre.play_to(woken - ms(1));
    assert_eq!(mastery(&theatre, "master1"), Tenure::Held, "a split brain");
    assert_eq!(mastery(&theatre, "master2"), Tenure::Held, "a split brain");
    assert_eq!(theatre.owner(), Some("master2"));

    // The old one learns it as it comes back: first that its connection is gone.
    theatre.play_to(woken);
    assert_eq!(mastery(&theatre, "master1"), Tenure::Doubted);
    theatre.play_for(ms(3000));
    let master1 = theatre.id("master1");
    let entries = theatre.stage.run().trace().entries.iter();
    let told = entries.filter_map(|it| match &it.what {
        Happening::Event { process, event, .. } if *process == master1 => {
            (event.kind == EventType::None && it.at >= woken).then_some(event.state)
        }
        _ => None,
    });
    use KeeperState::{Disconnected, Expired, SyncConnected};
    assert_eq!(
        told.collect::<Vec<_>>(),
        [Disconnected, Expired, SyncConnected]
    );
    assert_eq!(mastery(&theatre, "master1"), Tenure::None);
    let believed = theatre.stage.run().trace().entries.iter().rev();
    let believed = believed.filter_map(|it| match &it.what {
        Happening::Believes {
            process,
            path,
            tenure,
        } if *process == master1 => Some((path.as_str(), *tenure)),
        _ => None,
    });
    let believed: Vec<_> = believed.take(3).collect();
    let of_master = |tenure| ("/master", tenure);
    assert_eq!(
        believed,
        [Tenure::None, Tenure::Doubted, Tenure::Held].map(of_master)
    );

    // It begins anew, and is a candidate again.
    let handle = theatre.process("master1").handle().unwrap();
    assert_eq!(handle.belief(), Belief::Connected);
    assert_ne!(handle.session(), old);
    assert!(handle.watches().data.contains_key(&path("/master")));
    assert_eq!(theatre.doing("master1"), Some(Doing::WatchesMaster));
    theatre.say("kill master2");
    assert!(theatre.play_until(ms(12_000), |it| it.owner() == Some("master1")));
}

#[test]
fn a_short_pause_costs_nothing_but_time() {
    let mut theatre = Theatre::with(&["latency 20ms"], &CAST[..4]);
    theatre.say("program client1 client tasks=4 every=1s");
    theatre.play_for(ms(700));
    for name in ["master1", "worker1", "client1", "worker2"] {
        theatre.say(&format!("pause {name} 2500ms"));
        theatre.play_for(ms(1000));
    }
    assert!(theatre.play_until(ms(30_000), |it| it.has_finished("client1")));
    theatre.play_for(ms(2000));
    theatre.assert_all_is_done("short pauses");
    assert_eq!(theatre.ledger.terms.len(), 1);
    assert_eq!(theatre.ledger.tasks.len(), 4);
    assert!(theatre.ledger.expiries.is_empty());
}

/// First the worker's own deadline, then what has come, then the deadlines of its handle.
#[test]
fn whoever_wakes_up_acts_once_before_the_news_reaches_it() {
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &[
            "program master1 master",
            "program worker1 worker work=1s",
            "program client1 client tasks=1",
        ],
    );
    assert!(theatre.play_until(ms(5000), |it| {
        matches!(it.doing("worker1"), Some(Doing::Runs(_)))
    }));
    theatre.say("pause worker1");
    theatre.play_for(ms(10_000));
    assert!(!theatre.ledger.expiries.is_empty());
    theatre.say("resume worker1");
    let worker = theatre.id("worker1");
    let happened = wake_up(&theatre, "worker1").into_iter();
    let mut happened = happened.filter_map(|it| match &it.what {
        Happening::Shown(it, Shown::Typed { line, .. }) if *it == worker => Some(line.clone()),
        Happening::Event { event, .. } => Some(format!("{:?}", event.state)),
        Happening::Lapsed(machine) => Some(format!("{machine:?}")),
        _ => None,
    });
    assert_eq!(
        happened.next().as_deref(),
        Some("create /tasks/task-0000000000/status \"done\"")
    );
    assert_eq!(happened.next().as_deref(), Some("Disconnected"));
    assert_eq!(happened.next(), None);
    // The deadline of the handle is of the same moment, and a step of its own.
    let now = theatre.now();
    assert!(theatre.step_until(now));
    let last = theatre.stage.run().trace().entries.iter();
    let lapsed = last.filter(|it| it.at == now && matches!(it.what, Happening::Lapsed(_)));
    let lapsed: Vec<_> = lapsed.map(|it| &it.what).collect();
    assert!(
        matches!(lapsed[..], [Happening::Lapsed(Machine::Handle(it, _))] if *it == worker),
        "{lapsed:?}"
    );
    assert!(theatre.play_until(ms(20_000), |it| it.has_finished("client1")));
}

#[test]
fn lines_that_are_told_to_one_who_sleeps_wait_in_order() {
    let mut theatre = Theatre::with(&["latency 20ms"], &["session a", "wait 1s"]);
    theatre.say("pause a");
    theatre.say("a> create /x \"\"");
    theatre.say("a> create /x/y \"\"");
    theatre.play_for(ms(3000));
    assert!(theatre.children("/x").is_empty());
    theatre.say("resume a");
    theatre.play_for(ms(500));
    assert_eq!(theatre.children("/x"), ["y"]);
}

#[test]
fn one_who_is_killed_asleep_wakes_up_no_more() {
    let mut theatre = Theatre::with(&["latency 20ms"], &CAST);
    theatre.play_for(ms(2000));
    theatre.say("pause master1 3s");
    theatre.say("master1> create /late \"\"");
    theatre.play_for(ms(500));
    theatre.say("kill master1");
    assert!(theatre.try_say("resume master1").is_err());
    theatre.play_for(ms(15_000));
    assert_eq!(theatre.owner(), Some("master2"));
    assert!(theatre.stage.tree().get(&path("/late")).is_none());
    assert!(!theatre.process("master1").is_alive());
    theatre.say("restart master1");
    theatre.play_for(ms(1000));
    assert_eq!(theatre.doing("master1"), Some(Doing::WatchesMaster));
}

#[test]
fn one_who_is_told_to_sleep_again_sleeps_as_told_last() {
    let mut theatre = Theatre::with(&["latency 20ms"], &["session a", "wait 1s"]);
    theatre.say("pause a 1s");
    theatre.say("pause a 3s");
    theatre.play_for(ms(2000));
    assert!(theatre.process("a").pause.is_some());
    theatre.play_for(ms(1100));
    assert!(theatre.process("a").pause.is_none());
    let problem = theatre.try_say("resume a").unwrap_err();
    assert!(problem.contains("`pause a`"), "{problem}");
}

#[test]
fn a_name_is_free_when_its_process_was_removed() {
    let mut theatre = Theatre::with(&["latency 20ms"], &CAST);
    theatre.play_for(ms(2000));
    theatre.say("remove master1");
    theatre.play_for(ms(3000));
    assert!(
        theatre.stage.tree().get(&path("/master")).is_some(),
        "not at once"
    );
    theatre.say("session master1");
    theatre.say("master1> ls /");
    assert!(theatre.play_until(ms(9000), |it| it.owner() == Some("master2")));
    assert_eq!(theatre.ledger.expiries.len(), 1);
    assert_eq!(theatre.process("master1").program.settings(), None);
}

#[test]
fn a_thirteenth_process_is_refused_with_what_to_do() {
    let mut theatre = Theatre::open(&[]);
    for number in 1..=12 {
        theatre.say(&format!("program worker{number} worker"));
    }
    let problem = theatre.try_say("session one-more").unwrap_err();
    assert!(problem.contains("`remove NAME`"), "{problem}");
    theatre.say("remove worker3");
    theatre.say("session one-more");
}

#[test]
fn a_replay_of_all_that_can_be_done_gives_an_equal_run() {
    let mut theatre = Theatre::with(&["seed 3", "latency 20ms 50ms"], &CAST);
    for line in [
        "session p",
        "order p on NodeChildrenChanged /tasks do ls /tasks",
        "pause worker1 2s",
        "p> create /tasks/by-hand \"x\"",
        "pause master1",
        "master1> ls /",
        "by-hand client1",
        "off p 1",
        "resume master1",
        "kill worker2",
        "by-itself client1",
        "pause worker1 30s",
        "restart worker2",
        "kill worker1",
        "remove worker1",
        "close p",
        "program worker1 worker work=2s",
        "pause client1 15s",
        "restart master1",
    ] {
        theatre.say(line);
        theatre.play_for(ms(777));
        theatre.cut("master2");
    }
    theatre.play_for(ms(5000));
    theatre.assert_it_replays("all actions");
    assert!(theatre.now() > VirtualTime::START);
}
