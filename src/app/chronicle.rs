//! The run as people read it: console logs and the event log, kept up with the trace.
//!
//! All of it is derived. When the language changes, it is simply read again from the start.

use litemap::LiteMap;
use std::rc::Rc;
use std::time::Duration;

use crate::app::asked::Asked;
use crate::app::bookmark::Bookmark;
use crate::app::places::Places;
use crate::app::reason::{Reasoner, headline};
use crate::app::refusal::{Known, explain};
use crate::app::roster::Roster;
use crate::app::view::{ConsoleLine, EventKind, EventRow, LineKind};
use crate::app::words::{Words, beginning, fill};
use crate::engine::{Change, Check, Txn, TxnBody};
use crate::ensemble::{Cause, ServerNote};
use crate::handle::{Motive, Shown};
use crate::model::length::LONGEST_REQUEST;
use crate::model::{FromClient, ProcessId, ServerId, VirtualTime, WatchedEvent, Zxid};
use crate::scenario::Stage;
use crate::sim::event::Carried;
use crate::sim::{Happening, Node, TraceEntry};

/// A console keeps so many lines; older ones scroll away for good.
const MOST_LINES: usize = 1000;
/// Of a line so many characters are shown, in a console and in the event log: data may be a
/// million of them.
const LONGEST_LINE: usize = 10_000;
const LONGEST_EVENT: usize = 300;

mod ensemble;

#[derive(Clone, Debug)]
pub struct Chronicle {
    words: &'static Words,
    /// The server's tick.
    tick: Duration,
    bookmark: Bookmark,
    roster: Roster,
    places: Places,
    logs: LiteMap<ProcessId, Rc<Vec<ConsoleLine>>>,
    /// The number of the first line since a log was emptied.
    cleared: LiteMap<ProcessId, u64>,
    events: Vec<Rc<EventRow>>,
    /// The transactions that changed something, to tell why a watch fired.
    changes: LiteMap<Zxid, (Txn, Cause)>,
    /// What the last transaction that changed the tree did to it, and when.
    last_changes: Vec<Change>,
    last_changed: VirtualTime,
    /// Why a program types its next line.
    motives: LiteMap<ProcessId, Motive>,
    /// Why a server has refused what a person's console asked it, until that says so.
    refusals: LiteMap<ProcessId, String>,
    asked: Asked,
    /// The transactions that were applied, and when, ascending.
    applied: Vec<(Zxid, VirtualTime)>,
    /// What is to be said of a stale read, once its answer is shown.
    stale: Option<(ProcessId, u64, String)>,
    /// Where each client was last turned away, until it is taken in somewhere.
    turned_away: LiteMap<ProcessId, ServerId>,
}

impl Chronicle {
    pub fn new(words: &'static Words, tick: Duration) -> Chronicle {
        Chronicle {
            words,
            tick,
            bookmark: Bookmark::default(),
            roster: Roster::default(),
            places: Places::default(),
            logs: LiteMap::new(),
            cleared: LiteMap::new(),
            events: Vec::new(),
            changes: LiteMap::new(),
            last_changes: Vec::new(),
            last_changed: VirtualTime::START,
            motives: LiteMap::new(),
            refusals: LiteMap::new(),
            asked: Asked::default(),
            applied: Vec::new(),
            stale: None,
            turned_away: LiteMap::new(),
        }
    }

    /// Whether anything but heartbeats was told since there were so many rows.
    pub fn has_news_since(&self, events: usize) -> bool {
        self.events[events.min(self.events.len())..]
            .iter()
            .any(|it| it.kind != EventKind::Ping)
    }

    /// Reads what has been added to the trace.
    pub fn keep_up(&mut self, stage: &Stage) {
        for (process, it) in stage.world().processes() {
            let role = it.program.settings().map(|it| it.role);
            self.roster.enlist(*process, &it.name, role);
        }
        for (_, entry) in self.bookmark.news(stage) {
            self.tell_stale(entry.step);
            self.read_entry(entry);
        }
        self.tell_stale(stage.world().steps() + 1);
    }

    pub fn log(&self, process: ProcessId) -> Rc<Vec<ConsoleLine>> {
        self.logs.get(&process).cloned().unwrap_or_default()
    }

    /// Empties the log of a console.
    pub fn clear(&mut self, process: ProcessId) {
        if let Some(last) = self.logs.remove(&process).and_then(|it| it.last().cloned()) {
            self.cleared.insert(process, last.number + 1);
        }
    }

    pub fn events(&self) -> &[Rc<EventRow>] {
        &self.events
    }

    /// The last row about something that had happened when that step was over.
    pub fn last_event_at(&self, step: u64) -> Option<u64> {
        let told = self.events.partition_point(|it| it.step <= step);
        let mut rows = self.events[..told].iter().rev();
        rows.find(|it| it.kind != EventKind::Ping).map(|it| it.id)
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
        self.applied.len() - self.applied.partition_point(|(it, _)| *it <= zxid)
    }

    fn read_entry(&mut self, entry: &TraceEntry) {
        match &entry.what {
            Happening::Arrived { delivery, .. } => {
                self.note_stale(entry.step, delivery);
                self.asked.arrived(delivery);
                if delivery.carried == Carried::Up(FromClient::Ping) {
                    let by = delivery.connection.process;
                    let why = self.words.reasons.ping.to_string();
                    let text = self.words.facts.pinged.to_string();
                    self.tell(entry, EventKind::Ping, Some(Node::Process(by)), text, why);
                }
            }
            Happening::Server(server, note) => self.read_note(entry, *server, note),
            Happening::Shown(process, shown) => self.read_shown(entry, *process, shown),
            Happening::Event {
                process,
                event,
                stays,
                ..
            } => self.read_event(entry, *process, event, *stays),
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
            | Happening::Added(_)
            | Happening::Told(_)
            | Happening::Lapsed(_)
            | Happening::Believes { .. }
            | Happening::Sent { .. } => {}
        }
    }

    fn read_note(&mut self, entry: &TraceEntry, server: ServerId, note: &ServerNote) {
        let (facts, reasons) = (&self.words.facts, &self.words.reasons);
        match note {
            ServerNote::Applied {
                txn,
                cause,
                changes,
            } => self.read_applied(entry, txn, *cause, changes),
            ServerNote::ReadRefused {
                by,
                kind,
                path,
                check,
            } => {
                let order = Check::of_read(*kind);
                let why = explain(self.words, self.known(), *check, order, path.as_str());
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

    fn read_applied(&mut self, entry: &TraceEntry, txn: &Txn, cause: Cause, changes: &[Change]) {
        let by = match cause {
            Cause::Client(connection) => Some(connection.process),
            Cause::Expiry { .. } => self.roster.owner_ending(&txn.body),
            Cause::Sweep => None,
        };
        self.applied.push((txn.stamp.zxid, entry.at));
        self.roster.note(entry.at, txn, cause, changes);
        self.places.note(changes);
        if !changes.is_empty() {
            self.changes.insert(txn.stamp.zxid, (txn.clone(), cause));
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
            .reasoner()
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
    ) {
        let watcher = self.roster.name(process).to_string();
        let kind = match event.is_of_znode() {
            true => EventKind::Watch,
            false => EventKind::Session,
        };
        let text = event.in_short();
        let cause = event.zxid.and_then(|zxid| self.changes.get(&zxid)).cloned();
        let why = self.reasoner().told(event, stays, cause.as_ref(), &watcher);
        self.tell(entry, kind, Some(Node::Process(process)), text, why);
    }

    fn reasoner(&self) -> Reasoner<'_> {
        Reasoner {
            words: self.words,
            known: self.known(),
            tick: self.tick,
        }
    }

    fn known(&self) -> Known<'_> {
        Known {
            roster: &self.roster,
            places: &self.places,
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
            step: entry.step,
            time: entry.at.to_string(),
            kind,
            who: name,
            role,
            text: beginning(&text, LONGEST_EVENT).into_owned(),
            why,
        };
        self.events.push(Rc::new(row));
    }

    /// Puts lines into the log of a console.
    fn say(&mut self, process: ProcessId, kind: LineKind, text: &str) {
        let log = Rc::make_mut(self.logs.entry(process).or_default());
        for text in text.split('\n') {
            let first = self.cleared.get(&process).copied().unwrap_or_default();
            let number = log.last().map_or(first, |it| it.number + 1);
            log.push(ConsoleLine {
                number,
                kind,
                text: beginning(text, LONGEST_LINE).into(),
            });
        }
        if log.len() > MOST_LINES {
            log.drain(..log.len() - MOST_LINES);
        }
    }
}
