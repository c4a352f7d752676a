//! The `server` line at the head of a script: settings in ZooKeeper's names.

use std::time::Duration;

use crate::engine::Rules;
use crate::ensemble::ServerConfig;
use crate::model::WallTime;
use crate::model::time::millis;
use crate::scenario::word::duration;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerSettings {
    /// How many there are.
    pub servers: u8,
    pub tick_time: Duration,
    /// In ticks.
    pub init_limit: u32,
    pub sync_limit: u32,
    pub commit_log_count: usize,
    pub log_delay: Duration,
    /// The shortest and the longest session timeout that the server grants; where not set,
    /// 2 and 20 ticks.
    pub min_session_timeout: Option<Duration>,
    pub max_session_timeout: Option<Duration>,
    pub container_check_interval: Duration,
    pub container_max_never_used: Option<Duration>,
    pub rules: Rules,
}

/// In the order in which they are told.
const KEYS: &str = "tickTime, initLimit, syncLimit, commitLogCount, logDelayMs, minSessionTimeout, maxSessionTimeout, extendedTypesEnabled, \
    enforceQuota, containerCheckIntervalMs, containerMaxNeverUsedMs, reconfigEnabled, skipACL, \
    superDigest";

impl ServerSettings {
    pub fn new(tick_time: Duration) -> ServerSettings {
        ServerSettings {
            servers: 1,
            tick_time,
            init_limit: ServerConfig::INIT_LIMIT,
            sync_limit: ServerConfig::SYNC_LIMIT,
            commit_log_count: ServerConfig::COMMIT_LOG_COUNT,
            log_delay: Duration::ZERO,
            min_session_timeout: None,
            max_session_timeout: None,
            container_check_interval: ServerConfig::CONTAINER_CHECK_INTERVAL,
            container_max_never_used: None,
            rules: Rules::default(),
        }
    }

    /// Takes up `KEY=VALUE`.
    ///
    /// # Errors
    /// What is wrong with it, and how to write it.
    pub fn take(&mut self, setting: &str) -> Result<(), String> {
        let (key, value) = setting
            .split_once('=')
            .ok_or_else(|| format!("`{setting}` is no server setting; write KEY=VALUE"))?;
        match key {
            "tickTime" => self.tick_time = at_least_one(key, value)?,
            "initLimit" => self.init_limit = count(key, value)?,
            "syncLimit" => self.sync_limit = count(key, value)?,
            "commitLogCount" => self.commit_log_count = count(key, value)? as usize,
            "logDelayMs" => self.log_delay = duration(value)?,
            "minSessionTimeout" => self.min_session_timeout = Some(duration(value)?),
            "maxSessionTimeout" => self.max_session_timeout = Some(duration(value)?),
            "containerCheckIntervalMs" => {
                self.container_check_interval = at_least_one(key, value)?;
            }
            "containerMaxNeverUsedMs" => {
                let longest = duration(value)?;
                self.container_max_never_used = (longest > Duration::ZERO).then_some(longest);
            }
            "extendedTypesEnabled" => self.rules.extended_types = switch(key, value)?,
            "enforceQuota" => self.rules.enforce_quota = switch(key, value)?,
            "reconfigEnabled" => self.rules.reconfig_enabled = switch(key, value)?,
            "skipACL" => self.rules.skip_acl = switch(key, value)?,
            "superDigest" => self.rules.super_digest = Some(value.to_string()),
            _ => {
                return Err(format!(
                    "the playground has no server setting `{key}`; it has {KEYS}"
                ));
            }
        }
        Ok(())
    }

    /// What a server needs.
    ///
    /// # Errors
    /// If the limits of the session timeout contradict each other.
    pub fn config(&self, clock: WallTime) -> Result<ServerConfig, String> {
        let defaults = ServerConfig::new(self.tick_time, clock);
        let min = self
            .min_session_timeout
            .unwrap_or(defaults.min_session_timeout);
        let max = self
            .max_session_timeout
            .unwrap_or(defaults.max_session_timeout);
        if min > max {
            return Err(format!(
                "minSessionTimeout ({} ms) is longer than maxSessionTimeout ({} ms)",
                millis(min),
                millis(max)
            ));
        }
        Ok(ServerConfig {
            servers: self.servers,
            init_limit: self.init_limit,
            sync_limit: self.sync_limit,
            commit_log_count: self.commit_log_count,
            log_delay: self.log_delay,
            min_session_timeout: min,
            max_session_timeout: max,
            container_check_interval: self.container_check_interval,
            container_max_never_used: self.container_max_never_used,
            rules: self.rules.clone(),
            ..defaults
        })
    }
}

fn at_least_one(key: &str, value: &str) -> Result<Duration, String> {
    let span = duration(value)?;
    if span < Duration::from_millis(1) {
        return Err(format!("{key} must be at least 1 ms"));
    }
    Ok(span)
}

fn count(key: &str, value: &str) -> Result<u32, String> {
    match value.parse() {
        Ok(count @ 1..=100_000) => Ok(count),
        _ => Err(format!(
            "`{value}` does not do; write {key} as a number from 1 to 100000"
        )),
    }
}

/// ZooKeeper writes some as true or false, and some as yes or no.
fn switch(key: &str, value: &str) -> Result<bool, String> {
    match value {
        "true" | "yes" => Ok(true),
        "false" | "no" => Ok(false),
        _ => Err(format!(
            "`{value}` does not do; write {key}=true or {key}=false"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(words: &str) -> Result<ServerSettings, String> {
        let mut settings = ServerSettings::new(Duration::from_secs(2));
        let taken = words.split(' ').try_for_each(|it| settings.take(it));
        taken.map(|()| settings)
    }

    #[test]
    fn each_setting_is_taken_up() {
        let given = settings(
            "containerCheckIntervalMs=400 containerMaxNeverUsedMs=1s extendedTypesEnabled=false \
             enforceQuota=true reconfigEnabled=true skipACL=yes superDigest=super:x= tickTime=1s",
        );
        let config = given.unwrap().config(WallTime::EPOCH).unwrap();
        assert_eq!(config.container_check_interval, Duration::from_millis(400));
        assert_eq!(
            config.container_max_never_used,
            Some(Duration::from_secs(1))
        );
        assert_eq!(config.max_session_timeout, Duration::from_secs(20));
        let rules = Rules {
            extended_types: false,
            enforce_quota: true,
            skip_acl: true,
            reconfig_enabled: true,
            super_digest: Some("super:x=".to_string()),
        };
        assert_eq!(config.rules, rules);
        let never = settings("containerMaxNeverUsedMs=0").unwrap();
        assert_eq!(never.container_max_never_used, None);
    }

    #[test]
    fn a_wrong_setting_is_told_with_how_to_write_it() {
        for (words, hint) in [
            ("tickTime", "write KEY=VALUE"),
            ("tickTime=0", "at least 1 ms"),
            ("containerCheckIntervalMs=0", "at least 1 ms"),
            ("enforceQuota=maybe", "write enforceQuota=true"),
            ("lightSpeed=1", "no server setting `lightSpeed`"),
        ] {
            let problem = settings(words).unwrap_err();
            assert!(problem.contains(hint), "{words}: {problem}");
        }
    }
}
