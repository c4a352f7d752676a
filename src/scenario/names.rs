//! What everybody is called.

use litemap::LiteMap;

use crate::model::{ConnectionId, ProcessId};
use crate::scenario::stage::Stage;
use crate::sim::{Action, Node};

/// The names of processes.
#[derive(Clone, Debug, Default)]
pub struct Names(LiteMap<ProcessId, String>);

impl Names {
    /// Of those who are there.
    pub fn present(stage: &Stage) -> Names {
        let mut names = Names::default();
        for (id, process) in stage.world().processes() {
            names.0.insert(*id, process.name.clone());
        }
        names
    }

    /// Of all who were ever there.
    pub fn of(stage: &Stage) -> Names {
        let mut names = Names::default();
        let journal = stage.run().journal().entries.iter();
        let joined = journal.filter_map(|it| match &it.action {
            Action::Add { name, .. } => Some(name),
            _ => None,
        });
        // Processes are numbered in the order in which they join.
        for (number, name) in (0..).zip(joined) {
            names.0.insert(ProcessId::new(number), name.clone());
        }
        names
    }

    /// All of them, in the order in which they joined.
    pub fn processes(&self) -> impl Iterator<Item = &String> {
        self.0.values()
    }

    /// Without a name, by the number: `p3`.
    pub fn process(&self, id: ProcessId) -> String {
        let unknown = || format!("p{}", id.get());
        self.0.get(&id).cloned().unwrap_or_else(unknown)
    }

    /// A process by its name, a server as `s1`.
    pub fn node(&self, node: Node) -> String {
        match node {
            Node::Process(id) => self.process(id),
            Node::Server(id) => id.to_string(),
        }
    }

    /// As in `alice/0.1.4`: in its first life, the fifth attempt of its second handle.
    pub fn connection(&self, id: ConnectionId) -> String {
        let (life, handle) = (id.life, id.handle.get());
        format!(
            "{}/{life}.{handle}.{}",
            self.process(id.process),
            id.attempt
        )
    }
}
