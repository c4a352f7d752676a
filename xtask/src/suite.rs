//! A suite of tests: commands whose output is shown as it comes and counted meanwhile.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Failure;
use crate::run;

/// How a suite went.
#[derive(Debug)]
pub struct Suite {
    pub name: &'static str,
    pub tally: Tally,
    pub took: Duration,
    /// Why it did not come to its end, if it did not.
    pub trouble: Option<Failure>,
}

/// How many tests passed and how many did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Suite {
    /// Runs the suite to its end or to its first trouble.
    ///
    /// Trouble counts as one failed test even where no test failed: a suite that did not
    /// compile, or that ran nothing, has shown nothing.
    pub fn run(name: &'static str, body: impl FnOnce(&mut Tally) -> Result<(), Failure>) -> Suite {
        println!("\n=== {name}");
        let started = Instant::now();
        let mut tally = Tally::default();
        let mut trouble = body(&mut tally).err();
        if trouble.is_none() && tally == Tally::default() {
            trouble = Some("it ran no tests".to_string());
        }
        if let Some(trouble) = &trouble {
            eprintln!("{name}: {trouble}");
            tally.failed = tally.failed.max(1);
        }
        Suite {
            name,
            tally,
            took: started.elapsed(),
            trouble,
        }
    }
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Runs a command, shows what it prints, and adds up the tests it tells of. Failed
    /// tests are no trouble; a command that fails without telling of one is.
    pub fn count(&mut self, command: &mut Command) -> Result<(), Failure> {
        let words = run::in_words(command);
        println!("$ {words}");
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start `{words}`: {error}"))?;

        let mut told = Tally::default();
        let mut output = BufReader::new(child.stdout.take().expect("the output is piped"));
        let mut line = Vec::new();
        while output
            .read_until(b'\n', &mut line)
            .is_ok_and(|length| length > 0)
        {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            told.add(Tally::in_line(&text));
            line.clear();
        }
        self.add(told);

        let status = child
            .wait()
            .map_err(|error| format!("`{words}`: {error}"))?;
        if !status.success() && told.failed == 0 {
            return Err(format!("`{words}` failed ({status})"));
        }
        Ok(())
    }

    /// What a line of output says about finished tests: the result line of Rust's test
    /// programs (the browser's runner words it alike), or one of the counts that Node's
    /// `spec` reporter closes with.
    fn in_line(line: &str) -> Tally {
        let mut tally = Tally::default();
        if let Some(result) = line.strip_prefix("test result: ") {
            for part in result.split([';', '.']) {
                match part.split_whitespace().collect::<Vec<_>>()[..] {
                    [count, "passed"] => tally.passed = count.parse().unwrap_or(0),
                    [count, "failed"] => tally.failed = count.parse().unwrap_or(0),
                    _ => {}
                }
            }
        } else if let Some(count) = line.strip_prefix("ℹ ") {
            match count.split_whitespace().collect::<Vec<_>>()[..] {
                ["pass", count] => tally.passed = count.parse().unwrap_or(0),
                ["fail" | "cancelled", count] => tally.failed = count.parse().unwrap_or(0),
                _ => {}
            }
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn the_result_line_of_a_rust_test_program_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n";
        assert_eq!(Tally::in_line(line), tally(12, 3));
        assert_eq!(Tally::in_line("test a_test ... ok\n"), tally(0, 0));
    }

    #[test]
    fn the_closing_counts_of_node_are_counted() {
        assert_eq!(Tally::in_line("ℹ pass 7\n"), tally(7, 0));
        assert_eq!(Tally::in_line("ℹ fail 2\n"), tally(0, 2));
        assert_eq!(Tally::in_line("ℹ cancelled 1\n"), tally(0, 1));
        assert_eq!(Tally::in_line("ℹ tests 9\n"), tally(0, 0));
    }

    #[test]
    fn a_suite_that_runs_nothing_has_failed() {
        let suite = Suite::run("nothing", |_| Ok(()));
        assert_eq!(suite.tally, tally(0, 1));
        assert!(suite.trouble.is_some());
    }

    #[test]
    fn a_suite_that_stops_half_way_has_failed_and_keeps_its_passes() {
        let suite = Suite::run("half", |tally| {
            tally.passed = 4;
            Err("the network is down".to_string())
        });
        assert_eq!(suite.tally, tally(4, 1));
    }
}
