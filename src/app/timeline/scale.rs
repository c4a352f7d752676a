//! Where the moments of a branch are along the slider: what happens gets room, silence little.

use std::rc::Rc;

use crate::app::timeline::Place;
use crate::app::view::{EventKind, EventRow};
use crate::model::time::millis;
use crate::model::{Log, VirtualTime};
use crate::scenario::Cursor;

/// The slider is so long.
pub const WHOLE: u64 = 1000;
/// The room of an event, in units.
const EVENT: u64 = 4;
/// A silence takes a unit for so many milliseconds, and at most so many units.
const UNIT: u64 = 50;
const WIDEST: u64 = 24;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    stops: Vec<Stop>,
    end: u64,
}

/// An event, and the room before it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stop {
    when: Cursor,
    units: u64,
}

impl Scale {
    pub fn new(rows: &Log<Rc<EventRow>>, end: VirtualTime) -> Scale {
        let mut stops: Vec<Stop> = Vec::new();
        for row in rows.iter().filter(|it| it.kind != EventKind::Ping) {
            let units = match stops.last() {
                None => room(row.at.since(VirtualTime::START)),
                Some(last) => last.units + room(row.at.since(last.when.at)),
            };
            stops.push(Stop {
                when: row.cursor(),
                units: units + EVENT,
            });
        }
        let end = match stops.last() {
            None => room(end.since(VirtualTime::START)),
            Some(last) => last.units + room(end.since(last.when.at)),
        };
        Scale {
            stops,
            end: end.max(1),
        }
    }

    /// How much room a silence at the end has: it grows, up to a certain size.
    pub fn tail(rows: &Log<Rc<EventRow>>, end: VirtualTime) -> u64 {
        let last = rows.last().map_or(VirtualTime::START, |it| it.at);
        room(end.since(last))
    }

    /// Where that is, of [`WHOLE`].
    pub fn place(&self, when: Cursor) -> u16 {
        let behind = self.stops.partition_point(|it| it.when <= when);
        let next = self
            .stops
            .get(behind)
            .map_or(self.end, |it| it.units - EVENT);
        let (units, from) = match behind.checked_sub(1) {
            None => (0, VirtualTime::START),
            Some(last) => (self.stops[last].units, self.stops[last].when.at),
        };
        self.of_whole((units + room(when.at.since(from))).min(next))
    }

    /// Where that moment is, with all that happens in it.
    pub fn place_of(&self, at: VirtualTime) -> u16 {
        self.place(Cursor { step: u64::MAX, at })
    }

    /// What is there.
    pub fn at(&self, place: u16) -> Place {
        let units = u64::from(place) * self.end / WHOLE;
        let behind = self.stops.partition_point(|it| it.units <= units);
        let (from, last) = match behind.checked_sub(1) {
            None => (0, None),
            Some(last) => (self.stops[last].units, Some(self.stops[last].when)),
        };
        let at = last.map_or(VirtualTime::START, |it| it.at);
        let next = self.stops.get(behind);
        match (units - from, next) {
            // On an event.
            (0, _) => last.map_or(Place::Moment(at), Place::At),
            (_, Some(next)) if units + EVENT > next.units => Place::At(next.when),
            (passed, Some(next)) => {
                let whole = room(next.when.at.since(at)).max(1);
                let part = millis(next.when.at.since(at)) * passed.min(whole) / whole;
                Place::Moment(VirtualTime::from_millis(at.as_millis() + part))
            }
            (_, None) if units == self.end => Place::Step(u64::MAX),
            (passed, None) => {
                Place::Moment(VirtualTime::from_millis(at.as_millis() + passed * UNIT))
            }
        }
    }

    fn of_whole(&self, units: u64) -> u16 {
        u16::try_from(units * WHOLE / self.end).unwrap_or(u16::MAX)
    }
}

fn room(silence: std::time::Duration) -> u64 {
    (millis(silence) / UNIT).min(WIDEST)
}
