//! zkplay: a playground of Apache ZooKeeper.

pub mod app;
