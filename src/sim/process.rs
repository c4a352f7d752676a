//! A simulated process: a program and the handles of its sessions.

use litemap::LiteMap;

use crate::handle::{Handle, HandleInput, Program};
use crate::model::{ConnectionId, HandleId, ProcessId, VirtualTime};
use crate::sim::event::Machine;
use crate::sim::node::Node;

#[derive(Clone, Debug, PartialEq)]
pub struct Process<P: Program> {
    pub name: String,
    pub program: P,
    /// How often it was started before.
    pub life: u32,
    pub handles: LiteMap<HandleId, Handle>,
    /// Set while it stands still.
    pub pause: Option<Pause>,
    /// What has come for it meanwhile, in order.
    pub inbox: Vec<Arrival<P>>,
    /// Set once it runs no more. What its handles last were is kept for the curious.
    pub ended: Option<Ended>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Killed { at: VirtualTime },
    Exited { at: VirtualTime, code: i32 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// `None` if only a person ends it.
    pub until: Option<VirtualTime>,
}

/// Something for a process that stands still.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrival<P: Program> {
    Told(P::Told),
    Message(ConnectionId, HandleInput),
}

impl<P: Program> Process<P> {
    pub fn new(name: String, program: P, life: u32) -> Process<P> {
        Process {
            name,
            program,
            life,
            handles: LiteMap::new(),
            pause: None,
            inbox: Vec::new(),
            ended: None,
        }
    }

    pub fn is_alive(&self) -> bool {
        self.ended.is_none()
    }

    /// Alive, and not standing still.
    pub fn is_awake(&self) -> bool {
        self.is_alive() && self.pause.is_none()
    }

    /// The handle that was opened last.
    pub fn handle(&self) -> Option<&Handle> {
        self.handles.values().next_back()
    }

    /// What wakes next of the process `id` that this is, and when.
    pub fn next(&self, id: ProcessId) -> Option<(VirtualTime, Machine)> {
        if !self.is_alive() {
            return None;
        }
        if let Some(pause) = self.pause {
            return Some((pause.until?, Machine::Sleeper(Node::Process(id))));
        }
        let handles = self.handles.iter();
        let handles = handles
            .filter_map(|(it, handle)| Some((handle.next_deadline()?, Machine::Handle(id, *it))));
        let program = self.program.next_deadline();
        let program = program.map(|at| (at, Machine::Program(id)));
        handles.chain(program).min()
    }
}
