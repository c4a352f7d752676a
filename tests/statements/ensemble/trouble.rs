//! What a test does to the servers at a desk, and to what they say to each other.

use zkplay::ensemble::{Channel, Server, ServerConfig, ServerInput};
use zkplay::model::ServerId;

use crate::desk::post::{Post, Way};
use crate::desk::{Desk, Heard};

impl Desk {
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

    /// The numbers of those that take themselves for established leaders.
    pub fn leaders(&self) -> Vec<u8> {
        let leaders = self.running().filter(|it| it.is_established());
        leaders.map(|it| it.id().get()).collect()
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
        let now = self.now();
        let server = self.servers.get_mut(&id).expect("the ensemble has it");
        let outputs = server.start(now);
        self.carry_out(id, outputs);
        self.deliver();
    }

    fn others(&self, server: u8) -> Vec<u8> {
        let all = self.servers.keys().map(|it| it.get());
        all.filter(|it| *it != server).collect()
    }
}

impl Post {
    pub fn hold(&mut self, from: ServerId, to: ServerId) {
        self.held.insert((from, to));
    }

    pub fn release(&mut self, from: ServerId, to: ServerId) {
        self.held.remove(&(from, to));
    }

    /// The ways on which something waits.
    pub fn waiting(&self) -> impl Iterator<Item = Way> {
        let ways = self.letters.iter().filter(|(_, them)| !them.is_empty());
        ways.map(|(way, _)| *way)
    }

    /// Loses all that goes to or comes from a server. Who was connected to it, and how.
    pub fn lose(&mut self, server: ServerId) -> Vec<(ServerId, Channel)> {
        let ends = |(from, to): &Way| *from == server || *to == server;
        self.letters.retain(|way, _| !ends(way));
        let its = |it: &Channel| ends(&(it.follower, it.leader));
        let lost = self.channels.extract_if(.., its);
        lost.map(|it| (it.peer_of(server), it)).collect()
    }
}
