//! The default cast in a storm of faults: what was submitted ends, whatever happens.

use std::time::Duration;

use zkplay::actor::Doing;
use zkplay::model::{Chance, VirtualTime};

use crate::theatre::{CAST, Theatre, ms};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SEEDS: u64 = if cfg!(target_arch = "wasm32") {
    20
} else {
    200
};
const CALM_AT: VirtualTime = VirtualTime::from_millis(60_000);
/// For all that the storm has left undone.
const PATIENCE: Duration = ms(120_000);

fn names() -> [&'static str; 5] {
    CAST.map(|it| it.split(' ').nth(1).expect("they have names"))
}

/// One fault of chance, or its mending, for one of the cast.
fn strike(theatre: &mut Theatre, chance: &mut Chance) {
    let name = names()[chance.below(5) as usize];
    let process = theatre.process(name);
    let (alive, paused) = (process.is_alive(), process.pause.is_some());
    match chance.below(8) {
        _ if !alive => theatre.say(&format!("restart {name}")),
        0 | 1 => theatre.say(&format!("kill {name}")),
        2 => theatre.say(&format!("restart {name}")),
        _ if paused => theatre.say(&format!("resume {name}")),
        3 => theatre.say(&format!("pause {name}")),
        4 | 5 => theatre.say(&format!("pause {name} {}ms", chance.below(12_000))),
        _ => theatre.cut(name),
    }
}

/// A minute of faults and of slow messages; then whoever is dead starts again, and whoever
/// sleeps wakes up.
fn storm(seed: u64) -> Theatre {
    let mut chance = Chance::stream(seed, "a storm");
    let latency = format!("latency 20ms {}ms", chance.below(301));
    let mut theatre = Theatre::with(&[&format!("seed {seed}"), &latency], &CAST[..4]);
    theatre.say("program client1 client tasks=20 every=1s at-once=2");
    while theatre.now() < CALM_AT {
        theatre.play_for(ms(chance.below(4000)));
        strike(&mut theatre, &mut chance);
    }
    for name in names() {
        if !theatre.process(name).is_alive() {
            theatre.say(&format!("restart {name}"));
        } else if theatre.process(name).pause.is_some() {
            theatre.say(&format!("resume {name}"));
        }
    }
    theatre
}

#[test]
fn after_any_storm_every_task_ends_with_its_status_read() {
    let (mut takeovers, mut tasks) = (0, 0);
    for seed in 0..SEEDS {
        let mut theatre = storm(seed);
        let context = format!("seed {seed}");
        let finished = theatre.play_until(PATIENCE, |it| it.has_finished("client1"));
        assert!(finished, "{context}: {:?}", theatre.doing("client1"));
        theatre.play_for(ms(10_000));
        theatre.assert_all_is_done(&context);

        let master = theatre.owner().expect("somebody is master");
        let leads = Doing::Leads {
            workers: 2,
            waiting: 0,
        };
        assert_eq!(theatre.doing(master), Some(leads), "{context}");
        takeovers += theatre.ledger.terms.len() - 1;
        tasks += theatre.ledger.tasks.len();
    }
    let seeds = SEEDS as usize;
    assert!(takeovers > 2 * seeds, "the case occurs: {takeovers}");
    assert!(tasks > 15 * seeds, "the case occurs: {tasks}");
}

#[test]
fn a_storm_can_be_replayed() {
    for seed in 0..SEEDS / 10 {
        let theatre = storm(seed);
        theatre.assert_it_replays(&format!("seed {seed}"));
    }
}
