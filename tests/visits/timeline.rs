//! Time on the page: what was is found as it was, and what was said comes again.

use crate::visit::*;
use zkplay::app::Playground;
use zkplay::app::tale::Tale;
use zkplay::app::timeline::scale::WHOLE;
use zkplay::app::update::Msg;
use zkplay::app::view::PanelAction;
use zkplay::scenario::Cursor;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const STORY: &str = "servers 3\nseed 7\nlatency 20ms 5ms\nprogram master1 master timeout=4s\n\
    program worker1 worker timeout=4s\nprogram client1 client timeout=4s every=3s\n\
    session alice 4s @s1\nsession bob 6s @s2\nwait 2s\n";

/// A page with that story, at rest, and what was done on it.
fn story() -> Playground {
    let mut playground = opened(STORY);
    enter(&mut playground, "alice", "create -e /a one");
    enter(&mut playground, "bob", "stat -w /a");
    enter(&mut playground, "bob", ":kill alice");
    enter(&mut playground, "bob", ":wait 3s");
    act(&mut playground, "worker1", PanelAction::Pause);
    enter(&mut playground, "bob", ":cut s1 s2,s3");
    enter(&mut playground, "bob", ":wait 9s");
    enter(&mut playground, "bob", "create -s /n- two");
    playground
}

/// The page stands as if its run had never gone further.
fn stands_as_if_it_ended_here(playground: &Playground) {
    let cursor = playground.stage().cursor();
    let only_so_far = visiting(&playground.stage().record());
    assert!(playground.stage() == only_so_far.stage(), "at {cursor}");
    assert_eq!(picture(playground), picture(&only_so_far), "at {cursor}");
}

fn cursor(playground: &Playground) -> Cursor {
    playground.stage().cursor()
}

#[test]
fn stepping_back_goes_back_whatever_was_said() {
    let mut playground = story();
    let mut last = cursor(&playground);
    while last.step > 0 {
        playground.update(Msg::StepBack);
        let now = cursor(&playground);
        assert!(now < last, "{now} is not before {last}");
        last = now;
        if now.step % 7 == 0 {
            stands_as_if_it_ended_here(&playground);
        }
    }
}

#[test]
fn every_event_of_the_log_can_be_gone_to() {
    let mut playground = story();
    let rows = playground.scene().chronicle.events().clone();
    assert!(rows.len() > 60, "{}", rows.len());
    for row in rows.iter().rev() {
        playground.update(Msg::SeekEvent(row.id));
        assert_eq!(playground.view().events.selected, Some(row.id));
        let told = playground.scene().chronicle.events();
        let found = told.get(row.id as usize);
        assert_eq!(found, Some(row), "it has happened");
        // What else is there was told of the same deed, or in the same step.
        let said = playground.stage().said();
        let begun = said.last().map_or(0, |it| it.when.step);
        let behind = told.since(row.id as usize + 1);
        for other in behind {
            assert!(other.step == row.step || row.step > begun, "{other:?}");
        }
    }
}

#[test]
fn the_slider_goes_anywhere_and_never_sticks() {
    let mut playground = story();
    playground.update(Msg::Slide(0));
    let start = playground;
    let mut last = Cursor::default();
    for place in (0..=WHOLE as u16).step_by(4) {
        let mut playground = start.clone();
        playground.update(Msg::Slide(place));
        let now = cursor(&playground);
        assert!(now >= last, "{now} is before {last}");
        last = now;
        let at = playground.view().timeline.at;
        playground.update(Msg::Slide(at));
        assert_eq!(cursor(&playground), now, "it does not creep, at {place}");
        assert_eq!(playground.view().timeline.past, place < WHOLE as u16);
        if place % 50 == 0 {
            stands_as_if_it_ended_here(&playground);
        }
    }

    // By the keys, a place at a time from where it is.
    let mut playground = start;
    while playground.view().timeline.past {
        let (at, before) = (playground.view().timeline.at, cursor(&playground));
        playground.update(Msg::Slide(at + 1));
        assert!(cursor(&playground) > before, "on from {at}, {before}");
        assert!(!playground.animates());
    }
    while playground.view().timeline.at > 0 {
        let (at, before) = (playground.view().timeline.at, cursor(&playground));
        playground.update(Msg::Slide(at - 1));
        assert!(cursor(&playground) < before, "back from {at}, {before}");
    }
}

#[test]
fn who_goes_back_in_a_tale_finds_the_clock_at_rest() {
    let mut playground = told(Tale::Tour);
    run_until(&mut playground, |it| !it.animates());
    for msg in [Msg::PreviousEvent, Msg::StepBack, Msg::Start] {
        let mut playground = playground.clone();
        playground.update(msg.clone());
        assert!(!playground.animates(), "{msg:?}");
        for _ in 0..200 {
            playground.update(Msg::PreviousEvent);
            assert!(!playground.animates(), "{msg:?}");
        }
        playground.update(Msg::Latest);
        assert!(!playground.animates(), "{msg:?}");
    }
}
