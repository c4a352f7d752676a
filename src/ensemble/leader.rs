//! What a leader keeps in mind (`Leader`, `LearnerHandler`).
//!
//! A leader first agrees with a majority on a new epoch, then gives each follower its history,
//! and is established when a majority has that. From then on it decides: a proposal is agreed on
//! once a majority has it in its logs, in the order in which they were made.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use litemap::LiteMap;

use crate::engine::{Database, SessionTracker};
use crate::ensemble::config::ServerConfig;
use crate::ensemble::majority::ServerSet;
use crate::ensemble::peer::{Channel, Proposal};
use crate::ensemble::sweep::Sweep;
use crate::model::{ConnectionId, Epoch, ServerId, VirtualTime, Zxid};

#[derive(Clone, Debug, PartialEq)]
pub struct Leader {
    pub epoch: Epoch,
    pub phase: Phase,
    pub learners: LiteMap<ServerId, Learner>,
    /// Who has told which epoch it has promised to follow.
    pub promised: LiteMap<ServerId, Epoch>,
    /// Who has accepted the new epoch.
    pub accepted: ServerSet,
    /// Who has made the leader's history its own.
    pub synced: ServerSet,
    pub outstanding: VecDeque<Outstanding>,
    /// The database as it will be when all that is outstanding is agreed on; `None` while nothing
    /// is.
    pub ahead: Option<Database>,
    pub last_proposed: Zxid,
    pub tracker: SessionTracker,
    pub sweep: Sweep,
    /// Half ticks since it was established, and when the next one is over.
    pub half_ticks: u64,
    pub next_half_tick: Option<VirtualTime>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Waiting for a majority to tell its epochs.
    Discovery {
        since: VirtualTime,
    },
    /// Waiting for a majority to accept the new one.
    Acceptance {
        since: VirtualTime,
    },
    /// Waiting for a majority to take up the history.
    Synchronization {
        since: VirtualTime,
    },
    Established,
}

/// A follower as its leader sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Learner {
    pub channel: Channel,
    pub stage: Stage,
    pub last_heard: VirtualTime,
    /// It counts as present up to this tick.
    pub present_until: u64,
    /// What it was sent and has not acknowledged yet, and when it was sent.
    pub unacknowledged: VecDeque<(Zxid, VirtualTime)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// It has connected.
    New,
    /// It knows the new epoch.
    Informed,
    /// It has accepted it; its log ends there.
    Accepted { last: Zxid },
    /// It was sent the history, and whatever is proposed from then on.
    Fed,
    /// It has the history.
    Synced,
}

/// A proposal that is not agreed on yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Outstanding {
    pub proposal: Arc<Proposal>,
    pub acks: ServerSet,
    /// Who is to be told when it is agreed on: a client of that follower asked for `sync`.
    pub syncs: Vec<(ServerId, ConnectionId)>,
}

impl Leader {
    /// Elected by the others, and to find out about the epoch.
    pub fn elected(now: VirtualTime, config: &ServerConfig) -> Leader {
        Leader {
            epoch: Epoch::ZERO,
            phase: Phase::Discovery { since: now },
            learners: LiteMap::new(),
            promised: LiteMap::new(),
            accepted: ServerSet::default(),
            synced: ServerSet::default(),
            outstanding: VecDeque::new(),
            ahead: None,
            last_proposed: Zxid::ZERO,
            tracker: SessionTracker::new(config.tick_time),
            sweep: Sweep::new(config.container_check_interval, now),
            half_ticks: 0,
            next_half_tick: None,
        }
    }

    /// Established: it tracks all sessions, and gives each its full timeout.
    pub fn establish(&mut self, now: VirtualTime, database: &Database, config: &ServerConfig) {
        self.phase = Phase::Established;
        self.half_ticks = 0;
        self.last_proposed = database.last_zxid;
        self.sweep = Sweep::new(config.container_check_interval, now);
        self.next_half_tick = (config.servers > 1).then(|| now + config.half_tick());
        for (session, timeout) in &database.sessions {
            self.tracker.add(*session, *timeout, now);
        }
    }

    pub fn is_established(&self) -> bool {
        self.phase == Phase::Established
    }

    /// The follower at the other end of that channel.
    pub fn learner(&mut self, channel: Channel) -> Option<&mut Learner> {
        let learner = self.learners.get_mut(&channel.follower);
        learner.filter(|it| it.channel == channel)
    }

    /// The channels of the followers that get all that is proposed.
    pub fn fed(&self) -> Vec<Channel> {
        let fed = self.learners.values().filter(|it| it.is_fed());
        fed.map(|it| it.channel).collect()
    }

    pub fn tick(&self) -> u64 {
        self.half_ticks / 2
    }

    /// Whether a majority, itself included, has been heard of late.
    pub fn has_majority(&self, me: ServerId, of: u8) -> bool {
        let present = self
            .learners
            .iter()
            .filter(|(_, it)| it.stage == Stage::Synced && it.present_until >= self.tick())
            .map(|(id, _)| *id);
        let all: ServerSet = present.chain([me]).collect();
        all.is_majority(of)
    }

    /// Takes note that a server has a proposal in its log.
    pub fn acknowledge(&mut self, server: ServerId, zxid: Zxid) {
        let place = self
            .outstanding
            .binary_search_by_key(&zxid, |it| it.proposal.zxid());
        if let Ok(place) = place {
            self.outstanding[place].acks.insert(server);
        }
    }

    /// Takes out the oldest proposal, if it is agreed on.
    pub fn next_agreed(&mut self, of: u8) -> Option<Outstanding> {
        let oldest = self.outstanding.front()?;
        let agreed = oldest.acks.is_majority(of);
        agreed.then(|| self.outstanding.pop_front()).flatten()
    }

    /// When it gives up one of its followers, or its office, unless something is heard.
    pub fn next_deadline(&self, config: &ServerConfig) -> Option<VirtualTime> {
        let phase = match self.phase {
            Phase::Discovery { since }
            | Phase::Acceptance { since }
            | Phase::Synchronization { since } => Some(since + config.init_patience()),
            Phase::Established => self.next_half_tick,
        };
        let learners = self.learners.values().map(|it| it.deadline(config)).min();
        phase.into_iter().chain(learners).min()
    }
}

impl Learner {
    pub fn new(channel: Channel, now: VirtualTime, present_until: u64) -> Learner {
        Learner {
            channel,
            stage: Stage::New,
            last_heard: now,
            present_until,
            unacknowledged: VecDeque::new(),
        }
    }

    /// Whether it gets all that is proposed.
    pub fn is_fed(&self) -> bool {
        self.stage >= Stage::Fed
    }

    /// When it is given up: it is silent, or does not acknowledge what it was sent.
    pub fn deadline(&self, config: &ServerConfig) -> VirtualTime {
        let patience: Duration = match self.stage {
            Stage::Synced => config.sync_patience(),
            _ => config.init_patience(),
        };
        let silence = self.last_heard + patience;
        match self.unacknowledged.front() {
            Some((_, sent)) => silence.min(*sent + patience),
            None => silence,
        }
    }
}
