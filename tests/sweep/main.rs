//! Random runs of ensembles with every kind of fault: no law is broken, and what tries the laws
//! does occur.
#![cfg(not(target_arch = "wasm32"))]

mod forged;
mod search;

use std::time::Duration;

use cpu_time::ThreadTime;
use zkplay::native::sweep::cases::Case;
use zkplay::native::sweep::setting::Options;
use zkplay::native::sweep::trial::Trial;
use zkplay::native::sweep::{Sum, report};

/// So much processor time the runs may take.
const BUDGET: Duration = Duration::from_secs(60);

/// Fewer would prove little.
const LEAST_SEEDS: u64 = 100;

/// In every tenth run so many servers; most have three.
const SERVERS: [u8; 10] = [3, 5, 3, 1, 3, 2, 3, 4, 3, 7];

#[test]
fn no_law_is_broken_and_every_interesting_case_occurs() {
    let started = ThreadTime::now();
    let mut sum = Sum::default();
    let mut seed = 0;
    while seed < LEAST_SEEDS || started.elapsed() < BUDGET {
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
        sum.add(&trial);
        seed += 1;
    }
    for case in Case::ALL {
        let (times, law) = (sum.cases.of(case), case.law());
        println!("{case:?} ({law}): {times}");
        assert!(
            times > 0,
            "{case:?} never occurred in {seed} runs: {law} is not tried"
        );
    }
}

#[test]
fn a_seed_tells_one_story() {
    let options = Options {
        servers: 3,
        clients: 4,
        faults: true,
        steps: 2000,
        patient: false,
    };
    for seed in 0..3 {
        let one = Trial::at_random(seed, &options);
        let other = Trial::at_random(seed, &options);
        assert_eq!(one.deeds(), other.deeds(), "seed {seed}");
        assert!(one.world() == other.world(), "seed {seed}");
    }
}
