//! What stands at the ends of a link.

use crate::model::{ConnectionId, ProcessId, ServerId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    Process(ProcessId),
    Server(ServerId),
}

impl Node {
    /// The client's end of a connection.
    pub fn of(connection: ConnectionId) -> Node {
        Node::Process(connection.process)
    }
}
