//! Servers on a desk: packets are handed to them, and what they send is collected by connection.
//!
//! No network lies between a client and its server, so a packet takes no time, and what one
//! packet causes is all there before the next. What servers say to each other goes by the
//! [`Post`], which a test may hold up. Time moves only when a test says so.

use std::collections::BTreeMap;
use std::time::Duration;

use zkplay::engine::Database;
use zkplay::ensemble::majority::members;
use zkplay::ensemble::{Role, Server, ServerConfig, ServerInput, ServerNote, ServerOutput};
use zkplay::model::{
    ConnectionId, FromClient, FromServer, HandleId, ProcessId, ServerId, VirtualTime, WallTime,
};

use crate::post::{Letter, Post};

pub struct Desk {
    servers: BTreeMap<ServerId, Server>,
    now: VirtualTime,
    post: Post,
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

    /// None of the servers has ever run.
    pub fn unused(config: ServerConfig) -> Desk {
        let mut desk = Desk::new(config.clone());
        desk.post = Post::default();
        for (id, server) in &mut desk.servers {
            *server = Server::new(*id, config.clone());
            server.crash();
        }
        desk
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

    /// The numbers of those that take themselves for established leaders.
    pub fn leaders(&self) -> Vec<u8> {
        let leaders = self.running().filter(|it| it.is_established());
        leaders.map(|it| it.id().get()).collect()
    }

    /// Opens a connection to a server, which has heard nothing on it yet.
    pub fn dial(&mut self, server: u8) -> ConnectionId {
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

    /// What goes from one server to another waits, in order, until it is released.
    pub fn hold(&mut self, from: u8, to: u8) {
        self.post.hold(ServerId::new(from), ServerId::new(to));
    }

    pub fn release(&mut self, from: u8, to: u8) {
        self.post.release(ServerId::new(from), ServerId::new(to));
        self.deliver();
    }

    /// Nothing passes between that server and the others, and nobody is told.
    pub fn isolate(&mut self, server: u8) {
        for other in self.others(server) {
            self.hold(server, other);
            self.hold(other, server);
        }
    }

    /// Of what waits between two servers, the first one arrives.
    pub fn pass_one(&mut self, from: u8, to: u8) {
        let (from, to) = (ServerId::new(from), ServerId::new(to));
        let letter = self.post.take(from, to).expect("something waits there");
        self.arrive(from, to, letter);
        self.deliver();
    }

    /// Between which servers something waits, ascending.
    pub fn waiting(&self) -> Vec<(u8, u8)> {
        let ways = self.post.waiting();
        ways.map(|(from, to)| (from.get(), to.get())).collect()
    }

    /// The server dies, and all that it has under way is lost. Everybody learns at once that it
    /// is gone.
    pub fn crash(&mut self, number: u8) {
        let id = ServerId::new(number);
        let server = self.servers.get_mut(&id).expect("the ensemble has it");
        for (connection, _) in server.clients() {
            self.mail.entry(connection).or_default().push(Heard::HungUp);
        }
        server.crash();
        for (other, channel) in self.post.lose(id) {
            self.step(other, ServerInput::PeerLost(channel));
        }
        self.deliver();
    }

    /// A server that is down starts from its log.
    pub fn start(&mut self, number: u8) {
        let id = ServerId::new(number);
        let server = self.servers.get_mut(&id).expect("the ensemble has it");
        let outputs = server.start(self.now);
        self.carry_out(id, outputs);
        self.deliver();
    }

    fn others(&self, server: u8) -> Vec<u8> {
        let all = self.servers.keys().map(|it| it.get());
        all.filter(|it| *it != server).collect()
    }

    /// Hands over all that is not held up, in the order in which it was sent.
    fn deliver(&mut self) {
        while let Some((from, to, letter)) = self.post.next() {
            self.arrive(from, to, letter);
        }
    }

    fn arrive(&mut self, from: ServerId, to: ServerId, letter: Letter) {
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
    fn step(&mut self, id: ServerId, input: ServerInput) {
        let server = self.servers.get_mut(&id).expect("the ensemble has it");
        if matches!(server.role(), Role::Down) {
            return;
        }
        let outputs = server.step(self.now, input);
        // No input may leave the data in contradiction with themselves.
        assert_eq!(server.database().violations(), Vec::<String>::new());
        self.carry_out(id, outputs);
    }

    fn carry_out(&mut self, id: ServerId, outputs: Vec<ServerOutput>) {
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
