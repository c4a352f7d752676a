//! The message chart: what it says, and where it says it, natively and in the browser.

use std::time::Duration;

use crate::visit::*;
use zkplay::app::Playground;
use zkplay::app::update::Msg;
use zkplay::app::view::{
    Arrow, ArrowKind, ChartForm, ChartItem, ChartView, MarkKind, PanelAction, StageView,
};
use zkplay::app::words::Lang;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The plain stage, looked at as a chart.
fn charted() -> Playground {
    let mut playground = quiet();
    playground.update(Msg::View(StageView::Chart));
    playground
}

fn chart(playground: &Playground) -> ChartView {
    playground.view().chart.expect("it is in sight")
}

fn all(view: &ChartView) -> impl Iterator<Item = &ChartItem> {
    view.items.iter().chain(&view.moving).map(|it| &**it)
}

fn sentences(view: &ChartView) -> Vec<String> {
    all(view).map(|it| it.sentence.to_string()).collect()
}

fn arrows(view: &ChartView) -> Vec<Arrow> {
    let arrow = |it: &ChartItem| match &it.form {
        ChartForm::Arrow(arrow) => Some(arrow.clone()),
        _ => None,
    };
    all(view).filter_map(arrow).collect()
}

/// Each of `parts` is in a sentence behind the one before.
fn assert_in_order(said: &[String], parts: &[&str]) {
    let mut rest = said.iter();
    for part in parts {
        assert!(
            rest.any(|it| it.contains(part)),
            "{part:?} is not there, or not in its place:\n{}",
            said.join("\n")
        );
    }
}

/// The story of the book, typed: master1 leads, dies, and master2 takes over.
fn takeover() -> Playground {
    let mut playground = charted();
    enter(&mut playground, "master1", "create -e /master one");
    enter(&mut playground, "master2", "create -e /master two");
    enter(&mut playground, "master2", "stat -w /master");
    run_until(&mut playground, |it| it.stage().now().as_millis() > 3_300);
    act(&mut playground, "master1", PanelAction::Kill);
    run_until(&mut playground, |it| {
        let said = sentences(&chart(it));
        said.iter()
            .any(|it| it.contains("NodeDeleted") && it.contains("received"))
    });
    enter(&mut playground, "master2", "create -e /master two");
    playground
}

#[test]
fn the_chart_tells_the_story_in_order() {
    let said = sentences(&chart(&takeover()));
    assert_in_order(
        &said,
        &[
            "master1: started",
            "master1 to s1: connect, received",
            "s1 to master1: reply connected, received",
            "master1 to s1: open session, received",
            "s1 to master1: reply session, 6 s, received",
            "master1 to s1: create -e /master, received",
            "s1 to master1: reply ok, received",
            "master2 to s1: create -e /master, received",
            "s1 to master2: reply NodeExists, received",
            "master2 to s1: stat -w /master, received",
            "s1 to master2: reply ok, received",
            "idle",
            "master1: killed",
            "master1 to s1: connection closed, received",
            "idle",
            "s1: session of master1 expired",
            "s1 to master2: watch event NodeDeleted /master, received",
            "master2 to s1: create -e /master, received",
            "s1 to master2: reply ok, received",
        ],
    );
    let create = said
        .iter()
        .find(|it| it.contains("create -e /master"))
        .expect("it is told");
    let (sent, rest) = create
        .split_once(" s, master1 to s1: ")
        .expect("who to whom");
    let received = rest.rsplit_once("received ").expect("when").1;
    assert_eq!(received.len(), sent.len() + " s".len(), "{create}");
}

#[test]
fn heartbeats_are_folded_into_the_silence_they_fell_into() {
    let mut playground = charted();
    run_until(&mut playground, |it| it.stage().now().as_millis() > 4_700);
    enter(&mut playground, "client1", "ls /");
    let view = chart(&playground);
    let gaps: Vec<&ChartItem> = all(&view)
        .filter(|it| matches!(it.form, ChartForm::Gap(_)))
        .collect();
    assert_eq!(gaps.len(), 1, "{:?}", sentences(&view));
    assert!(
        gaps[0].sentence.ends_with(", 10 pings"),
        "{}",
        gaps[0].sentence
    );
    let ChartForm::Gap(gap) = &gaps[0].form else {
        unreachable!("only gaps were taken")
    };
    assert!(
        gap.label.starts_with("idle 4.") && gap.label.ends_with(" · ping ×10"),
        "{}",
        gap.label
    );
    let ping = |it: &&Arrow| it.label.contains("ping");
    assert_eq!(arrows(&view).iter().filter(ping).count(), 0);
}

#[test]
fn what_is_later_is_lower_and_near_enough_to_be_seen_together() {
    let view = chart(&takeover());
    let times: Vec<(f64, u32)> = view
        .times
        .iter()
        .map(|it| (it.text.parse().expect("seconds"), it.y))
        .collect();
    assert!(times.len() > 20);
    for pair in times.windows(2) {
        assert!(pair[0].0 < pair[1].0);
        let apart = pair[1].1 - pair[0].1;
        assert!((16..=40 + 16 * 3).contains(&apart), "{pair:?}");
    }
    for arrow in arrows(&view) {
        let (sent, came) = match arrow.up {
            true => (arrow.process.1, arrow.server.1),
            false => (arrow.server.1, arrow.process.1),
        };
        assert!(sent < came, "{arrow:?}");
        assert!(came <= view.now);
    }
}

#[test]
fn the_lifeline_of_a_killed_process_ends_and_a_restarted_one_begins_anew() {
    let mut playground = takeover();
    let spans = |playground: &Playground| {
        let view = chart(playground);
        assert_eq!(view.lifelines[0].name, "master1");
        assert_eq!(view.lifelines[0].short, "M1");
        view.lifelines[0].spans.clone()
    };
    let killed = spans(&playground);
    assert_eq!(killed.len(), 1);
    let end = killed[0].1.expect("it has ended");
    let view = chart(&playground);
    let skull = all(&view).find_map(|it| match &it.form {
        ChartForm::Mark(mark) if mark.kind == MarkKind::Killed => Some(mark.clone()),
        _ => None,
    });
    assert_eq!(skull.map(|it| (it.column, it.y)), Some((0, end)));
    act(&mut playground, "master1", PanelAction::Restart);
    let restarted = spans(&playground);
    assert_eq!(restarted.len(), 2);
    assert!(restarted[1].0 > end && restarted[1].1.is_none());
}

#[test]
fn a_message_under_way_has_come_as_far_as_time_has() {
    let mut playground = charted();
    act(&mut playground, "worker1", PanelAction::Kill);
    let closing = |playground: &Playground| {
        let view = chart(playground);
        let arrow = arrows(&view)
            .into_iter()
            .find(|it| it.label == "connection closed")
            .expect("its connection is closed");
        assert_eq!(arrow.process.0, 2);
        (arrow.reach, arrow.server.1, view.now, view.moving.len())
    };
    let (reach, y, now, moving) = closing(&playground);
    assert_eq!((reach, y, moving), (0, now, 1));
    playground.update(Msg::Frame {
        elapsed: Duration::from_millis(3),
    });
    let (reach, y, later, moving) = closing(&playground);
    assert!(reach > 0 && reach < 1000, "{reach}");
    assert!(y == later && later > now && moving == 1);
    playground.update(Msg::Frame {
        elapsed: Duration::from_millis(20),
    });
    let (reach, y, last, _) = closing(&playground);
    assert!(reach == 1000 && y > later && y <= last);
}

#[test]
fn what_comes_to_a_dead_process_is_lost() {
    let mut playground = charted();
    enter(&mut playground, "worker1", "create -e /a");
    enter(&mut playground, "worker2", "stat -w /a");
    act(&mut playground, "worker1", PanelAction::Kill);
    let expired = |it: &String| it.contains("session of worker1 expired");
    while !sentences(&chart(&playground)).iter().any(expired) {
        playground.update(Msg::NextEvent);
    }
    // The event is under way.
    act(&mut playground, "worker2", PanelAction::Kill);
    for _ in 0..4 {
        playground.update(Msg::Step);
    }
    let view = chart(&playground);
    let event = arrows(&view)
        .into_iter()
        .find(|it| it.kind == ArrowKind::Watch)
        .expect("it is on the chart");
    assert!(event.lost, "{:?}", sentences(&view));
    assert_in_order(&sentences(&view), &["watch event NodeDeleted /a, lost"]);
}

#[test]
fn two_equal_runs_look_alike() {
    assert_eq!(chart(&takeover()), chart(&takeover()));
}

#[test]
fn the_chart_speaks_the_language_of_the_page() {
    let mut playground = takeover();
    let english = chart(&playground);
    playground.update(chinese());
    let chinese = sentences(&chart(&playground));
    assert!(
        chinese
            .iter()
            .any(|it| it.contains("master1 到 s1：create -e /master"))
    );
    playground.update(Msg::Language(Lang::En));
    assert_eq!(chart(&playground), english);
}

#[test]
fn a_long_run_leaves_a_bounded_chart() {
    let mut playground = charted();
    for n in 0..200 {
        enter(&mut playground, "client1", &format!("create /n{n}"));
    }
    let view = chart(&playground);
    assert!(
        (100..=150).contains(&view.items.len()),
        "{}",
        view.items.len()
    );
    assert!(view.now < 6_000, "{}", view.now);
    assert_in_order(&sentences(&view), &["create /n180", "create /n199"]);
    playground.update(Msg::View(StageView::Consoles));
    assert_eq!(playground.view().chart, None, "nobody looks at it");
}

#[test]
fn labels_are_short_where_others_stand_beside_them_and_sentences_never() {
    let mut playground = charted();
    let path = "/a-path-that-is-rather-long-for-a-label-on-a-chart-of-six-lifelines";
    enter(&mut playground, "client1", &format!("create {path}"));
    let view = chart(&playground);
    assert!(sentences(&view).iter().any(|it| it.contains(path)));
    let label = arrows(&view)
        .into_iter()
        .map(|it| it.label)
        .find(|it| it.starts_with("create"))
        .expect("it is on the chart");
    assert!(
        label.contains('…') && label.chars().count() <= 17,
        "{label}"
    );
}

/// Whatever is typed: each arrival has its item, and nothing panics.
#[cfg(not(target_arch = "wasm32"))]
mod anything {
    use super::*;
    use proptest::prelude::*;
    use zkplay::model::VirtualTime;
    use zkplay::sim::Happening;

    const CAST: [&str; 5] = ["master1", "master2", "worker1", "worker2", "client1"];
    const LINES: [&str; 12] = [
        "create -e /a",
        "create /b x",
        "create -s /b/n-",
        "get -w /a",
        "stat -w /b",
        "ls -w /",
        "set /b y",
        "delete /a",
        "deleteall /b",
        "close",
        "connect localhost:2181",
        "quit",
    ];

    #[derive(Clone, Debug)]
    enum Doing {
        Type(&'static str, &'static str),
        Act(&'static str, PanelAction),
        Frames(u32),
        Step,
    }

    fn doing() -> impl Strategy<Value = Doing> {
        let process = || prop::sample::select(&CAST[..]);
        let action = prop::sample::select(&[PanelAction::Kill, PanelAction::Restart][..]);
        prop_oneof![
            5 => (process(), prop::sample::select(&LINES[..])).prop_map(|(it, line)| Doing::Type(it, line)),
            1 => (process(), action).prop_map(|(it, action)| Doing::Act(it, action)),
            2 => (1..60u32).prop_map(Doing::Frames),
            2 => Just(Doing::Step),
        ]
    }

    /// How many messages have come so far that are no heartbeats, and are so many on the chart?
    fn assert_each_arrival_has_one_item(playground: &Playground, view: &ChartView) {
        let stage = played_again(playground);
        let trace = stage.run().trace();
        let came = trace.entries.iter().filter(
            |it| matches!(&it.what, Happening::Arrived { delivery, .. } if !delivery.carried.is_ping()),
        );
        let arrows = arrows(view);
        let whole = arrows.iter().filter(|it| it.reach == 1000).count();
        let there = came.count();
        assert!(
            whole >= there && whole - there <= view.moving.len(),
            "{whole} arrows for {there} arrivals"
        );
        let last = trace.entries.last().map_or(VirtualTime::START, |it| it.at);
        assert!(last <= playground.stage().now());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn that_arrives_is_on_the_chart_once(doings in prop::collection::vec(doing(), 1..14)) {
            let mut playground = charted();
            for doing in doings {
                match doing {
                    Doing::Type(process, line) => enter(&mut playground, process, line),
                    Doing::Act(process, action) => act(&mut playground, process, action),
                    Doing::Frames(count) => for _ in 0..count {
                        playground.update(Msg::Frame { elapsed: FRAME });
                    },
                    Doing::Step => _ = playground.update(Msg::Step),
                }
                let view = chart(&playground);
                prop_assert!(view.items.len() <= 300);
                prop_assert!(view.times.iter().all(|it| it.y <= view.now));
                let mut keys: Vec<u64> = all(&view).map(|it| it.key).collect();
                let count = keys.len();
                keys.sort_unstable();
                keys.dedup();
                prop_assert_eq!(keys.len(), count);
                if view.items.iter().any(|it| it.key == 0) {
                    assert_each_arrival_has_one_item(&playground, &view);
                }
            }
        }
    }
}
