//! `cargo xtask sabotage`: plants the defects of `tests/sabotage` one by one into a copy of the
//! project, and demands that the sweep finds each of them.
//!
//! A sweep that finds nothing may be blind. Where what it finds can be told at consoles, the record
//! whose link it prints must break the same law when it is played again. The defects whose names begin with a number of
//! ZooKeeper's issue tracker are modelled on what has really happened.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Failure;
use crate::{project, run};

/// So many seeds are tried, first with three servers and then with five. Most defects show within
/// twenty; one needs a chain of four mishaps.
const SEEDS: u32 = 3000;
const SERVERS: [u8; 2] = [3, 5];

/// One way to break the project.
#[derive(Debug)]
struct Defect {
    name: String,
    patch: PathBuf,
    text: String,
}

/// What a sweep has said of a defect.
#[derive(Debug)]
struct Finding {
    servers: u8,
    /// As in `seed 5: INV-10 Quorum, step 569, …`.
    said: String,
    /// Whether the same came about at consoles.
    retold: bool,
}

/// Plants those whose names contain one of these words; all, if there are none.
pub fn sabotage(words: &[String]) -> Result<(), Failure> {
    let tree = project::target().join("sabotage");
    copy_project(&tree)?;
    println!(
        "\n{:64} {:>4} {:>4} {:>6}  first finding",
        "defect", "s", "of", "retold"
    );
    let chosen = |it: &Defect| words.is_empty() || words.iter().any(|word| it.name.contains(word));
    let mut missed = Vec::new();
    for defect in defects()?.into_iter().filter(chosen) {
        let started = Instant::now();
        defect.plant(&tree)?;
        let finding = build(&tree).and_then(|()| find(&tree));
        defect.mend(&tree)?;
        let took = started.elapsed().as_secs();
        match finding? {
            Some(Finding {
                servers,
                said,
                retold,
            }) => {
                let retold = if retold { "yes" } else { "no" };
                let name = defect.name;
                println!("{name:64} {took:>4} {servers:>4} {retold:>6}  {said}");
            }
            None => {
                println!("{:64} {took:>4}    -      -  nothing", defect.name);
                missed.push(defect.name);
            }
        }
    }
    match missed.is_empty() {
        true => Ok(()),
        false => Err(format!("the sweep has not found {}", missed.join(", "))),
    }
}

fn defects() -> Result<Vec<Defect>, Failure> {
    let folder = project::root().join("tests/sabotage");
    let entries = fs::read_dir(&folder).map_err(|error| told(&folder, error))?;
    let mut patches: Vec<PathBuf> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
    patches.sort();
    let defect = |patch: PathBuf| {
        let text = fs::read_to_string(&patch).map_err(|error| told(&patch, error))?;
        let name = patch.file_stem().unwrap_or_default().to_string_lossy();
        Ok(Defect {
            name: name.into_owned(),
            patch: patch.clone(),
            text,
        })
    };
    patches.into_iter().map(defect).collect()
}

impl Defect {
    fn plant(&self, tree: &Path) -> Result<(), Failure> {
        let mut git = Command::new("git");
        git.current_dir(tree).arg("apply").arg(&self.patch);
        // The copy lies in a folder of a repository, and is none itself.
        git.env("GIT_CEILING_DIRECTORIES", tree.parent().unwrap_or(tree));
        match git.status().is_ok_and(|it| it.success()) {
            true => Ok(()),
            false => Err(format!("{} cannot be planted any more", self.name)),
        }
    }

    fn mend(&self, tree: &Path) -> Result<(), Failure> {
        let changed = self.text.lines().filter_map(|it| it.strip_prefix("+++ b/"));
        for file in changed {
            copy(&project::root().join(file), &tree.join(file))?;
        }
        Ok(())
    }
}

/// Copies what is tracked. What is the same already stays, so that little is compiled anew.
fn copy_project(tree: &Path) -> Result<(), Failure> {
    let mut git = Command::new("git");
    git.current_dir(project::root()).args(["ls-files"]);
    let files = run::output(&mut git).ok_or("the project is no git repository")?;
    for file in files.lines() {
        let (from, to) = (project::root().join(file), tree.join(file));
        if from.is_file() && fs::read(&from).ok() != fs::read(&to).ok() {
            copy(&from, &to)?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).map_err(|error| told(folder, error))?;
    let text = fs::read(from).map_err(|error| told(from, error))?;
    fs::write(to, text).map_err(|error| told(to, error))
}

fn build(tree: &Path) -> Result<(), Failure> {
    let mut cargo = run::cargo();
    cargo.current_dir(tree);
    cargo.env("CARGO_TARGET_DIR", tree.join("target"));
    cargo.args(["build", "--quiet", "--bin", "zkplay"]);
    // What is sabotaged may well earn a warning.
    let output = cargo.output();
    let output = output.map_err(|error| format!("cargo cannot be started: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

/// What the sweep says first, if it finds anything.
fn find(tree: &Path) -> Result<Option<Finding>, Failure> {
    for servers in SERVERS {
        let mut sweep = Command::new(tree.join("target/debug/zkplay"));
        let seeds = format!("1..{SEEDS}");
        sweep.args(["sweep", "--faults", "--seeds", &seeds]);
        sweep.args(["--servers", &servers.to_string()]);
        let output = sweep.stderr(Stdio::null()).output();
        let output = output.map_err(|error| format!("the sweep cannot be started: {error}"))?;
        let text = String::from_utf8_lossy(&output.stdout);
        match output.status.code() {
            Some(0) => {}
            Some(1) => {
                let said = text.lines().next().unwrap_or_default();
                let said = said.chars().take(120).collect();
                let retold = replay(tree, &text)?;
                return Ok(Some(Finding {
                    servers,
                    said,
                    retold,
                }));
            }
            _ => return Err(format!("the sweep did not end well: {}", output.status)),
        }
    }
    Ok(None)
}

/// Plays the link that the sweep has printed, if it has; it must break the same law.
fn replay(tree: &Path, report: &str) -> Result<bool, Failure> {
    let Some((head, rest)) = report.split_once("\nrecord ") else {
        return Ok(false);
    };
    let link = rest.lines().find_map(|it| it.strip_prefix("in the page: "));
    let link = link.ok_or("the sweep has printed no link")?;
    let found = head.lines().last().unwrap_or_default();
    let Some(violation) = found.strip_prefix("at consoles: INV") else {
        return Ok(true);
    };
    let mut replay = Command::new(tree.join("target/debug/zkplay"));
    let output = replay.arg("replay").arg(link).output();
    let output = output.map_err(|error| format!("the replay cannot be started: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    match text.contains(&format!("INV{violation}")) {
        true => Ok(true),
        false => Err(format!("played again, there is no {found}: {text}")),
    }
}

fn told(path: &Path, error: std::io::Error) -> Failure {
    format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_defect_can_still_be_planted() {
        let defects = defects().expect("there are defects");
        assert!(defects.len() >= 10, "{} defects", defects.len());
        let real = defects
            .iter()
            .filter(|it| it.name.starts_with("zookeeper-"));
        assert!(real.count() >= 6, "six at least have really happened");
        for defect in defects {
            let mut git = Command::new("git");
            git.current_dir(project::root()).args(["apply", "--check"]);
            let status = git.arg(&defect.patch).status().expect("git is there");
            assert!(status.success(), "{}", defect.name);
        }
    }
}
