//! What is said of a run that is shared, and of what was brought along.

pub use crate::scenario::link::SIGN as LINK_SIGN;
pub use crate::scenario::sharing::{Brought, Format};

use crate::app::words::Lang;

/// Under this key the last run is remembered.
pub const LAST_RUN: &str = "run";

/// What is to be said of a run that was opened, or of what could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It came by a link or a file.
    Opened,
    /// The same, and something is to be told of it.
    InPart(String),
    /// Why it could not be opened.
    Refused(String),
    /// It is the last run of the visit before.
    Restored,
    /// Why that could not be.
    Unrestorable(String),
    /// The page cannot speak that language.
    Unspoken(Lang),
}

/// Whether somebody looks at how the run can be shared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sharing {
    #[default]
    No,
    /// Its link is being made.
    Awaited,
    Link(String),
    /// The program beside the page cannot be had.
    Impossible,
}
