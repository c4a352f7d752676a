//! Watches: asking for them, and being told.

use std::hint::black_box;

use super::{
    DATA, FLAT, PARENT, Subject, flat, flat_text, flat_texts, nested_texts, planted, probes,
};
use crate::harness::Bench;

const WATCHERS: u32 = 10_000;
/// A fan-out is over soon, so a repetition has several.
const ROUNDS: usize = 10;

pub fn run<S: Subject>(bench: &Bench) {
    once::<S>(bench);
    recursive::<S>(bench);
}

fn once<S: Subject>(bench: &Bench) {
    let only_probes = || probes::<S>(flat_texts(FLAT));
    bench.measure("watch_register", FLAT, only_probes, |probes, stopwatch| {
        let mut subject = flat::<S>(FLAT);
        stopwatch.time(|| {
            for path in probes {
                black_box(subject.get_and_watch(path, 0));
            }
        });
    });

    let events = WATCHERS as usize * ROUNDS;
    let node = || (planted::<S>(), S::path(PARENT));
    bench.measure(
        "watch_fanout_10k",
        events,
        node,
        |(subject, path), stopwatch| {
            for _ in 0..ROUNDS {
                register(subject, path);
                let told = stopwatch.time(|| subject.set(path, &DATA));
                assert_eq!(told, WATCHERS as usize);
            }
        },
    );
    bench.measure(
        "watch_register_fanout_10k",
        events,
        node,
        |(subject, path), stopwatch| {
            for _ in 0..ROUNDS {
                stopwatch.time(|| register(subject, path));
                subject.set(path, &DATA);
            }
        },
    );
}

fn recursive<S: Subject>(bench: &Bench) {
    let nested = nested_texts();
    let paths = || super::paths::<S>(nested.clone());
    bench.measure(
        "create_nested_recursive_watch",
        nested.len(),
        paths,
        |paths, stopwatch| {
            let mut subject = planted::<S>();
            subject.watch_all_below(&S::path(PARENT), 0);
            let told: usize = stopwatch.time(|| {
                let told = paths.iter().map(|it| subject.create(it, &DATA));
                told.sum()
            });
            assert_eq!(told, paths.len());
        },
    );

    const LISTENERS: u32 = 1000;
    const NEWS: usize = 100;
    let listened_to = || {
        let mut subject = planted::<S>();
        for watcher in 0..LISTENERS {
            subject.watch_all_below(&S::path(PARENT), watcher);
        }
        let child = S::path(&flat_text(0));
        subject.create(&child, &DATA);
        (subject, child)
    };
    bench.measure(
        "recursive_fanout_1k",
        LISTENERS as usize * NEWS,
        listened_to,
        |(subject, child), stopwatch| {
            let told: usize = stopwatch.time(|| (0..NEWS).map(|_| subject.set(child, &DATA)).sum());
            assert_eq!(told, LISTENERS as usize * NEWS);
        },
    );
}

fn register<S: Subject>(subject: &mut S, path: &S::Path) {
    for watcher in 0..WATCHERS {
        black_box(subject.get_and_watch(path, watcher));
    }
}
