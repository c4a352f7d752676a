//! `zkplay replay`: recorded runs played again, and held against the laws.

use std::fs;
use std::process::ExitCode;

use crate::scenario::{Record, Witness, link};

const BROKEN: u8 = 1;
const UNPLAYABLE: u8 = 2;

/// Of a link, so much stands ahead of what is said of it.
const SHOWN: usize = 40;

/// Plays each record to its end, and tells where that is and which laws are broken on the way.
/// Each is named by a file, or is a link.
pub fn run(records: &[String]) -> ExitCode {
    let mut worst = 0;
    for given in records {
        let name: String = given.chars().take(SHOWN).collect();
        match replay(given) {
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

fn replay(given: &str) -> Result<Witness, String> {
    // Of an address, what stands ahead of the fragment says only where the page is.
    let fragment = given.find('#').map_or("", |at| &given[at..]);
    let record = match link::read(fragment) {
        Some(opened) => opened?.bundle.standing(),
        None => {
            let text = fs::read_to_string(given).map_err(|error| error.to_string())?;
            Record::parse(&text).map_err(|error| error.to_string())?
        }
    };
    Witness::of(&record)
}
