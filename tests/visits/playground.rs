//! The whole product without its skin, driven by messages, natively and in the browser.

use std::time::Duration;

use crate::visit::*;
use zkplay::app::tale::Tale;
use zkplay::app::update::Msg;
use zkplay::app::view::{EventKind, Frame, PanelAction};
use zkplay::app::words::Lang;
use zkplay::app::{Options, Playground};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const NODE_DELETED: &str = "WatchedEvent state:SyncConnected type:NodeDeleted path:/master";

fn elect(playground: &mut Playground) {
    enter(
        playground,
        "master1",
        "create -e /master \"master1.example.com:2223\"",
    );
    enter(
        playground,
        "master2",
        "create -e /master \"master2.example.com:2223\"",
    );
    enter(playground, "master2", "stat -w /master");
}

#[test]
fn lines_behind_the_one_that_takes_the_process_away_are_lost_without_harm() {
    let mut playground = quiet();
    let process = "worker1".to_string();
    let text = ":remove worker1\nls /\nls /m".to_string();
    playground.update(Msg::Paste { process, text });
    let view = playground.view();
    assert!(view.panels.iter().all(|it| it.process != "worker1"));
}

#[test]
fn a_typed_command_is_answered_at_once_playing_or_paused() {
    let mut playground = quiet();
    enter(&mut playground, "master1", "create -e /master x");
    assert_eq!(answer(&playground, "master1"), ["Created /master"]);
    playground.update(Msg::Pause);
    let before = playground.stage().now();
    enter(&mut playground, "master2", "ls /");
    assert_eq!(answer(&playground, "master2"), ["[master, zookeeper]"]);
    assert_eq!(
        playground.stage().now() - Duration::from_millis(40),
        before,
        "one round trip"
    );
    assert!(!playground.view().transport.playing, "it stays paused");
    playground.update(Msg::Frame { elapsed: FRAME });
    assert_eq!(playground.stage().now() - Duration::from_millis(40), before);
}

#[test]
fn after_a_kill_the_expiry_is_seen_within_three_seconds_and_never_before_its_moment() {
    let mut playground = quiet();
    elect(&mut playground);
    run_until(&mut playground, |it| it.stage().now().as_millis() > 3500);
    act(&mut playground, "master1", PanelAction::Kill);
    let killed = playground.stage().now();
    let wall = run_until(&mut playground, |it| {
        log(it, "master2").contains(NODE_DELETED)
    });
    assert!(wall <= Duration::from_secs(3), "{wall:?}");
    let virtually = playground.stage().now().since(killed);
    // Two thirds of the timeout, for it had last pinged a third ago, and the rounding to a tick.
    assert!(virtually >= Duration::from_millis(3900), "{virtually:?}");
    let why = newest(&playground, EventKind::Watch).why;
    assert!(why.contains("expired") && why.contains("master1"), "{why}");
}

#[test]
fn a_closed_session_is_news_within_a_round_trip_and_the_reason_says_so() {
    let mut playground = quiet();
    elect(&mut playground);
    let before = playground.stage().now();
    enter(&mut playground, "master1", "quit");
    run_until(&mut playground, |it| {
        log(it, "master2").contains(NODE_DELETED)
    });
    assert!(playground.stage().now().since(before) <= Duration::from_millis(60));
    let why = newest(&playground, EventKind::Watch).why;
    assert!(why.contains("closed") && !why.contains("expired"), "{why}");
    assert!(
        panel(&playground.view(), "master1")
            .ended
            .is_some_and(|it| it.contains("quit"))
    );
}

#[test]
fn the_gap_is_marked_while_it_is_skipped_and_idle_time_is_linear() {
    let mut playground = quiet();
    let before = playground.stage().now();
    for _ in 0..125 {
        playground.update(Msg::Frame { elapsed: FRAME });
        assert_eq!(playground.view().transport.gap, None);
    }
    assert_eq!(
        playground.stage().now().since(before),
        Duration::from_secs(2)
    );
    elect(&mut playground);
    act(&mut playground, "master1", PanelAction::Kill);
    playground.update(Msg::Frame { elapsed: FRAME });
    let gap = playground.view().transport.gap.expect("the gap is marked");
    assert!(gap.starts_with("idle "), "{gap}");
}

#[test]
fn a_hidden_page_stands_still_and_a_long_frame_does_not_jump() {
    let mut playground = quiet();
    playground.update(Msg::Hidden(true));
    let before = playground.stage().now();
    playground.update(Msg::Frame { elapsed: FRAME });
    assert_eq!(playground.stage().now(), before);
    assert!(!playground.animates());
    playground.update(Msg::Hidden(false));
    playground.update(Msg::Frame {
        elapsed: Duration::from_secs(60),
    });
    assert_eq!(
        playground.stage().now().since(before),
        Duration::from_millis(100)
    );
}

#[test]
fn stepping_goes_event_by_event_and_next_event_skips_the_heartbeats() {
    let mut playground = quiet();
    playground.update(Msg::Step);
    assert!(!playground.view().transport.playing);
    let steps = playground.stage().world().steps();
    playground.update(Msg::Step);
    assert_eq!(playground.stage().world().steps(), steps + 1);
    elect(&mut playground);
    act(&mut playground, "master1", PanelAction::Kill);
    let (mut presses, mut rows) = (0, playground.view().events.total);
    while !log(&playground, "master2").contains(NODE_DELETED) {
        playground.update(Msg::NextEvent);
        let now = playground.view().events.total;
        assert!(now > rows, "each press shows something");
        (rows, presses) = (now, presses + 1);
    }
    assert!(presses <= 3, "{presses} presses");
}

#[test]
fn both_truths_about_a_session_are_shown() {
    let mut playground = quiet();
    let fresh = panel(&playground.view(), "worker1");
    assert_eq!(fresh.thinks.text, "CONNECTED");
    assert!(
        fresh.knows.text.starts_with("alive"),
        "{}",
        fresh.knows.text
    );
    act(&mut playground, "worker1", PanelAction::Kill);
    let killed = panel(&playground.view(), "worker1");
    assert_eq!(killed.thinks.text, "no process");
    assert!(
        killed.knows.text.starts_with("alive"),
        "the server does not know yet"
    );
    assert!(killed.ring.is_some());
    run_until(&mut playground, |it| {
        panel(&it.view(), "worker1").ring.is_none()
    });
    let expired = panel(&playground.view(), "worker1");
    assert!(
        expired.knows.text.starts_with("expired"),
        "{}",
        expired.knows.text
    );
    act(&mut playground, "worker1", PanelAction::Restart);
    run_until(&mut playground, |it| {
        panel(&it.view(), "worker1").thinks.text == "CONNECTED"
    });
}

#[test]
fn the_tree_shows_what_the_last_event_changed() {
    let mut playground = quiet();
    elect(&mut playground);
    let row = |playground: &Playground| {
        let rows = playground.view().tree.rows;
        rows.into_iter().find(|it| it.path == "/master")
    };
    let added = row(&playground).expect("it is there");
    assert_eq!(
        added.label,
        "/master, added, ephemeral, owned by master1, version 0, watchers: 1"
    );
    playground.update(Msg::SelectZnode("/master".to_string()));
    assert!(panel(&playground.view(), "master1").marked);
    assert!(!panel(&playground.view(), "master2").marked);
    playground.update(Msg::SelectProcess("master1".to_string()));
    assert!(row(&playground).is_some_and(|it| it.marked));
    enter(&mut playground, "master1", "quit");
    let removed = row(&playground).expect("it is still shown");
    assert_eq!(removed.label, "/master, removed");
    enter(&mut playground, "master2", "create /x");
    assert_eq!(row(&playground), None);
}

#[test]
fn an_event_leaves_the_half_typed_line_alone() {
    let mut playground = quiet();
    elect(&mut playground);
    let process = "master2".to_string();
    playground.update(Msg::Draft {
        process,
        text: "create -e /ma".to_string(),
    });
    enter(&mut playground, "master1", "quit");
    run_until(&mut playground, |it| {
        log(it, "master2").contains(NODE_DELETED)
    });
    assert_eq!(
        panel(&playground.view(), "master2").console.draft,
        "create -e /ma"
    );
}

#[test]
fn history_and_completion_serve_the_one_who_types() {
    let mut playground = quiet();
    enter(&mut playground, "client1", "create /tasks \"\"");
    enter(&mut playground, "client1", "ls /");
    let process = || "client1".to_string();
    let draft = |playground: &Playground| panel(&playground.view(), "client1").console.draft;
    playground.update(Msg::Draft {
        process: process(),
        text: "half".to_string(),
    });
    for (older, expected) in [
        (true, "ls /"),
        (true, "create /tasks \"\""),
        (true, "create /tasks \"\""),
        (false, "ls /"),
        (false, "half"),
        (false, "half"),
    ] {
        playground.update(Msg::Recall {
            process: process(),
            older,
        });
        assert_eq!(draft(&playground), expected);
    }
    playground.update(Msg::Draft {
        process: process(),
        text: "cre".to_string(),
    });
    let console = panel(&playground.view(), "client1").console;
    assert_eq!(console.ghost, "ate");
    playground.update(Msg::Complete { process: process() });
    assert_eq!(draft(&playground), "create ");
    playground.update(Msg::Draft {
        process: process(),
        text: "get -s /ta".to_string(),
    });
    playground.update(Msg::Complete { process: process() });
    assert_eq!(draft(&playground), "get -s /tasks");
    playground.update(Msg::Paste {
        process: process(),
        text: " \nls /tasks\nle".to_string(),
    });
    assert_eq!(draft(&playground), "le");
    assert_eq!(answer(&playground, "client1"), ["[]"]);
}

#[test]
fn the_guide_plays_the_whole_story_by_itself() {
    let mut playground = told(Tale::Story);
    for _ in 0..40 {
        let guide = playground.view().guide.expect("the guide is there");
        if guide.caption.is_empty() {
            break;
        }
        match guide.offer {
            Some(_) => _ = playground.update(Msg::Offer),
            None => {
                let beat = guide.beat;
                run_until(&mut playground, |it| {
                    it.view().guide.is_some_and(|it| it.beat != beat)
                });
            }
        }
        run_until(&mut playground, |it| it.view().tree.rows.len() > 1);
        for _ in 0..10 {
            playground.update(Msg::Frame { elapsed: FRAME });
        }
    }
    let guide = playground.view().guide.expect("the guide is there");
    assert!(
        guide.caption.is_empty() && guide.offer.is_none(),
        "stuck at beat {}",
        guide.beat
    );
    assert_eq!(answer(&playground, "client1"), ["done"]);
    assert!(
        log(&playground, "client1")
            .contains("type:NodeChildrenChanged path:/tasks/task-0000000000")
    );
}

#[test]
fn the_guide_moves_on_when_the_world_shows_it_and_not_for_any_command() {
    let mut playground = told(Tale::Story);
    let beat = |playground: &Playground| playground.view().guide.map(|it| it.beat);
    enter(&mut playground, "master1", "create /master"); // persistent: that is no election
    assert_eq!(beat(&playground), Some(1));
    enter(&mut playground, "master1", "delete /master");
    enter(&mut playground, "master1", "create -e /master");
    assert_eq!(beat(&playground), Some(2));
    enter(&mut playground, "master2", "create /master/child");
    assert_eq!(beat(&playground), Some(2));
    enter(&mut playground, "master2", "create -e /master mine");
    assert_eq!(beat(&playground), Some(3));
}

#[test]
fn an_embed_and_a_quiet_page_have_no_guide() {
    assert!(quiet().view().guide.is_none());
    let embed = Playground::open(Options {
        frame: Frame::Embed,
        ..Options::default()
    });
    assert!(embed.view().guide.is_none());
}

#[test]
fn the_language_changes_what_was_said_before_but_not_what_zkcli_says() {
    let mut playground = quiet();
    elect(&mut playground);
    let console = zkcli_log(&playground, "master2");
    let english = newest(&playground, EventKind::Refusal).why;
    playground.update(chinese());
    let chinese = newest(&playground, EventKind::Refusal).why;
    assert_ne!(english, chinese);
    assert!(chinese.contains("已经存在"), "{chinese}");
    assert_eq!(zkcli_log(&playground, "master2"), console);
    playground.update(Msg::Language(Lang::En));
    assert_eq!(newest(&playground, EventKind::Refusal).why, english);
}

#[test]
fn a_reason_tells_what_was_true_then_whenever_it_is_read() {
    let mut playground = quiet();
    elect(&mut playground);
    let then = newest(&playground, EventKind::Refusal).why;
    assert!(then.contains("belongs to the session of master1"), "{then}");
    enter(&mut playground, "master1", "quit");
    playground.update(chinese());
    playground.update(Msg::Language(Lang::En));
    assert_eq!(newest(&playground, EventKind::Refusal).why, then);
}

#[test]
fn completion_offers_the_paths_that_this_client_sees() {
    let mut playground = quiet();
    enter(&mut playground, "client1", "create /app");
    enter(&mut playground, "client1", "create /app/inside");
    enter(&mut playground, "client1", "connect localhost:2181/app");
    let offered = |playground: &mut Playground, process: &str| -> Vec<String> {
        let (name, text) = (process.to_string(), "ls /".to_string());
        playground.update(Msg::Draft {
            process: name,
            text,
        });
        let popup = panel(&playground.view(), process).console.popup;
        popup
            .expect("there is something to offer")
            .items
            .into_iter()
            .map(|it| it.text)
            .collect()
    };
    assert_eq!(offered(&mut playground, "client1"), ["/inside"]);
    assert_eq!(offered(&mut playground, "worker1"), ["/app", "/zookeeper"]);
}

/// Nothing that a person can type or click panics, or leaves the page without an answer.
#[cfg(not(target_arch = "wasm32"))]
mod anything {
    use super::*;
    use proptest::prelude::*;
    use zkplay::app::view::Role;
    use zkplay::scenario::{Record, Witness};

    fn line() -> impl Strategy<Value = String> {
        let word = prop_oneof![
            Just("create".to_string()),
            Just("ls".to_string()),
            Just("get".to_string()),
            Just("stat".to_string()),
            Just("set".to_string()),
            Just("delete".to_string()),
            Just("deleteall".to_string()),
            Just("connect".to_string()),
            Just("close".to_string()),
            Just("redo".to_string()),
            Just("history".to_string()),
            Just("quit".to_string()),
            "-[eswRvbct]{1,2}",
            "/[a-c]{0,2}(/[a-c])?",
            "(localhost|s1|mars)(:2181)?(/[a-z]*)?",
            "[\"'][a-z ]*[\"']?",
            "-?[0-9]{1,12}",
            "\\PC{0,6}",
        ];
        let verb = prop_oneof![
            "(kill|restart|remove|pause|resume|by-hand|by-itself|session) [a-z]{1,6}[1-3]",
            "on Node(Deleted|Created|DataChanged|ChildrenChanged) /[a-c] do (set|ls|delete) /[a-c] x",
            "(orders|help|clear|step|off [0-9]|wait [0-9]s)",
        ];
        prop_oneof![
            1 => verb.prop_map(|it| format!(":{it}")),
            4 => prop::collection::vec(word, 0..6).prop_map(|it| it.join(" ")),
            1 => any::<String>(),
        ]
    }

    fn msg() -> impl Strategy<Value = Msg> {
        const CAST: [&str; 6] = [
            "master1", "master2", "worker1", "worker2", "client1", "nobody",
        ];
        let process = || prop::sample::select(&CAST[..]).prop_map(str::to_string);
        let action = prop::sample::select(
            &[
                PanelAction::Kill,
                PanelAction::Restart,
                PanelAction::Close,
                PanelAction::Pause,
                PanelAction::Resume,
                PanelAction::Remove,
            ][..],
        );
        let role =
            prop::sample::select(&[Role::Master, Role::Worker, Role::Client, Role::Console][..]);
        let tale = prop::sample::select(&Tale::ALL[..]);
        prop_oneof![
            6 => (process(), line()).prop_map(|(process, text)| Msg::Draft { process, text }),
            6 => process().prop_map(|process| Msg::Submit { process }),
            2 => (process(), line(), line()).prop_map(|(process, one, two)| Msg::Paste {
                process,
                text: format!("{one}\n{two}")
            }),
            2 => (process(), any::<bool>())
                .prop_map(|(process, older)| Msg::Recall { process, older }),
            1 => (process(), 0..9usize).prop_map(|(process, index)| Msg::Choose { process, index }),
            1 => process().prop_map(|process| Msg::Complete { process }),
            1 => process().prop_map(|process| Msg::Dismiss { process }),
            1 => (process(), action).prop_map(|(process, action)| Msg::Act { process, action }),
            3 => (0..3000u64)
                .prop_map(|it| Msg::Frame { elapsed: Duration::from_millis(it) }),
            1 => Just(Msg::Step),
            1 => Just(Msg::NextEvent),
            1 => Just(Msg::Play),
            1 => (0..9usize).prop_map(Msg::Speed),
            1 => any::<String>().prop_map(Msg::SelectZnode),
            1 => any::<String>().prop_map(Msg::ToggleZnode),
            1 => Just(Msg::Offer),
            1 => any::<bool>().prop_map(Msg::ShowPings),
            1 => any::<String>().prop_map(Msg::Filter),
            1 => Just(chinese()),
            1 => Just(Msg::StartAgain),
            1 => tale.prop_map(Msg::Begin),
            2 => role.prop_map(Msg::Add),
            2 => (process(), any::<bool>())
                .prop_map(|(process, by_hand)| Msg::Hand { process, by_hand }),
            1 => (process(), 0..4u32)
                .prop_map(|(process, number)| Msg::EndOrder { process, number }),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn that_a_person_does_is_answered(msgs in prop::collection::vec(msg(), 1..60), quiet: bool) {
            let mut playground = Playground::open(Options { quiet, ..Options::default() });
            for msg in msgs {
                playground.update(msg);
                _ = playground.view();
            }
            let record = playground.stage().record();
            prop_assert_eq!(Record::parse(&record.to_string()), Ok(record.clone()));
            let witness = Witness::of(&record).expect("it comes again");
            prop_assert!(stands_on(&playground, witness.stage()), "another stage:\n{}", record);
            prop_assert_eq!(witness.violations(), []);
        }
    }
}
