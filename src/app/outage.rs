//! When somebody was down, stood still, or was cut off: what people broke, as spans of time.

use crate::model::VirtualTime;
use crate::scenario::Stage;
use crate::sim::{Happening, Node, TraceEntry};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutageKind {
    Down,
    Paused,
    /// A link of it does not let everything pass.
    Cut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    pub who: Node,
    pub kind: OutageKind,
    pub from: VirtualTime,
    /// Not yet, if `None`.
    pub until: Option<VirtualTime>,
}

/// In the order in which they began.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outages {
    all: Vec<Outage>,
}

impl Outages {
    pub fn all(&self) -> &[Outage] {
        &self.all
    }

    /// Reads what has just happened; the stage is as it was then.
    pub fn read(&mut self, news: &[TraceEntry], stage: &Stage) {
        if news.iter().any(|it| is_about_faults(&it.what)) {
            self.look(stage);
        }
    }

    fn look(&mut self, stage: &Stage) {
        let (world, now) = (stage.world(), stage.now());
        for outage in self.all.iter_mut().filter(|it| it.until.is_none()) {
            if let Node::Process(process) = outage.who
                && !world.processes().contains_key(&process)
            {
                outage.until = Some(now);
            }
        }
        let servers = || world.hosts().keys().map(|it| Node::Server(*it));
        let is_joined = |node: Node| {
            let others = servers().filter(|it| *it != node);
            others.into_iter().all(|it| world.is_joined(node, it))
        };
        for (id, process) in world.processes() {
            let who = Node::Process(*id);
            let down = !process.is_alive();
            self.set(who, OutageKind::Down, down, now);
            self.set(who, OutageKind::Paused, process.pause.is_some(), now);
            self.set(who, OutageKind::Cut, !is_joined(who), now);
        }
        for (id, host) in world.hosts() {
            let who = Node::Server(*id);
            self.set(who, OutageKind::Down, !host.is_up(), now);
            self.set(who, OutageKind::Paused, host.pause.is_some(), now);
            self.set(who, OutageKind::Cut, !is_joined(who), now);
        }
    }

    fn set(&mut self, who: Node, kind: OutageKind, is_so: bool, now: VirtualTime) {
        let is_it = |it: &&mut Outage| it.who == who && it.kind == kind && it.until.is_none();
        match (self.all.iter_mut().find(is_it), is_so) {
            (Some(open), false) => open.until = Some(now),
            (None, true) => self.all.push(Outage {
                who,
                kind,
                from: now,
                until: None,
            }),
            _ => {}
        }
    }
}

fn is_about_faults(what: &Happening) -> bool {
    matches!(
        what,
        Happening::Killed(_)
            | Happening::Restarted(_)
            | Happening::Exited { .. }
            | Happening::Removed(_)
            | Happening::Paused { .. }
            | Happening::Resumed(_)
            | Happening::Fault(_)
    )
}
