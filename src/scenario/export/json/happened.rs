//! What happened, as an entry of the file has it.

use serde::Serialize;

use crate::engine::{Txn, TxnBody};
use crate::ensemble::{Cause, Looking, ServerNote};
use crate::handle::{Shown, Tenure};
use crate::model::{ServerId, SessionId, VirtualTime, WatchedEvent, ZPath};
use crate::scenario::export::owners::Owners;
use crate::scenario::export::said::{Listener, Said, among_servers, transaction};
use crate::scenario::fault_statement;
use crate::scenario::names::Names;
use crate::sim::event::{Delivery, PeerCarried, PeerDelivery, Side};
use crate::sim::{Happening, TraceEntry};

#[derive(Serialize)]
pub struct Happened {
    step: u64,
    at_ms: u64,
    #[serde(flatten)]
    what: What,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum What {
    Started {
        process: String,
    },
    Killed {
        process: String,
    },
    Restarted {
        process: String,
    },
    Removed {
        process: String,
    },
    Exited {
        process: String,
        code: i32,
    },
    Paused {
        who: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        until_ms: Option<u64>,
    },
    Resumed {
        who: String,
    },
    /// Something breaks or is mended, as a script would say it.
    Fault {
        what: String,
    },
    Sent {
        due_ms: u64,
        #[serde(flatten)]
        message: Message,
    },
    Arrived {
        #[serde(flatten)]
        message: Message,
    },
    /// That message will not arrive.
    Lost {
        message: u64,
    },
    ReplyLost {
        process: String,
    },
    /// The first server has applied a transaction.
    Applied {
        server: String,
        zxid: String,
        what: String,
        /// `client`, `expiry` of a session, or `sweep` of containers and times to live.
        cause: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        client: Option<String>,
        /// Of a session that begins or ends: whose.
        #[serde(skip_serializing_if = "Option::is_none")]
        owner: Option<String>,
    },
    /// Another has, too.
    Replicated {
        server: String,
        zxid: String,
    },
    /// A server looks for a leader, has found one, leads, follows, or sends a client away.
    Server {
        server: String,
        what: String,
    },
    Typed {
        process: String,
        line: String,
    },
    Shown {
        process: String,
        /// `out` or `err`.
        on: &'static str,
        line: String,
    },
    /// A watch, or the session, has told a process something.
    Event {
        process: String,
        event: String,
        state: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        path: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        zxid: Option<String>,
    },
    /// Whether a process takes an ephemeral znode for its own: `none`, `held`, `doubted`.
    Believes {
        process: String,
        path: String,
        tenure: &'static str,
    },
}

#[derive(Serialize)]
struct Message {
    message: u64,
    from: String,
    to: String,
    what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zxid: Option<String>,
}

/// Reads the trace in its order.
pub struct Reader<'a> {
    names: &'a Names,
    owners: &'a Owners,
    listener: Listener,
    heartbeats: bool,
}

impl<'a> Reader<'a> {
    pub fn new(names: &'a Names, owners: &'a Owners, heartbeats: bool) -> Reader<'a> {
        Reader {
            names,
            owners,
            listener: Listener::default(),
            heartbeats,
        }
    }

    /// `None` for what only follows from the rest, and for heartbeats that nobody wants.
    pub fn read(&mut self, entry: &TraceEntry) -> Option<Happened> {
        Some(Happened {
            step: entry.step,
            at_ms: entry.at.as_millis(),
            what: self.what(&entry.what)?,
        })
    }

    /// Whose session it is.
    fn owner(&self, session: SessionId) -> Option<String> {
        Some(self.names.process(self.owners.get(session)?))
    }

    fn what(&mut self, happening: &Happening) -> Option<What> {
        let names = self.names;
        let process = |id| names.process(id);
        Some(match happening {
            Happening::Added(id) => What::Started {
                process: process(*id),
            },
            Happening::Killed(id) => What::Killed {
                process: process(*id),
            },
            Happening::Restarted(id) => What::Restarted {
                process: process(*id),
            },
            Happening::Removed(id) => What::Removed {
                process: process(*id),
            },
            Happening::Exited { process: id, code } => What::Exited {
                process: process(*id),
                code: *code,
            },
            Happening::Paused { who, until } => What::Paused {
                who: names.node(*who),
                until_ms: until.map(VirtualTime::as_millis),
            },
            Happening::Resumed(who) => What::Resumed {
                who: names.node(*who),
            },
            Happening::Fault(fault) => What::Fault {
                what: fault_statement(fault, |it| names.node(it)).to_string(),
            },
            Happening::Sent {
                message,
                due,
                delivery,
            } => What::Sent {
                due_ms: due.as_millis(),
                message: self.message(*message, delivery)?,
            },
            Happening::Arrived { message, delivery } => What::Arrived {
                message: self.message(*message, delivery)?,
            },
            Happening::PeerSent {
                message,
                due,
                delivery,
            } => What::Sent {
                due_ms: due.as_millis(),
                message: self.peer_message(*message, delivery)?,
            },
            Happening::PeerArrived { message, delivery } => What::Arrived {
                message: self.peer_message(*message, delivery)?,
            },
            Happening::Lost { message } => What::Lost { message: *message },
            Happening::ReplyLost { process: id, .. } => What::ReplyLost {
                process: process(*id),
            },
            Happening::Server(server, note) => self.note(*server, note)?,
            Happening::Replicated(server, zxid) => What::Replicated {
                server: server.to_string(),
                zxid: zxid.to_string(),
            },
            Happening::Shown(id, shown) => shown_by(process(*id), shown)?,
            Happening::Event {
                process: id, event, ..
            } => told(process(*id), event),
            Happening::Believes {
                process: id,
                path,
                tenure,
            } => believes(process(*id), path, *tenure),
            Happening::Told(_) | Happening::Lapsed(_) | Happening::Means(..) => return None,
        })
    }

    fn message(&mut self, message: u64, delivery: &Delivery) -> Option<Message> {
        if delivery.carried.is_ping() && !self.heartbeats {
            return None;
        }
        let client = self.names.process(delivery.connection.process);
        let server = delivery.server.to_string();
        let (from, to) = match delivery.to {
            Side::Server => (client, server),
            Side::Client => (server, client),
        };
        Some(spelt(message, from, to, self.listener.hear(delivery)))
    }

    fn peer_message(&self, message: u64, delivery: &PeerDelivery) -> Option<Message> {
        let is_ping = matches!(&delivery.carried, PeerCarried::Packet(it) if it.is_ping());
        if is_ping && !self.heartbeats {
            return None;
        }
        let (from, to) = (delivery.from.to_string(), delivery.to.to_string());
        Some(spelt(message, from, to, among_servers(&delivery.carried)))
    }

    fn note(&self, server: ServerId, note: &ServerNote) -> Option<What> {
        let what = match note {
            ServerNote::Applied { txn, cause, .. } => {
                return Some(self.applied(server, txn, *cause));
            }
            ServerNote::Looking { why } => match why {
                Looking::Started => "looks for a leader: it has started".to_string(),
                Looking::LeaderLost { leader } => format!("looks for a leader: {leader} is gone"),
                Looking::LeaderSilent { leader } => {
                    format!("looks for a leader: {leader} is silent")
                }
                Looking::MajorityLost => "looks for a leader: its majority is gone".to_string(),
                Looking::NobodyCame => "looks for a leader: no majority came".to_string(),
            },
            ServerNote::Elected { leader } => format!("takes {leader} for its leader"),
            ServerNote::Established { epoch } => format!("leads in epoch {}", epoch.get()),
            ServerNote::Serving { leader } => format!("follows {leader}"),
            ServerNote::NotServing { by } => {
                let client = self.names.process(by.process);
                format!("sends {client} away: it does not serve")
            }
            ServerNote::Behind { by, .. } => {
                let client = self.names.process(by.process);
                format!("sends {client} away: it is behind what that has seen")
            }
            _ => return None,
        };
        let server = server.to_string();
        Some(What::Server { server, what })
    }

    fn applied(&self, server: ServerId, txn: &Txn, cause: Cause) -> What {
        let (cause, client) = match cause {
            Cause::Client(by) => ("client", Some(self.names.process(by.process))),
            Cause::Expiry { .. } => ("expiry", None),
            Cause::Sweep => ("sweep", None),
        };
        What::Applied {
            server: server.to_string(),
            zxid: txn.stamp.zxid.to_string(),
            what: transaction(&txn.body),
            cause,
            client,
            owner: session_of(&txn.body).and_then(|it| self.owner(it)),
        }
    }
}

fn session_of(body: &TxnBody) -> Option<SessionId> {
    match body {
        TxnBody::CreateSession { session, .. } | TxnBody::CloseSession { session, .. } => {
            Some(*session)
        }
        _ => None,
    }
}

fn spelt(message: u64, from: String, to: String, said: Said) -> Message {
    Message {
        message,
        from,
        to,
        what: said.what,
        reply_to: said.reply_to,
        result: said.result,
        value: said.value,
        zxid: said.zxid.map(|it| it.to_string()),
    }
}

/// Events are told as such, and what the playground says is no part of the run.
fn shown_by(process: String, shown: &Shown) -> Option<What> {
    let (on, line) = match shown {
        Shown::Typed { line, .. } => {
            let line = line.clone();
            return Some(What::Typed { process, line });
        }
        Shown::Out(line) => ("out", line),
        Shown::Err(line) | Shown::Failure(line) | Shown::Partial(line) => ("err", line),
        Shown::Event(_) | Shown::Note(_) => return None,
    };
    let line = line.clone();
    Some(What::Shown { process, on, line })
}

fn told(process: String, event: &WatchedEvent) -> What {
    What::Event {
        process,
        event: format!("{:?}", event.kind),
        state: format!("{:?}", event.state),
        path: event.path.as_ref().map(ZPath::to_string),
        zxid: event.zxid.map(|it| it.to_string()),
    }
}

fn believes(process: String, path: &ZPath, tenure: Tenure) -> What {
    What::Believes {
        process,
        path: path.to_string(),
        tenure: match tenure {
            Tenure::None => "none",
            Tenure::Held => "held",
            Tenure::Doubted => "doubted",
        },
    }
}
