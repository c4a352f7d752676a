//! Why a tutorial cannot be checked at all.

use thiserror::Error;

/// What is too much, or cannot be understood. The words here are for logs; people read those
/// of the message table.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TutorialError {
    #[error("more than {most} bytes of text")]
    TextTooLong { most: usize },
    #[error("more than {most} lines of consoles")]
    TooManyLines { most: usize },
    #[error("line {line}: more than {most} commands")]
    TooManyCommands { line: usize, most: usize },
    #[error("line {line}: more than {most} consoles at once")]
    TooManyConsoles { line: usize, most: usize },
    #[error("line {line}: the commands print more than {most} bytes")]
    PrintsTooMuch { line: usize, most: usize },
    #[error("line {line}: more than {most} s of waiting")]
    WaitsTooLong { line: usize, most: u64 },
    /// A directive that is not understood, or cannot be done.
    #[error("line {line}: {problem}")]
    Directive { line: usize, problem: String },
}

impl TutorialError {
    /// Where in the text, if it is of one line.
    pub fn line(&self) -> Option<usize> {
        match self {
            TutorialError::TextTooLong { .. } | TutorialError::TooManyLines { .. } => None,
            TutorialError::TooManyCommands { line, .. }
            | TutorialError::TooManyConsoles { line, .. }
            | TutorialError::PrintsTooMuch { line, .. }
            | TutorialError::WaitsTooLong { line, .. }
            | TutorialError::Directive { line, .. } => Some(*line),
        }
    }
}
