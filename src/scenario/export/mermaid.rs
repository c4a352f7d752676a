//! A run as a sequence diagram for Mermaid, which many editors and forges draw.
//!
//! ```text
//! sequenceDiagram
//!     participant p0 as alice
//!     participant s1
//!     p0->>s1: create -e /master
//!     s1-->>p0: /master
//! ```
//!
//! A message stands where it arrives. Heartbeats, and what servers say to each other, are left out.

mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::engine::TxnBody;
use crate::ensemble::{Cause, ServerNote};
use crate::handle::Tenure;
use crate::model::{ConnectionId, FromServer, KeeperState, ServerId, VirtualTime, WatchedEvent};
use crate::scenario::export::owners::Owners;
use crate::scenario::export::said::{Listener, Said};
use crate::scenario::fault_statement;
use crate::scenario::names::Names;
use crate::scenario::stage::Stage;
use crate::sim::event::{Carried, Delivery, Side};
use crate::sim::{Happening, Node, TraceEntry};
use text::escaped;

/// A diagram has at most so many messages; with more nobody can follow it.
const MOST_MESSAGES: usize = 500;
/// Mermaid draws no text of more than 50,000 characters.
const MOST_BYTES: usize = 48_000;
/// Of a label so many characters are kept, and of a name.
const LONGEST_LABEL: usize = 60;
const LONGEST_NAME: usize = 30;
/// A silence at least so long is followed by the time.
const SILENCE: Duration = Duration::from_secs(1);

/// The diagram of the run up to now.
pub fn write(stage: &Stage) -> String {
    let (names, owners) = (Names::of(stage), Owners::of(stage.run().trace()));
    let mut diagram = Diagram::new(stage, &names, &owners);
    for entry in &stage.run().trace().entries {
        diagram.read(entry);
    }
    diagram.close(stage.now())
}

struct Diagram<'a> {
    names: &'a Names,
    owners: &'a Owners,
    /// How a process is called in the diagram: several of one name share a lifeline.
    lifelines: BTreeMap<String, String>,
    /// The first and the last lifeline.
    ends: String,
    text: String,
    listener: Listener,
    /// Messages that have not come yet.
    under_way: BTreeMap<u64, Arrow>,
    /// Ends of connections at which nobody listens any more.
    gone: BTreeSet<(ConnectionId, Side)>,
    /// When something was last drawn.
    drawn: VirtualTime,
    messages: usize,
    left_out: usize,
}

struct Arrow {
    from: String,
    line: &'static str,
    to: String,
    label: String,
}

impl<'a> Diagram<'a> {
    fn new(stage: &Stage, names: &'a Names, owners: &'a Owners) -> Diagram<'a> {
        let mut text = "sequenceDiagram\n".to_string();
        let mut lifelines = BTreeMap::new();
        let mut ids = Vec::new();
        for name in names.processes() {
            if !lifelines.contains_key(name) {
                let id = format!("p{}", lifelines.len());
                let shown = escaped(name, LONGEST_NAME);
                text.push_str(&format!("    participant {id} as {shown}\n"));
                lifelines.insert(name.clone(), id.clone());
                ids.push(id);
            }
        }
        for server in stage.world().hosts().keys() {
            text.push_str(&format!("    participant {server}\n"));
            ids.push(server.to_string());
        }
        let ends = match (ids.first(), ids.last()) {
            (Some(first), Some(last)) if first != last => format!("{first},{last}"),
            _ => ids.concat(),
        };
        Diagram {
            names,
            owners,
            lifelines,
            ends,
            text,
            listener: Listener::default(),
            under_way: BTreeMap::new(),
            gone: BTreeSet::new(),
            drawn: VirtualTime::START,
            messages: 0,
            left_out: 0,
        }
    }

    fn read(&mut self, entry: &TraceEntry) {
        let at = entry.at;
        match &entry.what {
            Happening::Sent {
                message, delivery, ..
            } => self.send(*message, delivery),
            Happening::Arrived { message, delivery } => {
                let end = (delivery.connection, delivery.to);
                let heard = !self.gone.contains(&end);
                self.arrive(at, *message, heard);
            }
            Happening::Lost { message } => self.arrive(at, *message, false),
            Happening::Killed(id) => self.befall(at, Node::Process(*id), "killed"),
            Happening::Restarted(id) => self.befall(at, Node::Process(*id), "starts anew"),
            Happening::Removed(id) => self.befall(at, Node::Process(*id), "leaves"),
            Happening::Exited { process, .. } => {
                self.befall(at, Node::Process(*process), "ends");
            }
            Happening::Paused { who, .. } => self.befall(at, *who, "stands still"),
            Happening::Resumed(who) => self.befall(at, *who, "goes on"),
            Happening::Fault(fault) => {
                let said = fault_statement(fault, |it| self.names.node(it)).to_string();
                self.befall(at, fault.subject(), &said);
            }
            Happening::ReplyLost { process, .. } => {
                self.befall(at, Node::Process(*process), "reply lost");
            }
            Happening::Server(server, note) => self.read_note(at, *server, note),
            Happening::Event { process, event, .. } => {
                if let Some(state) = bad_news(event) {
                    self.befall(at, Node::Process(*process), &state);
                }
            }
            Happening::Believes {
                process,
                path,
                tenure,
            } => {
                let belief = match tenure {
                    Tenure::Held => format!("believes that it owns {path}"),
                    Tenure::Doubted => format!("doubts that it owns {path}"),
                    Tenure::None => format!("no longer believes that it owns {path}"),
                };
                self.befall(at, Node::Process(*process), &belief);
            }
            Happening::Added(_)
            | Happening::Told(_)
            | Happening::PeerArrived { .. }
            | Happening::PeerSent { .. }
            | Happening::Lapsed(_)
            | Happening::Replicated(..)
            | Happening::Shown(..)
            | Happening::Means(..) => {}
        }
    }

    fn send(&mut self, message: u64, delivery: &Delivery) {
        let client = self.lifeline(Node::of(delivery.connection));
        let server = delivery.server.to_string();
        let (sender, from, to) = match delivery.to {
            Side::Server => (Side::Client, client, server),
            Side::Client => (Side::Server, server, client),
        };
        if delivery.carried == Carried::Closed {
            // Whoever hangs up listens no more.
            self.gone.insert((delivery.connection, sender));
        }
        if delivery.carried.is_upkeep() {
            return;
        }
        let said = self.listener.hear(delivery);
        let line = match &delivery.carried {
            Carried::Down(FromServer::Event(_)) => "--)",
            Carried::Down(_) => "-->>",
            _ => "->>",
        };
        let label = escaped(&label(said), LONGEST_LABEL);
        let arrow = Arrow {
            from,
            line,
            to,
            label,
        };
        self.under_way.insert(message, arrow);
    }

    fn arrive(&mut self, at: VirtualTime, message: u64, heard: bool) {
        let Some(arrow) = self.under_way.remove(&message) else {
            return;
        };
        if self.is_full() {
            self.left_out += 1;
            return;
        }
        let line = match (heard, arrow.line) {
            (true, line) => line,
            (false, "->>") => "-x",
            (false, _) => "--x",
        };
        let Arrow {
            from, to, label, ..
        } = arrow;
        self.draw(at, &format!("{from}{line}{to}: {label}"));
        self.messages += 1;
    }

    fn read_note(&mut self, at: VirtualTime, server: ServerId, note: &ServerNote) {
        let told = match note {
            ServerNote::Looking { .. } => "looks for a leader".to_string(),
            ServerNote::Established { epoch } => format!("leads in epoch {}", epoch.get()),
            ServerNote::NotServing { by } | ServerNote::Behind { by, .. } => {
                format!("sends {} away", self.names.process(by.process))
            }
            ServerNote::Applied {
                txn,
                cause: Cause::Expiry { .. },
                ..
            } => match &txn.body {
                TxnBody::CloseSession { session, .. } => {
                    let owner = self.owners.get(*session).map(|it| self.names.process(it));
                    format!("session of {} expires", owner.unwrap_or_default())
                }
                _ => return,
            },
            _ => return,
        };
        self.befall(at, Node::Server(server), &told);
    }

    fn befall(&mut self, at: VirtualTime, on: Node, what: &str) {
        if !self.is_full() {
            let on = self.lifeline(on);
            let what = escaped(what, LONGEST_LABEL);
            self.draw(at, &format!("Note over {on}: {what}"));
        }
    }

    fn is_full(&self) -> bool {
        self.messages >= MOST_MESSAGES || self.text.len() >= MOST_BYTES
    }

    fn draw(&mut self, at: VirtualTime, line: &str) {
        if at.since(self.drawn) >= SILENCE {
            self.text
                .push_str(&format!("    Note over {}: {at} s\n", self.ends));
        }
        self.drawn = at;
        self.text.push_str(&format!("    {line}\n"));
    }

    fn lifeline(&self, node: Node) -> String {
        let name = self.names.node(node);
        match node {
            Node::Process(_) => self.lifelines[&name].clone(),
            Node::Server(_) => name,
        }
    }

    /// Says what is not there.
    fn close(mut self, now: VirtualTime) -> String {
        let mut missing = Vec::new();
        if self.left_out > 0 {
            missing.push(format!("{} more messages are left out", self.left_out));
        }
        if !self.under_way.is_empty() {
            missing.push(format!("{} are under way at {now} s", self.under_way.len()));
        }
        if !missing.is_empty() {
            let ends = &self.ends;
            let missing = missing.join(", ");
            self.text
                .push_str(&format!("    Note over {ends}: {missing}\n"));
        }
        self.text
    }
}

/// A reply is called by what it brings, if that is anything; what it answers stands above it.
fn label(said: Said) -> String {
    let brought = said.value.filter(|it| !it.is_empty());
    match said.result {
        Some(result) => brought.unwrap_or(result),
        None => said.what,
    }
}

/// What a session has come to, if that is bad.
fn bad_news(event: &WatchedEvent) -> Option<String> {
    match event.state {
        KeeperState::SyncConnected => None,
        state => Some(format!("{state:?}")),
    }
}
