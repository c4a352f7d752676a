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
        for (id, session) in &database.sessions {
            self.tracker.add(*id, session.timeout, now);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::TxnBody;
    use crate::engine::txn::{Stamp, Txn};
    use crate::ensemble::note::Cause;
    use crate::model::{SessionId, WallTime};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn at(millis: u64) -> VirtualTime {
        VirtualTime::from_millis(millis)
    }

    fn config() -> ServerConfig {
        ServerConfig {
            servers: 3,
            ..ServerConfig::new(Duration::from_secs(2), WallTime::EPOCH)
        }
    }

    fn server(number: u8) -> ServerId {
        ServerId::new(number)
    }

    fn channel(follower: u8, attempt: u32) -> Channel {
        Channel {
            attempt,
            ..Channel::first(server(follower), server(3))
        }
    }

    /// The third of three servers; the others follow it and count as present for five ticks.
    fn leader() -> Leader {
        let mut leader = Leader::elected(at(0), &config());
        leader.establish(at(0), &Database::new(), &config());
        for follower in [1, 2] {
            let mut learner = Learner::new(channel(follower, 0), at(0), 5);
            learner.stage = Stage::Synced;
            leader.learners.insert(server(follower), learner);
        }
        leader
    }

    fn propose(leader: &mut Leader, counter: u32) {
        let stamp = Stamp {
            zxid: Zxid::new(1, counter),
            time: WallTime::EPOCH,
        };
        let body = TxnBody::Check;
        let txn = Arc::new(Txn { stamp, body });
        let cause = Cause::Sweep;
        leader.outstanding.push_back(Outstanding {
            proposal: Arc::new(Proposal { txn, cause }),
            acks: ServerSet::default(),
            syncs: Vec::new(),
        });
    }

    #[test]
    fn proposals_are_agreed_on_by_a_majority_and_in_their_order() {
        let mut leader = leader();
        let (first, second) = (Zxid::new(1, 1), Zxid::new(1, 2));
        propose(&mut leader, 1);
        propose(&mut leader, 2);
        leader.acknowledge(server(3), first);
        for _ in 0..2 {
            leader.acknowledge(server(3), second);
            leader.acknowledge(server(1), second);
        }
        assert_eq!(leader.next_agreed(3), None, "the first one is not yet");
        leader.acknowledge(server(2), first);
        leader.acknowledge(server(2), Zxid::new(1, 9));
        let mut next = || Some(leader.next_agreed(3)?.proposal.zxid());
        assert_eq!([next(), next(), next()], [Some(first), Some(second), None]);
    }

    #[test]
    fn a_majority_is_there_as_long_as_enough_were_heard_within_their_ticks() {
        let mut leader = leader();
        leader.half_ticks = 11;
        assert!(leader.has_majority(server(3), 3), "the fifth tick");
        leader.half_ticks = 12;
        assert!(!leader.has_majority(server(3), 3));
        let learner = leader.learner(channel(1, 0)).expect("it follows");
        learner.present_until = 6;
        assert!(leader.has_majority(server(3), 3));
        leader
            .learners
            .insert(server(1), Learner::new(channel(1, 1), at(0), 99));
        assert!(!leader.has_majority(server(3), 3), "it lacks the history");
    }

    #[test]
    fn a_follower_that_came_back_is_known_by_its_new_channel() {
        let mut leader = leader();
        leader
            .learners
            .insert(server(1), Learner::new(channel(1, 1), at(0), 5));
        assert_eq!(leader.learner(channel(1, 0)), None);
        assert!(leader.learner(channel(1, 1)).is_some());
        assert_eq!(leader.fed(), [channel(2, 0)]);
    }

    #[test]
    fn a_follower_is_given_up_when_it_is_silent_or_owes_an_acknowledgement() {
        let mut learner = Learner::new(channel(1, 0), at(1000), 5);
        assert_eq!(learner.deadline(&config()), at(21_000));
        learner.stage = Stage::Synced;
        assert_eq!(learner.deadline(&config()), at(11_000));
        learner.unacknowledged.push_back((Zxid::new(1, 1), at(500)));
        learner.unacknowledged.push_back((Zxid::new(1, 2), at(900)));
        assert_eq!(learner.deadline(&config()), at(10_500));
    }

    #[test]
    fn a_leader_alone_has_nobody_to_wait_for() {
        let alone = ServerConfig {
            servers: 1,
            ..config()
        };
        let mut leader = Leader::elected(at(0), &alone);
        leader.establish(at(0), &Database::new(), &alone);
        assert_eq!(leader.next_deadline(&alone), None);
    }

    #[test]
    fn an_established_leader_gives_every_session_its_full_timeout() {
        let session = SessionId::first_of(server(1), 0);
        let mut database = Database::new();
        database.sessions.entry(session).or_default().timeout = Duration::from_secs(6);
        let mut leader = Leader::elected(at(0), &config());
        assert_eq!(leader.tracker.next_expiry(), None, "not before");
        leader.establish(at(7000), &database, &config());
        assert_eq!(leader.tracker.next_expiry(), Some(at(14_000)));
        assert_eq!(
            leader.next_deadline(&config()),
            Some(at(8000)),
            "half a tick"
        );
    }
}
