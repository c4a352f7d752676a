//! Servers that agree.
//!
//! Each is a sans-I/O machine: messages and time go in, messages come out. One server is an
//! ensemble of one. Names and rules are those of ZooKeeper's `server.quorum`.

pub mod config;

pub mod majority;

pub mod note;

pub mod peer;

pub mod disk;

pub mod election;

pub mod sweep;

pub mod leader;

pub mod follower;

pub mod server;

pub use config::ServerConfig;
pub use note::{Cause, Feeding, Looking, ServerNote};
pub use peer::{Channel, Notification, PeerPacket};
pub use server::{Connection, Role, Server, ServerInput, ServerOutput};
