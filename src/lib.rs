//! zkplay: a playground of Apache ZooKeeper that runs wholly in the browser.
//!
//! One idea carries it: the world is a pure function of *(setup, seed, journal of inputs)*.
//! The modules below are layers, in reading order; each knows only those above it in this
//! list (`tests/architecture.rs` holds them to it, `ARCHITECTURE.md` tells the whole).

pub mod model;

pub mod engine;

pub mod ensemble;

pub mod handle;

pub mod shell;

pub mod actor;

pub mod sim;

pub mod monitor;

pub mod scenario;

pub mod campaign;

pub mod app;

#[cfg(feature = "native")]
pub mod native;

#[cfg(feature = "page")]
pub mod worker;

#[cfg(feature = "page")]
pub mod ui;
