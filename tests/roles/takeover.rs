//! How long it takes until another is master, and who waits for it.

use std::time::Duration;

use zkplay::handle::Tenure;
use zkplay::model::Chance;

use crate::theatre::{CAST, Theatre, ms, path};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SEEDS: u64 = if cfg!(target_arch = "wasm32") {
    40
} else {
    200
};
const TIMEOUT: Duration = ms(6000);
const TICK: Duration = ms(2000);
/// The longest way of a message in these runs.
const WAY: Duration = ms(40);

/// The backup of the book as a person would make it: no program, one order.
const ORDERED: [&str; 2] = [
    "session master2",
    "order master2 on NodeDeleted /master do create -e /master \"master2.example.com:2223\"",
];

fn calm(seed: u64, lines: &[&str]) -> Theatre {
    let seed = format!("seed {seed}");
    Theatre::with(&[&seed, "latency 20ms 20ms"], lines)
}

/// Kills the master at a moment of chance, and holds the takeover to its bounds.
fn measure_takeover(theatre: &mut Theatre, chance: &mut Chance, context: &str) -> String {
    theatre.play_for(ms(3000 + chance.below(10_000)));
    let dead = theatre.owner().expect("somebody is master").to_string();
    let terms = theatre.ledger.terms.len();
    let killed_at = theatre.now();
    theatre.say(&format!("kill {dead}"));
    let taken = theatre.play_until(ms(20_000), |it| it.ledger.terms.len() > terms);
    assert!(taken, "{context}: nobody takes over");

    let taken_at = theatre.now();
    let ledger = &theatre.ledger;
    let expiry = ledger.expiries.last().expect("the session has expired");
    assert_eq!(expiry.session, ledger.terms[terms - 1].session, "{context}");
    assert_eq!(expiry.timeout, TIMEOUT, "{context}");
    assert!(
        taken_at > expiry.last_heard + TIMEOUT,
        "{context}: {taken_at} is too soon after {}",
        expiry.last_heard
    );
    let (soonest, latest) = (TIMEOUT * 2 / 3 - WAY, TIMEOUT + TICK * 3 / 2 + WAY * 3);
    let took = taken_at.since(killed_at);
    assert!(
        took > soonest && took <= latest,
        "{context}: it took {took:?}"
    );
    dead
}

#[test]
fn a_backup_takes_over_neither_too_soon_nor_too_late() {
    for seed in 0..SEEDS {
        let mut chance = Chance::stream(seed, "a murderer");
        let mut theatre = calm(seed, &CAST);
        let dead = measure_takeover(&mut theatre, &mut chance, &format!("seed {seed}"));
        assert_ne!(theatre.owner(), Some(&*dead), "seed {seed}");
        assert!(theatre.owner().is_some(), "seed {seed}");
    }
}

#[test]
fn a_standing_order_takes_over_like_a_program() {
    for seed in 0..SEEDS {
        let mut chance = Chance::stream(seed, "a murderer");
        let cast = ["program master1 master", ORDERED[0], ORDERED[1]];
        let mut theatre = calm(seed, &cast);
        measure_takeover(&mut theatre, &mut chance, &format!("seed {seed}"));
        assert_eq!(theatre.owner(), Some("master2"), "seed {seed}");
    }
}

#[test]
fn a_standing_order_is_ready_for_the_second_failure() {
    let mut chance = Chance::stream(0, "a murderer");
    let cast = ["program master1 master", ORDERED[0], ORDERED[1]];
    let mut theatre = calm(0, &cast);
    for (number, (heir, back)) in [("master2", "master1"), ("master1", "master2")]
        .into_iter()
        .cycle()
        .take(6)
        .enumerate()
    {
        measure_takeover(&mut theatre, &mut chance, &format!("failure {number}"));
        assert_eq!(theatre.owner(), Some(heir), "failure {number}");
        theatre.say(&format!("restart {back}"));
    }
}

#[test]
fn all_who_lose_watch_the_new_master_and_one_of_them_is_the_next() {
    const NAMES: [&str; 3] = ["master1", "master2", "master3"];
    for seed in 0..SEEDS / 4 {
        let lines = NAMES.map(|it| format!("program {it} master"));
        let mut theatre = calm(seed, &[&*lines[0], &lines[1], &lines[2]]);
        theatre.play_for(ms(1000));
        let mut alive = NAMES.to_vec();
        while alive.len() > 1 {
            let master = theatre.owner().expect("somebody is master").to_string();
            alive.retain(|it| *it != master);
            for loser in &alive {
                let handle = theatre.process(loser).handle().expect("it has one");
                let watches = handle.watches().data.contains_key(&path("/master"));
                assert!(watches, "seed {seed}: {loser} does not watch {master}");
            }
            theatre.say(&format!("kill {master}"));
            theatre.play_for(ms(12_000));
        }
        assert_eq!(theatre.owner(), Some(alive[0]), "seed {seed}");
        assert_eq!(theatre.ledger.terms.len(), 3, "seed {seed}");
    }
}

#[test]
fn of_two_candidates_one_is_master_whoever_comes_first() {
    for seed in 0..SEEDS {
        let theatre = &mut calm(seed, &["program master1 master", "program master2 master"]);
        theatre.play_for(ms(2000));
        assert_eq!(theatre.ledger.terms.len(), 1, "seed {seed}");
        let held = |it: &&str| theatre.process(it).program.mastery() == Tenure::Held;
        let masters = ["master1", "master2"].into_iter().filter(held);
        assert_eq!(masters.collect::<Vec<_>>(), [theatre.owner().unwrap()]);
    }
}

#[test]
fn after_a_master_has_quit_the_next_is_elected_at_once() {
    let mut theatre = calm(0, &CAST);
    theatre.play_for(ms(2000));
    let quit_at = theatre.now();
    theatre.say("close master1");
    assert!(theatre.play_until(ms(1000), |it| it.ledger.terms.len() == 2));
    assert!(theatre.now().since(quit_at) <= WAY * 3);
    assert_eq!(theatre.owner(), Some("master2"));
}
