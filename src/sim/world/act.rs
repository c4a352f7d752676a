//! What people do to the world.

use crate::ensemble::ServerInput;
use crate::handle::{Handle, HandleInput, Program, ProgramInput};
use crate::model::{ConnectionId, ProcessId};
use crate::sim::event::{Action, Carried, Side};
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
                self.record(trace, Happening::Added(id));
                self.run_program(id, ProgramInput::Started, trace);
            }
            Action::Tell { process, input } => {
                self.record(trace, Happening::Told(process));
                let told = self.processes.get_mut(&process).expect("it is there");
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
                self.run_program(process, ProgramInput::Started, trace);
            }
            Action::Remove { process } => {
                self.record(trace, Happening::Removed(process));
                self.kill(process, trace);
                self.processes.remove(&process);
            }
            Action::Break { process } => {
                self.record(trace, Happening::Broken(process));
                for connection in self.connections_of(process) {
                    self.break_connection(connection, trace);
                }
            }
            Action::Pause { process, span } => {
                let until = span.map(|it| self.now + it);
                self.record(trace, Happening::Paused { process, until });
                self.pause(process, Pause { until });
            }
            Action::Resume { process } => self.resume(process, trace),
        }
    }

    fn kill(&mut self, process: ProcessId, trace: &mut Trace) {
        if self.processes[&process].is_alive() {
            self.end_process(process, Ended::Killed { at: self.now }, trace);
        }
    }

    fn pause(&mut self, process: ProcessId, pause: Pause) {
        let paused = self.processes.get_mut(&process).expect("it is there");
        if paused.is_alive() {
            paused.pause = Some(pause);
        }
    }

    /// The process goes on: first its own deadlines that have passed, then what has come
    /// meanwhile. Those of its handles follow as any others: so whoever wakes up acts once
    /// before the news reaches it.
    pub(super) fn resume(&mut self, id: ProcessId, trace: &mut Trace) {
        self.record(trace, Happening::Resumed(id));
        let process = self.processes.get_mut(&id).expect("it is there");
        process.pause = None;
        let due = process.program.next_deadline();
        if due.is_some_and(|it| it <= self.now) {
            self.run_program(id, ProgramInput::Deadline, trace);
        }
        let process = self.processes.get_mut(&id).expect("it is there");
        for arrival in std::mem::take(&mut process.inbox) {
            match arrival {
                Arrival::Told(input) => self.run_program(id, ProgramInput::Told(input), trace),
                Arrival::Message(connection, input) => self.run_client(connection, input, trace),
            }
        }
    }

    /// The process runs no more; its operating system closes its connections.
    pub(super) fn end_process(&mut self, id: ProcessId, ended: Ended, trace: &mut Trace) {
        for connection in self.connections_of(id) {
            self.post(connection, Side::Server, Carried::Closed, trace);
        }
        let process = self.processes.get_mut(&id).expect("only known ones end");
        process.ended = Some(ended);
        process.pause = None;
        process.inbox.clear();
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
}
