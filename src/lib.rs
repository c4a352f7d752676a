//! zkplay: a playground of Apache ZooKeeper.

pub mod model;

pub mod engine;

pub mod ensemble;

pub mod handle;

pub mod sim;

pub mod app;

#[cfg(feature = "page")]
pub mod ui;
