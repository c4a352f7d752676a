//! What clients do in a run: steps drawn by chance. A step names connections and sessions by
//! their place, so that it means something in whatever run it stands.

use std::collections::BTreeSet;
use std::time::Duration;

use zkplay::ensemble::ServerConfig;
use zkplay::model::packet::WatchLists;
use zkplay::model::{
    Acl, AddWatchMode, Bytes, Chance, Credentials, Expected, FromClient, Grant, Identity, Lifetime,
    NewPath, Perms, Read, ReadKind, Request, Ttl, WatcherType, Write, Xid, ZPath, Zxid,
};

use crate::desk::defaults;
use crate::naive::{LOGINS, NAMED};

#[derive(Clone, Debug)]
pub enum Step {
    /// A new connection asks for a session.
    Open {
        timeout: Duration,
        /// It goes on with the session of that place, with its password or with another.
        resume: Option<(usize, bool)>,
        /// It has seen more than the server.
        ahead: bool,
        /// What it says first: for one that goes on, its watches.
        then: FromClient,
    },
    /// The open connection of that place, counted from the newest, says something.
    Say(usize, FromClient),
    /// It breaks.
    Lose(usize),
    /// Milliseconds pass.
    Pass(u64),
}

const PATHS: [&str; 8] = ["/a", "/a", "/b", "/a/x", "/a/x", "/a/y", "/a/x/1", "/b/x"];
const SYSTEM: [&str; 8] = [
    "/",
    "/zookeeper",
    "/zookeeper/quota",
    "/zookeeper/config",
    "/zookeeper/quota/a",
    "/zookeeper/quota/a/zookeeper_limits",
    "/zookeeper/quota/a/zookeeper_stats",
    "/zookeeper/quota/a/x",
];
const LIMITS: [&str; 5] = [
    "countHardLimit=4",
    "byteHardLimit=20",
    "count=2,bytes=3=;byteHardLimit=9;countHardLimit=7",
    "count=1,bytes=1",
    "count=",
];

/// Draws what happens in a run.
pub struct Dice {
    chance: Chance,
    /// Whether lists of permissions occur.
    pub guarded: bool,
    /// Where most happens: what concerns one znode meets there.
    busy: &'static str,
}

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice {
            chance: Chance::stream(seed, "laws"),
            guarded: seed % 2 == 1,
            busy: PATHS[(seed / 2 % 8) as usize],
        }
    }

    pub fn config(&mut self) -> ServerConfig {
        let mut config = ServerConfig {
            container_check_interval: Duration::from_millis(500 + self.chance.below(3000)),
            container_max_never_used: self.often(1, 2).then_some(Duration::from_secs(3)),
            ..defaults()
        };
        config.rules.enforce_quota = self.often(3, 4);
        config.rules.extended_types = self.often(7, 8);
        config.rules.reconfig_enabled = self.often(1, 4);
        config.rules.skip_acl = self.often(1, 10);
        config.rules.super_digest = self.often(1, 2).then(|| LOGINS[2].1.to_string());
        config
    }

    /// A run begins with three sessions, and in some cases with a quota.
    pub fn steps(&mut self, count: usize) -> Vec<Step> {
        let mut steps = vec![self.open(), self.open(), self.open()];
        if self.often(1, 2) {
            for path in ["/a", "/zookeeper/quota/a"] {
                steps.push(say(0, Request::Write(create(path, None))));
            }
            let limits = LIMITS[self.below(4)].as_bytes();
            let limits = create(SYSTEM[5], Some(limits.into()));
            let stats = create(SYSTEM[6], None);
            steps.push(say(0, Request::Multi(vec![limits, stats])));
        }
        while steps.len() < count {
            steps.push(self.step());
        }
        steps
    }

    fn step(&mut self) -> Step {
        let place = self.below(4);
        match self.below(100) {
            0..4 => Step::Open {
                resume: Some((self.below(4), self.often(7, 8))),
                ahead: self.often(1, 8),
                timeout: self.timeout(),
                then: self.watches_again(),
            },
            4..6 => self.open(),
            6 => Step::Lose(place),
            7 => Step::Say(place, self.oddity()),
            8..12 if self.guarded => Step::Say(place, FromClient::Auth(self.credentials())),
            12..15 => Step::Say(place, FromClient::Ping),
            15..26 => Step::Pass(match self.below(8) {
                0 => self.chance.below(9000),
                _ => self.chance.below(900),
            }),
            _ => {
                let request = self.request();
                say(place, request)
            }
        }
    }

    fn open(&mut self) -> Step {
        Step::Open {
            resume: None,
            ahead: false,
            timeout: self.timeout(),
            then: FromClient::Ping,
        }
    }

    fn timeout(&mut self) -> Duration {
        Duration::from_millis(3000 + self.chance.below(50_000))
    }

    /// What ends a connection, for the most part.
    fn oddity(&mut self) -> FromClient {
        match self.below(4) {
            0 => FromClient::Connect {
                last_zxid: Zxid::ZERO,
                timeout: self.timeout(),
                session: None,
            },
            1 => FromClient::Auth(Credentials {
                scheme: ["foo", "world", "super"][self.below(3)].to_string(),
                secret: None,
            }),
            2 => request(Request::Write(Write::Check {
                path: self.path(),
                expected: Expected::Any,
            })),
            _ => request(Request::CloseSession),
        }
    }

    fn credentials(&mut self) -> Credentials {
        let (scheme, secret) = match self.below(8) {
            0 => ("ip", "x"),
            _ => ("digest", LOGINS[self.below(3)].0),
        };
        Credentials {
            scheme: scheme.to_string(),
            secret: Some(secret.as_bytes().into()),
        }
    }

    fn watches_again(&mut self) -> FromClient {
        let mut list = || -> BTreeSet<ZPath> { (0..self.below(3)).map(|_| self.path()).collect() };
        let (data, mut exist) = (list(), list());
        exist.retain(|it| !data.contains(it));
        let [mut child, persistent, recursive] = [list(), list(), list()];
        // Nobody waits for a znode of whose children it has heard.
        child.retain(|it| !exist.contains(it));
        FromClient::SetWatches {
            watches: WatchLists {
                data: data.into_iter().collect(),
                exist: exist.into_iter().collect(),
                child: child.into_iter().collect(),
                persistent: persistent.into_iter().collect(),
                recursive: recursive.into_iter().collect(),
            },
            relative_zxid: Zxid::new(0, self.below(60) as u32),
        }
    }

    fn request(&mut self) -> Request {
        let path = self.path();
        match self.below(40) {
            0..12 => Request::Read(self.read()),
            12 => Request::MultiRead((0..self.below(4)).map(|_| self.read()).collect()),
            13 | 14 => Request::AddWatch {
                path,
                mode: match self.below(2) {
                    0 => AddWatchMode::Persistent,
                    _ => AddWatchMode::PersistentRecursive,
                },
            },
            15 => Request::RemoveWatches {
                path,
                which: [
                    WatcherType::Children,
                    WatcherType::Data,
                    WatcherType::Persistent,
                    WatcherType::PersistentRecursive,
                    WatcherType::Any,
                ][self.below(5)],
                local: self.often(1, 2),
            },
            16 => Request::Ephemerals { prefix: path },
            17 => Request::WhoAmI,
            18 => Request::Sync(path),
            19..23 => Request::Multi((0..self.below(5)).map(|_| self.write(true)).collect()),
            _ => Request::Write(self.write(false)),
        }
    }

    fn read(&mut self) -> Read {
        let kinds = [
            ReadKind::Exists,
            ReadKind::Exists,
            ReadKind::Data,
            ReadKind::Data,
            ReadKind::Children,
            ReadKind::Children,
            ReadKind::Acl,
            ReadKind::AllChildrenNumber,
        ];
        Read {
            kind: match self.guarded && self.often(1, 6) {
                true => ReadKind::Acl,
                false => kinds[self.below(8)],
            },
            path: self.path(),
            watch: self.often(3, 4),
        }
    }

    fn write(&mut self, in_multi: bool) -> Write {
        let (path, expected) = (self.path(), self.expected());
        match self.below(24) {
            0..3 => Write::Delete { path, expected },
            3..8 => Write::SetData {
                data: self.data(path.as_str()),
                path,
                expected,
            },
            8 if in_multi => Write::Check { path, expected },
            8 if self.often(1, 4) => Write::Reconfig,
            9..13 if self.guarded && !in_multi => Write::SetAcl {
                path,
                // What is shut opens again, so that an event that was withheld is missed.
                acl: match self.often(1, 2) {
                    true => Acl::OPEN,
                    false => self.acl(),
                },
                expected,
            },
            kind => {
                let lifetime = match self.below(10) {
                    0..3 => Lifetime::Ephemeral,
                    3 | 4 => Lifetime::Container,
                    5 => {
                        let millis = 1 + self.chance.below(5000) as i64;
                        Lifetime::Ttl(Ttl::from_millis(millis).expect("it is within the limits"))
                    }
                    _ => Lifetime::Persistent,
                };
                Write::Create {
                    data: self.data(path.as_str()),
                    path: match kind {
                        20.. => NewPath::Numbered {
                            parent: path,
                            prefix: ["n-", "", "m"][self.below(3)].into(),
                        },
                        _ => NewPath::Named(path),
                    },
                    acl: match self.guarded && self.often(1, 4) {
                        true => self.acl(),
                        false => Acl::OPEN,
                    },
                    lifetime,
                }
            }
        }
    }

    fn expected(&mut self) -> Expected {
        match self.below(4) {
            0 => Expected::from_number(self.below(4) as i32 - 1),
            _ => Expected::Any,
        }
    }

    fn path(&mut self) -> ZPath {
        let text = match self.below(10) {
            0 => SYSTEM[self.below(8)],
            2..5 => self.busy,
            1 => ["/a/n-0000000001", "/a/0000000002", "/b/m0000000000"][self.below(3)],
            _ => PATHS[self.below(8)],
        };
        ZPath::parse(text).expect("it is a path")
    }

    /// Of limits, what could stand there; of usage, now and then what could not.
    fn data(&mut self, path: &str) -> Bytes {
        match self.below(6) {
            0 => None,
            _ if path.ends_with("_limits") => Some(LIMITS[self.below(5)].as_bytes().into()),
            1 if path.ends_with("_stats") => Some(b"count=x"[..].into()),
            2 if path.ends_with("_stats") => Some(b"count=3,bytes=-2"[..].into()),
            _ => Some(vec![b'x'; self.below(12)].into()),
        }
    }

    /// Most lists give the world all permissions but one.
    fn acl(&mut self) -> Acl {
        let all = [
            Perms::READ,
            Perms::WRITE,
            Perms::CREATE,
            Perms::DELETE,
            Perms::ADMIN,
        ];
        let but = match self.often(1, 2) {
            true => 0,
            false => self.below(5),
        };
        let mut grants = vec![Grant {
            perms: Perms::NONE,
            to: Identity::anyone(),
        }];
        let first = all.into_iter().enumerate().filter(|(at, _)| *at != but);
        grants[0].perms = first.fold(Perms::NONE, |all, (_, it)| all | it);
        for _ in 0..self.below(3) {
            let (scheme, id, ..) = match self.below(8) {
                0 => NAMED[self.below(NAMED.len())],
                _ => NAMED[2 + self.below(4)],
            };
            let some = all.into_iter().filter(|_| self.often(1, 2));
            grants.push(Grant {
                perms: some.fold(Perms::NONE, |all, it| all | it),
                to: Identity::new(scheme, id),
            });
        }
        if self.often(1, 8) {
            grants.remove(0);
        }
        Acl::new(grants)
    }

    fn often(&mut self, times: u64, of: u64) -> bool {
        self.chance.below(of) < times
    }

    fn below(&mut self, end: usize) -> usize {
        self.chance.below(end as u64) as usize
    }
}

fn say(place: usize, asked: Request) -> Step {
    Step::Say(place, request(asked))
}

fn request(request: Request) -> FromClient {
    let xid = Xid::FIRST;
    FromClient::Request { xid, request }
}

fn create(path: &str, data: Bytes) -> Write {
    Write::Create {
        path: NewPath::parse(path, false).expect("it is a path"),
        data,
        acl: Acl::OPEN,
        lifetime: Lifetime::Persistent,
    }
}
