//! The message chart's side of the run: who said what to whom, read from the trace as it grows.
//!
//! Like the chronicle it is derived and worded; when the language changes it is read again
//! from the start. Only the newest items are kept: the event log has the others.

pub mod axis;
pub mod gap;
pub mod item;
pub mod label;
pub mod layout;
pub mod lives;

use std::rc::Rc;

use item::{Item, Mark, Message, Moment};
use label::asks_for_number;
use layout::Layout;
use lives::Lives;

use crate::app::roster::Roster;
use crate::app::view::MarkKind;
use crate::app::words::{Words, fill};
use crate::engine::TxnBody;
use crate::ensemble::{Cause, ServerNote};
use crate::model::{ConnectionId, FromClient, FromServer, ServerId, VirtualTime, Xid};
use crate::scenario::{Cast, Stage, fault_statement};
use crate::sim::event::{Carried, Delivery, Side};
use crate::sim::{Fault, Happening, Node, TraceEntry, World};

/// So many of the newest items are on the chart, and up to [`STEP`] more: the oldest leave
/// together, so that a reader's place rarely moves.
const FEWEST: u64 = 100;
const STEP: u64 = 40;

#[derive(Clone, Debug)]
pub struct Chart {
    words: &'static Words,
    /// How many entries of the trace were read.
    read: usize,
    /// In the order in which they began.
    items: Vec<Item>,
    /// The number of the first of them.
    first: u64,
    /// The messages that have not come yet, and the item of each.
    under_way: Vec<(u64, u64)>,
    /// Ends of connections at which nobody listens any more.
    gone: Vec<(ConnectionId, Side)>,
    /// Requests for sequential znodes that have not been answered.
    numbered: Vec<(ConnectionId, Xid)>,
    lives: Lives,
    /// How many heartbeats there were, by the last moment before them in which anything else
    /// happened; in the order of time.
    pings: Vec<(VirtualTime, u32)>,
    /// When anything but a heartbeat last happened.
    last: VirtualTime,
    layout: Rc<Layout>,
    /// Something has happened since it was laid out.
    stale: bool,
}

impl Chart {
    pub fn new(words: &'static Words, world: &World<Cast>) -> Chart {
        let mut lives = Lives::default();
        for server in world.hosts().keys() {
            lives.of(Node::Server(*server));
        }
        Chart {
            words,
            read: 0,
            items: Vec::new(),
            first: 0,
            under_way: Vec::new(),
            gone: Vec::new(),
            numbered: Vec::new(),
            lives,
            pings: Vec::new(),
            last: VirtualTime::START,
            layout: Rc::default(),
            stale: true,
        }
    }

    /// Reads what has just happened.
    pub fn read(&mut self, news: &[TraceEntry], stage: &Stage, roster: &Roster) {
        for entry in news {
            let at = Moment {
                at: entry.at,
                entry: self.read,
            };
            self.read += 1;
            self.read_entry(at, entry, roster);
        }
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

    pub fn lives(&self) -> &Lives {
        &self.lives
    }

    /// What is shown, by number, in the order in which it began.
    pub fn items(&self) -> impl Iterator<Item = (u64, &Item)> {
        (self.first..).zip(&self.items)
    }

    pub fn item(&self, number: u64) -> Option<&Item> {
        self.items
            .get(usize::try_from(number.checked_sub(self.first)?).ok()?)
    }

    /// The messages that have not come yet.
    pub fn under_way(&self) -> impl Iterator<Item = (u64, &Message)> {
        self.under_way
            .iter()
            .filter_map(|(_, number)| match self.item(*number)? {
                Item::Message(message) => Some((*number, message)),
                Item::Mark(_) => None,
            })
    }

    /// How many heartbeats clients sent from then until before.
    pub fn pings_between(&self, from: VirtualTime, until: VirtualTime) -> u32 {
        let start = self.pings.partition_point(|(at, _)| *at < from);
        let rest = self.pings[start..].iter();
        rest.take_while(|(at, _)| *at < until)
            .map(|(_, count)| count)
            .sum()
    }

    fn read_entry(&mut self, at: Moment, entry: &TraceEntry, roster: &Roster) {
        let facts = &self.words.facts;
        match &entry.what {
            Happening::Sent {
                message,
                due,
                delivery,
            } => self.read_sent(at, *message, *due, delivery, roster),
            Happening::Arrived { message, delivery } => {
                let end = (delivery.connection, delivery.to);
                let lost = self.gone.contains(&end) && delivery.carried != Carried::Closed;
                self.read_arrived(at, *message, lost);
            }
            Happening::Lost { message } => self.read_arrived(at, *message, true),
            Happening::Server(server, note) => self.read_note(at, *server, note, roster),
            Happening::Added(id) => {
                let started = self.words.chart.started;
                self.befalls(at, Node::Process(*id), MarkKind::Started, started, roster);
            }
            Happening::Restarted(id) => {
                self.befalls(
                    at,
                    Node::Process(*id),
                    MarkKind::Restarted,
                    facts.was_restarted,
                    roster,
                );
            }
            Happening::Killed(id) => {
                self.befalls(
                    at,
                    Node::Process(*id),
                    MarkKind::Killed,
                    facts.was_killed,
                    roster,
                );
            }
            Happening::Exited { process, .. } => {
                self.befalls(
                    at,
                    Node::Process(*process),
                    MarkKind::Exited,
                    facts.has_ended,
                    roster,
                );
            }
            Happening::Removed(id) => {
                self.befalls(
                    at,
                    Node::Process(*id),
                    MarkKind::Removed,
                    facts.was_removed,
                    roster,
                );
            }
            Happening::Paused { who, .. } => {
                self.befalls(at, *who, MarkKind::Paused, facts.was_paused, roster);
            }
            Happening::Resumed(who) => {
                self.befalls(at, *who, MarkKind::Resumed, facts.was_resumed, roster);
            }
            Happening::Fault(fault) => self.read_fault(at, fault, roster),
            Happening::ReplyLost { process, .. } => {
                let (on, lost) = (Node::Process(*process), self.words.ensemble.reply_lost);
                self.befalls(at, on, MarkKind::Broken, lost, roster);
            }
            Happening::PeerArrived { .. }
            | Happening::PeerSent { .. }
            | Happening::Replicated(..)
            | Happening::Told(_)
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
        let up = delivery.to == Side::Server;
        if delivery.carried.is_ping() {
            if up {
                self.count_ping();
            }
            return;
        }
        if delivery.carried == Carried::Closed {
            // Whoever hangs up listens no more.
            let sender = if up { Side::Client } else { Side::Server };
            self.gone.push((delivery.connection, sender));
        }
        let numbered = self.is_about_number(delivery);
        let label = label::label(self.words, delivery.to, &delivery.carried, numbered);
        let name = roster.name(delivery.connection.process);
        let server = delivery.server.to_string();
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
        let sentence = fill(self.words.chart.message, &values);
        let number = self.add(
            sent,
            Item::Message(Message {
                kind: label.kind,
                connection: delivery.connection,
                server: delivery.server,
                up,
                label: label.text.into(),
                sentence: sentence.into(),
                failed: label.failed,
                sent,
                due,
                came: None,
                lost: false,
            }),
        );
        self.under_way.push((message, number));
    }

    /// Whether a reply tells the name of a sequential znode.
    fn is_about_number(&mut self, delivery: &Delivery) -> bool {
        match &delivery.carried {
            Carried::Up(FromClient::Request { xid, request }) if asks_for_number(request) => {
                self.numbered.push((delivery.connection, *xid));
                false
            }
            Carried::Down(FromServer::Reply { xid, .. }) => {
                let asked = (delivery.connection, *xid);
                let found = self.numbered.iter().position(|it| *it == asked);
                found.map(|it| self.numbered.swap_remove(it)).is_some()
            }
            _ => false,
        }
    }

    fn count_ping(&mut self) {
        match self.pings.last_mut() {
            Some((at, count)) if *at == self.last => *count += 1,
            _ => self.pings.push((self.last, 1)),
        }
        self.stale = true;
    }

    /// The message has come; `lost` if nobody hears it.
    fn read_arrived(&mut self, came: Moment, message: u64, lost: bool) {
        let Some(at) = self.under_way.iter().position(|(it, _)| *it == message) else {
            return; // A heartbeat, or one that has left the chart.
        };
        let (_, number) = self.under_way.remove(at);
        let chart = &self.words.chart;
        let place = usize::try_from(number - self.first).unwrap_or(usize::MAX);
        if let Some(Item::Message(message)) = self.items.get_mut(place) {
            let phrase = if lost { chart.lost } else { chart.received };
            let values = [
                ("message", &*message.sentence),
                ("at", &came.at.to_string()),
            ];
            message.sentence = fill(phrase, &values).into();
            message.came = Some(came);
            message.lost = lost;
        }
        self.happened(came);
    }

    /// What is broken or mended stands on the line of whom it is about, as the verb for it.
    fn read_fault(&mut self, at: Moment, fault: &Fault, roster: &Roster) {
        let line = fault_statement(fault, |it| roster.name_of(it)).to_string();
        let kind = match fault {
            Fault::Crash(_) => MarkKind::Killed,
            Fault::Start(_) => MarkKind::Restarted,
            Fault::Cut { .. } | Fault::Hold { .. } | Fault::Break { .. } => MarkKind::Broken,
            Fault::Heal { .. } | Fault::Release { .. } => MarkKind::Mended,
            Fault::Delay { .. } | Fault::LoseReply(_) | Fault::Expire(_) | Fault::Move(..) => {
                MarkKind::Tampered
            }
        };
        self.befalls(at, fault.subject(), kind, &line, roster);
    }

    fn read_note(&mut self, at: Moment, server: ServerId, note: &ServerNote, roster: &Roster) {
        if let ServerNote::Established { epoch } = note
            && epoch.get() > 0
        {
            let values = [("epoch", &*epoch.get().to_string())];
            let leads = fill(self.words.ensemble.leads, &values);
            return self.befalls(at, Node::Server(server), MarkKind::Elected, &leads, roster);
        }
        let ServerNote::Applied { txn, cause, .. } = note else {
            return;
        };
        if let (TxnBody::CloseSession { session, .. }, Cause::Expiry { .. }) = (&txn.body, cause) {
            let who = roster.owner_name(*session);
            let what = fill(self.words.chart.session_expired, &[("who", who)]);
            let end = Node::Server(server);
            self.mark(at, end, MarkKind::Expired, &server.to_string(), &what);
        }
    }

    /// Something befalls a process, as people see it. Nobody dies twice, nor stands still when
    /// dead.
    fn befalls(&mut self, at: Moment, end: Node, kind: MarkKind, what: &str, roster: &Roster) {
        let living = matches!(
            kind,
            MarkKind::Killed | MarkKind::Exited | MarkKind::Paused | MarkKind::Resumed
        );
        if living && !self.lives.of(end).is_alive() {
            return;
        }
        let number = self.mark(at, end, kind, &roster.name_of(end), what);
        let life = self.lives.of(end);
        match kind {
            MarkKind::Started | MarkKind::Restarted => life.begin(number),
            MarkKind::Killed | MarkKind::Exited | MarkKind::Removed => life.end(number),
            MarkKind::Paused => life.pause(number),
            MarkKind::Resumed => life.resume(number),
            MarkKind::Broken
            | MarkKind::Mended
            | MarkKind::Tampered
            | MarkKind::Expired
            | MarkKind::Elected => {}
        }
    }

    fn mark(&mut self, at: Moment, on: Node, kind: MarkKind, who: &str, what: &str) -> u64 {
        let values = [("at", &*at.at.to_string()), ("who", who), ("what", what)];
        let sentence = fill(self.words.chart.mark, &values);
        self.add(
            at,
            Item::Mark(Mark {
                kind,
                on,
                label: what.into(),
                sentence: sentence.into(),
                at,
            }),
        )
    }

    /// Takes an item in; its number.
    fn add(&mut self, at: Moment, item: Item) -> u64 {
        self.items.push(item);
        self.happened(at);
        self.first + self.items.len() as u64 - 1
    }

    fn happened(&mut self, at: Moment) {
        self.last = at.at;
        self.stale = true;
    }

    /// Forgets the connections that are gone and on which nothing is under way any more.
    fn forget_connections(&mut self) {
        let alive = |it: &ConnectionId, gone: &[(ConnectionId, Side)]| {
            gone.iter().all(|(connection, _)| connection != it)
        };
        self.numbered.retain(|(it, _)| alive(it, &self.gone));
        let busy: Vec<ConnectionId> = self.under_way().map(|(_, it)| it.connection).collect();
        self.gone.retain(|(it, _)| busy.contains(it));
    }

    /// Lets go of what has become too old.
    fn let_go(&mut self, stage: &Stage) {
        let count = self.first + self.items.len() as u64;
        let first = count.saturating_sub(FEWEST) / STEP * STEP;
        if first <= self.first {
            return;
        }
        let old = usize::try_from(first - self.first).unwrap_or(usize::MAX);
        self.items.drain(..old);
        self.first = first;
        self.under_way.retain(|(_, number)| *number >= first);
        self.forget_connections();
        if let Some(oldest) = self.items.first().map(Item::begins) {
            self.pings.retain(|(at, _)| *at >= oldest);
        }
        let present = stage.world().processes();
        self.lives.let_go(first, |end| match end {
            Node::Process(id) => !present.contains_key(&id),
            Node::Server(_) => false,
        });
    }
}
