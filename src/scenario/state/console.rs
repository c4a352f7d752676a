//! What every console has shown: how much, and a hash of it.
//!
//! What the playground itself says counts by its kind alone: its sentences may get better.

use std::hash::Hasher;

use fnv::FnvHasher;
use litemap::LiteMap;

use crate::handle::{Note, Shown};
use crate::model::ProcessId;
use crate::scenario::names::Names;
use crate::scenario::state::facts::Facts;
use crate::sim::{Happening, Trace};

#[derive(Default)]
struct Console {
    typed: u64,
    shown: u64,
    hasher: FnvHasher,
}

pub fn describe(trace: &Trace, names: &Names, facts: &mut Facts) {
    let mut consoles: LiteMap<ProcessId, Console> = LiteMap::new();
    for entry in &trace.entries {
        if let Happening::Shown(process, shown) = &entry.what {
            let console = consoles.entry(*process).or_default();
            match shown {
                Shown::Typed { .. } => console.typed += 1,
                _ => console.shown += 1,
            }
            console.hasher.write(text(shown).as_bytes());
            // Nothing shown has it in it, so that two entries are never taken for one.
            console.hasher.write_u8(0xFF);
        }
    }
    for (process, console) in consoles {
        let Console {
            typed,
            shown,
            hasher,
        } = console;
        facts.about(names.process(process));
        let hash = hasher.finish();
        facts.tell(format!(
            "console: {typed} typed, {shown} shown, {hash:016x}"
        ));
    }
}

fn text(shown: &Shown) -> String {
    match shown {
        Shown::Typed { prompt, line } => format!("typed {prompt}{line}"),
        Shown::Out(line) => format!("out {line}"),
        Shown::Err(line) => format!("err {line}"),
        Shown::Failure(line) => format!("failure {line}"),
        Shown::Partial(part) => format!("partial {part}"),
        Shown::Event(event) => format!("event {event}"),
        Shown::Note(note) => format!("note {}", kind(note)),
    }
}

fn kind(note: &Note) -> String {
    match note {
        Note::DidYouMean { .. } => "a command much like it".to_string(),
        Note::Refused { .. } => "refused".to_string(),
        Note::Help { .. } => "help".to_string(),
        Note::OrderTaken { number } => format!("order {number} taken"),
        Note::OrderEnded { number } => format!("order {number} ended"),
        Note::NoSuchOrder { number } => format!("no order {number}"),
        Note::NoOrders => "no orders".to_string(),
        Note::Order {
            number,
            order,
            firings,
        } => format!("order {number} fired {firings}: {order}"),
    }
}
