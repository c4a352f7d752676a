//! The message chart's side of the run: who said what to whom, kept up with the trace.
//!
//! Like the chronicle it is derived and worded; when the language changes it is read again
//! from the start. Only the newest items are kept: the event log has the others.

pub mod axis;
pub mod item;
pub mod label;
pub mod layout;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use item::{End, Item, Mark, Message, Moment};
use layout::Layout;

use crate::app::roster::Roster;
use crate::app::view::MarkKind;
use crate::app::words::{Words, fill};
use crate::engine::TxnBody;
use crate::ensemble::{Cause, ServerNote};
use crate::model::{ConnectionId, ProcessId, ServerId, VirtualTime};
use crate::scenario::Stage;
use crate::sim::event::{Carried, Delivery, Side};
use crate::sim::{Happening, TraceEntry};

/// So many of the newest items are on the chart, and up to [`STEP`] more: the oldest leave
/// together, so that a reader's place rarely moves.
const FEWEST: u64 = 100;
const STEP: u64 = 40;

#[derive(Clone, Debug)]
pub struct Chart {
    words: &'static Words,
    /// How many entries of the trace have been read.
    read: usize,
    /// By number, in the order in which they began.
    items: BTreeMap<u64, Item>,
    /// How many items there have been.
    count: u64,
    /// The messages that have not come yet: the item of each.
    under_way: BTreeMap<u64, u64>,
    /// Ends of connections at which nobody listens any more.
    gone: BTreeSet<(ConnectionId, Side)>,
    lives: BTreeMap<End, Lives>,
    /// Heartbeats, by the last moment before them in which anything else happened.
    pings: BTreeMap<VirtualTime, u32>,
    /// When anything but a heartbeat last happened.
    last: VirtualTime,
    layout: Rc<Layout>,
    /// Something has happened since it was laid out.
    stale: bool,
}

/// A part of a lifeline, by the numbers of the items that begin and end it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub begins: u64,
    pub ends: Option<u64>,
}

/// What a lifeline is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lives {
    pub lives: Vec<Span>,
    pub pauses: Vec<Span>,
}

impl Chart {
    pub fn new(words: &'static Words) -> Chart {
        Chart {
            words,
            read: 0,
            items: BTreeMap::new(),
            count: 0,
            under_way: BTreeMap::new(),
            gone: BTreeSet::new(),
            lives: BTreeMap::new(),
            pings: BTreeMap::new(),
            last: VirtualTime::START,
            layout: Rc::default(),
            stale: true,
        }
    }

    /// Reads what has been added to the trace.
    pub fn keep_up(&mut self, stage: &Stage, roster: &Roster) {
        let entries = &stage.run().trace().entries;
        for server in stage.world().servers().keys() {
            self.lives.entry(End::Server(*server)).or_default();
        }
        for (number, entry) in entries.iter().enumerate().skip(self.read) {
            self.read_entry(number, entry, roster);
        }
        self.read = entries.len();
        self.let_go(stage);
    }

    /// Finds the places of all that is shown, if there is news.
    pub fn lay_out(&mut self, roster: &Roster) {
        if self.stale {
            self.layout = Rc::new(layout::lay_out(self, roster));
            self.stale = false;
        }
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    pub fn words(&self) -> &'static Words {
        self.words
    }

    /// What is shown, by number, in the order in which it began.
    pub fn items(&self) -> &BTreeMap<u64, Item> {
        &self.items
    }

    pub fn lives(&self) -> &BTreeMap<End, Lives> {
        &self.lives
    }

    /// The messages that have not come yet.
    pub fn under_way(&self) -> impl Iterator<Item = (u64, &Message)> {
        self.under_way
            .values()
            .filter_map(|number| match self.items.get(number)? {
                Item::Message(message) => Some((*number, message)),
                Item::Mark(_) => None,
            })
    }

    /// How many heartbeats clients sent from then until before.
    pub fn pings_between(&self, from: VirtualTime, until: VirtualTime) -> u32 {
        self.pings.range(from..until).map(|(_, count)| count).sum()
    }

    fn read_entry(&mut self, number: usize, entry: &TraceEntry, roster: &Roster) {
        let moment = Moment {
            at: entry.at,
            entry: number,
        };
        let facts = &self.words.facts;
        match &entry.what {
            Happening::Sent {
                message,
                due,
                delivery,
            } => self.read_sent(moment, *message, *due, delivery, roster),
            Happening::Arrived { message, delivery } => {
                self.read_arrived(moment, *message, delivery)
            }
            Happening::Added(id) => {
                let word = self.words.chart.started;
                self.begin(moment, *id, MarkKind::Started, word, roster);
            }
            Happening::Restarted(id) => {
                self.begin(
                    moment,
                    *id,
                    MarkKind::Restarted,
                    facts.was_restarted,
                    roster,
                );
            }
            Happening::Killed(id) => {
                self.end(moment, *id, MarkKind::Killed, facts.was_killed, roster)
            }
            Happening::Exited { process, .. } => {
                self.end(moment, *process, MarkKind::Exited, facts.has_ended, roster);
            }
            Happening::Removed(id) => {
                self.end(moment, *id, MarkKind::Removed, facts.was_removed, roster);
            }
            Happening::Paused { process, .. } => {
                self.pause(moment, *process, facts.was_paused, roster);
            }
            Happening::Resumed(id) => self.resume(moment, *id, facts.was_resumed, roster),
            Happening::Broken(id) => {
                self.mark(
                    moment,
                    End::Process(*id),
                    MarkKind::Broken,
                    facts.was_broken,
                    roster,
                );
                self.lose_connections(*id);
            }
            Happening::Server(server, note) => self.read_note(moment, *server, note, roster),
            Happening::Told(_)
            | Happening::Lapsed(_)
            | Happening::Shown(..)
            | Happening::Event { .. }
            | Happening::Means(..)
            | Happening::Believes { .. } => {}
        }
    }

    fn read_sent(
        &mut self,
        sent: Moment,
        message: u64,
        due: VirtualTime,
        delivery: &Delivery,
        roster: &Roster,
    ) {
        if delivery.carried.is_ping() {
            if delivery.to == Side::Server {
                *self.pings.entry(self.last).or_default() += 1;
                self.stale = true;
            }
            return;
        }
        let (words, up) = (self.words, delivery.to == Side::Server);
        if delivery.carried == Carried::Closed {
            self.gone.insert((delivery.connection, other(delivery.to)));
        }
        let process = delivery.connection.process;
        let label = label::label(words, delivery.to, &delivery.carried);
        let (name, server) = (roster.name(process), delivery.server.to_string());
        let (from, to) = if up {
            (name, &*server)
        } else {
            (&*server, name)
        };
        let values = [
            ("at", &*sent.at.to_string()),
            ("from", from),
            ("to", to),
            ("what", &label.said),
        ];
        let number = self.add(Item::Message(Message {
            kind: label.kind,
            connection: delivery.connection,
            server: delivery.server,
            up,
            label: label.text.into(),
            sentence: fill(words.chart.message, &values).into(),
            failed: label.failed,
            sent,
            due,
            came: None,
            lost: false,
        }));
        self.under_way.insert(message, number);
        self.happened(sent.at);
    }

    fn read_arrived(&mut self, came: Moment, message: u64, delivery: &Delivery) {
        let Some(number) = self.under_way.remove(&message) else {
            return; // A heartbeat, or one that has left the chart.
        };
        let chart = &self.words.chart;
        let end = (delivery.connection, delivery.to);
        let lost = self.gone.contains(&end) && delivery.carried != Carried::Closed;
        if let Some(Item::Message(message)) = self.items.get_mut(&number) {
            let phrase = if lost { chart.lost } else { chart.received };
            let values = [
                ("message", &*message.sentence),
                ("at", &came.at.to_string()),
            ];
            message.sentence = fill(phrase, &values).into();
            message.came = Some(came);
            message.lost = lost;
        }
        self.happened(came.at);
    }

    fn read_note(&mut self, at: Moment, server: ServerId, note: &ServerNote, roster: &Roster) {
        let ServerNote::Applied { txn, cause, .. } = note else {
            return;
        };
        if let (TxnBody::CloseSession { .. }, Cause::Expiry { .. }) = (&txn.body, cause) {
            let who = roster.owner_name(txn.session);
            let what = fill(self.words.chart.session_expired, &[("who", who)]);
            self.mark(at, End::Server(server), MarkKind::Expired, &what, roster);
        }
    }

    fn begin(&mut self, at: Moment, id: ProcessId, kind: MarkKind, what: &str, roster: &Roster) {
        let number = self.mark(at, End::Process(id), kind, what, roster);
        let spans = self.lives.entry(End::Process(id)).or_default();
        close(&mut spans.lives, number);
        close(&mut spans.pauses, number);
        spans.lives.push(Span {
            begins: number,
            ends: None,
        });
    }

    fn end(&mut self, at: Moment, id: ProcessId, kind: MarkKind, what: &str, roster: &Roster) {
        if !self.is_alive(id) && kind != MarkKind::Removed {
            return; // Nobody dies twice.
        }
        let number = self.mark(at, End::Process(id), kind, what, roster);
        let spans = self.lives.entry(End::Process(id)).or_default();
        close(&mut spans.lives, number);
        close(&mut spans.pauses, number);
    }

    fn pause(&mut self, at: Moment, id: ProcessId, what: &str, roster: &Roster) {
        if self.is_alive(id) {
            let number = self.mark(at, End::Process(id), MarkKind::Paused, what, roster);
            let spans = self.lives.entry(End::Process(id)).or_default();
            close(&mut spans.pauses, number);
            spans.pauses.push(Span {
                begins: number,
                ends: None,
            });
        }
    }

    fn resume(&mut self, at: Moment, id: ProcessId, what: &str, roster: &Roster) {
        let number = self.mark(at, End::Process(id), MarkKind::Resumed, what, roster);
        let spans = self.lives.entry(End::Process(id)).or_default();
        close(&mut spans.pauses, number);
    }

    fn is_alive(&self, id: ProcessId) -> bool {
        let lives = self.lives.get(&End::Process(id));
        let last = lives.and_then(|it| it.lives.last());
        last.is_some_and(|it| it.ends.is_none())
    }

    /// All that is under way on the connections of a process finds nobody.
    fn lose_connections(&mut self, id: ProcessId) {
        let broken: BTreeSet<ConnectionId> = self
            .under_way()
            .filter(|(_, message)| message.connection.process == id)
            .map(|(_, message)| message.connection)
            .collect();
        for connection in broken {
            self.gone.insert((connection, Side::Client));
            self.gone.insert((connection, Side::Server));
        }
    }

    fn mark(&mut self, at: Moment, on: End, kind: MarkKind, what: &str, roster: &Roster) -> u64 {
        let who = match on {
            End::Process(id) => roster.name(id).to_string(),
            End::Server(id) => id.to_string(),
        };
        let values = [("at", &*at.at.to_string()), ("who", &who), ("what", what)];
        let number = self.add(Item::Mark(Mark {
            kind,
            on,
            label: what.into(),
            sentence: fill(self.words.chart.mark, &values).into(),
            at,
        }));
        self.happened(at.at);
        number
    }

    fn add(&mut self, item: Item) -> u64 {
        let number = self.count;
        self.items.insert(number, item);
        self.count += 1;
        number
    }

    fn happened(&mut self, at: VirtualTime) {
        self.last = at;
        self.stale = true;
    }

    /// Lets go of what has become too old.
    fn let_go(&mut self, stage: &Stage) {
        let first = self.count.saturating_sub(FEWEST) / STEP * STEP;
        if self.items.keys().next().is_none_or(|it| *it >= first) {
            return;
        }
        let Some(oldest) = self.items.get(&first).map(Item::begins) else {
            return;
        };
        self.items = self.items.split_off(&first);
        self.pings = self.pings.split_off(&oldest);
        let lasts = |it: &Span| it.ends.is_none_or(|end| end >= first);
        for spans in self.lives.values_mut() {
            spans.lives.retain(lasts);
            spans.pauses.retain(lasts);
        }
        let present = stage.world().processes();
        self.lives.retain(|end, spans| match end {
            End::Process(id) => !spans.lives.is_empty() || present.contains_key(id),
            End::Server(_) => true,
        });
    }
}

/// Ends what has not ended yet.
fn close(spans: &mut [Span], number: u64) {
    if let Some(last) = spans.last_mut() {
        last.ends.get_or_insert(number);
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Client => Side::Server,
        Side::Server => Side::Client,
    }
}
