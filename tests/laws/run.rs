//! Random runs on the desk, held after every step against the naive ZooKeeper and the ledger.

use std::collections::BTreeMap;
use std::time::Duration;

use zkplay::ensemble::ServerConfig;
use zkplay::model::{
    ConnectionId, ErrorCode, FromClient, FromServer, Password, ServerId, SessionId, ZPath, Zxid,
};

use crate::desk::{Desk, Heard};
use crate::ledger::Ledger;
use crate::naive::Naive;
use crate::steps::{Dice, Step};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SEEDS: u64 = if cfg!(target_arch = "wasm32") {
    40
} else {
    200
};
const STEPS: usize = 150;

struct Run {
    desk: Desk,
    naive: Naive,
    ledger: Ledger,
    open: Vec<ConnectionId>,
    closed: Option<ConnectionId>,
    first_session: SessionId,
    /// Whether no list of permissions can withhold an event.
    strict: bool,
    /// How often each code, and each kind of event, was heard.
    seen: BTreeMap<String, u64>,
}

impl Run {
    fn new(config: &ServerConfig, strict: bool) -> Run {
        Run {
            desk: Desk::new(config.clone()),
            naive: Naive::new(config.clone()),
            ledger: Ledger::default(),
            open: Vec::new(),
            closed: None,
            first_session: SessionId::first_of(ServerId::new(1), config.clock.as_millis()),
            strict,
            seen: BTreeMap::new(),
        }
    }

    fn take(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Open {
                timeout,
                resume,
                ahead,
                then,
            } => {
                let seen = self.desk.database().last_zxid;
                let session = resume.map(|(place, right)| self.session(place, right));
                let packet = FromClient::Connect {
                    last_zxid: if *ahead { seen.next() } else { Zxid::ZERO },
                    timeout: *timeout,
                    session,
                };
                let connection = self.desk.dial();
                self.naive.dial(connection);
                self.open.push(connection);
                self.say(connection, &packet)?;
                self.say(connection, then)
            }
            Step::Say(place, packet) => match self.connection(*place) {
                Some(connection) => self.say(connection, packet),
                None => Ok(()),
            },
            Step::Lose(place) => {
                if let Some(connection) = self.connection(*place) {
                    self.desk.lose(connection);
                    self.naive.lose(connection);
                    self.ledger.lose(connection);
                    self.close(connection);
                }
                self.compare(None)
            }
            Step::Pass(millis) => {
                let until = self.desk.now() + Duration::from_millis(*millis);
                self.desk.pass_to(until);
                self.naive.pass_to(until);
                self.compare(None)
            }
        }
    }

    fn say(&mut self, from: ConnectionId, packet: &FromClient) -> Result<(), String> {
        self.desk.send(from, packet.clone());
        self.naive.hear(from, packet.clone());
        self.compare(Some((from, packet)))
    }

    fn compare(&mut self, spoke: Option<(ConnectionId, &FromClient)>) -> Result<(), String> {
        let heard = std::mem::take(&mut self.desk.mail);
        let foretold = std::mem::take(&mut self.naive.mail);
        if heard != foretold {
            return Err(format!("heard    {heard:?}\nforetold {foretold:?}"));
        }
        for (connection, heard) in &heard {
            let said = spoke.filter(|(it, _)| it == connection).map(|(_, it)| it);
            self.ledger.note(*connection, said, heard, self.strict)?;
            heard.iter().for_each(|it| self.count(it));
            if heard.contains(&Heard::HungUp) {
                self.close(*connection);
            }
        }
        self.compare_trees()
    }

    fn compare_trees(&self) -> Result<(), String> {
        let (tree, naive) = (&self.desk.database().tree, &self.naive.tree);
        if tree.len() != naive.paths().count() {
            return Err("there are more znodes, or fewer, than foretold".to_string());
        }
        for path in naive.paths() {
            let foretold = naive.get(path).expect("it is there");
            let at = ZPath::parse(path).expect("it is a path");
            let znode = tree.get(&at).ok_or(format!("{path} is not there"))?;
            let same = znode.stat() == naive.stat(path)
                && znode.data == foretold.data
                && znode.acl == foretold.acl
                && znode.children.iter().eq(naive.children(path).iter());
            if !same {
                let stat = naive.stat(path);
                return Err(format!("{path} is {znode:?}\nand not {stat:?}"));
            }
        }
        Ok(())
    }

    fn count(&mut self, heard: &Heard) {
        let what = match heard {
            Heard::Packet(FromServer::Reply { answer, .. }) => match answer {
                Ok(_) => return,
                Err(code) => format!("{code:?}"),
            },
            Heard::Packet(FromServer::Event(event)) => match event.zxid {
                Some(_) => format!("{:?}", event.kind),
                None => format!("{:?} after a reconnect", event.kind),
            },
            Heard::Packet(FromServer::SessionGone) => "SessionGone".to_string(),
            Heard::Packet(_) => return,
            Heard::HungUp => "HungUp".to_string(),
        };
        *self.seen.entry(what).or_default() += 1;
    }

    /// The open connection of that place, counted from the newest; behind the last, the one that
    /// was closed last.
    fn connection(&self, place: usize) -> Option<ConnectionId> {
        self.open
            .iter()
            .rev()
            .chain(&self.closed)
            .nth(place)
            .copied()
    }

    fn close(&mut self, connection: ConnectionId) {
        self.open.retain(|it| *it != connection);
        self.closed = Some(connection);
    }

    /// The session of that place, counted from the newest; behind the last, one that is over.
    fn session(&self, place: usize, right: bool) -> (SessionId, Password) {
        let sessions = self.desk.database().sessions.keys().rev();
        let session = *sessions
            .chain([&self.first_session])
            .nth(place)
            .unwrap_or(&self.first_session);
        let owner = if right { session } else { session.next() };
        (session, Password::of(owner))
    }
}

/// Takes the steps one by one. Where it breaks, and how.
fn broken(config: &ServerConfig, strict: bool, steps: &[Step]) -> Result<Run, (usize, String)> {
    let mut run = Run::new(config, strict);
    for (at, step) in steps.iter().enumerate() {
        run.take(step).map_err(|it| (at, it))?;
    }
    Ok(run)
}

/// Tells, if a run panics, which one it was.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("that was seed {}", self.0);
        }
    }
}

/// A run with this seed; if it breaks a law, the test fails with the fewest steps that do.
fn play(seed: u64) -> Run {
    let _named = Named(seed);
    let mut dice = Dice::new(seed);
    let config = dice.config();
    let strict = !dice.guarded;
    let mut steps = dice.steps(STEPS);
    let (at, mut problem) = match broken(&config, strict, &steps) {
        Ok(run) => return run,
        Err(found) => found,
    };
    steps.truncate(at + 1);
    for drop in (0..at).rev() {
        let mut fewer = steps.clone();
        fewer.remove(drop);
        if let Err((at, other)) = broken(&config, strict, &fewer) {
            fewer.truncate(at + 1);
            (steps, problem) = (fewer, other);
        }
    }
    let steps: Vec<String> = steps.iter().map(|it| format!("  {it:?}\n")).collect();
    panic!("seed {seed}, {config:?}\n{}{problem}", steps.concat());
}

#[test]
fn a_server_does_what_a_naive_zookeeper_does() {
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    let mut events = 0;
    for seed in 0..SEEDS {
        let run = play(seed);
        events += run.ledger.events;
        for (what, count) in run.seen {
            *seen.entry(what).or_default() += count;
        }
    }
    assert!(events > SEEDS * 10, "watches fire: {events}");
    // Else the runs say little.
    let codes = [
        ErrorCode::Unimplemented,
        ErrorCode::BadArguments,
        ErrorCode::NoNode,
        ErrorCode::NoAuth,
        ErrorCode::BadVersion,
        ErrorCode::NoChildrenForEphemerals,
        ErrorCode::NodeExists,
        ErrorCode::NotEmpty,
        ErrorCode::InvalidAcl,
        ErrorCode::NoWatcher,
        ErrorCode::ReconfigDisabled,
        ErrorCode::QuotaExceeded,
    ];
    let codes = codes.iter().map(|it| format!("{it:?}"));
    let others = [
        "NodeCreated",
        "NodeDeleted",
        "NodeDataChanged",
        "NodeChildrenChanged",
        "NodeCreated after a reconnect",
        "NodeDeleted after a reconnect",
        "NodeDataChanged after a reconnect",
        "NodeChildrenChanged after a reconnect",
        "SessionGone",
        "HungUp",
    ];
    for what in codes.chain(others.map(str::to_string)) {
        let count = seen.get(&what).copied().unwrap_or_default();
        assert!(count > SEEDS / 20, "{what} occurs {count} times");
    }
}
