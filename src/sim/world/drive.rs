//! How the world drives processes, and passes on what they put out.

use std::collections::VecDeque;

use crate::handle::{Handle, HandleInput, HandleOutput, Program, ProgramInput, ProgramOutput};
use crate::model::{ConnectionId, HandleId, ProcessId, ServerId};
use crate::sim::event::{Carried, Parcel, Side};
use crate::sim::network::Posted;
use crate::sim::node::Node;
use crate::sim::process::{Arrival, Ended};
use crate::sim::trace::{Happening, Trace, TraceEntry};
use crate::sim::world::World;

impl<P: Program> World<P> {
    /// Something has come for the client's end of a connection.
    pub(super) fn run_client(
        &mut self,
        connection: ConnectionId,
        input: HandleInput,
        trace: &mut Trace,
    ) {
        // What comes for a process that has gone, or for its former life, finds nobody.
        let Some(process) = self.process_mut(connection.process) else {
            return;
        };
        if !process.is_alive() || process.life != connection.life {
            return;
        }
        match process.pause {
            Some(_) => process.inbox.push(Arrival::Message(connection, input)),
            None => self.run_handle(connection.process, connection.handle, input, trace),
        }
    }

    pub(super) fn run_handle(
        &mut self,
        process: ProcessId,
        handle: HandleId,
        input: HandleInput,
        trace: &mut Trace,
    ) {
        let news = self.step_handle(process, handle, input, trace);
        self.run_inputs(process, news, trace);
    }

    pub(super) fn run_program(
        &mut self,
        process: ProcessId,
        input: ProgramInput<P::Told>,
        trace: &mut Trace,
    ) {
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
            let now = self.now;
            let process = self.process_mut(id).expect("only known processes run");
            if !process.is_alive() {
                return;
            }
            for output in process.program.step(now, input) {
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
                first: nearest,
                timeout,
            } => {
                let all: Vec<ServerId> = self.hosts.keys().copied().collect();
                self.changes(Node::Process(id));
                let process = self.processes.get_mut(&id).expect("it is running");
                let first = ConnectionId {
                    process: id,
                    life: process.life,
                    handle,
                    attempt: 0,
                };
                let chance = &mut self.clients_chance;
                let opened = Handle::new(self.now, chance, &to, nearest, &all, timeout, first);
                process.handles.insert(handle, opened);
                VecDeque::new()
            }
            ProgramOutput::Call {
                handle,
                call,
                request,
            } => self.step_handle(id, handle, HandleInput::Call { call, request }, trace),
            ProgramOutput::Authenticate {
                handle,
                credentials,
            } => self.step_handle(id, handle, HandleInput::Authenticate(credentials), trace),
            ProgramOutput::Close { handle } => {
                self.step_handle(id, handle, HandleInput::Close, trace)
            }
            ProgramOutput::Show(shown) => {
                self.record(trace, Happening::Shown(id, shown));
                VecDeque::new()
            }
            ProgramOutput::Means(motive) => {
                self.record(trace, Happening::Means(id, motive));
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
        self.changes(Node::Process(id));
        let process = self
            .processes
            .get_mut(&id)
            .expect("only known processes run");
        let machine = process
            .handles
            .get_mut(&handle)
            .expect("a program uses what it opened");
        let mut news = VecDeque::new();
        let outputs = machine.step(self.now, &mut self.clients_chance, input);
        let session = machine.session();
        for output in outputs {
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
                HandleOutput::Event { event, stays } => {
                    self.record(
                        trace,
                        Happening::Event {
                            process: id,
                            handle,
                            event: event.clone(),
                            stays,
                        },
                    );
                    news.push_back(ProgramInput::Event {
                        handle,
                        event,
                        session,
                    });
                }
            }
        }
        news
    }

    pub(super) fn post(
        &mut self,
        connection: ConnectionId,
        to: Side,
        carried: Carried,
        trace: &mut Trace,
    ) {
        if let Some(posted) = self.network.send(self.now, connection, to, carried) {
            self.record_posted(posted, trace);
        }
    }

    pub(super) fn record_posted(&self, posted: Posted, trace: &mut Trace) {
        let Posted {
            message,
            due,
            parcel,
        } = posted;
        let what = match parcel {
            Parcel::Client(delivery) => Happening::Sent {
                message,
                due,
                delivery,
            },
            Parcel::Peer(delivery) => Happening::PeerSent {
                message,
                due,
                delivery,
            },
        };
        self.record(trace, what);
    }

    pub(super) fn record(&self, trace: &mut Trace, what: Happening) {
        let (step, at) = (self.steps, self.now);
        trace.entries.push(TraceEntry { step, at, what });
    }
}
