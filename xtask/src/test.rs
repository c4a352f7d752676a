//! `cargo xtask test`: every test there is, and one summary.
//!
//! Four suites: `native` (cargo's own tests on this machine), `wasm` (those that also run
//! in a headless browser), `page` (the release build and its weight) and `e2e` (a browser
//! on the built page, and on what the native program writes). A suite that fails does not keep the later ones from running.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::suite::{Suite, Tally};
use crate::summary::Summary;
use crate::system::Machine;
use crate::tools::Tools;
use crate::{Failure, build, project, run};

const SUITES: [&str; 4] = ["native", "wasm", "page", "e2e"];

/// Which suites to run.
#[derive(Debug)]
pub struct Selection {
    names: Vec<String>,
}

impl Selection {
    /// All suites if none is named.
    pub fn parse(names: &[String]) -> Result<Selection, Failure> {
        match names.iter().find(|name| !SUITES.contains(&name.as_str())) {
            Some(unknown) => Err(format!("there is no suite `{unknown}`")),
            None => Ok(Selection {
                names: names.to_vec(),
            }),
        }
    }

    fn contains(&self, suite: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|it| it == suite)
    }
}

/// Runs the suites; an error if anything failed.
pub fn test(selection: Selection) -> Result<(), Failure> {
    // Set up before the first test, so that an unattended run asks for its missing things
    // at once; but what is missing only fails the suites that need it.
    let tools = Tools::set_up().inspect_err(|failure| eprintln!("{failure}"));
    let machine = Machine::set_up().inspect_err(|failure| eprintln!("{failure}"));

    let mut suites = Vec::new();
    if selection.contains("native") {
        suites.push(Suite::run("native", native));
    }
    if selection.contains("wasm") {
        suites.push(Suite::run("wasm", |tally| {
            wasm(tally, present(&tools)?, present(&machine)?)
        }));
    }
    if selection.contains("page") || selection.contains("e2e") {
        suites.push(Suite::run("page", |tally| page(tally, present(&tools)?)));
    }
    if selection.contains("e2e") {
        let page_stands = suites.last().is_some_and(|page| page.trouble.is_none());
        suites.push(Suite::run("e2e", |tally| match page_stands {
            true => end_to_end(tally, present(&machine)?),
            false => Err("there is no page to look at".to_string()),
        }));
    }

    let summary = Summary { suites };
    println!("\n{summary}");
    match summary.total().failed {
        0 => Ok(()),
        // The summary has said it, and its last line stays the last.
        _ => std::process::exit(1),
    }
}

fn present<T>(found: &Result<T, Failure>) -> Result<&T, Failure> {
    found.as_ref().map_err(Failure::clone)
}

fn native(tally: &mut Tally) -> Result<(), Failure> {
    tally.count(run::cargo().args(["test", "--workspace", "--no-fail-fast"]))
}

fn wasm(tally: &mut Tally, tools: &Tools, machine: &Machine) -> Result<(), Failure> {
    let mut cargo = run::cargo();
    tools.lend_to(&mut cargo);
    tally.count(
        cargo
            .env("CHROMEDRIVER", &machine.driver)
            .args(["test", "--target", "wasm32-unknown-unknown"])
            .args(["--no-default-features", "--features", "page"])
            .args(["--lib", "--test", "*", "--no-fail-fast"]),
    )
}

fn page(tally: &mut Tally, tools: &Tools) -> Result<(), Failure> {
    build::build_into(&project::tested_page(), tools)?;
    tally.passed += 1;
    Ok(())
}

/// Each file is a run of its own, one after the other: tests that measure time need the
/// machine for themselves.
fn end_to_end(tally: &mut Tally, machine: &Machine) -> Result<(), Failure> {
    install_node_packages(machine)?;
    run::show(run::cargo().args(["build", "--locked", "--bin", "zkplay"]))?;
    let mut trouble = Ok(());
    for file in test_files()? {
        trouble = trouble.and(tally.count(node(machine).arg("--test-reporter=spec").arg(file)));
    }
    trouble
}

fn test_files() -> Result<Vec<String>, Failure> {
    let folder = end_to_end_folder();
    let entries = fs::read_dir(&folder)
        .map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut files: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".test.mjs"))
        .collect();
    files.sort();
    Ok(files)
}

fn end_to_end_folder() -> PathBuf {
    project::root().join("tests/e2e")
}

/// Node in the folder of the end-to-end tests, told where browser, page and native program are.
pub fn node(machine: &Machine) -> Command {
    let mut node = Command::new(&machine.node);
    node.current_dir(end_to_end_folder())
        .env("CHROMIUM", &machine.browser)
        .env("ZKPLAY_PAGE", project::tested_page())
        .env("ZKPLAY_PROGRAM", project::native_program());
    node
}

/// Installs what the end-to-end tests import, unless this very lock file is installed.
pub fn install_node_packages(machine: &Machine) -> Result<(), Failure> {
    let folder = end_to_end_folder();
    let lock = folder.join("package-lock.json");
    let installed = folder.join("node_modules/.installed-lock.json");
    let wanted =
        fs::read(&lock).map_err(|error| format!("cannot read {}: {error}", lock.display()))?;
    if fs::read(&installed).is_ok_and(|it| it == wanted) {
        return Ok(());
    }
    run::show(Command::new(&machine.npm).current_dir(&folder).args([
        "ci",
        "--no-audit",
        "--no-fund",
    ]))?;
    fs::write(&installed, wanted)
        .map_err(|error| format!("cannot write {}: {error}", installed.display()))
}
