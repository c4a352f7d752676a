//! `zkplay replay --export`: a recorded run as a file that others can use.

use clap::ValueEnum;

use crate::scenario::export::{json, mermaid};
use crate::scenario::transcript::transcript_of_record;
use crate::scenario::{Record, Stage};

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
pub fn write(record: &Record, format: Format, heartbeats: bool) -> Result<String, String> {
    Ok(match format {
        Format::Record => record.to_string(),
        Format::Transcript => transcript_of_record(record).map_err(|it| it.to_string())?,
        Format::Json => json::write(&Stage::recall(record)?, heartbeats),
        Format::Mermaid => mermaid::write(&Stage::recall(record)?),
    })
}
