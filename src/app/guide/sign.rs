//! Signs in the world that a beat is over.

use crate::app::roster::Roster;
use crate::handle::{Shown, Tenure};
use crate::model::{EventType, ProcessId, ZPath};
use crate::scenario::{Cast, Stage};
use crate::sim::{Happening, Process, TraceEntry};

#[derive(Debug)]
pub enum Sign {
    Exists(&'static str),
    Owned(&'static str, &'static str),
    /// A process holds a watch on a znode.
    Watches(&'static str, &'static str),
    /// A process has been shown this line since the beat began.
    Reads(&'static str, &'static str),
    Dead(&'static str),
    Paused(&'static str),
    /// A process does not take itself for the master.
    Resigned(&'static str),
    /// That server leads, and a majority follows it.
    Leads(&'static str),
    NobodyLeads,
    /// A process has been told of an event at a znode, in this beat or the one before.
    Told(&'static str, EventType, &'static str),
}

/// Where signs are looked for.
#[derive(Debug)]
pub struct Signs<'a> {
    pub stage: &'a Stage,
    pub roster: &'a Roster,
}

impl Sign {
    /// Whether it also counts if it came in the beat before.
    pub fn may_be_early(&self) -> bool {
        matches!(self, Sign::Told(..))
    }
}

impl Signs<'_> {
    /// Whether the world is as it says. What people hear shows only as it happens.
    pub fn shows(&self, sign: &Sign) -> bool {
        match sign {
            Sign::Exists(path) => self.exists(path),
            Sign::Owned(path, name) => self.owner(path) == Some(name),
            Sign::Watches(name, path) => self.watches(name, path),
            Sign::Dead(name) => self.process(name).is_some_and(|(_, it)| !it.is_alive()),
            Sign::Paused(name) => self.process(name).is_some_and(|(_, it)| it.pause.is_some()),
            Sign::Resigned(name) => self
                .process(name)
                .is_none_or(|(_, it)| it.is_awake() && it.program.mastery() == Tenure::None),
            Sign::Leads(name) => self.leader().as_deref() == Some(name),
            Sign::NobodyLeads => self.leader().is_none(),
            Sign::Reads(..) | Sign::Told(..) => false,
        }
    }

    /// Whether what has just happened is that.
    pub fn are_in(&self, entry: &TraceEntry, sign: &Sign) -> bool {
        let is = |name: &str, process: &ProcessId| self.stage.process(name) == Some(*process);
        match (sign, &entry.what) {
            (
                Sign::Reads(name, line),
                Happening::Shown(by, Shown::Out(text) | Shown::Failure(text)),
            ) => is(name, by) && text == line,
            (Sign::Told(name, kind, path), Happening::Event { process, event, .. }) => {
                is(name, process)
                    && event.kind == *kind
                    && event.path.as_ref().is_some_and(|it| it.as_str() == *path)
            }
            _ => false,
        }
    }

    fn process(&self, name: &str) -> Option<(ProcessId, &Process<Cast>)> {
        let id = self.stage.process(name)?;
        Some((id, &self.stage.world().processes()[&id]))
    }

    /// The server that leads, if what it decides can be agreed on.
    fn leader(&self) -> Option<String> {
        let world = self.stage.world();
        let leader = world.leader()?.id();
        world.can_decide(leader).then(|| leader.to_string())
    }

    fn exists(&self, path: &str) -> bool {
        ZPath::parse(path).is_ok_and(|it| self.stage.tree().contains(&it))
    }

    fn owner(&self, path: &str) -> Option<&str> {
        let session = self.stage.tree().get(&ZPath::parse(path).ok()?)?.owner()?;
        Some(self.roster.owner_name(session))
    }

    fn watches(&self, name: &str, path: &str) -> bool {
        let held = self
            .process(name)
            .and_then(|(_, it)| it.handle())
            .map(|it| it.watches());
        let Some((held, path)) = held.zip(ZPath::parse(path).ok()) else {
            return false;
        };
        [&held.data, &held.exist, &held.child]
            .iter()
            .any(|it| it.contains_key(&path))
    }
}
