//! Connections as pipes: they delay and break, they never reorder.
//!
//! A client dials a server, and a follower its leader; besides, any two servers tell each other
//! their votes. A pipe that is cut silently, or held, keeps what is sent until it is open again.

use std::sync::Arc;
use std::time::Duration;

use litemap::LiteMap;

use crate::ensemble::{Channel, Notification};
use crate::model::time::millis;
use crate::model::{Chance, ConnectionId, ServerId, VirtualTime, sorted};
use crate::sim::event::{Carried, Delivery, Parcel, PeerCarried, PeerDelivery, Side};
use crate::sim::node::Node;
use crate::sim::queue::EventQueue;
use crate::sim::ways::{Way, Ways};

/// How long a message is under way, one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    pub delay: Duration,
    /// Up to so much more, by chance.
    pub jitter: Duration,
}

impl Latency {
    pub const NONE: Latency = Latency {
        delay: Duration::ZERO,
        jitter: Duration::ZERO,
    };

    fn draw(self, way: Way, chance: &mut Chance) -> Duration {
        let jitter = match self.jitter {
            Duration::ZERO => Duration::ZERO,
            jitter => Duration::from_millis(chance.below(millis(jitter) + 1)),
        };
        way.delay.unwrap_or(self.delay) + jitter
    }

    /// When a message arrives that goes off now, behind the last one of its pipe.
    fn arrival(
        self,
        now: VirtualTime,
        way: Way,
        chance: &mut Chance,
        last: &mut VirtualTime,
    ) -> VirtualTime {
        *last = (*last).max(now + self.draw(way, chance));
        *last
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    clients: Latency,
    servers: Latency,
    chance: Chance,
    ways: Ways,
    connections: LiteMap<ConnectionId, Line>,
    channels: Vec<Channel>,
    /// When the last message of each pipe between servers arrives: the next one comes no sooner.
    last: LiteMap<Pipe, VirtualTime>,
    in_flight: EventQueue<Parcel>,
    /// What waits where nothing passes, by its number, and when it would have arrived.
    waiting: LiteMap<u64, (VirtualTime, Parcel)>,
}

/// The connection of a client.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    server: ServerId,
    /// When the last message to each end arrives: the next one comes no sooner.
    last_up: VirtualTime,
    last_down: VirtualTime,
}

impl Line {
    fn last(&mut self, to: Side) -> &mut VirtualTime {
        match to {
            Side::Server => &mut self.last_up,
            Side::Client => &mut self.last_down,
        }
    }
}

/// One direction of something between servers in which no message overtakes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Pipe {
    Channel(Channel, ServerId),
    Votes(ServerId, ServerId),
}

/// A message that has just been put on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Posted {
    /// Its number, by which its arrival can be recognised.
    pub message: u64,
    pub due: VirtualTime,
    pub parcel: Parcel,
}

impl Network {
    pub fn new(clients: Latency, servers: Latency, seed: u64) -> Network {
        Network {
            clients,
            servers,
            chance: Chance::stream(seed, "network"),
            ways: Ways::default(),
            connections: LiteMap::new(),
            channels: Vec::new(),
            last: LiteMap::new(),
            in_flight: EventQueue::new(),
            waiting: LiteMap::new(),
        }
    }

    /// What the jitter is drawn from.
    pub fn chance(&self) -> &Chance {
        &self.chance
    }

    /// The connections of clients, each with the server at its other end.
    pub fn connections(&self) -> impl Iterator<Item = (ConnectionId, ServerId)> {
        self.connections.iter().map(|(id, line)| (*id, line.server))
    }

    /// The connections between servers, in the order in which they were made.
    pub fn channels(&self) -> &[Channel] {
        &self.channels
    }

    pub fn way(&self, from: Node, to: Node) -> Way {
        self.ways.get(from, to)
    }

    /// The nodes whose links have to be healed before all ways are as they should be.
    pub fn tampered(&self) -> Vec<Node> {
        self.ways.tampered().keys().copied().collect()
    }

    pub fn next_at(&self) -> Option<VirtualTime> {
        self.in_flight.next_at()
    }

    /// Takes out what arrives next.
    pub fn pop(&mut self) -> Option<(u64, Parcel)> {
        self.in_flight.pop()
    }

    /// What is under way, in the order of arrival.
    pub fn in_flight(&self) -> impl Iterator<Item = (VirtualTime, &Parcel)> {
        self.in_flight.iter()
    }

    /// What waits where nothing passes, in the order in which it was sent.
    pub fn waiting(&self) -> impl Iterator<Item = &Parcel> {
        self.waiting.values().map(|(_, parcel)| parcel)
    }

    /// A client asks a server for a connection.
    pub fn dial(&mut self, now: VirtualTime, connection: ConnectionId, server: ServerId) -> Posted {
        let line = Line {
            server,
            last_up: now,
            last_down: now,
        };
        self.connections.insert(connection, line);
        let (side, carried) = match self.is_closed(Node::of(connection), Node::Server(server)) {
            true => (Side::Client, Carried::Closed),
            false => (Side::Server, Carried::Open),
        };
        self.send(now, connection, side, carried)
            .expect("it was just made")
    }

    /// Puts a message on its way; `None` if there is no such connection any more.
    pub fn send(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        to: Side,
        carried: Carried,
    ) -> Option<Posted> {
        let line = self.connections.get_mut(&connection)?;
        let parcel = Parcel::Client(Arc::new(Delivery {
            connection,
            server: line.server,
            sent: now,
            to,
            carried,
        }));
        let way = self.ways.of(&parcel);
        let chance = &mut self.chance;
        let due = self.clients.arrival(now, way, chance, line.last(to));
        Some(self.post(due, way, parcel))
    }

    /// A follower asks its leader for a connection.
    pub fn dial_peer(&mut self, now: VirtualTime, channel: Channel) -> Posted {
        self.channels.push(channel);
        let (follower, leader) = (Node::Server(channel.follower), Node::Server(channel.leader));
        let (to, carried) = match self.is_closed(follower, leader) {
            true => (channel.follower, PeerCarried::Closed),
            false => (channel.leader, PeerCarried::Open),
        };
        self.send_peer(now, channel, to, carried)
            .expect("it was just made")
    }

    /// Puts a message between servers on its way; `None` if the channel is gone.
    pub fn send_peer(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        to: ServerId,
        carried: PeerCarried,
    ) -> Option<Posted> {
        if !self.channels.contains(&channel) {
            return None;
        }
        let delivery = PeerDelivery {
            channel: Some(channel),
            from: channel.peer_of(to),
            to,
            sent: now,
            carried,
        };
        Some(self.post_peer(delivery))
    }

    /// Tells a server a vote; `None` if it cannot be reached.
    pub fn send_vote(
        &mut self,
        now: VirtualTime,
        from: ServerId,
        to: ServerId,
        vote: Notification,
    ) -> Option<Posted> {
        if self.is_closed(Node::Server(from), Node::Server(to)) {
            return None;
        }
        let delivery = PeerDelivery {
            channel: None,
            from,
            to,
            sent: now,
            carried: PeerCarried::Vote(vote),
        };
        Some(self.post_peer(delivery))
    }

    /// The channels of an ensemble that has just been established.
    pub fn connect(&mut self, channels: impl IntoIterator<Item = Channel>) {
        self.channels.extend(channels);
    }

    /// An end has learnt that the connection is closed; nothing more is sent on it.
    pub fn close(&mut self, connection: ConnectionId) {
        self.connections.remove(&connection);
    }

    pub fn close_channel(&mut self, channel: Channel) {
        self.channels.retain(|it| *it != channel);
        for server in [channel.follower, channel.leader] {
            self.last.remove(&Pipe::Channel(channel, server));
        }
    }

    /// The server at the other end, while there is a connection.
    pub fn server_of(&self, connection: ConnectionId) -> Option<ServerId> {
        self.connections.get(&connection).map(|it| it.server)
    }

    /// The connections between such ends: the client's, and the server's.
    pub fn connections_between(&self, ends: impl Fn(Node, Node) -> bool) -> Vec<ConnectionId> {
        let all = self.connections.iter();
        let between = all.filter(|(it, line)| ends(Node::of(**it), Node::Server(line.server)));
        between.map(|(connection, _)| *connection).collect()
    }

    /// The channels between servers for which that holds.
    pub fn channels_where(&self, wanted: impl Fn(&Channel) -> bool) -> Vec<Channel> {
        let all = self.channels.iter().copied();
        all.filter(|it| wanted(it)).collect()
    }

    /// Forgets what is under way for which that holds, and tells the numbers of those messages.
    pub fn lose(&mut self, lost: impl Fn(&Parcel) -> bool) -> Vec<u64> {
        let gone = self.in_flight.take_if(&lost).into_iter();
        let mut numbers: Vec<u64> = gone.map(|(_, number, _)| number).collect();
        self.waiting.retain(|number, (_, it)| {
            if lost(it) {
                numbers.push(*number);
            }
            !lost(it)
        });
        sorted(numbers)
    }

    /// Changes the state of links, and sees to what waits there or is under way.
    pub fn tamper(&mut self, now: VirtualTime, change: impl FnOnce(&mut Ways)) {
        change(&mut self.ways);
        let ways = &self.ways;
        let blocked = |it: &Parcel| ways.of(it).is_blocked();
        let stuck = self.in_flight.take_if(blocked);
        for (number, (would, parcel)) in std::mem::take(&mut self.waiting) {
            if blocked(&parcel) {
                self.waiting.insert(number, (would, parcel));
                continue;
            }
            let delay = ways.of(&parcel).delay;
            let due = match &parcel {
                Parcel::Client(it) => {
                    let due = would.max(now + delay.unwrap_or(self.clients.delay));
                    if let Some(line) = self.connections.get_mut(&it.connection) {
                        *line.last(it.to) = due.max(*line.last(it.to));
                    }
                    due
                }
                Parcel::Peer(it) => {
                    let due = would.max(now + delay.unwrap_or(self.servers.delay));
                    let last = self.last.entry(it.pipe()).or_insert(due);
                    *last = due.max(*last);
                    due
                }
            };
            self.in_flight.schedule(number, due, parcel);
        }
        for (at, number, parcel) in stuck {
            self.waiting.insert(number, (at, parcel));
        }
    }

    fn is_closed(&self, one: Node, other: Node) -> bool {
        self.ways.get(one, other).closed
    }

    fn post_peer(&mut self, delivery: PeerDelivery) -> Posted {
        let now = delivery.sent;
        let last = self.last.entry(delivery.pipe()).or_insert(now);
        let parcel = Parcel::Peer(Arc::new(delivery));
        let way = self.ways.of(&parcel);
        let chance = &mut self.chance;
        let due = self.servers.arrival(now, way, chance, last);
        self.post(due, way, parcel)
    }

    fn post(&mut self, due: VirtualTime, way: Way, parcel: Parcel) -> Posted {
        let message = self.in_flight.number();
        match way.is_blocked() {
            true => _ = self.waiting.insert(message, (due, parcel.clone())),
            false => self.in_flight.schedule(message, due, parcel.clone()),
        }
        Posted {
            message,
            due,
            parcel,
        }
    }
}

impl PeerDelivery {
    fn pipe(&self) -> Pipe {
        match self.channel {
            Some(channel) => Pipe::Channel(channel, self.to),
            None => Pipe::Votes(self.from, self.to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FromClient, HandleId, ProcessId};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const CLIENT: Node = Node::Process(ProcessId::new(0));

    fn at(millis: u64) -> VirtualTime {
        VirtualTime::from_millis(millis)
    }

    fn server() -> Node {
        Node::Server(ServerId::new(1))
    }

    fn connection() -> ConnectionId {
        ConnectionId {
            process: ProcessId::new(0),
            life: 0,
            handle: HandleId::FIRST,
            attempt: 0,
        }
    }

    /// A network on which messages take 20 ms.
    fn network() -> Network {
        let latency = Latency {
            delay: Duration::from_millis(20),
            jitter: Duration::ZERO,
        };
        Network::new(latency, latency, 0)
    }

    /// The same, with a connection that stands.
    fn connected() -> Network {
        let mut network = network();
        network.dial(at(0), connection(), ServerId::new(1));
        network.pop();
        network
    }

    fn ping(network: &mut Network, now: u64, to: Side) -> u64 {
        let ping = Carried::Up(FromClient::Ping);
        let posted = network.send(at(now), connection(), to, ping);
        posted.expect("it stands").message
    }

    /// What arrives, in order: when, and its number.
    fn arrivals(network: &mut Network) -> Vec<(u64, u64)> {
        let next = || Some((network.next_at()?.as_millis(), network.pop()?.0));
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn what_is_held_up_waits_and_comes_in_its_order_when_it_may() {
        for block in [
            |it: &mut Way| it.silent = true,
            |it: &mut Way| it.held = true,
        ] {
            let mut network = connected();
            let under_way = ping(&mut network, 0, Side::Server);
            network.tamper(at(10), |ways| ways.change(CLIENT, server(), block));
            let sent_later = ping(&mut network, 15, Side::Server);
            assert_eq!(arrivals(&mut network), []);
            assert_eq!(network.waiting().count(), 2);
            network.tamper(at(100), |ways| {
                ways.change(CLIENT, server(), |it| *it = Way::default());
            });
            let sent_last = ping(&mut network, 100, Side::Server);
            assert_eq!(
                arrivals(&mut network),
                [(120, under_way), (120, sent_later), (120, sent_last)]
            );
        }
    }

    #[test]
    fn a_way_that_is_blocked_one_way_lets_the_other_one_pass() {
        let mut network = connected();
        network.tamper(at(0), |ways| {
            ways.change(CLIENT, server(), |it| it.silent = true)
        });
        ping(&mut network, 0, Side::Server);
        let back = ping(&mut network, 0, Side::Client);
        assert_eq!(arrivals(&mut network), [(20, back)]);
    }

    #[test]
    fn where_a_link_is_closed_nobody_gets_a_connection() {
        let mut network = network();
        network.connect([]);
        network.tamper(at(0), |ways| {
            ways.change(CLIENT, server(), |it| it.closed = true);
            let [one, two] = [1, 2].map(|it| Node::Server(ServerId::new(it)));
            ways.change(one, two, |it| it.closed = true);
        });
        let answer = network.dial(at(0), connection(), ServerId::new(1)).parcel;
        let Parcel::Client(answer) = answer else {
            panic!("{answer:?} is for a server");
        };
        assert_eq!(
            (answer.to, &answer.carried),
            (Side::Client, &Carried::Closed)
        );
        let channel = Channel::first(ServerId::new(1), ServerId::new(2));
        let answer = network.dial_peer(at(0), channel).parcel;
        let Parcel::Peer(answer) = answer else {
            panic!("{answer:?} is for a client");
        };
        assert_eq!(
            (answer.to, &answer.carried),
            (ServerId::new(1), &PeerCarried::Closed)
        );
    }

    #[test]
    fn a_way_that_has_become_faster_lets_nothing_overtake() {
        let mut network = connected();
        let delay = |millis| Some(Duration::from_millis(millis));
        network.tamper(at(0), |ways| {
            ways.change(CLIENT, server(), |it| it.delay = delay(500))
        });
        let slow = ping(&mut network, 0, Side::Server);
        network.tamper(at(100), |ways| {
            ways.change(CLIENT, server(), |it| it.delay = delay(1))
        });
        let fast = ping(&mut network, 100, Side::Server);
        assert_eq!(arrivals(&mut network), [(500, slow), (500, fast)]);
    }

    #[test]
    fn what_is_lost_arrives_nowhere_whether_it_waits_or_travels() {
        let mut network = connected();
        let first = ping(&mut network, 0, Side::Server);
        network.tamper(at(0), |ways| {
            ways.change(CLIENT, server(), |it| it.held = true)
        });
        let back = ping(&mut network, 0, Side::Client);
        assert_eq!(network.lose(|_| true), [first, back]);
        network.close(connection());
        let ping = Carried::Up(FromClient::Ping);
        assert_eq!(network.send(at(0), connection(), Side::Server, ping), None);
        network.tamper(at(50), |ways| ways.set_around(CLIENT, Way::default()));
        assert_eq!(arrivals(&mut network), []);
    }
}
