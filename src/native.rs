//! The program `zkplay`: the same library on a terminal, with files and the machine's clock.

mod breaking;
mod clock;
mod console;
mod doctest;
mod export;
mod replay;
pub mod sweep;
mod transcripts;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// A playground of Apache ZooKeeper. Without a command: a zkCli console on a simulated server.
#[derive(Debug, Parser)]
#[command(name = "zkplay", version)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play scripts and print what every console showed.
    ///
    /// A record is a script, too, and is played exactly as it went. Exit code 0 if all is well, 1 if a transcript differs, 2 if a script cannot be read or
    /// played.
    Transcript {
        /// Scripts (.zkt), or records.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Compare with the .out file beside each script, and print only differences.
        #[arg(long)]
        check: bool,
    },
    /// Play the console sessions of tutorials and tell which lines are still true.
    ///
    /// Of Markdown files (.md), the blocks with a zkCli prompt are played; anything else is read
    /// as a console session. Exit code 0 if all is the same in ZooKeeper 3.9.3, 1 if something
    /// differs or is a typo, 2 if a text cannot be read.
    Doctest {
        /// Texts; `-` is the standard input.
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print only what is not the same.
        #[arg(long, short)]
        quiet: bool,
    },
    /// Play recorded runs again, step by step as they went, and hold the laws of ZooKeeper up.
    ///
    /// A record begins with `record 1`; `zkplay sweep` prints one of what breaks a law, and a link
    /// that opens it in the page. A link may hold several branches and a place in one of them: that
    /// branch is played, up to there. Exit code 0 if all play and come to the states that the links
    /// tell, 1 if a law is broken or a state is another one, 2 if a record cannot be read whole, or
    /// takes another course than when it was made.
    Replay(replay::Arguments),
    /// Play a run again and again, each time with one fault more: every kind at every message.
    ///
    /// Each run goes on until all has calmed down, and is held against the rules that right programs
    /// keep whatever is broken. Exit code 0 if all hold, 1 if a rule is breached, 2 if the run cannot
    /// be played.
    Break(breaking::Arguments),
    /// Play random runs and hold the laws of ZooKeeper up after every step.
    ///
    /// Exit code 0 if all hold. At the first that is broken: exit code 1, the seed, the law, and
    /// the fewest deeds that break it; if people at consoles can break it, too, as a record.
    Sweep(sweep::Arguments),
}

/// The program's whole life.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        None => console::run(),
        Some(Command::Transcript {
            files,
            check: false,
        }) => transcripts::print(&files),
        Some(Command::Transcript { files, check: true }) => transcripts::check(&files),
        Some(Command::Doctest { files, quiet }) => doctest::run(&files, quiet),
        Some(Command::Replay(arguments)) => replay::run(&arguments),
        Some(Command::Break(arguments)) => breaking::run(&arguments),
        Some(Command::Sweep(arguments)) => sweep::run(&arguments),
    }
}
