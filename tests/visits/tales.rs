//! The tales of the guide, played as a visitor plays them: frames, and the one button.

use std::time::Duration;

use crate::visit::*;
use zkplay::app::tale::Tale;
use zkplay::app::update::Msg;
use zkplay::app::view::GuideView;
use zkplay::app::{Options, Playground};
use zkplay::handle::Tenure;
use zkplay::sim::Happening;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn guide(playground: &Playground) -> GuideView {
    playground.view().guide.expect("there is a guide")
}

fn offers_something(playground: &Playground) -> bool {
    guide(playground).offer.is_some()
}

fn is_over(playground: &Playground) -> bool {
    !guide(playground).choices.is_empty()
}

fn owner_of_master(playground: &Playground) -> Option<String> {
    let rows = playground.view().tree.rows;
    let row = rows.into_iter().find(|it| it.path == "/master")?;
    Some(row.owner?.process)
}

#[test]
fn the_tour_shows_a_task_a_kill_and_a_takeover_in_a_few_words_and_seconds() {
    let mut playground = told(Tale::Tour);
    let mut words = 0;
    let mut seen = String::new();
    let mut read = |playground: &Playground| {
        let caption = guide(playground).caption;
        if caption != seen {
            words += caption.split_whitespace().count();
            seen = caption;
        }
        words
    };
    let task = {
        let mut wall = Duration::ZERO;
        while !offers_something(&playground) {
            read(&playground);
            playground.update(Msg::Frame { elapsed: FRAME });
            wall += FRAME;
            assert!(
                wall < Duration::from_secs(6),
                "the first task takes too long"
            );
        }
        wall
    };
    assert!(task <= Duration::from_millis(5500), "first task: {task:?}");
    assert!(!playground.view().transport.playing, "it stops by itself");
    read(&playground);
    playground.update(Msg::Offer);
    assert!(playground.view().transport.playing, "it goes on by itself");
    let takeover = run_until(&mut playground, |it| {
        owner_of_master(it).as_deref() == Some("master2")
    });
    assert!(
        takeover <= Duration::from_millis(4200),
        "takeover: {takeover:?}"
    );
    assert!(read(&playground) + 3 <= 60, "{} words", read(&playground));
    run_until(&mut playground, is_over);
    let told = guide(&playground).lesson.expect("it says what was seen");
    assert!(told.contains("7.") || told.contains("6."), "{told}");
}

#[test]
fn the_pause_shows_two_who_believe_that_they_lead() {
    let mut playground = told(Tale::Pause);
    assert!(offers_something(&playground), "the first thing to do");
    playground.update(Msg::Offer);
    let holds = |playground: &Playground, name: &str| {
        let stage = playground.stage();
        let process = stage.process(name).expect("it is there");
        stage.world().processes()[&process].program.mastery() == Tenure::Held
    };
    run_until(&mut playground, |it| holds(it, "master2"));
    assert!(holds(&playground, "master1"), "it sleeps, and believes");
    run_until(&mut playground, |it| !holds(it, "master1"));
    run_until(&mut playground, is_over);
    assert!(holds(&playground, "master2"));
    let stage = played_again(&playground);
    let entries = &stage.run().trace().entries;
    let resumed = |it: &Happening| matches!(it, Happening::Resumed(_));
    assert!(entries.iter().any(|it| resumed(&it.what)), "it woke up");
}

#[test]
fn the_end_of_the_tour_can_be_rewound_to_the_kill_and_master1_paused_instead() {
    let mut playground = told(Tale::Tour);
    run_until(&mut playground, offers_something);
    playground.update(Msg::Offer);
    run_until(&mut playground, is_over);
    let killed_at = playground.view().timeline.branches.len();
    assert_eq!(killed_at, 1);
    let choices = guide(&playground).choices;
    assert_eq!(choices[0].label, "Rewind and pause master1 instead");
    assert_eq!(choices[0].tale, None);
    playground.update(Msg::RewindAndPause);
    assert!(playground.view().transport.playing, "it goes on by itself");
    let view = playground.view();
    let names: Vec<&str> = view.timeline.branches.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["main", "pause master1 10s"]);
    assert!(
        guide(&playground)
            .caption
            .starts_with("It sends no heartbeats")
    );
    run_until(&mut playground, |it| {
        it.view()
            .strip
            .clashes
            .iter()
            .any(|it| it.label.contains("master2"))
    });
    run_until(&mut playground, is_over);
    let lesson = guide(&playground).lesson.expect("it says what was seen");
    assert!(lesson.contains("Two believed that they led"), "{lesson}");

    // The other future is still there: in it master1 is dead.
    playground.update(Msg::Switch(0));
    playground.update(Msg::Latest);
    assert!(panel(&playground.view(), "master1").ended.is_some());
    playground.update(Msg::Switch(1));
    assert!(panel(&playground.view(), "master1").ended.is_none());
}

#[test]
fn one_tale_leads_to_another_and_each_can_be_skipped() {
    let mut playground = told(Tale::Tour);
    playground.update(Msg::Begin(Tale::Pause));
    assert_eq!(guide(&playground).beat, 1);
    assert!(!playground.view().transport.playing);
    playground.update(Msg::SkipGuide);
    assert_eq!(playground.view().guide, None);
    assert!(playground.view().transport.playing, "the stage goes on");
    let before = playground.stage().now();
    playground.update(Msg::Frame { elapsed: FRAME });
    assert!(playground.stage().now() > before);
}

#[test]
fn with_less_motion_every_beat_is_a_step() {
    let mut playground = Playground::open(Options {
        calm: true,
        ..Options::default()
    });
    let mut presses = 0;
    while !is_over(&playground) {
        assert!(
            !playground.view().transport.playing,
            "nothing moves by itself"
        );
        assert!(offers_something(&playground), "{:?}", guide(&playground));
        playground.update(Msg::Offer);
        presses += 1;
        assert!(presses < 20, "the tale has an end");
    }
    assert_eq!(owner_of_master(&playground).as_deref(), Some("master2"));
}

#[test]
fn a_master_killed_by_hand_is_as_good_as_by_the_button() {
    let mut playground = told(Tale::Tour);
    run_until(&mut playground, offers_something);
    let process = "worker1".to_string();
    let text = ":kill master1".to_string();
    playground.update(Msg::Draft {
        process: process.clone(),
        text,
    });
    playground.update(Msg::Submit { process });
    assert!(playground.view().transport.playing);
    run_until(&mut playground, is_over);
}
