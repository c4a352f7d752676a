//! A server on a desk: packets are handed to it, and what it sends is collected by connection.
//!
//! No network lies between, so a packet takes no time, and what one packet causes is all there
//! before the next. Time moves only when a test says so.

use std::collections::BTreeMap;
use std::time::Duration;

use zkplay::engine::Database;
use zkplay::ensemble::{Server, ServerConfig, ServerInput, ServerOutput};
use zkplay::model::{
    ConnectionId, FromClient, FromServer, HandleId, ProcessId, ServerId, VirtualTime, WallTime,
};

pub struct Desk {
    server: Server,
    now: VirtualTime,
    /// How many connections were ever made.
    dialled: u32,
    /// What each connection has heard, and no test has taken, in order.
    pub mail: BTreeMap<ConnectionId, Vec<Heard>>,
}

/// What a connection hears from the server.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    Packet(FromServer),
    HungUp,
}

/// ZooKeeper's own settings, but for the znodes with a time to live: they are allowed.
pub fn defaults() -> ServerConfig {
    ServerConfig::new(Duration::from_secs(2), WallTime::DEFAULT_START)
}

impl Desk {
    pub fn new(config: ServerConfig) -> Desk {
        Desk {
            server: Server::new(ServerId::new(1), config),
            now: VirtualTime::START,
            dialled: 0,
            mail: BTreeMap::new(),
        }
    }

    pub fn now(&self) -> VirtualTime {
        self.now
    }

    pub fn database(&self) -> &Database {
        self.server.database()
    }

    /// Opens a connection. The server has heard nothing on it yet.
    pub fn dial(&mut self) -> ConnectionId {
        let connection = ConnectionId {
            process: ProcessId::new(self.dialled),
            life: 0,
            handle: HandleId::FIRST,
            attempt: 0,
        };
        self.dialled += 1;
        self.step(ServerInput::Opened(connection));
        connection
    }

    pub fn send(&mut self, connection: ConnectionId, packet: FromClient) {
        self.step(ServerInput::Received(connection, packet));
    }

    /// The connection breaks.
    pub fn lose(&mut self, connection: ConnectionId) {
        self.step(ServerInput::Lost(connection));
    }

    /// Lets time pass in which nobody says anything.
    pub fn pass_to(&mut self, until: VirtualTime) {
        while let Some(at) = self.server.next_deadline().filter(|it| *it <= until) {
            self.now = self.now.max(at);
            self.step(ServerInput::Deadline);
        }
        self.now = until;
    }

    /// No input may leave the data in contradiction with themselves.
    fn step(&mut self, input: ServerInput) {
        for output in self.server.step(self.now, input) {
            let (to, heard) = match output {
                ServerOutput::Send(to, packet) => (to, Heard::Packet(packet)),
                ServerOutput::HangUp(to) => (to, Heard::HungUp),
                ServerOutput::Note(_) => continue,
                other => unreachable!("a server alone says {other:?} to nobody"),
            };
            self.mail.entry(to).or_default().push(heard);
        }
        assert_eq!(self.database().violations(), Vec::<String>::new());
    }
}
