//! The client's end of a session, and the trait of whatever sits there.

pub mod program;

pub use program::{CallId, ConnectString, Program, ProgramInput, ProgramOutput, Shown};
