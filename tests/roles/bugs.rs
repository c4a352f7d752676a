//! Programs with a bug, each in a short run in which it shows; and the same run without it.

use std::time::Duration;

use zkplay::actor::{Bug, Doing};
use zkplay::handle::Tenure;

use crate::theatre::{Theatre, ms, path};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Far longer than anything here takes.
const LONG: Duration = ms(60_000);

/// A stage with these programs, each of which has the bug if it can have it; and without a bug.
fn stage(lines: &[&str], bug: Option<Bug>) -> Theatre {
    let mut theatre = Theatre::open(&["latency 20ms"]);
    for line in lines {
        theatre.say_with_bug(line, bug);
    }
    theatre
}

/// Whether so many children of `/tasks` have a status.
fn done(theatre: &Theatre) -> usize {
    let tasks = theatre.children("/tasks").into_iter();
    let has_status = |it: &String| !theatre.children(&format!("/tasks/{it}")).is_empty();
    tasks.filter(has_status).count()
}

#[test]
fn what_comes_between_reading_and_watching_is_missed() {
    let run = |bug| {
        let mut theatre = stage(&["program master1 master"], bug);
        theatre.ledger.is_anarchy = true;
        theatre.say("session hand");
        theatre.play_for(ms(1000));
        theatre.say("program worker1 worker");
        theatre.play_for(ms(1000));
        theatre.say("hand> create /tasks/a \"\"");
        theatre.play_for(ms(100));
        theatre.say("hand> create /tasks/b \"\"");
        theatre.play_for(LONG);
        let before = done(&theatre);
        // Any change tells of all that was missed.
        theatre.say("hand> create /tasks/c \"\"");
        theatre.play_for(LONG);
        (before, done(&theatre))
    };
    assert_eq!(run(None), (2, 3));
    assert_eq!(run(Some(Bug::NoReread)), (1, 3));
}

#[test]
fn a_worker_that_registers_before_the_watch_is_unknown() {
    let run = |bug| {
        let programs = ["program master1 master", "program worker1 worker"];
        let mut theatre = stage(&programs, bug);
        theatre.play_for(LONG);
        match theatre.doing("master1") {
            Some(Doing::Leads { workers, .. }) => workers,
            other => panic!("it does not lead: {other:?}"),
        }
    };
    assert_eq!(run(None), 1);
    assert_eq!(run(Some(Bug::NoReread)), 0);
}

#[test]
fn a_status_that_comes_before_the_watch_is_never_read() {
    let run = |bug| {
        let mut theatre = stage(&["program master1 master"], None);
        theatre.say("program worker1 worker work=2500ms");
        theatre.say_with_bug("program client1 client tasks=1 after=2s", bug);
        theatre.play_for(ms(1000));
        theatre.say("delay client1 s1 1s");
        theatre.play_for(LONG);
        (done(&theatre), theatre.doing("client1"))
    };
    assert_eq!(run(None), (0, Some(Doing::Finished)));
    assert_eq!(run(Some(Bug::NoReread)), (1, Some(Doing::Awaits(1))));
}

#[test]
fn who_trusts_a_lost_connection_submits_twice() {
    let run = |bug| {
        let mut theatre = stage(&["program master1 master", "program worker1 worker"], None);
        theatre.say_with_bug("program client1 client tasks=1 after=2s", bug);
        theatre.play_for(ms(2010));
        theatre.say("lose-reply client1");
        theatre.play_for(LONG);
        assert!(theatre.has_finished("client1"));
        (theatre.ledger.tasks.len(), theatre.children("/tasks").len())
    };
    assert_eq!(run(None), (1, 0));
    // The second is the one it waits for.
    assert_eq!(run(Some(Bug::TrustsLoss)), (2, 1));
}

#[test]
fn who_trusts_a_lost_connection_waits_for_itself_and_nobody_leads() {
    let run = |bug| {
        let mut theatre = stage(&["program master1 master"], bug);
        let asks = |it: &Theatre| {
            let handle = it.process("master1").handle();
            handle.is_some_and(|it| it.unanswered().next().is_some())
        };
        assert!(theatre.play_until(LONG, asks));
        theatre.say("lose-reply master1");
        theatre.say_with_bug("program master2 master", bug);
        theatre.play_for(LONG);
        assert_eq!(theatre.owner(), Some("master1"));
        ["master1", "master2"].map(|it| theatre.doing(it) == Some(Doing::WatchesMaster))
    };
    assert_eq!(run(None), [false, true]);
    assert_eq!(run(Some(Bug::TrustsLoss)), [true, true]);
}

#[test]
fn a_task_whose_assignment_is_deleted_first_is_lost_with_its_master() {
    let run = |bug| {
        let masters = ["program master1 master", "program master2 master"];
        let mut theatre = stage(&masters, bug);
        theatre.say("program worker1 worker work=1m");
        theatre.say("program client1 client tasks=1");
        theatre.play_for(ms(3000));
        theatre.say("program worker2 worker");
        theatre.say("kill worker1");
        let held = ["worker1.example.com/task-0000000000".to_string()];
        assert_eq!(theatre.assignments(), held);
        assert!(theatre.play_until(LONG, |it| it.assignments() != held));
        let master = theatre.owner().expect("it leads").to_string();
        theatre.say(&format!("kill {master}"));
        theatre.play_for(LONG);
        let heir = theatre.owner().expect("another leads");
        let leads = Doing::Leads {
            workers: 1,
            waiting: 0,
        };
        assert_eq!(
            theatre.doing(heir),
            Some(leads),
            "it knows of nothing to do"
        );
        (theatre.has_finished("client1"), theatre.assignments().len())
    };
    assert_eq!(run(None), (true, 0));
    assert_eq!(run(Some(Bug::DeletesFirst)), (false, 0));
}

/// Both do what they are for as long as nobody dies at the wrong moment.
#[test]
fn a_master_that_deletes_first_moves_tasks_all_the_same() {
    let mut theatre = stage(&["program master1 master"], Some(Bug::DeletesFirst));
    theatre.say("program worker1 worker work=1m");
    theatre.say("program client1 client tasks=5 at-once=5 every=0ms");
    theatre.play_for(ms(3000));
    theatre.say("program worker2 worker");
    theatre.say("kill worker1");
    assert!(theatre.play_until(LONG, |it| it.has_finished("client1")));
    theatre.play_for(ms(2000));
    theatre.assert_all_is_done("moved");
}

#[test]
fn a_master_that_acts_while_disconnected_is_one_of_two() {
    let run = |bug| {
        let mut theatre = stage(&["program master1 master"], bug);
        theatre.play_for(ms(1000));
        theatre.say("program master2 master");
        theatre.play_for(ms(1000));
        theatre.say("cut master1 silent");
        let believes = |it: &Theatre, name| it.process(name).program.mastery() == Tenure::Held;
        let two = |it: &Theatre| believes(it, "master1") && believes(it, "master2");
        let were_two = theatre.play_until(ms(20_000), two);
        theatre.say("heal master1");
        theatre.play_for(LONG);
        assert!(believes(&theatre, "master2") && !believes(&theatre, "master1"));
        were_two
    };
    assert!(!run(None));
    assert!(run(Some(Bug::ActsDisconnected)));
}

#[test]
fn a_worker_that_acts_while_disconnected_does_what_is_anothers() {
    let run = |bug| {
        let mut theatre = stage(&["program master1 master"], None);
        theatre.say_with_bug("program worker1 worker work=14s", bug);
        theatre.say("program client1 client tasks=1");
        theatre.play_for(ms(2000));
        theatre.say("program worker2 worker work=10s");
        theatre.say("cut worker1 silent");
        theatre.play_for(ms(10_000));
        theatre.say("heal worker1");
        theatre.play_for(LONG);
        assert!(theatre.has_finished("client1"));
        theatre.assert_all_is_done("a worker that was away");
        let reporter = theatre.ledger.reports[0].0;
        theatre.stage.world().processes()[&reporter].name.clone()
    };
    assert_eq!(run(None), "worker2");
    assert_eq!(run(Some(Bug::ActsDisconnected)), "worker1");
}

#[test]
fn who_polls_learns_late_and_asks_without_end() {
    let run = |bug| {
        let all = [
            "program master1 master",
            "program master2 master",
            "program worker1 worker",
            "program client1 client tasks=1",
        ];
        let mut theatre = stage(&all, bug);
        theatre.ledger.is_anarchy = true;
        let began = theatre.now();
        assert!(theatre.play_until(LONG, |it| it.has_finished("client1")));
        let took = theatre.now().since(began);
        theatre.play_for(ms(1000));
        let steps = theatre.stage.world().steps();
        theatre.play_for(LONG);
        let idle = theatre.stage.world().steps() - steps;

        let master = theatre.owner().expect("somebody leads").to_string();
        theatre.say(&format!("kill {master}"));
        let is_vacant = |it: &Theatre| it.stage.tree().get(&path("/master")).is_none();
        assert!(theatre.play_until(LONG, is_vacant));
        let vacant = theatre.now();
        assert!(theatre.play_until(LONG, |it| !is_vacant(it)));
        (took, idle, theatre.now().since(vacant))
    };
    let (took, idle, vacancy) = run(None);
    assert!(took < ms(2000) && vacancy < ms(100), "{took:?} {vacancy:?}");
    let (late, busy, longer) = run(Some(Bug::Polls));
    assert!(late > took + ms(5000), "{late:?}");
    assert!(longer > ms(1000) && longer < ms(5100), "{longer:?}");
    assert!(busy > idle + 100, "{busy} steps, {idle} without");
}

#[test]
fn a_bug_outlives_its_program_and_a_record() {
    let mut theatre = stage(&["program master1 master"], Some(Bug::Polls));
    theatre.say("restart master1");
    theatre.say("by-hand master1");
    theatre.say("by-itself master1");
    let settings = theatre.process("master1").program.settings();
    assert!(settings.is_some_and(|it| it.bugs.has(Bug::Polls)));
    let record = theatre.stage.record().to_string();
    assert!(
        record.contains("program master1 master bug=polls\n"),
        "{record}"
    );
}

#[test]
fn a_bug_can_be_given_and_taken_while_the_program_runs() {
    let believed = |given: &[&str]| {
        let mut theatre = stage(&["program master1 master", "program master2 master"], None);
        theatre.play_for(ms(1000));
        given.iter().for_each(|it| theatre.say(it));
        theatre.say("cut master1 silent");
        assert!(theatre.play_until(LONG, |it| it.owner() == Some("master2")));
        theatre.process("master1").program.mastery()
    };
    assert_ne!(believed(&[]), Tenure::Held);
    assert_eq!(believed(&["bug master1 acts-disconnected"]), Tenure::Held);
    let mended = ["bug master1 acts-disconnected", "bug master1 none"];
    assert_ne!(believed(&mended), Tenure::Held);
    let refusal = |line: &str, bug: &str| {
        let mut theatre = stage(&[line], None);
        theatre.try_say(bug).expect_err("it cannot have it")
    };
    let refused = refusal("session a", "bug a polls");
    assert!(refused.contains("`a` has no program"), "{refused}");
    let refused = refusal("program worker1 worker", "bug worker1 trusts-loss");
    assert!(refused.contains("it can have no-reread,"), "{refused}");
}
