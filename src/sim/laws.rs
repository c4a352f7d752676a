//! The laws of an ensemble, and whether a world keeps them.
//!
//! [`Laws`] reads on, step by step, in the trace and in the machines that it names, and says what
//! contradicts the promises of ZooKeeper and of its protocol (Zab). It believes no machine: of what
//! was agreed on, of watches and of sessions it keeps books of its own. It is no part of the world,
//! which runs the same without it.

mod clients;
mod history;
mod law;
mod lines;
mod offices;
mod seats;
mod watches;

use std::collections::BTreeSet;

use litemap::LiteMap;

use crate::engine::{Change, Txn};
use crate::ensemble::{Cause, PeerPacket, Role, ServerNote};
use crate::handle::Program;
use crate::model::{FromClient, FromServer, ServerId, VirtualTime, Zxid};
use crate::sim::event::{Carried, Delivery, PeerCarried, PeerDelivery, Side};
use crate::sim::fault::Fault;
use crate::sim::host::Host;
use crate::sim::network::Network;
use crate::sim::node::Node;
use crate::sim::trace::{Happening, TraceEntry};
use crate::sim::world::World;
use history::History;
use law::Found;
pub use law::{Law, Violation};
use lines::Lines;
use offices::Offices;
use seats::{Seats, check_whole};

/// After so many entries what nobody needs any more is forgotten.
const TIDY_EVERY: u32 = 4096;

/// One who reads a run from its beginning on.
#[derive(Clone, Debug)]
pub struct Laws {
    history: History,
    seats: Seats,
    lines: Lines,
    offices: Offices,
    /// Who stands still: what comes for them is not heard yet.
    asleep: BTreeSet<Node>,
    /// How many entries were read since the books were tidied.
    since_tidy: u32,
}

/// What is seen of a world besides its trace.
#[derive(Clone, Copy)]
struct Sight<'a> {
    hosts: &'a LiteMap<ServerId, Host>,
    network: &'a Network,
}

impl Laws {
    /// For a world in which nothing has happened yet.
    pub fn new<P: Program>(world: &World<P>) -> Laws {
        let hosts = world.hosts();
        let any = hosts.values().next().expect("there is a server");
        let mut offices = Offices::default();
        for (id, host) in hosts {
            if host.server.is_established() {
                offices.established(*id, VirtualTime::START, host.server.database());
            }
        }
        Laws {
            history: History::new(any.server.disk().snapshot().clone()),
            seats: Seats::new(hosts),
            lines: Lines::default(),
            offices,
            asleep: BTreeSet::new(),
            since_tidy: 0,
        }
    }

    /// Reads what has happened since it was last asked, best after every step, and tells what was
    /// wrong with it.
    pub fn read<P: Program>(&mut self, world: &World<P>, entries: &[TraceEntry]) -> Vec<Violation> {
        let sight = Sight {
            hosts: world.hosts(),
            network: world.network(),
        };
        self.read_on(sight, entries)
    }

    /// Looks at all databases as they are: what can be told without having read how they came
    /// about.
    pub fn inspect<P: Program>(world: &World<P>) -> Vec<Violation> {
        let mut found = Found {
            step: world.steps(),
            at: world.now(),
            violations: Vec::new(),
        };
        for server in world.servers() {
            check_whole(server.id(), server.database(), &mut found);
        }
        found.violations
    }

    fn read_on(&mut self, sight: Sight<'_>, entries: &[TraceEntry]) -> Vec<Violation> {
        let Some(last) = entries.last() else {
            return Vec::new();
        };
        let mut found = Found {
            step: last.step,
            at: last.at,
            violations: Vec::new(),
        };
        for entry in entries {
            (found.step, found.at) = (entry.step, entry.at);
            self.take(sight, entry, &entries[0].what, &mut found);
        }
        self.seats.settle(sight.hosts, &self.history, &mut found);
        self.lines.settle(sight.network, &mut found);
        self.since_tidy += entries.len() as u32;
        if self.since_tidy >= TIDY_EVERY {
            self.since_tidy = 0;
            self.history.forget(self.seats.forget(sight.hosts));
            self.lines.forget(sight.network);
        }
        found.violations
    }

    fn take(&mut self, sight: Sight<'_>, entry: &TraceEntry, first: &Happening, found: &mut Found) {
        match &entry.what {
            Happening::Paused { who, .. } => _ = self.asleep.insert(*who),
            Happening::Resumed(who) => _ = self.asleep.remove(who),
            Happening::Killed(it) | Happening::Restarted(it) | Happening::Removed(it) => {
                self.asleep.remove(&Node::Process(*it));
            }
            Happening::Fault(Fault::Crash(server)) => self.crashed(sight, *server),
            Happening::Arrived { delivery, .. } => self.arrived(delivery, found),
            Happening::PeerArrived { delivery, .. } => self.peer_arrived(sight, delivery, found),
            Happening::Sent { delivery, .. } => self.sent(sight, delivery, found),
            Happening::PeerSent { delivery, .. } => self.peer_sent(delivery, found),
            Happening::ReplyLost { connection, .. } => _ = self.lines.open.remove(connection),
            Happening::Server(id, note) => self.note(sight, *id, note, first, found),
            Happening::Replicated(id, zxid) => self.delivered(sight, *id, *zxid, None, found),
            _ => {}
        }
    }

    fn crashed(&mut self, sight: Sight<'_>, server: ServerId) {
        let end = sight.hosts[&server].server.disk().snapshot().last_zxid;
        self.seats.restored(server, end);
        self.offices.ended(server);
        self.lines.crashed(server);
        self.asleep.remove(&Node::Server(server));
    }

    fn arrived(&mut self, delivery: &Delivery, found: &mut Found) {
        let connection = delivery.connection;
        let who = match delivery.to {
            Side::Client => Node::of(connection),
            Side::Server => Node::Server(delivery.server),
        };
        if self.asleep.contains(&who) {
            return;
        }
        match &delivery.carried {
            Carried::Up(_) => {
                if let Some((leader, session, timeout)) = self.lines.session_of(connection) {
                    self.offices.touched(leader, session, timeout, found.at);
                }
            }
            Carried::Closed if delivery.to == Side::Server => {
                self.lines.open.remove(&connection);
            }
            Carried::Down(FromServer::Reply { zxid, .. } | FromServer::WatchesSet { zxid }) => {
                self.lines.shown(connection, *zxid, found)
            }
            _ => {}
        }
    }

    /// What followers tell their leader of sessions.
    fn peer_arrived(&mut self, sight: Sight<'_>, delivery: &PeerDelivery, found: &mut Found) {
        let leader = delivery.to;
        let PeerCarried::Packet(PeerPacket::Touched(sessions)) = &delivery.carried else {
            return;
        };
        let Role::Leading(office) = sight.hosts[&leader].server.role() else {
            return;
        };
        let learner = office.learners.get(&delivery.from);
        let is_heard = learner.is_some_and(|it| Some(it.channel) == delivery.channel);
        if is_heard && !self.asleep.contains(&Node::Server(leader)) {
            for (session, timeout) in sessions {
                self.offices.touched(leader, *session, *timeout, found.at);
            }
        }
    }

    fn sent(&mut self, sight: Sight<'_>, delivery: &Delivery, found: &mut Found) {
        let (connection, server) = (delivery.connection, delivery.server);
        match &delivery.carried {
            Carried::Open => self.lines.dialled(connection, server),
            Carried::Closed if delivery.to == Side::Client => {
                self.lines.open.remove(&connection);
            }
            Carried::Up(FromClient::Request { xid, request }) => {
                self.lines.asked(connection, *xid, request);
            }
            Carried::Up(FromClient::SetWatches {
                relative_zxid,
                watches,
            }) => self.lines.retold(connection, *relative_zxid, watches),
            Carried::Down(FromServer::Connected {
                session, timeout, ..
            }) => {
                let (session, timeout) = (*session, *timeout);
                let network = sight.network;
                self.lines
                    .accepted(connection, server, (session, timeout), network, found);
                self.offices.touched(server, session, timeout, found.at);
                self.offices.owned(server, session, server);
            }
            Carried::Down(FromServer::Reply { xid, zxid, answer }) => {
                let reply = (*xid, *zxid, answer);
                let done = self.lines.answered(connection, reply, &self.history, found);
                self.seats.promised = self.seats.promised.max(done.unwrap_or(Zxid::ZERO));
            }
            Carried::Down(FromServer::Event(event)) => {
                self.lines.notified(connection, event, found);
            }
            Carried::Down(FromServer::WatchesSet { zxid }) => {
                self.lines.restored(connection, *zxid, &self.history, found);
            }
            _ => {}
        }
    }

    /// A leader's word on where a session is.
    fn peer_sent(&mut self, delivery: &PeerDelivery, found: &mut Found) {
        if let PeerCarried::Packet(PeerPacket::Revalidated {
            session,
            timeout,
            alive: true,
            ..
        }) = &delivery.carried
        {
            let leader = delivery.from;
            self.offices.touched(leader, *session, *timeout, found.at);
            self.offices.owned(leader, *session, delivery.to);
        }
    }

    fn note(
        &mut self,
        sight: Sight<'_>,
        id: ServerId,
        note: &ServerNote,
        first: &Happening,
        found: &mut Found,
    ) {
        match note {
            ServerNote::Looking { .. } => self.offices.ended(id),
            ServerNote::Established { epoch } => {
                self.seats.established(id, *epoch, &self.history, found);
                let database = sight.hosts[&id].server.database();
                self.offices.established(id, found.at, database);
            }
            ServerNote::Serving { .. } => self.seats.serving(id),
            ServerNote::Restored { to } => self.seats.restored(id, *to),
            ServerNote::Proposed { txn, cause } => {
                self.seats.proposed(id, txn, &self.history, found);
                let by_hand = matches!(first, Happening::Fault(Fault::Expire(_)));
                self.offices
                    .proposed(id, txn, *cause, &self.lines, by_hand, found);
            }
            ServerNote::Applied {
                txn,
                cause,
                changes,
            } => {
                let news = (&**txn, *cause, changes.as_slice());
                self.delivered(sight, id, txn.stamp.zxid, Some(news), found);
            }
            ServerNote::WatchSet { to, kind, path } => self.lines.promised(*to, *kind, path),
            ServerNote::Withheld { to, kind, path } => {
                self.lines.withheld(*to, *kind, path, found);
            }
            _ => {}
        }
    }

    /// A server has applied what was agreed on; `news` tells what, if it is the first to do so.
    fn delivered(
        &mut self,
        sight: Sight<'_>,
        id: ServerId,
        zxid: Zxid,
        news: Option<(&Txn, Cause, &[Change])>,
        found: &mut Found,
    ) {
        let txn = news.map(|(txn, ..)| txn);
        self.seats
            .delivered(id, zxid, sight.hosts, &self.history, txn, found);
        if let (Some((txn, cause, changes)), None) = (news, self.history.get(zxid)) {
            self.history.decide(txn, cause, changes, found);
        }
        if let Some(decided) = self.history.get(zxid) {
            self.seats.touched(id, &decided.txn);
            self.lines.delivered(id, zxid, &decided.changes);
        }
    }
}
