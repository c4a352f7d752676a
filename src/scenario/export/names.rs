//! Who is called how in a run, those included who have left.

use std::collections::BTreeMap;

use crate::engine::TxnBody;
use crate::ensemble::{Cause, ServerNote};
use crate::model::{ProcessId, SessionId};
use crate::scenario::stage::Stage;
use crate::sim::{Action, Happening, Node};

pub struct Names {
    /// By the number of the process.
    processes: Vec<String>,
    owners: BTreeMap<SessionId, ProcessId>,
}

impl Names {
    /// Of the whole run, up to now.
    pub fn of(stage: &Stage) -> Names {
        let journal = stage.run().journal().entries.iter();
        // Processes are numbered in the order in which they join.
        let processes = journal.filter_map(|it| match &it.action {
            Action::Add { name, .. } => Some(name.clone()),
            _ => None,
        });
        let trace = stage.run().trace().entries.iter();
        let owners = trace.filter_map(|it| match &it.what {
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
        Names {
            processes: processes.collect(),
            owners: owners.collect(),
        }
    }

    /// All processes, in the order in which they joined.
    pub fn processes(&self) -> &[String] {
        &self.processes
    }

    pub fn process(&self, id: ProcessId) -> String {
        let name = self.processes.get(id.get() as usize);
        name.expect("whoever does something has joined").clone()
    }

    pub fn node(&self, node: Node) -> String {
        match node {
            Node::Process(id) => self.process(id),
            Node::Server(server) => server.to_string(),
        }
    }

    /// Whose session it is.
    pub fn owner(&self, session: SessionId) -> Option<String> {
        self.owners.get(&session).map(|it| self.process(*it))
    }
}
