//! What everybody is called.

use litemap::LiteMap;

use crate::model::{ConnectionId, ProcessId};
use crate::scenario::stage::Stage;
use crate::sim::Node;

/// The names of processes, also of those that have left since.
#[derive(Clone, Debug, Default)]
pub struct Names(LiteMap<ProcessId, String>);

impl Names {
    /// Takes up who is there now.
    pub fn meet(&mut self, stage: &Stage) {
        for (id, process) in stage.world().processes() {
            if !self.0.contains_key(id) {
                self.0.insert(*id, process.name.clone());
            }
        }
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
