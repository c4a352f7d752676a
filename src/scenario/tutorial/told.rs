//! The text tells of an event: did it happen, or what must have happened that it could?

use std::time::Duration;

use crate::model::{EventType, ZPath};
use crate::scenario::stage::Stage;
use crate::scenario::statement::Statement;
use crate::scenario::tutorial::event::EventLine;
use crate::scenario::tutorial::likeness::Line;
use crate::scenario::tutorial::report::{Mark, Passed, Slip, Why};
use crate::scenario::tutorial::why::owner_of;

/// What is to be said of the line, if the console was shown that event.
pub fn shown(told: &EventLine, content: &str, now: String) -> Mark {
    if Line::read(content).says_the_same(&Line::read(&now)) {
        return Mark::Same;
    }
    let whys = told.zxid.is_none().then_some(Why::EventsCarryZxids);
    Mark::Differs {
        now: Some(now),
        whys: whys.into_iter().collect(),
    }
}

pub fn misspelt(now: String) -> Mark {
    Mark::Typo {
        slip: Slip::Output,
        meant: vec![now],
        corrected: false,
    }
}

/// What is to be said of the line, if no console was shown any such event.
pub fn never_shown(stage: &Stage, console: &str, told: &EventLine) -> Mark {
    if told.is_connected() {
        return Mark::Passed(Passed::Noise);
    }
    let why = match event_type(told.kind).zip(ZPath::parse(told.path).ok()) {
        Some((kind, path)) if !waits_for(stage, console, kind, &path) => Why::NobodyWatches {
            path: path.to_string(),
        },
        _ => Why::NothingCausedIt,
    };
    let whys = vec![why];
    Mark::Differs { now: None, whys }
}

/// A process that must have died, for its session to end and this event to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Death {
    pub console: String,
    pub path: ZPath,
    /// After so long, its session has expired.
    pub expiry: Duration,
}

/// If an ephemeral znode of another console is told to be gone, though nobody has deleted it,
/// then that console has died. Nothing else is ever concluded.
pub fn death_behind<'a>(
    stage: &Stage,
    console: &'a str,
    others: impl Iterator<Item = &'a str>,
    told: &EventLine,
) -> Option<Death> {
    if (told.state, told.kind) != ("SyncConnected", "NodeDeleted") {
        return None;
    }
    let path = ZPath::parse(told.path).ok()?;
    let owner = owner_of(stage, stage.tree().get(&path)?.owner()?)?;
    let mut hearers = std::iter::once(console).chain(others);
    hearers.find(|it| **it != owner && waits_for(stage, it, EventType::NodeDeleted, &path))?;
    let process = &stage.world().processes()[&stage.process(&owner)?];
    let expiry = process.handle()?.timeout() + stage.header().server.tick_time * 2;
    Some(Death {
        console: owner,
        path,
        expiry,
    })
}

impl Death {
    /// How it comes about.
    pub fn statements(&self) -> [Statement; 2] {
        [
            Statement::Kill(self.console.clone()),
            Statement::Wait(self.expiry),
        ]
    }
}

/// The kinds of event that tell of a znode.
fn event_type(name: &str) -> Option<EventType> {
    match name {
        "NodeCreated" => Some(EventType::NodeCreated),
        "NodeDeleted" => Some(EventType::NodeDeleted),
        "NodeDataChanged" => Some(EventType::NodeDataChanged),
        "NodeChildrenChanged" => Some(EventType::NodeChildrenChanged),
        _ => None,
    }
}

/// Whether a watch of the console stands that would bring that event.
fn waits_for(stage: &Stage, console: &str, kind: EventType, path: &ZPath) -> bool {
    let process = stage.process(console);
    let process = process.map(|it| &stage.world().processes()[&it]);
    process.is_some_and(|it| {
        let mut handles = it.handles.values();
        handles.any(|it| it.watches().clone().heard(kind, path).is_some())
    })
}
