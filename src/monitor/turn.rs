//! What an entry of the trace means for the question of who is master.
//!
//! A belief is what a process says of itself; ownership is what the server applied.

use crate::actor::layout::MASTER;
use crate::engine::Lifespan;
use crate::engine::TxnBody;
use crate::ensemble::{Cause, ServerNote};
use crate::handle::Tenure;
use crate::model::{ProcessId, ZPath};
use crate::sim::{Happening, TraceEntry};

/// What an entry of the trace means for the question of who is master.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Believes(ProcessId, Tenure),
    /// The process is no more, and with it what it believed.
    Dies(ProcessId, Ending),
    /// From now on it owns `/master`; nobody does if `None`.
    Owns(Option<ProcessId>),
}

/// What a belief ended with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The process changed its mind.
    Changed,
    Killed,
    Exited,
    Restarted,
    Removed,
}

/// The turns in an entry of the trace: hardly ever one.
pub fn turns(entry: &TraceEntry) -> Vec<Turn> {
    match &entry.what {
        Happening::Believes {
            process,
            path,
            tenure,
        } if path.as_str() == MASTER => vec![Turn::Believes(*process, *tenure)],
        Happening::Killed(process) => vec![Turn::Dies(*process, Ending::Killed)],
        Happening::Restarted(process) => vec![Turn::Dies(*process, Ending::Restarted)],
        Happening::Removed(process) => vec![Turn::Dies(*process, Ending::Removed)],
        Happening::Exited { process, .. } => vec![Turn::Dies(*process, Ending::Exited)],
        Happening::Server(_, ServerNote::Applied { txn, cause, .. }) => {
            let by = match cause {
                Cause::Client(connection) => Some(connection.process),
                Cause::Expiry { .. } | Cause::Sweep => None,
            };
            let mut turns = Vec::new();
            note_owners(&txn.body, by, &mut turns);
            turns
        }
        _ => Vec::new(),
    }
}

fn note_owners(body: &TxnBody, by: Option<ProcessId>, turns: &mut Vec<Turn>) {
    let is_master = |path: &ZPath| path.as_str() == MASTER;
    match body {
        TxnBody::Create {
            path,
            lifespan: Lifespan::Ephemeral(_),
            ..
        } if is_master(path) => turns.push(Turn::Owns(by)),
        TxnBody::Delete { path } if is_master(path) => turns.push(Turn::Owns(None)),
        TxnBody::CloseSession { ephemerals, .. } if ephemerals.iter().any(is_master) => {
            turns.push(Turn::Owns(None));
        }
        TxnBody::Multi(bodies) => bodies.iter().for_each(|it| note_owners(it, by, turns)),
        _ => {}
    }
}
