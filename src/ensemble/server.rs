//! A server: what it has written down and applied, its part among the others, and its clients.
//!
//! A sans-I/O machine: inputs come in with the time, outputs go out, and how they travel is
//! the simulator's business. What one input causes is decided and told before the next input is
//! looked at, so events go out ahead of the reply that would show the change.

mod applying;
mod asking;
mod connection;
mod deciding;
mod electing;
mod feeding;
mod following;
mod greeting;
mod leading;
mod reading;
mod watching;

use litemap::LiteMap;

use crate::engine::{Asker, Database, SessionTracker, WatchTable};
use crate::ensemble::config::ServerConfig;
use crate::ensemble::disk::Disk;
use crate::ensemble::election::Election;
use crate::ensemble::follower::{self, Follower};
use crate::ensemble::leader::{Leader, Learner, Stage};
use crate::ensemble::majority::members;
use crate::ensemble::note::{Looking, ServerNote};
use crate::ensemble::peer::{Channel, Notification, PeerPacket, Vote};
use crate::model::{
    ConnectionId, Epoch, FromClient, FromServer, ServerId, SessionId, VirtualTime, Zxid,
};

pub use connection::{Connection, LastAnswer, Traffic};

/// Where all clients are, as far as a server can tell.
const ADDRESS: &str = "127.0.0.1";

#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    id: ServerId,
    config: ServerConfig,
    disk: Disk,
    /// What is agreed on and applied.
    database: Database,
    /// So many of the log's entries are.
    applied: usize,
    role: Role,
    /// How many elections it has begun since it started.
    round: u64,
    /// What it tells of its leader to those who look for one.
    vote: Vote,
    /// How often it has dialled a leader.
    dialled: u32,
    watches: WatchTable,
    connections: LiteMap<ConnectionId, Connection>,
    next_session: SessionId,
    /// Since it last began to serve clients.
    traffic: Traffic,
}

/// What a server is among the others.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// It does not run.
    Down,
    Looking(Election),
    Following(Follower),
    Leading(Box<Leader>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum ServerInput {
    Opened(ConnectionId),
    Received(ConnectionId, FromClient),
    /// The connection was closed or broke.
    Lost(ConnectionId),
    /// A follower has connected, or the leader has taken the connection.
    PeerOpened(Channel),
    FromPeer(Channel, PeerPacket),
    PeerLost(Channel),
    Notified(ServerId, Notification),
    /// A person ends a session. Only an established leader can.
    Expire(SessionId),
    Deadline,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ServerOutput {
    Send(ConnectionId, FromServer),
    HangUp(ConnectionId),
    DialPeer(Channel),
    SendPeer(Channel, PeerPacket),
    HangUpPeer(Channel),
    Notify(ServerId, Notification),
    Note(ServerNote),
}

impl Server {
    /// A server that runs, with nothing in its log. One of several has no leader yet; the
    /// ensemble of [`Server::established`] has one.
    pub fn new(id: ServerId, config: ServerConfig) -> Server {
        let database = electing::first_database(&config);
        let vote = Vote {
            epoch: Epoch::ZERO,
            zxid: Zxid::ZERO,
            leader: id,
        };
        let mut server = Server {
            id,
            disk: Disk::new(database.clone(), Epoch::ZERO),
            database,
            applied: 0,
            role: Role::Down,
            round: 0,
            vote,
            dialled: 0,
            watches: WatchTable::default(),
            connections: LiteMap::new(),
            next_session: SessionId::first_of(id, config.clock.as_millis()),
            traffic: Traffic::default(),
            config,
        };
        _ = server.start(VirtualTime::START);
        server
    }

    /// A server of an ensemble that has just agreed on its first leader, the one with the
    /// largest number; all are connected and serve clients.
    pub fn established(id: ServerId, config: ServerConfig) -> Server {
        let leader = ServerId::new(config.servers);
        let mut server = Server::new(id, config);
        if server.config.servers == 1 {
            return server;
        }
        let now = VirtualTime::START;
        server.disk.accepted = Epoch::FIRST;
        server.disk.current = Epoch::FIRST;
        server.database.last_zxid = Epoch::FIRST.start();
        server.round = 1;
        server.vote = Vote {
            epoch: Epoch::FIRST,
            zxid: Zxid::ZERO,
            leader,
        };
        server.role = if id == leader {
            let mut office = Leader::elected(now, &server.config);
            office.epoch = Epoch::FIRST;
            office.establish(now, &server.database, &server.config);
            for follower in members(leader.get() - 1) {
                let present = u64::from(server.config.sync_limit);
                let mut learner = Learner::new(Channel::first(follower, leader), now, present);
                learner.stage = Stage::Synced;
                office.learners.insert(follower, learner);
            }
            Role::Leading(Box::new(office))
        } else {
            server.dialled = 1;
            let channel = Channel::first(id, leader);
            let phase = follower::Phase::Serving { channel };
            Role::Following(Follower::new(leader, now, phase))
        };
        server
    }

    pub fn id(&self) -> ServerId {
        self.id
    }

    pub fn config(&self) -> &ServerConfig {
        &self.config
    }

    /// What it has applied: what its clients read.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// What it has written down.
    pub fn disk(&self) -> &Disk {
        &self.disk
    }

    pub fn role(&self) -> &Role {
        &self.role
    }

    pub fn watches(&self) -> &WatchTable {
        &self.watches
    }

    /// Whether clients are served here.
    pub fn is_serving(&self) -> bool {
        match &self.role {
            Role::Down | Role::Looking(_) => false,
            Role::Following(follower) => follower.is_serving(),
            Role::Leading(leader) => leader.is_established(),
        }
    }

    /// Whether this is a leader that a majority follows, as far as it knows.
    pub fn is_established(&self) -> bool {
        matches!(&self.role, Role::Leading(leader) if leader.is_established())
    }

    /// The sessions that it watches over, if it is an established leader.
    pub fn tracker(&self) -> Option<&SessionTracker> {
        match &self.role {
            Role::Leading(leader) if leader.is_established() => Some(&leader.tracker),
            _ => None,
        }
    }

    /// Of all clients since it last began to serve them.
    pub fn traffic(&self) -> Traffic {
        self.traffic
    }

    /// All connections of clients, also of those that were not taken in yet.
    pub fn connections(&self) -> &LiteMap<ConnectionId, Connection> {
        &self.connections
    }

    /// The connections of clients whose sessions were taken in, with those sessions.
    pub fn clients(&self) -> impl Iterator<Item = (ConnectionId, SessionId)> {
        let known = self.connections.iter();
        known.filter_map(|(id, it)| Some((*id, it.session?)))
    }

    pub fn next_deadline(&self) -> Option<VirtualTime> {
        let role = match &self.role {
            Role::Down => None,
            Role::Looking(election) => Some(election.next_deadline()),
            Role::Following(follower) => Some(follower.next_deadline(&self.config)),
            Role::Leading(leader) => {
                let waiting = !self.database.passing.is_empty();
                let established = leader.is_established();
                let sweep = leader.sweep.next_deadline(waiting && established);
                let expiry = leader.tracker.next_expiry();
                let office = leader.next_deadline(&self.config);
                office.into_iter().chain(sweep).chain(expiry).min()
            }
        };
        role.into_iter().chain(self.disk.next_deadline()).min()
    }

    /// # Panics
    /// If it does not run.
    pub fn step(&mut self, now: VirtualTime, input: ServerInput) -> Vec<ServerOutput> {
        let mut out = Vec::new();
        if let Role::Leading(leader) = &mut self.role
            && self.database.passing.is_empty()
        {
            leader.sweep.skip_to(now);
        }
        match input {
            ServerInput::Opened(connection) => {
                let known = Connection::opened(now, ADDRESS);
                self.connections.insert(connection, known);
            }
            ServerInput::Received(connection, packet) => {
                self.received(now, connection, packet, &mut out);
            }
            ServerInput::Lost(connection) => self.forget(connection),
            ServerInput::PeerOpened(channel) => self.peer_opened(now, channel, &mut out),
            ServerInput::FromPeer(channel, packet) => {
                self.heard_peer(now, channel, packet, &mut out);
            }
            ServerInput::PeerLost(channel) => self.peer_lost(now, channel, &mut out),
            ServerInput::Notified(from, news) => self.notified(now, from, news, &mut out),
            ServerInput::Expire(session) => self.expire(now, session, &mut out),
            ServerInput::Deadline => self.lapse(now, &mut out),
        }
        self.count_sent(now, &out);
        out
    }

    fn count_sent(&mut self, now: VirtualTime, out: &[ServerOutput]) {
        for it in out {
            let ServerOutput::Send(connection, packet) = it else {
                continue;
            };
            self.traffic.sent += u64::from(self.is_serving());
            if let Some(known) = self.connections.get_mut(connection) {
                known.has_sent(packet, now);
            }
        }
    }

    fn lapse(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        self.flush(now, out);
        match &self.role {
            Role::Down => {}
            Role::Looking(_) => self.lapse_looking(now, out),
            Role::Following(_) => self.lapse_following(now, out),
            Role::Leading(_) => self.lapse_leading(now, out),
        }
    }

    /// A peer has opened a channel to this server, or has taken the one that it dialled.
    fn peer_opened(&mut self, now: VirtualTime, channel: Channel, out: &mut Vec<ServerOutput>) {
        match channel.follower == self.id {
            true => self.leader_reached(now, channel, out),
            false => self.learner_came(now, channel, out),
        }
    }

    fn heard_peer(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        packet: PeerPacket,
        out: &mut Vec<ServerOutput>,
    ) {
        match channel.follower == self.id {
            true => self.heard_leader(now, channel, packet, out),
            false => self.heard_learner(now, channel, packet, out),
        }
    }

    fn peer_lost(&mut self, now: VirtualTime, channel: Channel, out: &mut Vec<ServerOutput>) {
        match channel.follower == self.id {
            true => self.leader_lost(now, channel, out),
            false => self.learner_lost(channel),
        }
    }

    /// The server stops dead. What was not safe in its log is lost.
    pub fn crash(&mut self) {
        self.disk.crash();
        self.database = self.disk.snapshot().clone();
        self.applied = 0;
        self.role = Role::Down;
        self.connections.clear();
        self.watches = WatchTable::default();
        self.traffic = Traffic::default();
    }

    /// It starts, from what it finds in its log.
    pub fn start(&mut self, now: VirtualTime) -> Vec<ServerOutput> {
        let mut out = Vec::new();
        self.round = 0;
        let started = self.config.clock.at(now);
        let first = SessionId::first_of(self.id, started.as_millis());
        self.next_session = first;
        match self.config.servers {
            1 => self.lead_alone(now, &mut out),
            _ => self.look(now, Looking::Started, &mut out),
        }
        out
    }

    /// Who is at the other end of an open connection.
    fn asker(&self, connection: ConnectionId) -> Asker<'_> {
        let known = &self.connections[&connection];
        Asker {
            session: known.session.expect("it has introduced itself"),
            identities: &known.identities,
            rules: &self.config.rules,
        }
    }

    fn connection_of(&self, session: SessionId) -> Option<ConnectionId> {
        let of_it = |(_, it): &(&ConnectionId, &Connection)| it.session == Some(session);
        self.connections.iter().find(of_it).map(|(id, _)| *id)
    }

    fn hang_up(&mut self, connection: ConnectionId, out: &mut Vec<ServerOutput>) {
        self.forget(connection);
        out.push(ServerOutput::HangUp(connection));
    }

    fn forget(&mut self, connection: ConnectionId) {
        self.connections.remove(&connection);
        self.watches.forget(connection);
    }
}

fn note(note: ServerNote, out: &mut Vec<ServerOutput>) {
    out.push(ServerOutput::Note(note));
}
