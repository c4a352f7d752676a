//! The run as people read it: console logs and the event log, read from the trace as it grows.
//!
//! All of it is derived. When the language changes, the run is simply played again.

use litemap::LiteMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use crate::app::reason::{Reasoner, headline};
use crate::app::refusal::{Known, explain};
use crate::app::roster::Roster;
use crate::app::view::{ConsoleLine, EventKind, EventRow, LineKind};
use crate::app::words::{Words, beginning, fill};
use crate::engine::{Change, Check, Txn, TxnBody};
use crate::ensemble::{Cause, ServerNote};
use crate::handle::{Motive, Shown};
use crate::model::length::LONGEST_REQUEST;
use crate::model::{FromClient, Log, ProcessId, ServerId, VirtualTime, WatchedEvent, Zxid};
use crate::monitor::asked::Asked;
use crate::scenario::Stage;
use crate::sim::event::Carried;
use crate::sim::{Happening, Node, TraceEntry};

/// Of a line so many characters are shown, in a console and in the event log: data may be a
/// million of them.
const LONGEST_LINE: usize = 10_000;
const LONGEST_EVENT: usize = 300;

mod applied;
mod ensemble;

pub use applied::Applied;

#[derive(Clone, Debug)]
pub struct Chronicle {
    words: &'static Words,
    /// The server's tick.
    tick: Duration,
    /// Where the run stands behind what is being read: what somebody says may take several steps.
    step: u64,
    roster: Roster,
    logs: LiteMap<ProcessId, Log<ConsoleLine>>,
    events: Log<Rc<EventRow>>,
    /// How many of them are no heartbeats, and the last of those.
    shown: usize,
    last_shown: Option<Rc<EventRow>>,
    /// What the last transaction that changed the tree did to it, and when.
    last_changes: Vec<Change>,
    last_changed: VirtualTime,
    /// Why a program types its next line.
    motives: LiteMap<ProcessId, Motive>,
    /// Why a server has refused what a person's console asked it, until that says so.
    refusals: LiteMap<ProcessId, String>,
    asked: Asked,
    /// The transactions that were applied, ascending.
    applied: Log<Applied>,
    /// What is to be said of a stale read, once its answer is shown.
    stale: Option<(ProcessId, String)>,
    /// Where each client was last turned away, until it is taken in somewhere.
    turned_away: LiteMap<ProcessId, ServerId>,
}

impl Chronicle {
    pub fn new(words: &'static Words, tick: Duration) -> Chronicle {
        Chronicle {
            words,
            tick,
            step: 0,
            roster: Roster::default(),
            logs: LiteMap::new(),
            events: Log::default(),
            shown: 0,
            last_shown: None,
            last_changes: Vec::new(),
            last_changed: VirtualTime::START,
            motives: LiteMap::new(),
            refusals: LiteMap::new(),
            asked: Asked::default(),
            applied: Log::default(),
            stale: None,
            turned_away: LiteMap::new(),
        }
    }

    /// Whether anything but heartbeats was told since there were so many rows.
    pub fn has_news_since(&self, events: usize) -> bool {
        self.events
            .since(events)
            .any(|it| it.kind != EventKind::Ping)
    }

    /// Reads what has just happened; the stage is as it was then.
    pub fn read(&mut self, news: &[TraceEntry], stage: &Stage) {
        self.step = stage.world().steps();
        for entry in news {
            self.read_entry(entry, stage);
        }
        self.tell_stale();
    }

    /// What the console of a process has shown.
    pub fn log(&self, process: ProcessId) -> Log<ConsoleLine> {
        self.logs.get(&process).cloned().unwrap_or_default()
    }

    pub fn events(&self) -> &Log<Rc<EventRow>> {
        &self.events
    }

    /// How many of them are no heartbeats.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// The last that is no heartbeat.
    pub fn last_shown(&self) -> Option<&EventRow> {
        self.last_shown.as_deref()
    }

    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// What the last event changed in the tree.
    pub fn last_changes(&self) -> &[Change] {
        &self.last_changes
    }

    /// When that was.
    pub fn last_changed(&self) -> VirtualTime {
        self.last_changed
    }

    /// How many transactions were applied behind that position.
    pub fn applied_since(&self, zxid: Zxid) -> usize {
        self.applied.len() - self.applied.partition_point(|it| it.zxid() <= zxid)
    }

    fn read_entry(&mut self, entry: &TraceEntry, stage: &Stage) {
        match &entry.what {
            Happening::Added(process) => {
                let added = &stage.world().processes()[process];
                let role = added.program.settings().map(|it| it.role);
                self.roster.enlist(*process, &added.name, role);
            }
            Happening::Arrived { delivery, .. } => {
                self.note_stale(delivery);
                self.asked.arrived(delivery);
                if delivery.carried == Carried::Up(FromClient::Ping) {
                    let by = delivery.connection.process;
                    let why = self.words.reasons.ping.to_string();
                    let text = self.words.facts.pinged.to_string();
                    self.tell(entry, EventKind::Ping, Some(Node::Process(by)), text, why);
                }
            }
            Happening::Server(server, note) => self.read_note(entry, *server, note, stage),
            Happening::Shown(process, shown) => self.read_shown(entry, *process, shown),
            Happening::Event {
                process,
                event,
                stays,
                ..
            } => self.read_event(entry, *process, event, *stays, stage),
            Happening::Killed(process) => {
                let (text, why) = (self.words.facts.was_killed, self.words.reasons.killed);
                self.tell_fault(entry, Node::Process(*process), text, why);
                self.say(*process, LineKind::Note, text);
            }
            Happening::Restarted(process) => {
                let (text, why) = (self.words.facts.was_restarted, self.words.reasons.restarted);
                self.tell_fault(entry, Node::Process(*process), text, why);
                self.say(*process, LineKind::Note, text);
            }
            Happening::Fault(fault) => self.read_fault(entry, fault),
            Happening::ReplyLost { process, .. } => {
                let ensemble = &self.words.ensemble;
                let (text, why) = (ensemble.reply_lost, ensemble.reply_lost_why);
                self.tell_fault(entry, Node::Process(*process), text, why);
            }
            Happening::Removed(process) => {
                let (text, why) = (self.words.facts.was_removed, self.words.reasons.removed);
                self.roster.note_removal(*process);
                self.tell_fault(entry, Node::Process(*process), text, why);
            }
            Happening::Paused { who, until } => {
                let facts = &self.words.facts;
                let text = match until {
                    Some(at) => fill(facts.was_paused_until, &[("at", &at.to_string())]),
                    None => facts.was_paused.to_string(),
                };
                let why = match who {
                    Node::Process(_) => self.words.reasons.paused,
                    Node::Server(_) => self.words.ensemble.faults.paused,
                };
                self.tell_fault(entry, *who, &text, why);
                if let Node::Process(process) = who {
                    self.say(*process, LineKind::Note, &text);
                }
            }
            Happening::Resumed(who) => {
                let text = self.words.facts.was_resumed;
                let why = match who {
                    Node::Process(_) => self.words.reasons.resumed,
                    Node::Server(_) => self.words.ensemble.faults.resumed,
                };
                self.tell_fault(entry, *who, text, why);
                if let Node::Process(process) = who {
                    self.say(*process, LineKind::Note, text);
                }
            }
            Happening::Means(process, motive) => {
                self.motives.insert(*process, *motive);
            }
            Happening::Exited { process, code } => {
                let text = self.words.facts.has_ended.to_string();
                let why = fill(self.words.reasons.exited, &[("code", &code.to_string())]);
                self.tell(
                    entry,
                    EventKind::Session,
                    Some(Node::Process(*process)),
                    text,
                    why,
                );
            }
            Happening::PeerArrived { .. }
            | Happening::PeerSent { .. }
            | Happening::Lost { .. }
            | Happening::Replicated(..)
            | Happening::Told(_)
            | Happening::Lapsed(_)
            | Happening::Believes { .. }
            | Happening::Sent { .. } => {}
        }
    }

    fn read_note(
        &mut self,
        entry: &TraceEntry,
        server: ServerId,
        note: &ServerNote,
        stage: &Stage,
    ) {
        let (facts, reasons) = (&self.words.facts, &self.words.reasons);
        match note {
            ServerNote::Applied {
                txn,
                cause,
                changes,
            } => self.read_applied(entry, txn, *cause, changes, stage),
            ServerNote::ReadRefused {
                by,
                kind,
                path,
                check,
            } => {
                let order = Check::of_read(*kind);
                let why = explain(self.words, self.known(stage), *check, order, path.as_str());
                self.refusals.insert(by.process, why);
            }
            ServerNote::Withheld { to, kind, path } => {
                let who = self.roster.name(to.process);
                let values = [("watcher", who), ("path", path.as_str())];
                let why = fill(reasons.withheld, &values);
                let event = format!("{kind:?}");
                let values = [("event", event.as_str()), ("path", path.as_str())];
                let text = fill(facts.withheld, &values);
                self.tell(
                    entry,
                    EventKind::Refusal,
                    Some(Node::Process(to.process)),
                    text,
                    why,
                );
            }
            ServerNote::TooLong { by, length } => {
                let values = [
                    ("who", self.roster.name(by.process)),
                    ("length", &length.to_string()),
                    ("longest", &LONGEST_REQUEST.to_string()),
                ];
                let why = fill(reasons.too_long, &values);
                self.refusals.insert(by.process, why.clone());
                let text = facts.too_long.to_string();
                self.tell(
                    entry,
                    EventKind::Refusal,
                    Some(Node::Process(by.process)),
                    text,
                    why,
                );
            }
            ServerNote::AuthRefused { by, scheme } => {
                let who = self.roster.name(by.process);
                let why = fill(reasons.auth_refused, &[("scheme", scheme), ("who", who)]);
                let text = fill(facts.auth_refused, &[("scheme", scheme)]);
                self.tell(
                    entry,
                    EventKind::Refusal,
                    Some(Node::Process(by.process)),
                    text,
                    why,
                );
            }
            _ => self.read_ensemble(entry, server, note),
        }
    }

    fn read_applied(
        &mut self,
        entry: &TraceEntry,
        txn: &Arc<Txn>,
        cause: Cause,
        changes: &[Change],
        stage: &Stage,
    ) {
        let by = match cause {
            Cause::Client(connection) => Some(connection.process),
            Cause::Expiry { .. } => self.roster.owner_ending(&txn.body),
            Cause::Sweep => None,
        };
        self.applied.push(Applied {
            at: entry.at,
            txn: txn.clone(),
            cause,
        });
        self.roster.note(entry.at, txn, cause, changes);
        if !changes.is_empty() {
            self.last_changes = changes.to_vec();
            self.last_changed = entry.at;
        }
        let asked = match (cause, &txn.body) {
            // A session is asked for by a greeting.
            (_, TxnBody::CreateSession { .. }) => None,
            (Cause::Client(connection), _) => self.asked.decided(connection),
            _ => None,
        };
        let (kind, text) = headline(self.words, txn, cause);
        let who = by.map_or("", |it| self.roster.name(it));
        let why = self
            .reasoner(stage)
            .applied(entry.at, txn, cause, asked.as_ref(), who);
        if let (EventKind::Refusal, Some(by)) = (kind, by) {
            self.refusals.insert(by, why.clone());
        }
        self.tell(entry, kind, by.map(Node::Process), text, why);
    }

    fn read_shown(&mut self, entry: &TraceEntry, process: ProcessId, shown: &Shown) {
        match shown {
            Shown::Typed { prompt, line } => {
                self.say(process, LineKind::Typed, &format!("{prompt}{line}"));
                let motive = self.motives.remove(&process);
                self.refusals.remove(&process);
                if !line.is_empty() {
                    let who = self.roster.name(process);
                    let why = match motive {
                        Some(motive) => self.words.motives.say(who, motive),
                        None => fill(self.words.reasons.typed, &[("who", who)]),
                    };
                    self.tell(
                        entry,
                        EventKind::Command,
                        Some(Node::Process(process)),
                        line.clone(),
                        why,
                    );
                }
            }
            Shown::Out(text) | Shown::Err(text) | Shown::Partial(text) => {
                self.say(process, LineKind::Output, text);
            }
            Shown::Failure(text) => {
                self.say(process, LineKind::Error, text);
                if let Some(why) = self.refusals.remove(&process) {
                    let why = fill(self.words.checks.why, &[("why", &why)]);
                    self.say(process, LineKind::Note, &why);
                }
            }
            Shown::Event(event) => {
                for text in ["", "WATCHER::", "", &event.to_string()] {
                    self.say(process, LineKind::Watcher, text);
                }
            }
            Shown::Note(note) => {
                let text = self.words.notes.say(note);
                self.say(process, LineKind::Note, &text);
            }
        }
    }

    fn read_event(
        &mut self,
        entry: &TraceEntry,
        process: ProcessId,
        event: &WatchedEvent,
        stays: bool,
        stage: &Stage,
    ) {
        let watcher = self.roster.name(process).to_string();
        let kind = match event.is_of_znode() {
            true => EventKind::Watch,
            false => EventKind::Session,
        };
        let text = event.in_short();
        let cause = event.zxid.and_then(|it| self.applied_at(it));
        let why = self.reasoner(stage).told(event, stays, cause, &watcher);
        self.tell(entry, kind, Some(Node::Process(process)), text, why);
    }

    /// What was applied under that number.
    fn applied_at(&self, zxid: Zxid) -> Option<&Applied> {
        let place = self.applied.partition_point(|it| it.zxid() < zxid);
        self.applied.get(place).filter(|it| it.zxid() == zxid)
    }

    fn reasoner<'a>(&'a self, stage: &'a Stage) -> Reasoner<'a> {
        Reasoner {
            words: self.words,
            known: self.known(stage),
            tick: self.tick,
        }
    }

    fn known<'a>(&'a self, stage: &'a Stage) -> Known<'a> {
        Known {
            roster: &self.roster,
            tree: stage.tree(),
        }
    }

    fn tell_fault(&mut self, entry: &TraceEntry, who: Node, text: &str, why: &str) {
        self.tell(
            entry,
            EventKind::Fault,
            Some(who),
            text.to_string(),
            why.to_string(),
        );
    }

    fn tell(
        &mut self,
        entry: &TraceEntry,
        kind: EventKind,
        who: Option<Node>,
        text: String,
        why: String,
    ) {
        let name = match who {
            Some(node) => self.roster.name_of(node),
            None => self.words.facts.server.to_string(),
        };
        let role = match who {
            Some(Node::Process(it)) => Some(self.roster.role(it)),
            _ => None,
        };
        let row = EventRow {
            id: self.events.len() as u64,
            step: self.step,
            at: entry.at,
            time: entry.at.to_string(),
            kind,
            who: name,
            role,
            text: beginning(&text, LONGEST_EVENT).into_owned(),
            why,
            paths: applied::paths_of(entry),
        };
        let row = Rc::new(row);
        if kind != EventKind::Ping {
            self.shown += 1;
            self.last_shown = Some(row.clone());
        }
        self.events.push(row);
    }

    /// Puts lines into the log of a console.
    fn say(&mut self, process: ProcessId, kind: LineKind, text: &str) {
        let log = self.logs.entry(process).or_default();
        for text in text.split('\n') {
            log.push(ConsoleLine {
                number: log.len() as u64,
                kind,
                text: beginning(text, LONGEST_LINE).into(),
            });
        }
    }
}
