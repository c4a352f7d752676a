//! What a server knows of one connection, and what it counts of it (`ServerCnxn`).

use std::collections::VecDeque;
use std::time::Duration;

use crate::engine::Identities;
use crate::model::packet::WatchLists;
use crate::model::{FromServer, ReadKind, Request, SessionId, VirtualTime, Write, Xid, Zxid};

#[derive(Clone, Debug, PartialEq)]
pub struct Connection {
    /// None until the client has introduced itself and was taken in.
    pub session: Option<SessionId>,
    /// As negotiated.
    pub timeout: Duration,
    pub(super) identities: Identities,
    /// What is not answered yet, because something before it is not.
    pub(super) queue: VecDeque<Queued>,
    pub opened: VirtualTime,
    /// When the last packet came or went.
    pub moved: VirtualTime,
    pub traffic: Traffic,
    pub last: LastAnswer,
}

/// Something that waits for its turn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Queued {
    /// The leader decides it; `last` if the server hangs up after it.
    Submitted {
        xid: Xid,
        last: bool,
        /// As [`letters`] call it.
        op: &'static str,
    },
    /// The leader tells when everything before is done.
    Sync { xid: Xid },
    /// This server answers it.
    Local(Local),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Local {
    Request { xid: Xid, request: Request },
    Ping,
    SetWatches { seen: Zxid, watches: WatchLists },
}

/// So many packets were received from clients, and sent to them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    pub received: u64,
    pub sent: u64,
}

/// The last of a connection's requests that was answered. Credentials do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastAnswer {
    /// In ZooKeeper's letters: `CREA`; of a write that was refused `NA`.
    pub op: &'static str,
    /// Of the last one with a number: heartbeats have none.
    pub xid: i32,
    /// What the server had applied then.
    pub zxid: Zxid,
    pub at: VirtualTime,
}

/// What a real server shows of a connection that has asked for nothing: a Java `null`.
const NOTHING: &str = "null";

impl Connection {
    pub(super) fn opened(now: VirtualTime, address: &str) -> Connection {
        Connection {
            session: None,
            timeout: Duration::ZERO,
            identities: Identities::at(address),
            queue: VecDeque::new(),
            opened: now,
            moved: now,
            traffic: Traffic::default(),
            last: LastAnswer {
                op: NOTHING,
                xid: 0,
                zxid: Zxid::ZERO,
                at: VirtualTime::START,
            },
        }
    }

    /// Whom the server takes its client for.
    pub fn identities(&self) -> &Identities {
        &self.identities
    }

    /// How many requests wait for their answers.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// How many of them a client has numbered: those alone count against it.
    pub fn numbered(&self) -> usize {
        let numbered =
            |it: &&Queued| !matches!(it, Queued::Local(Local::Ping | Local::SetWatches { .. }));
        self.queue.iter().filter(numbered).count()
    }

    /// Takes note of what is about to be answered.
    pub(super) fn answers(&mut self, op: &'static str, xid: Option<i32>, zxid: Zxid) {
        let LastAnswer {
            xid: before, at, ..
        } = self.last;
        let xid = xid.unwrap_or(before);
        self.last = LastAnswer { op, xid, zxid, at };
    }

    pub(super) fn has_received(&mut self, now: VirtualTime) {
        self.traffic.received += 1;
        self.moved = now;
    }

    pub(super) fn has_sent(&mut self, packet: &FromServer, now: VirtualTime) {
        self.traffic.sent += 1;
        self.moved = now;
        match packet {
            FromServer::Event(_) | FromServer::AuthDone => {}
            // That an old session goes on is no answer to a request.
            _ if self.last.op == NOTHING => {}
            _ => self.last.at = now,
        }
    }
}

impl Local {
    /// By which `cons` names it.
    pub fn letters(&self) -> &'static str {
        match self {
            Local::Request { request, .. } => letters(request),
            Local::Ping => "PING",
            // The client sends the newer request only if it has to.
            Local::SetWatches { watches, .. } => {
                match watches.persistent.is_empty() && watches.recursive.is_empty() {
                    true => "SETW",
                    false => "STW2",
                }
            }
        }
    }
}

/// By which `cons` names a request (`FinalRequestProcessor`).
pub(super) fn letters(request: &Request) -> &'static str {
    match request {
        Request::Read(read) => match read.kind {
            ReadKind::Exists => "EXIS",
            ReadKind::Data | ReadKind::Config => "GETD",
            ReadKind::Children => "GETC",
            ReadKind::Acl => "GETA",
            ReadKind::AllChildrenNumber => "GETACN",
        },
        Request::Write(write) => match write {
            Write::Create { .. } => "CREA",
            Write::Delete { .. } => "DELE",
            Write::SetData { .. } => "SETD",
            Write::SetAcl { .. } => "SETA",
            Write::Check { .. } => "CHEC",
            Write::Reconfig => "RECO",
        },
        Request::Multi(_) => "MULT",
        Request::MultiRead(_) => "MLTR",
        Request::Ephemerals { .. } => "GETE",
        Request::WhoAmI => "HOMI",
        Request::Sync(_) => "SYNC",
        Request::AddWatch { .. } => "ADDW",
        Request::RemoveWatches { .. } => "REMW",
        Request::CloseSession => "CLOS",
    }
}
