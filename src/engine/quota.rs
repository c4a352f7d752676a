//! How a server keeps count for quotas (`DataTree.updateQuotaStat`, `checkQuota`).
//!
//! What is used of a quota stands in the data of a znode, which is changed in place: it gets no
//! version, no zxid and no event of it.

use crate::engine::Database;
use crate::model::ZPath;
use crate::model::quota::{QuotaKey, StatsTrack, counted_by, limited_by, limits_path, stats_path};

impl Database {
    /// Takes note of a znode that was created.
    pub(super) fn count_created(&mut self, path: &ZPath, length: i64) {
        if let Some(limited) = limited_by(path) {
            self.quotas.insert(&limited);
        }
        if let Some(counted) = counted_by(path) {
            self.count_anew(&counted);
        }
        self.count(path, 1, length);
    }

    /// Takes note of a znode that is gone.
    pub(super) fn count_deleted(&mut self, path: &ZPath, length: i64) {
        if let Some(limited) = limited_by(path) {
            self.quotas.remove(&limited);
        }
        self.count(path, -1, -length);
    }

    /// Adds so many znodes and bytes to what is used of the quota that counts for a path.
    pub(super) fn count(&mut self, path: &ZPath, znodes: i64, bytes: i64) {
        let Some(holder) = self.quota_of(path) else {
            return;
        };
        if let Some(mut used) = self.usage_of(&holder) {
            for (key, more) in [(QuotaKey::Count, znodes), (QuotaKey::Bytes, bytes)] {
                used.set(key, used.get(key).wrapping_add(more));
            }
            self.write_usage(&holder, &used);
        }
    }

    /// Whether so many znodes and bytes more are within the hard limits.
    pub(super) fn has_room(&self, path: &ZPath, znodes: i64, bytes: i64) -> bool {
        let Some(holder) = self.quota_of(path) else {
            return true;
        };
        let limits = self.track(&limits_path(&holder));
        let Some((limits, used)) = limits.zip(self.usage_of(&holder)) else {
            return true;
        };
        let fits = |more: i64, soft, hard| match limits.limit(soft, hard) {
            Some((limit, true)) if more != 0 => used.get(soft).saturating_add(more) <= limit,
            _ => true,
        };
        fits(znodes, QuotaKey::Count, QuotaKey::CountHardLimit)
            && fits(bytes, QuotaKey::Bytes, QuotaKey::ByteHardLimit)
    }

    /// The nearest znode on the way up that has a quota; that one counts and no other.
    fn quota_of(&self, path: &ZPath) -> Option<ZPath> {
        if self.quotas.is_empty() {
            return None;
        }
        path.lineage().find(|it| self.quotas.contains(it))
    }

    /// Counts what is there: its usage begins now.
    fn count_anew(&mut self, holder: &ZPath) {
        let (mut znodes, mut bytes) = (0, 0);
        for znode in self.tree.subtree(holder) {
            znodes += 1;
            bytes += znode.length() as i64;
        }
        self.write_usage(holder, &StatsTrack::usage(znodes, bytes));
    }

    fn usage_of(&self, holder: &ZPath) -> Option<StatsTrack> {
        self.track(&stats_path(holder))
    }

    /// `None` if there is no such znode, or if somebody has set its data to something else.
    fn track(&self, path: &ZPath) -> Option<StatsTrack> {
        let data = self.tree.get(path)?.data.as_deref();
        StatsTrack::parse(data.unwrap_or_default()).ok()
    }

    fn write_usage(&mut self, holder: &ZPath, used: &StatsTrack) {
        let data = Some(used.to_string().into_bytes().into());
        self.tree.change(&stats_path(holder), |it| it.data = data);
    }
}
