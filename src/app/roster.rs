//! Who is who: the names of processes, whose each session is or was, and what each owns.
//!
//! It is told of transactions one by one, so it says what was true when the last of them was
//! applied, whenever it is asked.

use litemap::LiteMap;

use crate::actor;
use crate::app::view::Role;
use crate::engine::{Change, Lifespan, Txn, TxnBody};
use crate::ensemble::Cause;
use crate::model::{ProcessId, SessionId, VirtualTime, ZPath};
use crate::sim::Node;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roster {
    who: LiteMap<ProcessId, Who>,
    sessions: LiteMap<SessionId, SessionRecord>,
    /// The ephemeral znodes that are there.
    ephemerals: LiteMap<ZPath, SessionId>,
}

#[derive(Clone, Debug, PartialEq)]
struct Who {
    name: String,
    role: Role,
    /// It has not left the cast.
    present: bool,
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
    /// Takes down a process that has joined. `role` is what its program plays, if it has one.
    pub fn enlist(&mut self, process: ProcessId, name: &str, role: Option<actor::Role>) {
        self.who.entry(process).or_insert_with(|| Who {
            name: name.to_string(),
            role: Role::of(name, role),
            present: true,
        });
    }

    pub fn note_removal(&mut self, process: ProcessId) {
        if let Some(who) = self.who.get_mut(&process) {
            who.present = false;
        }
    }

    /// All processes that have ever joined, in that order.
    pub fn everyone(&self) -> impl Iterator<Item = ProcessId> {
        self.who.keys().copied()
    }

    pub fn is_present(&self, process: ProcessId) -> bool {
        self.who.get(&process).is_some_and(|it| it.present)
    }

    /// Takes down what a transaction did to sessions and to what they own.
    pub fn note(&mut self, at: VirtualTime, txn: &Txn, cause: Cause, changes: &[Change]) {
        self.note_owners(&txn.body);
        for change in changes {
            if let Change::Deleted(path) = change {
                self.ephemerals.remove(path);
            }
        }
        match (&txn.body, cause) {
            (TxnBody::CreateSession { session, .. }, Cause::Client(by)) => {
                let record = SessionRecord {
                    process: by.process,
                    ended: None,
                };
                self.sessions.insert(*session, record);
            }
            (TxnBody::CloseSession { session, .. }, cause) => {
                let expired = matches!(cause, Cause::Expiry { .. });
                if let Some(record) = self.sessions.get_mut(session) {
                    record.ended = Some(SessionEnd { at, expired });
                }
            }
            _ => {}
        }
    }

    fn note_owners(&mut self, body: &TxnBody) {
        match body {
            TxnBody::Create {
                path,
                lifespan: Lifespan::Ephemeral(owner),
                ..
            } => {
                self.ephemerals.insert(path.clone(), *owner);
            }
            TxnBody::Multi(bodies) => bodies.iter().for_each(|it| self.note_owners(it)),
            _ => {}
        }
    }

    pub fn name(&self, process: ProcessId) -> &str {
        self.who.get(&process).map_or("", |it| it.name.as_str())
    }

    /// Of a process or a server.
    pub fn name_of(&self, node: Node) -> String {
        match node {
            Node::Process(process) => self.name(process).to_string(),
            Node::Server(server) => server.to_string(),
        }
    }

    pub fn role(&self, process: ProcessId) -> Role {
        self.who.get(&process).map_or(Role::Console, |it| it.role)
    }

    pub fn session(&self, session: SessionId) -> Option<&SessionRecord> {
        self.sessions.get(&session)
    }

    /// Whose session that is.
    pub fn owner(&self, session: SessionId) -> Option<ProcessId> {
        self.sessions.get(&session).map(|it| it.process)
    }

    /// Whose session ends by that.
    pub fn owner_ending(&self, body: &TxnBody) -> Option<ProcessId> {
        match body {
            TxnBody::CloseSession { session, .. } => self.owner(*session),
            _ => None,
        }
    }

    /// The name of the process that owns this ephemeral znode.
    pub fn owner_of(&self, path: &ZPath) -> Option<&str> {
        let session = self.ephemerals.get(path)?;
        Some(self.owner_name(*session))
    }

    pub fn owner_name(&self, session: SessionId) -> &str {
        self.owner(session).map_or("", |it| self.name(it))
    }
}

impl Role {
    /// How a process is shown: by its program, or else by its name, as the standing cast is
    /// called. The first master is the one that is expected to lead.
    fn of(name: &str, plays: Option<actor::Role>) -> Role {
        match plays.or_else(|| actor::Role::of(name)) {
            Some(actor::Role::Master) if name == "master1" || name == "master" => Role::Master,
            Some(actor::Role::Master) => Role::Backup,
            Some(actor::Role::Worker) => Role::Worker,
            Some(actor::Role::Client) => Role::Client,
            None => Role::Console,
        }
    }
}
