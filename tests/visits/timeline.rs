//! Time on the page: what was is found as it was, and what was said comes again.

use crate::visit::*;
use zkplay::app::Playground;
use zkplay::app::tale::Tale;
use zkplay::app::timeline::scale::WHOLE;
use zkplay::app::update::Msg;
use zkplay::app::view::{PanelAction, TimelineView};
use zkplay::scenario::{Cursor, link};

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
        if now.step.is_multiple_of(7) {
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

fn timeline(playground: &Playground) -> TimelineView {
    playground.view().timeline
}

fn branches(playground: &Playground) -> Vec<String> {
    let branches = timeline(playground).branches.into_iter();
    branches.map(|it| it.name).collect()
}

#[test]
fn undo_takes_back_deed_by_deed_and_not_what_set_the_stage_up() {
    let mut playground = quiet();
    let home = cursor(&playground);
    assert_eq!(timeline(&playground).undo, None);
    for path in ["/a", "/b"] {
        enter(&mut playground, "client1", &format!("create {path}"));
    }
    act(&mut playground, "master1", PanelAction::Kill);
    let undo = |it: &Playground| timeline(it).undo.unwrap_or_default();
    let redo = |it: &Playground| timeline(it).redo.unwrap_or_default();
    assert_eq!(undo(&playground), "Undo: master1> :kill master1");
    assert_eq!(redo(&playground), "");
    let end = playground.clone();

    playground.update(Msg::Undo);
    assert!(
        playground.stage().world().processes()[&end.stage().process("master1").unwrap()].is_alive()
    );
    assert_eq!(redo(&playground), "Do again: master1> :kill master1");
    playground.update(Msg::Undo);
    assert_eq!(undo(&playground), "Undo: client1> create /a");
    playground.update(Msg::Undo);
    assert_eq!(timeline(&playground).undo, None);
    assert_eq!(cursor(&playground), home);
    playground.update(Msg::Undo);
    assert_eq!(cursor(&playground), home, "the cast stays");

    playground.update(Msg::Redo);
    assert_eq!(redo(&playground), "Do again: client1> create /b");
    playground.update(Msg::Redo);
    playground.update(Msg::Redo);
    assert!(playground.stage() == end.stage());
    assert_eq!(picture(&playground), picture(&end));
    playground.update(Msg::Redo);
    assert!(playground.stage() == end.stage());
}

#[test]
fn who_acts_in_the_past_begins_a_branch_that_is_named_after_the_deed() {
    let mut playground = quiet();
    enter(&mut playground, "client1", "create /a");
    enter(&mut playground, "client1", "create /b");
    playground.update(Msg::Undo);
    let there = cursor(&playground);
    // What does nothing begins nothing.
    playground.update(Msg::Act {
        process: "nobody".to_string(),
        action: PanelAction::Kill,
    });
    enter(&mut playground, "client1", ":clear");
    assert_eq!(branches(&playground), ["main"]);
    act(&mut playground, "worker1", PanelAction::Kill);
    assert_eq!(branches(&playground), ["main", "kill worker1"]);
    assert_eq!(playground.bundle().branches[1].parent, Some((0, there)));
    assert_eq!(timeline(&playground).redo, None);
    let (from, parent) = timeline(&playground).branched.expect("it has left another");
    assert_eq!(parent, 0);
    assert!(
        from.contains("main") && from.contains(&there.at.to_string()),
        "{from}"
    );

    playground.update(Msg::Undo);
    enter(&mut playground, "client1", "create /c");
    playground.update(Msg::Switch(0));
    playground.update(Msg::Undo);
    enter(&mut playground, "client1", "create /c");
    let names = [
        "main",
        "kill worker1",
        "client1> create /c",
        "client1> create /c 2",
    ];
    assert_eq!(branches(&playground), names);
    assert_eq!(playground.bundle().branches[2].parent, Some((1, there)));
    assert_eq!(playground.bundle().branches[3].parent, Some((0, there)));

    for (branch, name) in [(2, "  mine "), (3, "mine"), (0, ""), (9, "nobody's")] {
        let name = name.to_string();
        playground.update(Msg::Rename { branch, name });
    }
    let names = ["main", "kill worker1", "mine", "mine 2"];
    assert_eq!(branches(&playground), names);
}

#[test]
fn another_branch_is_shown_at_the_same_moment_or_at_its_end() {
    let mut playground = quiet();
    enter(&mut playground, "client1", "create /a");
    enter(&mut playground, "client1", ":wait 9s");
    let long = playground.clone();
    playground.update(Msg::Undo);
    act(&mut playground, "worker1", PanelAction::Kill);
    let short = playground.clone();
    playground.update(Msg::Switch(0));
    assert_eq!(playground.stage().now(), short.stage().now());
    assert!(timeline(&playground).past);
    playground.update(Msg::Latest);
    assert!(playground.stage() == long.stage());
    playground.update(Msg::Switch(1));
    assert!(playground.stage() == short.stage());
    assert!(!timeline(&playground).past);
    playground.update(Msg::Switch(2));
    assert!(playground.stage() == short.stage(), "there is none");
}

#[test]
fn start_is_where_one_came_in_and_latest_as_far_as_it_has_come() {
    let mut playground = told(Tale::Story);
    let (start, before) = (playground.clone(), cursor(&playground));
    enter(&mut playground, "master1", "create -e /master");
    enter(&mut playground, "master1", ":wait 5s");
    playground.update(Msg::Pause);
    let end = playground.clone();
    playground.update(Msg::Start);
    assert_eq!(cursor(&playground), before);
    assert_eq!(picture(&playground), picture(&start));
    playground.update(Msg::Latest);
    assert_eq!(picture(&playground), picture(&end));
    // What lies before that is there, too.
    playground.update(Msg::Slide(0));
    assert!(cursor(&playground) < before);
    playground.update(Msg::Latest);
    assert!(playground.stage() == end.stage());
}

#[test]
fn to_a_moment_to_come_the_clock_runs_no_further_than_one_may_wait() {
    let mut playground = opened("seed 1\nsession alice\n");
    enter(&mut playground, "alice", ":seek 30s");
    assert_eq!(playground.stage().now().as_millis(), 30_000);
    enter(&mut playground, "alice", ":seek 99999999s");
    assert_eq!(playground.stage().now().as_millis(), 3_630_000);
    enter(&mut playground, "alice", ":seek 29s");
    assert_eq!(playground.stage().now().as_millis(), 29_000);
    enter(&mut playground, "alice", ":seek 3630s");
    assert!(!timeline(&playground).past);
    assert_eq!(branches(&playground), ["main"]);
}

/// Who acts before where they came in has a run of their own, in which there is no such place.
#[test]
fn a_branch_from_before_the_start_starts_where_it_has_left() {
    let mut playground = quiet();
    let home = cursor(&playground);
    enter(&mut playground, "client1", "create /a");
    playground.update(Msg::Slide(0));
    let there = cursor(&playground);
    assert!(there < home);
    act(&mut playground, "master1", PanelAction::Kill);
    enter(&mut playground, "master1", ":wait 9s");
    playground.update(Msg::Start);
    assert_eq!(cursor(&playground), there);
    playground.update(Msg::Latest);
    assert!(timeline(&playground).undo.is_some());
    playground.update(chinese());
    playground.update(Msg::Start);
    assert_eq!(cursor(&playground), there);
    playground.update(Msg::Switch(0));
    playground.update(Msg::Start);
    assert_eq!(cursor(&playground), home);

    // Who comes by a link has the same starts.
    playground.update(Msg::Switch(1));
    playground.update(Msg::Latest);
    let mut other = quiet();
    visit(&mut other, &link::write(&playground.bundle()));
    other.update(Msg::Latest);
    other.update(Msg::Start);
    assert_eq!(cursor(&other), there);
    other.update(Msg::Switch(0));
    other.update(Msg::Start);
    assert_eq!(cursor(&other), home);
}

/// A frame may have been asked for before the clock came to stand.
#[test]
fn a_frame_that_comes_late_does_not_do_again_what_was_taken_back() {
    let mut playground = quiet();
    playground.update(Msg::Frame { elapsed: FRAME });
    assert!(playground.animates());
    act(&mut playground, "master1", PanelAction::Kill);
    playground.update(Msg::Undo);
    let there = cursor(&playground);
    playground.update(Msg::Frame { elapsed: FRAME });
    assert_eq!(cursor(&playground), there);
    assert!(panel(&playground.view(), "master1").ended.is_none());
    enter(&mut playground, "master2", ":pause master1 10s");
    assert!(panel(&playground.view(), "master1").paused.is_some());
}

/// Of more futures than there is room for the oldest go, and nothing that is left is mistaken for
/// another.
#[test]
fn so_many_branches_are_kept_and_each_stays_what_it_was() {
    let mut playground = quiet();
    enter(&mut playground, "client1", "create /first");
    for deed in 0..60 {
        playground.update(Msg::Undo);
        enter(&mut playground, "client1", &format!("create /n{deed}"));
        if deed == 0 {
            playground.update(Msg::Compare(Some(1)));
        }
        let view = playground.view();
        assert_eq!(view.timeline.branches.len(), 50.min(deed + 2));
        let shown = view.timeline.branches.iter().find(|it| it.shown);
        assert_eq!(
            shown.map(|it| it.name.clone()),
            Some(format!("client1> create /n{deed}"))
        );
        // What is compared is what was chosen, as long as it is there.
        let compared = view.comparison.map(|it| it.there);
        match deed {
            0..49 => assert_eq!(compared.as_deref(), Some("client1> create /n0")),
            _ => assert_eq!(compared, None),
        }
    }
    for (place, name) in branches(&playground).iter().enumerate().skip(1) {
        playground.update(Msg::Switch(place));
        playground.update(Msg::Latest);
        let last = playground
            .stage()
            .said()
            .last()
            .expect("something was said");
        assert_eq!(last.said.to_string(), *name);
    }
}
