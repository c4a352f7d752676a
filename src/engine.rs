//! What one server knows, and how it changes.
//!
//! `prepare` decides what a request would do and may refuse; `Database::apply` carries out
//! what was decided and cannot fail; a watch table turns the changes into news. Where time
//! comes from, and how messages travel, is not known here.

pub mod tree;

pub mod path_set;

pub mod database;

pub mod rules;

pub mod auth;

pub mod access;

pub mod check;

pub mod prepare;

pub mod txn;

pub mod apply;

pub mod quota;

pub mod read;

pub mod session;

pub mod watch;

pub use access::Asker;
pub use auth::Identities;
pub use check::Check;
pub use database::Database;
pub use rules::Rules;
pub use session::SessionTracker;
pub use txn::{Change, Effect, Lifespan, Refusal, Stamp, Txn, TxnBody};
pub use watch::WatchTable;
