//! Any text ends soon: what is too much is said so.

use zkplay::scenario::tutorial::{LONGEST_TEXT, TutorialError, check_plain};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn refused(text: &str) -> TutorialError {
    check_plain(text).expect_err("it is too much")
}

#[test]
fn a_text_may_be_only_so_long() {
    let text = "x".repeat(LONGEST_TEXT + 1);
    assert!(matches!(refused(&text), TutorialError::TextTooLong { .. }));
    let text = "> ls /\n[]\n".repeat(9_000);
    assert!(matches!(
        refused(&text),
        TutorialError::TooManyCommands { line: 4001, .. }
    ));
    let text = format!("> ls /\n{}", "[]\n".repeat(11_000));
    assert!(matches!(refused(&text), TutorialError::TooManyLines { .. }));
}

#[test]
fn the_world_may_do_only_so_much() {
    let data = "x".repeat(100_000);
    let text = format!("> create /a {data}\n{}", "> get /a\n".repeat(1_000));
    assert!(matches!(
        refused(&text),
        TutorialError::PrintsTooMuch { .. }
    ));
    let text = "<!-- zkplay: wait 50m -->\n<!-- zkplay: wait 50m -->\n> ls /\n";
    assert!(matches!(
        refused(text),
        TutorialError::WaitsTooLong { line: 2, .. }
    ));
    let text = "[zk: h(CONNECTED) 0] ls /\n[zookeeper]\n".repeat(13);
    assert!(matches!(
        refused(&text),
        TutorialError::TooManyConsoles { line: 25, .. }
    ));
}

#[test]
fn a_directive_that_cannot_be_done_is_told_with_its_line() {
    let error = refused("> ls /\n[zookeeper]\n<!-- zkplay: kill nobody -->\n");
    assert_eq!(error.line(), Some(3));
    assert!(error.to_string().contains("no process `nobody`"), "{error}");
}

#[test]
fn slips_without_end_are_corrected_only_so_often() {
    let mut text = String::new();
    for number in 0..60 {
        text.push_str(&format!(
            "> create -e /name-{number} x\nCreated /name-{number}\n\
             > create /name-{number}/child\nCreated /name-{number}/child\n"
        ));
    }
    let report = check_plain(&text).expect("it ends");
    assert_eq!(report.tally().typos, 20);
}
