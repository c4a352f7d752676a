//! The machine that a server runs on.

use crate::ensemble::{Role, Server, ServerInput};
use crate::model::VirtualTime;
use crate::sim::event::Machine;
use crate::sim::node::Node;
use crate::sim::process::Pause;

#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    pub server: Server,
    /// Set while the server stands still.
    pub pause: Option<Pause>,
    /// What has come for it meanwhile, in order.
    pub inbox: Vec<ServerInput>,
}

impl Host {
    pub fn new(server: Server) -> Host {
        Host {
            server,
            pause: None,
            inbox: Vec::new(),
        }
    }

    /// Whether the server has not crashed.
    pub fn is_up(&self) -> bool {
        !matches!(self.server.role(), Role::Down)
    }

    /// Up, and not standing still.
    pub fn is_awake(&self) -> bool {
        self.is_up() && self.pause.is_none()
    }

    /// Whether followers are let in.
    pub fn takes_followers(&self) -> bool {
        matches!(self.server.role(), Role::Leading(_))
    }

    pub fn next(&self) -> Option<(VirtualTime, Machine)> {
        let id = self.server.id();
        match self.pause {
            Some(pause) => Some((pause.until?, Machine::Sleeper(Node::Server(id)))),
            None => Some((self.server.next_deadline()?, Machine::Server(id))),
        }
    }
}
