//! How the stage breaks and mends what a script names.

use crate::ensemble::majority::members;
use crate::handle::Belief;
use crate::model::{ProcessId, ServerId};
use crate::scenario::stage::Stage;
use crate::scenario::trouble::Trouble;
use crate::scenario::word;
use crate::sim::{Action, Fault, Node};

impl Stage {
    /// The living process, or the running server, of that name.
    pub(super) fn node(&self, name: &str) -> Result<Node, String> {
        let server = match self.end(name)? {
            Node::Process(_) => return self.living(name).map(Node::Process),
            Node::Server(server) => server,
        };
        self.running_server(server).map(|()| Node::Server(server))
    }

    pub(super) fn running_server(&self, server: ServerId) -> Result<(), String> {
        match self.world().hosts()[&server].is_up() {
            true => Ok(()),
            false => Err(format!(
                "`{server}` is down; start it by `restart {server}`"
            )),
        }
    }

    /// The end of a link: a process or a server, running or not.
    pub(super) fn end(&self, name: &str) -> Result<Node, String> {
        match (self.process(name), word::server(name)) {
            (None, Some(server)) => self.present_server(server).map(|()| Node::Server(server)),
            _ => self.present(name).map(Node::Process),
        }
    }

    pub(super) fn present_server(&self, server: ServerId) -> Result<(), String> {
        let all = self.header().server.servers;
        match members(all).any(|it| it == server) {
            true => Ok(()),
            false => Err(self.no_server(&server.to_string())),
        }
    }

    pub(super) fn no_server(&self, name: &str) -> String {
        match self.header().server.servers {
            1 => {
                format!("there is no server `{name}`; `servers 3` at the head makes s1, s2 and s3")
            }
            all => format!("there is no server `{name}`; there are s1 to s{all}"),
        }
    }

    pub(super) fn is_paused(&self, who: Node) -> bool {
        match who {
            Node::Process(id) => self.world().processes()[&id].pause.is_some(),
            Node::Server(id) => self.world().hosts()[&id].pause.is_some(),
        }
    }

    /// A server that runs is stopped first.
    pub(super) fn restart_server(&mut self, server: ServerId) {
        if self.world().hosts()[&server].is_up() {
            self.fault(Fault::Crash(server));
        }
        self.fault(Fault::Start(server));
    }

    /// Whether that can be done now.
    pub fn allows(&self, trouble: &Trouble) -> bool {
        self.faults(trouble).is_ok()
    }

    pub(super) fn trouble(&mut self, trouble: &Trouble) -> Result<(), String> {
        for fault in self.faults(trouble)? {
            self.fault(fault);
        }
        Ok(())
    }

    pub(super) fn fault(&mut self, fault: Fault) {
        self.run.act(Action::Fault(fault));
    }

    /// What a trouble means, one by one; nothing is done if one of them cannot be.
    fn faults(&self, trouble: &Trouble) -> Result<Vec<Fault>, String> {
        match trouble {
            Trouble::Cut { near, far, how } => {
                let how = *how;
                self.links(near, far, |node, far| Fault::Cut { node, far, how })
            }
            Trouble::Heal { near, far } => {
                self.links(near, far, |node, far| Fault::Heal { node, far })
            }
            Trouble::Break { near, far } => {
                self.links(near, far, |node, far| Fault::Break { node, far })
            }
            Trouble::Hold { near, far } => {
                self.pairs(near, far, |node, far| Fault::Hold { node, far })
            }
            Trouble::Release { near, far } => {
                self.pairs(near, far, |node, far| Fault::Release { node, far })
            }
            Trouble::Delay { near, far, delay } => {
                let delay = *delay;
                self.pairs(near, far, |node, far| Fault::Delay { node, far, delay })
            }
            Trouble::LoseReply(names) => {
                let living = names.iter().map(|it| self.living(it));
                living.map(|it| it.map(Fault::LoseReply)).collect()
            }
            Trouble::Expire(names) => {
                let each = names.iter().map(|it| self.session_of(it));
                each.map(|it| it.map(Fault::Expire)).collect()
            }
            Trouble::Move { names, server } => {
                let server = word::server(server)
                    .ok_or_else(|| format!("`{server}` is no server; write `move NAME s2`"))?;
                self.present_server(server)?;
                let each = names.iter().map(|it| self.mover(it, server));
                each.map(|it| it.map(|it| Fault::Move(it, server)))
                    .collect()
            }
        }
    }

    fn links(
        &self,
        near: &[String],
        far: &[String],
        fault: impl Fn(Node, Option<Node>) -> Fault,
    ) -> Result<Vec<Fault>, String> {
        if far.is_empty() {
            let ends = near.iter().map(|it| self.end(it));
            return ends.map(|it| Ok(fault(it?, None))).collect();
        }
        self.pairs(near, far, |node, far| fault(node, Some(far)))
    }

    fn pairs(
        &self,
        near: &[String],
        far: &[String],
        fault: impl Fn(Node, Node) -> Fault,
    ) -> Result<Vec<Fault>, String> {
        let mut faults = Vec::new();
        for one in near {
            for other in far {
                let ends = (self.end(one)?, self.end(other)?);
                let is_link = match ends {
                    (Node::Process(_), Node::Process(_)) => false,
                    (one, other) => one != other,
                };
                if !is_link {
                    return Err(format!(
                        "there is no link between `{one}` and `{other}`; a link joins a process \
                         and a server, or two servers"
                    ));
                }
                faults.push(fault(ends.0, ends.1));
            }
        }
        Ok(faults)
    }

    /// The process whose session the leader can end now.
    fn session_of(&self, name: &str) -> Result<ProcessId, String> {
        let process = self.present(name)?;
        let handle = self.world().processes()[&process].handle();
        let session = handle.and_then(|it| it.session());
        let Some(leader) = self.world().leader() else {
            return Err("no leader serves, and nobody else can end a session".to_string());
        };
        let alive = |it| leader.tracker().is_some_and(|tracker| tracker.is_alive(it));
        match session.is_some_and(alive) {
            true => Ok(process),
            false => Err(format!("`{name}` has no session that could be ended")),
        }
    }

    /// The process that can go on at that server.
    fn mover(&self, name: &str, server: ServerId) -> Result<ProcessId, String> {
        let process = self.living(name)?;
        let handle = self.world().processes()[&process].handle();
        let open = |belief| matches!(belief, Belief::Connecting | Belief::Connected);
        let Some(handle) = handle.filter(|it| open(it.belief())) else {
            return Err(format!("`{name}` has no session that could move"));
        };
        let mut list = handle.servers();
        match list.any(|it| it == server) {
            true => Ok(process),
            false => Err(format!(
                "`{server}` is not in the list of servers that `{name}` connects to"
            )),
        }
    }
}
