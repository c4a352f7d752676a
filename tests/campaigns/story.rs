//! The master–worker programs, with every fault at every message.

use crate::runs::{broken, record, tried};
use zkplay::campaign::Grade;

/// What people see first.
const FIRST_VISIT: &str = include_str!("../../scenarios/first-visit.zks");

#[test]
fn the_programs_keep_their_rules_whatever_is_broken() {
    let (campaign, tried) = tried(&record(FIRST_VISIT));
    assert!(
        (250..350).contains(&campaign.messages()),
        "{}",
        campaign.messages()
    );
    assert!(campaign.untouched().breaches.is_empty());
    assert_eq!(broken(&tried), [""; 0]);
    // A master that stands still learns late that it is none.
    let warned = tried.iter().filter(|(_, it)| it.grade == Grade::Warned);
    assert!(warned.count() > 20);
}

#[test]
fn so_they_do_with_several_servers() {
    let script = FIRST_VISIT.replace("seed 1\n", "seed 1\nservers 3\n");
    let (_, tried) = tried(&record(&script));
    assert!(tried.len() > 2000, "{}", tried.len());
    assert_eq!(broken(&tried), [""; 0]);
}
