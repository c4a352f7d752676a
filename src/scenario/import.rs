//! What people bring along: a link, a run in a file, or a script.

use crate::scenario::bundle::Bundle;
use crate::scenario::export::json;
use crate::scenario::header::Dialect;
use crate::scenario::link::{self, Opened};
use crate::scenario::record::Record;
use crate::scenario::script::Script;
use crate::scenario::stage::Stage;

/// Reads a link, an address with a link in it, a run as a record or in JSON, or a script in that
/// dialect, which is played for it.
///
/// # Errors
/// Why it cannot be read, and what to do.
pub fn read(text: &str, dialect: Dialect) -> Result<Opened, String> {
    let text = text.trim_start();
    // Of an address, what stands ahead of the fragment says only where the page is.
    let is_address = !text.trim_end().contains(char::is_whitespace);
    let fragment = text.find('#').filter(|_| is_address);
    if let Some(opened) = fragment.and_then(|at| link::read(text[at..].trim_end())) {
        return opened;
    }
    let bundle = if json::is_begun_by(text) {
        Bundle::parse(&json::read(text)?).map_err(|error| error.to_string())?
    } else if Record::is_begun_by(text) {
        Bundle::parse(text).map_err(|error| error.to_string())?
    } else {
        let script = Script::parse(text, dialect);
        let played = script.and_then(|it| Stage::play(&it));
        let stage = played.map_err(|error| {
            format!("it is no link and no run, and as a script it has a mistake: {error}")
        })?;
        Bundle::from(stage.record())
    };
    Ok(Opened {
        bundle,
        missing: None,
    })
}
