//! The client's end of a session: a [`Handle`], and the trait of whatever sits there.
//!
//! A handle connects, negotiates, pings, gives a silent connection up, connects again with the
//! same session and tells its watches anew; it answers every call exactly once. Times are
//! those of ZooKeeper's Java client (`ClientCnxn`).

pub mod program;

pub mod motive;

pub mod exchange;

pub mod watches;

pub mod patience;

mod link;
mod session;

use std::collections::VecDeque;
use std::time::Duration;

pub use exchange::{Belief, HandleInput, HandleOutput};
pub use motive::Motive;
use patience::Patience;
pub use program::{
    CallId, ConnectString, Host, Note, Program, ProgramInput, ProgramOutput, Shown, Tenure,
};
use watches::HeldWatches;

use crate::model::{
    Chance, ConnectionId, Credentials, ErrorCode, FromClient, KeeperState, Password, Request,
    ServerId, SessionId, VirtualTime, Xid, ZPath, Zxid,
};

#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// In the order in which they are tried; `None` for a host that is no server of ours.
    servers: Vec<Option<ServerId>>,
    chroot: ZPath,
    next_server: usize,
    /// Where the present round through the list began: the server last connected to.
    round_start: usize,
    /// Whether it ever had a connection: from then on it hesitates before each attempt.
    reached: bool,
    patience: Patience,
    session: Option<(SessionId, Password)>,
    last_zxid: Zxid,
    link: Link,
    /// The identity of the next connection.
    next_connection: ConnectionId,
    next_xid: Xid,
    /// Not sent yet: there is no connection.
    queued: VecDeque<(CallId, Request)>,
    /// Sent and not answered, in order.
    in_flight: VecDeque<InFlight>,
    watches: HeldWatches,
    /// All that it was ever given: each new connection must hear them.
    credentials: Vec<Credentials>,
    last_sent: VirtualTime,
    /// When a server was last heard, or a connection made.
    last_contact: VirtualTime,
    /// The last session event told: two equal ones in a row are told once.
    last_told: KeeperState,
    closing: bool,
}

#[derive(Clone, Debug, PartialEq)]
struct InFlight {
    xid: Xid,
    /// `None` for the request that closes the session.
    call: Option<CallId>,
    request: Request,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// Until the next attempt.
    Waiting { until: VirtualTime },
    /// The connection is being made.
    Dialling {
        connection: ConnectionId,
        since: VirtualTime,
    },
    /// The session is being negotiated.
    Greeting {
        connection: ConnectionId,
        since: VirtualTime,
    },
    Connected {
        connection: ConnectionId,
        last_heard: VirtualTime,
    },
    /// For good.
    Ended(Belief),
}

impl Handle {
    /// A handle that makes its first attempt at once, to the server `nearest` if one is given.
    /// `first` names its first connection.
    pub fn new(
        now: VirtualTime,
        chance: &mut Chance,
        to: &ConnectString,
        nearest: Option<ServerId>,
        all: &[ServerId],
        timeout: Duration,
        first: ConnectionId,
    ) -> Handle {
        let mut servers: Vec<Option<ServerId>> = Vec::new();
        for host in &to.hosts {
            match host {
                Host::All => servers.extend(all.iter().copied().map(Some)),
                Host::One(server) => servers.push(Some(*server)),
                Host::Unknown(_) => servers.push(None),
            }
        }
        let place = nearest.and_then(|it| servers.iter().position(|server| *server == Some(it)));
        match place {
            Some(place) => servers.rotate_left(place),
            None => chance.shuffle(&mut servers),
        }
        let patience = Patience {
            timeout,
            servers: servers.len() as u32,
        };
        Handle {
            servers,
            chroot: to.chroot.clone(),
            next_server: 0,
            round_start: 0,
            reached: false,
            patience,
            session: None,
            last_zxid: Zxid::ZERO,
            link: Link::Waiting { until: now },
            next_connection: first,
            next_xid: Xid::FIRST,
            queued: VecDeque::new(),
            in_flight: VecDeque::new(),
            watches: HeldWatches::default(),
            credentials: Vec::new(),
            last_sent: now,
            last_contact: now,
            last_told: KeeperState::Disconnected,
            closing: false,
        }
    }

    pub fn belief(&self) -> Belief {
        match self.link {
            Link::Waiting { .. } | Link::Dialling { .. } | Link::Greeting { .. } => {
                Belief::Connecting
            }
            Link::Connected { .. } => Belief::Connected,
            Link::Ended(belief) => belief,
        }
    }

    pub fn session(&self) -> Option<SessionId> {
        self.session.map(|(session, _)| session)
    }

    /// The servers that it may connect to.
    pub fn servers(&self) -> impl Iterator<Item = ServerId> {
        self.servers.iter().copied().flatten()
    }

    /// The last zxid that a server has told it.
    pub fn last_zxid(&self) -> Zxid {
        self.last_zxid
    }

    /// As negotiated, once it is.
    pub fn timeout(&self) -> Duration {
        self.patience.timeout
    }

    /// The znode that it takes for its root.
    pub fn chroot(&self) -> &ZPath {
        &self.chroot
    }

    /// The watches it believes to hold, by the servers' paths.
    pub fn watches(&self) -> &HeldWatches {
        &self.watches
    }

    /// What it was asked and has not answered: first what was sent, with its number, then what
    /// waits for a connection. It asks for the end of its session itself.
    pub fn unanswered(&self) -> impl Iterator<Item = (Option<Xid>, &Request)> {
        let sent = self.in_flight.iter().map(|it| (Some(it.xid), &it.request));
        sent.chain(self.queued.iter().map(|(_, request)| (None, request)))
    }

    /// The connection it has or tries to make.
    pub fn connection(&self) -> Option<ConnectionId> {
        match self.link {
            Link::Dialling { connection, .. }
            | Link::Greeting { connection, .. }
            | Link::Connected { connection, .. } => Some(connection),
            Link::Waiting { .. } | Link::Ended(_) => None,
        }
    }

    pub fn step(
        &mut self,
        now: VirtualTime,
        chance: &mut Chance,
        input: HandleInput,
    ) -> Vec<HandleOutput> {
        let mut out = Vec::new();
        match input {
            HandleInput::Call { call, request } => self.call(now, call, request, &mut out),
            HandleInput::Close => self.close(now, &mut out),
            HandleInput::Authenticate(credentials) => {
                self.authenticate(now, credentials, &mut out);
            }
            HandleInput::Opened(connection) if self.connection() == Some(connection) => {
                self.greet(now, connection, &mut out);
            }
            HandleInput::Received(connection, packet) if self.connection() == Some(connection) => {
                self.received(now, connection, packet, &mut out);
            }
            HandleInput::Lost(connection) if self.connection() == Some(connection) => {
                self.lost(now, chance, &mut out);
            }
            HandleInput::Deadline => self.lapse(now, chance, &mut out),
            HandleInput::Move(server) => self.move_to(now, chance, server, &mut out),
            // News of a connection that was given up long ago.
            HandleInput::Opened(_) | HandleInput::Received(..) | HandleInput::Lost(_) => {}
        }
        out
    }

    fn call(
        &mut self,
        now: VirtualTime,
        call: CallId,
        request: Request,
        out: &mut Vec<HandleOutput>,
    ) {
        match self.link {
            Link::Ended(belief) => {
                let answer = Err(match belief {
                    Belief::AuthFailed => ErrorCode::AuthFailed,
                    _ => ErrorCode::SessionExpired,
                });
                out.push(HandleOutput::Answered { call, answer });
            }
            Link::Connected { connection, .. } => {
                self.send(
                    now,
                    connection,
                    Some(call),
                    request.under(&self.chroot),
                    out,
                );
            }
            _ => self.queued.push_back((call, request.under(&self.chroot))),
        }
    }

    fn send(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        call: Option<CallId>,
        request: Request,
        out: &mut Vec<HandleOutput>,
    ) {
        let xid = self.next_xid;
        self.next_xid = xid.next();
        self.last_sent = now;
        self.in_flight.push_back(InFlight {
            xid,
            call,
            request: request.clone(),
        });
        out.push(HandleOutput::Send(
            connection,
            FromClient::Request { xid, request },
        ));
    }

    fn close(&mut self, now: VirtualTime, out: &mut Vec<HandleOutput>) {
        match self.link {
            Link::Ended(_) => {}
            Link::Connected { connection, .. } if !self.closing => {
                self.closing = true;
                self.send(now, connection, None, Request::CloseSession, out);
            }
            // No server can be told; the session ends by its timeout.
            _ => self.end(KeeperState::Closed, out),
        }
    }

    /// Adds to who this client is. Nothing is answered unless it is refused.
    fn authenticate(
        &mut self,
        now: VirtualTime,
        credentials: Credentials,
        out: &mut Vec<HandleOutput>,
    ) {
        if matches!(self.link, Link::Ended(_)) {
            return;
        }
        if let Link::Connected { connection, .. } = self.link {
            self.last_sent = now;
            let packet = FromClient::Auth(credentials.clone());
            out.push(HandleOutput::Send(connection, packet));
        }
        self.credentials.push(credentials);
    }
}
