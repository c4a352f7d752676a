//! When containers and znodes with a time to live are looked at (`ContainerManager`).
//!
//! A check comes at every interval since the leader began. It lists what is to go then, and removes
//! one after the other with a pause, so that a check does not flood the server. While there is
//! nothing that could ever go, no check is waited for.

use std::collections::VecDeque;
use std::time::Duration;

use crate::model::time::millis;
use crate::model::{VirtualTime, ZPath};

/// Between two removals: 10,000 in a minute (`znode.container.maxPerMinute`).
const PAUSE: Duration = Duration::from_millis(6);

#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    interval: Duration,
    start: VirtualTime,
    /// When the last check was made or passed over.
    last: VirtualTime,
    /// What the last check found and is not yet removed, and when that goes on.
    todo: VecDeque<ZPath>,
    resume_at: VirtualTime,
}

impl Sweep {
    pub fn new(interval: Duration, start: VirtualTime) -> Sweep {
        Sweep {
            interval,
            start,
            last: start,
            todo: VecDeque::new(),
            resume_at: start,
        }
    }

    /// When there is something to do; `None` if nothing is `waiting` that might ever go.
    pub fn next_deadline(&self, waiting: bool) -> Option<VirtualTime> {
        if !self.todo.is_empty() {
            Some(self.resume_at)
        } else {
            waiting.then(|| self.next_check())
        }
    }

    /// Says what is to be removed now. `due` lists what is to go, and is asked at a check.
    pub fn step(&mut self, now: VirtualTime, due: impl FnOnce() -> Vec<ZPath>) -> Option<ZPath> {
        if self.todo.is_empty() && now >= self.next_check() {
            self.last = now;
            self.todo = due().into();
            self.resume_at = now;
        }
        if now < self.resume_at {
            return None;
        }
        self.resume_at = now + PAUSE;
        self.todo.pop_front()
    }

    /// Passes over the checks until now, at which nothing was waiting.
    pub fn skip_to(&mut self, now: VirtualTime) {
        let interval = millis(self.interval).max(1);
        let over = millis(now.since(self.start)) % interval;
        self.last = now - Duration::from_millis(over);
    }

    fn next_check(&self) -> VirtualTime {
        self.last + self.interval
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn checks_come_at_whole_intervals_and_remove_one_after_the_other() {
        let at = VirtualTime::from_millis;
        let path = |text| ZPath::parse(text).unwrap();
        let mut sweep = Sweep::new(Duration::from_millis(400), VirtualTime::START);
        assert_eq!(sweep.next_deadline(false), None);
        sweep.skip_to(at(1234));
        assert_eq!(sweep.next_deadline(true), Some(at(1600)));
        let found = || vec![path("/a"), path("/b")];
        assert_eq!(sweep.step(at(1599), found), None);
        assert_eq!(sweep.step(at(1600), found), Some(path("/a")));
        assert_eq!(sweep.next_deadline(false), Some(at(1606)));
        assert_eq!(sweep.step(at(1605), Vec::new), None);
        assert_eq!(sweep.step(at(1650), Vec::new), Some(path("/b")), "late");
        assert_eq!(sweep.next_deadline(true), Some(at(2000)));
    }
}
