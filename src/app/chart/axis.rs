//! Time on the chart: what happens gets room, silence gets little.
//!
//! Heights grow with time, but not in proportion to it: between two moments in which something
//! is seen there are [`NEAREST`] to [`FARTHEST`] pixels, however long they are apart.

use std::time::Duration;

use crate::model::VirtualTime;
use crate::model::time::millis;

/// Above the first moment.
pub const TOP: u32 = 26;
/// Between two lines that leave or reach one lifeline in one moment.
pub const LANE: u32 = 16;
const NEAREST: u32 = 16;
const FARTHEST: u32 = 40;
/// A silence at least so long is marked.
const IDLE: Duration = Duration::from_millis(800);

/// A moment in which something is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Instant {
    pub at: VirtualTime,
    pub y: u32,
    /// Where its last lane is.
    pub foot: u32,
    /// The silence that follows is marked: so many heartbeats fell into it.
    pub silence: Option<u32>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    /// In the order of time.
    instants: Vec<Instant>,
}

impl Axis {
    /// Adds a later moment, in which a lifeline has up to so many lines.
    pub fn push(&mut self, at: VirtualTime, lanes: u32) {
        let y = match self.instants.last() {
            None => TOP,
            Some(last) if last.silence.is_some() => last.foot + FARTHEST,
            Some(last) => last.foot + stretch(at.since(last.at)),
        };
        self.instants.push(Instant {
            at,
            y,
            foot: y + lanes.saturating_sub(1) * LANE,
            silence: None,
        });
    }

    /// Marks the silence behind the last moment.
    pub fn mark_silence(&mut self, pings: u32) {
        if let Some(last) = self.instants.last_mut() {
            last.silence = Some(pings);
        }
    }

    pub fn instants(&self) -> &[Instant] {
        &self.instants
    }

    pub fn last(&self) -> Option<&Instant> {
        self.instants.last()
    }

    /// The height of a moment in which something is seen.
    pub fn y(&self, at: VirtualTime) -> Option<u32> {
        let found = self.instants.binary_search_by_key(&at, |it| it.at);
        found.ok().map(|it| self.instants[it].y)
    }

    /// The height of the present moment, when something is seen next at `due` as far as is
    /// known.
    pub fn now(&self, now: VirtualTime, due: Option<VirtualTime>) -> u32 {
        let Some(last) = self.last() else {
            return TOP;
        };
        let passed = now.since(last.at);
        let grown = match due.map(|due| due.since(last.at)) {
            Some(whole) if whole > passed => {
                let room = u64::from(stretch(whole));
                u32::try_from(room * millis(passed) / millis(whole)).unwrap_or(FARTHEST)
            }
            Some(whole) => stretch(whole),
            None => in_proportion(passed).min(FARTHEST),
        };
        last.foot + grown
    }
}

/// Whether the time between two moments is a silence worth marking.
pub fn is_idle(span: Duration) -> bool {
    span >= IDLE
}

/// Whether the room of a silence has grown as far as it does.
pub fn is_wide(span: Duration) -> bool {
    in_proportion(span) >= FARTHEST
}

fn stretch(span: Duration) -> u32 {
    in_proportion(span).clamp(NEAREST, FARTHEST)
}

/// Six pixels for five milliseconds: a way of 20 ms slopes visibly.
fn in_proportion(span: Duration) -> u32 {
    u32::try_from(millis(span).saturating_mul(6) / 5).unwrap_or(u32::MAX)
}
