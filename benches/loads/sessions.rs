//! Sessions that come with ephemerals and take them along.

use super::{DATA, Subject, flat_text, paths, planted};
use crate::harness::Bench;

/// How many sessions there are, and how many ephemerals each of them has.
struct Load {
    together: &'static str,
    close: &'static str,
    sessions: usize,
    ephemerals: usize,
}

const LOADS: [Load; 3] = [
    Load {
        together: "session_ephemerals_1",
        close: "session_close_1",
        sessions: 10_000,
        ephemerals: 1,
    },
    Load {
        together: "session_ephemerals_100",
        close: "session_close_100",
        sessions: 1000,
        ephemerals: 100,
    },
    Load {
        together: "session_ephemerals_10000",
        close: "session_close_10000",
        sessions: 10,
        ephemerals: 10_000,
    },
];

pub fn run<S: Subject>(bench: &Bench) {
    for load in LOADS {
        let all = load.sessions * load.ephemerals;
        let all_paths = || paths::<S>((0..all).map(flat_text).collect());
        bench.measure(load.together, all, all_paths, |paths, stopwatch| {
            let (mut subject, sessions) = opened::<S>(load.sessions);
            stopwatch.time(|| {
                for (session, paths) in sessions.iter().zip(paths.chunks(load.ephemerals)) {
                    own(&mut subject, *session, paths);
                    subject.close_session(*session);
                }
            });
        });
        bench.measure(load.close, all, all_paths, |paths, stopwatch| {
            let (mut subject, sessions) = opened::<S>(load.sessions);
            for (session, paths) in sessions.iter().zip(paths.chunks(load.ephemerals)) {
                own(&mut subject, *session, paths);
            }
            stopwatch.time(|| {
                for session in sessions {
                    subject.close_session(session);
                }
            });
        });
    }
}

fn opened<S: Subject>(count: usize) -> (S, Vec<S::Session>) {
    let mut subject: S = planted();
    let sessions = (0..count).map(|_| subject.open_session()).collect();
    (subject, sessions)
}

fn own<S: Subject>(subject: &mut S, owner: S::Session, paths: &[S::Path]) {
    for path in paths {
        subject.create_ephemeral(owner, path, &DATA);
    }
}
