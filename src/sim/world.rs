//! The world: servers, processes, and what is under way between them.
//!
//! A step takes the earlier of the next message and the next deadline (of one moment, the
//! message first), drives one machine, and puts what that machine sends on the network before
//! anything else happens. One event, one step: that is also the grain of the step button.

mod act;
mod drive;

use std::collections::BTreeMap;

use crate::ensemble::{Server, ServerConfig, ServerInput};
use crate::handle::{HandleInput, Program, ProgramInput};
use crate::model::{Chance, ProcessId, ServerId, VirtualTime};
use crate::sim::event::{Delivery, Machine};
use crate::sim::network::{Latency, Network};
use crate::sim::process::Process;
use crate::sim::trace::{Happening, Trace};

/// What a world is made from, besides the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    pub seed: u64,
    pub server: ServerConfig,
    /// Between clients and servers.
    pub latency: Latency,
}

#[derive(Clone, Debug, PartialEq)]
pub struct World<P: Program> {
    now: VirtualTime,
    steps: u64,
    servers: BTreeMap<ServerId, Server>,
    processes: BTreeMap<ProcessId, Process<P>>,
    /// How many processes have ever joined.
    joined: u32,
    network: Network,
    /// The choices of clients: in what order they try servers, how long they hesitate.
    clients_chance: Chance,
}

/// In this order where they fall into one moment.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Message,
    Deadline(Machine),
}

impl<P: Program> World<P> {
    pub fn new(setup: &Setup) -> World<P> {
        let server = Server::new(ServerId::new(1), setup.server.clone());
        World {
            now: VirtualTime::START,
            steps: 0,
            servers: BTreeMap::from([(server.id(), server)]),
            processes: BTreeMap::new(),
            joined: 0,
            network: Network::new(setup.latency, setup.seed),
            clients_chance: Chance::stream(setup.seed, "clients"),
        }
    }

    pub fn now(&self) -> VirtualTime {
        self.now
    }

    /// How many steps it has taken, actions included.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn servers(&self) -> &BTreeMap<ServerId, Server> {
        &self.servers
    }

    pub fn processes(&self) -> &BTreeMap<ProcessId, Process<P>> {
        &self.processes
    }

    /// What is under way, in the order of arrival.
    pub fn in_flight(&self) -> impl Iterator<Item = (VirtualTime, &Delivery)> {
        self.network.in_flight.iter()
    }

    /// What contradicts the laws of ZooKeeper; nothing, if our code is right.
    pub fn violations(&self) -> Vec<String> {
        let servers = self.servers.values();
        servers
            .flat_map(|it| {
                let wrong = it.database().violations().into_iter();
                wrong.map(move |wrong| format!("{}: {wrong}", it.id()))
            })
            .collect()
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
                let (message, delivery) = self.network.in_flight.pop().expect("it is the next");
                self.deliver(message, delivery, trace);
            }
            Next::Deadline(machine) => {
                self.record(trace, Happening::Lapsed(machine));
                self.wake(machine, trace);
            }
        }
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
        let message = self.network.in_flight.next_at();
        let message = message.map(|at| (at.max(self.now), Next::Message));
        let deadline = self.next_deadline();
        let deadline = deadline.map(|(at, it)| (at.max(self.now), Next::Deadline(it)));
        message.into_iter().chain(deadline).min()
    }

    /// The earliest deadline, and of those of one moment the one of the lowest machine.
    fn next_deadline(&self) -> Option<(VirtualTime, Machine)> {
        let servers = self
            .servers
            .values()
            .filter_map(|server| Some((server.next_deadline()?, Machine::Server(server.id()))));
        let awake = || self.processes.iter().filter(|(_, it)| it.is_awake());
        let handles = awake().flat_map(|(&id, process)| {
            process.handles.iter().filter_map(move |(&handle, it)| {
                Some((it.next_deadline()?, Machine::Handle(id, handle)))
            })
        });
        let programs = awake().filter_map(|(&id, process)| {
            Some((process.program.next_deadline()?, Machine::Program(id)))
        });
        let sleepers = self
            .processes
            .iter()
            .filter_map(|(&id, process)| Some((process.pause?.until?, Machine::Sleeper(id))));
        servers.chain(handles).chain(programs).chain(sleepers).min()
    }

    fn wake(&mut self, machine: Machine, trace: &mut Trace) {
        match machine {
            Machine::Server(server) => self.run_server(server, ServerInput::Deadline, trace),
            Machine::Handle(process, handle) => {
                self.run_handle(process, handle, HandleInput::Deadline, trace);
            }
            Machine::Program(process) => self.run_program(process, ProgramInput::Deadline, trace),
            Machine::Sleeper(process) => self.resume(process, trace),
        }
    }
}
