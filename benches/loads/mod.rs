//! The operations that are measured, the same for every engine.
//!
//! Flat is 100,000 children of `/b`; nested is a fan-out of 10 to a depth of 5. A znode has
//! 100 bytes, which each write brings as a copy of its own. Probes come in shuffled order,
//! and each is a path of its own: what a server has just read from a connection. Building
//! paths does not count, building answers does.

mod sessions;
mod watches;

use std::hint::black_box;

use zkplay::model::Chance;

use crate::harness::{Bench, Stopwatch};

const FLAT: usize = 100_000;
pub const PARENT: &str = "/b";
pub const DATA: [u8; 100] = [b'x'; 100];

/// What is measured: the data of one server, its sessions and its watches.
///
/// A write answers how many events it sent. What cannot be done is a mistake of the load,
/// and panics.
pub trait Subject {
    /// A path that can be asked for as it is.
    type Path;
    type Session: Copy;

    /// A server that was never used.
    fn new() -> Self;
    fn path(text: &str) -> Self::Path;

    fn create(&mut self, path: &Self::Path, data: &[u8]) -> usize;
    /// Creates a child whose name the parent numbers.
    fn create_numbered(&mut self, parent: &Self::Path, prefix: &str, data: &[u8]) -> usize;
    fn delete(&mut self, path: &Self::Path) -> usize;
    fn set(&mut self, path: &Self::Path, data: &[u8]) -> usize;

    fn get(&self, path: &Self::Path) -> impl Sized;
    fn exists(&self, path: &Self::Path) -> Option<impl Sized>;
    /// The names of all children.
    fn children(&self, path: &Self::Path) -> impl Sized;

    fn open_session(&mut self) -> Self::Session;
    fn create_ephemeral(&mut self, owner: Self::Session, path: &Self::Path, data: &[u8]) -> usize;
    fn close_session(&mut self, session: Self::Session) -> usize;

    /// Reads the data and asks to be told of the next change.
    fn get_and_watch(&mut self, path: &Self::Path, watcher: u32) -> impl Sized;
    /// Asks to be told of what happens to a znode and to all below it, always.
    fn watch_all_below(&mut self, path: &Self::Path, watcher: u32);
}

/// Measures every operation.
pub fn run<S: Subject>(bench: &Bench) {
    create::<S>(bench);
    change::<S>(bench);
    read::<S>(bench);
    sessions::run::<S>(bench);
    watches::run::<S>(bench);
}

fn create<S: Subject>(bench: &Bench) {
    let each_in_order = |paths: &mut Vec<S::Path>, stopwatch: &mut Stopwatch| {
        let mut subject = planted::<S>();
        stopwatch.time(|| fill(&mut subject, paths));
    };
    let flat = || paths::<S>(flat_texts(FLAT));
    bench.measure("create_flat", FLAT, flat, each_in_order);
    let nested = || paths::<S>(nested_texts());
    bench.measure("create_nested", nested_texts().len(), nested, each_in_order);

    let parent = || S::path(PARENT);
    bench.measure("create_seq", FLAT, parent, |parent, stopwatch| {
        let mut subject = planted::<S>();
        stopwatch.time(|| {
            for _ in 0..FLAT {
                subject.create_numbered(parent, "node-", &DATA);
            }
        });
    });
}

fn change<S: Subject>(bench: &Bench) {
    let flat_and_probes = || (flat::<S>(FLAT), probes::<S>(flat_texts(FLAT)));
    bench.measure(
        "set_data",
        FLAT,
        flat_and_probes,
        |(subject, probes), stopwatch| {
            stopwatch.time(|| {
                for path in probes {
                    subject.set(path, &DATA);
                }
            });
        },
    );
    let only_probes = || probes::<S>(flat_texts(FLAT));
    bench.measure("delete", FLAT, only_probes, |probes, stopwatch| {
        let mut subject = flat::<S>(FLAT);
        stopwatch.time(|| {
            for path in probes {
                subject.delete(path);
            }
        });
    });
}

fn read<S: Subject>(bench: &Bench) {
    let flat_and_probes = || (flat::<S>(FLAT), probes::<S>(flat_texts(FLAT)));
    bench.measure(
        "get_data",
        FLAT,
        flat_and_probes,
        |(subject, probes), it| {
            it.time(|| get_all(subject, probes));
        },
    );
    bench.measure("exists", FLAT, flat_and_probes, |(subject, probes), it| {
        it.time(|| {
            for path in probes {
                assert!(black_box(subject.exists(path)).is_some());
            }
        });
    });
    let missing = || (0..FLAT).map(|it| format!("{PARENT}/gone-{it:07}"));
    let flat_and_missing = || (flat::<S>(FLAT), probes::<S>(missing().collect()));
    bench.measure(
        "exists_missing",
        FLAT,
        flat_and_missing,
        |(subject, probes), it| {
            it.time(|| {
                for path in probes {
                    assert!(black_box(subject.exists(path)).is_none());
                }
            });
        },
    );
    let nested_and_probes = || {
        let mut subject = planted::<S>();
        fill(&mut subject, &paths::<S>(nested_texts()));
        (subject, probes::<S>(nested_texts()))
    };
    let count = nested_texts().len();
    bench.measure(
        "get_data_nested",
        count,
        nested_and_probes,
        |(subject, probes), it| it.time(|| get_all(subject, probes)),
    );

    const FAMILIES: usize = 1000;
    let families = || {
        let mut subject = planted::<S>();
        let parents: Vec<String> = (0..FAMILIES).map(|it| format!("{PARENT}/{it}")).collect();
        for parent in &parents {
            subject.create(&S::path(parent), &DATA);
            for child in 0..FLAT / FAMILIES {
                subject.create(&S::path(&format!("{parent}/node-{child:07}")), &DATA);
            }
        }
        (subject, probes::<S>(parents))
    };
    bench.measure(
        "get_children_100",
        FAMILIES,
        families,
        |(subject, probes), it| {
            it.time(|| {
                for path in probes {
                    black_box(subject.children(path));
                }
            });
        },
    );
    const LISTINGS: usize = 10;
    let flat_and_parent = || (flat::<S>(FLAT), S::path(PARENT));
    bench.measure(
        "get_children_100k",
        LISTINGS,
        flat_and_parent,
        |(subject, parent), it| {
            it.time(|| {
                for _ in 0..LISTINGS {
                    black_box(subject.children(parent));
                }
            });
        },
    );
}

fn get_all<S: Subject>(subject: &S, probes: &[S::Path]) {
    for path in probes {
        black_box(subject.get(path));
    }
}

fn fill<S: Subject>(subject: &mut S, paths: &[S::Path]) {
    for path in paths {
        subject.create(path, &DATA);
    }
}

/// A server with nothing but [`PARENT`].
fn planted<S: Subject>() -> S {
    let mut subject = S::new();
    subject.create(&S::path(PARENT), &DATA);
    subject
}

/// A server with so many children of [`PARENT`].
pub fn flat<S: Subject>(count: usize) -> S {
    let mut subject = planted();
    fill(&mut subject, &paths::<S>(flat_texts(count)));
    subject
}

fn flat_text(number: usize) -> String {
    format!("{PARENT}/node-{number:07}")
}

pub fn flat_texts(count: usize) -> Vec<String> {
    (0..count).map(flat_text).collect()
}

/// Every parent before its children, and all that is below one child before the next.
fn nested_texts() -> Vec<String> {
    fn grow(parent: &str, depth: u32, texts: &mut Vec<String>) {
        for number in 0..10 {
            let text = format!("{parent}/n{number}");
            texts.push(text.clone());
            if depth > 1 {
                grow(&text, depth - 1, texts);
            }
        }
    }
    let mut texts = Vec::new();
    grow(PARENT, 5, &mut texts);
    texts
}

fn paths<S: Subject>(texts: Vec<String>) -> Vec<S::Path> {
    texts.iter().map(|it| S::path(it)).collect()
}

pub fn probes<S: Subject>(mut texts: Vec<String>) -> Vec<S::Path> {
    Chance::stream(1, "probes").shuffle(&mut texts);
    paths::<S>(texts)
}
