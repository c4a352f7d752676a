//! `zkplay replay`: recorded runs played again, and held against the laws.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::scenario::{Record, Witness};

const BROKEN: u8 = 1;
const UNPLAYABLE: u8 = 2;

/// Plays each record to its end, and tells where that is and which laws are broken on the way.
pub fn run(files: &[PathBuf]) -> ExitCode {
    let mut worst = 0;
    for file in files {
        let name = file.display();
        match replay(file) {
            Ok(witness) => {
                let end = witness.stage().cursor();
                println!("{name}: plays to step {} at {} s", end.step, end.at);
                for violation in witness.violations() {
                    println!("{name}: {violation}");
                    worst = worst.max(BROKEN);
                }
            }
            Err(problem) => {
                eprintln!("{name}: {problem}");
                worst = UNPLAYABLE;
            }
        }
    }
    ExitCode::from(worst)
}

fn replay(file: &Path) -> Result<Witness, String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let record = Record::parse(&text).map_err(|error| error.to_string())?;
    Witness::of(&record)
}
