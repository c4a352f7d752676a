//! Time, chance and trouble: the only place where time moves.
//!
//! A [`World`] is a pure function of its setup (with the seed) and the journal of actions.
//! Clocks and randomness of the machine are not known here, nor is what the programs say.

pub mod queue;

pub mod node;

pub mod ways;

pub mod fault;

pub mod network;

pub mod event;

pub mod agenda;

pub mod host;

pub mod world;

pub mod process;

pub mod trace;

pub mod run;

pub mod laws;

pub use event::{Action, Machine, Side};
pub use fault::{Cut, Fault};
pub use host::Host;
pub use laws::{Law, Laws, Violation};
pub use node::Node;
pub use process::{Ended, Pause, Process};
pub use queue::EventQueue;
pub use run::{Journal, JournalEntry, Run};
pub use trace::{Happening, Trace, TraceEntry};
pub use world::{Setup, World};
