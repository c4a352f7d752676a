//! In what worlds random runs take place.

use std::time::Duration;

use crate::ensemble::ServerConfig;
use crate::model::{Chance, WallTime};
use crate::sim::Setup;
use crate::sim::network::Latency;

/// What random runs have in common.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub servers: u8,
    /// Processes; some hold several sessions at times.
    pub clients: u32,
    /// Whether anything breaks besides what clients do to each other.
    pub faults: bool,
    /// So many steps the world takes at least, before all is mended.
    pub steps: u64,
    /// Clients do no more than consoles can: they have one session, and ask one thing at a time.
    pub patient: bool,
}

/// A world by chance: how fast messages and disks are, and how patient servers are.
pub fn setup(seed: u64, options: &Options, chance: &mut Chance) -> Setup {
    let mut one_of = |choices: &[u64]| choices[chance.below(choices.len() as u64) as usize];
    let tick = one_of(&[500, 1000, 2000]);
    let mut latency = |delays: &[u64], jitters: &[u64]| Latency {
        delay: Duration::from_millis(one_of(delays)),
        jitter: Duration::from_millis(one_of(jitters)),
    };
    let clients = latency(&[0, 5, 20, 60], &[0, 5, 40]);
    let servers = latency(&[0, 2, 5, 30], &[0, 3, 20]);
    let server = ServerConfig {
        servers: options.servers,
        sync_limit: one_of(&[2, 5]) as u32,
        init_limit: one_of(&[4, 10]) as u32,
        commit_log_count: one_of(&[1, 3, 10, 500]) as usize,
        log_delay: Duration::from_millis(one_of(&[0, 1, 10, 50])),
        container_check_interval: Duration::from_millis(one_of(&[3000, 60_000])),
        ..ServerConfig::new(Duration::from_millis(tick), WallTime::DEFAULT_START)
    };
    Setup {
        seed,
        server,
        latency: clients,
        server_latency: servers,
    }
}
