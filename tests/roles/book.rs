//! The tests that the book suggests for its master, and persons who meddle.

use std::time::Duration;

use zkplay::actor::Doing;
use zkplay::handle::Tenure;

use crate::theatre::{Theatre, ms};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MANY: usize = if cfg!(target_arch = "wasm32") {
    50
} else {
    200
};

/// So many tasks in a row, or all at once, for three workers.
fn many_tasks(at_once: usize) {
    let client = format!("program client1 client tasks={MANY} every=0ms at-once={at_once}");
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &[
            "program master1 master",
            "program worker1 worker work=20ms",
            "program worker2 worker work=20ms",
            "program worker3 worker work=20ms",
            "wait 1s",
            &client,
        ],
    );
    assert!(theatre.play_until(ms(600_000), |it| it.has_finished("client1")));
    theatre.play_for(ms(2000));
    theatre.assert_all_is_done("many tasks");
    assert_eq!(theatre.ledger.tasks.len(), MANY);
    assert_eq!(theatre.ledger.reports.len(), MANY);
    assert_eq!(theatre.ledger.reporters().len(), 3, "all workers are used");
    for worker in theatre.ledger.reporters() {
        let reports = theatre.ledger.reports.iter();
        let share = reports.filter(|(by, _)| *by == worker).count();
        assert!(share >= MANY / 5, "{worker:?} did {share}");
    }
}

#[test]
fn tasks_in_a_row_are_all_done_and_shared_among_the_workers() {
    many_tasks(1);
}

#[test]
fn tasks_all_at_once_are_all_done_and_shared_among_the_workers() {
    many_tasks(MANY);
}

#[test]
fn a_master_may_come_when_workers_and_tasks_are_there_already() {
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &[
            "program client1 client tasks=3 at-once=3 every=100ms",
            "program worker1 worker",
            "program worker2 worker",
        ],
    );
    theatre.play_for(ms(10_000));
    assert_eq!(theatre.children("/tasks").len(), 3);
    theatre.say("program master1 master");
    assert!(theatre.play_until(ms(10_000), |it| it.has_finished("client1")));
    theatre.play_for(ms(2000));
    theatre.assert_all_is_done("a late master");
}

/// A worker that a person has registered, and forgotten to make a place for.
#[test]
fn a_worker_without_a_place_gets_nothing_until_it_has_one() {
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &["program master1 master", "session hand"],
    );
    theatre.play_for(ms(1000));
    theatre.say("hand> create -e /workers/hand \"\"");
    theatre.say("program client1 client tasks=2 at-once=2 every=100ms");
    theatre.play_for(ms(5000));
    let leads = |waiting| Doing::Leads {
        workers: 1,
        waiting,
    };
    assert_eq!(theatre.doing("master1"), Some(leads(2)));
    let quiet_from = theatre.stage.world().steps();
    theatre.play_for(ms(30_000));
    // Three sessions send a ping every two seconds, and hear an answer.
    let steps = theatre.stage.world().steps() - quiet_from;
    assert!(steps < 200, "somebody spins: {steps} steps");
    assert!(theatre.assignments().is_empty());

    theatre.say("hand> create /assign/hand \"\"");
    theatre.play_for(ms(1000));
    assert_eq!(theatre.children("/assign/hand").len(), 2);
    theatre.say("hand> deleteall /assign/hand");
    theatre.say("program worker1 worker");
    theatre.say("hand> quit");
    assert!(theatre.play_until(ms(30_000), |it| it.has_finished("client1")));
}

#[test]
fn names_that_a_person_has_made_up_stop_nobody() {
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &[
            "program master1 master",
            "program worker1 worker",
            "session hand",
            "wait 1s",
        ],
    );
    for line in [
        "create /tasks/with\"quote \"x\"",
        "create \"/tasks/with space\" \"x\"",
        "create /tasks/-w \"x\"",
        "create /tasks/ä任 \"x\"",
        "create -e /workers/it's \"\"",
        "create -e /workers/-e \"\"",
        "create /assign/-e \"\"",
        "create /assign/stranger \"\"",
        "create /assign/stranger/-w \"\"",
        "create /assign/worker1.example.com/no-such-task \"\"",
        "create \"/assign/worker1.example.com/a b\" \"\"",
        "delete /workers/-e",
    ] {
        theatre.say(&format!("hand> {line}"));
        theatre.play_for(ms(300));
    }
    theatre.say("program client1 client tasks=2");
    assert!(theatre.play_until(ms(60_000), |it| it.has_finished("client1")));
    theatre.play_for(ms(1000));
    assert_eq!(theatre.children("/tasks/-w"), ["status"]);
    assert_eq!(theatre.children("/tasks/ä任"), ["status"]);
    assert_eq!(
        theatre.doing("master1"),
        Some(Doing::Leads {
            workers: 1,
            waiting: 0
        })
    );
}

/// What a person types at the console of a program is no news to the program, but the session
/// is the same.
#[test]
fn a_program_survives_what_a_person_types_at_its_console() {
    const LINES: [&str; 9] = [
        "connect localhost:2181",
        "connect",
        "connect nowhere:2181",
        "close",
        "ls -w /",
        "redo 0",
        "no-such-command",
        "printwatches off",
        "create",
    ];
    for name in ["master1", "worker1", "client1"] {
        for line in LINES {
            let mut theatre = Theatre::with(
                &["latency 20ms"],
                &[
                    "program master1 master",
                    "program worker1 worker",
                    "program client1 client tasks=3 every=1s",
                    "wait 1500ms",
                ],
            );
            theatre.say(&format!("{name}> {line}"));
            theatre.play_for(ms(3000));
            if line.contains("nowhere") {
                assert_eq!(theatre.doing(name), Some(Doing::Waits), "{name}> {line}");
                theatre.say(&format!("{name}> connect localhost:2181"));
            }
            let ends = theatre.play_until(ms(30_000), |it| it.has_finished("client1"));
            assert!(ends, "{name}> {line}: {:?}", theatre.doing("client1"));
            theatre.play_for(ms(2000));
            theatre.assert_all_is_done(&format!("{name}> {line}"));
            assert!(theatre.process(name).handles.len() <= 3, "{name}> {line}");
        }
    }
}

#[test]
fn a_program_hears_what_a_person_does_to_its_office_at_its_own_console() {
    for command in ["delete", "deleteall"] {
        let mut theatre = Theatre::with(
            &["latency 20ms"],
            &[
                "program master1 master",
                "wait 1s",
                "program master2 master",
                "program worker1 worker",
                "wait 1s",
            ],
        );
        theatre.ledger.is_anarchy = true;
        theatre.say(&format!("master1> {command} /master"));
        theatre.say(&format!("worker1> {command} /workers/worker1.example.com"));
        theatre.play_for(ms(1000));
        let owner = theatre.owner().expect("one of them is master again");
        for name in ["master1", "master2"] {
            let believes = theatre.process(name).program.mastery() == Tenure::Held;
            assert_eq!(believes, name == owner, "{command}: {name}");
            let watches = theatre.doing(name) == Some(Doing::WatchesMaster);
            assert_eq!(watches, name != owner, "{command}: {name}");
        }
        assert_eq!(theatre.children("/workers"), ["worker1.example.com"]);
    }
}

#[test]
fn a_program_that_was_told_to_quit_has_left() {
    let mut theatre = Theatre::with(
        &["latency 20ms"],
        &[
            "program master1 master",
            "program worker1 worker",
            "wait 1s",
        ],
    );
    theatre.say("worker1> quit");
    theatre.play_for(Duration::from_secs(1));
    assert!(!theatre.process("worker1").is_alive());
    assert!(theatre.children("/workers").is_empty(), "at once");
}
