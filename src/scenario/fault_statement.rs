//! A fault as the statement of a script that brings it about.

use crate::scenario::statement::Statement;
use crate::scenario::trouble::Trouble;
use crate::sim::{Fault, Node};

/// What brings a fault about; `name` tells how a process or server is called.
pub fn fault_statement(fault: &Fault, name: impl Fn(Node) -> String) -> Statement {
    let near = |node: Node| vec![name(node)];
    let far = |node: Option<Node>| node.map(&name).into_iter().collect();
    Statement::Trouble(match *fault {
        Fault::Crash(server) => return Statement::Kill(server.to_string()),
        Fault::Start(server) => return Statement::Restart(server.to_string()),
        Fault::Cut {
            node,
            far: other,
            how,
        } => Trouble::Cut {
            near: near(node),
            far: far(other),
            how,
        },
        Fault::Heal { node, far: other } => Trouble::Heal {
            near: near(node),
            far: far(other),
        },
        Fault::Break { node, far: other } => Trouble::Break {
            near: near(node),
            far: far(other),
        },
        Fault::Hold { node, far } => Trouble::Hold {
            near: near(node),
            far: near(far),
        },
        Fault::Release { node, far } => Trouble::Release {
            near: near(node),
            far: near(far),
        },
        Fault::Delay { node, far, delay } => Trouble::Delay {
            near: near(node),
            far: near(far),
            delay,
        },
        Fault::LoseReply(process) => Trouble::LoseReply(near(Node::Process(process))),
        Fault::Expire(process) => Trouble::Expire(near(Node::Process(process))),
        Fault::Move(process, server) => Trouble::Move {
            names: near(Node::Process(process)),
            server: server.to_string(),
        },
    })
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
            let spelt = faults
                .map(|it| fault_statement(it, name).to_string())
                .next_back();
            assert_eq!(spelt.as_deref(), Some(line));
        }
    }
}
