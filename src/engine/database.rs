//! The replicated state: equal on all servers that have applied the same transactions.

use std::time::Duration;

use imbl::{OrdMap, OrdSet};

use crate::engine::tree::Tree;
use crate::model::{SessionId, ZPath, Zxid};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Database {
    pub tree: Tree,
    /// All sessions that were opened and not yet closed, with their timeouts.
    pub sessions: OrdMap<SessionId, Duration>,
    /// The ephemeral znodes of each session that has any.
    pub ephemerals: OrdMap<SessionId, OrdSet<ZPath>>,
    /// The last transaction applied, refusals included.
    pub last_zxid: Zxid,
}

impl Database {
    pub fn new() -> Database {
        Database::default()
    }

    /// The ephemeral znodes of a session, by path.
    pub fn ephemerals_of(&self, session: SessionId) -> Vec<ZPath> {
        self.ephemerals
            .get(&session)
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }

    /// What contradicts the rules; nothing, if our code is right.
    pub fn violations(&self) -> Vec<String> {
        let mut wrong = self.tree.violations();
        for (path, znode) in self.tree.sorted() {
            let Some(owner) = znode.owner else { continue };
            if !self.sessions.contains_key(&owner) {
                wrong.push(format!("{path} outlives its session {owner}"));
            }
            if !self
                .ephemerals
                .get(&owner)
                .is_some_and(|it| it.contains(path))
            {
                wrong.push(format!("{path} is not among the ephemerals of {owner}"));
            }
        }
        for (session, paths) in &self.ephemerals {
            for path in paths {
                if self.tree.get(path).and_then(|it| it.owner) != Some(*session) {
                    wrong.push(format!("{session} is said to own {path}, and does not"));
                }
            }
        }
        wrong
    }
}
