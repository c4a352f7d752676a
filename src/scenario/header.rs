//! The settings at the head of a script, and what holds where none is given.

use std::time::Duration;

use crate::model::{WallTime, Zone};
use crate::scenario::server_settings::ServerSettings;
use crate::scenario::word::duration;
use crate::sim::network::Latency;
use crate::sim::world::Setup;

/// What a script takes for granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Transcripts: the settings with which those of a real server were recorded. Messages
    /// take no time, a tick is 200 ms.
    Transcript,
    /// Scenarios and lessons: times that a person can follow.
    Scenario,
}

impl Dialect {
    const ALL: [Dialect; 2] = [Dialect::Transcript, Dialect::Scenario];

    pub fn name(self) -> &'static str {
        match self {
            Dialect::Transcript => "transcript",
            Dialect::Scenario => "scenario",
        }
    }

    pub fn named(name: &str) -> Option<Dialect> {
        Dialect::ALL.into_iter().find(|it| it.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    dialect: Dialect,
    pub seed: u64,
    /// Between clients and servers.
    pub latency: Latency,
    /// Between servers.
    pub server_latency: Latency,
    /// The session timeout where a `session` line gives none.
    pub timeout: Duration,
    pub clock: WallTime,
    pub zone: Zone,
    pub server: ServerSettings,
    /// The settings that were given, as they were written: each may be given once.
    lines: Vec<String>,
}

impl Header {
    pub fn new(dialect: Dialect) -> Header {
        let ms = Duration::from_millis;
        let common = Header {
            dialect,
            seed: 0,
            latency: Latency::NONE,
            server_latency: Latency::NONE,
            timeout: ms(30_000),
            clock: WallTime::DEFAULT_START,
            zone: Zone::UTC,
            server: ServerSettings {
                init_limit: 20,
                sync_limit: 10,
                min_session_timeout: Some(ms(400)),
                max_session_timeout: Some(ms(40_000)),
                ..ServerSettings::new(ms(200))
            },
            lines: Vec::new(),
        };
        match dialect {
            Dialect::Transcript => common,
            Dialect::Scenario => Header {
                latency: Latency {
                    delay: ms(20),
                    jitter: Duration::ZERO,
                },
                server_latency: Latency {
                    delay: ms(5),
                    jitter: Duration::ZERO,
                },
                timeout: ms(6000),
                server: ServerSettings::new(ms(2000)),
                ..common
            },
        }
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// Whether a line with a leading colon is for the playground. In a transcript it is for
    /// zkCli, like any other.
    pub fn has_verbs(&self) -> bool {
        self.dialect == Dialect::Scenario
    }

    /// Whether there is more than one server.
    pub fn is_ensemble(&self) -> bool {
        self.server.servers > 1
    }

    /// Whether each step takes as long as it took when transcripts of a real ensemble were
    /// recorded: a command until it is answered or given up, a fault no time at all.
    pub fn is_recorded_ensemble(&self) -> bool {
        self.is_ensemble() && self.dialect == Dialect::Transcript
    }

    /// Takes up a line if it is a setting; `false` if it is none.
    ///
    /// # Errors
    /// What is wrong with the setting, and how to write it.
    pub fn take(&mut self, line: &str) -> Result<bool, String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some((&key, values)) = words.split_first() else {
            return Ok(false);
        };
        if !KEYS.contains(&key) {
            return Ok(false);
        }
        if self.is_given(key) {
            return Err(format!("`{key}` is set twice; keep one of the lines"));
        }
        self.set(key, values)?;
        self.lines.push(line.to_string());
        Ok(true)
    }

    /// The settings as they were written.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    fn is_given(&self, key: &str) -> bool {
        let mut keys = self
            .lines
            .iter()
            .filter_map(|it| it.split_whitespace().next());
        keys.any(|it| it == key)
    }

    fn set(&mut self, key: &str, values: &[&str]) -> Result<(), String> {
        match (key, values) {
            ("server", [_, ..]) => values.iter().try_for_each(|it| self.server.take(it))?,
            ("servers", [number]) => match number.parse::<u8>() {
                Ok(servers @ 1..=7) => self.server.servers = servers,
                _ => return Err(format!("`{number}` is no number of servers from 1 to 7")),
            },
            ("seed", [number]) => {
                self.seed = number.parse().map_err(|_| {
                    format!(
                        "`{number}` is no seed; write a \
                    whole number from 0 on"
                    )
                })?;
            }
            ("latency", [_] | [_, _]) => {
                self.latency = latency(values)?;
                if !self.is_given("server-latency") {
                    self.server_latency = self.latency;
                }
            }
            ("server-latency", [_] | [_, _]) => self.server_latency = latency(values)?,
            ("timeout", [timeout]) => self.timeout = duration(timeout)?,
            ("clock", [date, time, zone]) => self.take_clock(date, time, zone)?,
            _ => return Err(format!("write `{}`", form_of(key))),
        }
        Ok(())
    }

    fn take_clock(&mut self, date: &str, time: &str, zone: &str) -> Result<(), String> {
        let numbers = |text: &str, separator| -> Option<[u32; 3]> {
            let parts: Vec<u32> = text
                .split(separator)
                .map(str::parse)
                .collect::<Result<_, _>>()
                .ok()?;
            parts.try_into().ok()
        };
        let zone = Zone::parse(zone)
            .ok_or_else(|| format!("`{zone}` is no zone; write UTC, or GMT+08:00"))?;
        let instant = numbers(date, '-').zip(numbers(time, ':'));
        self.clock = instant
            .and_then(|(date, time)| WallTime::from_calendar(date, time, zone))
            .ok_or_else(|| format!("`{date} {time}` is no instant; write 2026-01-01 00:00:00"))?;
        self.zone = zone;
        Ok(())
    }

    /// What a world needs.
    ///
    /// # Errors
    /// If the limits of the session timeout contradict each other.
    pub fn setup(&self) -> Result<Setup, String> {
        Ok(Setup {
            seed: self.seed,
            server: self.server.config(self.clock)?,
            latency: self.latency,
            server_latency: self.server_latency,
        })
    }
}

/// A delay, and perhaps a jitter.
fn latency(values: &[&str]) -> Result<Latency, String> {
    let mut spans = values.iter().map(|it| duration(it));
    Ok(Latency {
        delay: spans.next().unwrap_or(Ok(Duration::ZERO))?,
        jitter: spans.next().unwrap_or(Ok(Duration::ZERO))?,
    })
}

/// What may be set.
const KEYS: [&str; 7] = [
    "server",
    "servers",
    "seed",
    "latency",
    "server-latency",
    "timeout",
    "clock",
];

fn form_of(key: &str) -> &'static str {
    match key {
        "server" => "server KEY=VALUE …",
        "servers" => "servers N",
        "seed" => "seed N",
        "latency" => "latency DURATION [JITTER]",
        "server-latency" => "server-latency DURATION [JITTER]",
        "timeout" => "timeout DURATION",
        _ => "clock DATE TIME ZONE, as in 2026-01-01 00:00:00 UTC",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_taken_up_and_other_lines_left_alone() {
        let mut header = Header::new(Dialect::Scenario);
        for line in [
            "server tickTime=500ms maxSessionTimeout=9s",
            "servers 5",
            "seed 7",
            "latency 20ms 5ms",
            "timeout 4s",
            "clock 2024-02-29 12:00:00 GMT+01:00",
        ] {
            assert_eq!(header.take(line), Ok(true), "{line}");
        }
        assert_eq!(header.take("session a"), Ok(false));
        let setup = header.setup().unwrap();
        assert_eq!(setup.seed, 7);
        assert_eq!(setup.server.servers, 5);
        assert_eq!(setup.server_latency, setup.latency);
        assert_eq!(setup.server.min_session_timeout, Duration::from_secs(1));
        assert_eq!(setup.server.max_session_timeout, Duration::from_secs(9));
        assert_eq!(
            header.clock.java_date(header.zone),
            "Thu Feb 29 12:00:00 GMT+01:00 2024"
        );
    }

    #[test]
    fn links_between_servers_may_be_others_wherever_that_stands() {
        for lines in [
            ["latency 20ms 5ms", "server-latency 2ms"],
            ["server-latency 2ms", "latency 20ms 5ms"],
        ] {
            let mut header = Header::new(Dialect::Scenario);
            for line in lines {
                assert_eq!(header.take(line), Ok(true));
            }
            let ms = Duration::from_millis;
            let setup = header.setup().unwrap();
            assert_eq!((setup.latency.delay, setup.latency.jitter), (ms(20), ms(5)));
            let between = setup.server_latency;
            assert_eq!((between.delay, between.jitter), (ms(2), ms(0)));
            assert_eq!(header.lines(), lines);
        }
    }

    #[test]
    fn a_wrong_setting_is_told_with_how_to_write_it() {
        for (line, hint) in [
            ("seed", "write `seed N`"),
            ("seed x", "`x` is no seed"),
            ("servers 9", "from 1 to 7"),
            ("clock 2026-02-30 00:00:00 UTC", "is no instant"),
            ("clock 2026-02-01 00:00:00 Mars", "is no zone"),
        ] {
            let error = Header::new(Dialect::Scenario).take(line).unwrap_err();
            assert!(error.contains(hint), "{line}: {error}");
        }
        let mut header = Header::new(Dialect::Scenario);
        assert_eq!(header.take("seed 1"), Ok(true));
        assert!(header.take("seed 2").unwrap_err().contains("set twice"));
    }

    #[test]
    fn limits_that_contradict_each_other_are_refused() {
        let mut header = Header::new(Dialect::Scenario);
        header.take("server maxSessionTimeout=1s").unwrap();
        assert!(header.setup().unwrap_err().contains("is longer than"));
    }
}
