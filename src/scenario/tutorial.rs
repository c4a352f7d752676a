//! Is this tutorial still true? A console session out of a book or a blog is played, and each of
//! its lines is held against what ZooKeeper 3.9.3 does.
//!
//! Text goes in, a [`Report`] comes out. [`source`] takes the text apart, [`story`] reads what is
//! typed and what is claimed, [`play`] types it on a stage of its own, and [`judge`] compares. A
//! slip of the author's is corrected where it is clear what was meant, so that the rest of the
//! text can be judged; what old consoles did otherwise is told with its reason. The words are
//! found by those who show the report.

pub mod error;
pub mod report;
pub mod source;

mod align;
mod command_line;
mod consoles;
mod event;
mod glyph;
mod judge;
mod likeness;
mod mail;
mod mend;
mod noise;
mod play;
mod printed;
mod prompt;
mod sentence;
mod slip;
mod story;
mod told;
mod uses;
mod why;
mod wrap;

pub use error::TutorialError;
pub use report::Report;

use play::{Corrections, Played, play};
use source::Piece;
use story::Story;
use uses::Uses;

/// The longest text that is read, in bytes.
pub const LONGEST_TEXT: usize = 1 << 20;

/// Checks a console session as it was pasted.
///
/// # Errors
/// If it is too much to be played, or a directive in it cannot be done.
pub fn check_plain(text: &str) -> Result<Report, TutorialError> {
    check_length(text)?;
    check(&source::plain(text))
}

/// Checks the consoles of a text that was taken apart.
///
/// # Errors
/// If it is too much to be played, or a directive in it cannot be done.
pub fn check(pieces: &[Piece]) -> Result<Report, TutorialError> {
    let story = Story::read(pieces)?;
    let uses = Uses::of(&story);
    let mut corrections = Corrections::default();
    loop {
        match play(&story, &uses, &corrections)? {
            Played::ToTheEnd(remarks) => return Ok(Report { remarks }),
            Played::Again(more) => corrections = more,
        }
    }
}

/// # Errors
/// If the text is longer than [`LONGEST_TEXT`].
pub fn check_length(text: &str) -> Result<(), TutorialError> {
    match text.len() {
        ..=LONGEST_TEXT => Ok(()),
        _ => Err(TutorialError::TextTooLong { most: LONGEST_TEXT }),
    }
}

/// Whether a line shows a prompt that can be no other program's.
pub fn shows_zkcli(line: &str) -> bool {
    prompt::is_zkclis(&glyph::clean(line).text)
}
