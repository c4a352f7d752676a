//! Runs that come by a link.

use crate::visit::*;
use zkplay::app::Playground;
use zkplay::app::update::Msg;
use zkplay::model::VirtualTime;
use zkplay::scenario::{Bundle, Cursor, Dialect, Script, Stage, link};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn stage() -> Stage {
    let text = "servers 3\nseed 7\nsession a 6s\na> create /kept one\nkill a\nwait 2s\n";
    let script = Script::parse(text, Dialect::Scenario).expect("it is a script");
    Stage::play(&script).expect("it can be played")
}

fn notice(playground: &Playground) -> String {
    playground.view().notice.expect("it is told").text
}

#[test]
fn a_link_opens_its_run_at_rest_where_it_was() {
    let mut playground = told(zkplay::app::tale::Tale::Tour);
    let stage = stage();
    visit(&mut playground, &link::write(&stage.record().into()));
    assert!(stands_on(&playground, &stage));
    assert!(!playground.animates());
    let view = playground.view();
    assert_eq!((view.alarm, view.guide), (None, None));
    assert_eq!(view.panels.len(), 1);

    // What is done next belongs to it; *Start again* brings it back as it was sent.
    playground.update(Msg::Step);
    assert!(!stands_on(&playground, &stage));
    playground.update(Msg::StartAgain);
    assert!(stands_on(&playground, &stage));
}

#[test]
fn a_link_that_cannot_be_opened_says_why_and_loses_nothing() {
    let mut playground = quiet();
    enter(&mut playground, "client1", "create /mine");
    let before = playground.stage().clone();
    let whole = link::write(&stage().record().into());
    visit(&mut playground, &whole[..whole.len() / 2]);
    assert!(*playground.stage() == before);
    let alarm = notice(&playground);
    assert!(
        alarm.contains("could not be opened: it is cut off or changed"),
        "{alarm}"
    );
    playground.update(chinese());
    assert!(notice(&playground).starts_with("链接无法打开"));

    // Another link that can be opened ends that.
    visit(&mut playground, &whole);
    assert!(notice(&playground).starts_with("已从链接打开"));
}

#[test]
fn a_run_that_comes_out_otherwise_is_not_shown_as_the_one_that_was_sent() {
    let mut playground = quiet();
    let mut record = stage().record();
    record.end.step += 1;
    visit(&mut playground, &link::write(&record.clone().into()));
    let alarm = notice(&playground);
    assert!(alarm.contains("takes another course"), "{alarm}");
    record.end.step = u64::MAX;
    visit(&mut playground, &link::write(&record.clone().into()));
    let alarm = notice(&playground);
    assert!(
        alarm.contains("at most 2000000 are played again"),
        "{alarm}"
    );
}

/// Such a link is not written by the page, but anybody can make one.
#[test]
fn a_link_that_stands_where_its_run_never_comes_is_refused() {
    let record = stage().record();
    let (first, end) = (record.entries[1].when, record.end);
    let beside = |step: u64, millis: u64| Cursor {
        step,
        at: VirtualTime::from_millis(millis),
    };
    let mut playground = quiet();
    let before = playground.stage().clone();
    for cursor in [
        beside(first.step, end.at.as_millis()),
        beside(end.step - 1, 0),
    ] {
        let bundle = Bundle {
            cursor,
            ..record.clone().into()
        };
        visit(&mut playground, &link::write(&bundle));
        let alarm = notice(&playground);
        assert!(alarm.contains("takes another course"), "{alarm}");
        assert!(*playground.stage() == before);
    }
}

#[test]
fn what_is_no_link_changes_nothing() {
    let mut playground = quiet();
    let before = playground.stage().clone();
    for fragment in ["", "#", "#events"] {
        visit(&mut playground, fragment);
    }
    assert!(*playground.stage() == before);
    assert_eq!(playground.view().notice, None);
}
