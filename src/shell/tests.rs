//! The shell as a whole, by the wording of recorded transcripts.

mod create;

mod read;

mod write;

mod delete_all;

mod version;

mod lines;

mod sessions;

#[cfg(not(target_arch = "wasm32"))]
mod laws;
