//! What a follower keeps in mind (`Follower`, `Learner`).

use std::collections::VecDeque;
use std::time::Duration;

use litemap::LiteMap;

use crate::ensemble::config::ServerConfig;
use crate::ensemble::peer::Channel;
use crate::model::{ConnectionId, ServerId, SessionId, VirtualTime, Zxid};

/// Between two attempts to connect to the leader, and how many there are.
const RETRY: Duration = Duration::from_millis(100);
const MOST_ATTEMPTS: u32 = 5;

#[derive(Clone, Debug, PartialEq)]
pub struct Follower {
    pub leader: ServerId,
    pub phase: Phase,
    /// When it began to follow, or last heard of the leader.
    pub last_heard: VirtualTime,
    /// Its sessions that were heard since the leader was last told, and their timeouts.
    pub touched: LiteMap<SessionId, Duration>,
    /// Clients that wait for the answer to a `sync`, in order.
    pub syncs: VecDeque<ConnectionId>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// So many attempts to connect have failed; the next one is made then.
    Retrying {
        failed: u32,
        at: VirtualTime,
    },
    Connecting {
        channel: Channel,
        failed: u32,
    },
    /// Agreeing on the epoch, and taking up the leader's history.
    Discovery {
        channel: Channel,
    },
    /// It was given the history: so many entries of its log are agreed on.
    Fed {
        channel: Channel,
        taken: Taken,
    },
    /// It has said so, and waits for the leader to be established.
    Synced {
        channel: Channel,
        taken: Taken,
    },
    /// It serves clients.
    Serving {
        channel: Channel,
    },
}

/// What a follower has taken up of its leader's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// So many entries of its log are agreed on.
    pub agreed: usize,
    /// Of a leader that gave it a whole database: what that had applied.
    pub seen: Zxid,
}

impl Follower {
    pub fn new(leader: ServerId, now: VirtualTime, phase: Phase) -> Follower {
        Follower {
            leader,
            phase,
            last_heard: now,
            touched: LiteMap::new(),
            syncs: VecDeque::new(),
        }
    }

    /// The channel to the leader, as soon as it is dialled.
    pub fn channel(&self) -> Option<Channel> {
        match self.phase {
            Phase::Retrying { .. } => None,
            Phase::Connecting { channel, .. }
            | Phase::Discovery { channel }
            | Phase::Fed { channel, .. }
            | Phase::Synced { channel, .. }
            | Phase::Serving { channel } => Some(channel),
        }
    }

    pub fn is_serving(&self) -> bool {
        matches!(self.phase, Phase::Serving { .. })
    }

    /// An attempt to connect has failed. `None` if that was the last one.
    pub fn retry(&self, now: VirtualTime) -> Option<Phase> {
        let Phase::Connecting { failed, .. } = self.phase else {
            return None;
        };
        let failed = failed + 1;
        let at = now + RETRY;
        (failed < MOST_ATTEMPTS).then_some(Phase::Retrying { failed, at })
    }

    /// When it gives the leader up unless it hears of it.
    pub fn patience_ends(&self, config: &ServerConfig) -> VirtualTime {
        let patience = match self.phase {
            Phase::Synced { .. } | Phase::Serving { .. } => config.sync_patience(),
            _ => config.init_patience(),
        };
        self.last_heard + patience
    }

    pub fn next_deadline(&self, config: &ServerConfig) -> VirtualTime {
        let end = self.patience_ends(config);
        match self.phase {
            Phase::Retrying { at, .. } => end.min(at),
            _ => end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::WallTime;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn at(millis: u64) -> VirtualTime {
        VirtualTime::from_millis(millis)
    }

    fn channel() -> Channel {
        Channel::first(ServerId::new(1), ServerId::new(3))
    }

    fn in_phase(phase: Phase) -> Follower {
        Follower::new(ServerId::new(3), at(1000), phase)
    }

    #[test]
    fn five_attempts_to_connect_are_made_100_ms_apart() {
        let channel = channel();
        for failed in 0..4 {
            let follower = in_phase(Phase::Connecting { channel, failed });
            let next = Phase::Retrying {
                failed: failed + 1,
                at: at(2100),
            };
            assert_eq!(follower.retry(at(2000)), Some(next));
        }
        let last = in_phase(Phase::Connecting { channel, failed: 4 });
        assert_eq!(last.retry(at(2000)), None);
        let connected = in_phase(Phase::Serving { channel });
        assert_eq!(connected.retry(at(2000)), None, "a connection that broke");
    }

    #[test]
    fn a_leader_may_be_silent_for_the_init_limit_at_first_and_for_the_sync_limit_later() {
        let config = ServerConfig::new(Duration::from_secs(2), WallTime::EPOCH);
        let channel = channel();
        let taken = Taken {
            agreed: 0,
            seen: Zxid::ZERO,
        };
        for (phase, patience) in [
            (Phase::Connecting { channel, failed: 0 }, 20_000),
            (Phase::Discovery { channel }, 20_000),
            (Phase::Fed { channel, taken }, 20_000),
            (Phase::Synced { channel, taken }, 10_000),
            (Phase::Serving { channel }, 10_000),
        ] {
            let follower = in_phase(phase);
            assert_eq!(follower.next_deadline(&config), at(1000 + patience));
        }
        let retrying = in_phase(Phase::Retrying {
            failed: 1,
            at: at(1100),
        });
        assert_eq!(retrying.next_deadline(&config), at(1100));
        assert_eq!(retrying.patience_ends(&config), at(21_000));
    }
}
