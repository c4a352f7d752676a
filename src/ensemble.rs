//! Servers that agree. Today there is one, which agrees with itself.

pub mod config;

pub mod note;

pub mod sweep;

pub mod server;

pub use config::ServerConfig;
pub use note::{Cause, ServerNote};
pub use server::{Server, ServerInput, ServerOutput};
