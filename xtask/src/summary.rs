//! The one closing summary of a test run.

use std::fmt;

use crate::suite::{Suite, Tally};

/// The suites that ran, printed as a table with the sum alone in the last line.
#[derive(Debug)]
pub struct Summary {
    pub suites: Vec<Suite>,
}

impl Summary {
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for suite in &self.suites {
            total.add(suite.tally);
        }
        total
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<8} {:>7} {:>7} {:>9}",
            "suite", "passed", "failed", "time"
        )?;
        for Suite {
            name,
            tally,
            took,
            trouble,
        } in &self.suites
        {
            let took = format!("{:.1} s", took.as_secs_f64());
            write!(
                f,
                "{name:<8} {:>7} {:>7} {took:>9}",
                tally.passed, tally.failed
            )?;
            match trouble {
                // The rest of a long trouble has been told where it happened.
                Some(trouble) => writeln!(f, "  {}", trouble.lines().next().unwrap_or_default())?,
                None => writeln!(f)?,
            }
        }
        let Tally { passed, failed } = self.total();
        write!(f, "\n{passed} passed, {failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_last_line_is_the_sum_alone() {
        let suite = |name, passed, failed| Suite {
            name,
            tally: Tally { passed, failed },
            took: Duration::from_millis(1_234),
            trouble: None,
        };
        let summary = Summary {
            suites: vec![suite("native", 10, 0), suite("wasm", 4, 2)],
        };
        assert_eq!(
            summary.to_string().lines().last(),
            Some("14 passed, 2 failed")
        );
    }
}
