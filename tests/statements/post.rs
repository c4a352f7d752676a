//! What servers say to each other, on its way. Nothing overtakes anything between the same two.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use zkplay::ensemble::majority::members;
use zkplay::ensemble::{Channel, Notification, PeerPacket};
use zkplay::model::ServerId;

/// From one server to another.
pub type Way = (ServerId, ServerId);

#[derive(Default)]
pub struct Post {
    /// What was sent and has not arrived, with the number of each.
    pub letters: BTreeMap<Way, VecDeque<(u64, Letter)>>,
    sent: u64,
    /// Where all waits until somebody takes it.
    pub held: BTreeSet<Way>,
    /// The connections of followers to leaders.
    pub channels: BTreeSet<Channel>,
}

pub enum Letter {
    Vote(Notification),
    /// A follower asks for a connection.
    Open(Channel),
    /// The leader has accepted it.
    Opened(Channel),
    Packet(Channel, PeerPacket),
    /// The other end has closed the connection.
    Closed(Channel),
}

impl Post {
    /// Every follower is connected to the leader, the server with the largest number.
    pub fn of_an_ensemble(servers: u8) -> Post {
        let leader = ServerId::new(servers);
        let followers = members(servers - 1);
        Post {
            channels: followers.map(|it| Channel::first(it, leader)).collect(),
            ..Post::default()
        }
    }

    /// A follower dials its leader.
    pub fn open(&mut self, channel: Channel) {
        self.channels.insert(channel);
        self.send(channel.follower, channel.leader, Letter::Open(channel));
    }

    pub fn close(&mut self, channel: Channel) {
        self.channels.remove(&channel);
    }

    /// What is said on a connection that is gone is said to nobody.
    pub fn send(&mut self, from: ServerId, to: ServerId, letter: Letter) {
        if letter
            .channel()
            .is_some_and(|it| !self.channels.contains(&it))
        {
            return;
        }
        let number = self.sent;
        self.sent += 1;
        let way = self.letters.entry((from, to)).or_default();
        way.push_back((number, letter));
    }

    /// Takes out the oldest of what is not held up.
    pub fn next(&mut self) -> Option<(ServerId, ServerId, Letter)> {
        let free = self
            .letters
            .iter()
            .filter(|(way, _)| !self.held.contains(way));
        let first = free.filter_map(|(way, them)| Some((them.front()?.0, *way)));
        let (_, (from, to)) = first.min()?;
        Some((from, to, self.take(from, to)?))
    }

    /// Takes out what is next on that way, held up or not.
    pub fn take(&mut self, from: ServerId, to: ServerId) -> Option<Letter> {
        let way = self.letters.get_mut(&(from, to))?;
        way.pop_front().map(|(_, letter)| letter)
    }
}

impl Letter {
    fn channel(&self) -> Option<Channel> {
        match self {
            Letter::Vote(_) => None,
            Letter::Open(channel)
            | Letter::Opened(channel)
            | Letter::Packet(channel, _)
            | Letter::Closed(channel) => Some(*channel),
        }
    }
}
