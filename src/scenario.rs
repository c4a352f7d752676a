//! A stage with a cast: scripts, what they set up, and their transcripts.

pub mod cast;

pub mod word;

pub mod trouble;

pub mod fault_statement;

pub mod statement;

mod spelling;

pub mod four_letter;

pub mod verb;

pub mod entered;

pub mod server_settings;

pub mod header;

pub mod script;

mod lines;

pub mod record;

pub mod bundle;

pub mod names;

pub mod link;

pub mod import;

pub mod sharing;

pub mod stage;

pub mod chaos;

pub mod state_hash;

pub mod state;

pub mod witness;

pub mod transcript;

pub mod export;

pub mod tutorial;

pub use bundle::{Branch, Bundle};
pub use cast::{Cast, Told};
pub use entered::Entered;
pub use fault_statement::fault_statement;
pub use header::{Dialect, Header};
pub use record::{Cursor, Entry, Record};
pub use script::{Script, ScriptError, Step};
pub use stage::Stage;
pub use state_hash::StateHash;
pub use statement::Statement;
pub use witness::Witness;
