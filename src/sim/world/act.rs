//! What people do to the world.

use crate::ensemble::ServerInput;
use crate::handle::{Handle, Program, ProgramInput};
use crate::model::{ConnectionId, ProcessId, ServerId};
use crate::sim::event::{Action, Carried, Side};
use crate::sim::node::Node;
use crate::sim::process::{Arrival, Ended, Pause, Process};
use crate::sim::trace::{Happening, Trace};
use crate::sim::world::World;

impl<P: Program> World<P> {
    /// Does what a person asked for, now.
    ///
    /// # Panics
    /// If the action names a process that is not there.
    pub fn act(&mut self, action: Action<P>, trace: &mut Trace) {
        self.steps += 1;
        match action {
            Action::Add { name, program } => {
                let id = ProcessId::new(self.joined);
                self.joined += 1;
                self.processes.insert(id, Process::new(name, program, 0));
                self.changes(Node::Process(id));
                self.record(trace, Happening::Added(id));
                self.run_program(id, ProgramInput::Started, trace);
            }
            Action::Tell { process, input } => {
                self.record(trace, Happening::Told(process));
                let told = self.process_mut(process).expect("it is there");
                if told.is_awake() {
                    self.run_program(process, ProgramInput::Told(input), trace);
                } else if told.is_alive() {
                    told.inbox.push(Arrival::Told(input));
                }
            }
            Action::Kill { process } => {
                self.record(trace, Happening::Killed(process));
                self.kill(process, trace);
            }
            Action::Restart { process, program } => {
                self.record(trace, Happening::Restarted(process));
                self.kill(process, trace);
                let old = &self.processes[&process];
                let anew = Process::new(old.name.clone(), program, old.life + 1);
                self.processes.insert(process, anew);
                self.changes(Node::Process(process));
                self.run_program(process, ProgramInput::Started, trace);
            }
            Action::Remove { process } => {
                self.record(trace, Happening::Removed(process));
                self.kill(process, trace);
                self.processes.remove(&process);
                self.changes(Node::Process(process));
            }
            Action::Pause { who, span } => {
                let until = span.map(|it| self.now + it);
                self.record(trace, Happening::Paused { who, until });
                self.pause(who, Pause { until });
            }
            Action::Resume { who } => self.resume(who, trace),
            Action::Fault(fault) => {
                self.record(trace, Happening::Fault(fault));
                self.suffer(fault, trace);
            }
        }
        self.reckon();
    }

    fn kill(&mut self, process: ProcessId, trace: &mut Trace) {
        if self.processes[&process].is_alive() {
            self.end_process(process, Ended::Killed { at: self.now }, trace);
        }
    }

    fn pause(&mut self, who: Node, pause: Pause) {
        match who {
            Node::Process(id) => {
                let paused = self.process_mut(id).expect("it is there");
                if paused.is_alive() {
                    paused.pause = Some(pause);
                }
            }
            Node::Server(id) => {
                let paused = self.host_mut(id);
                if paused.is_up() {
                    paused.pause = Some(pause);
                }
            }
        }
    }

    /// Whoever stood still goes on: first its own deadlines that have passed, then what has come
    /// meanwhile. Those of a process's handles follow as any others: so whoever wakes up acts
    /// once before the news reaches it.
    pub(super) fn resume(&mut self, who: Node, trace: &mut Trace) {
        self.record(trace, Happening::Resumed(who));
        match who {
            Node::Process(id) => self.resume_process(id, trace),
            Node::Server(id) => self.resume_server(id, trace),
        }
    }

    fn resume_process(&mut self, id: ProcessId, trace: &mut Trace) {
        let now = self.now;
        let process = self.process_mut(id).expect("it is there");
        process.pause = None;
        let due = process.program.next_deadline();
        let arrivals = std::mem::take(&mut process.inbox);
        if due.is_some_and(|it| it <= now) {
            self.run_program(id, ProgramInput::Deadline, trace);
        }
        for arrival in arrivals {
            match arrival {
                Arrival::Told(input) => self.run_program(id, ProgramInput::Told(input), trace),
                Arrival::Message(connection, input) => self.run_client(connection, input, trace),
            }
        }
    }

    fn resume_server(&mut self, id: ServerId, trace: &mut Trace) {
        let now = self.now;
        let host = self.host_mut(id);
        host.pause = None;
        let due = host.server.next_deadline();
        let arrivals = std::mem::take(&mut host.inbox);
        if due.is_some_and(|it| it <= now) {
            self.run_server(id, ServerInput::Deadline, trace);
        }
        for input in arrivals {
            self.run_server(id, input, trace);
        }
    }

    /// The process runs no more; its operating system closes its connections.
    pub(super) fn end_process(&mut self, id: ProcessId, ended: Ended, trace: &mut Trace) {
        for connection in self.connections_of(id) {
            self.post(connection, Side::Server, Carried::Closed, trace);
        }
        let process = self.process_mut(id).expect("only known ones end");
        process.ended = Some(ended);
        process.pause = None;
        process.inbox.clear();
    }

    pub(super) fn connections_of(&self, id: ProcessId) -> Vec<ConnectionId> {
        self.processes[&id]
            .handles
            .values()
            .filter_map(Handle::connection)
            .collect()
    }
}
