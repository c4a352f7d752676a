//! zkplay: a playground of Apache ZooKeeper.

pub mod model;

pub mod handle;

pub mod app;
