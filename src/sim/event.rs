//! What can happen: the things people do, and the things that travel.

use std::sync::Arc;
use std::time::Duration;

use crate::ensemble::{Channel, Notification, PeerPacket};
use crate::handle::Program;
use crate::model::{
    ConnectionId, FromClient, FromServer, HandleId, ProcessId, ServerId, VirtualTime,
};
use crate::sim::fault::Fault;
use crate::sim::node::Node;

/// Everything a person can do to the world. Only these are written to the journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Action<P: Program> {
    /// A process joins the cast. Its id is the next free one.
    Add {
        name: String,
        program: P,
    },
    /// A person tells a program something: types a line into a console.
    Tell {
        process: ProcessId,
        input: P::Told,
    },
    /// The process dies as by `kill -9`: nothing is sent, its sessions live on for a while.
    Kill {
        process: ProcessId,
    },
    /// A process that has ended starts anew, with a new session.
    Restart {
        process: ProcessId,
        program: P,
    },
    /// The process leaves the cast. If it is alive, it dies.
    Remove {
        process: ProcessId,
    },
    /// The process or server stands still, as in a long garbage collection: its connections
    /// stay, it neither reads nor sends. Without a span, until it is resumed.
    Pause {
        who: Node,
        span: Option<Duration>,
    },
    Resume {
        who: Node,
    },
    /// Something breaks, or is mended.
    Fault(Fault),
}

/// A message under way. The trace tells of the same one.
#[derive(Clone, Debug, PartialEq)]
pub enum Parcel {
    Client(Arc<Delivery>),
    Peer(Arc<PeerDelivery>),
}

impl Parcel {
    /// From where to where it travels.
    pub fn route(&self) -> (Node, Node) {
        match self {
            Parcel::Client(it) => {
                let (client, server) = (Node::of(it.connection), Node::Server(it.server));
                match it.to {
                    Side::Client => (server, client),
                    Side::Server => (client, server),
                }
            }
            Parcel::Peer(it) => (Node::Server(it.from), Node::Server(it.to)),
        }
    }

    /// A heartbeat, or the answer to one.
    pub fn is_ping(&self) -> bool {
        match self {
            Parcel::Client(it) => it.carried.is_ping(),
            Parcel::Peer(it) => {
                matches!(&it.carried, PeerCarried::Packet(packet) if packet.is_ping())
            }
        }
    }
}

/// A message between two servers.
#[derive(Clone, Debug, PartialEq)]
pub struct PeerDelivery {
    /// `None` for a vote.
    pub channel: Option<Channel>,
    pub from: ServerId,
    pub to: ServerId,
    pub sent: VirtualTime,
    pub carried: PeerCarried,
}

#[derive(Clone, Debug, PartialEq)]
pub enum PeerCarried {
    Vote(Notification),
    /// A follower asks for a connection.
    Open,
    /// The leader has accepted it.
    Opened,
    Packet(PeerPacket),
    /// The other end has closed the connection.
    Closed,
}

/// A message on the connection of a client.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    pub connection: ConnectionId,
    pub server: ServerId,
    pub sent: VirtualTime,
    /// Whose end it arrives at.
    pub to: Side,
    pub carried: Carried,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Client,
    Server,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Carried {
    /// A client asks for a connection.
    Open,
    /// The server has accepted it.
    Opened,
    Up(FromClient),
    Down(FromServer),
    /// The other end has closed the connection.
    Closed,
}

impl Carried {
    /// What keeps connections and sessions going, and tells nobody anything.
    pub fn is_upkeep(&self) -> bool {
        self.is_ping() || matches!(self, Carried::Open | Carried::Opened | Carried::Closed)
    }

    /// A heartbeat, or the answer to one.
    pub fn is_ping(&self) -> bool {
        matches!(
            self,
            Carried::Up(FromClient::Ping) | Carried::Down(FromServer::Pong)
        )
    }
}

/// A state machine with deadlines of its own. Of those due at one moment the lowest is first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Machine {
    Server(ServerId),
    Handle(ProcessId, HandleId),
    Program(ProcessId),
    /// A process or server whose pause ends.
    Sleeper(Node),
}
