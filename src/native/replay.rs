//! `zkplay replay`: recorded runs played again, and held against the laws.

mod check;
pub mod given;
mod time;
mod trace;

use std::process::ExitCode;

use clap::Args;

use crate::model::VirtualTime;
use crate::native::export;
use crate::scenario::link;
use crate::scenario::names::Names;
use crate::scenario::{Bundle, Record, Witness, state};
use given::open;

const BROKEN: u8 = 1;
const UNPLAYABLE: u8 = 2;

/// Of a link, so much stands ahead of what is said of it.
const SHOWN: usize = 40;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Files with a record each, also in JSON, or with a script (.zks, .zkt), or links (addresses
    /// with `#z=1.…`).
    #[arg(required = true, value_name = "LINK-or-FILE")]
    records: Vec<String>,
    /// Play to that time, as in 8.24s, 8240ms or 8240, with all that happens until then.
    #[arg(long, value_name = "TIME", value_parser = time::moment)]
    at: Option<VirtualTime>,
    /// Print the state to which it comes, one fact a line.
    #[arg(long, conflicts_with = "trace")]
    state: bool,
    /// Print all that happens, one entry a line.
    #[arg(long)]
    trace: bool,
    /// Print it as a link, with the hash of the state to which it comes.
    #[arg(long, conflicts_with_all = ["at", "state", "trace"])]
    link: bool,
    /// Each FILE has links, one a line, with a name ahead of it or not, and comments behind `#`.
    /// Each must come whole, all its branches play to their ends and keep the laws, and the state
    /// be the one that it tells.
    #[arg(long, conflicts_with_all = ["at", "state", "trace", "link"])]
    check: bool,
    /// Print the runs in this format instead.
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["state", "trace", "link", "check"])]
    export: Option<export::Format>,
    /// In JSON: heartbeats, too.
    #[arg(long, requires = "export")]
    heartbeats: bool,
}

/// Plays each record, and tells what was asked for; without a question, where it ends and which
/// laws are broken on the way.
pub fn run(arguments: &Arguments) -> ExitCode {
    let codes = arguments.records.iter().map(|given| match arguments {
        Arguments { check: true, .. } => check::run(given),
        Arguments {
            export: Some(format),
            ..
        } => export(given, *format, arguments),
        _ => replay(given, arguments),
    });
    ExitCode::from(codes.max().unwrap_or_default())
}

/// Returns the exit code.
fn replay(given: &str, arguments: &Arguments) -> u8 {
    let name: String = given.chars().take(SHOWN).collect();
    let played = open(given).and_then(|opened| {
        let record = match arguments.at {
            Some(_) => opened.bundle.branch().record.clone(),
            None => opened.bundle.standing(),
        };
        Ok((play(&record, arguments.at)?, opened))
    });
    let (witness, opened) = match played {
        Ok(played) => played,
        Err(problem) => {
            eprintln!("{name}: {problem}");
            return UNPLAYABLE;
        }
    };
    for notice in opened.missing.iter().chain(&opened.bundle.left_out()) {
        eprintln!("{name}: {notice}");
    }
    let incomplete = opened.missing.is_some();
    let mut code = if incomplete { UNPLAYABLE } else { 0 };
    let stage = witness.stage();
    if arguments.state {
        print!("{}", state::describe(stage));
    } else if arguments.trace {
        print!("{}", trace::text(stage.run().trace(), &Names::of(stage)));
    } else if arguments.link {
        let state = Some(state::hash(stage));
        let bundle = Bundle {
            state,
            ..opened.bundle
        };
        println!("{}", link::write(&bundle));
    } else {
        let (end, came) = (stage.cursor(), state::hash(stage));
        println!(
            "{name}: plays to step {} at {} s, state {came}",
            end.step, end.at
        );
        let told = opened.bundle.state.filter(|_| arguments.at.is_none());
        if let Some(told) = told.filter(|it| it.differs_from(came)) {
            println!("{name}: drifted: it was made with state {told}");
            code = code.max(BROKEN);
        }
    }
    // What was asked for may go on into another program: this is none of it.
    for violation in witness.violations() {
        eprintln!("{name}: {violation}");
        code = code.max(BROKEN);
    }
    code
}

/// Returns the exit code.
fn export(given: &str, format: export::Format, arguments: &Arguments) -> u8 {
    let text = record_of(given, arguments.at);
    match text.and_then(|it| export::write(it, format, arguments.heartbeats)) {
        Ok(text) => {
            print!("{text}");
            0
        }
        Err(problem) => {
            eprintln!("{problem}");
            UNPLAYABLE
        }
    }
}

/// The run up to where one stands, or to that time.
fn record_of(given: &str, at: Option<VirtualTime>) -> Result<Record, String> {
    let bundle = open(given)?.bundle;
    match at {
        None => Ok(bundle.standing()),
        Some(_) => {
            let witness = play(&bundle.branch().record, at)?;
            Ok(witness.stage().record())
        }
    }
}

/// Plays a record to its end, or to that time.
fn play(record: &Record, at: Option<VirtualTime>) -> Result<Witness, String> {
    record.check_length()?;
    let mut witness = Witness::new(record.header.clone())?;
    for entry in &record.entries {
        if at.is_some_and(|at| entry.when.at > at) {
            break;
        }
        witness.hear(entry)?;
    }
    match at {
        Some(at) => witness.advance_to(at),
        None => witness.go_to(record.end)?,
    }
    Ok(witness)
}
