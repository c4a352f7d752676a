//! The settings of a server, in ZooKeeper's names.

use std::time::Duration;

use crate::engine::Rules;
use crate::model::WallTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerConfig {
    /// How many servers the ensemble has, 1 to 7; they are numbered from 1. One alone needs no
    /// election and stays in epoch 0.
    pub servers: u8,
    pub tick_time: Duration,
    /// `initLimit`: so many ticks a follower has to connect and to take up the history.
    pub init_limit: u32,
    /// `syncLimit`: so many ticks a leader and a follower may be silent to each other.
    pub sync_limit: u32,
    /// `zookeeper.commitLogCount`: so many of the last transactions a leader can tell one by one;
    /// whoever lacks more gets the whole database.
    pub commit_log_count: usize,
    /// How long it takes until what is written to the log survives a crash.
    pub log_delay: Duration,
    pub min_session_timeout: Duration,
    pub max_session_timeout: Duration,
    /// `znode.container.checkIntervalMs`: how often containers and znodes with a time to live
    /// are looked at. More than zero.
    pub container_check_interval: Duration,
    /// `znode.container.maxNeverUsedIntervalMs`: how long a container may wait for its first
    /// child; `None`, ZooKeeper's 0, for as long as it likes.
    pub container_max_never_used: Option<Duration>,
    pub rules: Rules,
    /// What the server's wall clock shows at the start of virtual time.
    pub clock: WallTime,
}

impl ServerConfig {
    pub const INIT_LIMIT: u32 = 10;
    pub const SYNC_LIMIT: u32 = 5;

    /// ZooKeeper's default of `zookeeper.commitLogCount`.
    pub const COMMIT_LOG_COUNT: usize = 500;

    /// ZooKeeper's default of `znode.container.checkIntervalMs`.
    pub const CONTAINER_CHECK_INTERVAL: Duration = Duration::from_secs(60);

    /// A server alone, with ZooKeeper's defaults for a tick of this length: session timeouts of
    /// 2 to 20 ticks.
    pub fn new(tick_time: Duration, clock: WallTime) -> ServerConfig {
        ServerConfig {
            servers: 1,
            tick_time,
            init_limit: ServerConfig::INIT_LIMIT,
            sync_limit: ServerConfig::SYNC_LIMIT,
            commit_log_count: ServerConfig::COMMIT_LOG_COUNT,
            log_delay: Duration::ZERO,
            min_session_timeout: tick_time * 2,
            max_session_timeout: tick_time * 20,
            container_check_interval: ServerConfig::CONTAINER_CHECK_INTERVAL,
            container_max_never_used: None,
            rules: Rules::default(),
            clock,
        }
    }

    /// Between two pings of a leader.
    pub fn half_tick(&self) -> Duration {
        (self.tick_time / 2).max(Duration::from_millis(1))
    }

    /// `initLimit` as a span.
    pub fn init_patience(&self) -> Duration {
        self.tick_time * self.init_limit
    }

    /// `syncLimit` as a span.
    pub fn sync_patience(&self) -> Duration {
        self.tick_time * self.sync_limit
    }
}
