//! Each known bug is found: by which rule, where what is broken.

use crate::runs::record;
use zkplay::actor::{Bug, Bugs};
use zkplay::campaign::{Campaign, Experiment, Injection};
use zkplay::monitor::Rule;
use zkplay::scenario::{Bundle, Stage, link, state};

const FIRST_VISIT: &str = include_str!("../../scenarios/first-visit.zks");

/// Programs of this role have the bug; a fault of this kind, to a process whose name begins so,
/// leads to a breach of that rule.
const FOUND: [(Bug, &str, Injection, &str, Rule); 7] = [
    (
        Bug::NoReread,
        "master",
        Injection::Cut,
        "client1",
        Rule::NoTaskForgotten,
    ),
    (
        Bug::TrustsLoss,
        "master",
        Injection::LostReply,
        "master1",
        Rule::NoTaskForgotten,
    ),
    (
        Bug::TrustsLoss,
        "client",
        Injection::LostReply,
        "client1",
        Rule::SubmittedOnce,
    ),
    (
        Bug::DeletesFirst,
        "master",
        Injection::Kill,
        "master1",
        Rule::NoTaskForgotten,
    ),
    (
        Bug::ActsDisconnected,
        "master",
        Injection::Cut,
        "master1",
        Rule::NoLongMistake,
    ),
    (
        Bug::Polls,
        "master",
        Injection::Kill,
        "master1",
        Rule::SoonTakenOver,
    ),
    (
        Bug::Polls,
        "worker",
        Injection::Kill,
        "client1",
        Rule::NoIdleReads,
    ),
];

/// The default scenario, with the bug in all programs of the role.
fn with_bug(bug: Bug, role: &str) -> String {
    let lines = FIRST_VISIT
        .lines()
        .map(|line| match line.split(' ').nth(2) {
            Some(of) if line.starts_with("program") && of == role => {
                format!("{line} bug={}\n", Bugs::default().toggled(bug, true))
            }
            _ => format!("{line}\n"),
        });
    lines.collect()
}

/// The first that shows it.
fn shows(
    campaign: &mut Campaign,
    injection: Injection,
    target: &str,
    rule: Rule,
) -> Option<Experiment> {
    while let Some((it, outcome)) = campaign.try_next() {
        if it.injection == injection && it.target == target && outcome.has(rule) {
            return Some(it.clone());
        }
    }
    None
}

#[test]
fn every_known_bug_is_found() {
    for bug in Bug::ALL {
        assert!(FOUND.iter().any(|(it, ..)| *it == bug), "{bug:?}");
    }
    for (bug, role, injection, target, rule) in FOUND {
        let record = record(&with_bug(bug, role));
        let mut campaign = Campaign::new(&record).expect("it can be played again");
        let found = shows(&mut campaign, injection, target, rule);
        let found = found.unwrap_or_else(|| panic!("{bug:?} of {role} by {rule:?}"));
        opens_with_the_same_state(&campaign, &found);
    }
}

/// What was found can be sent to others.
fn opens_with_the_same_state(campaign: &Campaign, found: &Experiment) {
    let future = campaign.future(found).expect("it can be played");
    let stage = Stage::recall(&future).expect("it plays again");
    let bundle = Bundle {
        state: Some(state::hash(&stage)),
        ..future.into()
    };
    let opened = link::read(&link::write(&bundle)).expect("it is a link");
    let opened = opened.expect("it can be read");
    assert_eq!(opened.missing, None);
    let again = Stage::recall(&opened.bundle.standing()).expect("it plays again");
    assert_eq!(Some(state::hash(&again)), opened.bundle.state);
}
