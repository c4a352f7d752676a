//! The start, the end, and what is between sessions.

use crate::handle::Host;
use crate::model::{ErrorCode, EventType, HandleId, KeeperState, ServerId, WatchedEvent, Zxid};
use crate::shell::testing::{Console, names, path};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const CONNECTED: &str = "WatchedEvent state:SyncConnected type:None path:null zxid: -1";
const CLOSED: &str = "WatchedEvent state:Closed type:None path:null zxid: -1";

fn prompt(console: &Console) -> String {
    console.shell.prompt()
}

#[test]
fn a_console_says_three_lines_and_opens_its_first_handle() {
    let mut console = Console::started();
    assert_eq!(
        console.read(),
        "Connecting to localhost:2181\nWelcome to ZooKeeper!\nJLine support is enabled"
    );
    assert_eq!(console.shell.handle(), HandleId::FIRST);
    assert_eq!(console.opened[0].hosts, [Host::All]);
    assert_eq!(prompt(&console), "[zk: localhost:2181(CONNECTING) 0] ");
    console.session(KeeperState::SyncConnected);
    assert_eq!(console.read(), CONNECTED);
    assert_eq!(prompt(&console), "[zk: localhost:2181(CONNECTED) 0] ");
}

#[test]
fn the_prompt_follows_the_session() {
    let mut console = Console::connected();
    for (state, word) in [
        (KeeperState::Disconnected, "CONNECTING"),
        (KeeperState::SyncConnected, "CONNECTED"),
        (KeeperState::Expired, "CLOSED"),
    ] {
        console.session(state);
        assert_eq!(prompt(&console), format!("[zk: localhost:2181({word}) 0] "));
    }
}

#[test]
fn news_of_a_znode_change_no_state() {
    let mut console = Console::connected();
    console.session(KeeperState::Disconnected);
    console.read();
    let event = WatchedEvent::node(EventType::NodeDeleted, path("/b"), Some(Zxid::new(0, 4)));
    console.event(event);
    assert_eq!(
        console.read(),
        "WatchedEvent state:SyncConnected type:NodeDeleted path:/b zxid: 4"
    );
    assert_eq!(prompt(&console), "[zk: localhost:2181(CONNECTING) 0] ");
}

#[test]
fn hidden_events_are_lost_but_not_the_news() {
    let mut console = Console::connected();
    assert_eq!(console.types("printwatches", []), "printwatches is on");
    assert_eq!(console.types("printwatches off", []), "");
    assert_eq!(console.types("printwatches", []), "printwatches is off");
    console.session(KeeperState::Disconnected);
    assert_eq!(console.read(), "");
    assert_eq!(prompt(&console), "[zk: localhost:2181(CONNECTING) 3] ");
    console.types("printwatches on", []);
    console.session(KeeperState::SyncConnected);
    assert_eq!(console.read(), CONNECTED);
    console.types("printwatches maybe", []);
    assert_eq!(console.types("printwatches", []), "printwatches is off");
}

#[test]
fn close_waits_until_the_session_is_closed() {
    let mut console = Console::connected();
    assert_eq!(console.types("close it -z", []), CLOSED);
    assert_eq!(prompt(&console), "[zk: localhost:2181(CLOSED) 1] ");
}

#[test]
fn without_a_session_every_command_but_connect_ends_with_not_connected() {
    for end in ["close", "expiry"] {
        let mut console = Console::connected();
        match end {
            "close" => drop(console.types("close", [])),
            _ => console.session(KeeperState::Expired),
        }
        console.read();
        for line in [
            "ls /",
            "close",
            "create x",
            "create -q",
            "ls",
            "whoami",
            "version",
            "redo",
        ] {
            assert_eq!(console.types(line, []), "Not connected", "{line}");
        }
        assert_eq!(
            console.types("printwatches", []),
            "printwatches is on\nNot connected"
        );
        let history = console.types("history", []);
        assert!(history.ends_with(" - history\nNot connected"));
        assert!(
            console
                .types("foo", [])
                .ends_with("Command not found: Command not found foo")
        );
        assert_eq!(console.types("redo 99", []), "Command index out of range");
        // Once for the line that is redone, and once for the redo.
        assert_eq!(console.types("redo 1", []), "Not connected\nNot connected");
        assert_eq!(console.types("quit", []), "<cli exited: code 0>");
    }
}

#[test]
fn connect_closes_the_old_session_first_and_does_not_wait_for_the_new_one() {
    let mut console = Console::connected();
    assert_eq!(console.types("connect s2:2181,s9:2181/app", []), CLOSED);
    let hosts = [
        Host::One(ServerId::new(2)),
        Host::Unknown("s9:2181".to_string()),
    ];
    assert_eq!(console.opened[1].hosts, hosts);
    assert_eq!(console.opened[1].chroot, path("/app"));
    assert_eq!(console.shell.handle(), HandleId::FIRST.next());
    assert_eq!(prompt(&console), "[zk: s2:2181,s9:2181/app(CONNECTING) 1] ");
    console.session(KeeperState::SyncConnected);
    assert_eq!(console.read(), CONNECTED);
    assert_eq!(console.types("ls /", [names(&["x"])]), "[x]");
    assert_eq!(
        console.types("history", []),
        "0 - connect s2:2181,s9:2181/app\n1 - ls /\n2 - history"
    );
}

#[test]
fn connect_without_a_word_goes_where_the_console_was() {
    let mut console = Console::connected();
    console.types("connect s1", []);
    console.types("close", []);
    console.read();
    assert_eq!(console.types("connect", []), "");
    assert_eq!(console.opened[2], console.opened[1]);
    assert_eq!(console.shell.handle(), HandleId::FIRST.next().next());
}

#[test]
fn an_old_handle_has_nothing_to_say_any_more() {
    let mut console = Console::connected();
    console.types("connect", []);
    let (handle, event) = (HandleId::FIRST, WatchedEvent::session(KeeperState::Closed));
    console.give(crate::handle::ProgramInput::Event {
        handle,
        event,
        session: None,
    });
    assert_eq!(prompt(&console), "[zk: localhost:2181(CONNECTING) 1] ");
}

#[test]
fn a_connect_string_that_cannot_be_read_ends_the_console_behind_its_session() {
    let mut console = Console::connected();
    assert_eq!(
        console.types("connect localhost:2181/app/", []),
        format!(
            "{CLOSED}\nException in thread \"main\" java.lang.IllegalArgumentException: \
             Path must not end with / character\n<cli exited: code 1>"
        )
    );
    let mut console = Console::with("");
    assert!(
        console
            .read()
            .ends_with("A HostProvider may not be empty!\n<cli exited: code 1>")
    );
}

#[test]
fn a_session_that_expires_while_it_is_closed_is_over_all_the_same() {
    let mut console = Console::connected();
    console.types("ls /", [Err(ErrorCode::SessionExpired)]);
    console.session(KeeperState::Expired);
    console.read();
    assert_eq!(console.types("connect", []), "");
    assert_eq!(console.opened.len(), 2);
}

#[test]
fn without_a_connection_the_answer_is_connection_loss() {
    let mut console = Console::connected();
    console.session(KeeperState::Disconnected);
    console.read();
    for (line, sentence) in [
        ("ls /", "KeeperErrorCode = ConnectionLoss for /"),
        ("get -w /x", "KeeperErrorCode = ConnectionLoss for /x"),
        ("set /x two", "KeeperErrorCode = ConnectionLoss for /x"),
        ("create /y", "KeeperErrorCode = ConnectionLoss for /y"),
        ("delete /x", "KeeperErrorCode = ConnectionLoss for /x"),
        ("deleteall /x", "KeeperErrorCode = ConnectionLoss for /x"),
    ] {
        assert_eq!(
            console.types(line, [Err(ErrorCode::ConnectionLoss)]),
            sentence
        );
    }
    assert_eq!(
        console.types("create nothing", []),
        "Path must start with / character"
    );
    assert_eq!(
        console.types("quit", []),
        format!("{CLOSED}\n<cli exited: code 1>")
    );
}
