//! Every named start can be read and played, and has a title.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

use zkplay::scenario::{Dialect, Script, Stage, Witness};

#[test]
fn every_scenario_plays() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut played = 0;
    for entry in fs::read_dir(folder).expect("there are scenarios") {
        let path = entry.expect("it is readable").path();
        let text = fs::read_to_string(&path).expect("it is readable");
        let script = Script::parse(&text, Dialect::Scenario)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(script.title.is_some(), "{}: no title", path.display());
        let stage =
            Stage::play(&script).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let witness = Witness::of(&stage.record()).expect("it comes again");
        assert_eq!(witness.violations(), [], "{}", path.display());
        played += 1;
    }
    assert!(played >= 3, "{played} scenarios");
}

#[test]
fn a_word_that_the_playground_cannot_follow_stops_a_script_with_its_line() {
    let text = "session a\na> :dance\n";
    let script = Script::parse(text, Dialect::Scenario).expect("it can be read");
    let error = Stage::play(&script)
        .expect_err("it cannot be played")
        .to_string();
    assert!(
        error.starts_with("line 2: `dance` is no statement"),
        "{error}"
    );
    assert!(error.contains("`:help`"), "{error}");
}
