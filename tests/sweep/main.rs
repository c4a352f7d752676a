//! Random runs of ensembles with every kind of fault: no law is broken, and what tries the laws
//! does occur.
#![cfg(not(target_arch = "wasm32"))]

mod forged;
mod search;

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use cpu_time::ThreadTime;
use zkplay::native::sweep::cases::Case;
use zkplay::native::sweep::setting::Options;
use zkplay::native::sweep::trial::Trial;
use zkplay::native::sweep::{Sum, report};

/// So much processor time the runs may take, all together; `ZKPLAY_SWEEP_SECONDS` sets another.
const BUDGET: Duration = Duration::from_secs(60);

/// Fewer would prove little.
const LEAST_SEEDS: u64 = 100;

/// As many as in most runs.
const USUAL: Options = Options {
    servers: 3,
    clients: 4,
    faults: true,
    steps: 2000,
    patient: false,
};

/// In every tenth run so many servers; most have three.
const SERVERS: [u8; 10] = [3, 5, 3, 1, 3, 2, 3, 4, 3, 7];

#[test]
fn no_law_is_broken_and_every_interesting_case_occurs() {
    let seconds = std::env::var("ZKPLAY_SWEEP_SECONDS").ok();
    let seconds = seconds.map(|it| it.parse().expect("it is a number of seconds"));
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let budget = seconds.map_or(BUDGET, Duration::from_secs) / threads as u32;
    let next = AtomicU64::new(0);
    let sum = thread::scope(|scope| {
        let sweepers: Vec<_> = (0..threads)
            .map(|_| scope.spawn(|| sweep(&next, budget)))
            .collect();
        let mut all = Sum::default();
        for sweeper in sweepers {
            all.add(&sweeper.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        all
    });
    println!("{} seeds, {} steps", sum.seeds, sum.steps);
    for case in Case::ALL {
        let (times, law) = (sum.cases.of(case), case.law());
        println!("{case:?} ({law}): {times}");
        assert!(
            times > 0,
            "{case:?} never occurred in {} runs: {law} is not tried",
            sum.seeds
        );
    }
}

/// Plays the next seeds until so much processor time is gone.
fn sweep(next: &AtomicU64, budget: Duration) -> Sum {
    let started = ThreadTime::now();
    let mut sum = Sum::default();
    loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        if seed >= LEAST_SEEDS && started.elapsed() >= budget {
            return sum;
        }
        let options = Options {
            servers: SERVERS[seed as usize % SERVERS.len()],
            clients: 2 + seed as u32 % 5,
            faults: seed % 20 != 19,
            steps: 2000,
            patient: false,
        };
        let trial = Trial::at_random(seed, &options);
        if let Some(report) = report(seed, &trial, &options) {
            panic!("{options:?}: {report}");
        }
        sum.add(&Sum::of(&trial));
    }
}

#[test]
fn a_seed_tells_one_story() {
    for seed in 0..3 {
        let one = Trial::at_random(seed, &USUAL);
        let other = Trial::at_random(seed, &USUAL);
        assert_eq!(one.deeds(), other.deeds(), "seed {seed}");
        assert!(one.world() == other.world(), "seed {seed}");
    }
}
