//! When a handle connects, pings, and gives a silent connection up.

use std::time::Duration;

use crate::handle::{Handle, HandleOutput, Link};
use crate::model::{
    Chance, ErrorCode, FromClient, KeeperState, ServerId, VirtualTime, WatchedEvent,
};

/// Once it has had a connection, a client waits a random part of this before each attempt.
const RECONNECT_SPREAD_MILLIS: u64 = 1000;
/// A pause after the whole list of servers was tried in vain.
const ROUND_PAUSE: Duration = Duration::from_secs(1);

impl Handle {
    pub fn next_deadline(&self) -> Option<VirtualTime> {
        match self.link {
            Link::Ended(_) => None,
            Link::Waiting { until } => Some(until.min(self.own_expiry())),
            Link::Dialling { since, .. } | Link::Greeting { since, .. } => {
                Some((since + self.patience.connect()).min(self.own_expiry()))
            }
            Link::Connected { last_heard, .. } => {
                Some((last_heard + self.patience.read()).min(self.next_ping()))
            }
        }
    }

    /// The connection is gone, and nobody knows what became of what was asked.
    pub(super) fn lost(
        &mut self,
        now: VirtualTime,
        chance: &mut Chance,
        out: &mut Vec<HandleOutput>,
    ) {
        if self.closing {
            return self.end(KeeperState::Closed, out);
        }
        self.fail_calls(ErrorCode::ConnectionLoss, out);
        let mut pause = match self.reached {
            true => Duration::from_millis(chance.below(RECONNECT_SPREAD_MILLIS)),
            false => Duration::ZERO,
        };
        if self.next_server == self.round_start {
            pause += ROUND_PAUSE;
        }
        self.link = Link::Waiting { until: now + pause };
        self.tell(WatchedEvent::session(KeeperState::Disconnected), out);
    }

    pub(super) fn lapse(
        &mut self,
        now: VirtualTime,
        chance: &mut Chance,
        out: &mut Vec<HandleOutput>,
    ) {
        match self.link {
            Link::Ended(_) => {}
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

    /// Leaves its server for another one of its list.
    pub(super) fn move_to(
        &mut self,
        now: VirtualTime,
        chance: &mut Chance,
        server: ServerId,
        out: &mut Vec<HandleOutput>,
    ) {
        let place = self.servers.iter().position(|it| *it == Some(server));
        let (Some(place), false) = (place, matches!(self.link, Link::Ended(_))) else {
            return;
        };
        if let Some(connection) = self.connection() {
            out.push(HandleOutput::HangUp(connection));
        }
        self.lost(now, chance, out);
        self.next_server = place;
        if let Link::Waiting { until } = &mut self.link {
            *until = now;
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

    fn next_ping(&self) -> VirtualTime {
        self.last_sent + self.patience.ping()
    }

    fn own_expiry(&self) -> VirtualTime {
        self.last_contact + self.patience.own_expiry()
    }
}
