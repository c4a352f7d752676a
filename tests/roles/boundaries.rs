//! The same small story again and again, with one thing going wrong at each of its steps.

use std::time::Duration;

use zkplay::model::VirtualTime;

use crate::theatre::{Theatre, ms};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// In the browser not every step has its turn, but all kinds of steps have.
const STRIDE: u64 = if cfg!(target_arch = "wasm32") { 11 } else { 1 };
const NAMES: [&str; 5] = ["master1", "master2", "worker1", "worker2", "client1"];
/// Longer than a failover of master and worker, one after the other.
const PATIENCE: Duration = ms(60_000);

/// Election, registration, two tasks with all that belongs to them.
fn story() -> Theatre {
    Theatre::with(
        &["latency 20ms"],
        &[
            "program master1 master",
            "program master2 master",
            "program worker1 worker",
            "program worker2 worker",
            "program client1 client tasks=2 every=300ms at-once=2",
        ],
    )
}

/// Plays the story, and at every step boundary a copy of it in which something happens to one
/// of the cast. The copies are played to their ends.
fn at_every_step(
    mut story: Theatre,
    names: &[&str],
    happens: impl Fn(&mut Theatre, &str),
    check: impl Fn(&Theatre, &str),
) {
    let mut cases = 0;
    while !story.has_finished("client1") {
        let in_turn = story.stage.world().steps().is_multiple_of(STRIDE);
        for name in names.iter().filter(|_| in_turn) {
            let context = format!("{name} at step {}", story.stage.world().steps());
            let mut copy = story.clone();
            happens(&mut copy, name);
            let ends = copy.play_until(PATIENCE, |it| it.has_finished("client1"));
            assert!(ends, "{context}: {:?}", copy.doing("client1"));
            // The assignment of a dead worker goes when its session does.
            copy.play_until(ms(12_000), |it| it.assignments().is_empty());
            copy.play_for(ms(1000));
            copy.assert_all_is_done(&context);
            check(&copy, &context);
            cases += 1;
        }
        assert!(story.step_until(VirtualTime::END));
    }
    assert!(cases * STRIDE > 100 * names.len() as u64, "{cases} cases");
}

#[test]
fn a_connection_lost_at_any_step_makes_no_second_task_and_no_second_master() {
    at_every_step(story(), &NAMES, Theatre::cut, |it, context| {
        assert_eq!(it.ledger.tasks.len(), 2, "{context}");
        assert_eq!(it.ledger.terms.len(), 1, "{context}");
    });
}

#[test]
fn a_process_killed_at_any_step_and_started_again_ends_its_part() {
    let strike = |it: &mut Theatre, name: &str| it.say(&format!("restart {name}"));
    at_every_step(story(), &NAMES, strike, |_, _| {});
}

#[test]
fn a_worker_or_a_master_that_dies_at_any_step_is_made_up_for() {
    let strike = |it: &mut Theatre, name: &str| it.say(&format!("kill {name}"));
    at_every_step(story(), &NAMES[..4], strike, |it, context| {
        assert_eq!(it.ledger.tasks.len(), 2, "{context}");
    });
}

#[test]
fn a_program_handed_over_and_back_at_any_step_keeps_its_session() {
    for apart in [ms(0), ms(900)] {
        let hand_over = |it: &mut Theatre, name: &str| {
            it.say(&format!("by-hand {name}"));
            it.play_for(apart);
            it.say(&format!("by-itself {name}"));
        };
        at_every_step(story(), &NAMES, hand_over, |it, context| {
            assert_eq!(it.ledger.terms.len(), 1, "{context}");
            assert!(it.ledger.expiries.is_empty(), "{context}");
            for name in NAMES {
                assert_eq!(it.process(name).handles.len(), 1, "{context}: {name}");
            }
        });
    }
}
