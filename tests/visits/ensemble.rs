//! Several servers on the page: the strip, whose view the tree is, stale reads, and menus that break
//! things.

use std::time::Duration;

use zkplay::app::tale::Tale;
use zkplay::app::update::Msg;
use zkplay::app::view::{
    LineKind, Mood, PageView, PanelAction, PanelView, SeenBy, ServerAction, ServerPart,
};
use zkplay::app::{Options, Playground};
use zkplay::model::ServerId;

use crate::visit::answer;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn opened() -> Playground {
    let mut playground = Playground::open(Options {
        tale: Tale::Quorum,
        ..Options::default()
    });
    playground.update(Msg::SkipGuide);
    playground
}

fn enter(playground: &mut Playground, process: &str, line: &str) {
    playground.update(Msg::Draft {
        process: process.to_string(),
        text: line.to_string(),
    });
    playground.update(Msg::Submit {
        process: process.to_string(),
    });
}

/// So much virtual time passes.
fn pass(playground: &mut Playground, millis: u64) {
    enter(playground, "client1", &format!(":wait {millis}"));
}

fn server(number: u8) -> ServerId {
    ServerId::new(number)
}

fn act_on(playground: &mut Playground, number: u8, action: ServerAction) {
    let server = server(number);
    playground.update(Msg::ActOnServer { server, action });
}

fn panel<'a>(view: &'a PageView, name: &str) -> &'a PanelView {
    let found = view.panels.iter().find(|it| it.process == name);
    found.expect("it is on the stage")
}

fn parts(view: &PageView) -> Vec<ServerPart> {
    let ensemble = view.ensemble.as_ref().expect("there are several servers");
    ensemble.servers.iter().map(|it| it.part).collect()
}

/// What the console of a process shows, without its frame.
fn lines(view: &PageView, name: &str) -> Vec<String> {
    let lines = panel(view, name).console.lines.iter();
    lines.map(|it| it.text.to_string()).collect()
}

#[test]
fn a_console_shows_what_servers_answer_to_operators() {
    let mut playground = opened();
    enter(&mut playground, "client2", "ls -w /");
    enter(&mut playground, "client2", "get -w /");
    enter(&mut playground, "client1", ":srvr s1");
    let told = answer(&playground, "client1");
    assert!(told.contains(&"Mode: follower".to_string()), "{told:?}");
    enter(&mut playground, "client1", ":wchp s2");
    let told = answer(&playground, "client1");
    let [path, session, end] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!((&**path, &**end), ("/", ""));
    assert!(session.starts_with("\t0x2"), "{session}");
    enter(&mut playground, "client1", "history");
    let history = answer(&playground, "client1");
    assert!(
        !history
            .iter()
            .any(|it| it.contains("srvr") || it.contains("0x"))
    );
    enter(&mut playground, "client1", ":srvr s9");
    let told = answer(&playground, "client1").concat();
    assert!(told.contains("there is no server `s9`; there are s1 to s3"));
}

#[test]
fn the_strip_tells_what_servers_are_and_whether_there_is_a_quorum() {
    let mut playground = opened();
    let view = playground.view();
    use ServerPart::{Down, Follower, Leader, Looking};
    assert_eq!(parts(&view), [Follower, Follower, Leader]);
    let ensemble = view.ensemble.unwrap();
    assert_eq!((ensemble.mood, &*ensemble.quorum), (Mood::Good, "3 of 3"));
    assert!(
        panel(&playground.view(), "client2")
            .thinks
            .text
            .ends_with("s2")
    );

    act_on(&mut playground, 3, ServerAction::Crash);
    act_on(&mut playground, 1, ServerAction::Crash);
    pass(&mut playground, 3000);
    let view = playground.view();
    assert_eq!(parts(&view), [Down, Looking, Down]);
    let ensemble = view.ensemble.as_ref().unwrap();
    assert_eq!((ensemble.mood, &*ensemble.quorum), (Mood::Bad, "1 of 3"));
    let knows = &panel(&view, "client2").knows.text;
    assert!(knows.contains("stands still"), "{knows}");

    act_on(&mut playground, 1, ServerAction::Start);
    pass(&mut playground, 3000);
    let view = playground.view();
    assert_eq!(parts(&view), [Follower, Leader, Down]);
    assert_eq!(view.ensemble.unwrap().mood, Mood::Good);
}

#[test]
fn a_menu_types_the_verb_into_a_console() {
    let mut playground = opened();
    act_on(&mut playground, 2, ServerAction::CutSilently);
    let act = |playground: &mut Playground, action| {
        let process = "client2".to_string();
        playground.update(Msg::Act { process, action });
    };
    act(&mut playground, PanelAction::MoveTo(server(3)));
    pass(&mut playground, 500);
    act(&mut playground, PanelAction::Cut);
    let view = playground.view();
    let typed = |name, verb: &str| lines(&view, name).iter().any(|it| it.ends_with(verb));
    assert!(typed("client1", ":cut s2 s1,s3 silent"));
    assert!(typed("client2", ":move client2 s3"));
    assert!(typed("client2", ":cut client2"));
    assert!(
        panel(&view, "client2")
            .thinks
            .text
            .starts_with("CONNECTING")
    );
    let enabled = |wanted| {
        let actions = &panel(&view, "client2").actions;
        actions
            .iter()
            .find(|it| it.action == wanted)
            .unwrap()
            .enabled
    };
    assert!(enabled(PanelAction::Heal) && !enabled(PanelAction::Cut));
}

#[test]
fn every_verb_that_breaks_a_link_is_in_a_menu() {
    let mut playground = opened();
    let offers = |view: &PageView, wanted: PanelAction| {
        let actions = &panel(view, "client2").actions;
        actions.iter().any(|it| it.action == wanted && it.enabled)
    };
    let here = server(2);
    for (action, verb, next) in [
        (
            PanelAction::Hold(here),
            ":hold client2 s2",
            PanelAction::Release(here),
        ),
        (
            PanelAction::Release(here),
            ":release client2 s2",
            PanelAction::Hold(here),
        ),
        (
            PanelAction::Delay(here),
            ":delay client2 s2 2s",
            PanelAction::Hurry(here),
        ),
        (
            PanelAction::Hurry(here),
            ":delay client2 s2 20ms",
            PanelAction::Delay(here),
        ),
        (
            PanelAction::CutOneWay(here),
            ":cut client2 -> s2 silent",
            PanelAction::Heal,
        ),
        (PanelAction::Heal, ":heal client2", PanelAction::Cut),
        (
            PanelAction::LoseReply,
            ":lose-reply client2",
            PanelAction::Break,
        ),
        (PanelAction::Break, ":break client2", PanelAction::Kill),
    ] {
        assert!(offers(&playground.view(), action), "{action:?}");
        playground.update(Msg::Act {
            process: "client2".to_string(),
            action,
        });
        let view = playground.view();
        let typed = lines(&view, "client2");
        assert!(
            typed.iter().any(|it| it.ends_with(verb)),
            "{verb}: {typed:?}"
        );
        assert!(offers(&view, next), "{next:?} after {verb}");
    }
    for (action, verb) in [
        (ServerAction::Hold, ":hold s1 s2,s3"),
        (ServerAction::Release, ":release s1 s2,s3"),
        (ServerAction::Delay, ":delay s1 s2,s3 2s"),
        (ServerAction::Hurry, ":delay s1 s2,s3 5ms"),
        (ServerAction::CutOneWay, ":cut s1 -> s2,s3 silent"),
        (ServerAction::Heal, ":heal s1"),
        (ServerAction::Break, ":break s1"),
    ] {
        act_on(&mut playground, 1, action);
        let typed = lines(&playground.view(), "client1");
        assert!(
            typed.iter().any(|it| it.ends_with(verb)),
            "{verb}: {typed:?}"
        );
    }
}

#[test]
fn a_read_behind_the_ensemble_says_so_and_the_tree_can_be_seen_by_its_server() {
    let mut playground = opened();
    enter(&mut playground, "client1", "create /x old");
    enter(&mut playground, "client1", ":hold s3 s2");
    enter(&mut playground, "client1", "set /x new");
    enter(&mut playground, "client2", "get /x");
    pass(&mut playground, 100);
    let view = playground.view();
    let console = &panel(&view, "client2").console.lines;
    let said: Vec<_> = console.iter().rev().take(2).collect();
    assert_eq!((&*said[1].text, said[0].kind), ("old", LineKind::Note));
    assert!(said[0].text.contains("1 behind"), "{}", said[0].text);
    let strip = view.ensemble.as_ref().unwrap();
    assert_eq!(strip.servers[1].lag, "−1");

    let row = |view: &PageView| {
        let found = view.tree.rows.iter().find(|it| it.path == "/x").cloned();
        found.map(|it| (it.data, it.differs))
    };
    assert_eq!(row(&view), Some(("\"new\"".to_string(), false)));
    let client2 = playground.stage().process("client2").unwrap();
    for seen in [SeenBy::Server(server(2)), SeenBy::Process(client2)] {
        playground.update(Msg::SeeAs(seen));
        let expected = Some(("\"old\"".to_string(), true));
        assert_eq!(row(&playground.view()), expected, "{seen:?}");
    }
    enter(&mut playground, "client1", ":release s3 s2");
    pass(&mut playground, 100);
    assert_eq!(
        row(&playground.view()),
        Some(("\"new\"".to_string(), false))
    );
}

#[test]
fn what_was_agreed_on_is_shown_though_all_servers_are_down() {
    let mut playground = opened();
    enter(&mut playground, "client1", "create /x kept");
    for number in [3, 1, 2] {
        act_on(&mut playground, number, ServerAction::Crash);
    }
    let has_x = |view: &PageView| view.tree.rows.iter().any(|it| it.path == "/x");
    assert!(has_x(&playground.view()));
    for number in [1, 2] {
        act_on(&mut playground, number, ServerAction::Start);
        assert!(has_x(&playground.view()));
    }
    pass(&mut playground, 2000);
    assert!(has_x(&playground.view()));
}

#[test]
fn the_tale_of_the_lost_quorum_tells_itself() {
    let mut playground = Playground::open(Options {
        tale: Tale::Quorum,
        ..Options::default()
    });
    for _ in 0..100 {
        let Some(guide) = playground.view().guide else {
            break;
        };
        if guide.beat == guide.beats && guide.offer.is_none() {
            return;
        }
        if guide.offer.is_some() {
            playground.update(Msg::Offer);
        }
        for _ in 0..40 {
            let elapsed = Duration::from_millis(50);
            playground.update(Msg::Frame { elapsed });
        }
    }
    panic!("the tale does not end: {:?}", playground.view().guide);
}
