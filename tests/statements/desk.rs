//! Servers on a desk: packets are handed to them, and what they send is collected by connection.
//!
//! No network lies between a client and its server, so a packet takes no time, and what one
//! packet causes is all there before the next. What servers say to each other goes by the
//! [`Post`], which a test may hold up. Time moves only when a test says so.

#[path = "post.rs"]
pub mod post;

use std::collections::BTreeMap;
use std::time::Duration;

use zkplay::engine::Database;
use zkplay::ensemble::majority::members;
use zkplay::ensemble::{Role, Server, ServerConfig, ServerInput, ServerNote, ServerOutput};
use zkplay::model::{
    ConnectionId, FromClient, FromServer, HandleId, ProcessId, ServerId, VirtualTime, WallTime,
};

use post::{Letter, Post};

pub struct Desk {
    pub servers: BTreeMap<ServerId, Server>,
    now: VirtualTime,
    pub post: Post,
    /// The server at the other end of each connection that was ever made.
    dialled: BTreeMap<ConnectionId, ServerId>,
    /// What each connection has heard, and no test has taken, in order.
    pub mail: BTreeMap<ConnectionId, Vec<Heard>>,
    /// What the servers told of themselves, in order.
    pub notes: Vec<(ServerId, ServerNote)>,
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
    /// The servers have just agreed on their first leader, the one with the largest number.
    pub fn new(config: ServerConfig) -> Desk {
        let server = |id| (id, Server::established(id, config.clone()));
        Desk {
            servers: members(config.servers).map(server).collect(),
            now: VirtualTime::START,
            post: Post::of_an_ensemble(config.servers),
            dialled: BTreeMap::new(),
            mail: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    pub fn now(&self) -> VirtualTime {
        self.now
    }

    pub fn server(&self, number: u8) -> &Server {
        &self.servers[&ServerId::new(number)]
    }

    /// What the first server has applied.
    pub fn database(&self) -> &Database {
        self.server(1).database()
    }

    /// The servers that run, ascending.
    pub fn running(&self) -> impl Iterator<Item = &Server> {
        let all = self.servers.values();
        all.filter(|it| !matches!(it.role(), Role::Down))
    }

    /// Opens a connection to the first server, which has heard nothing on it yet.
    pub fn dial(&mut self) -> ConnectionId {
        self.dial_at(1)
    }

    /// The same to that server.
    pub fn dial_at(&mut self, server: u8) -> ConnectionId {
        let connection = ConnectionId {
            process: ProcessId::new(self.dialled.len() as u32),
            life: 0,
            handle: HandleId::FIRST,
            attempt: 0,
        };
        let server = ServerId::new(server);
        self.dialled.insert(connection, server);
        self.step(server, ServerInput::Opened(connection));
        self.deliver();
        connection
    }

    pub fn send(&mut self, connection: ConnectionId, packet: FromClient) {
        let server = self.dialled[&connection];
        self.step(server, ServerInput::Received(connection, packet));
        self.deliver();
    }

    /// The connection breaks.
    pub fn lose(&mut self, connection: ConnectionId) {
        let server = self.dialled[&connection];
        self.step(server, ServerInput::Lost(connection));
        self.deliver();
    }

    /// Lets time pass in which no client says anything.
    pub fn pass_to(&mut self, until: VirtualTime) {
        let next = |desk: &Desk| {
            let due = desk.running();
            let due = due.filter_map(|it| Some((it.next_deadline()?, it.id())));
            due.min().filter(|(at, _)| *at <= until)
        };
        while let Some((at, server)) = next(self) {
            self.now = self.now.max(at);
            self.step(server, ServerInput::Deadline);
            self.deliver();
        }
        self.now = until;
    }

    /// Hands over all that is not held up, in the order in which it was sent.
    pub fn deliver(&mut self) {
        while let Some((from, to, letter)) = self.post.next() {
            self.arrive(from, to, letter);
        }
    }

    pub fn arrive(&mut self, from: ServerId, to: ServerId, letter: Letter) {
        let input = match letter {
            Letter::Vote(vote) => ServerInput::Notified(from, vote),
            Letter::Packet(channel, packet) => ServerInput::FromPeer(channel, packet),
            Letter::Open(channel) => {
                let leads = matches!(self.servers[&to].role(), Role::Leading(_));
                if leads {
                    self.step(to, ServerInput::PeerOpened(channel));
                }
                let answer = match leads {
                    true => Letter::Opened(channel),
                    false => Letter::Closed(channel),
                };
                return self.post.send(to, from, answer);
            }
            Letter::Opened(channel) => ServerInput::PeerOpened(channel),
            Letter::Closed(channel) => {
                self.post.close(channel);
                ServerInput::PeerLost(channel)
            }
        };
        self.step(to, input);
    }

    /// What comes for a server that is down finds nobody.
    pub fn step(&mut self, id: ServerId, input: ServerInput) {
        let server = self.servers.get_mut(&id).expect("the ensemble has it");
        if matches!(server.role(), Role::Down) {
            return;
        }
        let outputs = server.step(self.now, input);
        // No input may leave the data in contradiction with themselves.
        assert_eq!(server.database().violations(), Vec::<String>::new());
        self.carry_out(id, outputs);
    }

    pub fn carry_out(&mut self, id: ServerId, outputs: Vec<ServerOutput>) {
        for output in outputs {
            let (to, heard) = match output {
                ServerOutput::Send(to, packet) => (to, Heard::Packet(packet)),
                ServerOutput::HangUp(to) => (to, Heard::HungUp),
                ServerOutput::Note(note) => {
                    self.notes.push((id, note));
                    continue;
                }
                ServerOutput::DialPeer(channel) => {
                    self.post.open(channel);
                    continue;
                }
                ServerOutput::SendPeer(channel, packet) => {
                    let letter = Letter::Packet(channel, packet);
                    self.post.send(id, channel.peer_of(id), letter);
                    continue;
                }
                ServerOutput::HangUpPeer(channel) => {
                    let letter = Letter::Closed(channel);
                    self.post.send(id, channel.peer_of(id), letter);
                    continue;
                }
                ServerOutput::Notify(to, vote) => {
                    self.post.send(id, to, Letter::Vote(vote));
                    continue;
                }
            };
            self.mail.entry(to).or_default().push(heard);
        }
    }
}
