//! Whose each session of a run is, or was.

use std::collections::BTreeMap;

use crate::engine::TxnBody;
use crate::ensemble::{Cause, ServerNote};
use crate::model::{ProcessId, SessionId};
use crate::sim::{Happening, Trace};

pub struct Owners(BTreeMap<SessionId, ProcessId>);

impl Owners {
    pub fn of(trace: &Trace) -> Owners {
        let owners = trace.entries.iter().filter_map(|it| match &it.what {
            Happening::Server(_, ServerNote::Applied { txn, cause, .. }) => {
                match (&txn.body, cause) {
                    (TxnBody::CreateSession { session, .. }, Cause::Client(by)) => {
                        Some((*session, by.process))
                    }
                    _ => None,
                }
            }
            _ => None,
        });
        Owners(owners.collect())
    }

    pub fn get(&self, session: SessionId) -> Option<ProcessId> {
        self.0.get(&session).copied()
    }
}
