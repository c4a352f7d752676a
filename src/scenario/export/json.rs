//! A run as JSON: its record, from which it comes again, and what happened in it, to be read by
//! programs and by people.

mod happened;

use serde::{Deserialize, Serialize};

use crate::scenario::export::owners::Owners;
use crate::scenario::names::Names;
use crate::scenario::record::Cursor;
use crate::scenario::stage::Stage;
use happened::Reader;

/// What every such file says of itself. A reader may rely on what is there, not on there being
/// nothing more.
const FORMAT: &str = "zkplay run 1";

/// All but the trace.
#[derive(Serialize)]
struct Head {
    format: &'static str,
    record: String,
    end: End,
    processes: Vec<String>,
    servers: usize,
}

#[derive(Serialize)]
struct End {
    step: u64,
    at_ms: u64,
}

impl From<Cursor> for End {
    fn from(Cursor { step, at }: Cursor) -> End {
        let at_ms = at.as_millis();
        End { step, at_ms }
    }
}

/// What is read of a file.
#[derive(Deserialize)]
struct File {
    format: String,
    record: String,
}

/// The whole run up to now, one entry of the trace on each line; with heartbeats only if they are
/// wanted.
pub fn write(stage: &Stage, heartbeats: bool) -> String {
    let (names, owners) = (Names::of(stage), Owners::of(stage.run().trace()));
    let head = Head {
        format: FORMAT,
        record: stage.record().to_string(),
        end: stage.cursor().into(),
        processes: names.processes().cloned().collect(),
        servers: stage.world().hosts().len(),
    };
    let head = serde_json::to_string_pretty(&head).expect("it is plain data");
    let mut reader = Reader::new(&names, &owners, heartbeats);
    let trace = stage.run().trace().entries.iter();
    let trace = trace.filter_map(|it| reader.read(it));
    let trace: Vec<String> = trace
        .map(|it| serde_json::to_string(&it).expect("it is plain data"))
        .collect();
    let head = head.strip_suffix("\n}").expect("it is an object");
    format!("{head},\n  \"trace\": [\n{}\n  ]\n}}\n", trace.join(",\n"))
}

/// Whether a text is meant as JSON. No record and no link begins so.
pub fn is_begun_by(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// The text of the record that is in such a file.
///
/// # Errors
/// Why it is no such file.
pub fn read(text: &str) -> Result<String, String> {
    let file: File = serde_json::from_str(text).map_err(|problem| {
        format!("a run in JSON has the `format` \"{FORMAT}\" and a `record`; here: {problem}")
    })?;
    match file.format == FORMAT {
        true => Ok(file.record),
        false => Err(format!(
            "it is of the format `{}`, and only `{FORMAT}` can be read; update zkplay",
            file.format
        )),
    }
}
