//! A stage with a cast: scripts, what they set up, and their transcripts.

pub mod cast;

pub mod word;

pub mod trouble;

pub mod fault_line;

pub mod statement;

pub mod four_letter;

pub mod verb;

pub mod server_settings;

pub mod header;

pub mod script;

pub mod stage;

pub mod transcript;

pub mod tutorial;

pub use cast::{Cast, Told};
pub use fault_line::fault_line;
pub use header::{Dialect, Header};
pub use script::{Script, ScriptError, Step};
pub use stage::{Entered, Stage};
pub use statement::Statement;
