//! Who is there: alive, connected, and with nothing broken around them.

use litemap::LiteMap;

use crate::model::{EventType, KeeperState, ProcessId, VirtualTime};
use crate::sim::fault::Fault;
use crate::sim::{Happening, Node, TraceEntry};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Presence {
    connected: LiteMap<ProcessId, VirtualTime>,
    /// Which links are broken; without a far end, all of that node.
    links: Vec<(Node, Option<Node>)>,
    /// Who stands still, and which servers are down.
    still: Vec<Node>,
    /// When something was broken or mended last.
    changed: VirtualTime,
}

impl Presence {
    pub fn read(&mut self, entry: &TraceEntry) {
        match &entry.what {
            Happening::Event { process, event, .. } if event.kind == EventType::None => {
                match event.state {
                    KeeperState::SyncConnected => {
                        self.connected.insert(*process, entry.at);
                    }
                    _ => _ = self.connected.remove(process),
                }
            }
            Happening::Killed(process)
            | Happening::Restarted(process)
            | Happening::Removed(process)
            | Happening::Exited { process, .. } => {
                self.connected.remove(process);
                self.still.retain(|it| *it != Node::Process(*process));
                self.changed = entry.at;
            }
            Happening::Paused { who, .. } => {
                self.still.push(*who);
                self.changed = entry.at;
            }
            Happening::Resumed(who) => {
                self.still.retain(|it| it != who);
                self.changed = entry.at;
            }
            Happening::Fault(fault) => {
                self.strike(fault);
                self.changed = entry.at;
            }
            _ => {}
        }
    }

    fn strike(&mut self, fault: &Fault) {
        match *fault {
            Fault::Crash(server) => self.still.push(Node::Server(server)),
            Fault::Start(server) => self.still.retain(|it| *it != Node::Server(server)),
            Fault::Cut { node, far, .. } => self.links.push((node, far)),
            Fault::Hold { node, far } => self.links.push((node, Some(far))),
            Fault::Heal { node, far } => self.mend(node, far),
            Fault::Release { node, far } => self.mend(node, Some(far)),
            _ => {}
        }
    }

    fn mend(&mut self, node: Node, far: Option<Node>) {
        self.links.retain(|(one, other)| match far {
            None => *one != node && *other != Some(node),
            Some(far) => (*one, *other) != (node, Some(far)) && (*one, *other) != (far, Some(node)),
        });
    }

    /// Whether the process is paused.
    pub fn is_still(&self, process: ProcessId) -> bool {
        self.still.contains(&Node::Process(process))
    }

    /// Since when the process is there, and nothing else has changed; `None` if it is not there, or
    /// if a server or a link between servers is broken.
    pub fn since(&self, process: ProcessId) -> Option<VirtualTime> {
        let touches = |it: &Node| *it == Node::Process(process) || matches!(it, Node::Server(_));
        let broken = self.links.iter().any(|(one, other)| match (one, other) {
            (Node::Process(one), Some(Node::Server(_))) => *one == process,
            (Node::Server(_), Some(Node::Process(other))) => *other == process,
            (one, _) => touches(one),
        });
        if broken || self.still.iter().any(touches) {
            return None;
        }
        Some((*self.connected.get(&process)?).max(self.changed))
    }
}
