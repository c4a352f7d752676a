//! Where the moments of a branch are along the slider: what happens gets room, silence little.

use std::cmp::Ordering;
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
            // What happens in one go has one place.
            if stops.last().is_some_and(|it| it.when == row.cursor()) {
                continue;
            }
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
        self.behind(self.stops.partition_point(|it| it.when <= when), when.at)
    }

    /// Where that moment is, with all that happens in it.
    pub fn place_of(&self, at: VirtualTime) -> u16 {
        self.behind(self.stops.partition_point(|it| it.when.at <= at), at)
    }

    /// Where that moment is, behind so many events. A silence that has ended is gone through in
    /// proportion.
    fn behind(&self, behind: usize, at: VirtualTime) -> u16 {
        let (units, from) = match behind.checked_sub(1) {
            None => (0, VirtualTime::START),
            Some(last) => (self.stops[last].units, self.stops[last].when.at),
        };
        let passed = at.since(from);
        let room = match self.stops.get(behind).map(|it| it.when.at.since(from)) {
            Some(whole) => room(whole) * millis(passed.min(whole)) / millis(whole).max(1),
            None => room(passed).min(self.end - units),
        };
        self.of_whole(units + room)
    }

    /// What is there: all that is marked up to there has happened, and nothing that is marked
    /// behind it.
    pub fn at(&self, place: u16) -> Place {
        let beyond = (u64::from(place) + 1) * self.end;
        let units = ((beyond - 1) / WHOLE).min(self.end);
        let behind = self.stops.partition_point(|it| it.units <= units);
        let (from, last) = match behind.checked_sub(1) {
            None => (0, None),
            Some(last) => (self.stops[last].units, Some(self.stops[last].when)),
        };
        let at = last.map_or(VirtualTime::START, |it| it.at);
        let next = self.stops.get(behind);
        match (units - from, next) {
            // Also if nothing but heartbeats came behind the last event.
            _ if units == self.end => Place::Step(u64::MAX),
            // On an event.
            (0, _) => last.map_or(Place::Moment(at), Place::At),
            (passed, Some(next)) => {
                let silence = next.when.at.since(at);
                let whole = room(silence).max(1);
                let part = millis(silence) * passed.min(whole) / whole;
                // Just before the next event, if not in the moment of the last.
                let latest = (at.as_millis() + part).min(next.when.at.as_millis().max(1) - 1);
                match latest > at.as_millis() {
                    true => Place::Moment(VirtualTime::from_millis(latest)),
                    false => last.map_or(Place::Moment(at), Place::At),
                }
            }
            (passed, None) => {
                Place::Moment(VirtualTime::from_millis(at.as_millis() + passed * UNIT))
            }
        }
    }

    /// What is there for somebody who stands at `now`: another place is always another moment, however
    /// close things are, so that keys get ahead.
    pub fn toward(&self, place: u16, now: Cursor) -> Place {
        let end = u16::try_from(WHOLE).unwrap_or(u16::MAX);
        match place.cmp(&self.place(now)) {
            Ordering::Equal => Place::At(now),
            Ordering::Greater => {
                let mut further = (place..=end).map(|it| self.at(it));
                let found = further.find(|it| it.is_beyond(now));
                found.unwrap_or(Place::Step(u64::MAX))
            }
            Ordering::Less => {
                let mut earlier = (0..=place).rev().map(|it| self.at(it));
                let found = earlier.find(|it| it.is_before(now));
                found.unwrap_or(Place::Step(0))
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

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row(step: u64, millis: u64) -> Rc<EventRow> {
        Rc::new(EventRow {
            id: 0,
            step,
            at: VirtualTime::from_millis(millis),
            time: String::new(),
            kind: EventKind::Command,
            who: String::new(),
            role: None,
            text: String::new(),
            why: String::new(),
            paths: Vec::new(),
        })
    }

    fn scale() -> Scale {
        let rows = [(3, 100), (4, 100), (9, 140), (30, 8_000), (31, 8_020)];
        let rows = rows.iter().map(|(step, at)| row(*step, *at)).collect();
        Scale::new(&rows, VirtualTime::from_millis(9_000))
    }

    #[test]
    fn places_grow_with_time_and_silence_takes_little_room() {
        let scale = scale();
        let places: Vec<u16> = (0..=9_000)
            .step_by(20)
            .map(|it| scale.place_of(VirtualTime::from_millis(it)))
            .collect();
        assert!(places.is_sorted());
        assert_eq!((places[0], places.last()), (0, Some(&1000)));
        let of = |millis| scale.place_of(VirtualTime::from_millis(millis));
        let (silence, bustle) = (of(7_999) - of(140), of(8_020) - of(7_999));
        assert!(silence < 4 * bustle, "{silence} and {bustle}");
    }

    #[test]
    fn left_of_an_event_it_has_not_happened() {
        let scale = scale();
        for stop in &scale.stops {
            let left = scale.at(scale.place(stop.when) - 1);
            let happened = match left {
                Place::At(cursor) => cursor >= stop.when,
                Place::Moment(at) => at >= stop.when.at,
                Place::Step(_) => true,
            };
            assert!(!happened, "{stop:?}: {left:?}");
        }
    }

    #[test]
    fn every_event_is_found_where_it_stands() {
        let scale = scale();
        for stop in &scale.stops {
            let place = scale.place(stop.when);
            // A place is less than a unit wide here.
            let found = [place, place + 1].map(|it| scale.at(it));
            assert!(found.contains(&Place::At(stop.when)), "{stop:?}: {found:?}");
        }
        assert_eq!(scale.at(1000), Place::Step(u64::MAX));
        assert_eq!(scale.at(0), Place::Moment(VirtualTime::START));
        for place in 0..1000 {
            if let Place::Moment(at) = scale.at(place) {
                let again = scale.place_of(at);
                let unit = WHOLE / scale.end;
                let apart = u64::from(again.abs_diff(place));
                assert!(apart <= (EVENT + 2) * unit, "{place} is {again}");
            }
        }
    }
}
