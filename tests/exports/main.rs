//! Runs become files, and come again from them.
#![cfg(not(target_arch = "wasm32"))]

mod json;
mod mermaid;
mod transcripts;
mod visits;
