//! Seeds and laws: random runs of a small world, natively and in the browser.

use std::time::Duration;

use zkplay::actor::robot::{Order, Robot};
use zkplay::engine::TxnBody;
use zkplay::ensemble::{Cause, ServerConfig, ServerNote};
use zkplay::handle::{Belief, Shown};
use zkplay::model::{
    Acl, Chance, ErrorCode, EventType, Expected, FromServer, Lifetime, NewPath, ProcessId, Read,
    ReadKind, Request, VirtualTime, WallTime, Write, ZPath,
};
use zkplay::sim::event::Carried;
use zkplay::sim::network::Latency;
use zkplay::sim::{Action, Fault, Happening, Laws, Node, Run, Setup, World};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

fn setup(seed: u64) -> Setup {
    Setup {
        seed,
        server: ServerConfig::new(ms(2000), WallTime::DEFAULT_START),
        latency: Latency {
            delay: ms(20),
            jitter: ms(10),
        },
        server_latency: Latency::NONE,
    }
}

/// The connections of that process are closed once.
fn broken(process: ProcessId) -> Action<Robot> {
    let node = Node::Process(process);
    Action::Fault(Fault::Break { node, far: None })
}

fn path(text: &str) -> ZPath {
    ZPath::parse(text).expect("tests use valid paths")
}

fn create(text: &str, lifetime: Lifetime) -> Request {
    let path = NewPath::Named(path(text));
    Request::Write(Write::Create {
        path,
        data: None,
        acl: Acl::OPEN,
        lifetime,
    })
}

fn watch(kind: ReadKind, text: &str) -> Request {
    Request::Read(Read {
        kind,
        path: path(text),
        watch: true,
    })
}

fn tell(run: &mut Run<Robot>, process: u32, request: Request) {
    let input = Order::Call(request);
    run.act(Action::Tell {
        process: ProcessId::new(process),
        input,
    });
    run.advance_to(run.world().now() + ms(200));
}

/// A run in which so many robots have their sessions.
fn stage(robots: u32) -> Run<Robot> {
    let mut run = Run::new(setup(1));
    for number in 0..robots {
        let program = Robot::new(ms(6000));
        run.act(Action::Add {
            name: format!("robot{number}"),
            program,
        });
    }
    run.advance_to(VirtualTime::from_millis(500));
    run
}

fn belief(world: &World<Robot>, process: u32) -> Belief {
    world.processes()[&ProcessId::new(process)]
        .handle()
        .expect("it has a session")
        .belief()
}

/// The events that a robot was told, in order, as (type, path).
fn told(run: &Run<Robot>, process: u32) -> Vec<(EventType, String)> {
    let of_it = |what: &Happening| match what {
        Happening::Event {
            process: it, event, ..
        } if *it == ProcessId::new(process) => event
            .path
            .as_ref()
            .map(|path| (event.kind, path.to_string())),
        _ => None,
    };
    run.trace()
        .entries
        .iter()
        .filter_map(|it| of_it(&it.what))
        .collect()
}

fn exists(run: &Run<Robot>, text: &str) -> bool {
    run.world()
        .servers()
        .all(|it| it.database().tree.contains(&path(text)))
}

#[test]
fn an_idle_session_lives_by_its_heartbeats() {
    let mut run = stage(2);
    tell(&mut run, 0, create("/e", Lifetime::Ephemeral));
    run.advance_to(VirtualTime::from_millis(600_000));
    assert_eq!(belief(run.world(), 0), Belief::Connected);
    assert!(exists(&run, "/e"));
}

#[test]
fn the_ephemeral_of_a_killed_process_goes_with_its_session_and_not_a_moment_earlier() {
    let mut run = stage(2);
    tell(&mut run, 0, create("/master", Lifetime::Ephemeral));
    tell(&mut run, 1, watch(ReadKind::Exists, "/master"));
    run.advance_to(VirtualTime::from_millis(3210));
    run.act(Action::Kill {
        process: ProcessId::new(0),
    });

    let server = run.world().servers().next().unwrap();
    let session = run.world().processes()[&ProcessId::new(0)]
        .handle()
        .unwrap()
        .session()
        .unwrap();
    let tracked = *server.tracker().unwrap().get(session).unwrap();
    let expiry = tracked.expires_at;
    assert!(
        expiry > tracked.last_heard + ms(6000),
        "strictly later than the timeout"
    );
    assert!(
        expiry <= tracked.last_heard + ms(8000),
        "by one tick at most"
    );

    run.advance_to(expiry - ms(1));
    assert!(exists(&run, "/master"));
    assert_eq!(told(&run, 1), []);
    run.advance_to(expiry + ms(50));
    assert!(!exists(&run, "/master"));
    assert_eq!(
        told(&run, 1),
        [(EventType::NodeDeleted, "/master".to_string())]
    );
}

#[test]
fn closing_a_session_takes_its_ephemerals_at_once() {
    let mut run = stage(2);
    tell(&mut run, 0, create("/e", Lifetime::Ephemeral));
    tell(&mut run, 1, watch(ReadKind::Children, "/"));
    run.act(Action::Tell {
        process: ProcessId::new(0),
        input: Order::Close,
    });
    run.advance_to(run.world().now() + ms(100));
    assert!(!exists(&run, "/e"));
    assert_eq!(belief(run.world(), 0), Belief::Closed);
    assert_eq!(
        told(&run, 1),
        [(EventType::NodeChildrenChanged, "/".to_string())]
    );
}

#[test]
fn a_broken_connection_is_made_again_with_the_same_session_and_its_watches() {
    let mut run = stage(2);
    tell(&mut run, 0, create("/kept", Lifetime::Ephemeral));
    tell(&mut run, 1, create("/data", Lifetime::Persistent));
    for (kind, path) in [
        (ReadKind::Data, "/data"),
        (ReadKind::Exists, "/missing"),
        (ReadKind::Data, "/kept"),
        (ReadKind::Children, "/"),
    ] {
        tell(&mut run, 0, watch(kind, path));
    }
    let session = run.world().processes()[&ProcessId::new(0)]
        .handle()
        .unwrap()
        .session();
    run.act(broken(ProcessId::new(0)));
    let set = Write::SetData {
        path: path("/data"),
        data: None,
        expected: Expected::Any,
    };
    run.act(Action::Tell {
        process: ProcessId::new(1),
        input: Order::Call(Request::Write(set)),
    });
    assert_eq!(belief(run.world(), 0), Belief::Connecting);
    run.advance_to(run.world().now() + ms(2500));

    assert_eq!(belief(run.world(), 0), Belief::Connected);
    assert_eq!(
        run.world().processes()[&ProcessId::new(0)]
            .handle()
            .unwrap()
            .session(),
        session
    );
    assert!(exists(&run, "/kept"));
    assert_eq!(
        told(&run, 0),
        [(EventType::NodeDataChanged, "/data".to_string())]
    );
    tell(&mut run, 1, create("/missing", Lifetime::Persistent));
    let later = &told(&run, 0)[1..];
    assert_eq!(
        later,
        [
            (EventType::NodeCreated, "/missing".to_string()),
            (EventType::NodeChildrenChanged, "/".to_string())
        ]
    );
}

#[test]
fn what_was_in_flight_when_the_connection_broke_ends_in_connection_loss() {
    let mut run = stage(1);
    let input = Order::Call(create("/maybe", Lifetime::Persistent));
    run.act(Action::Tell {
        process: ProcessId::new(0),
        input,
    });
    // The request has arrived, the answer has not.
    while !exists(&run, "/maybe") {
        assert!(run.step());
    }
    run.act(broken(ProcessId::new(0)));
    let shown: Vec<_> = run
        .trace()
        .entries
        .iter()
        .filter_map(|it| match &it.what {
            Happening::Shown(_, Shown::Out(text)) => Some(text.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(
        shown,
        [format!("{:?}", Err::<(), _>(ErrorCode::ConnectionLoss))]
    );
    assert!(exists(&run, "/maybe"), "the answer was lost, not the write");
}

/// One random thing that a person may do.
fn random_action(chance: &mut Chance, world: &World<Robot>) -> Action<Robot> {
    let count = world.processes().len() as u64;
    if count < 3 || (count < 5 && chance.below(20) == 0) {
        let program = Robot::new(ms(4000 + chance.below(4) * 1000));
        return Action::Add {
            name: format!("robot{count}"),
            program,
        };
    }
    let process = ProcessId::new(chance.below(count) as u32);
    let alive = world.processes()[&process].is_alive();
    match chance.below(40) {
        0 => Action::Kill { process },
        1..=4 => broken(process),
        5 | 6 => {
            // A robot that only closes does nothing more in its life.
            let input = if chance.below(4) == 0 {
                Order::Close
            } else {
                Order::Renew
            };
            Action::Tell { process, input }
        }
        _ if !alive => Action::Restart {
            process,
            program: Robot::new(ms(5000)),
        },
        _ => Action::Tell {
            process,
            input: Order::Call(random_request(chance)),
        },
    }
}

fn random_request(chance: &mut Chance) -> Request {
    const PATHS: [&str; 7] = ["/a", "/b", "/a/x", "/a/y", "/b/x", "/a/x/1", "/zookeeper"];
    let place = path(PATHS[chance.below(PATHS.len() as u64) as usize]);
    let watch = chance.below(4) > 0;
    let read = |kind| {
        Request::Read(Read {
            kind,
            path: place.clone(),
            watch,
        })
    };
    match chance.below(10) {
        0 | 1 => read(ReadKind::Exists),
        2 => read(ReadKind::Data),
        3 | 4 => read(ReadKind::Children),
        5 => Request::Multi((0..chance.below(4)).map(|_| random_write(chance)).collect()),
        _ => Request::Write(random_write(chance)),
    }
}

fn random_write(chance: &mut Chance) -> Write {
    const PATHS: [&str; 6] = ["/a", "/b", "/a/x", "/a/y", "/b/x", "/a/x/1"];
    let place = path(PATHS[chance.below(PATHS.len() as u64) as usize]);
    let expected = match chance.below(4) {
        0 => Expected::from_number(chance.below(3) as i32),
        _ => Expected::Any,
    };
    match chance.below(7) {
        0 | 1 => Write::Delete {
            path: place,
            expected,
        },
        2 => Write::SetData {
            path: place,
            data: Some([7].into()),
            expected,
        },
        kind => {
            let lifetime = if chance.below(2) == 0 {
                Lifetime::Ephemeral
            } else {
                Lifetime::Persistent
            };
            let path = match kind {
                3 => NewPath::Numbered {
                    parent: place,
                    prefix: "n-".into(),
                },
                _ => NewPath::Named(place),
            };
            Write::Create {
                path,
                data: None,
                acl: Acl::OPEN,
                lifetime,
            }
        }
    }
}

/// A run of random actions, with the laws held up after every step.
fn random_run(seed: u64, actions: u32) -> Run<Robot> {
    let mut chance = Chance::stream(seed, "a person");
    let mut run = Run::new(setup(seed));
    let (mut laws, mut read) = (Laws::new(run.world()), 0);
    for _ in 0..actions {
        let action = random_action(&mut chance, run.world());
        run.act(action);
        let until = match chance.below(8) {
            0 => run.world().now() + ms(chance.below(12_000)),
            _ => run.world().now() + ms(chance.below(120)),
        };
        while run.world().next_at().is_some_and(|at| at <= until) {
            assert!(run.step());
            let entries = &run.trace().entries;
            let wrong = laws.read(run.world(), &entries[read..]);
            assert!(wrong.is_empty(), "seed {seed}: {wrong:?}");
            read = entries.len();
        }
        // Now and then somebody acts between two things of one moment.
        if chance.below(2) == 0 {
            run.advance_to(until);
        }
    }
    run
}

const SEEDS: u64 = if cfg!(target_arch = "wasm32") {
    40
} else {
    200
};

#[test]
fn the_same_journal_gives_an_equal_world() {
    for seed in 0..SEEDS {
        let run = random_run(seed, 60);
        let mut again = Run::replay(run.setup().clone(), run.journal());
        while again.world().steps() < run.world().steps() {
            assert!(again.step(), "seed {seed}");
        }
        again.advance_to(run.world().now());
        assert!(again == run, "seed {seed}: the replay differs");
    }
}

#[test]
fn no_session_expires_sooner_than_its_timeout_after_its_last_sign_of_life() {
    let mut expired = 0;
    for seed in 0..SEEDS {
        let run = random_run(seed, 60);
        for entry in &run.trace().entries {
            if let Happening::Server(_, ServerNote::Applied { cause, .. }) = &entry.what
                && let Cause::Expiry {
                    last_heard,
                    timeout,
                } = cause
            {
                expired += 1;
                let silent = entry.at.since(*last_heard);
                assert!(
                    silent > *timeout && silent <= *timeout + ms(2000),
                    "seed {seed}"
                );
            }
        }
    }
    assert!(expired > SEEDS, "the case occurs: {expired}");
}

#[test]
fn zxids_count_every_write_and_every_session_without_a_gap() {
    let mut refused = 0;
    for seed in 0..SEEDS {
        let run = random_run(seed, 60);
        let mut last = 0;
        for entry in &run.trace().entries {
            if let Happening::Server(_, ServerNote::Applied { txn, .. }) = &entry.what {
                last += 1;
                assert_eq!(txn.stamp.zxid.get(), last, "seed {seed}");
                refused += u64::from(matches!(txn.body, TxnBody::Refused(_)));
            }
        }
    }
    assert!(refused > SEEDS, "the case occurs: {refused}");
}

#[test]
fn an_event_is_sent_before_any_answer_that_could_show_its_change() {
    let mut events = 0;
    for seed in 0..SEEDS {
        let run = random_run(seed, 60);
        let mut answered = std::collections::BTreeMap::new();
        for entry in &run.trace().entries {
            let Happening::Sent { delivery, .. } = &entry.what else {
                continue;
            };
            match &delivery.carried {
                Carried::Down(FromServer::Reply { zxid, .. }) => {
                    answered.insert(delivery.connection, *zxid);
                }
                Carried::Down(FromServer::Event(event)) => {
                    let Some(zxid) = event.zxid else { continue };
                    events += 1;
                    let before = answered.get(&delivery.connection);
                    assert!(before.is_none_or(|it| *it < zxid), "seed {seed}");
                }
                _ => {}
            }
        }
    }
    assert!(events > SEEDS / 4, "the case occurs: {events}");
}

#[test]
fn the_interesting_cases_occur_in_the_random_runs() {
    let (mut lost, mut caught_up) = (0, 0);
    for seed in 0..SEEDS {
        for entry in &random_run(seed, 60).trace().entries {
            match &entry.what {
                Happening::Shown(_, Shown::Out(text)) if text.contains("ConnectionLoss") => {
                    lost += 1;
                }
                Happening::Event { event, .. } if event.path.is_some() && event.zxid.is_none() => {
                    caught_up += 1;
                }
                _ => {}
            }
        }
    }
    assert!(lost > 0, "an answer was lost");
    assert!(caught_up > 0, "a watch set again had something to tell");
}
