//! What a master does for the tasks of a dead worker, though it may die over it itself.

use std::time::Duration;

use zkplay::actor::Doing;
use zkplay::handle::{Belief, Shown, Tenure};
use zkplay::model::{KeeperState, VirtualTime};
use zkplay::sim::Happening;

use crate::theatre::{Theatre, ms};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const PATIENCE: Duration = ms(60_000);
const DEAD: &str = "worker1.example.com";

/// The first worker is slow, so that its tasks are still its own when it dies.
fn troupe() -> Theatre {
    Theatre::with(
        &["latency 20ms"],
        &[
            "program master1 master",
            "program master2 master",
            "program worker1 worker work=1m",
            "program worker2 worker work=100ms",
            "program client1 client tasks=5 every=0ms at-once=5 after=1s",
        ],
    )
}

fn of_the_dead(theatre: &Theatre) -> Vec<String> {
    theatre.children(&format!("/assign/{DEAD}"))
}

fn ends_well(theatre: &mut Theatre, context: &str) {
    let ends = theatre.play_until(PATIENCE, |it| it.has_finished("client1"));
    assert!(ends, "{context}: {:?}", theatre.doing("client1"));
    theatre.play_for(ms(10_000));
    theatre.assert_all_is_done(context);
}

/// The moment at which the session of the killed worker expires, with several tasks to move.
fn at_expiry() -> Theatre {
    let mut theatre = troupe();
    theatre.play_for(ms(5000));
    assert!(of_the_dead(&theatre).len() >= 2, "it has tasks");
    theatre.say("kill worker1");
    assert!(theatre.play_until(ms(9000), |it| !it.ledger.expiries.is_empty()));
    assert!(of_the_dead(&theatre).len() >= 2, "and keeps them");
    theatre
}

#[test]
fn a_master_that_dies_at_any_step_of_a_recovery_leaves_nothing_behind() {
    let mut theatre = at_expiry();
    let (mut cases, mut in_both_hands) = (0, 0);
    while !of_the_dead(&theatre).is_empty() {
        let mut copy = theatre.clone();
        let at_other = copy.children("/assign/worker2.example.com");
        let both = of_the_dead(&copy).iter().any(|it| at_other.contains(it));
        in_both_hands += u32::from(both);
        let master = copy.owner().expect("somebody is master").to_string();
        copy.say(&format!("kill {master}"));
        let context = format!("step {}", copy.stage.world().steps());
        ends_well(&mut copy, &context);
        assert_eq!(copy.ledger.terms.len(), 2, "{context}");
        assert_eq!(copy.ledger.tasks.len(), 5, "{context}");
        cases += 1;
        assert!(theatre.step_until(VirtualTime::END));
    }
    assert!(cases > 20, "{cases} steps");
    assert!(
        in_both_hands > 3,
        "first the new, then the old: {in_both_hands}"
    );
}

#[test]
fn a_master_that_loses_its_connection_at_any_step_of_a_recovery_goes_on() {
    let mut theatre = at_expiry();
    while !of_the_dead(&theatre).is_empty() {
        let mut copy = theatre.clone();
        let master = copy.owner().expect("somebody is master").to_string();
        copy.cut(&master);
        let context = format!("step {}", copy.stage.world().steps());
        ends_well(&mut copy, &context);
        assert_eq!(copy.ledger.terms.len(), 1, "{context}");
        assert!(theatre.step_until(VirtualTime::END));
    }
}

#[test]
fn a_worker_that_comes_back_at_any_step_of_a_recovery_does_no_harm() {
    let mut theatre = at_expiry();
    while !of_the_dead(&theatre).is_empty() {
        let mut copy = theatre.clone();
        copy.say("program worker1 worker work=300ms");
        let context = format!("step {}", copy.stage.world().steps());
        ends_well(&mut copy, &context);
        assert_eq!(copy.ledger.tasks.len(), 5, "{context}");
        assert!(theatre.step_until(VirtualTime::END));
    }
}

/// One task, one worker that takes it, another that may take over.
fn one_task() -> Theatre {
    Theatre::with(
        &["latency 20ms"],
        &[
            "program master1 master",
            "program worker1 worker",
            "wait 1s",
            "program client1 client tasks=1",
        ],
    )
}

#[test]
fn a_task_whose_worker_dies_before_it_ran_is_run_by_another() {
    let mut theatre = one_task();
    assert!(theatre.play_until(ms(5000), |it| !of_the_dead(it).is_empty()));
    theatre.say("kill worker1");
    theatre.say("program worker2 worker");
    ends_well(&mut theatre, "before it ran");
    let worker2 = theatre.id("worker2");
    assert_eq!(
        theatre.ledger.reporters().into_iter().collect::<Vec<_>>(),
        [worker2]
    );
}

#[test]
fn a_task_whose_worker_dies_between_status_and_assignment_is_not_run_again() {
    let mut theatre = one_task();
    assert!(theatre.play_until(ms(5000), |it| !it.ledger.reports.is_empty()));
    assert!(!of_the_dead(&theatre).is_empty());
    theatre.say("kill worker1");
    theatre.say("program worker2 worker");
    ends_well(&mut theatre, "between the two");
    assert_eq!(theatre.ledger.reports.len(), 1);
    assert_eq!(of_the_dead(&theatre), [""; 0], "the master has cleared it");
}

#[test]
fn a_worker_that_starts_again_at_once_does_its_own_work() {
    let mut theatre = one_task();
    assert!(theatre.play_until(ms(5000), |it| !of_the_dead(it).is_empty()));
    theatre.say("restart worker1");
    ends_well(&mut theatre, "restarted");
    assert_eq!(theatre.ledger.reports.len(), 1);
}

#[test]
fn without_any_worker_a_task_waits_for_the_first_that_comes() {
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &["program master1 master", "program client1 client tasks=1"],
    );
    theatre.play_for(ms(20_000));
    let waits = Doing::Leads {
        workers: 0,
        waiting: 1,
    };
    assert_eq!(theatre.doing("master1"), Some(waits));
    theatre.say("program worker1 worker");
    ends_well(&mut theatre, "the first worker");
}

#[test]
fn a_master_without_a_connection_commands_nobody() {
    let mut theatre = troupe();
    theatre.play_for(ms(1500));
    let master = theatre.owner().expect("somebody is master").to_string();
    theatre.cut(&master);
    let from = theatre.stage.run().trace().entries.len();
    let connected = |it: &Theatre| it.process(&master).handle().unwrap().belief();
    assert_eq!(connected(&theatre), Belief::Connecting);
    assert_eq!(theatre.doing(&master), Some(Doing::Waits));
    let mastery = |it: &Theatre| it.process(&master).program.mastery();
    assert_eq!(mastery(&theatre), Tenure::Doubted);
    assert!(theatre.play_until(ms(3000), |it| connected(it) == Belief::Connected));
    let id = theatre.id(&master);
    let mut back = false;
    for entry in &theatre.stage.run().trace().entries[from..] {
        match &entry.what {
            Happening::Event { process, event, .. } if *process == id => {
                back |= event.state == KeeperState::SyncConnected;
            }
            Happening::Shown(process, Shown::Typed { line, .. }) if *process == id => {
                assert!(back, "{line}");
                assert_eq!(line, "stat -w /master", "first of all it looks");
            }
            _ => {}
        }
    }
    assert!(back);
    assert_eq!(mastery(&theatre), Tenure::Held);
    theatre.say("restart worker1");
    theatre.say("kill worker1");
    ends_well(&mut theatre, "after the break");
}

#[test]
fn whoever_expires_begins_anew_with_a_new_session() {
    for name in ["worker1", "worker2", "client1"] {
        let mut theatre = troupe();
        theatre.play_for(ms(2000));
        let session = |it: &Theatre| it.process(name).handle().unwrap().session();
        let old = session(&theatre);
        theatre.say(&format!("pause {name} 12s"));
        theatre.play_for(ms(16_000));
        assert_ne!(session(&theatre), old, "{name}");
        assert_eq!(theatre.ledger.expiries.len(), 1, "{name}");
        let registered = theatre.children("/workers");
        assert_eq!(registered, [DEAD, "worker2.example.com"], "{name}");
        theatre.say("kill worker1");
        ends_well(&mut theatre, name);
    }
}
