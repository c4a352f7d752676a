//! Who is who: the names of processes, and whose each session is or was.

use std::collections::BTreeMap;

use crate::app::view::Role;
use crate::engine::{Txn, TxnBody};
use crate::ensemble::Cause;
use crate::model::{ProcessId, SessionId, VirtualTime};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    names: BTreeMap<ProcessId, String>,
    sessions: BTreeMap<SessionId, SessionRecord>,
}

/// What became of a session.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SessionRecord {
    pub process: ProcessId,
    pub ended: Option<SessionEnd>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SessionEnd {
    pub at: VirtualTime,
    pub expired: bool,
}

impl Roster {
    pub fn enlist(&mut self, process: ProcessId, name: &str) {
        self.names
            .entry(process)
            .or_insert_with(|| name.to_string());
    }

    /// Takes down that a session was opened or has ended.
    pub fn note(&mut self, at: VirtualTime, txn: &Txn, cause: Cause) {
        match (&txn.body, cause) {
            (TxnBody::CreateSession { .. }, Cause::Client(by)) => {
                let record = SessionRecord {
                    process: by.process,
                    ended: None,
                };
                self.sessions.insert(txn.session, record);
            }
            (TxnBody::CloseSession { .. }, cause) => {
                let expired = matches!(cause, Cause::Expiry { .. });
                if let Some(record) = self.sessions.get_mut(&txn.session) {
                    record.ended = Some(SessionEnd { at, expired });
                }
            }
            _ => {}
        }
    }

    pub fn name(&self, process: ProcessId) -> &str {
        self.names.get(&process).map_or("", String::as_str)
    }

    pub fn session(&self, session: SessionId) -> Option<&SessionRecord> {
        self.sessions.get(&session)
    }

    /// Whose session that is.
    pub fn owner(&self, session: SessionId) -> Option<ProcessId> {
        self.sessions.get(&session).map(|it| it.process)
    }

    pub fn owner_name(&self, session: SessionId) -> &str {
        self.owner(session).map_or("", |it| self.name(it))
    }
}

impl Role {
    /// The role that a process plays by its name, as the standing cast is called.
    pub fn of(name: &str) -> Role {
        match name.trim_end_matches(|it: char| it.is_ascii_digit()) {
            "master" if name == "master1" || name == "master" => Role::Master,
            "master" | "backup" => Role::Backup,
            "worker" => Role::Worker,
            _ => Role::Client,
        }
    }
}
