//! The simulator: going back in time, and letting much time pass.

#[path = "harness/mod.rs"]
mod harness;
#[path = "loads/mod.rs"]
#[allow(dead_code, reason = "the operations are the other benchmarks' part")]
mod loads;
#[path = "subjects/page.rs"]
mod page;
#[path = "subjects/engine.rs"]
mod subject;
#[path = "subjects/world.rs"]
mod world;

use std::hint::black_box;

use zkplay::app::Playground;
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
    timeline(&bench);
    timeline_memory(&bench);
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
    bench.measure(
        "write_with_history",
        MOMENTS,
        probes,
        |probes, stopwatch| {
            let mut engine: Engine = loads::flat(ZNODES);
            let mut past = Past::begin(&mut engine);
            let (before, measured) = probes[..2 * MOMENTS].split_at(MOMENTS);
            past.write(&mut engine, before);
            stopwatch.time(|| past.write(&mut engine, measured));
        },
    );

    let engine_with_past = || {
        let mut engine: Engine = loads::flat(ZNODES);
        let mut past = Past::begin(&mut engine);
        past.write(&mut engine, &probes()[..MOMENTS]);
        let mut moments: Vec<usize> = (0..MOMENTS).collect();
        Chance::stream(1, "moments").shuffle(&mut moments);
        (engine, past, moments)
    };
    const REWINDS: usize = 100;
    bench.measure(
        "rewind",
        REWINDS,
        engine_with_past,
        |(engine, past, moments), it| {
            it.time(|| {
                for moment in &moments[..REWINDS] {
                    black_box(past.at(engine, *moment));
                }
            });
        },
    );
}

/// Makes a page with a long run.
type Begin = fn() -> Playground;

/// To any event of a long run and back on the page, with all that is shown there.
fn timeline(bench: &Bench) {
    const SEEKS: usize = 100;
    let pages: [(&str, Begin); 3] = [
        ("seek_10k_events", || page::played(10_000)),
        ("seek_50k_events", || page::played(50_000)),
        ("seek_10k_znodes", || page::created(10_000)),
    ];
    for (op, begin) in pages {
        bench.measure_each(op, SEEKS, || {
            let (mut page, mut chance) = (begin(), Chance::stream(1, "seeks"));
            let events = page.scene().chronicle.events().len();
            move || page::look_anywhere(&mut page, &mut chance, events)
        });
    }
}

/// What a page takes more of the machine's memory after such a run. In a process that has done other
/// things before, it may seem less.
fn timeline_memory(bench: &Bench) {
    let pages: [(&str, Begin); 3] = [
        ("memory_10k_events", || page::played(10_000)),
        ("memory_50k_events", || page::played(50_000)),
        ("memory_10k_znodes", || page::created(10_000)),
    ];
    for (op, begin) in pages {
        bench.measure_memory(op, begin);
    }
}

/// How long an hour takes, and how many steps it has.
fn hours(bench: &Bench) {
    let loads = [
        ("hour_100_idle", 1, 100, None),
        ("hour_500_idle", 1, 500, None),
        ("hour_100_idle_10_writes", 1, 100, Some(100)),
        ("hour_100_idle_100_writes", 1, 100, Some(10)),
        ("hour_5_servers_500_idle", 5, 500, None),
        ("hour_5_servers_500_idle_10_writes", 5, 500, Some(100)),
        ("hour_5_servers_500_idle_100_writes", 5, 500, Some(10)),
    ];
    for (op, servers, idle, write_every) in loads {
        let company = Company {
            servers,
            idle,
            write_every,
        };
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
            servers: 3,
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

/// So many transactions lie between two databases that are kept. To keep more costs writes; to
/// keep fewer costs whoever goes back.
const BETWEEN: usize = 4096;

/// What has been, to go back to: a database now and then, and every transaction since.
struct Past {
    kept: Vec<Database>,
}

impl Past {
    fn begin(engine: &mut Engine) -> Past {
        engine.log = Some(Vec::with_capacity(1 << 16));
        Past { kept: Vec::new() }
    }

    /// Sets the data of all these znodes.
    fn write(&mut self, engine: &mut Engine, paths: &[<Engine as Subject>::Path]) {
        for path in paths {
            let moments = engine.log.as_ref().map_or(0, Vec::len);
            if moments.is_multiple_of(BETWEEN) {
                self.kept.push(engine.database.clone());
            }
            engine.set(path, &DATA);
        }
    }

    /// The database before that transaction, counted from the first.
    fn at(&self, engine: &Engine, moment: usize) -> Database {
        let log = engine.log.as_deref().unwrap_or_default();
        let from = moment / BETWEEN;
        let mut database = self.kept[from].clone();
        for txn in &log[from * BETWEEN..moment] {
            database.apply(txn);
        }
        database
    }
}
