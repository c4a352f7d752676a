//! Every text in this folder has a report beside it: what `zkplay doctest` prints.
//!
//! `UPDATE_EXPECT=1 cargo test` writes the reports anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn every_text_is_reported_on_to_the_letter() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for file in texts() {
        let name = file.file_name().expect("it is a file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_zkplay"));
        command.current_dir(folder()).arg("doctest").arg(name);
        let output = command.output().expect("zkplay starts");
        let actual = String::from_utf8(output.stdout).expect("it speaks UTF-8");
        let report = file.with_extension("report");
        if update {
            fs::write(&report, &actual).expect("expectations are writable");
        }
        if actual != fs::read_to_string(&report).unwrap_or_default() {
            wrong.push(file.display().to_string());
        }
    }
    assert!(wrong.is_empty(), "reported otherwise: {wrong:#?}");
}

#[test]
fn the_two_old_sessions_and_two_pages_are_here() {
    assert!(texts().len() >= 4, "{:?}", texts());
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tutorials")
}

fn texts() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("there are texts");
    let mut files: Vec<PathBuf> = entries
        .map(|it| it.expect("it is readable").path())
        .collect();
    let is_text = |it: &Path| it.extension().is_some_and(|it| it == "txt" || it == "md");
    files.retain(|it| is_text(it));
    files.sort();
    files
}
