//! `cargo xtask bench`: how fast it is, as ratios of what ran in the same minutes.
//!
//! What else a machine does moves every figure by half. So the programs take turns at each
//! operation, in several rounds, and what counts is the ratio within a round.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::figures::{Figures, Line};
use crate::tools::{self, Tools};
use crate::{Failure, project, run, system};

const SUITES: [&str; 2] = ["engine", "sim"];
const ROUNDS: usize = 3;

/// What to measure.
#[derive(Debug)]
pub struct Selection {
    suites: Vec<String>,
    rounds: usize,
    /// The profile that the Wasm modules are built with; `None` leaves Wasm out.
    wasm: Option<String>,
    /// For the programs themselves, as they are.
    clock: Option<String>,
    only: Option<String>,
}

/// One of the programs that take turns.
struct Program {
    bench: String,
    runs_in: RunsIn,
    file: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RunsIn {
    Machine,
    Node,
}

impl Selection {
    /// Reads the arguments; an error says what is wrong with them.
    pub fn parse(arguments: &[String]) -> Result<Selection, Failure> {
        let mut selection = Selection {
            suites: Vec::new(),
            rounds: ROUNDS,
            wasm: None,
            clock: None,
            only: None,
        };
        for argument in arguments {
            match argument.split_once('=').unwrap_or((argument, "")) {
                ("--wasm", "") => selection.wasm = Some("bench".to_string()),
                ("--wasm", profile) => selection.wasm = Some(profile.to_string()),
                ("--rounds", count) => {
                    let count = count.parse().ok().filter(|it| *it > 0);
                    selection.rounds = count.ok_or("`--rounds` takes a number from 1 on")?;
                }
                ("--clock", "wall" | "cpu") => selection.clock = Some(argument.clone()),
                ("--only", _) => selection.only = Some(argument.clone()),
                (suite, "") if SUITES.contains(&suite) => selection.suites.push(suite.to_string()),
                _ => return Err(format!("`bench` cannot do `{argument}`")),
            }
        }
        if selection.suites.is_empty() {
            selection.suites = SUITES.map(str::to_string).to_vec();
        }
        Ok(selection)
    }

    /// The benchmarks behind the suites: the engine has another one beside it.
    fn benches(&self) -> Vec<&str> {
        let of_suite = |suite: &'_ String| match suite.as_str() {
            "engine" => ["limit", "engine"].as_slice(),
            _ => ["sim"].as_slice(),
        };
        self.suites.iter().flat_map(of_suite).copied().collect()
    }
}

/// Builds what is asked for, lets it run by turns, and prints the comparison.
pub fn bench(selection: &Selection) -> Result<(), Failure> {
    let benches = selection.benches();
    let mut programs = build(&benches, RunsIn::Machine, "bench")?;
    if let Some(profile) = &selection.wasm {
        let measured = benches.iter().copied().filter(|it| *it != "limit");
        let built = build(&measured.collect::<Vec<_>>(), RunsIn::Node, profile)?;
        programs.extend(wrap(built)?);
    }
    let node = match selection.wasm {
        Some(_) => Some(system::node()?),
        None => None,
    };
    let call = |program: &Program, options: &[&str]| {
        let mut command = match (program.runs_in, &node) {
            (RunsIn::Node, Some(node)) => Command::new(node),
            _ => Command::new(&program.file),
        };
        if program.runs_in == RunsIn::Node {
            command.arg(&program.file);
        }
        lines_of(command.args(options))
    };

    let mut figures = Figures::default();
    for suite in &selection.suites {
        let of_suite: Vec<&Program> = programs.iter().filter(|it| it.is_of(suite)).collect();
        let ops = call(of_suite[of_suite.len() - 1], &["--list"])?;
        let wanted = |op: &&str| {
            let only = selection.only.as_deref();
            only.is_none_or(|it| it["--only=".len()..].split(',').any(|it| it == *op))
        };
        let ops: Vec<&str> = ops.lines().filter(wanted).collect();
        for round in 1..=selection.rounds {
            for op in &ops {
                eprintln!("{suite}, round {round} of {}: {op}", selection.rounds);
                let only = format!("--only={op}");
                let mut options = vec!["--json", &only];
                options.extend(selection.clock.as_deref());
                for program in &of_suite {
                    for line in call(program, &options)?.lines() {
                        figures.add(program.runs_in == RunsIn::Node, Line::parse(line)?);
                    }
                }
            }
        }
    }
    if figures.is_empty() {
        return Err("nothing was measured: no suite has such an operation".to_string());
    }
    println!("\n{figures}");
    figures.check()
}

/// What a program prints. What it complains of is shown.
fn lines_of(command: &mut Command) -> Result<String, Failure> {
    let words = run::in_words(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cannot start `{words}`: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(format!("`{words}` failed ({})", output.status)),
    }
}

impl Program {
    fn is_of(&self, suite: &str) -> bool {
        self.bench == suite || (suite == "engine" && self.bench == "limit")
    }
}

/// Builds these benchmarks and finds out where cargo has put them.
fn build(benches: &[&str], runs_in: RunsIn, profile: &str) -> Result<Vec<Program>, Failure> {
    let mut cargo = run::cargo();
    cargo.args(["bench", "--no-run", "--profile", profile]);
    cargo.args(benches.iter().flat_map(|it| ["--bench", it]));
    if runs_in == RunsIn::Node {
        cargo.args(["--no-default-features", "--target", tools::WASM_TARGET]);
    }
    // Once for the person who waits, once for the names of the files.
    run::show(&mut cargo)?;
    let messages = run::output(cargo.arg("--message-format=json"))
        .ok_or("cargo does not tell where the benchmarks are")?;
    let messages: Vec<serde_json::Value> = messages
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let find = |bench: &&str| {
        let target = serde_json::json!({ "name": bench, "kind": ["bench"] });
        let is_it = |it: &&serde_json::Value| {
            ["name", "kind"]
                .iter()
                .all(|key| it["target"][key] == target[key])
        };
        let file = messages.iter().find(is_it)?["executable"].as_str()?;
        Some(Program {
            bench: bench.to_string(),
            runs_in,
            file: file.into(),
        })
    };
    let programs: Option<Vec<Program>> = benches.iter().map(find).collect();
    programs.ok_or_else(|| "cargo does not tell where all benchmarks are".to_string())
}

/// Wraps Wasm modules in the JavaScript that Node runs.
fn wrap(modules: Vec<Program>) -> Result<Vec<Program>, Failure> {
    let tools = Tools::set_up()?;
    let folder = project::target().join("benches-in-node");
    fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot create {}: {error}", folder.display()))?;
    let wrap = |module: Program| {
        run::show(
            tools
                .command("wasm-bindgen")
                .args(["--target", "nodejs", "--no-typescript", "--out-name"])
                .arg(&module.bench)
                .arg("--out-dir")
                .arg(&folder)
                .arg(&module.file),
        )?;
        let file = folder.join(format!("{}.js", module.bench));
        Ok(Program { file, ..module })
    };
    modules.into_iter().map(wrap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Selection, Failure> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_string).collect();
        Selection::parse(&arguments)
    }

    #[test]
    fn without_arguments_all_suites_are_measured_natively() {
        let selection = parse("").unwrap();
        assert_eq!(selection.benches(), ["limit", "engine", "sim"]);
        assert_eq!(selection.wasm, None);
    }

    #[test]
    fn wasm_is_built_for_release_unless_another_profile_is_named() {
        let profile = |line| parse(line).unwrap().wasm;
        assert_eq!(profile("--wasm").as_deref(), Some("bench"));
        assert_eq!(profile("engine --wasm=page").as_deref(), Some("page"));
    }

    #[test]
    fn what_cannot_be_measured_is_refused() {
        for line in ["sym", "--rounds=0", "--rounds", "--clock=sun"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }
}
