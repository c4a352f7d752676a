//! Which sessions are alive, and when each would expire.
//!
//! Only the leader (or the one server there is) keeps a tracker. Expiry goes by buckets one
//! tick wide (`ExpiryQueue`): a session dies at the first tick boundary that is later than its
//! timeout after the last sign of life.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::model::time::millis;
use crate::model::{SessionId, VirtualTime};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionTracker {
    tick: Duration,
    sessions: BTreeMap<SessionId, Tracked>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tracked {
    pub timeout: Duration,
    pub last_heard: VirtualTime,
    pub expires_at: VirtualTime,
    /// Its end is decided; requests and touches are refused from now on.
    pub closing: bool,
}

impl SessionTracker {
    pub fn new(tick: Duration) -> SessionTracker {
        SessionTracker {
            tick,
            sessions: BTreeMap::new(),
        }
    }

    pub fn get(&self, session: SessionId) -> Option<&Tracked> {
        self.sessions.get(&session)
    }

    pub fn is_alive(&self, session: SessionId) -> bool {
        self.sessions.get(&session).is_some_and(|it| !it.closing)
    }

    /// Takes up a session with its full timeout.
    pub fn add(&mut self, session: SessionId, timeout: Duration, now: VirtualTime) {
        let expires_at = self.bucket(now, timeout);
        let tracked = Tracked {
            timeout,
            last_heard: now,
            expires_at,
            closing: false,
        };
        self.sessions.insert(session, tracked);
    }

    /// A sign of life.
    pub fn touch(&mut self, session: SessionId, now: VirtualTime) {
        let Some(timeout) = self.sessions.get(&session).map(|it| it.timeout) else {
            return;
        };
        let expires_at = self.bucket(now, timeout);
        if let Some(tracked) = self.sessions.get_mut(&session)
            && !tracked.closing
        {
            tracked.last_heard = now;
            tracked.expires_at = expires_at;
        }
    }

    pub fn set_closing(&mut self, session: SessionId) {
        if let Some(tracked) = self.sessions.get_mut(&session) {
            tracked.closing = true;
        }
    }

    pub fn remove(&mut self, session: SessionId) {
        self.sessions.remove(&session);
    }

    /// When the next session expires if nothing is heard.
    pub fn next_expiry(&self) -> Option<VirtualTime> {
        self.sessions
            .values()
            .filter(|it| !it.closing)
            .map(|it| it.expires_at)
            .min()
    }

    /// The sessions whose time is up, in ascending order of their ids.
    pub fn overdue(&self, now: VirtualTime) -> Vec<SessionId> {
        let due = |it: &Tracked| !it.closing && it.expires_at <= now;
        self.sessions
            .iter()
            .filter(|(_, it)| due(it))
            .map(|(id, _)| *id)
            .collect()
    }

    fn bucket(&self, now: VirtualTime, timeout: Duration) -> VirtualTime {
        let tick = millis(self.tick);
        VirtualTime::from_millis(((now + timeout).as_millis() / tick + 1) * tick)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ServerId, WallTime};

    #[test]
    fn s_60_expiry_is_rounded_up_to_the_next_tick_strictly_later() {
        let session = SessionId::first_of(ServerId::new(1), WallTime::EPOCH.as_millis());
        let mut tracker = SessionTracker::new(Duration::from_secs(2));
        let at = VirtualTime::from_millis;
        tracker.add(session, Duration::from_secs(4), at(0));
        assert_eq!(tracker.next_expiry(), Some(at(6000)));
        tracker.touch(session, at(1000));
        assert_eq!(tracker.next_expiry(), Some(at(6000)));
        tracker.touch(session, at(2000));
        assert_eq!(tracker.next_expiry(), Some(at(8000)));
        assert_eq!(tracker.overdue(at(7999)), []);
        assert_eq!(tracker.overdue(at(8000)), [session]);
    }

    #[test]
    fn a_closing_session_is_not_touched_and_does_not_expire_again() {
        let session = SessionId::first_of(ServerId::new(1), 0);
        let mut tracker = SessionTracker::new(Duration::from_secs(2));
        tracker.add(session, Duration::from_secs(4), VirtualTime::START);
        tracker.set_closing(session);
        tracker.touch(session, VirtualTime::from_millis(5000));
        assert!(!tracker.is_alive(session));
        assert_eq!(tracker.next_expiry(), None);
    }
}
