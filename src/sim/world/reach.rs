//! Who reaches whom, and who waits for something that will not come by itself.

use crate::ensemble::Role;
use crate::ensemble::majority::{ServerSet, members};
use crate::handle::{Handle, Program};
use crate::model::{ProcessId, ServerId};
use crate::sim::node::Node;
use crate::sim::world::World;

impl<P: Program> World<P> {
    /// Whether messages pass between two nodes, both ways.
    pub fn is_joined(&self, one: Node, other: Node) -> bool {
        self.network.way(one, other).is_sound() && self.network.way(other, one).is_sound()
    }

    /// The server that a handle is connected to, or tries.
    pub fn server_of(&self, handle: &Handle) -> Option<ServerId> {
        self.network.server_of(handle.connection()?)
    }

    /// Whether a process waits in vain unless a person mends something: its server, or all that it
    /// could connect to, cannot be reached or cannot decide anything.
    pub fn is_stuck(&self, id: ProcessId) -> bool {
        let Some(handle) = self.processes.get(&id).and_then(|it| it.handle()) else {
            return false;
        };
        let helps = |server: ServerId| {
            self.is_joined(Node::Process(id), Node::Server(server)) && self.can_decide(server)
        };
        match self.server_of(handle) {
            Some(server) => !helps(server),
            // Where there is no server at all, it learns so by itself.
            None => handle.servers().next().is_some() && !handle.servers().any(helps),
        }
    }

    /// Whether what is asked of that server can be agreed on as things are.
    pub fn can_decide(&self, server: ServerId) -> bool {
        if !self.hosts[&server].is_awake() || !self.server(server).is_serving() {
            return false;
        }
        let leader = match self.server(server).role() {
            Role::Following(follower) => follower.leader,
            _ => server,
        };
        let host = &self.hosts[&leader];
        let reached = |it: ServerId| {
            it == leader
                || (self.hosts[&it].is_awake()
                    && self.is_joined(Node::Server(leader), Node::Server(it)))
        };
        let all = self.server(server).config().servers;
        let majority: ServerSet = members(all).filter(|it| reached(*it)).collect();
        host.is_awake()
            && host.server.is_established()
            && reached(server)
            && majority.is_majority(all)
    }
}
