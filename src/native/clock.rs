//! The machine's clock: the only place besides the page that reads one.

use std::time::{Duration, Instant};

/// Wall time since it was started.
#[derive(Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "a console on a terminal runs in real time"
    )]
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}
