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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handle::{Belief, CallId, ConnectString, HandleInput, Host};
    use crate::model::{
        ConnectionId, FromServer, HandleId, Password, ProcessId, Request, SessionId, ZPath,
    };
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const TIMEOUT: Duration = Duration::from_secs(6);

    /// A handle, played to by hand. Three servers are in its list, s2 first.
    struct Seat {
        handle: Handle,
        chance: Chance,
        now: VirtualTime,
    }

    impl Seat {
        fn new() -> Seat {
            let mut chance = Chance::stream(0, "clients");
            let to = ConnectString {
                text: "localhost:2181".to_string(),
                hosts: vec![Host::All],
                chroot: ZPath::root(),
            };
            let first = ConnectionId {
                process: ProcessId::new(0),
                life: 0,
                handle: HandleId::FIRST,
                attempt: 0,
            };
            let (now, all) = (VirtualTime::START, [1, 2, 3].map(ServerId::new));
            let nearest = Some(ServerId::new(2));
            Seat {
                handle: Handle::new(now, &mut chance, &to, nearest, &all, TIMEOUT, first),
                chance,
                now,
            }
        }

        fn give(&mut self, input: HandleInput) -> Vec<HandleOutput> {
            self.handle.step(self.now, &mut self.chance, input)
        }

        /// Waits for the next attempt to connect: after how many milliseconds, and to whom.
        fn dial(&mut self) -> (u64, u8) {
            let before = self.now;
            self.now = self.handle.next_deadline().expect("it tries again");
            let waited = self.now.since(before).as_millis() as u64;
            match self.give(HandleInput::Deadline).as_slice() {
                [HandleOutput::Dial { server, .. }] => (waited, server.get()),
                other => panic!("{other:?} is no attempt"),
            }
        }

        fn connection(&self) -> ConnectionId {
            self.handle.connection().expect("it has one")
        }

        fn open(&mut self) -> Vec<HandleOutput> {
            self.give(HandleInput::Opened(self.connection()))
        }

        fn lose(&mut self) -> Vec<String> {
            told(&self.give(HandleInput::Lost(self.connection())))
        }

        /// The attempt succeeds, and the session stands.
        fn connect(&mut self) -> Vec<String> {
            self.open();
            let session = SessionId::first_of(ServerId::new(2), 0);
            let packet = FromServer::Connected {
                session,
                password: Password::of(session),
                timeout: TIMEOUT,
            };
            told(&self.give(HandleInput::Received(self.connection(), packet)))
        }
    }

    /// The session events.
    fn told(outputs: &[HandleOutput]) -> Vec<String> {
        let events = outputs.iter().filter_map(|it| match it {
            HandleOutput::Event { event, .. } => Some(format!("{:?}", event.state)),
            _ => None,
        });
        events.collect()
    }

    #[test]
    fn the_list_is_tried_round_from_the_named_server_with_a_pause_after_each_round() {
        let mut seat = Seat::new();
        let mut attempts = Vec::new();
        for _ in 0..7 {
            attempts.push(seat.dial());
            assert_eq!(seat.lose(), [""; 0], "nobody is told of an attempt");
        }
        let first = [(0, 2), (0, 3), (0, 1)];
        let again = [(1000, 2), (0, 3), (0, 1), (1000, 2)];
        assert_eq!(attempts, [&first[..], &again].concat());
    }

    #[test]
    fn after_a_connection_each_attempt_hesitates_and_the_one_that_was_lost_comes_last() {
        let mut seat = Seat::new();
        seat.dial();
        seat.lose();
        assert_eq!(seat.dial().1, 3);
        assert_eq!(seat.connect(), ["SyncConnected"]);
        assert_eq!(seat.lose(), ["Disconnected"]);
        for (server, pause) in [(1, 0..1000), (2, 0..1000), (3, 1000..2000), (1, 0..1000)] {
            let (waited, to) = seat.dial();
            assert_eq!(to, server);
            assert!(pause.contains(&waited), "{waited} ms before s{server}");
            assert_eq!(seat.lose(), [""; 0]);
        }
    }

    #[test]
    fn a_server_that_hangs_up_without_a_word_is_passed_over() {
        let mut seat = Seat::new();
        seat.dial();
        seat.connect();
        seat.lose();
        // It is behind, or has no leader.
        assert_eq!(seat.dial().1, 3);
        assert!(matches!(
            seat.open().as_slice(),
            [HandleOutput::Send(
                _,
                FromClient::Connect {
                    session: Some(_),
                    ..
                }
            )]
        ));
        assert_eq!(seat.lose(), [""; 0]);
        assert_eq!(seat.handle.belief(), Belief::Connecting);
        assert_eq!(seat.dial().1, 1);
        assert_eq!(seat.connect(), ["SyncConnected"]);
    }

    #[test]
    fn a_move_goes_to_that_server_at_once_with_the_same_session() {
        let mut seat = Seat::new();
        seat.dial();
        seat.connect();
        let (session, connection) = (seat.handle.session(), seat.connection());
        let call = CallId(1);
        let request = Request::Sync(ZPath::root());
        seat.give(HandleInput::Call { call, request });
        let outputs = seat.give(HandleInput::Move(ServerId::new(1)));
        let answer = Err(ErrorCode::ConnectionLoss);
        assert_eq!(
            &outputs[..2],
            [
                HandleOutput::HangUp(connection),
                HandleOutput::Answered { call, answer }
            ]
        );
        assert_eq!(told(&outputs), ["Disconnected"]);
        assert_eq!(seat.dial(), (0, 1));
        assert_eq!(seat.connect(), ["SyncConnected"]);
        assert_eq!(seat.handle.session(), session);
        seat.lose();
        assert_eq!(seat.dial().1, 2, "the list goes on from there");
    }

    #[test]
    fn a_move_out_of_the_list_or_after_the_end_does_nothing() {
        let mut seat = Seat::new();
        seat.dial();
        seat.connect();
        assert_eq!(seat.give(HandleInput::Move(ServerId::new(7))), []);
        assert_eq!(seat.handle.belief(), Belief::Connected);
        let gone = FromServer::SessionGone;
        seat.give(HandleInput::Received(seat.connection(), gone));
        assert_eq!(seat.give(HandleInput::Move(ServerId::new(1))), []);
    }

    #[test]
    fn whoever_reaches_no_server_for_four_thirds_of_the_timeout_gives_the_session_up() {
        let mut seat = Seat::new();
        seat.dial();
        seat.connect();
        seat.now = VirtualTime::from_millis(1000);
        seat.lose();
        let end = loop {
            seat.now = seat.handle.next_deadline().expect("it is not over");
            let outputs = seat.give(HandleInput::Deadline);
            match outputs.as_slice() {
                [HandleOutput::Dial { .. }] => assert_eq!(seat.lose(), [""; 0]),
                _ => break outputs,
            }
        };
        assert_eq!(told(&end), ["Expired"]);
        assert_eq!(
            seat.now,
            VirtualTime::from_millis(8000),
            "since it heard of one"
        );
        assert_eq!(seat.handle.next_deadline(), None);
    }

    #[test]
    fn a_connection_that_stands_puts_the_end_off_though_no_server_answers() {
        let mut seat = Seat::new();
        seat.dial();
        seat.connect();
        seat.lose();
        while seat.now < VirtualTime::from_millis(30_000) {
            seat.dial();
            seat.open();
            assert_eq!(seat.lose(), [""; 0]);
        }
        assert_eq!(seat.handle.belief(), Belief::Connecting);
    }
}
