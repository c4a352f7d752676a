//! Random visits: what people say at consoles, and what they break.

use std::time::Duration;

use zkplay::model::Chance;
use zkplay::scenario::{Dialect, Header, Stage, Statement};

/// So many things are said in a visit.
const LENGTH: u64 = 60;

const PATHS: [&str; 8] = [
    "/a", "/b", "/a/x", "/a/y", "/master", "/workers", "/tasks", "/日本",
];
const NAMES: [&str; 6] = ["alice", "bob", "master1", "worker1", "client1", "carol"];

/// The stage after such a visit. Whatever is refused is part of it.
pub fn random_visit(seed: u64) -> Stage {
    let mut visitor = Visitor {
        chance: Chance::stream(seed, "visits"),
        servers: 1,
    };
    let mut stage = Stage::new(visitor.header(seed)).expect("the settings agree");
    visitor.go_on(&mut stage);
    stage
}

/// What else may happen from there on.
#[allow(dead_code, reason = "not every test file tries other futures")]
pub fn random_future(mut stage: Stage, seed: u64) -> Stage {
    let mut visitor = Visitor {
        chance: Chance::stream(seed, "futures"),
        servers: u64::from(stage.header().server.servers),
    };
    visitor.go_on(&mut stage);
    stage
}

struct Visitor {
    chance: Chance,
    servers: u64,
}

impl Visitor {
    fn header(&mut self, seed: u64) -> Header {
        self.servers = self.one_of(&[1, 3, 3, 5]);
        let mut header = Header::new(Dialect::Scenario);
        let tick = self.one_of(&[500, 1000, 2000]);
        let jitter = self.one_of(&[0, 5, 40]);
        let (log, kept) = (self.one_of(&[0, 1, 20]), self.one_of(&[1, 10, 500]));
        for line in [
            format!("servers {}", self.servers),
            format!("seed {seed}"),
            format!("latency 20ms {jitter}ms"),
            format!("server tickTime={tick} syncLimit=2 logDelayMs={log} commitLogCount={kept}"),
        ] {
            assert_eq!(header.take(&line), Ok(true), "{line}");
        }
        header
    }

    fn go_on(&mut self, stage: &mut Stage) {
        for _ in 0..LENGTH {
            let line = self.line();
            let statement = Statement::parse(&line).unwrap_or_else(|it| panic!("{line}: {it}"));
            // That something is not as it says is no reason to end a visit.
            _ = stage.begin(&statement);
            let span = self.pause();
            let wait = Statement::Wait(span);
            stage.begin(&wait).expect("time passes");
        }
    }

    /// Mostly too short for all that follows to be over.
    fn pause(&mut self) -> Duration {
        let most = self.one_of(&[0, 30, 30, 300, 300, 300, 2000, 9000]);
        Duration::from_millis(self.chance.below(most + 1))
    }

    fn line(&mut self) -> String {
        let name = self.name();
        match self.chance.below(40) {
            0..=3 => {
                let timeout = 1000 + self.chance.below(8) * 1000;
                format!("session {name} {timeout}ms")
            }
            4 => {
                let role = self.one_of(&["master", "worker", "client"]);
                format!("program {name} {role} timeout=4s")
            }
            5..=25 => format!("{name}> {}", self.command()),
            26 => format!("order {name} on NodeDeleted /master do create -e /master \"{name}\""),
            27 => format!("off {name} 1"),
            28 => self
                .one_of(&["by-hand NAME", "by-itself NAME"])
                .replace("NAME", name),
            29 => format!("restart {name}"),
            _ => self.fault(),
        }
    }

    fn command(&mut self) -> String {
        let path = self.path();
        let data = self.one_of(&["\"one\"", "\"zwölf Boxkämpfer\"", "\"日本語\"", "\"\"", ""]);
        let version = self.chance.below(3);
        match self.chance.below(24) {
            0..=4 => format!("create {path} {data}"),
            5 => format!("create -e {path} {data}"),
            6 => format!("create -s {path}/n- {data}"),
            7 => format!("create -c {path}/c"),
            8 => format!("create {path} {data} world:anyone:cr"),
            9 | 10 => format!("set {path} {data}"),
            11 => format!("set -v {version} {path} {data}"),
            12 | 13 => format!("delete {path}"),
            14 => format!("deleteall {path}"),
            15 => format!("stat -w {path}"),
            16 => format!("get -w {path}"),
            17 => format!("ls -w {path}"),
            18 => format!("addWatch {path}"),
            19 => "ls -R /".to_string(),
            20 => "addauth digest alice:secret".to_string(),
            21 => self
                .one_of(&["close", "connect localhost:2181", "sync /"])
                .to_string(),
            22 => self
                .one_of(&["quit", "whoami", "history", "setquota -n 3 /a"])
                .to_string(),
            _ => self
                .one_of(&[":help ls", ":orders", ":srvr s1", "no such", ":nonsense"])
                .to_string(),
        }
    }

    fn fault(&mut self) -> String {
        let (server, other) = (self.server(), self.server());
        let name = self.name();
        let node = if self.chance.below(2) == 0 {
            name
        } else {
            &server
        };
        let span = self.chance.below(6000);
        match self.chance.below(18) {
            0 => format!("kill {name}"),
            1 | 2 => format!("crash {server}"),
            3..=5 => format!("restart {server}"),
            6 => format!("pause {node} {span}ms"),
            7 => format!("resume {node}"),
            8 => format!("cut {node} {server}"),
            9 => format!("cut {node} {other} silent"),
            10 => format!("cut {server}"),
            11 => format!("heal {node}"),
            12 => format!("hold {node} {server}"),
            13 => format!("release {node} {server}"),
            14 => format!("delay {node} {server} {}ms", span / 10),
            15 => format!("lose-reply {name}"),
            16 => format!("move {name} {server}"),
            _ => format!("expire {name}"),
        }
    }

    fn server(&mut self) -> String {
        format!("s{}", 1 + self.chance.below(self.servers))
    }

    fn name(&mut self) -> &'static str {
        self.one_of(&NAMES)
    }

    fn path(&mut self) -> &'static str {
        self.one_of(&PATHS)
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.chance.below(choices.len() as u64) as usize]
    }
}
