//! Somebody pastes a session out of a book into a console, and sees what is still true.

use crate::visit::{answer, chinese, enter, quiet, zkcli_log};
use zkplay::app::Playground;
use zkplay::app::tutorial::check;
use zkplay::app::update::{Effect, Msg};
use zkplay::app::view::{TutorialMark, TutorialView};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SESSION: &str = "[zk: localhost:2181(CONNECTED) 0] create /x \"abc\"\nCreated /x\n\
    [zk: localhost:2181(CONNECTED) 1] get /x\n\"abc\"\n[zk: localhost:2181(CONNECTED) 2] ls/\n\
    [x, zookeeper]\n";

/// Pastes, and has done what the playground asks for.
fn paste(playground: &mut Playground, text: &str) -> Option<TutorialView> {
    let (process, text) = ("client1".to_string(), text.to_string());
    let effects = playground.update(Msg::Paste { process, text });
    carry_out(playground, effects);
    Some(TutorialView::clone(&*playground.view().pasted?.found?))
}

fn carry_out(playground: &mut Playground, effects: Vec<Effect>) {
    for effect in effects {
        if let Effect::Check { text, lang } = effect {
            let found = Some(check(&text, lang));
            playground.update(Msg::Checked { text, found });
        }
    }
}

#[test]
fn each_line_of_a_pasted_session_gets_its_verdict_and_nothing_is_typed() {
    let mut playground = quiet();
    let before = zkcli_log(&playground, "client1");
    let view = paste(&mut playground, SESSION).expect("it is looked at");
    let marks: Vec<TutorialMark> = view.rows.iter().map(|it| it.kind).collect();
    use TutorialMark::{Differs, Same, Typo};
    assert_eq!(marks, [Same, Same, Same, Differs, Typo, Same]);
    assert!(
        view.rows[3].said.iter().any(|it| it.contains("abc")),
        "{:?}",
        view.rows[3].said
    );
    assert!(
        view.rows[4].said.iter().any(|it| it.contains("ls /")),
        "{:?}",
        view.rows[4].said
    );
    assert_eq!(zkcli_log(&playground, "client1"), before);
    playground.update(Msg::ClosePasted);
    assert_eq!(playground.view().pasted, None);
}

#[test]
fn its_commands_can_be_typed_as_they_were_corrected() {
    let mut playground = quiet();
    paste(&mut playground, SESSION);
    playground.update(Msg::TypePasted);
    assert_eq!(playground.view().pasted, None);
    assert_eq!(answer(&playground, "client1"), ["[x, zookeeper]"]);
    let log = zkcli_log(&playground, "client1");
    assert!(log.iter().any(|it| it.ends_with("] ls /")), "{log:?}");
}

#[test]
fn what_two_consoles_typed_is_not_typed_into_one() {
    let mut playground = quiet();
    let second = "[zk: localhost:2181(CONNECTED) 0] create /x mine\nNode already exists: /x\n";
    let view = paste(&mut playground, &format!("{SESSION}{second}")).expect("it is looked at");
    assert!(view.commands.is_empty());
    assert_eq!(playground.view().pasted.and_then(|it| it.type_here), None);
    playground.update(Msg::TypePasted);
    enter(&mut playground, "client1", "ls /");
    assert_eq!(answer(&playground, "client1"), ["[zookeeper]"]);
}

#[test]
fn lines_without_a_prompt_are_so_many_commands() {
    let mut playground = quiet();
    assert_eq!(paste(&mut playground, "create /a\nls /\n"), None);
    assert_eq!(answer(&playground, "client1"), ["[a, zookeeper]"]);
}

#[test]
fn what_is_too_long_is_told_and_nothing_is_lost() {
    let mut playground = quiet();
    let view = paste(&mut playground, &SESSION.repeat(10_000)).expect("it is looked at");
    assert!(view.rows.is_empty() && !view.sum.is_empty());
    playground.update(Msg::ClosePasted);
    enter(&mut playground, "client1", "ls /");
    assert_eq!(answer(&playground, "client1"), ["[zookeeper]"]);
}

#[test]
fn what_was_found_is_told_in_the_language_of_the_page() {
    let mut playground = quiet();
    let english = paste(&mut playground, SESSION).expect("it is looked at");
    let effects = playground.update(chinese());
    assert_eq!(playground.view().pasted.and_then(|it| it.found), None);
    carry_out(&mut playground, effects);
    let chinese = playground.view().pasted.and_then(|it| it.found);
    assert!(chinese.is_some());
    assert_ne!(chinese.as_deref(), Some(&english));
}

#[test]
fn a_check_that_cannot_be_done_says_so_and_one_that_comes_late_says_nothing() {
    let mut playground = quiet();
    let (process, text) = ("client1".to_string(), SESSION.to_string());
    playground.update(Msg::Paste { process, text });
    let text = SESSION.to_string();
    playground.update(Msg::Checked { text, found: None });
    let found = playground.view().pasted.and_then(|it| it.found);
    assert!(found.is_some_and(|it| it.sum.contains("could not be loaded")));
    playground.update(Msg::ClosePasted);
    let (text, found) = (SESSION.to_string(), Some(TutorialView::default()));
    playground.update(Msg::Checked { text, found });
    assert_eq!(playground.view().pasted, None);
}
