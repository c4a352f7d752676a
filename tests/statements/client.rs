//! The client's end of a session: S-62, S-70 to S-74, S-85 to S-88, S-92 and S-98.

use std::time::Duration;

use zkplay::handle::{Belief, CallId, ConnectString, Handle, HandleInput, HandleOutput, Host};
use zkplay::model::packet::WatchLists;
use zkplay::model::{
    AddWatchMode, Answer, Chance, ConnectionId, Credentials, ErrorCode, EventType, FromClient,
    FromServer, HandleId, KeeperState, Password, ProcessId, Reply, Request, ServerId, SessionId,
    VirtualTime, WatchedEvent, WatcherType, Xid, ZPath, Zxid,
};

use crate::words::{
    Asked, add_watch, at, bytes, children, create, desk, exists, get, path, remove_watches,
    watching,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const TIMEOUT: Duration = Duration::from_secs(6);

/// A handle, played to by hand: a test is its program, its network and its server.
struct Seat {
    handle: Handle,
    chance: Chance,
    now: VirtualTime,
    /// Requests sent on the present connection and not answered, oldest first.
    sent: Vec<Xid>,
    zxid: Zxid,
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
        let servers = [ServerId::new(1)];
        let now = VirtualTime::START;
        Seat {
            handle: Handle::new(now, &mut chance, &to, None, &servers, TIMEOUT, first),
            chance,
            now,
            sent: Vec::new(),
            zxid: Zxid::new(0, 1),
        }
    }

    /// A handle with a session.
    fn connected() -> Seat {
        let mut seat = Seat::new();
        let told = seat.connect();
        assert_eq!(told, ["SyncConnected"]);
        seat
    }

    fn session() -> SessionId {
        SessionId::first_of(ServerId::new(1), 0)
    }

    fn give(&mut self, input: HandleInput) -> Vec<HandleOutput> {
        let outputs = self.handle.step(self.now, &mut self.chance, input);
        let sent = outputs.iter().filter_map(|it| match it {
            HandleOutput::Send(_, FromClient::Request { xid, .. }) => Some(*xid),
            _ => None,
        });
        self.sent.extend(sent);
        outputs
    }

    /// Waits for the next attempt to connect, and lets it succeed. What the program is told.
    fn connect(&mut self) -> Vec<String> {
        self.dial();
        self.greeted();
        let password = Password::of(Seat::session());
        told(&self.hear(FromServer::Connected {
            session: Seat::session(),
            password,
            timeout: TIMEOUT,
        }))
    }

    fn dial(&mut self) {
        self.now = self.handle.next_deadline().expect("it tries again");
        let dialled = self.give(HandleInput::Deadline);
        assert!(matches!(dialled.as_slice(), [HandleOutput::Dial { .. }]));
    }

    /// The connection stands; the packet with which the handle asks for its session.
    fn greeted(&mut self) -> FromClient {
        let input = HandleInput::Opened(self.connection());
        match self.give(input).as_slice() {
            [HandleOutput::Send(_, packet)] => packet.clone(),
            other => panic!("{other:?} is no greeting"),
        }
    }

    fn connection(&self) -> ConnectionId {
        self.handle.connection().expect("it has one")
    }

    fn hear(&mut self, packet: FromServer) -> Vec<HandleOutput> {
        let connection = self.connection();
        self.give(HandleInput::Received(connection, packet))
    }

    fn lose(&mut self) -> Vec<HandleOutput> {
        let connection = self.connection();
        self.sent.clear();
        self.give(HandleInput::Lost(connection))
    }

    fn call(&mut self, number: u64, request: impl Asked) -> Vec<HandleOutput> {
        let call = CallId(number);
        let request = request.request();
        self.give(HandleInput::Call { call, request })
    }

    /// The server answers the oldest request.
    fn answer(&mut self, answer: Answer) -> Vec<HandleOutput> {
        let (xid, zxid) = (self.sent.remove(0), self.zxid);
        self.hear(FromServer::Reply { xid, zxid, answer })
    }

    /// Asks, and has it answered so.
    fn ask(&mut self, request: impl Asked, answer: Answer) -> Vec<HandleOutput> {
        self.call(0, request);
        self.answer(answer)
    }

    fn event(&mut self, kind: EventType, text: &str) -> Vec<String> {
        let event = WatchedEvent::node(kind, path(text), Some(self.zxid));
        told(&self.hear(FromServer::Event(event)))
    }
}

/// The events that reach the program, in short.
fn told(outputs: &[HandleOutput]) -> Vec<String> {
    let event = |it: &HandleOutput| match it {
        HandleOutput::Event { event, .. } => Some(event.in_short()),
        _ => None,
    };
    outputs.iter().filter_map(event).collect()
}

/// The answers that reach the program.
fn answered(outputs: &[HandleOutput]) -> Vec<(u64, Answer)> {
    let answer = |it: &HandleOutput| match it {
        HandleOutput::Answered { call, answer } => Some((call.0, answer.clone())),
        _ => None,
    };
    outputs.iter().filter_map(answer).collect()
}

/// What a server could say of a znode that is there.
fn found() -> Answer {
    Ok(Reply::Stat(desk().stat("/")))
}

#[test]
fn s_62_a_client_whose_session_is_gone_is_closed_for_good() {
    let mut seat = Seat::connected();
    seat.lose();
    seat.call(6, get("/a"));
    seat.dial();
    let asked = seat.greeted();
    let session = Some((Seat::session(), Password::of(Seat::session())));
    assert!(
        matches!(&asked, FromClient::Connect { session: it, .. } if *it == session),
        "{asked:?}"
    );
    let outputs = seat.hear(FromServer::SessionGone);
    assert_eq!(told(&outputs), ["Expired"]);
    assert_eq!(seat.handle.belief(), Belief::Expired);
    assert_eq!(seat.handle.next_deadline(), None);
    let over = Err(ErrorCode::SessionExpired);
    assert_eq!(answered(&outputs), [(6, over.clone())], "it had waited");
    assert_eq!(answered(&seat.call(7, get("/a"))), [(7, over)]);
}

#[test]
fn s_70_what_is_in_flight_is_lost_with_the_connection_and_over_with_the_session() {
    let mut seat = Seat::connected();
    seat.call(1, create("/a"));
    seat.call(2, get("/a"));
    let lost = answered(&seat.lose());
    let loss = Err(ErrorCode::ConnectionLoss);
    assert_eq!(lost, [(1, loss.clone()), (2, loss.clone())]);
    seat.call(3, get("/a"));
    seat.dial();
    assert_eq!(answered(&seat.lose()), [(3, loss)]);
    seat.connect();
    seat.give(HandleInput::Close);
    seat.call(4, get("/a"));
    let ended = answered(&seat.answer(Ok(Reply::Done)));
    assert_eq!(ended, [(4, Err(ErrorCode::SessionExpired))]);
}

#[test]
fn s_71_a_client_that_reaches_nobody_gives_its_session_up_at_four_thirds() {
    let mut seat = Seat::connected();
    let mut news = told(&seat.lose());
    while seat.handle.belief() == Belief::Connecting {
        seat.now = seat.handle.next_deadline().expect("it tries again");
        let outputs = seat.give(HandleInput::Deadline);
        news.extend(told(&outputs));
        if seat.handle.connection().is_some() {
            news.extend(told(&seat.lose()));
        }
    }
    assert_eq!(news, ["Disconnected", "Expired"]);
    assert_eq!(seat.now, VirtualTime::START + TIMEOUT * 4 / 3);
}

#[test]
fn s_72_a_silent_client_pings_and_a_silent_server_is_given_up() {
    let mut seat = Seat::connected();
    assert_eq!(seat.handle.next_deadline(), Some(at(2000)));
    seat.now = at(2000);
    let outputs = seat.give(HandleInput::Deadline);
    let connection = seat.connection();
    assert_eq!(outputs, [HandleOutput::Send(connection, FromClient::Ping)]);
    assert_eq!(seat.handle.next_deadline(), Some(at(4000)));
    seat.now = at(4000);
    let outputs = seat.give(HandleInput::Deadline);
    assert_eq!(outputs[0], HandleOutput::HangUp(connection));
    assert_eq!(told(&outputs), ["Disconnected"]);
    assert_eq!(seat.handle.belief(), Belief::Connecting);
}

#[test]
fn s_73_closing_is_told() {
    let mut seat = Seat::connected();
    let asked = seat.give(HandleInput::Close);
    assert!(
        matches!(
            asked.as_slice(),
            [HandleOutput::Send(
                _,
                FromClient::Request {
                    request: Request::CloseSession,
                    ..
                }
            )]
        ),
        "{asked:?}"
    );
    assert_eq!(told(&seat.answer(Ok(Reply::Done))), ["Closed"]);
    assert_eq!(seat.handle.belief(), Belief::Closed);
}

#[test]
fn s_74_a_loss_is_told_once_however_many_attempts_fail() {
    let mut seat = Seat::connected();
    assert_eq!(told(&seat.lose()), ["Disconnected"]);
    for _ in 0..2 {
        seat.dial();
        assert_eq!(told(&seat.lose()), Vec::<String>::new());
    }
    assert_eq!(seat.connect(), ["SyncConnected"]);
    assert_eq!(told(&seat.lose()), ["Disconnected"]);
}

#[test]
fn s_85_86_87_a_client_tells_its_watches_again_with_the_last_zxid_it_saw() {
    let mut seat = Seat::connected();
    seat.ask(watching(get("/data")), found());
    seat.ask(watching(exists("/there")), found());
    seat.ask(watching(exists("/missing")), Err(ErrorCode::NoNode));
    seat.ask(watching(children("/child")), found());
    seat.ask(watching(get("/none")), Err(ErrorCode::NoNode));
    seat.ask(
        add_watch("/stays", AddWatchMode::Persistent),
        Ok(Reply::Done),
    );
    let below = AddWatchMode::PersistentRecursive;
    seat.zxid = Zxid::new(0, 9);
    seat.ask(add_watch("/below", below), Ok(Reply::Done));
    seat.zxid = Zxid::new(0, 12);
    seat.event(EventType::NodeDataChanged, "/there");
    seat.lose();
    seat.dial();
    seat.greeted();
    let outputs = seat.hear(FromServer::Connected {
        session: Seat::session(),
        password: Password::of(Seat::session()),
        timeout: TIMEOUT,
    });
    let list = |text: &str| vec![path(text)];
    let packet = FromClient::SetWatches {
        // An event does not count, only a reply does.
        relative_zxid: Zxid::new(0, 9),
        watches: WatchLists {
            data: list("/data"),
            exist: list("/missing"),
            child: list("/child"),
            persistent: list("/stays"),
            recursive: list("/below"),
        },
    };
    let connection = seat.connection();
    assert_eq!(told(&outputs[..1]), ["SyncConnected"], "that comes first");
    assert_eq!(outputs[1..], [HandleOutput::Send(connection, packet)]);
}

#[test]
fn s_88_a_client_is_told_which_watches_it_has_given_up() {
    let below = AddWatchMode::PersistentRecursive;
    for (which, farewells) in [
        (WatcherType::Data, &["DataWatchRemoved /w"][..]),
        (WatcherType::Children, &["ChildWatchRemoved /w"]),
        (WatcherType::Persistent, &["PersistentWatchRemoved /w"]),
        (
            WatcherType::Any,
            &[
                "ChildWatchRemoved /w",
                "DataWatchRemoved /w",
                "PersistentWatchRemoved /w",
            ],
        ),
    ] {
        let mut seat = Seat::connected();
        let none = seat.ask(remove_watches("/w", which), Err(ErrorCode::NoWatcher));
        assert_eq!(answered(&none), [(0, Err(ErrorCode::NoWatcher))]);
        seat.ask(watching(get("/w")), found());
        seat.ask(watching(exists("/w")), Err(ErrorCode::NoNode));
        seat.ask(watching(children("/w")), found());
        seat.ask(add_watch("/w", AddWatchMode::Persistent), Ok(Reply::Done));
        seat.ask(add_watch("/w", below), Ok(Reply::Done));
        let outputs = seat.ask(remove_watches("/w", which), Ok(Reply::Done));
        assert_eq!(told(&outputs), farewells);
        assert_eq!(answered(&outputs), [(0, Ok(Reply::Done))]);
    }
    assert_eq!(ErrorCode::NoWatcher.number(), -121);
}

#[test]
fn s_92_who_watches_a_znode_twofold_is_called_once() {
    let mut seat = Seat::connected();
    seat.ask(watching(get("/w")), found());
    seat.ask(watching(exists("/w")), found());
    let first = seat.event(EventType::NodeDataChanged, "/w");
    assert_eq!(first, ["NodeDataChanged /w"]);
    let second = seat.event(EventType::NodeDataChanged, "/w");
    assert_eq!(second, Vec::<String>::new(), "nobody waits for it");
}

#[test]
fn s_98_refused_credentials_end_the_handle() {
    let mut seat = Seat::connected();
    seat.give(HandleInput::Authenticate(Credentials {
        scheme: "foo".to_string(),
        secret: bytes("x"),
    }));
    seat.call(1, get("/a"));
    let outputs = seat.hear(FromServer::AuthRefused);
    assert_eq!(told(&outputs), [format!("{:?}", KeeperState::AuthFailed)]);
    assert_eq!(seat.handle.belief(), Belief::AuthFailed);
    let failed = |call| (call, Err(ErrorCode::AuthFailed));
    assert_eq!(answered(&outputs), [failed(1)]);
    assert_eq!(answered(&seat.call(2, get("/a"))), [failed(2)]);
}
