//! A stage with a cast: scripts, what they set up, and their transcripts.

pub mod cast;

pub mod word;

pub mod header;

pub mod script;

pub mod stage;

pub mod transcript;

pub use cast::Cast;
pub use header::{Dialect, Header};
pub use script::{Script, ScriptError, Statement, Step};
pub use stage::Stage;
