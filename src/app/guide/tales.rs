//! The tales, beat by beat.

use std::time::Duration;

use crate::app::guide::sign::Sign;
use crate::app::guide::{Beat, Offer};
use crate::app::pacer::HOP;
use crate::app::tale::Tale;
use crate::model::EventType;

/// A beat that only watches.
const fn wait(done: &'static [Sign]) -> Beat {
    Beat {
        offer: Offer::None,
        halts: false,
        hop: HOP,
        done,
        instead: None,
    }
}

/// A beat in which commands are typed.
const fn beat(lines: &'static [(&'static str, &'static str)], done: &'static [Sign]) -> Beat {
    Beat {
        offer: Offer::Type(lines),
        ..wait(done)
    }
}

/// A beat of a task, which has many hops and shall not take long.
const fn quick(done: &'static [Sign]) -> Beat {
    Beat {
        hop: Duration::from_millis(220),
        ..wait(done)
    }
}

/// Something may be done to the master, and the clock waits for it.
const fn strike(offer: Offer, done: &'static [Sign]) -> Beat {
    Beat {
        offer,
        halts: true,
        ..wait(done)
    }
}

const TOLD: Sign = Sign::Told("master2", EventType::NodeDeleted, "/master");

/// The first visit: a task is done, the master dies, the backup takes over.
pub const TOUR: [Beat; 8] = [
    quick(&[Sign::Exists("/tasks/task-0000000000")]),
    quick(&[Sign::Exists("/assign/worker1.example.com/task-0000000000")]),
    quick(&[Sign::Exists("/tasks/task-0000000000/status")]),
    quick(&[Sign::Reads("client1", "done")]),
    Beat {
        instead: Some((Sign::Paused("master1"), Tale::Pause)),
        ..strike(Offer::Kill("master1"), &[Sign::Dead("master1")])
    },
    // What was under way at the kill shall not hold up the silence.
    quick(&[TOLD]),
    wait(&[Sign::Owned("/master", "master2")]),
    quick(&[Sign::Reads("client1", "done")]),
];

/// The same with a master that only stands still: two believe that they lead.
pub const PAUSE: [Beat; 5] = [
    strike(Offer::Pause("master1"), &[Sign::Paused("master1")]),
    quick(&[TOLD]),
    wait(&[Sign::Owned("/master", "master2")]),
    quick(&[Sign::Resigned("master1")]),
    quick(&[Sign::Reads("client1", "done")]),
];

/// The book's walk-through, typed by hand.
pub const STORY: [Beat; 11] = [
    beat(
        &[("master1", "create -e /master \"master1.example.com:2223\"")],
        &[Sign::Owned("/master", "master1")],
    ),
    beat(
        &[("master2", "create -e /master \"master2.example.com:2223\"")],
        &[Sign::Reads("master2", "Node already exists: /master")],
    ),
    beat(
        &[("master2", "stat -w /master")],
        &[Sign::Watches("master2", "/master")],
    ),
    Beat {
        offer: Offer::Kill("master1"),
        ..wait(&[Sign::Dead("master1")])
    },
    wait(&[Sign::Told("master2", EventType::NodeDeleted, "/master")]),
    beat(
        &[("master2", "create -e /master \"master2.example.com:2223\"")],
        &[Sign::Owned("/master", "master2")],
    ),
    beat(
        &[
            ("master2", "create /workers \"\""),
            ("master2", "create /tasks \"\""),
            ("master2", "create /assign \"\""),
        ],
        &[
            Sign::Exists("/workers"),
            Sign::Exists("/tasks"),
            Sign::Exists("/assign"),
        ],
    ),
    beat(
        &[("master2", "ls -w /workers"), ("master2", "ls -w /tasks")],
        &[
            Sign::Watches("master2", "/workers"),
            Sign::Watches("master2", "/tasks"),
        ],
    ),
    beat(
        &[
            ("worker1", "create /assign/worker1.example.com \"\""),
            ("worker1", "ls -w /assign/worker1.example.com"),
            (
                "worker1",
                "create -e /workers/worker1.example.com \"worker1.example.com:2224\"",
            ),
        ],
        &[
            Sign::Watches("worker1", "/assign/worker1.example.com"),
            Sign::Owned("/workers/worker1.example.com", "worker1"),
        ],
    ),
    beat(
        &[
            ("client1", "create -s /tasks/task- \"cmd\""),
            ("client1", "ls -w /tasks/task-0000000000"),
        ],
        &[Sign::Watches("client1", "/tasks/task-0000000000")],
    ),
    beat(
        &[
            (
                "master2",
                "create /assign/worker1.example.com/task-0000000000 \"\"",
            ),
            ("worker1", "get /tasks/task-0000000000"),
            ("worker1", "create /tasks/task-0000000000/status \"done\""),
            ("client1", "get /tasks/task-0000000000/status"),
        ],
        &[
            Sign::Exists("/tasks/task-0000000000/status"),
            Sign::Reads("client1", "done"),
        ],
    ),
];

/// Three servers: one too many crashes, and comes back.
pub const QUORUM: [Beat; 6] = [
    beat(&[("client1", "create /note one")], &[Sign::Exists("/note")]),
    beat(
        &[("client2", "get /note")],
        &[Sign::Reads("client2", "one")],
    ),
    beat(&[("client1", ":crash s3")], &[Sign::Leads("s2")]),
    beat(&[("client2", ":crash s1")], &[Sign::NobodyLeads]),
    beat(&[("client2", ":restart s1")], &[Sign::Leads("s2")]),
    beat(
        &[("client1", "get /note")],
        &[Sign::Reads("client1", "one")],
    ),
];
