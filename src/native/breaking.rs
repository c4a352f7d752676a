//! `zkplay break`: a run again and again, each time with one fault more.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;

use crate::campaign::{Campaign, Experiment, Grade, Injection, Outcome};
use crate::monitor::{Breach, Rule};
use crate::native::replay::given::open;
use crate::scenario::names::Names;
use crate::scenario::{Bundle, Stage, link, state};

const BROKEN: u8 = 1;
const UNPLAYABLE: u8 = 2;

#[derive(Debug, Args)]
pub struct Arguments {
    /// A script (.zks, .zkt), a record, or a link (an address with `#z=1.…`).
    #[arg(value_name = "LINK-or-FILE")]
    run: String,
    /// Print every experiment, and not only those that breach a rule.
    #[arg(long)]
    all: bool,
    /// Print a link to the first breach of each rule.
    #[arg(long)]
    links: bool,
}

/// Tries every fault at every message, and tells which rules are breached.
pub fn run(arguments: &Arguments) -> ExitCode {
    match try_all(arguments) {
        Ok(code) => ExitCode::from(code),
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::from(UNPLAYABLE)
        }
    }
}

fn try_all(arguments: &Arguments) -> Result<u8, String> {
    let record = open(&arguments.run)?.bundle.standing();
    let mut campaign = Campaign::new(&record)?;
    let names = Names::of(&Stage::recall(&record)?);
    let untouched = campaign.untouched().breaches.clone();
    for breach in &untouched {
        println!("without a fault: {}", told(breach, &names));
    }
    let mut tally: BTreeMap<(Injection, Grade), usize> = BTreeMap::new();
    let mut first: BTreeMap<Rule, Experiment> = BTreeMap::new();
    while let Some((experiment, outcome)) = campaign.try_next() {
        *tally
            .entry((experiment.injection, outcome.grade))
            .or_default() += 1;
        for breach in &outcome.breaches {
            first
                .entry(breach.rule)
                .or_insert_with(|| experiment.clone());
        }
        if arguments.all || outcome.grade == Grade::Broken {
            println!("{experiment}: {}", judged(&outcome, &names));
        }
    }
    let count = |grade| -> usize {
        let counts = tally.iter().filter(|((_, it), _)| *it == grade);
        counts.map(|(_, count)| count).sum()
    };
    for injection in Injection::ALL {
        let of = |grade| tally.get(&(injection, grade)).copied().unwrap_or_default();
        println!(
            "{:<10} {:>5} held, {:>4} warned, {:>4} broken, {:>4} void",
            injection.word(),
            of(Grade::Held),
            of(Grade::Warned),
            of(Grade::Broken),
            of(Grade::Void),
        );
    }
    if campaign.stride() > 1 {
        println!("one in {} of the places was tried", campaign.stride());
    }
    println!(
        "{} messages, {} experiments: {} broken",
        campaign.messages(),
        campaign.experiments().len(),
        count(Grade::Broken)
    );
    if arguments.links {
        for (rule, experiment) in &first {
            let record = campaign.future(experiment)?;
            let state = Some(state::hash(&Stage::recall(&record)?));
            let bundle = Bundle {
                state,
                ..record.into()
            };
            println!("{} {}", rule.word(), link::write(&bundle));
        }
    }
    let broken = count(Grade::Broken) > 0 || !untouched.is_empty();
    Ok(if broken { BROKEN } else { 0 })
}

fn judged(outcome: &Outcome, names: &Names) -> String {
    match outcome.grade {
        Grade::Void => "void".to_string(),
        Grade::Held => "held".to_string(),
        Grade::Warned => "warned".to_string(),
        Grade::Broken => {
            let breaches = outcome.breaches.iter().map(|it| told(it, names));
            breaches.collect::<Vec<_>>().join(", ")
        }
    }
}

/// As in `only-owner-acts at 14.620 s by master1, /assign/worker1/task-1`.
fn told(breach: &Breach, names: &Names) -> String {
    let Breach {
        rule,
        at,
        who,
        path,
    } = breach;
    let who = who.map_or(String::new(), |it| format!(" by {}", names.process(it)));
    format!("{} at {at} s{who}, {path}", rule.word())
}
