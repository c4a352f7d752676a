//! What people can break, and mend.

use std::time::Duration;

use crate::model::{ProcessId, ServerId};
use crate::sim::node::Node;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The server dies, losing what was not yet safe in its log.
    Crash(ServerId),
    /// It starts from its log.
    Start(ServerId),
    /// A link breaks; without a far end, all links of that node.
    Cut {
        node: Node,
        far: Option<Node>,
        how: Cut,
    },
    /// Cut or not, the link works again.
    Heal {
        node: Node,
        far: Option<Node>,
    },
    /// The connections of a link are closed once, with everything under way lost; without a far
    /// end, those of all links of that node.
    Break {
        node: Node,
        far: Option<Node>,
    },
    /// Messages wait, in order, until they are released.
    Hold {
        node: Node,
        far: Node,
    },
    Release {
        node: Node,
        far: Node,
    },
    /// So long a message takes from now on, one way.
    Delay {
        node: Node,
        far: Node,
        delay: Duration,
    },
    /// The next reply to the process is lost together with its connection.
    LoseReply(ProcessId),
    /// The leader ends the session of the process now.
    Expire(ProcessId),
    /// The process changes to that server with the same session.
    Move(ProcessId, ServerId),
}

impl Fault {
    /// Whom it is about: of a link, the end that is named first.
    pub fn subject(&self) -> Node {
        match *self {
            Fault::Crash(server) | Fault::Start(server) => Node::Server(server),
            Fault::Cut { node, .. }
            | Fault::Heal { node, .. }
            | Fault::Break { node, .. }
            | Fault::Hold { node, .. }
            | Fault::Release { node, .. }
            | Fault::Delay { node, .. } => node,
            Fault::LoseReply(process) | Fault::Expire(process) | Fault::Move(process, _) => {
                Node::Process(process)
            }
        }
    }
}

/// How a link is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Connections are closed, both ends learn of it, and new ones are refused.
    Told,
    /// Nothing passes any more and nobody is told, as when a cable is pulled.
    Silent,
    /// The same for what goes from the node to the far end.
    SilentOneWay,
}
