//! The event log, and the one sentence that a screen reader is told.

use std::rc::Rc;

use crate::app::playground::Playground;
use crate::app::view::{EventKind, EventRow, EventsView};

/// So many of the newest rows are shown.
const MOST_ROWS: usize = 300;

pub fn view(playground: &Playground) -> EventsView {
    let look = &playground.look;
    let filter = look.filter.trim().to_ascii_lowercase();
    let wanted = |it: &&Rc<EventRow>| {
        (look.pings || it.kind != EventKind::Ping)
            && (filter.is_empty()
                || it.who.to_ascii_lowercase().contains(&filter)
                || it.text.to_ascii_lowercase().contains(&filter))
    };
    let all = playground.scene().chronicle.events();
    let mut rows: Vec<Rc<EventRow>> = all
        .iter()
        .rev()
        .filter(wanted)
        .take(MOST_ROWS)
        .cloned()
        .collect();
    rows.reverse();
    EventsView {
        rows: Rc::new(rows),
        total: match look.pings {
            true => all.len(),
            false => playground.scene().chronicle.shown(),
        },
        pings: look.pings,
        selected: look.event,
        filter: look.filter.clone(),
    }
}

/// The newest important event.
pub fn narration(playground: &Playground) -> String {
    let important = |it: &&Rc<EventRow>| {
        matches!(
            it.kind,
            EventKind::Watch | EventKind::Fault | EventKind::Session | EventKind::Expiry
        )
    };
    let newest = playground
        .scene()
        .chronicle
        .events()
        .iter()
        .rev()
        .find(important);
    newest.map_or_else(String::new, |it| format!("{}: {}", it.who, it.text))
}
