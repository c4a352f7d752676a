//! Runs become files, and come again from them.
#![cfg(not(target_arch = "wasm32"))]

mod transcripts;
mod visits;
