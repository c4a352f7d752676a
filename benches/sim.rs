//! The simulator: going back in time, and letting much time pass.
//!
//! A world has one server today. What needs several waits for them: clients spread over an
//! ensemble, what its servers say to each other for each write, and whether they share the
//! trees that all of them have applied. What needs a timeline waits for that: here a
//! database is kept, where a timeline will keep worlds.

#[path = "harness/mod.rs"]
mod harness;
#[path = "loads/mod.rs"]
#[allow(dead_code, reason = "the operations are the other benchmarks' part")]
mod loads;
#[path = "subjects/engine.rs"]
mod subject;
#[path = "subjects/world.rs"]
mod world;

use std::collections::VecDeque;
use std::hint::black_box;

use zkplay::engine::Database;
use zkplay::model::Chance;

use harness::Bench;
use loads::{DATA, Subject};
use subject::Engine;
use world::Company;

fn main() {
    let bench = Bench::from_arguments("sim");
    snapshots(&bench);
    history(&bench);
    hours(&bench);
    sameness(&bench);
}

/// A snapshot costs the same, however many znodes there are.
fn snapshots(bench: &Bench) {
    const SNAPSHOTS: usize = 10_000;
    for (op, znodes) in [
        ("snapshot_1k", 1000),
        ("snapshot_100k", 100_000),
        ("snapshot_1m", 1_000_000),
    ] {
        let tree = || loads::flat::<Engine>(znodes);
        bench.measure(op, SNAPSHOTS, tree, |engine, stopwatch| {
            let mut kept = Vec::with_capacity(SNAPSHOTS);
            stopwatch.time(|| kept.extend((0..SNAPSHOTS).map(|_| engine.database.clone())));
        });
    }
}

/// Writes with and without a past that can be gone back to: its last 10,000 moments.
fn history(bench: &Bench) {
    const MOMENTS: usize = 10_000;
    const ZNODES: usize = 100_000;
    let probes = || loads::probes::<Engine>(loads::flat_texts(ZNODES));

    bench.measure("write_without_history", MOMENTS, probes, |probes, it| {
        let mut engine: Engine = loads::flat(ZNODES);
        it.time(|| {
            for path in &probes[..MOMENTS] {
                engine.set(path, &DATA);
            }
        });
    });
    for (op, every) in [("write_kept_each", 1), ("write_kept_each_64th", 64)] {
        bench.measure(op, MOMENTS, probes, |probes, stopwatch| {
            let mut engine: Engine = loads::flat(ZNODES);
            let mut past = Past::new(MOMENTS / every);
            let (before, measured) = probes[..2 * MOMENTS].split_at(MOMENTS);
            past.write(&mut engine, before, every);
            // The past is as long as it gets: for each moment that comes, one goes.
            stopwatch.time(|| past.write(&mut engine, measured, every));
        });
    }

    let engine_with_past = || {
        let mut engine: Engine = loads::flat(ZNODES);
        let mut past = Past::new(MOMENTS);
        past.write(&mut engine, &probes()[..MOMENTS], 1);
        Chance::stream(1, "moments").shuffle(past.moments.make_contiguous());
        (engine, past)
    };
    bench.measure("rewind", MOMENTS, engine_with_past, |(engine, past), it| {
        it.time(|| {
            for moment in &past.moments {
                engine.database = black_box(moment.clone());
            }
        });
    });
}

/// How long an hour takes, and how many steps it has.
fn hours(bench: &Bench) {
    let loads = [
        ("hour_100_idle", 100, None),
        ("hour_500_idle", 500, None),
        ("hour_100_idle_10_writes", 100, Some(100)),
        ("hour_100_idle_100_writes", 100, Some(10)),
    ];
    for (op, idle, write_every) in loads {
        let company = Company { idle, write_every };
        let mut steps = None;
        let gather = || world::gather(company);
        bench.measure(op, 1, gather, |gathered, stopwatch| {
            let mut world = gathered.clone();
            stopwatch.time(|| world::pass_an_hour(&mut world, |_| ()));
            steps = Some(world.steps() - gathered.steps());
        });
        if let Some(steps) = steps {
            bench.print(&format!("{op}_steps"), 1, "steps", vec![steps as f64]);
        }
    }
}

/// In how many events two runs of an hour differ, and what a run comes to: natively and in
/// Wasm, that is one number.
fn sameness(bench: &Bench) {
    let run = || {
        let mut world = world::gather(Company {
            idle: 20,
            write_every: Some(1000),
        });
        let mut story = Vec::new();
        world::pass_an_hour(&mut world, |trace| {
            story.extend_from_slice(&trace.entries);
        });
        (world, story)
    };
    if bench.is_wanted("two_runs") {
        let ((world, story), (other_world, other_story)) = (run(), run());
        assert_eq!(world, other_world);
        let pairs = story.iter().zip(&other_story);
        let changed = pairs.filter(|(event, other)| event != other).count();
        let differences = changed + story.len().abs_diff(other_story.len());
        bench.print("two_runs", 1, "differences", vec![differences as f64]);
    }
    if bench.is_wanted("story") {
        let (_, story) = run();
        // The generator mixes a text into its seed, which is all that a digest does.
        let add = |digest, event| Chance::stream(digest, &format!("{event:?}")).draw();
        let digest = story.iter().fold(0, add);
        // No more bits than a figure holds.
        bench.print("story", 1, "digest", vec![(digest >> 32) as f64]);
    }
}

/// The databases of the last moments, the oldest first.
struct Past {
    moments: VecDeque<Database>,
    length: usize,
}

impl Past {
    fn new(length: usize) -> Past {
        Past {
            moments: VecDeque::with_capacity(length + 1),
            length,
        }
    }

    /// Sets the data of all these znodes, and keeps what each so many writes have led to.
    fn write(&mut self, engine: &mut Engine, paths: &[<Engine as Subject>::Path], every: usize) {
        for (number, path) in paths.iter().enumerate() {
            engine.set(path, &DATA);
            if number % every == 0 {
                self.moments.push_back(engine.database.clone());
                if self.moments.len() > self.length {
                    self.moments.pop_front();
                }
            }
        }
    }
}
