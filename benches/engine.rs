//! The engine, with all that ZooKeeper asks of it.

#[path = "harness/mod.rs"]
mod harness;
#[path = "loads/mod.rs"]
mod loads;
#[path = "subjects/engine.rs"]
mod subject;

use zkplay::model::SessionId;

use harness::Bench;
use loads::{DATA, Subject};
use subject::Engine;

fn main() {
    let bench = Bench::from_arguments("engine");
    loads::run::<Engine>(&bench);
    close_in_trees_of_all_sizes(&bench);
}

/// Closing a session costs what its ephemerals cost, however many znodes there are.
fn close_in_trees_of_all_sizes(bench: &Bench) {
    // Few at a time: the small tree shall stay small.
    const SESSIONS: usize = 100;
    const ROUNDS: usize = 50;
    for (op, znodes) in [
        ("session_close_1_at_1k", 1000),
        ("session_close_1_at_1m", 1_000_000),
    ] {
        let tree = || loads::flat::<Engine>(znodes);
        bench.measure(op, SESSIONS * ROUNDS, tree, |engine, stopwatch| {
            for _ in 0..ROUNDS {
                let sessions = open_with_one_ephemeral(engine, SESSIONS);
                stopwatch.time(|| {
                    for session in sessions {
                        engine.close_session(session);
                    }
                });
            }
        });
    }
}

fn open_with_one_ephemeral(engine: &mut Engine, sessions: usize) -> Vec<SessionId> {
    let open = |number: usize| {
        let session = engine.open_session();
        let path = Engine::path(&format!("{}/session-{number}", loads::PARENT));
        engine.create_ephemeral(session, &path, &DATA);
        session
    };
    (0..sessions).map(open).collect()
}
