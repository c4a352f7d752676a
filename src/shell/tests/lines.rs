//! Lines: how they are counted, repeated, queued, and what ends the console.

use crate::handle::{Program, ProgramInput, ProgramOutput, Shown};
use crate::model::{ErrorCode, KeeperState, VirtualTime};
use crate::shell::testing::{Console, created, names};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn recalled(console: &Console) -> Vec<&str> {
    console.shell.history().collect()
}

#[test]
fn an_empty_line_shows_a_prompt_and_is_not_counted() {
    let mut console = Console::connected();
    let shown = console
        .shell
        .step(VirtualTime::START, ProgramInput::Told(String::new()));
    let prompt = "[zk: localhost:2181(CONNECTED) 0] ".to_string();
    let line = String::new();
    assert_eq!(shown, [ProgramOutput::Show(Shown::Typed { prompt, line })]);
    assert_eq!(console.types("history", []), "0 - history");
    assert_eq!(recalled(&console), ["history"]);
}

#[test]
fn the_prompt_counts_the_lines() {
    let mut console = Console::connected();
    console.types("ls /", [names(&[])]);
    console.types("foo", []);
    assert_eq!(console.shell.prompt(), "[zk: localhost:2181(CONNECTED) 2] ");
}

#[test]
fn lines_told_while_a_command_runs_wait_in_order() {
    let mut console = Console::connected();
    for line in ["create /a", "", "ls /", "history"] {
        console.give(ProgramInput::Told(line.to_string()));
    }
    assert!(!console.shell.is_idle());
    assert_eq!(console.asked.len(), 1);
    assert_eq!(recalled(&console), ["create /a", "ls /", "history"]);
    console.answer(created("/a"));
    assert_eq!(console.read(), "Created /a");
    console.answer(names(&["a", "zookeeper"]));
    assert_eq!(
        console.read(),
        "[a, zookeeper]\n0 - create /a\n1 - ls /\n2 - history"
    );
    assert!(console.shell.is_idle());
}

#[test]
fn an_unknown_command_brings_up_the_usage_of_all() {
    let printed = Console::connected().types("help", []);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(
        lines[0],
        "ZooKeeper -server host:port -client-configuration properties-file cmd args"
    );
    assert_eq!(lines[28], "\twhoami ");
    assert_eq!(lines[29..], ["Command not found: Command not found help"]);
}

#[test]
fn a_line_of_spaces_is_an_unknown_command() {
    let printed = Console::connected().types("   ", []);
    assert!(printed.ends_with("\nCommand not found: Command not found  "));
}

#[test]
fn history_shows_the_last_eleven_lines_with_itself() {
    let mut console = Console::connected();
    assert_eq!(console.types("history", []), "0 - history");
    for _ in 0..11 {
        console.types("  printwatches   off", []);
    }
    let printed = console.types("history -z", []);
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 11);
    assert_eq!(lines[0], "2 -   printwatches   off");
    assert_eq!(lines[10], "12 - history -z");
}

#[test]
fn redo_puts_the_line_in_its_place_in_the_history() {
    let mut console = Console::connected();
    console.types("create -s /n- d", [created("/n-0000000000")]);
    let again = console.types("redo 0", [created("/n-0000000001")]);
    assert_eq!(again, "Created /n-0000000001");
    assert_eq!(
        console.types("redo 0x1", [created("/n-0000000002")]),
        "Created /n-0000000002"
    );
    assert_eq!(console.types("redo 99", []), "Command index out of range");
    assert_eq!(console.types("redo", []), "");
    assert_eq!(console.types("redo -1", []), "Command index out of range");
    assert_eq!(console.types("redo 6", []), "Command index out of range");
    assert_eq!(console.types("redo 4", []), "No redoing redos");
    assert_eq!(
        console.types("history", []),
        "0 - create -s /n- d\n1 - create -s /n- d\n2 - create -s /n- d\n3 - redo 99\n4 - redo\n\
         5 - redo -1\n6 - redo 6\n7 - redo 4\n8 - history"
    );
    assert_eq!(recalled(&console)[1], "redo 0");
}

#[test]
fn a_redone_line_that_fails_does_not_count_as_an_error() {
    let mut console = Console::connected();
    console.types("delete /x", [Err(ErrorCode::NoNode)]);
    assert_eq!(
        console.types("redo 0", [Err(ErrorCode::NoNode)]),
        "Node does not exist: /x"
    );
    assert!(console.types("quit", []).ends_with("<cli exited: code 0>"));
}

#[test]
fn a_line_without_words_runs_the_one_before_again() {
    let mut console = Console::connected();
    console.types("ls /", [names(&["a"])]);
    assert_eq!(console.types("\"", [names(&["a"])]), "[a]");
    assert_eq!(console.types("redo 0", [names(&["b"])]), "[b]");
    assert_eq!(console.types("'", [names(&["c"])]), "[c]");
    assert_eq!(console.types("redo 1", []), "No redoing redos");
    assert_eq!(
        console.types("history", []),
        "0 - ls /\n1 - \"\n2 - ls /\n3 - '\n4 - redo 1\n5 - history"
    );
}

#[test]
fn an_uncaught_exception_ends_the_console_and_leaves_its_session_open() {
    for (line, exception) in [
        (
            "redo x",
            "java.lang.NumberFormatException: For input string: \"x\"",
        ),
        (
            "delete -v abc /x",
            "java.lang.NumberFormatException: For input string: \"abc\"",
        ),
        (
            "set -v 99999999999 x y",
            "java.lang.NumberFormatException: For input string: \"99999999999\"",
        ),
        (
            "set -v \"\" /x y",
            "java.lang.NumberFormatException: For input string: \"\"",
        ),
        (
            "create -=5 /x",
            "java.lang.StringIndexOutOfBoundsException: begin 0, end 1, length 0",
        ),
        (
            "\"",
            "java.lang.NullPointerException: Cannot invoke \"java.util.List.toArray(Object[])\" because \"this.cmdArgs\" is null",
        ),
    ] {
        let mut console = Console::connected();
        let printed = console.types(line, []);
        // Not closed: a closed handle would have said so.
        assert_eq!(
            printed,
            format!("Exception in thread \"main\" {exception}\n<cli exited: code 1>")
        );
        assert_eq!(console.types("ls /", []), "", "nobody listens any more");
        assert!(console.shell.is_idle());
    }
}

#[test]
fn quit_exits_with_the_code_of_the_command_before() {
    for (line, code) in [
        ("printwatches", 0),
        ("delete x", 1),
        ("redo 99", 1),
        ("foo", 127),
        ("ls", 1),
        ("version", 0),
        ("", 0),
    ] {
        let mut console = Console::connected();
        console.types(line, []);
        let closed = "WatchedEvent state:Closed type:None path:null zxid: -1";
        let expected = format!("{closed}\n<cli exited: code {code}>");
        assert_eq!(console.types("quit", []), expected, "{line}");
        assert!(console.shell.is_idle());
    }
}

#[test]
fn lines_that_wait_behind_quit_are_lost() {
    let mut console = Console::connected();
    for line in ["ls /", "quit", "ls /"] {
        console.give(ProgramInput::Told(line.to_string()));
    }
    console.answer(names(&[]));
    assert!(console.read().ends_with("<cli exited: code 0>"));
    assert_eq!(console.asked.len(), 1);
    console.session(KeeperState::Expired);
    assert_eq!(console.read(), "");
}
