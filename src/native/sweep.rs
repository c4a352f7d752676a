//! `zkplay sweep`: random runs with every kind of fault, and the laws held up after each step.

pub mod cases;
pub mod histories;
pub mod model;
pub mod person;
pub mod script;
pub mod setting;
pub mod shrink;
pub mod trial;

use std::ops::RangeInclusive;
use std::process::ExitCode;

use clap::Args;

use cases::{Case, Tally};
use setting::Options;
use trial::Trial;

const BROKEN: u8 = 1;

#[derive(Debug, Args)]
pub struct Arguments {
    /// The first and the last seed, as in `1..1000`.
    #[arg(long, value_name = "A..B", value_parser = seeds)]
    seeds: RangeInclusive<u64>,
    /// How many servers there are.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=7))]
    servers: u8,
    /// How many clients.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=12))]
    clients: u32,
    /// Break links, servers, processes and sessions.
    #[arg(long)]
    faults: bool,
    /// So many steps each run takes at least.
    #[arg(long, default_value_t = 2000)]
    steps: u64,
}

/// What came of some seeds.
#[derive(Clone, Debug, Default)]
pub struct Sum {
    pub seeds: u64,
    pub steps: u64,
    pub deeds: u64,
    pub transactions: u64,
    pub elections: u64,
    pub cases: Tally,
}

impl Sum {
    pub fn add(&mut self, trial: &Trial) {
        self.seeds += 1;
        self.steps += trial.world().steps();
        self.deeds += trial.run().journal().entries.len() as u64;
        self.transactions += trial.observer.transactions;
        self.elections += trial.observer.elections;
        self.cases.add(&trial.observer.tally);
    }
}

/// Plays the seeds up to the first that breaks a law, which is told with the fewest deeds that do.
pub fn run(arguments: &Arguments) -> ExitCode {
    let options = Options {
        servers: arguments.servers,
        clients: arguments.clients,
        faults: arguments.faults,
        steps: arguments.steps,
    };
    let mut sum = Sum::default();
    for seed in arguments.seeds.clone() {
        let trial = Trial::at_random(seed, &options);
        sum.add(&trial);
        if let Some(report) = report(seed, &trial) {
            print!("{report}");
            println!("{}", closing(&sum, 1));
            return ExitCode::from(BROKEN);
        }
    }
    println!("{}", closing(&sum, 0));
    ExitCode::SUCCESS
}

/// What is to be said of a run that has broken a law; nothing of others.
pub fn report(seed: u64, trial: &Trial) -> Option<String> {
    let complaint = trial.complaint.as_ref()?;
    let (setup, deeds) = (trial.run().setup(), trial.deeds());
    let fewest = shrink::shrink(setup, deeds, complaint.kind());
    let again = Trial::of(setup.clone(), &fewest);
    let mut text = format!("seed {seed}: {complaint}\n");
    if let Some(complaint) = &again.complaint {
        text.push_str(&format!("with {} deeds: {complaint}\n", fewest.len()));
    }
    text.push_str(&script::script(setup, &fewest));
    Some(text)
}

fn closing(sum: &Sum, broken: u64) -> String {
    let cases = Case::ALL.map(|it| format!("{it:?} {}", sum.cases.of(it)));
    format!(
        "{} seeds, {} steps, {} deeds, {} transactions, {} elections, {broken} broken; {}",
        sum.seeds,
        sum.steps,
        sum.deeds,
        sum.transactions,
        sum.elections,
        cases.join(", ")
    )
}

fn seeds(text: &str) -> Result<RangeInclusive<u64>, String> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let number = |it: &str| it.parse().map_err(|_| format!("`{it}` is no seed"));
    Ok(number(first)?..=number(last)?)
}
