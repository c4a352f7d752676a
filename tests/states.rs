//! The states of random visits, natively and in the browser: the same text from both, and the same
//! hash as ever.

use std::time::Duration;

use zkplay::scenario::{Dialect, Script, Stage, StateHash, Statement, state};

#[path = "support/random_visit.rs"]
mod random_visit;

use random_visit::random_visit;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const SEEDS: u64 = 100;

/// Natively, `UPDATE_EXPECT=1` writes the file anew; everywhere else it is as it was built in.
macro_rules! assert_is_file {
    ($text:expr, $path:literal) => {
        #[cfg(not(target_arch = "wasm32"))]
        expect_test::expect_file![$path].assert_eq(&$text);
        #[cfg(target_arch = "wasm32")]
        assert_eq!($text, include_str!($path));
    };
}

/// A hash that differs means that links of before come to another state, or that equal states
/// are written otherwise: CONTRIBUTING.md tells what is to be done then.
#[test]
fn random_visits_come_to_the_states_to_which_they_came_on_every_target() {
    let mut lines = String::new();
    for seed in 0..SEEDS {
        let stage = random_visit(seed);
        let hash = state::hash(&stage);
        lines.push_str(&format!("{seed}: state {hash}\n"));
    }
    assert_is_file!(lines, "states/random-visits.txt");
}

#[test]
fn a_state_reads_as_facts_a_line_each() {
    let text = "servers 3\nseed 7\nlatency 20ms 5ms\nsession alice 6s @s2\nsession bob 6s @s1\n\
                program master1 master timeout=9s\nalice> create /a \"zwölf\"\n\
                alice> addauth digest alice:secret\nalice> setAcl /a auth::cdrwa\n\
                bob> stat -w /a\nbob> addWatch /master\n\
                order bob on NodeDeleted /master do create -e /master \"bob\"\n\
                pause bob 9s\nkill master1\ncut s1 s3 silent\n";
    let script = Script::parse(text, Dialect::Scenario).expect("it is a script");
    let mut stage = Stage::play(&script).expect("it can be played");
    for line in [
        "alice> create -s /a/b- \"two\"",
        "wait 43ms",
        "alice> delete /a",
    ] {
        let statement = Statement::parse(line).expect("it is one");
        stage.begin(&statement).expect("it is done");
    }
    let text = state::describe(&stage);
    assert!(text.lines().all(|line| line.contains(": ")), "{text}");
    assert_is_file!(text, "states/described.txt");
}

#[test]
fn equal_stages_have_one_hash_and_whatever_is_done_changes_it() {
    let stage = random_visit(1);
    let again = Stage::recall(&stage.record()).expect("it comes again");
    assert_eq!(state::describe(&again), state::describe(&stage));
    let mut seen: Vec<StateHash> = vec![state::hash(&stage)];
    for seed in [2, 3, 4] {
        let mut other = random_visit(seed);
        seen.push(state::hash(&other));
        let moment = Statement::Wait(Duration::from_millis(1));
        other.begin(&moment).expect("time passes");
        seen.push(state::hash(&other));
    }
    let all = seen.len();
    seen.sort_by_key(|it| it.hash);
    seen.dedup();
    assert_eq!(seen.len(), all);
}
/// What never occurs is held by no hash.
#[test]
fn random_visits_come_to_all_that_a_state_can_tell() {
    let states: Vec<String> = (0..SEEDS)
        .map(|it| state::describe(&random_visit(it)))
        .collect();
    for fact in [
        ": down",
        ": looking, ",
        ": follows ",
        ": leads epoch 3, ",
        ": outstanding ",
        ": lacks znode ",
        ": led by nobody",
        ": killed ",
        ": exited ",
        ": paused until ",
        ", expired, ",
        ": master, in doubt",
        ": by itself, ",
        ": order 1 ",
        ": asked ",
        ": believes to watch ",
        "under way: due ",
        "under way: waiting, ",
        " cut silently",
        " held",
        " takes ",
    ] {
        assert!(states.iter().any(|it| it.contains(fact)), "{fact}");
    }
}
