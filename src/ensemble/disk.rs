//! What a server has written down, and finds again after a crash.
//!
//! A log of proposals behind a snapshot, and two epochs. A write takes a while to be safe; what
//! is not yet is lost in a crash. The log holds what was proposed, agreed on or not.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::engine::Database;
use crate::ensemble::peer::{History, HistoryStart, Proposal};
use crate::model::{Epoch, VirtualTime, Zxid};

#[derive(Clone, Debug, PartialEq)]
pub struct Disk {
    /// All that was agreed on before the log begins.
    snapshot: Database,
    log: Vec<Arc<Proposal>>,
    /// So many of the log survive a crash.
    safe: usize,
    /// When each of the others will, too.
    writing: VecDeque<VirtualTime>,
    /// The newest epoch that the server has promised to follow.
    pub accepted: Epoch,
    /// Of the last leader whose history it has made its own.
    pub current: Epoch,
}

impl Disk {
    pub fn new(snapshot: Database, epoch: Epoch) -> Disk {
        Disk {
            snapshot,
            log: Vec::new(),
            safe: 0,
            writing: VecDeque::new(),
            accepted: epoch,
            current: epoch,
        }
    }

    pub fn snapshot(&self) -> &Database {
        &self.snapshot
    }

    pub fn log(&self) -> &[Arc<Proposal>] {
        &self.log
    }

    /// The end of the log.
    pub fn last(&self) -> Zxid {
        self.log
            .last()
            .map_or(self.snapshot.last_zxid, |it| it.zxid())
    }

    pub fn append(&mut self, proposal: Arc<Proposal>, now: VirtualTime, delay: Duration) {
        self.log.push(proposal);
        self.writing.push_back(now + delay);
    }

    pub fn next_deadline(&self) -> Option<VirtualTime> {
        self.writing.front().copied()
    }

    /// What has become safe by now, in order.
    pub fn flush(&mut self, now: VirtualTime) -> Vec<Zxid> {
        let mut flushed = Vec::new();
        while self.writing.front().is_some_and(|it| *it <= now) {
            self.writing.pop_front();
            flushed.push(self.log[self.safe].zxid());
            self.safe += 1;
        }
        flushed
    }

    /// Waits until all is safe: what ZooKeeper does when it changes its role.
    pub fn flush_all(&mut self) {
        self.writing.clear();
        self.safe = self.log.len();
    }

    /// Whether all of the log is safe.
    pub fn is_safe(&self) -> bool {
        self.writing.is_empty()
    }

    /// A crash: what was not safe is gone.
    pub fn crash(&mut self) {
        self.log.truncate(self.safe);
        self.writing.clear();
    }

    /// Makes a leader's history its own, up to where the leader stands.
    pub fn take_up(&mut self, history: &History) {
        match &history.start {
            HistoryStart::Diff => {}
            HistoryStart::Trunc(last) => {
                let kept = self.log.partition_point(|it| it.zxid() <= *last);
                self.log.truncate(kept);
            }
            HistoryStart::Snap { database, .. } => {
                self.snapshot = database.clone();
                self.log.clear();
            }
        }
        self.log.extend(history.proposals.iter().cloned());
        self.flush_all();
    }

    /// What a follower lacks, or has too much, whose log ends at `last`. Of this log so many
    /// entries count as history; `applied` is how far this server has come
    /// (`LearnerHandler.syncFollower`).
    pub fn history_for(&self, last: Zxid, agreed: usize, applied: Zxid) -> History {
        let history = &self.log[..agreed];
        let first = self.snapshot.last_zxid;
        let newest = history.last().map_or(first, |it| it.zxid());
        let behind = history.partition_point(|it| it.zxid() <= last);
        let from = |start, place: usize| History {
            start,
            proposals: history[place..].to_vec(),
        };
        let whole = HistoryStart::Snap {
            database: self.snapshot.clone(),
            seen: applied,
        };
        // The mark of an epoch that had no write yet; nothing is cut off from there.
        let is_mark = last.counter() == 0;
        // Where the two histories part, as far as this one goes.
        let common = behind.checked_sub(1).map_or(first, |it| history[it].zxid());
        if last == applied {
            from(HistoryStart::Diff, agreed)
        } else if last > newest && !is_mark {
            from(HistoryStart::Trunc(newest), agreed)
        } else if last < first || last > newest {
            from(whole, 0)
        } else if last == common || is_mark {
            from(HistoryStart::Diff, behind)
        } else if history[behind].zxid().epoch() == last.epoch() {
            from(HistoryStart::Trunc(common), behind)
        } else {
            // A log cannot be cut back over the beginning of an epoch.
            from(whole, 0)
        }
    }

    /// Puts the beginning of the log into the snapshot, so that `keep` of the first `agreed` are
    /// left. Returns how many have gone.
    pub fn compact(&mut self, agreed: usize, keep: usize) -> usize {
        let gone = agreed.saturating_sub(keep).min(self.safe);
        for proposal in self.log.drain(..gone) {
            self.snapshot.apply(&proposal.txn);
        }
        self.safe -= gone;
        gone
    }
}
