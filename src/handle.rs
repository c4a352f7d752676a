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
    Answer, Chance, ConnectionId, ErrorCode, FromClient, FromServer, KeeperState, Password,
    Request, ServerId, SessionId, VirtualTime, WatchedEvent, Xid, ZPath, Zxid,
};

/// An attempt to connect is not made sooner than a random part of this after the last one.
const RECONNECT_SPREAD_MILLIS: u64 = 1000;
/// A pause after the whole list of servers was tried in vain.
const ROUND_PAUSE: Duration = Duration::from_secs(1);

#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// In the order in which they are tried; `None` for a host that is no server of ours.
    servers: Vec<Option<ServerId>>,
    chroot: ZPath,
    next_server: usize,
    /// Where the present round through the list began: the server last connected to.
    round_start: usize,
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
    Waiting {
        until: VirtualTime,
    },
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
    Ended {
        expired: bool,
    },
}

impl Handle {
    /// A handle that makes its first attempt at once. `first` names its first connection.
    pub fn new(
        now: VirtualTime,
        chance: &mut Chance,
        to: &ConnectString,
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
        chance.shuffle(&mut servers);
        let patience = Patience {
            timeout,
            servers: servers.len() as u32,
        };
        Handle {
            servers,
            chroot: to.chroot.clone(),
            next_server: 0,
            round_start: 0,
            patience,
            session: None,
            last_zxid: Zxid::ZERO,
            link: Link::Waiting { until: now },
            next_connection: first,
            next_xid: Xid::FIRST,
            queued: VecDeque::new(),
            in_flight: VecDeque::new(),
            watches: HeldWatches::default(),
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
            Link::Ended { expired: true } => Belief::Expired,
            Link::Ended { expired: false } => Belief::Closed,
        }
    }

    pub fn session(&self) -> Option<SessionId> {
        self.session.map(|(session, _)| session)
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

    /// The connection it has or tries to make.
    pub fn connection(&self) -> Option<ConnectionId> {
        match self.link {
            Link::Dialling { connection, .. }
            | Link::Greeting { connection, .. }
            | Link::Connected { connection, .. } => Some(connection),
            Link::Waiting { .. } | Link::Ended { .. } => None,
        }
    }

    pub fn next_deadline(&self) -> Option<VirtualTime> {
        match self.link {
            Link::Ended { .. } => None,
            Link::Waiting { until } => Some(until.min(self.own_expiry())),
            Link::Dialling { since, .. } | Link::Greeting { since, .. } => {
                Some((since + self.patience.connect()).min(self.own_expiry()))
            }
            Link::Connected { last_heard, .. } => {
                Some((last_heard + self.patience.read()).min(self.next_ping()))
            }
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
            Link::Ended { .. } => {
                out.push(HandleOutput::Answered {
                    call,
                    answer: Err(ErrorCode::SessionExpired),
                });
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
            Link::Ended { .. } => {}
            Link::Connected { connection, .. } if !self.closing => {
                self.closing = true;
                self.send(now, connection, None, Request::CloseSession, out);
            }
            // No server can be told; the session ends by its timeout.
            _ => self.end(KeeperState::Closed, out),
        }
    }

    /// The connection stands: ask for a session, or for one's own.
    fn greet(&mut self, now: VirtualTime, connection: ConnectionId, out: &mut Vec<HandleOutput>) {
        self.last_contact = now;
        self.last_sent = now;
        self.link = Link::Greeting {
            connection,
            since: now,
        };
        let packet = FromClient::Connect {
            last_zxid: self.last_zxid,
            timeout: self.patience.timeout,
            session: self.session,
        };
        out.push(HandleOutput::Send(connection, packet));
    }

    fn received(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        packet: FromServer,
        out: &mut Vec<HandleOutput>,
    ) {
        self.last_contact = now;
        if let Link::Connected { last_heard, .. } = &mut self.link {
            *last_heard = now;
        }
        match packet {
            FromServer::Connected {
                session,
                password,
                timeout,
            } => {
                self.session = Some((session, password));
                self.patience.timeout = timeout;
                self.link = Link::Connected {
                    connection,
                    last_heard: now,
                };
                self.tell(WatchedEvent::session(KeeperState::SyncConnected), out);
                self.take_up(now, connection, out);
            }
            FromServer::SessionGone => {
                out.push(HandleOutput::HangUp(connection));
                self.end(KeeperState::Expired, out);
            }
            FromServer::Pong => {}
            FromServer::WatchesSet { zxid } => self.last_zxid = self.last_zxid.max(zxid),
            FromServer::Event(event) => self.notified(event, out),
            FromServer::Reply { xid, zxid, answer } => {
                self.last_zxid = self.last_zxid.max(zxid);
                self.replied(connection, xid, answer, out);
            }
        }
    }

    /// Back on a connection: first the watches, then what was asked meanwhile.
    fn take_up(&mut self, now: VirtualTime, connection: ConnectionId, out: &mut Vec<HandleOutput>) {
        let watches = self.watches.to_lists();
        if !watches.is_empty() {
            let relative_zxid = self.last_zxid;
            let packet = FromClient::SetWatches {
                relative_zxid,
                watches,
            };
            out.push(HandleOutput::Send(connection, packet));
        }
        while let Some((call, request)) = self.queued.pop_front() {
            self.send(now, connection, Some(call), request, out);
        }
    }

    fn notified(&mut self, event: WatchedEvent, out: &mut Vec<HandleOutput>) {
        let Some(path) = &event.path else { return };
        if self.watches.use_up(event.kind, path) {
            let path = path.below(&self.chroot).or(event.path);
            out.push(HandleOutput::Event(WatchedEvent { path, ..event }));
        }
    }

    fn replied(
        &mut self,
        connection: ConnectionId,
        xid: Xid,
        answer: Answer,
        out: &mut Vec<HandleOutput>,
    ) {
        let asked = self
            .in_flight
            .pop_front()
            .expect("a reply belongs to a request");
        assert_eq!(
            asked.xid, xid,
            "replies come in the order of their requests"
        );
        if let Request::Read(read) = &asked.request {
            self.watches.register(read, &answer);
        }
        match asked.call {
            Some(call) => {
                let answer = answer.map(|reply| reply.below(&self.chroot));
                out.push(HandleOutput::Answered { call, answer });
            }
            None => {
                out.push(HandleOutput::HangUp(connection));
                self.end(KeeperState::Closed, out);
            }
        }
    }

    /// The connection is gone, and nobody knows what became of what was asked.
    fn lost(&mut self, now: VirtualTime, chance: &mut Chance, out: &mut Vec<HandleOutput>) {
        if self.closing {
            return self.end(KeeperState::Closed, out);
        }
        self.fail_calls(ErrorCode::ConnectionLoss, out);
        let mut pause = Duration::from_millis(chance.below(RECONNECT_SPREAD_MILLIS));
        if self.next_server == self.round_start {
            pause += ROUND_PAUSE;
        }
        self.link = Link::Waiting { until: now + pause };
        self.tell(WatchedEvent::session(KeeperState::Disconnected), out);
    }

    fn fail_calls(&mut self, code: ErrorCode, out: &mut Vec<HandleOutput>) {
        let sent = self.in_flight.drain(..).filter_map(|it| it.call);
        let queued = self.queued.drain(..).map(|(call, _)| call);
        for call in sent.chain(queued) {
            out.push(HandleOutput::Answered {
                call,
                answer: Err(code),
            });
        }
    }

    fn lapse(&mut self, now: VirtualTime, chance: &mut Chance, out: &mut Vec<HandleOutput>) {
        match self.link {
            Link::Ended { .. } => {}
            Link::Connected {
                connection,
                last_heard,
            } => {
                if now >= last_heard + self.patience.read() {
                    out.push(HandleOutput::HangUp(connection));
                    self.lost(now, chance, out);
                } else if now >= self.next_ping() {
                    self.last_sent = now;
                    out.push(HandleOutput::Send(connection, FromClient::Ping));
                }
            }
            _ if now >= self.own_expiry() => {
                if let Some(connection) = self.connection() {
                    out.push(HandleOutput::HangUp(connection));
                }
                self.end(KeeperState::Expired, out);
            }
            Link::Dialling { connection, since } | Link::Greeting { connection, since } => {
                if now >= since + self.patience.connect() {
                    out.push(HandleOutput::HangUp(connection));
                    self.lost(now, chance, out);
                }
            }
            Link::Waiting { until } if now >= until => self.dial(now, chance, out),
            Link::Waiting { .. } => {}
        }
    }

    fn dial(&mut self, now: VirtualTime, chance: &mut Chance, out: &mut Vec<HandleOutput>) {
        let server = self.servers.get(self.next_server).copied().flatten();
        self.next_server = (self.next_server + 1) % self.servers.len().max(1);
        let Some(server) = server else {
            // A host that nobody answers for: the attempt has failed already.
            return self.lost(now, chance, out);
        };
        let connection = self.next_connection;
        self.next_connection.attempt += 1;
        self.link = Link::Dialling {
            connection,
            since: now,
        };
        out.push(HandleOutput::Dial { connection, server });
    }

    /// No more after this: expired, or closed.
    fn end(&mut self, state: KeeperState, out: &mut Vec<HandleOutput>) {
        self.link = Link::Ended {
            expired: state == KeeperState::Expired,
        };
        let code = if self.closing {
            ErrorCode::SessionExpired
        } else {
            ErrorCode::ConnectionLoss
        };
        self.fail_calls(code, out);
        self.watches = HeldWatches::default();
        self.tell(WatchedEvent::session(state), out);
    }

    fn tell(&mut self, event: WatchedEvent, out: &mut Vec<HandleOutput>) {
        if self.last_told != event.state {
            self.last_told = event.state;
            out.push(HandleOutput::Event(event));
        }
    }

    fn next_ping(&self) -> VirtualTime {
        self.last_sent + self.patience.ping()
    }

    fn own_expiry(&self) -> VirtualTime {
        self.last_contact + self.patience.own_expiry()
    }
}
