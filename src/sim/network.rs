//! Connections as pipes: they delay and break, they never reorder.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::model::{Chance, ConnectionId, ServerId, VirtualTime};
use crate::sim::event::{Carried, Delivery, Side};
use crate::sim::queue::EventQueue;

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
}

#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    latency: Latency,
    chance: Chance,
    connections: BTreeMap<ConnectionId, Pipes>,
    pub in_flight: EventQueue<Delivery>,
}

/// The two directions of one connection.
#[derive(Clone, Debug, PartialEq)]
struct Pipes {
    server: ServerId,
    /// When the last message of each direction arrives: the next one comes no sooner.
    last_up: VirtualTime,
    last_down: VirtualTime,
}

/// A message that has just been put on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Posted {
    /// Its number, by which its arrival can be recognised.
    pub message: u64,
    pub due: VirtualTime,
    pub delivery: Delivery,
}

impl Network {
    pub fn new(latency: Latency, seed: u64) -> Network {
        Network {
            latency,
            chance: Chance::stream(seed, "network"),
            connections: BTreeMap::new(),
            in_flight: EventQueue::new(),
        }
    }

    /// A client asks a server for a connection.
    pub fn dial(&mut self, now: VirtualTime, connection: ConnectionId, server: ServerId) -> Posted {
        let pipes = Pipes {
            server,
            last_up: now,
            last_down: now,
        };
        self.connections.insert(connection, pipes);
        self.send(now, connection, Side::Server, Carried::Open)
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
        let pipes = self.connections.get_mut(&connection)?;
        let jitter = match self.latency.jitter {
            Duration::ZERO => Duration::ZERO,
            jitter => Duration::from_millis(
                self.chance
                    .below(u64::try_from(jitter.as_millis()).unwrap_or(u64::MAX) + 1),
            ),
        };
        let last = match to {
            Side::Client => &mut pipes.last_down,
            Side::Server => &mut pipes.last_up,
        };
        let due = (*last).max(now + self.latency.delay + jitter);
        *last = due;
        let delivery = Delivery {
            connection,
            server: pipes.server,
            sent: now,
            to,
            carried,
        };
        let message = self.in_flight.schedule(due, delivery.clone());
        Some(Posted {
            message,
            due,
            delivery,
        })
    }

    /// An end has learnt that the connection is closed; nothing more is sent on it.
    pub fn close(&mut self, connection: ConnectionId) {
        self.connections.remove(&connection);
    }

    /// The server at the other end, while there is a connection.
    pub fn server_of(&self, connection: ConnectionId) -> Option<ServerId> {
        self.connections.get(&connection).map(|it| it.server)
    }
}
