//! How a run leaves the page, and how what people bring along comes into it.

use crate::scenario::bundle::Bundle;
use crate::scenario::export::{json, mermaid};
use crate::scenario::header::Dialect;
use crate::scenario::stage::Stage;
use crate::scenario::transcript::transcript_of_record;
use crate::scenario::{import, link, state};

/// In what form a run is written for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Link,
    Json,
    /// A sequence diagram.
    Mermaid,
    /// What was said, exactly when.
    Record,
    /// What every console showed for it; with the record a test.
    Transcript,
}

impl Format {
    pub const ALL: [Format; 5] = [
        Format::Link,
        Format::Json,
        Format::Mermaid,
        Format::Record,
        Format::Transcript,
    ];

    /// The name under which a file of it is saved.
    pub fn file(self) -> &'static str {
        match self {
            Format::Link => "zkplay-run.txt",
            Format::Json => "zkplay-run.json",
            Format::Mermaid => "zkplay-run.mmd",
            Format::Record => "zkplay-run.zkt",
            Format::Transcript => "zkplay-run.out",
        }
    }
}

/// What came of a link or a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Brought {
    pub bundle: Bundle,
    /// What is to be told of it: what is missing, or that it comes to another state than when it
    /// was made.
    pub notice: Option<String>,
}

/// Reads a link, or the content of a file.
///
/// # Errors
/// Why it cannot be opened, and what to do.
pub fn open(text: &str) -> Result<Brought, String> {
    let opened = import::read(text, Dialect::Scenario)?;
    let bundle = opened.bundle;
    let notice = match opened.missing.or(bundle.left_out()) {
        Some(notice) => Some(notice),
        None => drift(&bundle)?,
    };
    Ok(Brought { bundle, notice })
}

/// That a run comes to another state than when it was made.
fn drift(bundle: &Bundle) -> Result<Option<String>, String> {
    let Some(told) = bundle.state else {
        return Ok(None);
    };
    let came = state::hash(&Stage::recall(&bundle.standing())?);
    Ok(told.differs_from(came).then(|| {
        "this run comes to another state than when it was made, by another version of zkplay"
            .to_string()
    }))
}

/// Writes runs in that format: all of them as a link, else the one that is shown, up to where one
/// stands.
///
/// # Errors
/// Why they cannot be.
pub fn write(bundle: &Bundle, format: Format) -> Result<String, String> {
    let record = bundle.standing();
    Ok(match format {
        Format::Link => {
            let state = Some(state::hash(&Stage::recall(&record)?));
            let bundle = bundle.clone();
            link::write(&Bundle { state, ..bundle })
        }
        Format::Json => json::write(&Stage::recall(&record)?, false),
        Format::Mermaid => mermaid::write(&Stage::recall(&record)?),
        Format::Record => record.to_string(),
        Format::Transcript => transcript_of_record(&record).map_err(|error| error.to_string())?,
    })
}
