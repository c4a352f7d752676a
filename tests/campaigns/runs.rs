//! What a campaign tries, and that it tells what is so.

use zkplay::campaign::{Campaign, Experiment, Grade, Injection, Outcome};
use zkplay::monitor::Judge;
use zkplay::scenario::{Dialect, Record, Script, Stage};

/// The run of a script.
pub fn record(script: &str) -> Record {
    let script = Script::parse(script, Dialect::Scenario).expect("it is a script");
    let stage = Stage::play(&script).expect("it can be played");
    stage.record()
}

/// All that is tried in a run, and what comes of it.
pub fn tried(record: &Record) -> (Campaign, Vec<(Experiment, Outcome)>) {
    let mut campaign = Campaign::new(record).expect("it can be played again");
    let mut tried = Vec::new();
    while let Some((experiment, outcome)) = campaign.try_next() {
        tried.push((experiment.clone(), outcome));
    }
    (campaign, tried)
}

pub fn broken(tried: &[(Experiment, Outcome)]) -> Vec<String> {
    let broken = tried.iter().filter(|(_, it)| it.grade == Grade::Broken);
    broken
        .map(|(it, outcome)| format!("{it}: {:?}", outcome.breaches))
        .collect()
}

#[test]
fn every_fault_is_tried_at_every_message() {
    let record = record("session a\nsession b\nwait 100ms\na> create /x\nb> ls -w /\nwait 1s\n");
    let (campaign, tried) = tried(&record);
    assert!(campaign.messages() > 50, "{}", campaign.messages());
    assert_eq!(campaign.stride(), 1);
    for injection in Injection::ALL {
        for target in ["a", "b"] {
            let of = tried.iter();
            let count = of
                .filter(|(it, _)| it.injection == injection && it.target == target)
                .count();
            let expected = match injection {
                // Each has asked one thing.
                Injection::LostReply => 1..=1,
                _ => 20..=100,
            };
            assert!(expected.contains(&count), "{injection:?} {target}: {count}");
        }
    }
    // Where they part they are in order, and nowhere is the same tried twice.
    assert!(tried.windows(2).all(|it| it[0].0.when <= it[1].0.when));
    let mut names: Vec<String> = tried.iter().map(|(it, _)| it.to_string()).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn of_an_ensemble_the_servers_are_broken_too() {
    let record = record("servers 3\nleader\nsession a\nwait 1s\na> create /x\nwait 5s\n");
    let (_, tried) = tried(&record);
    for target in ["a", "s1", "s2", "s3"] {
        for injection in [Injection::Kill, Injection::Pause, Injection::Cut] {
            let found = tried.iter();
            let mut found = found.filter(|(it, _)| it.injection == injection);
            assert!(
                found.any(|(it, _)| it.target == target),
                "{injection:?} {target}"
            );
        }
    }
    assert_eq!(broken(&tried), [""; 0]);
}

/// Nobody does what they could do: the master has its office and leaves it at that.
const IDLE: &str = "session master1\nsession worker1\nsession client1\nwait 100ms\n\
                    master1> create -e /master m\nmaster1> create /workers\n\
                    master1> create /tasks\nworker1> create -e /workers/w1\n\
                    client1> create -s /tasks/task- \"cmd\"\nwait 1s\n";

#[test]
fn what_a_run_does_by_itself_is_no_fault_of_a_fault() {
    let (campaign, tried) = tried(&record(IDLE));
    let rules: Vec<_> = campaign
        .untouched()
        .breaches
        .iter()
        .map(|it| it.rule.word())
        .collect();
    assert_eq!(rules, ["no-task-forgotten"]);
    assert_eq!(broken(&tried), [""; 0]);
}

/// A future is a record like others: it plays again, and shows what was told of it.
#[test]
fn the_run_of_an_experiment_can_be_looked_at() {
    let record = record(include_str!("../../scenarios/first-visit.zks"));
    let (campaign, tried) = tried(&record);
    for (experiment, outcome) in tried.iter().step_by(97) {
        let future = campaign.future(experiment).expect("it can be played");
        let mut stage = Stage::recall(&future).expect("it plays again");
        let mut judge = Judge::default();
        let news = stage.run_mut().take_news();
        news.iter().for_each(|it| judge.read(it));
        assert_eq!(
            judge.breaches(stage.now()),
            outcome.breaches,
            "{experiment}"
        );
        // Up to the fault it is the run that was broken.
        let said = record.said_before(experiment.when);
        assert_eq!(future.entries[..said], record.entries[..said]);
        assert!(future.entries.len() > said, "{experiment}");
        assert_eq!(future.entries[said].when, experiment.when);
    }
}

#[test]
fn of_a_long_run_one_place_in_several_is_tried() {
    let script = include_str!("../../scenarios/first-visit.zks").to_string() + "wait 4m\n";
    let campaign = Campaign::new(&record(&script)).expect("it can be played again");
    assert!(campaign.messages() > 1500, "{}", campaign.messages());
    assert!(campaign.stride() > 1);
    assert!(campaign.experiments().len() <= zkplay::campaign::MOST);
}
