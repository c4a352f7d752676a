//! Every transcript under `tests/transcripts` is what our consoles print, to the letter.
//!
//! Those recorded from a real ZooKeeper 3.9.3 are the judge; our own say so in their first
//! line. `UPDATE_EXPECT=1 cargo test` writes the `.out` files of our own anew.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::{Path, PathBuf};

use zkplay::scenario::transcript::transcript;
use zkplay::scenario::{Dialect, Record, Script, Stage, Witness};

/// A script with this in its title was written by us; all others were recorded.
const OUR_OWN: &str = "(hand-written)";

#[test]
fn every_transcript_is_printed_to_the_letter() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for file in scripts() {
        let name = file.display();
        let text = fs::read_to_string(&file).expect("scripts are readable");
        let script = Script::parse(&text, Dialect::Transcript).expect("scripts can be read");
        let actual = transcript(&script).expect("scripts can be played");
        let out = file.with_extension("out");
        if update && is_our_own(&script) {
            fs::write(&out, &actual).expect("expectations are writable");
        }
        let expected = fs::read_to_string(&out).unwrap_or_default();
        if actual != expected {
            wrong.push(format!(
                "{name}: `zkplay transcript --check {name}` shows the difference"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_transcript_comes_again_from_its_record_and_breaks_no_law() {
    for file in scripts() {
        let text = fs::read_to_string(&file).expect("scripts are readable");
        let script = Script::parse(&text, Dialect::Transcript).expect("scripts can be read");
        let stage = Stage::play(&script).expect("scripts can be played");
        let record = stage.record();
        let name = file.display();
        assert_eq!(
            Record::parse(&record.to_string()),
            Ok(record.clone()),
            "{name}"
        );
        let witness = Witness::of(&record).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert!(*witness.stage() == stage, "{name}: another stage");
        assert_eq!(witness.violations(), [], "{name}");
    }
}

#[test]
fn the_recorded_transcripts_are_all_here() {
    let read = |file: &PathBuf| fs::read_to_string(file).expect("scripts are readable");
    let parse = |text: String| Script::parse(&text, Dialect::Transcript);
    let all = scripts();
    let all = all
        .iter()
        .map(|it| parse(read(it)).expect("it can be read"));
    let recorded = all.filter(|it| !is_our_own(it)).count();
    assert!(recorded >= 258, "{recorded} scripts");
}

fn is_our_own(script: &Script) -> bool {
    let title = script.title.as_deref();
    title.is_some_and(|it| it.contains(OUR_OWN))
}

fn scripts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut files = Vec::new();
    for folder in [folder.join("ensemble"), folder] {
        let entries = fs::read_dir(folder).expect("there are transcripts");
        files.extend(entries.map(|it| it.expect("it is readable").path()));
    }
    files.retain(|it| it.extension().is_some_and(|it| it == "zkt"));
    files.sort();
    files
}
