//! A run is broken everywhere, and what breaks is looked at.

use crate::visit::*;
use zkplay::app::Playground;
use zkplay::app::broken::{Begun, Tried};
use zkplay::app::update::{Effect, Msg};
use zkplay::app::view::BrokenView;
use zkplay::campaign::Campaign;
use zkplay::scenario::{Record, Stage};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// master2 has asked once, and does not watch.
const CARELESS: &str = "latency 20ms\nprogram master1 master\nsession master2\nwait 1s\n\
                        master2> create -e /master m2\nwait 1s\n";

/// The program beside the page.
#[derive(Default)]
struct Beside {
    campaign: Option<Campaign>,
}

impl Beside {
    /// Answers what the page asks, and what it asks then, up to so many answers.
    fn serve(&mut self, playground: &mut Playground, effects: Vec<Effect>, most: usize) {
        let mut effects = effects;
        for _ in 0..most {
            let Some(msg) = effects.iter().find_map(|it| self.answer(it)) else {
                return;
            };
            effects = playground.update(msg);
        }
    }

    fn answer(&mut self, effect: &Effect) -> Option<Msg> {
        Some(match effect {
            Effect::Begin(record) => {
                let record = Record::parse(record).expect("it is a record");
                let campaign = Campaign::new(&record).expect("it plays again");
                let begun = Begun {
                    messages: campaign.messages(),
                    experiments: campaign.experiments().len(),
                    stride: campaign.stride(),
                    untouched: campaign.untouched().breaches.clone(),
                };
                self.campaign = Some(campaign);
                Msg::Begun(Some(Ok(begun)))
            }
            Effect::GoOn => {
                let campaign = self.campaign.as_mut()?;
                let tried = campaign.try_next().map(|(experiment, outcome)| Tried {
                    experiment: experiment.clone(),
                    outcome,
                });
                Msg::Tried(tried.into_iter().collect())
            }
            Effect::Future(experiment) => {
                let campaign = self.campaign.as_ref()?;
                let record = campaign.future(&campaign.experiments()[*experiment]);
                Msg::Future {
                    experiment: *experiment,
                    record: Some(record.map(Box::new)),
                }
            }
            _ => return None,
        })
    }
}

fn shown(playground: &Playground) -> BrokenView {
    playground.view().broken.expect("it is being broken")
}

#[test]
fn what_breaks_opens_as_a_branch_and_tells_how_it_came() {
    let mut playground = opened(CARELESS);
    let mut beside = Beside::default();
    let now = playground.stage().cursor();
    let effects = playground.update(Msg::TryAll);
    assert_eq!(shown(&playground).sum, "Playing the run once…");
    beside.serve(&mut playground, effects, usize::MAX);

    let view = shown(&playground);
    assert!(!view.running);
    assert_eq!(view.done, 1000);
    let faults: Vec<&str> = view.kinds.iter().map(|it| &*it.fault).collect();
    assert_eq!(
        faults,
        [
            "master1 crashes",
            "master1 stands still",
            "master1 is cut off"
        ]
    );
    assert_eq!(
        view.kinds[0].breach,
        "nobody is master, though master2 could be"
    );
    // One stands where one stood, and now knows what comes.
    assert_eq!(playground.stage().cursor(), now);
    let about = &playground.view().timeline.branches[0].about;
    assert!(about.contains("30.000 s"), "{about}");
    let rows = playground.view().timeline.outcomes;
    assert_eq!(rows.len(), 5);
    assert!(rows[0].label.contains("crash: "), "{}", rows[0].label);
    assert!(!rows[0].broken.is_empty() && rows[4].broken.is_empty());

    let first = view.kinds[1].first;
    let effects = playground.update(Msg::ShowFuture(first));
    beside.serve(&mut playground, effects, 1);
    let view = playground.view();
    assert_eq!(view.timeline.branches.len(), 2);
    assert!(view.timeline.branches[1].shown);
    assert!(
        view.timeline.branches[1].name.starts_with("pause master1 "),
        "{}",
        view.timeline.branches[1].name
    );
    let story = shown(&playground).story.expect("it is told how it came");
    let told: Vec<&str> = story.lines.iter().map(|it| &*it.text).collect();
    assert!(told[0].contains("paused"), "{told:?}");
    assert!(told.iter().any(|it| it.contains("expired")), "{told:?}");
    assert!(
        story
            .end
            .ends_with("nobody is master, though master2 could be")
    );
    assert!(shown(&playground).kinds[1].opened);
    // It is a run like others.
    let bundle = playground.bundle();
    Stage::recall(&bundle.branches[1].record).expect("it plays again");

    // Back in the run that was broken there is nothing to be seen of it.
    playground.update(Msg::Switch(0));
    assert_eq!(shown(&playground).story, None);
    playground.update(Msg::CloseTried);
    assert_eq!(playground.view().broken, None);
    assert!(playground.view().timeline.outcomes.is_empty());
}

#[test]
fn who_has_seen_enough_stops_it() {
    let mut playground = opened(CARELESS);
    let mut beside = Beside::default();
    let effects = playground.update(Msg::TryAll);
    beside.serve(&mut playground, effects, 10);
    assert!(shown(&playground).running);
    assert!(playground.update(Msg::StopTrying).is_empty());
    let view = shown(&playground);
    assert!(!view.running);
    assert!(view.notes.contains(&"Stopped before the end.".to_string()));
    // What was on its way is not counted any more, and nothing more is asked.
    let late = beside.answer(&Effect::GoOn).expect("it answers");
    assert!(playground.update(late).is_empty());
    assert_eq!(shown(&playground), view);
}

#[test]
fn what_cannot_be_tried_says_why() {
    for (answer, told) in [
        (None, "could not be loaded"),
        (Some(Err("it is too long".to_string())), "it is too long"),
    ] {
        let mut playground = opened(CARELESS);
        playground.update(Msg::TryAll);
        assert!(playground.update(Msg::Begun(answer)).is_empty());
        let view = shown(&playground);
        assert!(!view.running);
        assert!(view.notes[0].contains(told), "{:?}", view.notes);
    }
}
