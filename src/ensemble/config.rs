//! The settings of a server, in ZooKeeper's names.

use std::time::Duration;

use crate::engine::Rules;
use crate::model::WallTime;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerConfig {
    pub tick_time: Duration,
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
    /// ZooKeeper's default of `znode.container.checkIntervalMs`.
    pub const CONTAINER_CHECK_INTERVAL: Duration = Duration::from_secs(60);

    /// ZooKeeper's defaults for a tick of this length: session timeouts of 2 to 20 ticks.
    pub fn new(tick_time: Duration, clock: WallTime) -> ServerConfig {
        ServerConfig {
            tick_time,
            min_session_timeout: tick_time * 2,
            max_session_timeout: tick_time * 20,
            container_check_interval: ServerConfig::CONTAINER_CHECK_INTERVAL,
            container_max_never_used: None,
            rules: Rules::default(),
            clock,
        }
    }
}
