//! What benchmarks have measured, and the ratios that the project has set itself for goals.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use crate::Failure;

/// One line of a benchmark: an operation's figure in one round.
#[derive(Clone, Debug, Deserialize)]
pub struct Line {
    suite: String,
    op: String,
    unit: String,
    median: f64,
}

/// All figures of all rounds.
#[derive(Debug, Default)]
pub struct Figures {
    /// In the order in which they were measured first.
    ops: Vec<String>,
    /// The unit, and one figure for each round.
    rounds: BTreeMap<(Program, String), (String, Vec<f64>)>,
}

/// Who has measured it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Program {
    /// The least engine, natively.
    Limit,
    Native,
    Wasm,
}

use Program::{Limit, Native, Wasm};

/// Telling thousands of watchers costs the least engine next to nothing: it need not find
/// them again when their connection goes. So they say little about the rest.
const FAN_OUTS: [&str; 3] = [
    "watch_fanout_10k",
    "watch_register_fanout_10k",
    "recursive_fanout_1k",
];

/// What may differ from machine to machine, and from round to round. The rest is counted.
const MEASURED: [&str; 2] = ["ns", "MiB"];

impl Line {
    /// Reads a line as the benchmarks print it.
    pub fn parse(line: &str) -> Result<Line, Failure> {
        serde_json::from_str(line).map_err(|error| format!("`{line}` is no figure: {error}"))
    }
}

impl Figures {
    pub fn add(&mut self, in_wasm: bool, line: Line) {
        let program = match (line.suite.as_str(), in_wasm) {
            ("limit", _) => Limit,
            (_, false) => Native,
            (_, true) => Wasm,
        };
        if !self.ops.contains(&line.op) {
            self.ops.push(line.op.clone());
        }
        let rounds = self.rounds.entry((program, line.op)).or_default();
        rounds.0 = line.unit;
        rounds.1.push(line.median);
    }

    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
    }

    /// An error if something was counted that must not be: it has nothing to do with speed.
    pub fn check(&self) -> Result<(), Failure> {
        for ((_, op), (unit, figures)) in &self.rounds {
            if unit == "differences" && figures.iter().any(|it| *it != 0.0) {
                return Err(format!("{op}: two runs of one journal differ"));
            }
            let all_programs = [Native, Wasm].into_iter().flat_map(|it| self.of(it, op));
            let mut all_figures = all_programs.into_iter();
            if !MEASURED.contains(&unit.as_str()) && all_figures.any(|it| *it != figures[0]) {
                return Err(format!("{op}: native and Wasm, or two rounds, differ"));
            }
        }
        Ok(())
    }

    fn of(&self, program: Program, op: &str) -> &[f64] {
        let rounds = self.rounds.get(&(program, op.to_string()));
        rounds.map_or(&[], |(_, figures)| figures)
    }

    fn is_time(&self, op: &str) -> bool {
        let unit = |it: Program| self.rounds.get(&(it, op.to_string()));
        [Native, Wasm]
            .into_iter()
            .filter_map(unit)
            .any(|(unit, _)| unit == "ns")
    }

    /// The middle of the ratios of all rounds; `None` where one of the two was not measured.
    fn ratio(&self, above: (Program, &str), below: (Program, &str)) -> Option<f64> {
        let pairs = self
            .of(above.0, above.1)
            .iter()
            .zip(self.of(below.0, below.1));
        median(pairs.map(|(above, below)| above / below).collect())
    }

    /// What one program takes of what the other takes, for every operation of both.
    fn ratios(&self, above: Program, below: Program) -> Vec<(&str, f64)> {
        let times = self.ops.iter().filter(|it| self.is_time(it));
        times
            .filter_map(|op| Some((op.as_str(), self.ratio((above, op), (below, op))?)))
            .collect()
    }

    fn goals(&self) -> Vec<String> {
        let mut goals = Vec::new();
        let engine_to_limit: Vec<_> = self
            .ratios(Native, Limit)
            .into_iter()
            .filter(|(op, _)| !FAN_OUTS.contains(op))
            .collect();
        goals.extend(summary(
            "engine / limit, fan-outs left out",
            &engine_to_limit,
            2.0,
            4.0,
        ));
        let wasm_to_native = self.ratios(Wasm, Native);
        goals.extend(summary("Wasm / native", &wasm_to_native, 1.6, 2.5));
        let in_one_program = [
            ("session_close_1_at_1m", "session_close_1_at_1k", 2.0),
            ("snapshot_1m", "snapshot_1k", 2.0),
            ("write_kept_each", "write_without_history", 2.0),
        ];
        for (above, below, most) in in_one_program {
            if let Some(ratio) = self.ratio((Native, above), (Native, below)) {
                goals.push(format!("{above} / {below}: {ratio:.2} (goal: {most})"));
            }
        }
        goals
    }
}

fn summary(name: &str, ratios: &[(&str, f64)], most: f64, most_of_one: f64) -> Option<String> {
    let (worst, ratio) = ratios.iter().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    let mean = geometric_mean(ratios.iter().map(|(_, it)| *it));
    Some(format!(
        "{name}: {mean:.2} on geometric mean (goal: {most}), {ratio:.2} at worst, {worst} \
         (goal: {most_of_one})"
    ))
}

fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let middle = numbers.len().checked_sub(1)? / 2;
    Some((numbers[middle] + numbers[numbers.len() / 2]) / 2.0)
}

fn geometric_mean(numbers: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for number in numbers {
        sum += number.ln();
        count += 1.0;
    }
    (sum / count).exp()
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = ["limit", "native", "/ limit", "Wasm", "/ native"];
        write!(f, "{:<28}", "operation")?;
        heads.iter().try_for_each(|it| write!(f, " {it:>14}"))?;
        writeln!(f)?;
        for op in &self.ops {
            let figure = |program| {
                let figure = median(self.of(program, op).to_vec());
                figure.map(|it| match self.is_time(op) {
                    true => readable(it),
                    false => it.to_string(),
                })
            };
            let ratio = |above, below| {
                let ratio = self.ratio((above, op), (below, op));
                ratio
                    .filter(|_| self.is_time(op))
                    .map(|it| format!("{it:.2}"))
            };
            let cells = [
                figure(Limit),
                figure(Native),
                ratio(Native, Limit),
                figure(Wasm),
                ratio(Wasm, Native),
            ];
            write!(f, "{op:<28}")?;
            cells
                .iter()
                .try_for_each(|it| write!(f, " {:>14}", it.as_deref().unwrap_or("")))?;
            writeln!(f)?;
        }
        writeln!(f)?;
        self.goals().iter().try_for_each(|it| writeln!(f, "{it}"))
    }
}

/// Nanoseconds, in the unit that suits.
fn readable(nanos: f64) -> String {
    match nanos {
        it if it >= 10e6 => format!("{:.1} ms", it / 1e6),
        it if it >= 10e3 => format!("{:.1} us", it / 1e3),
        it => format!("{it:.1} ns"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(suite: &str, op: &str, unit: &str, median: f64) -> Line {
        let text = format!(
            r#"{{"suite":"{suite}","op":"{op}","n":1,"unit":"{unit}","median":{median},"min":0,"max":9,"reps":3}}"#
        );
        Line::parse(&text).expect("it is as the benchmarks print it")
    }

    #[test]
    fn a_ratio_is_taken_within_a_round() {
        let mut figures = Figures::default();
        // The machine is four times as slow in the second round, and in none is it 5.
        for (limit, engine) in [(10.0, 20.0), (40.0, 80.0), (16.0, 32.0)] {
            figures.add(false, line("limit", "set", "ns", limit));
            figures.add(false, line("engine", "set", "ns", engine));
        }
        assert_eq!(figures.ratio((Native, "set"), (Limit, "set")), Some(2.0));
        assert_eq!(figures.ratio((Wasm, "set"), (Native, "set")), None);
    }

    #[test]
    fn fan_outs_do_not_count_for_the_goal() {
        let mut figures = Figures::default();
        for (op, engine) in [("set", 2.0), ("delete", 8.0), (FAN_OUTS[0], 1000.0)] {
            figures.add(false, line("limit", op, "ns", 1.0));
            figures.add(false, line("engine", op, "ns", engine));
        }
        assert_eq!(
            figures.goals(),
            [
                "engine / limit, fan-outs left out: 4.00 on geometric mean (goal: 2), \
                 8.00 at worst, delete (goal: 4)"
            ]
        );
    }

    #[test]
    fn it_is_a_failure_if_wasm_tells_another_story() {
        let mut figures = Figures::default();
        figures.add(false, line("sim", "story", "digest", 17.0));
        figures.add(true, line("sim", "story", "digest", 17.0));
        assert_eq!(figures.check(), Ok(()));
        figures.add(true, line("sim", "story", "digest", 18.0));
        assert!(figures.check().is_err());
    }

    #[test]
    fn it_is_a_failure_if_two_runs_differ() {
        let mut figures = Figures::default();
        figures.add(false, line("sim", "two_runs", "differences", 1.0));
        assert!(figures.check().is_err());
    }
}
