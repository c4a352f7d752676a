//! What a handle hears from its server, and how its session begins and ends.

use crate::handle::watches::HeldWatches;
use crate::handle::{Belief, Handle, HandleOutput, Link};
use crate::model::{
    Answer, ConnectionId, ErrorCode, FromClient, FromServer, KeeperState, Reply, Request,
    VirtualTime, WatchedEvent, Xid, ZPath,
};

impl Handle {
    /// The connection stands: ask for a session, or for one's own.
    pub(super) fn greet(
        &mut self,
        now: VirtualTime,
        connection: ConnectionId,
        out: &mut Vec<HandleOutput>,
    ) {
        self.reached = true;
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

    pub(super) fn received(
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
                let all = self.servers.len();
                self.round_start = (self.next_server + all - 1) % all;
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
            FromServer::AuthRefused => {
                out.push(HandleOutput::HangUp(connection));
                self.end(KeeperState::AuthFailed, out);
            }
            FromServer::Pong | FromServer::AuthDone => {}
            FromServer::WatchesSet { zxid } => self.last_zxid = self.last_zxid.max(zxid),
            FromServer::Event(event) => self.notified(event, out),
            FromServer::Reply { xid, zxid, answer } => {
                self.last_zxid = self.last_zxid.max(zxid);
                self.replied(connection, xid, answer, out);
            }
        }
    }

    /// Back on a connection: first who it is, then the watches, then what was asked meanwhile.
    fn take_up(&mut self, now: VirtualTime, connection: ConnectionId, out: &mut Vec<HandleOutput>) {
        for credentials in self.credentials.clone() {
            out.push(HandleOutput::Send(
                connection,
                FromClient::Auth(credentials),
            ));
        }
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
        if let Some(stays) = self.watches.heard(event.kind, path) {
            let path = self.as_seen(path);
            let event = WatchedEvent {
                path: Some(path),
                ..event
            };
            out.push(HandleOutput::Event { event, stays });
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
        let answer = self.watched(&asked.request, answer, KeeperState::SyncConnected, out);
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

    /// Nobody knows what became of what was asked. Only watches can be given up all the same, if
    /// that was wanted.
    pub(super) fn fail_calls(&mut self, code: ErrorCode, out: &mut Vec<HandleOutput>) {
        let sent = std::mem::take(&mut self.in_flight).into_iter();
        let sent = sent.filter_map(|it| Some((it.call?, it.request)));
        let queued = std::mem::take(&mut self.queued);
        for (call, request) in sent.chain(queued).collect::<Vec<_>>() {
            let state = KeeperState::Disconnected;
            let answer = self.watched(&request, Err(code), state, out);
            out.push(HandleOutput::Answered { call, answer });
        }
    }

    /// Takes down what an answer means for the watches of this client, and gives the answer as
    /// its program gets it.
    fn watched(
        &mut self,
        request: &Request,
        answer: Answer,
        state: KeeperState,
        out: &mut Vec<HandleOutput>,
    ) -> Answer {
        match (request, &answer) {
            (Request::Read(read), _) => self.watches.register(read, &answer),
            (Request::AddWatch { path, mode }, Ok(_)) => self.watches.add(*mode, path),
            (Request::RemoveWatches { path, which, local }, _) if answer.is_ok() || *local => {
                let removed = self.watches.remove(*which, path);
                if removed.is_empty() {
                    return Err(ErrorCode::NoWatcher);
                }
                let path = self.as_seen(path);
                out.extend(removed.into_iter().map(|kind| HandleOutput::Event {
                    event: WatchedEvent {
                        state,
                        ..WatchedEvent::node(kind, path.clone(), None)
                    },
                    stays: false,
                }));
                return Ok(Reply::Done);
            }
            _ => {}
        }
        answer
    }

    /// A server's path as this client sees it; what lies outside of its root, as it is.
    fn as_seen(&self, path: &ZPath) -> ZPath {
        path.below(&self.chroot).unwrap_or_else(|| path.clone())
    }

    /// No more after this: expired, or closed.
    pub(super) fn end(&mut self, state: KeeperState, out: &mut Vec<HandleOutput>) {
        let (belief, code) = match state {
            KeeperState::Expired => (Belief::Expired, ErrorCode::SessionExpired),
            KeeperState::AuthFailed => (Belief::AuthFailed, ErrorCode::AuthFailed),
            _ if self.closing => (Belief::Closed, ErrorCode::SessionExpired),
            _ => (Belief::Closed, ErrorCode::ConnectionLoss),
        };
        self.link = Link::Ended(belief);
        self.fail_calls(code, out);
        self.watches = HeldWatches::default();
        self.tell(WatchedEvent::session(state), out);
    }

    pub(super) fn tell(&mut self, event: WatchedEvent, out: &mut Vec<HandleOutput>) {
        if self.last_told != event.state {
            self.last_told = event.state;
            let stays = false;
            out.push(HandleOutput::Event { event, stays });
        }
    }
}
