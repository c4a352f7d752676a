//! A fault as the line of a script that brings it about.

use crate::model::time::millis;
use crate::sim::{Cut, Fault, Node};

/// Spells a fault; `name` tells how a process or server is called.
pub fn fault_line(fault: &Fault, name: impl Fn(Node) -> String) -> String {
    let link = |verb: &str, node: Node, far: Option<Node>| match far {
        Some(far) => format!("{verb} {} {}", name(node), name(far)),
        None => format!("{verb} {}", name(node)),
    };
    match *fault {
        Fault::Crash(server) => format!("crash {server}"),
        Fault::Start(server) => format!("restart {server}"),
        Fault::Cut { node, far, how } => match (how, far) {
            (Cut::SilentOneWay, Some(far)) => format!("cut {} -> {} silent", name(node), name(far)),
            (Cut::Told, _) => link("cut", node, far),
            _ => format!("{} silent", link("cut", node, far)),
        },
        Fault::Heal { node, far } => link("heal", node, far),
        Fault::Break { node, far } => link("break", node, far),
        Fault::Hold { node, far } => link("hold", node, Some(far)),
        Fault::Release { node, far } => link("release", node, Some(far)),
        Fault::Delay { node, far, delay } => {
            format!("{} {}ms", link("delay", node, Some(far)), millis(delay))
        }
        Fault::LoseReply(process) => format!("lose-reply {}", name(Node::Process(process))),
        Fault::Expire(process) => format!("expire {}", name(Node::Process(process))),
        Fault::Move(process, server) => format!("move {} {server}", name(Node::Process(process))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Dialect, Script, Stage};
    use crate::sim::Happening;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_fault_is_spelt_as_it_was_written() {
        let lines = [
            "crash s1",
            "restart s1",
            "cut a",
            "cut a s2",
            "cut a silent",
            "cut s1 s2 silent",
            "cut a -> s2 silent",
            "heal a s2",
            "break a s2",
            "hold a s2",
            "release a s2",
            "delay s1 s2 250ms",
            "lose-reply a",
            "expire a",
            "move a s3",
        ];
        for line in lines {
            let text = format!("servers 3\nsession a\n{line}\n");
            let script = Script::parse(&text, Dialect::Scenario).unwrap();
            // A server that runs is stopped before it starts: what was written comes last.
            let stage = Stage::play(&script).unwrap();
            let trace = stage.run().trace().entries.iter();
            let faults = trace.filter_map(|it| match &it.what {
                Happening::Fault(fault) => Some(fault),
                _ => None,
            });
            let name = |node| match node {
                Node::Process(_) => "a".to_string(),
                Node::Server(server) => server.to_string(),
            };
            let spelt = faults.map(|it| fault_line(it, name)).next_back();
            assert_eq!(spelt.as_deref(), Some(line));
        }
    }
}
