//! `zkplay replay --export`: a recorded run as a file that others can use.

use clap::ValueEnum;

use crate::scenario::export::json;
use crate::scenario::{Record, Stage, sharing};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The record: with its transcript beside it, a test (`zkplay transcript --check`).
    Record,
    /// What every console showed, below each thing that was said.
    Transcript,
    /// The record, and what happened, entry by entry.
    Json,
    /// A sequence diagram.
    Mermaid,
}

/// The run in that format; in JSON with heartbeats, if they are wanted.
///
/// # Errors
/// Why it cannot be played.
pub fn write(record: Record, format: Format, heartbeats: bool) -> Result<String, String> {
    let format = match format {
        Format::Json if heartbeats => return Ok(json::write(&Stage::recall(&record)?, true)),
        Format::Json => sharing::Format::Json,
        Format::Record => sharing::Format::Record,
        Format::Transcript => sharing::Format::Transcript,
        Format::Mermaid => sharing::Format::Mermaid,
    };
    sharing::write(&record.into(), format)
}
