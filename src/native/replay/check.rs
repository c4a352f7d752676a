//! `zkplay replay --check`: whether links of before come out as they did.

use std::fs;

use crate::native::replay::given::open;
use crate::native::replay::{BROKEN, UNPLAYABLE};
use crate::scenario::{Bundle, Witness, link, state};

/// What is wrong with a link, and the exit code.
struct Fault {
    code: u8,
    what: String,
}

/// Tells of each link of a file how it came out; returns the exit code.
pub fn run(file: &str) -> u8 {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{file}: {error}");
            return UNPLAYABLE;
        }
    };
    let (mut good, mut all, mut worst) = (0, 0, 0);
    for (name, link) in links(&text) {
        all += 1;
        match check(link) {
            Ok(told) => {
                good += 1;
                println!("{name}: {told}");
            }
            Err(Fault { code, what }) => {
                worst = worst.max(code);
                println!("{name}: {what}");
            }
        }
    }
    println!("{good} of {all} links came out as they were made");
    worst
}

/// The links of a text, each with its name; without one, by the number of its line.
pub fn links(text: &str) -> impl Iterator<Item = (String, &str)> {
    let lines = text.lines().enumerate();
    lines.filter_map(|(at, line)| {
        let line = line.trim();
        if line.is_empty() || (line.starts_with('#') && !line.starts_with(link::SIGN)) {
            return None;
        }
        let (name, link) = line.rsplit_once(char::is_whitespace).unwrap_or(("", line));
        let name = match name.trim() {
            "" => format!("line {}", at + 1),
            name => name.to_string(),
        };
        Some((name, link))
    })
}

fn check(link: &str) -> Result<String, Fault> {
    let unplayable = |what| Fault {
        code: UNPLAYABLE,
        what,
    };
    let opened = open(link).map_err(unplayable)?;
    if let Some(missing) = opened.missing {
        return Err(unplayable(missing));
    }
    let bundle = opened.bundle;
    for branch in &bundle.branches {
        let in_branch = |what: String| format!("branch `{}`: {what}", branch.name);
        let witness = Witness::of(&branch.record).map_err(|it| unplayable(in_branch(it)))?;
        if let Some(violation) = witness.violations().first() {
            let (code, what) = (BROKEN, in_branch(violation.to_string()));
            return Err(Fault { code, what });
        }
    }
    compare(&bundle)
}

fn compare(bundle: &Bundle) -> Result<String, Fault> {
    let fault = |code, what| Err(Fault { code, what });
    let came = match Witness::of(&bundle.standing()) {
        Ok(witness) => state::hash(witness.stage()),
        Err(what) => return fault(UNPLAYABLE, what),
    };
    match bundle.state {
        None => {
            let what = format!("it tells no state to compare; it comes to {came}");
            fault(UNPLAYABLE, what)
        }
        Some(told) if told.differs_from(came) => {
            let what = format!("drifted: it was made with state {told} and comes to {came}");
            fault(BROKEN, what)
        }
        Some(told) if told != came => Ok(format!(
            "plays; its state is of version {}, ours of {}",
            told.version, came.version
        )),
        Some(_) => Ok(format!("state {came}, branches {}", bundle.branches.len())),
    }
}
