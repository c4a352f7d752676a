//! What is done to a world by chance: what clients ask, and what breaks.

use std::time::Duration;

use crate::actor::robot::{Order, Robot};
use crate::ensemble::majority::members;
use crate::ensemble::{Role, Server};
use crate::handle::{Belief, Program};
use crate::model::{
    Acl, AddWatchMode, Chance, Expected, Lifetime, NewPath, ProcessId, Read, ReadKind, Request,
    ServerId, WatcherType, Write, ZPath,
};
use crate::native::sweep::script;
use crate::native::sweep::setting::Options;
use crate::sim::{Action, Cut, Fault, Node, World};

/// Who does it.
#[derive(Clone, Debug)]
pub struct Person {
    chance: Chance,
    options: Options,
    tick: Duration,
    /// So many things are still to be done before it changes its mood.
    mood_lasts: u64,
    is_in_trouble: bool,
}

const PATHS: [&str; 7] = ["/a", "/b", "/a/x", "/a/y", "/b/x", "/a/x/1", "/c"];

impl Person {
    pub fn new(chance: Chance, options: Options, tick: Duration) -> Person {
        Person {
            chance,
            options,
            tick,
            mood_lasts: 0,
            is_in_trouble: true,
        }
    }

    /// What is done next; often one thing, and several when all is mended.
    pub fn next(&mut self, world: &World<Robot>) -> Vec<Action<Robot>> {
        let present = world.processes().len() as u32;
        if present < self.options.clients {
            let program = self.robot();
            let name = format!("robot{present}");
            return vec![Action::Add { name, program }];
        }
        if self.mood_lasts == 0 {
            self.mood_lasts = 10 + self.chance.below(40);
            self.is_in_trouble = !self.is_in_trouble;
            if !self.is_in_trouble {
                return mending(world);
            }
        }
        self.mood_lasts -= 1;
        let often = if is_unsettled(world) { 2 } else { 3 };
        let breaks = self.options.faults && self.is_in_trouble && self.chance.below(often) == 0;
        let mut actions = match (breaks, self.chance.below(25)) {
            (true, 0) => self.outage(world),
            (true, 1 | 2) => self.departure(world),
            (true, _) => vec![self.trouble(world)],
            (false, _) => vec![self.order(world)],
        };
        if self.options.patient {
            actions.retain(|it| is_for_consoles(world, it));
        }
        actions
    }

    /// How long it waits before it does the next thing. While a new leader comes to its office,
    /// much can go wrong within a moment.
    pub fn pause(&mut self, world: &World<Robot>) -> Duration {
        let tick = self.tick.as_millis() as u64;
        if self.is_in_trouble && is_unsettled(world) && self.chance.below(2) == 0 {
            return Duration::from_millis(self.chance.below(30));
        }
        Duration::from_millis(match self.chance.below(40) {
            0..=9 => 0,
            10..=34 => self.chance.below(120),
            35..=38 => self.chance.below(tick * 2),
            _ => self.chance.below(tick * 8),
        })
    }

    fn robot(&mut self) -> Robot {
        let timeout = self.tick * (2 + self.chance.below(8) as u32);
        Robot::new(timeout)
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.chance.below(choices.len() as u64) as usize]
    }

    fn process(&mut self, world: &World<Robot>) -> ProcessId {
        ProcessId::new(self.chance.below(world.processes().len() as u64) as u32)
    }

    /// Any server, and often one that leads or is about to: there is more to go wrong.
    fn server(&mut self, world: &World<Robot>) -> ServerId {
        let leading = |it: &&Server| matches!(it.role(), Role::Leading(_));
        let leader = world.servers().filter(leading).last().map(Server::id);
        let any = ServerId::new(1 + self.chance.below(u64::from(self.options.servers)) as u8);
        leader.filter(|_| self.chance.below(3) == 0).unwrap_or(any)
    }

    fn span(&mut self, most_ticks: u64) -> Duration {
        let most = self.tick.as_millis() as u64 * most_ticks;
        Duration::from_millis(self.chance.below(most))
    }

    fn order(&mut self, world: &World<Robot>) -> Action<Robot> {
        let process = self.process(world);
        if !world.processes()[&process].is_alive() {
            let program = self.robot();
            return Action::Restart { process, program };
        }
        let input = match self.chance.below(60) {
            0 => Order::Close,
            1 => Order::Renew,
            2 => Order::Open,
            3..=9 => Order::CallOldest(self.request()),
            _ => Order::Call(self.request()),
        };
        Action::Tell { process, input }
    }

    fn trouble(&mut self, world: &World<Robot>) -> Action<Robot> {
        let process = self.process(world);
        let server = self.server(world);
        // Where servers seek a leader, most happens by their coming and going.
        let kinds = match is_unsettled(world) && self.chance.below(2) == 0 {
            true => 6,
            false => 30,
        };
        let fault = match self.chance.below(kinds) {
            0..=2 => Fault::Crash(server),
            3..=5 => Fault::Start(server),
            6..=8 => {
                let (node, far) = self.link(world);
                let how = self.one_of(&[Cut::Told, Cut::Silent, Cut::SilentOneWay]);
                // What goes one way only has two ends.
                let alone = how != Cut::SilentOneWay && self.chance.below(3) == 0;
                let far = (!alone).then_some(far);
                Fault::Cut { node, far, how }
            }
            9 | 10 => {
                let (node, far) = self.link(world);
                let far = (self.chance.below(2) == 0).then_some(far);
                Fault::Heal { node, far }
            }
            11 | 12 => {
                let (node, far) = self.link(world);
                let far = (self.chance.below(3) > 0).then_some(far);
                Fault::Break { node, far }
            }
            13 | 14 => {
                let (node, far) = self.link(world);
                Fault::Hold { node, far }
            }
            15 | 16 => {
                let (node, far) = self.link(world);
                Fault::Release { node, far }
            }
            17 => {
                let (node, far) = self.link(world);
                let delay = Duration::from_millis(self.chance.below(400));
                Fault::Delay { node, far, delay }
            }
            18 | 19 => Fault::LoseReply(process),
            20 => Fault::Expire(process),
            21..=23 if is_open(world, process) => Fault::Move(process, server),
            24 => return Action::Kill { process },
            it => {
                let who = match it {
                    25 | 26 => Node::Process(process),
                    _ => Node::Server(server),
                };
                if self.chance.below(3) == 0 {
                    return Action::Resume { who };
                }
                let span = Some(self.span(8));
                return Action::Pause { who, span };
            }
        };
        Action::Fault(fault)
    }

    /// Power fails, for all or for most of them.
    fn outage(&mut self, world: &World<Robot>) -> Vec<Action<Robot>> {
        let spared = self.server(world);
        let spares = self.chance.below(2) == 0;
        let hit = members(self.options.servers).filter(|it| !spares || *it != spared);
        hit.map(|it| Action::Fault(Fault::Crash(it))).collect()
    }

    /// A client leaves its server with a write under way, which arrives late.
    fn departure(&mut self, world: &World<Robot>) -> Vec<Action<Robot>> {
        let process = self.process(world);
        let to = self.server(world);
        let handle = world.processes()[&process].handle();
        let connection = handle.and_then(|it| it.connection());
        let from = connection.and_then(|it| world.network().server_of(it));
        let Some(from) = from.filter(|it| *it != to && is_open(world, process)) else {
            return vec![self.trouble(world)];
        };
        let (node, far) = (Node::Process(process), Node::Server(from));
        let input = Order::Call(Request::Write(self.write(false)));
        vec![
            Action::Fault(Fault::Hold { node, far }),
            Action::Tell { process, input },
            Action::Fault(Fault::Move(process, to)),
        ]
    }

    /// Two ends of a link, of which one is a server.
    fn link(&mut self, world: &World<Robot>) -> (Node, Node) {
        let near = self.server(world);
        let others = members(self.options.servers).filter(|it| *it != near);
        let others: Vec<_> = others.map(Node::Server).collect();
        let far = match self.chance.below(3) > 0 && !others.is_empty() {
            true => self.one_of(&others),
            false => Node::Process(self.process(world)),
        };
        match self.chance.below(2) {
            0 => (Node::Server(near), far),
            _ => (far, Node::Server(near)),
        }
    }

    fn path(&mut self) -> ZPath {
        let text = self.one_of(&PATHS);
        ZPath::parse(text).expect("it is a path")
    }

    fn request(&mut self) -> Request {
        let path = self.path();
        match self.chance.below(24) {
            0..=2 => self.read(ReadKind::Exists),
            3..=5 => self.read(ReadKind::Data),
            6..=8 => self.read(ReadKind::Children),
            9 | 10 => {
                let many = self.chance.below(4);
                Request::Multi((0..many).map(|_| self.write(true)).collect())
            }
            11 => Request::Sync(path),
            12 => {
                let modes = [AddWatchMode::Persistent, AddWatchMode::PersistentRecursive];
                let mode = self.one_of(&modes);
                Request::AddWatch { path, mode }
            }
            13 => {
                let which = self.one_of(&[WatcherType::Any, WatcherType::Data]);
                let local = self.chance.below(2) == 0;
                Request::RemoveWatches { path, which, local }
            }
            14 => Request::Ephemerals { prefix: path },
            _ => Request::Write(self.write(false)),
        }
    }

    fn read(&mut self, kind: ReadKind) -> Request {
        let (path, watch) = (self.path(), self.chance.below(3) > 0);
        Request::Read(Read { kind, path, watch })
    }

    fn write(&mut self, in_multi: bool) -> Write {
        let path = self.path();
        let expected = match self.chance.below(4) {
            0 => Expected::from_number(self.chance.below(3) as i32),
            _ => Expected::Any,
        };
        match self.chance.below(9) {
            0 | 1 => Write::Delete { path, expected },
            2 | 3 => {
                let data = self.chance.below(1000).to_string();
                let data = Some(data.into_bytes().into());
                Write::SetData {
                    path,
                    data,
                    expected,
                }
            }
            4 if in_multi => Write::Check { path, expected },
            it => {
                let lifetime = match self.chance.below(8) {
                    0 => Lifetime::Container,
                    1..=3 => Lifetime::Ephemeral,
                    _ => Lifetime::Persistent,
                };
                let path = match it {
                    5 => NewPath::Numbered {
                        parent: path,
                        prefix: "n-".into(),
                    },
                    _ => NewPath::Named(path),
                };
                let (data, acl) = (None, Acl::OPEN);
                Write::Create {
                    path,
                    data,
                    acl,
                    lifetime,
                }
            }
        }
    }
}

/// Whether a console in the place of the robot could do it, too.
fn is_for_consoles(world: &World<Robot>, action: &Action<Robot>) -> bool {
    let Action::Tell { process, input } = action else {
        return true;
    };
    let is_idle = world.processes()[process].program.is_idle();
    is_idle && script::command(input).is_some()
}

/// Whether a process has a session that can be moved.
pub fn is_open(world: &World<Robot>, process: ProcessId) -> bool {
    let Some(it) = world.processes().get(&process) else {
        return false;
    };
    let belief = it.handle().map(|it| it.belief());
    it.is_alive() && matches!(belief, Some(Belief::Connecting | Belief::Connected))
}

/// Whether a server is on its way to serve.
fn is_unsettled(world: &World<Robot>) -> bool {
    let mut up = world.hosts().values().filter(|it| it.is_awake());
    up.any(|it| !it.server.is_serving())
}

/// All that mends whatever is broken.
pub fn mending(world: &World<Robot>) -> Vec<Action<Robot>> {
    let servers = world.hosts().keys().copied();
    let processes = world.processes().keys().copied().map(Node::Process);
    let nodes = || servers.clone().map(Node::Server).chain(processes.clone());
    let heal = |node| Fault::Heal { node, far: None };
    let faults = nodes().map(heal).chain(servers.clone().map(Fault::Start));
    let asleep = |it: &Node| match it {
        Node::Process(id) => world.processes()[id].pause.is_some(),
        Node::Server(id) => world.hosts()[id].pause.is_some(),
    };
    let wake = nodes().filter(asleep).map(|who| Action::Resume { who });
    faults.map(Action::Fault).chain(wake).collect()
}
