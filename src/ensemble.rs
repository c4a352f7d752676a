//! Servers that agree. One server is an ensemble of one.

pub mod server;

pub use server::{Cause, Server, ServerConfig, ServerInput, ServerNote, ServerOutput};
