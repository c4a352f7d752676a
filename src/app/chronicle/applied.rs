//! The transactions that were applied, for whoever asks later what stood behind an event.

use std::sync::Arc;

use crate::engine::{Change, Txn};
use crate::ensemble::{Cause, ServerNote};
use crate::model::{VirtualTime, ZPath, Zxid};
use crate::sim::{Happening, TraceEntry};

/// A transaction that was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    pub at: VirtualTime,
    pub txn: Arc<Txn>,
    pub cause: Cause,
}

impl Applied {
    pub fn zxid(&self) -> Zxid {
        self.txn.stamp.zxid
    }
}

/// The znodes that a transaction has changed.
pub(super) fn paths_of(entry: &TraceEntry) -> Vec<ZPath> {
    let changes = match &entry.what {
        Happening::Server(_, ServerNote::Applied { changes, .. }) => changes.as_slice(),
        _ => &[],
    };
    changes.iter().map(Change::path).cloned().collect()
}
