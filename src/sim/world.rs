//! The world: servers, processes, and what is under way between them.
//!
//! A step takes the earlier of the next message and the next deadline (of one moment, the
//! message first), drives one machine, and puts what that machine sends on the network before
//! anything else happens. One event, one step: that is also the grain of the step button.

use std::collections::{BTreeMap, VecDeque};

use crate::ensemble::{Server, ServerConfig, ServerInput, ServerOutput};
use crate::handle::{Handle, HandleInput, HandleOutput, Program, ProgramInput, ProgramOutput};
use crate::model::{Chance, ConnectionId, HandleId, ProcessId, ServerId, VirtualTime};
use crate::sim::event::{Action, Carried, Delivery, Machine, Side};
use crate::sim::network::{Latency, Network, Posted};
use crate::sim::process::{Ended, Process};
use crate::sim::trace::{Happening, Trace, TraceEntry};

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

    /// Does what a person asked for, now.
    ///
    /// # Panics
    /// If the action names a process that was never added.
    pub fn act(&mut self, action: Action<P>, trace: &mut Trace) {
        self.steps += 1;
        match action {
            Action::Add { name, program } => {
                let id = ProcessId::new(self.processes.len() as u32);
                self.processes.insert(id, Process::new(name, program, 0));
                self.record(trace, Happening::Added(id));
                self.run_program(id, ProgramInput::Started, trace);
            }
            Action::Tell { process, input } => {
                self.record(trace, Happening::Told(process));
                if self.processes[&process].is_alive() {
                    self.run_program(process, ProgramInput::Told(input), trace);
                }
            }
            Action::Kill { process } => {
                self.record(trace, Happening::Killed(process));
                if self.processes[&process].is_alive() {
                    self.end_process(process, Ended::Killed { at: self.now }, trace);
                }
            }
            Action::Restart { process, program } => {
                self.record(trace, Happening::Restarted(process));
                let old = &self.processes[&process];
                if old.is_alive() {
                    self.end_process(process, Ended::Killed { at: self.now }, trace);
                }
                let old = &self.processes[&process];
                let anew = Process::new(old.name.clone(), program, old.life + 1);
                self.processes.insert(process, anew);
                self.run_program(process, ProgramInput::Started, trace);
            }
            Action::Break { process } => {
                self.record(trace, Happening::Broken(process));
                for connection in self.connections_of(process) {
                    self.break_connection(connection, trace);
                }
            }
        }
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
        let alive = || self.processes.iter().filter(|(_, it)| it.is_alive());
        let handles = alive().flat_map(|(&id, process)| {
            process.handles.iter().filter_map(move |(&handle, it)| {
                Some((it.next_deadline()?, Machine::Handle(id, handle)))
            })
        });
        let programs = alive().filter_map(|(&id, process)| {
            Some((process.program.next_deadline()?, Machine::Program(id)))
        });
        servers.chain(handles).chain(programs).min()
    }

    fn wake(&mut self, machine: Machine, trace: &mut Trace) {
        match machine {
            Machine::Server(server) => self.run_server(server, ServerInput::Deadline, trace),
            Machine::Handle(process, handle) => {
                self.run_handle(process, handle, HandleInput::Deadline, trace);
            }
            Machine::Program(process) => self.run_program(process, ProgramInput::Deadline, trace),
        }
    }

    fn deliver(&mut self, message: u64, delivery: Delivery, trace: &mut Trace) {
        self.record(
            trace,
            Happening::Arrived {
                message,
                delivery: delivery.clone(),
            },
        );
        let Delivery {
            connection,
            server,
            to,
            carried,
        } = delivery;
        match (to, carried) {
            (Side::Server, Carried::Open) => {
                self.run_server(server, ServerInput::Opened(connection), trace);
                self.post(connection, Side::Client, Carried::Opened, trace);
            }
            (Side::Server, Carried::Up(packet)) => {
                self.run_server(server, ServerInput::Received(connection, packet), trace);
            }
            (Side::Server, Carried::Closed) => {
                self.network.close(connection);
                self.run_server(server, ServerInput::Lost(connection), trace);
            }
            (Side::Client, Carried::Opened) => {
                self.run_client(connection, HandleInput::Opened(connection), trace);
            }
            (Side::Client, Carried::Down(packet)) => {
                self.run_client(connection, HandleInput::Received(connection, packet), trace);
            }
            (Side::Client, Carried::Closed) => {
                self.network.close(connection);
                self.run_client(connection, HandleInput::Lost(connection), trace);
            }
            (side, carried) => unreachable!("{carried:?} never travels to a {side:?}"),
        }
    }

    fn run_server(&mut self, server: ServerId, input: ServerInput, trace: &mut Trace) {
        let machine = self
            .servers
            .get_mut(&server)
            .expect("messages go to servers that exist");
        for output in machine.step(self.now, input) {
            match output {
                ServerOutput::Send(connection, packet) => {
                    self.post(connection, Side::Client, Carried::Down(packet), trace);
                }
                ServerOutput::HangUp(connection) => {
                    self.post(connection, Side::Client, Carried::Closed, trace);
                }
                ServerOutput::Note(note) => {
                    self.record(trace, Happening::Server(server, note));
                }
            }
        }
    }

    /// Something has come for the client's end of a connection.
    fn run_client(&mut self, connection: ConnectionId, input: HandleInput, trace: &mut Trace) {
        let process = &self.processes[&connection.process];
        // What comes for a process that has died, or for its former life, finds nobody.
        if process.is_alive() && process.life == connection.life {
            self.run_handle(connection.process, connection.handle, input, trace);
        }
    }

    fn run_handle(
        &mut self,
        process: ProcessId,
        handle: HandleId,
        input: HandleInput,
        trace: &mut Trace,
    ) {
        let news = self.step_handle(process, handle, input, trace);
        self.run_inputs(process, news, trace);
    }

    fn run_program(&mut self, process: ProcessId, input: ProgramInput<P::Told>, trace: &mut Trace) {
        self.run_inputs(process, VecDeque::from([input]), trace);
    }

    /// Drives a program with an input and with all that its outputs bring back at once.
    fn run_inputs(
        &mut self,
        id: ProcessId,
        mut inputs: VecDeque<ProgramInput<P::Told>>,
        trace: &mut Trace,
    ) {
        while let Some(input) = inputs.pop_front() {
            let process = self
                .processes
                .get_mut(&id)
                .expect("only known processes run");
            if !process.is_alive() {
                return;
            }
            for output in process.program.step(self.now, input) {
                inputs.extend(self.carry_out(id, output, trace));
            }
        }
    }

    /// Carries out one output of a program; what its handle answers at once comes back.
    fn carry_out(
        &mut self,
        id: ProcessId,
        output: ProgramOutput,
        trace: &mut Trace,
    ) -> VecDeque<ProgramInput<P::Told>> {
        match output {
            ProgramOutput::Open {
                handle,
                to,
                timeout,
            } => {
                let all: Vec<ServerId> = self.servers.keys().copied().collect();
                let process = self.processes.get_mut(&id).expect("it is running");
                let first = ConnectionId {
                    process: id,
                    life: process.life,
                    handle,
                    attempt: 0,
                };
                let chance = &mut self.clients_chance;
                let opened = Handle::new(self.now, chance, &to, &all, timeout, first);
                process.handles.insert(handle, opened);
                VecDeque::new()
            }
            ProgramOutput::Call {
                handle,
                call,
                request,
            } => self.step_handle(id, handle, HandleInput::Call { call, request }, trace),
            ProgramOutput::Close { handle } => {
                self.step_handle(id, handle, HandleInput::Close, trace)
            }
            ProgramOutput::Show(shown) => {
                self.record(trace, Happening::Shown(id, shown));
                VecDeque::new()
            }
            ProgramOutput::Believes { path, tenure } => {
                let process = id;
                self.record(
                    trace,
                    Happening::Believes {
                        process,
                        path,
                        tenure,
                    },
                );
                VecDeque::new()
            }
            ProgramOutput::Exit { code } => {
                self.record(trace, Happening::Exited { process: id, code });
                self.end_process(id, Ended::Exited { at: self.now, code }, trace);
                VecDeque::new()
            }
        }
    }

    /// Drives a handle; what it has for its program comes back.
    fn step_handle(
        &mut self,
        id: ProcessId,
        handle: HandleId,
        input: HandleInput,
        trace: &mut Trace,
    ) -> VecDeque<ProgramInput<P::Told>> {
        let process = self
            .processes
            .get_mut(&id)
            .expect("only known processes run");
        let machine = process
            .handles
            .get_mut(&handle)
            .expect("a program uses what it opened");
        let mut news = VecDeque::new();
        for output in machine.step(self.now, &mut self.clients_chance, input) {
            match output {
                HandleOutput::Dial { connection, server } => {
                    let posted = self.network.dial(self.now, connection, server);
                    self.record_posted(posted, trace);
                }
                HandleOutput::Send(connection, packet) => {
                    self.post(connection, Side::Server, Carried::Up(packet), trace);
                }
                HandleOutput::HangUp(connection) => {
                    self.post(connection, Side::Server, Carried::Closed, trace);
                }
                HandleOutput::Answered { call, answer } => {
                    news.push_back(ProgramInput::Answered {
                        handle,
                        call,
                        answer,
                    });
                }
                HandleOutput::Event(event) => {
                    self.record(
                        trace,
                        Happening::Event {
                            process: id,
                            handle,
                            event: event.clone(),
                        },
                    );
                    news.push_back(ProgramInput::Event { handle, event });
                }
            }
        }
        news
    }

    /// The process runs no more; its operating system closes its connections.
    fn end_process(&mut self, id: ProcessId, ended: Ended, trace: &mut Trace) {
        for connection in self.connections_of(id) {
            self.post(connection, Side::Server, Carried::Closed, trace);
        }
        self.processes
            .get_mut(&id)
            .expect("only known processes end")
            .ended = Some(ended);
    }

    fn connections_of(&self, id: ProcessId) -> Vec<ConnectionId> {
        self.processes[&id]
            .handles
            .values()
            .filter_map(Handle::connection)
            .collect()
    }

    /// Both ends learn at once that the connection is gone, and what was under way is lost.
    fn break_connection(&mut self, connection: ConnectionId, trace: &mut Trace) {
        let Some(server) = self.network.server_of(connection) else {
            return;
        };
        self.network.close(connection);
        self.run_server(server, ServerInput::Lost(connection), trace);
        self.run_client(connection, HandleInput::Lost(connection), trace);
    }

    fn post(&mut self, connection: ConnectionId, to: Side, carried: Carried, trace: &mut Trace) {
        if let Some(posted) = self.network.send(self.now, connection, to, carried) {
            self.record_posted(posted, trace);
        }
    }

    fn record_posted(&self, posted: Posted, trace: &mut Trace) {
        let Posted {
            message,
            due,
            delivery,
        } = posted;
        self.record(
            trace,
            Happening::Sent {
                message,
                due,
                delivery,
            },
        );
    }

    fn record(&self, trace: &mut Trace, what: Happening) {
        let (step, at) = (self.steps, self.now);
        trace.entries.push(TraceEntry { step, at, what });
    }
}
