//! What is given to be played: a link, an address with a link, or a file.

use std::fs;
use std::path::Path;

use crate::native::transcripts::script_dialect;
use crate::scenario::link::Opened;
use crate::scenario::{Dialect, import, link};

/// # Errors
/// Why it cannot be read.
pub fn open(given: &str) -> Result<Opened, String> {
    if given.contains(link::SIGN) {
        return import::read(given, Dialect::Scenario);
    }
    let text = fs::read_to_string(given).map_err(|error| error.to_string())?;
    let dialect = script_dialect(Path::new(given)).unwrap_or(Dialect::Scenario);
    import::read(&text, dialect)
}
