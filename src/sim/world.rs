//! The world: servers, processes, and what is under way between them.
//!
//! A step takes the earlier of the next message and the next deadline (of one moment, the
//! message first), drives one machine, and puts what that machine sends on the network before
//! anything else happens. One event, one step: that is also the grain of the step button.

mod act;
mod drive;
mod fault;
mod reach;
mod serve;

use litemap::LiteMap;

use crate::engine::Database;
use crate::ensemble::majority::members;
use crate::ensemble::{Channel, Server, ServerConfig, ServerInput};
use crate::handle::{HandleInput, Program, ProgramInput};
use crate::model::{Chance, ProcessId, ServerId, VirtualTime, Zxid};
use crate::sim::agenda::Agenda;
use crate::sim::event::{Machine, Parcel};
use crate::sim::host::Host;
use crate::sim::network::{Latency, Network};
use crate::sim::node::Node;
use crate::sim::process::Process;
use crate::sim::trace::{Happening, Trace};

/// What a world is made from, besides the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    pub seed: u64,
    pub server: ServerConfig,
    /// Between clients and servers.
    pub latency: Latency,
    /// Between servers.
    pub server_latency: Latency,
}

#[derive(Clone, Debug, PartialEq)]
pub struct World<P: Program> {
    now: VirtualTime,
    steps: u64,
    hosts: LiteMap<ServerId, Host>,
    processes: LiteMap<ProcessId, Process<P>>,
    /// How many processes have ever joined.
    joined: u32,
    network: Network,
    /// The last transaction that any server has applied.
    agreed: Zxid,
    /// The newest of what servers that crashed had applied.
    remembered: Option<Database>,
    agenda: Agenda,
    /// Whose deadlines may have changed in this step.
    changed: Vec<Node>,
    /// Whose next reply is to be lost.
    losing: LiteMap<ProcessId, ()>,
    /// The choices of clients: in what order they try servers, how long they hesitate.
    clients_chance: Chance,
}

#[derive(Clone, Copy)]
enum Next {
    Message,
    Deadline(Machine),
}

impl<P: Program> World<P> {
    /// A world with its servers; they have a leader and serve clients.
    pub fn new(setup: &Setup) -> World<P> {
        let config = &setup.server;
        let mut network = Network::new(setup.latency, setup.server_latency, setup.seed);
        let leader = ServerId::new(config.servers);
        let followers = members(config.servers).filter(|it| *it != leader);
        network.connect(followers.map(|it| Channel::first(it, leader)));
        let mut hosts = LiteMap::new();
        for id in members(config.servers) {
            hosts.insert(id, Host::new(Server::established(id, config.clone())));
        }
        let mut world = World {
            now: VirtualTime::START,
            steps: 0,
            hosts,
            processes: LiteMap::new(),
            joined: 0,
            network,
            agreed: Zxid::ZERO,
            remembered: None,
            agenda: Agenda::default(),
            changed: members(config.servers).map(Node::Server).collect(),
            losing: LiteMap::new(),
            clients_chance: Chance::stream(setup.seed, "clients"),
        };
        world.reckon();
        world
    }

    pub fn now(&self) -> VirtualTime {
        self.now
    }

    /// How many steps it has taken, actions included.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn hosts(&self) -> &LiteMap<ServerId, Host> {
        &self.hosts
    }

    /// # Panics
    /// If the ensemble has no such server.
    pub fn server(&self, id: ServerId) -> &Server {
        &self.hosts[&id].server
    }

    /// The servers, ascending.
    pub fn servers(&self) -> impl Iterator<Item = &Server> {
        self.hosts.values().map(|it| &it.server)
    }

    /// The server that decides now: it runs, leads, and a majority follows it as far as it knows.
    /// Of two that believe so, the one of the newer epoch.
    pub fn leader(&self) -> Option<&Server> {
        let awake = self.hosts.values().filter(|it| it.is_awake());
        let leads = awake.map(|it| &it.server).filter(|it| it.is_established());
        leads.max_by_key(|it| it.disk().current)
    }

    /// The newest that was agreed on, whoever is up.
    pub fn agreed(&self) -> &Database {
        let applied = self.servers().map(Server::database);
        let newest = || {
            applied
                .chain(&self.remembered)
                .max_by_key(|it| it.last_zxid)
        };
        let leader = self.leader().map(Server::database);
        leader.or_else(newest).expect("there is a server")
    }

    pub fn network(&self) -> &Network {
        &self.network
    }

    pub fn processes(&self) -> &LiteMap<ProcessId, Process<P>> {
        &self.processes
    }

    /// What clients draw their choices from.
    pub fn clients_chance(&self) -> &Chance {
        &self.clients_chance
    }

    /// Whether the next reply to a process is to be lost.
    pub fn loses_reply(&self, id: ProcessId) -> bool {
        self.losing.contains_key(&id)
    }

    /// What is under way, in the order of arrival.
    pub fn in_flight(&self) -> impl Iterator<Item = (VirtualTime, &Parcel)> {
        self.network.in_flight()
    }

    /// When something will happen by itself; `None` if nothing ever will.
    pub fn next_at(&self) -> Option<VirtualTime> {
        self.next().map(|(at, _)| at)
    }

    /// Lets the next thing happen. `false` if there is nothing more to come.
    pub fn step(&mut self, trace: &mut Trace) -> bool {
        self.step_until(VirtualTime::END, trace)
    }

    /// Lets the next thing happen if it happens by then; else `false`, and time stands.
    pub fn step_until(&mut self, latest: VirtualTime, trace: &mut Trace) -> bool {
        let Some((at, next)) = self.next().filter(|(at, _)| *at <= latest) else {
            return false;
        };
        self.now = at;
        self.steps += 1;
        match next {
            Next::Message => {
                let (message, parcel) = self.network.pop().expect("it is the next");
                match parcel {
                    Parcel::Client(delivery) => self.deliver(message, delivery, trace),
                    Parcel::Peer(delivery) => self.deliver_peer(message, delivery, trace),
                }
            }
            Next::Deadline(machine) => {
                self.record(trace, Happening::Lapsed(machine));
                self.wake(machine, trace);
            }
        }
        self.reckon();
        true
    }

    /// Lets everything happen up to that moment, and the time pass until then.
    pub fn advance_to(&mut self, until: VirtualTime, trace: &mut Trace) {
        while self.step_until(until, trace) {}
        self.pass_to(until);
    }

    /// Lets time pass in which nothing happens.
    pub(crate) fn pass_to(&mut self, until: VirtualTime) {
        self.now = self.now.max(until);
    }

    /// What happens next, and when. Of one moment, the message goes before the deadline. A
    /// deadline may have passed while nobody looked; time never runs back for it.
    fn next(&self) -> Option<(VirtualTime, Next)> {
        let deadline = self.agenda.next();
        let deadline = deadline.map(|(at, it)| (at.max(self.now), Next::Deadline(it)));
        match (self.network.next_at(), deadline) {
            (Some(at), Some((due, _))) if at > due => deadline,
            (Some(at), _) => Some((at.max(self.now), Next::Message)),
            (None, deadline) => deadline,
        }
    }

    /// Whoever is changed is asked anew when it wakes.
    fn process_mut(&mut self, id: ProcessId) -> Option<&mut Process<P>> {
        self.changes(Node::Process(id));
        self.processes.get_mut(&id)
    }

    fn host_mut(&mut self, id: ServerId) -> &mut Host {
        self.changes(Node::Server(id));
        self.hosts.get_mut(&id).expect("the ensemble has it")
    }

    /// Its next deadline will be looked at.
    fn changes(&mut self, node: Node) {
        if self.changed.last() != Some(&node) {
            self.changed.push(node);
        }
    }

    /// Takes down when each that has changed wakes next.
    fn reckon(&mut self) {
        while let Some(node) = self.changed.pop() {
            let next = match node {
                Node::Process(id) => self.processes.get(&id).and_then(|it| it.next(id)),
                Node::Server(id) => self.hosts[&id].next(),
            };
            self.agenda.set(node, next);
        }
    }

    fn wake(&mut self, machine: Machine, trace: &mut Trace) {
        match machine {
            Machine::Server(server) => self.run_server(server, ServerInput::Deadline, trace),
            Machine::Handle(process, handle) => {
                self.run_handle(process, handle, HandleInput::Deadline, trace);
            }
            Machine::Program(process) => self.run_program(process, ProgramInput::Deadline, trace),
            Machine::Sleeper(who) => self.resume(who, trace),
        }
    }
}
