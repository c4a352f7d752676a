//! `zkplay transcript`: scripts and records played and printed, or held against what is expected.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use similar::{ChangeTag, TextDiff};

use crate::scenario::transcript::{transcript, transcript_of_record};
use crate::scenario::{Dialect, Record, Script};

const DIFFERS: u8 = 1;
const UNPLAYABLE: u8 = 2;

/// Prints the transcript of each script.
pub fn print(files: &[PathBuf]) -> ExitCode {
    for file in files {
        match play(file) {
            Ok(text) => print!("{text}"),
            Err(problem) => {
                eprintln!("{problem}");
                return ExitCode::from(UNPLAYABLE);
            }
        }
    }
    ExitCode::SUCCESS
}

/// Holds the transcript of each script against the `.out` file beside it.
pub fn check(files: &[PathBuf]) -> ExitCode {
    let (mut same, mut differing, mut unplayable) = (0, 0, 0);
    for file in files {
        match compare(file) {
            Ok(None) => same += 1,
            Ok(Some(difference)) => {
                differing += 1;
                println!("{}: differs\n{difference}", file.display());
            }
            Err(problem) => {
                unplayable += 1;
                println!("{problem}");
            }
        }
    }
    println!("{same} same, {differing} differing, {unplayable} not playable");
    match (differing, unplayable) {
        (0, 0) => ExitCode::SUCCESS,
        (_, 0) => ExitCode::from(DIFFERS),
        _ => ExitCode::from(UNPLAYABLE),
    }
}

/// What a script of that name takes for granted; `None` if no script is called so.
pub fn script_dialect(file: &Path) -> Option<Dialect> {
    match file.extension()?.to_str()? {
        "zks" => Some(Dialect::Scenario),
        "zkt" => Some(Dialect::Transcript),
        _ => None,
    }
}

fn play(file: &Path) -> Result<String, String> {
    let text = read(file)?;
    let at = |error: &dyn fmt::Display| format!("{}: {error}", file.display());
    if Record::is_begun_by(&text) {
        let record = Record::parse(&text).map_err(|error| at(&error))?;
        return transcript_of_record(&record).map_err(|error| at(&error));
    }
    let dialect = script_dialect(file).unwrap_or(Dialect::Transcript);
    let script = Script::parse(&text, dialect).map_err(|error| at(&error))?;
    transcript(&script).map_err(|error| at(&error))
}

fn compare(file: &Path) -> Result<Option<String>, String> {
    let expected = read(&file.with_extension("out"))?;
    let actual = play(file)?;
    Ok((expected != actual).then(|| difference(&expected, &actual)))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// The lines that differ, with three lines around them: `-` expected, `+` printed.
fn difference(expected: &str, actual: &str) -> String {
    let diff = TextDiff::from_lines(expected, actual);
    let mut text = String::new();
    for group in diff.grouped_ops(3) {
        text.push_str("  ...\n");
        for change in group.iter().flat_map(|it| diff.iter_changes(it)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            text.push_str(&format!("  {sign} {}", change.value()));
        }
    }
    text
}
