//! Quotas as data: what stands in `zookeeper_limits` and in `zookeeper_stats` (`StatsTrack`,
//! `Quotas`).

use std::fmt;

use litemap::LiteMap;

use crate::model::{PathError, ZPath};

/// Where ZooKeeper keeps its quotas: below it, the path of each znode that has one.
pub const QUOTA_ROOT: &str = "/zookeeper/quota";
const LIMITS: &str = "zookeeper_limits";
const STATS: &str = "zookeeper_stats";

/// The limits of a quota, or what is used of it; each in the form of [`QuotaKey`]s.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatsTrack {
    /// By name: also keys that this version of ZooKeeper does not know are kept.
    values: LiteMap<String, i64>,
}

/// What a quota counts. Over a soft limit the server only warns in its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotaKey {
    /// Znodes: the one with the quota, and all below it.
    Count,
    /// Bytes of data in them; names do not count.
    Bytes,
    CountHardLimit,
    ByteHardLimit,
}

/// Why data are no limits and no usage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrackError {
    /// A key stands alone.
    NoValue,
    NoNumber(String),
}

impl QuotaKey {
    pub const ALL: [QuotaKey; 4] = [
        QuotaKey::Count,
        QuotaKey::Bytes,
        QuotaKey::CountHardLimit,
        QuotaKey::ByteHardLimit,
    ];

    fn name(self) -> &'static str {
        match self {
            QuotaKey::Count => "count",
            QuotaKey::Bytes => "bytes",
            QuotaKey::CountHardLimit => "countHardLimit",
            QuotaKey::ByteHardLimit => "byteHardLimit",
        }
    }
}

impl StatsTrack {
    /// What is used: so many znodes with so many bytes.
    pub fn usage(count: i64, bytes: i64) -> StatsTrack {
        let mut usage = StatsTrack::default();
        usage.set(QuotaKey::Count, count);
        usage.set(QuotaKey::Bytes, bytes);
        usage
    }

    /// No limit at all, each said to be so.
    pub fn unlimited() -> StatsTrack {
        let mut limits = StatsTrack::default();
        QuotaKey::ALL.iter().for_each(|it| limits.set(*it, -1));
        limits
    }

    /// Reads `count=5,bytes=-1=;byteHardLimit=-1`.
    ///
    /// # Errors
    /// Where ZooKeeper fails over data that somebody has set by hand.
    pub fn parse(data: &[u8]) -> Result<StatsTrack, TrackError> {
        let text = String::from_utf8_lossy(data);
        let mut values = LiteMap::new();
        for pair in text.split([',', ';']).filter(|it| !it.is_empty()) {
            let mut parts = pair.split('=');
            let key = parts.next().unwrap_or_default().to_string();
            let value = match parts.next().ok_or(TrackError::NoValue)? {
                "" => -1,
                number => number
                    .parse()
                    .map_err(|_| TrackError::NoNumber(number.to_string()))?,
            };
            values.insert(key, value);
        }
        Ok(StatsTrack { values })
    }

    /// -1 where nothing is said: no limit.
    pub fn get(&self, key: QuotaKey) -> i64 {
        self.values.get(key.name()).copied().unwrap_or(-1)
    }

    pub fn set(&mut self, key: QuotaKey, value: i64) {
        self.values.insert(key.name().to_string(), value);
    }

    /// The limit that holds: the hard one if there is one, with `true`, else the soft one.
    pub fn limit(&self, soft: QuotaKey, hard: QuotaKey) -> Option<(i64, bool)> {
        match (self.get(hard), self.get(soft)) {
            (hard @ 0.., _) => Some((hard, true)),
            (_, soft @ 0..) => Some((soft, false)),
            _ => None,
        }
    }
}

/// As it is stored. The odd `=` behind the bytes keeps parsers of ZooKeeper 3.4 from what they
/// do not know.
impl fmt::Display for StatsTrack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, bytes) = (self.get(QuotaKey::Count), self.get(QuotaKey::Bytes));
        write!(f, "count={count},bytes={bytes}")?;
        let first = [QuotaKey::Count.name(), QuotaKey::Bytes.name()];
        let others = self
            .values
            .iter()
            .filter(|(key, _)| !first.contains(&key.as_str()));
        for (at, (key, value)) in others.enumerate() {
            let odd = if at == 0 { "=" } else { "" };
            write!(f, "{odd};{key}={value}")?;
        }
        Ok(())
    }
}

/// Where what concerns the quota of a znode lies: `/zookeeper/quota` and its path.
pub fn quota_path(path: &ZPath) -> ZPath {
    path.under(&root())
}

/// Where the limits of a znode's quota stand.
pub fn limits_path(path: &ZPath) -> ZPath {
    quota_path(path).child(LIMITS)
}

/// Where it stands what is used of a znode's quota.
pub fn stats_path(path: &ZPath) -> ZPath {
    quota_path(path).child(STATS)
}

/// Where the limits stand of what was typed as a path. As ZooKeeper's console does, it is put
/// behind `/zookeeper/quota` and looked at only then.
///
/// # Errors
/// If that is no path.
pub fn typed_limits_path(typed: &str) -> Result<ZPath, PathError> {
    ZPath::parse(&format!("{QUOTA_ROOT}{typed}/{LIMITS}"))
}

/// The znode whose limits, by its name, this znode holds.
pub fn limited_by(path: &ZPath) -> Option<ZPath> {
    concerned(path, LIMITS)
}

/// Where the usage stands beside these limits.
pub fn stats_beside(limits: &ZPath) -> ZPath {
    limits.parent().map_or(root(), |it| it.child(STATS))
}

/// The znode whose usage, by its name, this znode holds.
pub fn counted_by(path: &ZPath) -> Option<ZPath> {
    concerned(path, STATS)
}

fn concerned(path: &ZPath, name: &str) -> Option<ZPath> {
    if !path.as_str().starts_with(QUOTA_ROOT) || path.name() != name {
        return None;
    }
    // There is no quota for the root itself.
    path.parent()?.below(&root()).filter(|it| !it.is_root())
}

fn root() -> ZPath {
    ZPath::parse(QUOTA_ROOT).expect("it is a valid path")
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn limits_and_usage_are_written_as_zookeeper_writes_them() {
        let mut limits = StatsTrack::unlimited();
        limits.set(QuotaKey::Count, 5);
        let text = "count=5,bytes=-1=;byteHardLimit=-1;countHardLimit=-1";
        assert_eq!(limits.to_string(), text);
        assert_eq!(StatsTrack::parse(text.as_bytes()), Ok(limits));
        assert_eq!(StatsTrack::usage(2, 8).to_string(), "count=2,bytes=8");
    }

    #[test]
    fn what_is_missing_is_no_limit_and_what_is_unknown_is_kept() {
        let odd = StatsTrack::parse(b"bytes=;;zeal=7,count=3=9").expect("it can be read");
        assert_eq!(odd.get(QuotaKey::Bytes), -1);
        assert_eq!(odd.to_string(), "count=3,bytes=-1=;zeal=7");
        assert_eq!(StatsTrack::parse(b""), Ok(StatsTrack::default()));
        assert_eq!(StatsTrack::parse(b"count"), Err(TrackError::NoValue));
        let number = TrackError::NoNumber("x".to_string());
        assert_eq!(StatsTrack::parse(b"count=x"), Err(number));
    }

    #[test]
    fn the_hard_limit_hides_the_soft_one() {
        let mut limits = StatsTrack::unlimited();
        let of_count = |it: &StatsTrack| it.limit(QuotaKey::Count, QuotaKey::CountHardLimit);
        assert_eq!(of_count(&limits), None);
        limits.set(QuotaKey::Count, 3);
        assert_eq!(of_count(&limits), Some((3, false)));
        limits.set(QuotaKey::CountHardLimit, 9);
        assert_eq!(of_count(&limits), Some((9, true)));
    }

    #[test]
    fn the_znodes_of_a_quota_are_told_by_their_names() {
        let path = |text| ZPath::parse(text).unwrap();
        let limits = limits_path(&path("/a/b"));
        assert_eq!(limits.as_str(), "/zookeeper/quota/a/b/zookeeper_limits");
        assert_eq!(limited_by(&limits), Some(path("/a/b")));
        assert_eq!(counted_by(&limits), None);
        assert_eq!(counted_by(&stats_path(&path("/a"))), Some(path("/a")));
        for other in [
            "/zookeeper/quota/zookeeper_limits",
            "/a/zookeeper_limits",
            "/zookeeper/quotas/a/zookeeper_limits",
        ] {
            assert_eq!(limited_by(&path(other)), None, "{other}");
        }
    }
}
