//! What is given to be played: a link, an address with a link, or a file.

use std::fs;

use crate::scenario::Bundle;
use crate::scenario::link::{self, Opened};

/// # Errors
/// Why it cannot be read.
pub fn open(given: &str) -> Result<Opened, String> {
    // Of an address, what stands ahead of the fragment says only where the page is.
    let fragment = given.find('#').map_or("", |at| &given[at..]);
    match link::read(fragment) {
        Some(opened) => opened,
        None => {
            let text = fs::read_to_string(given).map_err(|error| error.to_string())?;
            let bundle = Bundle::parse(&text).map_err(|error| error.to_string())?;
            Ok(Opened {
                bundle,
                missing: None,
            })
        }
    }
}
