//! A simulated process: a program and the handles of its sessions.

use std::collections::BTreeMap;

use crate::handle::{Handle, Program};
use crate::model::{HandleId, VirtualTime};

#[derive(Clone, Debug, PartialEq)]
pub struct Process<P: Program> {
    pub name: String,
    pub program: P,
    /// How often it was started before.
    pub life: u32,
    pub handles: BTreeMap<HandleId, Handle>,
    /// Set once it runs no more. What its handles last were is kept for the curious.
    pub ended: Option<Ended>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Killed { at: VirtualTime },
    Exited { at: VirtualTime, code: i32 },
}

impl<P: Program> Process<P> {
    pub fn new(name: String, program: P, life: u32) -> Process<P> {
        Process {
            name,
            program,
            life,
            handles: BTreeMap::new(),
            ended: None,
        }
    }

    pub fn is_alive(&self) -> bool {
        self.ended.is_none()
    }

    /// The handle that was opened last.
    pub fn handle(&self) -> Option<&Handle> {
        self.handles.values().next_back()
    }
}
