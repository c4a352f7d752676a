//! Break it everywhere: every fault at every message of a run.
#![cfg(not(target_arch = "wasm32"))]

mod bugs;
mod runs;
mod story;
