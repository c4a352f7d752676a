//! The shell as a whole, by the wording of recorded transcripts.

mod commands;

mod lines;

mod sessions;

#[cfg(not(target_arch = "wasm32"))]
mod laws;
