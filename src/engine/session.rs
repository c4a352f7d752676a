//! Which sessions are alive, and when each would expire.
//!
//! Only the leader (or the one server there is) keeps a tracker. Expiry goes by buckets one
//! tick wide (`ExpiryQueue`): a session dies at the first tick boundary that is later than its
//! timeout after the last sign of life.

use std::time::Duration;

use litemap::LiteMap;

use crate::engine::check::Check;
use crate::model::time::millis;
use crate::model::{ServerId, SessionId, VirtualTime, sorted};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionTracker {
    tick: Duration,
    sessions: LiteMap<SessionId, Tracked>,
    /// Of those that are not closing: who would expire at each tick, the next ones first.
    due: LiteMap<VirtualTime, LiteMap<SessionId, ()>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tracked {
    pub timeout: Duration,
    pub last_heard: VirtualTime,
    pub expires_at: VirtualTime,
    /// Its end is decided; requests and touches are refused from now on.
    pub closing: bool,
    /// The server that the session lives on; `None` until one has spoken for it.
    pub owner: Option<ServerId>,
}

impl SessionTracker {
    pub fn new(tick: Duration) -> SessionTracker {
        SessionTracker {
            tick,
            sessions: LiteMap::new(),
            due: LiteMap::new(),
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
        self.remove(session);
        let expires_at = self.bucket(now, timeout);
        let tracked = Tracked {
            timeout,
            last_heard: now,
            expires_at,
            closing: false,
            owner: None,
        };
        self.sessions.insert(session, tracked);
        self.expect(session, expires_at);
    }

    /// A sign of life from a client whose connection negotiated that timeout. `false` if the
    /// session is over, or its end is decided.
    pub fn touch(&mut self, session: SessionId, timeout: Duration, now: VirtualTime) -> bool {
        let expires_at = self.bucket(now, timeout);
        match self.sessions.get_mut(&session) {
            Some(tracked) if !tracked.closing => {
                let before = std::mem::replace(&mut tracked.expires_at, expires_at);
                tracked.timeout = timeout;
                tracked.last_heard = now;
                if before != expires_at {
                    self.expect_no_more(session, before);
                    self.expect(session, expires_at);
                }
                true
            }
            _ => false,
        }
    }

    /// From now on the session lives on that server.
    pub fn set_owner(&mut self, session: SessionId, owner: ServerId) {
        if let Some(tracked) = self.sessions.get_mut(&session) {
            tracked.owner = Some(owner);
        }
    }

    /// Whether a write may be done that came through that server. The first to speak for a
    /// session without an owner becomes it.
    ///
    /// # Errors
    /// The check that it does not pass.
    pub fn check(&mut self, session: SessionId, through: ServerId) -> Result<(), Check> {
        match self.sessions.get_mut(&session) {
            Some(tracked) if !tracked.closing => {
                match *tracked.owner.get_or_insert(through) == through {
                    true => Ok(()),
                    false => Err(Check::SessionHere),
                }
            }
            _ => Err(Check::SessionAlive),
        }
    }

    pub fn set_closing(&mut self, session: SessionId) {
        if let Some(tracked) = self.sessions.get_mut(&session) {
            tracked.closing = true;
            let at = tracked.expires_at;
            self.expect_no_more(session, at);
        }
    }

    pub fn remove(&mut self, session: SessionId) {
        if let Some(tracked) = self.sessions.remove(&session) {
            self.expect_no_more(session, tracked.expires_at);
        }
    }

    /// When the next session expires if nothing is heard.
    pub fn next_expiry(&self) -> Option<VirtualTime> {
        self.due.keys().next().copied()
    }

    /// When each session expires if nothing is heard, the next one first.
    pub fn due(&self) -> impl Iterator<Item = (VirtualTime, SessionId)> {
        let ticks = self.due.iter();
        ticks.flat_map(|(at, sessions)| sessions.keys().map(|it| (*at, *it)))
    }

    /// The sessions whose time is up, in ascending order of their ids.
    pub fn overdue(&self, now: VirtualTime) -> Vec<SessionId> {
        let due = self.due().take_while(|(at, _)| *at <= now);
        sorted(due.map(|(_, session)| session))
    }

    fn expect(&mut self, session: SessionId, at: VirtualTime) {
        self.due.entry(at).or_default().insert(session, ());
    }

    fn expect_no_more(&mut self, session: SessionId, at: VirtualTime) {
        if let Some(sessions) = self.due.get_mut(&at) {
            sessions.remove(&session);
            if sessions.is_empty() {
                self.due.remove(&at);
            }
        }
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
        let timeout = Duration::from_secs(4);
        assert!(tracker.touch(session, timeout, at(1000)));
        assert_eq!(tracker.next_expiry(), Some(at(6000)));
        assert!(tracker.touch(session, timeout, at(2000)));
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
        let timeout = Duration::from_secs(4);
        assert!(!tracker.touch(session, timeout, VirtualTime::from_millis(5000)));
        assert!(!tracker.is_alive(session));
        assert_eq!(tracker.next_expiry(), None);
    }

    #[test]
    fn a_session_that_is_removed_is_forgotten_and_does_not_expire() {
        let session = SessionId::first_of(ServerId::new(1), 0);
        let mut tracker = SessionTracker::new(Duration::from_secs(2));
        let never_used = tracker.clone();
        tracker.add(session, Duration::from_secs(4), VirtualTime::START);
        tracker.remove(session);
        assert_eq!(tracker, never_used);
    }

    #[test]
    fn a_session_is_the_business_of_one_server_at_a_time() {
        let session = SessionId::first_of(ServerId::new(1), 0);
        let (one, two) = (ServerId::new(1), ServerId::new(2));
        let mut tracker = SessionTracker::new(Duration::from_secs(2));
        assert_eq!(tracker.check(session, one), Err(Check::SessionAlive));
        tracker.add(session, Duration::from_secs(4), VirtualTime::START);
        assert_eq!(tracker.check(session, one), Ok(()));
        assert_eq!(tracker.check(session, two), Err(Check::SessionHere));
        tracker.set_owner(session, two);
        assert_eq!(tracker.check(session, one), Err(Check::SessionHere));
        tracker.set_closing(session);
        assert_eq!(tracker.check(session, two), Err(Check::SessionAlive));
    }
}
