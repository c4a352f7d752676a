//! `zkplay sweep`: random runs with every kind of fault, and the laws held up after each step.

pub mod cases;
pub mod histories;
pub mod model;
pub mod person;
pub mod retelling;
pub mod script;
pub mod setting;
pub mod shrink;
pub mod trial;

use std::ops::RangeInclusive;
use std::process::ExitCode;

use clap::Args;

use crate::scenario::link;
use cases::{Case, Tally};
use retelling::Retelling;
use script::Deed;
use setting::Options;
use trial::Trial;

const BROKEN: u8 = 1;

/// So many seeds are tried to have at consoles what robots have found.
const MOST_PATIENT_SEEDS: u64 = 3000;

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
    pub fn of(trial: &Trial) -> Sum {
        Sum {
            seeds: 1,
            steps: trial.world().steps(),
            deeds: trial.run().journal().entries.len() as u64,
            transactions: trial.observer.transactions,
            elections: trial.observer.elections,
            cases: trial.observer.tally.clone(),
        }
    }

    pub fn add(&mut self, other: &Sum) {
        self.seeds += other.seeds;
        self.steps += other.steps;
        self.deeds += other.deeds;
        self.transactions += other.transactions;
        self.elections += other.elections;
        self.cases.add(&other.cases);
    }
}

/// Plays the seeds up to the first that breaks a law, which is told with the fewest deeds that do.
pub fn run(arguments: &Arguments) -> ExitCode {
    let options = Options {
        servers: arguments.servers,
        clients: arguments.clients,
        faults: arguments.faults,
        steps: arguments.steps,
        patient: false,
    };
    let mut sum = Sum::default();
    for seed in arguments.seeds.clone() {
        let trial = Trial::at_random(seed, &options);
        sum.add(&Sum::of(&trial));
        if let Some(report) = report(seed, &trial, &options) {
            print!("{report}");
            println!("{}", closing(&sum, 1));
            return ExitCode::from(BROKEN);
        }
    }
    println!("{}", closing(&sum, 0));
    ExitCode::SUCCESS
}

/// What is to be said of a run that has broken a law; nothing of others.
pub fn report(seed: u64, trial: &Trial, options: &Options) -> Option<String> {
    let complaint = trial.complaint.as_ref()?;
    let (setup, kind) = (trial.run().setup(), complaint.kind());
    let again = |deeds: &[Deed]| Trial::of(setup.clone(), deeds).complaint;
    let fewest = shrink::shrink(trial.deeds(), |deeds| {
        again(deeds).is_some_and(|it| it.kind() == kind)
    });
    let mut text = format!("seed {seed}: {complaint}\n");
    if let Some(complaint) = again(&fewest) {
        text.push_str(&format!("with {} deeds: {complaint}\n", fewest.len()));
    }
    text.push_str(&script::script(setup, &fewest));
    let retelling = Retelling::of(setup, &fewest, kind);
    match retelling.or_else(|| first_at_consoles(options)) {
        Some(Retelling { record, complaint }) => {
            let link = link::write(&record.clone().into());
            text.push_str(&format!(
                "\nat consoles: {complaint}\n{record}\nin the page: {link}\n"
            ));
        }
        None => text.push_str("\nat consoles, which wait for each answer, all goes well\n"),
    }
    Some(text)
}

/// What goes wrong first where clients do no more than consoles can.
fn first_at_consoles(options: &Options) -> Option<Retelling> {
    let options = Options {
        patient: true,
        ..*options
    };
    (1..=MOST_PATIENT_SEEDS).find_map(|seed| {
        let trial = Trial::at_random(seed, &options);
        let kind = trial.complaint.as_ref()?.kind();
        Retelling::of(trial.run().setup(), &trial.deeds(), kind)
    })
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
