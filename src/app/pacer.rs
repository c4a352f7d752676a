//! How virtual time follows wall time.
//!
//! While a message that people want to see is under way, its flight takes [`HOP`] of wall time.
//! When nothing is, and something visible is certain to come, the gap before it is shown in at
//! most [`LONGEST_GAP`]. Certain means that a copy of the world, run ahead without inputs, gets
//! there; so no thinking person loses a session to a jump. Else time is linear.

use std::time::Duration;

use crate::model::VirtualTime;
use crate::scenario::Cast;
use crate::sim::event::Parcel;
use crate::sim::{Happening, Trace, World};

/// Wall time of a message's flight at normal speed, as long as nobody asks for another.
pub const HOP: Duration = Duration::from_millis(600);
/// Wall time in which a gap is shown at normal speed.
const LONGEST_GAP: Duration = Duration::from_secs(2);
/// What a frame may catch up with: a page that hung does not jump.
const LONGEST_FRAME: Duration = Duration::from_millis(100);
/// How far ahead a copy looks, in virtual time and in steps.
const HORIZON: Duration = Duration::from_secs(90);
const MOST_STEPS_AHEAD: u32 = 5_000;

/// The speeds on offer, in quarters of normal.
pub const SPEEDS: [u32; 5] = [1, 2, 4, 8, 16];
const NORMAL: usize = 2;

#[derive(Clone, Debug, PartialEq)]
pub struct Pacer {
    pub playing: bool,
    pub hidden: bool,
    /// Index into [`SPEEDS`].
    pub speed: usize,
    /// Wall time of a message's flight at normal speed.
    pub hop: Duration,
    /// Microseconds of virtual time that were due and are less than one millisecond.
    carry: u64,
    outlook: Option<Outlook>,
}

/// What is known of the time to come, until somebody acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Outlook {
    from: VirtualTime,
    until: VirtualTime,
    /// The next visible event, if there is one before `until`.
    next: Option<VirtualTime>,
}

impl Pacer {
    pub fn new(playing: bool) -> Pacer {
        Pacer {
            playing,
            hidden: false,
            speed: NORMAL,
            hop: HOP,
            carry: 0,
            outlook: None,
        }
    }

    pub fn runs(&self) -> bool {
        self.playing && !self.hidden
    }

    /// Somebody has acted: what was certain is so no more.
    pub fn forget(&mut self) {
        self.outlook = None;
    }

    /// The moment to run to when a frame has taken so long; `None` while the clock stands: a frame
    /// may have been asked for before. Somebody will act at `soon`, if that is known.
    pub fn target(
        &mut self,
        world: &World<Cast>,
        soon: Option<VirtualTime>,
        elapsed: Duration,
    ) -> Option<VirtualTime> {
        if !self.runs() {
            return None;
        }
        self.look_ahead(world, soon);
        let elapsed = elapsed.min(LONGEST_FRAME).as_micros() as u64;
        let linear = elapsed * u64::from(SPEEDS[self.speed]) / 4;
        let (due, latest) = match (flight(world), self.gap()) {
            (Some(flight), _) => {
                let slowed = linear * flight.as_millis() as u64 / self.hop.as_millis() as u64;
                (slowed.min(linear), None)
            }
            // The whole gap in so much wall time, whatever part of it is left.
            (None, Some(gap)) => {
                let hurried = elapsed * gap.as_millis() as u64 / LONGEST_GAP.as_millis() as u64;
                (linear.max(hurried), self.next())
            }
            (None, None) => (linear, self.next()),
        };
        self.carry += due;
        let millis = self.carry / 1000;
        self.carry %= 1000;
        let target = world.now() + Duration::from_millis(millis);
        // What is certain to come is not overrun: what it sets off is seen from its beginning.
        Some(latest.map_or(target, |it| target.min(it)))
    }

    fn next(&self) -> Option<VirtualTime> {
        self.outlook?.next
    }

    /// The gap that is being shortened, if one is: it would last longer than it is shown.
    pub fn gap(&self) -> Option<Duration> {
        let gap = self.next()?.since(self.outlook?.from);
        let shown = LONGEST_GAP * SPEEDS[self.speed] / 4;
        (gap > shown && self.runs()).then_some(gap)
    }

    fn look_ahead(&mut self, world: &World<Cast>, soon: Option<VirtualTime>) {
        let now = world.now();
        let still_good = self.outlook.is_some_and(|it| match it.next {
            Some(next) => now < next,
            None => now + HORIZON / 2 < it.until,
        });
        if !still_good {
            let until = now + HORIZON;
            let next = next_visible(world, soon.map_or(until, |it| it.min(until)));
            let next = next.or(soon.filter(|it| *it <= until));
            self.outlook = Some(Outlook {
                from: now,
                until,
                next,
            });
        }
    }
}

/// How long the quickest of the messages that are seen is under way, if there are any.
fn flight(world: &World<Cast>) -> Option<Duration> {
    let seen = world.in_flight().filter_map(|(due, it)| match it {
        Parcel::Client(it) if !it.carried.is_upkeep() => Some(due.since(it.sent)),
        _ => None,
    });
    seen.min()
}

/// When something that shows in the event log will happen by itself.
pub fn next_visible(world: &World<Cast>, until: VirtualTime) -> Option<VirtualTime> {
    let mut ahead = world.clone();
    let mut trace = Trace::default();
    for _ in 0..MOST_STEPS_AHEAD {
        if !ahead.step_until(until, &mut trace) {
            return None;
        }
        if trace.entries.drain(..).any(|it| is_visible(&it.what)) {
            return Some(ahead.now());
        }
    }
    None
}

/// Whether a person sees something of it without asking for heartbeats.
fn is_visible(what: &Happening) -> bool {
    !matches!(
        what,
        Happening::Arrived { .. }
            | Happening::Lapsed(_)
            | Happening::Sent { .. }
            | Happening::PeerArrived { .. }
            | Happening::PeerSent { .. }
            | Happening::Replicated(..)
            | Happening::Means(..)
            | Happening::Believes { .. }
    )
}
