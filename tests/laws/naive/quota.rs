//! Quotas of the naive ZooKeeper: found by looking for their nodes, each time anew.

use zkplay::model::{QuotaKey, StatsTrack};

use crate::naive::tree::{Tree, is_below};

const PLACE: &str = "/zookeeper/quota";

impl Tree {
    /// Takes note of a node that came (1) or went (-1), or of data that changed (0).
    pub fn account(&mut self, path: &str, nodes: i64, bytes: i64) {
        let begins = path.strip_suffix("/zookeeper_stats");
        if let Some(holder) = begins.and_then(|it| it.strip_prefix(PLACE))
            && nodes == 1
            && !holder.is_empty()
        {
            let (nodes, bytes) = self.usage(holder);
            self.write(path, &StatsTrack::usage(nodes, bytes));
        }
        let Some(holder) = self.holder(path) else {
            return;
        };
        let stats = format!("{PLACE}{holder}/zookeeper_stats");
        if let Some(mut used) = self.track(&stats) {
            used.set(QuotaKey::Count, used.get(QuotaKey::Count) + nodes);
            used.set(QuotaKey::Bytes, used.get(QuotaKey::Bytes) + bytes);
            self.write(&stats, &used);
        }
    }

    /// Whether that much more is within the hard limits.
    pub fn has_room(&self, path: &str, nodes: i64, bytes: i64) -> bool {
        let Some(holder) = self.holder(path) else {
            return true;
        };
        let limits = self.track(&format!("{PLACE}{holder}/zookeeper_limits"));
        let used = self.track(&format!("{PLACE}{holder}/zookeeper_stats"));
        let (Some(limits), Some(used)) = (limits, used) else {
            return true;
        };
        let fits =
            |more: i64, used: i64, limit: i64| more == 0 || limit < 0 || used + more <= limit;
        let (count, size) = (used.get(QuotaKey::Count), used.get(QuotaKey::Bytes));
        fits(nodes, count, limits.get(QuotaKey::CountHardLimit))
            && fits(bytes, size, limits.get(QuotaKey::ByteHardLimit))
    }

    /// The deepest node, of this one and those above, that has a quota.
    fn holder(&self, path: &str) -> Option<String> {
        let of_limits = |it: &str| {
            let holder = it.strip_prefix(PLACE)?.strip_suffix("/zookeeper_limits")?;
            let concerns = path == holder || (!holder.is_empty() && is_below(path, holder));
            concerns.then(|| holder.to_string())
        };
        let holders = self.paths().filter_map(of_limits);
        holders.max_by_key(String::len)
    }

    fn track(&self, path: &str) -> Option<StatsTrack> {
        let data = &self.get(path)?.data;
        StatsTrack::parse(data.as_deref().unwrap_or_default()).ok()
    }

    fn write(&mut self, path: &str, track: &StatsTrack) {
        let text = track.to_string();
        self.get_mut(path).data = Some(text.into_bytes().into());
    }
}
