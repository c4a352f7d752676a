//! While somebody is there who would be master, somebody soon is.

use std::time::Duration;

use litemap::LiteMap;

use crate::actor::layout;
use crate::model::{FromClient, NewPath, ProcessId, Request, VirtualTime, Write};
use crate::monitor::breach::{Breach, Rule};
use crate::monitor::presence::Presence;
use crate::monitor::turn::{Turn, turns};
use crate::sim::event::Carried;
use crate::sim::{Happening, TraceEntry};

/// So long the office may stand empty: many times what an event and an answer take.
pub const BOUND: Duration = Duration::from_secs(2);

#[derive(Clone, Debug, Default, PartialEq)]
pub struct SoonTakenOver {
    /// Who has asked to be master in this life.
    candidates: LiteMap<ProcessId, ()>,
    /// Since when nobody is; `None` while somebody is.
    vacant: Option<VirtualTime>,
    breach: Option<Breach>,
}

impl SoonTakenOver {
    pub fn read(&mut self, entry: &TraceEntry, presence: &Presence) {
        self.breach = self.breach_at(entry.at, presence);
        for turn in turns(entry) {
            match turn {
                Turn::Owns(Some(_)) => self.vacant = None,
                Turn::Owns(None) => self.vacant = Some(entry.at),
                Turn::Dies(process, _) => _ = self.candidates.remove(&process),
                Turn::Believes(..) => {}
            }
        }
        if let Happening::Arrived { delivery, .. } = &entry.what
            && let Carried::Up(FromClient::Request { request, .. }) = &delivery.carried
            && is_claim(request)
        {
            self.candidates.insert(delivery.connection.process, ());
        }
    }

    /// What there is by then, if nothing happens until then.
    pub fn breach_at(&self, now: VirtualTime, presence: &Presence) -> Option<Breach> {
        if self.breach.is_some() {
            return self.breach.clone();
        }
        let vacant = self.vacant?;
        let ready = |it: &ProcessId| Some((presence.since(*it)?.max(vacant), *it));
        let (since, who) = self.candidates.keys().filter_map(ready).min()?;
        let at = since + BOUND;
        (at < now).then(|| Breach {
            rule: Rule::SoonTakenOver,
            at,
            who: Some(who),
            path: layout::master(),
        })
    }
}

fn is_claim(request: &Request) -> bool {
    let claims = |write: &Write| matches!(write, Write::Create { path: NewPath::Named(path), .. } if *path == layout::master());
    match request {
        Request::Write(write) => claims(write),
        _ => false,
    }
}
