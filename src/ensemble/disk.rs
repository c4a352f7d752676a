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

    /// How many entries of the log survive a crash.
    pub fn safe(&self) -> usize {
        self.safe
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

    /// Whether a crash would leave that transaction.
    pub fn survives(&self, zxid: Zxid) -> bool {
        let safe = &self.log[..self.safe];
        zxid <= self.snapshot.last_zxid || safe.binary_search_by_key(&zxid, |it| it.zxid()).is_ok()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::TxnBody;
    use crate::engine::txn::{Stamp, Txn};
    use crate::ensemble::note::Cause;
    use crate::model::WallTime;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn at(millis: u64) -> VirtualTime {
        VirtualTime::from_millis(millis)
    }

    fn zxid((epoch, counter): (u32, u32)) -> Zxid {
        Zxid::new(epoch, counter)
    }

    fn proposal(place: (u32, u32)) -> Arc<Proposal> {
        let stamp = Stamp {
            zxid: zxid(place),
            time: WallTime::EPOCH,
        };
        let body = TxnBody::Check;
        let txn = Arc::new(Txn { stamp, body });
        let cause = Cause::Sweep;
        Arc::new(Proposal { txn, cause })
    }

    /// A disk with these in its log, all of them safe.
    fn disk(log: &[(u32, u32)]) -> Disk {
        let mut disk = Disk::new(Database::new(), Epoch::FIRST);
        for place in log {
            disk.append(proposal(*place), at(0), Duration::ZERO);
        }
        disk.flush_all();
        disk
    }

    fn zxids(proposals: &[Arc<Proposal>]) -> Vec<Zxid> {
        proposals.iter().map(|it| it.zxid()).collect()
    }

    #[test]
    fn a_crash_loses_what_was_not_safe_yet() {
        let mut disk = disk(&[(1, 1)]);
        let delay = Duration::from_millis(10);
        disk.append(proposal((1, 2)), at(100), delay);
        disk.append(proposal((1, 3)), at(105), delay);
        assert_eq!(disk.last(), zxid((1, 3)), "a proposal counts at once");
        assert_eq!(disk.flush(at(109)), []);
        assert_eq!(disk.next_deadline(), Some(at(110)));
        assert_eq!(disk.flush(at(110)), [zxid((1, 2))]);
        assert!(!disk.is_safe());
        let survive = [(0, 0), (1, 1), (1, 2), (1, 3)].map(|it| disk.survives(zxid(it)));
        assert_eq!(survive, [true, true, true, false]);
        disk.crash();
        assert!(disk.is_safe());
        assert_eq!(zxids(disk.log()), [zxid((1, 1)), zxid((1, 2))]);
        assert_eq!(disk.flush(at(200)), []);
    }

    #[test]
    fn a_follower_is_given_what_it_lacks_by_where_its_log_ends() {
        // A leader of epoch 3, which has decided once; its predecessor twice.
        let mut leader = disk(&[(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (3, 1)]);
        leader.compact(7, 5);
        let all = || zxids(leader.log());
        let behind = |place| {
            let rest = all().into_iter();
            rest.filter(|it| *it > zxid(place)).collect::<Vec<_>>()
        };
        let (diff, trunc) = ("diff".to_string(), |place| format!("trunc {}", zxid(place)));
        let rows = [
            // It has all there is.
            ((3, 1), diff.clone(), Vec::new()),
            // It has more.
            ((3, 2), trunc((3, 1)), Vec::new()),
            ((4, 1), trunc((3, 1)), Vec::new()),
            // It is in the history.
            ((2, 1), diff.clone(), behind((2, 1))),
            ((1, 2), diff.clone(), behind((1, 2))),
            // It is the mark of an epoch, of whatever leader.
            ((2, 0), diff.clone(), behind((2, 0))),
            ((3, 0), diff.clone(), behind((3, 0))),
            // The mark of one that this leader has not seen, behind all that it has.
            ((5, 0), "snap".to_string(), all()),
            // It has something else, which is cut off at the last that both have.
            ((1, 5), "snap".to_string(), all()),
            ((2, 3), "snap".to_string(), all()),
            // It ends before the log begins.
            ((1, 1), "snap".to_string(), all()),
            ((0, 0), "snap".to_string(), all()),
        ];
        for (last, how, proposals) in rows {
            let history = leader.history_for(zxid(last), 5, zxid((3, 1)));
            let start = match history.start {
                HistoryStart::Diff => diff.clone(),
                HistoryStart::Trunc(last) => format!("trunc {last}"),
                HistoryStart::Snap { .. } => "snap".to_string(),
            };
            assert_eq!(
                (start, zxids(&history.proposals)),
                (how, proposals),
                "{last:?}"
            );
        }
    }

    #[test]
    fn whoever_has_all_that_was_written_before_a_leader_s_epoch_lacks_nothing() {
        let leader = disk(&[(1, 1), (1, 2)]);
        let history = leader.history_for(zxid((1, 2)), 2, zxid((2, 0)));
        assert_eq!(history.start, HistoryStart::Diff);
        assert_eq!(zxids(&history.proposals), []);
    }

    #[test]
    fn within_an_epoch_what_a_follower_has_besides_is_cut_off() {
        let leader = disk(&[(1, 1), (1, 4), (1, 5)]);
        let history = leader.history_for(zxid((1, 3)), 3, zxid((1, 5)));
        assert_eq!(history.start, HistoryStart::Trunc(zxid((1, 1))));
        assert_eq!(zxids(&history.proposals), [zxid((1, 4)), zxid((1, 5))]);
    }

    #[test]
    fn a_leader_s_history_is_taken_up_in_each_of_the_three_ways() {
        let leader = disk(&[(1, 1), (1, 2), (2, 1)]);
        for (log, last) in [
            (&[(1, 1)][..], (1, 1)),
            (&[(1, 1), (1, 2), (2, 1), (2, 2)], (2, 2)),
            (&[(1, 1), (1, 2), (1, 3)], (1, 3)),
        ] {
            let mut follower = disk(log);
            let history = leader.history_for(zxid(last), 3, zxid((2, 1)));
            follower.take_up(&history);
            assert_eq!(follower.log(), leader.log(), "{last:?}");
            assert!(follower.is_safe());
        }
    }

    #[test]
    fn what_is_not_agreed_on_stays_in_the_log_and_is_no_history() {
        let mut leader = disk(&[(1, 1), (1, 2), (1, 3)]);
        let history = leader.history_for(zxid((1, 1)), 2, zxid((1, 2)));
        assert_eq!(zxids(&history.proposals), [zxid((1, 2))]);
        assert_eq!(leader.compact(2, 0), 2);
        assert_eq!(zxids(leader.log()), [zxid((1, 3))]);
        assert_eq!(leader.snapshot().last_zxid, zxid((1, 2)));
        assert_eq!(leader.last(), zxid((1, 3)));
    }
}
