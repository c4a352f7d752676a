//! What can happen: the things people do, and the things that travel.

use std::time::Duration;

use crate::handle::Program;
use crate::model::{
    ConnectionId, FromClient, FromServer, HandleId, ProcessId, ServerId, VirtualTime,
};

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
    /// The connections of a process are closed once, with everything under way lost.
    Break {
        process: ProcessId,
    },
    /// The process stands still, as in a long garbage collection: its connections stay, it
    /// neither reads nor sends. Without a span, until it is resumed.
    Pause {
        process: ProcessId,
        span: Option<Duration>,
    },
    Resume {
        process: ProcessId,
    },
}

/// A message under way on a connection.
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
    /// A process whose pause ends.
    Sleeper(ProcessId),
}
