//! Where the clock is to stop, it stops: at the first event that is meant, however time passes.

use std::rc::Rc;
use std::time::Duration;

use crate::visit::*;
use zkplay::app::Playground;
use zkplay::app::account::Finding;
use zkplay::app::breakpoint::Breakpoint;
use zkplay::app::update::Msg;
use zkplay::app::view::{EventKind, EventRow, PanelAction, Tab};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// By itself, each kind of event comes to pass here within a minute: alice is dead and owns `/e`, bob
/// stands still, programs play, and the leader has just been crashed.
fn eventful() -> Playground {
    opened(
        "servers 3\nseed 7\nlatency 20ms\nsession watcher 6s @s1\nsession alice 4s @s1\n\
         session bob 9s @s2\nalice> create -e /e one\nalice> create /p\nalice> create -e /p/child\n\
         watcher> stat -w /e\nwatcher> stat -w /p/child\norder watcher on NodeDeleted /e do create -e /e mine\n\
         program master1 master timeout=4s\nprogram master2 master timeout=4s\n\
         program worker1 worker timeout=4s\nprogram client1 client timeout=4s every=3s\n\
         crash s3\nkill alice\npause bob 3s\n",
    )
}

fn breakpoint(kind: Option<EventKind>, who: Option<&str>, path: Option<&str>) -> Breakpoint {
    Breakpoint {
        kind,
        who: who.map(str::to_string),
        path: path.map(str::to_string),
    }
}

fn rows_since(playground: &Playground, first: usize) -> Vec<Rc<EventRow>> {
    let rows = playground.scene().chronicle.events();
    rows.since(first).cloned().collect()
}

fn how_many(playground: &Playground) -> usize {
    playground.scene().chronicle.events().len()
}

/// The first event that is meant, when nothing stops the clock.
fn first_met(playground: &Playground, breakpoint: &Breakpoint) -> Rc<EventRow> {
    let mut playground = playground.clone();
    let first = how_many(&playground);
    enter(&mut playground, "watcher", ":wait 60s");
    let mut rows = rows_since(&playground, first).into_iter();
    let met = rows.find(|it| breakpoint.is_met(it));
    met.unwrap_or_else(|| panic!("{breakpoint:?} is never met"))
}

fn stands_at(playground: &Playground, row: &EventRow, how: &str) {
    assert!(!playground.animates(), "{how}");
    assert_eq!(playground.stage().cursor(), row.cursor(), "{how}");
    let view = playground.view().events;
    assert_eq!(view.selected, Some(row.id), "{how}: {row:?}");
    let behind = rows_since(playground, row.id as usize);
    assert_eq!(*behind[0], *row, "{how}");
    // What else the same step has brought is there, too.
    assert!(behind.iter().all(|it| it.step == row.step), "{how}");
}

/// However time passes: the clock stops where that breakpoint is met first.
fn stops(playground: &Playground, breakpoint: &Breakpoint) -> Rc<EventRow> {
    let row = first_met(playground, breakpoint);
    let with_breakpoint = || {
        let mut playground = playground.clone();
        playground.update(Msg::Break(breakpoint.clone()));
        playground
    };

    let mut waiting = with_breakpoint();
    enter(&mut waiting, "watcher", ":wait 60s");
    stands_at(&waiting, &row, "wait");

    let mut playing = with_breakpoint();
    playing.update(Msg::Play);
    playing.update(Msg::Speed(4));
    let elapsed = Duration::from_millis(100);
    while playing.animates() {
        assert!(playing.stage().cursor() <= row.cursor(), "it runs on");
        playing.update(Msg::Frame { elapsed });
    }
    stands_at(&playing, &row, "frames");

    let mut seeking = with_breakpoint();
    enter(&mut seeking, "watcher", ":seek 60s");
    stands_at(&seeking, &row, "seek");

    let mut by_events = with_breakpoint();
    while how_many(&by_events) <= row.id as usize {
        by_events.update(Msg::NextEvent);
    }
    stands_at(&by_events, &row, "next event");

    let mut by_steps = with_breakpoint();
    while how_many(&by_steps) <= row.id as usize {
        by_steps.update(Msg::Step);
    }
    stands_at(&by_steps, &row, "steps");

    // And when it all comes again.
    let mut again = playground.clone();
    let from = again.stage().now().as_millis();
    enter(&mut again, "watcher", ":wait 60s");
    enter(&mut again, "watcher", &format!(":seek {from}ms"));
    let is_behind = again.stage().cursor() >= row.cursor();
    again.update(Msg::Break(breakpoint.clone()));
    if !is_behind {
        enter(&mut again, "watcher", ":wait 60s");
        stands_at(&again, &row, "again");
        assert!(again.view().timeline.past);
    }

    // Whoever goes on comes to the next one, or further.
    let mut on = waiting;
    enter(&mut on, "watcher", ":wait 60s");
    assert!(on.stage().cursor() > row.cursor());

    // One that was taken away stops nobody.
    let mut free = with_breakpoint();
    free.update(Msg::Unbreak(0));
    let until = free.stage().now() + Duration::from_secs(60);
    enter(&mut free, "watcher", ":wait 60s");
    assert_eq!(free.stage().now(), until);
    row
}

#[test]
fn the_clock_stops_at_each_kind_of_event() {
    let playground = eventful();
    for kind in EventKind::ALL {
        let row = stops(&playground, &breakpoint(Some(kind), None, None));
        assert_eq!(row.kind, kind);
    }
}

#[test]
fn the_clock_stops_at_a_process_and_at_a_server() {
    let playground = eventful();
    for who in ["alice", "bob", "master2", "client1", "s1", "s2"] {
        let row = stops(&playground, &breakpoint(None, Some(who), None));
        assert_eq!(row.who, who);
    }
}

#[test]
fn the_clock_stops_when_a_session_expires_also_of_one_process_only() {
    let playground = eventful();
    let expiry = Some(EventKind::Expiry);
    let row = stops(&playground, &breakpoint(expiry, Some("alice"), None));
    assert_eq!((row.kind, &*row.who), (EventKind::Expiry, "alice"));
    let row = stops(&playground, &breakpoint(expiry, None, Some("/p")));
    assert_eq!((row.kind, &*row.who), (EventKind::Expiry, "alice"));
    let watch = Some(EventKind::Watch);
    let row = stops(&playground, &breakpoint(watch, Some("watcher"), Some("/e")));
    assert_eq!(&*row.text, "NodeDeleted /e");
    let row = stops(
        &playground,
        &breakpoint(watch, Some("watcher"), Some("/p/child")),
    );
    assert_eq!(&*row.text, "NodeDeleted /p/child");
}

/// A client far away: what it types takes four seconds to be answered.
fn far_away() -> Playground {
    opened(
        "seed 7\nlatency 20ms\nsession watcher 6s\nsession alice 4s\nsession far 30s\n\
         alice> create -e /mine one\nalice> create /a\ndelay far s1 2s\n",
    )
}

/// A command runs the clock up to its answer, and no further than a breakpoint.
#[test]
fn the_clock_stops_at_what_becomes_of_a_znode_before_the_answer_comes() {
    for (deed, path, text) in [
        ("create /a/new one", "/a/new", "create /a/new"),
        ("set /a two", "/a", "set /a"),
        ("delete /a", "/a", "delete /a"),
        ("create /a/below", "/a", "create /a/below"),
        (
            "create -s /a/n-",
            "/a/n-0000000000",
            "create /a/n-0000000000",
        ),
    ] {
        let mut playground = far_away();
        playground.update(Msg::Break(breakpoint(None, None, Some(path))));
        enter(&mut playground, "far", deed);
        let row = newest(&playground, EventKind::Commit);
        assert!(
            row.text.contains(text) || !row.paths.is_empty(),
            "{deed}: {row:?}"
        );
        stands_at(&playground, &row, deed);
        assert!(panel(&playground.view(), "far").console.waiting.is_some());
        // Its neighbours are none of its business.
        let mut playground = far_away();
        playground.update(Msg::Break(breakpoint(None, None, Some("/a/ne"))));
        playground.update(Msg::Break(breakpoint(None, None, Some("/b"))));
        enter(&mut playground, "far", deed);
        assert_eq!(panel(&playground.view(), "far").console.waiting, None);
    }
}

#[test]
fn the_clock_stops_when_a_znode_goes_with_its_session_though_nobody_watches() {
    let mut playground = far_away();
    act(&mut playground, "alice", PanelAction::Kill);
    for path in ["/mine", "/"] {
        let meant = breakpoint(Some(EventKind::Expiry), None, Some(path));
        let row = stops(&playground, &meant);
        assert_eq!(row.kind, EventKind::Expiry);
        assert_eq!(row.paths[0].as_str(), "/mine");
    }
    let row = stops(&playground, &breakpoint(None, None, Some("/mine")));
    assert_eq!(row.kind, EventKind::Expiry);
}

#[test]
fn a_broken_law_stands_the_clock_at_its_step_and_shows_what_had_happened() {
    let mut playground = eventful();
    enter(&mut playground, "watcher", ":wait 20s");
    let rows = rows_since(&playground, 0);
    let told: Vec<_> = rows
        .iter()
        .filter(|it| it.kind != EventKind::Ping)
        .collect();
    for (n, row) in told.iter().enumerate().skip(told.len() / 2).step_by(7) {
        let mut playground = playground.clone();
        playground.update(Msg::Play);
        playground.update(Msg::Filter("nobody".to_string()));
        playground.update(Msg::Witnessed {
            run: 0,
            finding: Finding::Unseen,
        });
        let (law, what) = ("INV-1 Order".to_string(), "they differ".to_string());
        let finding = Finding::Broken {
            law,
            step: row.step,
            at: row.at,
            what,
        };
        // The run that came by the link is the second of this visit.
        playground.update(Msg::Witnessed { run: 1, finding });
        assert!(!playground.animates());
        assert_eq!(playground.stage().world().steps(), row.step);
        let view = playground.view();
        assert_eq!((view.tab, &*view.events.filter), (Tab::Events, ""));
        let last = told[n..].iter().take_while(|it| it.step == row.step).last();
        assert_eq!(view.events.selected, last.map(|it| it.id));
        assert_eq!(
            view.events.rows.last().map(|it| it.id),
            view.events.selected
        );
        assert!(view.timeline.past);
    }
}

#[test]
fn what_says_nothing_is_no_breakpoint_and_none_is_set_twice() {
    let mut playground = quiet();
    let fault = breakpoint(Some(EventKind::Fault), None, None);
    for it in [Breakpoint::default(), fault.clone(), fault] {
        playground.update(Msg::Break(it));
    }
    assert_eq!(playground.view().breakpoints.set.len(), 1);
    playground.update(Msg::Unbreak(7));
    assert_eq!(playground.view().breakpoints.set.len(), 1);
}
