//! What the benchmarks share: options, clocks, and one line for each operation.
//!
//! A benchmark is a plain program, so that other programs can be run beside it by turns. It
//! runs natively, and as a Wasm module under Node. The first repetition of each operation
//! only warms up: caches, the allocator, and the compiler inside of Node.

mod machine;
mod options;

use machine::{Clock, Kind};
use options::Options;

const REPETITIONS: usize = 7;

/// So much time is enough for one operation, even if it was repeated less often by then.
const PATIENCE_NANOS: f64 = 10e9;

/// A benchmark program at work.
#[derive(Debug)]
pub struct Bench {
    suite: &'static str,
    options: Options,
}

/// Adds up the time that the measured parts of one repetition take.
#[derive(Debug)]
pub struct Stopwatch<'a> {
    clock: &'a Clock,
    nanos: f64,
}

impl Bench {
    /// Does what the arguments of the program ask for.
    ///
    /// # Panics
    /// If they cannot be understood.
    pub fn from_arguments(suite: &'static str) -> Bench {
        let options = Options::parse(machine::arguments())
            .unwrap_or_else(|wrong| panic!("{wrong}; {}", options::USAGE));
        Bench { suite, options }
    }

    /// Measures an operation and prints nanoseconds for each of its `calls` in a repetition.
    ///
    /// `once` makes what all repetitions share; `each` is one repetition, and has the parts
    /// that count done by the stopwatch.
    pub fn measure<S>(
        &self,
        op: &str,
        calls: usize,
        once: impl FnOnce() -> S,
        mut each: impl FnMut(&mut S, &mut Stopwatch),
    ) {
        if !self.is_wanted(op) {
            return;
        }
        let clock = self.clock();
        let mut shared = once();
        let mut repeat = || {
            let mut stopwatch = Stopwatch {
                clock: &clock,
                nanos: 0.0,
            };
            each(&mut shared, &mut stopwatch);
            stopwatch.nanos / calls as f64
        };
        let started = clock.nanos();
        let first = repeat();
        let mut figures = Vec::with_capacity(REPETITIONS);
        while figures.len() < REPETITIONS && clock.nanos() - started < PATIENCE_NANOS {
            figures.push(repeat());
        }
        if figures.is_empty() {
            // Whatever takes so long has warmed up on the way.
            figures.push(first);
        }
        self.print(op, calls, "ns", figures);
    }

    /// Measures each of so many calls by itself, and prints how long they take, and how long all but
    /// one in twenty do. `once` makes what is called; its first call only warms up.
    #[allow(dead_code, reason = "only what keeps a long run needs it")]
    pub fn measure_each<C: FnMut() -> R, R>(
        &self,
        op: &str,
        calls: usize,
        once: impl FnOnce() -> C,
    ) {
        if !self.is_wanted(op) {
            return;
        }
        let clock = self.clock();
        let mut call = once();
        call();
        let mut each = || {
            let mut stopwatch = Stopwatch {
                clock: &clock,
                nanos: 0.0,
            };
            stopwatch.time(&mut call);
            stopwatch.nanos
        };
        let mut figures: Vec<f64> = (0..calls).map(|_| each()).collect();
        self.print(op, 1, "ns", figures.clone());
        figures.sort_by(f64::total_cmp);
        let most = figures[calls - 1 - calls / 20];
        self.print(&format!("{op}_p95"), 1, "ns", vec![most]);
    }

    /// Prints by how much the memory of this program grows when that is made, in MiB.
    #[allow(dead_code, reason = "only what keeps a long run needs it")]
    pub fn measure_memory<T>(&self, op: &str, make: impl FnOnce() -> T) {
        if !self.is_wanted(op) {
            return;
        }
        let before = machine::memory();
        let made = make();
        let grown = machine::memory() - before;
        drop(made);
        self.print(op, 1, "MiB", vec![(grown / f64::from(1 << 20)).round()]);
    }

    fn clock(&self) -> Clock {
        Clock::new(match self.options.processor_time {
            true => Kind::Processor,
            false => Kind::Wall,
        })
    }

    /// Whether that operation shall run. Asked only for its name, it says it.
    pub fn is_wanted(&self, op: &str) -> bool {
        if self.options.list {
            machine::print(op);
            return false;
        }
        self.options.only.is_empty() || self.options.only.iter().any(|it| it == op)
    }

    /// Prints the line of an operation from the figures of its repetitions.
    pub fn print(&self, op: &str, calls: usize, unit: &str, mut figures: Vec<f64>) {
        figures.sort_by(f64::total_cmp);
        let (min, max) = (figures[0], figures[figures.len() - 1]);
        let median = median(&figures);
        let (suite, reps) = (self.suite, figures.len());
        machine::print(&if self.options.json {
            let [median, min, max] = [median, min, max].map(|it| (it * 100.0).round() / 100.0);
            format!(
                "{{\"suite\":\"{suite}\",\"op\":\"{op}\",\"n\":{calls},\"unit\":\"{unit}\",\
                 \"median\":{median},\"min\":{min},\"max\":{max},\"reps\":{reps}}}"
            )
        } else {
            let shown = readable(median, unit);
            let spread = format!("{} to {}", readable(min, unit), readable(max, unit));
            format!("{suite:<6} {op:<32} {shown:>12}   ({spread}, {reps} times {calls})")
        });
    }
}

impl Stopwatch<'_> {
    /// Does something, and counts the time it takes.
    pub fn time<R>(&mut self, work: impl FnOnce() -> R) -> R {
        let started = self.clock.nanos();
        let result = std::hint::black_box(work());
        self.nanos += self.clock.nanos() - started;
        result
    }
}

/// The middle of an ascending list that is not empty; of two middles, what lies between them.
fn median(ascending: &[f64]) -> f64 {
    let (low, high) = ((ascending.len() - 1) / 2, ascending.len() / 2);
    (ascending[low] + ascending[high]) / 2.0
}

/// With three or four digits, in the unit that suits.
fn readable(figure: f64, unit: &str) -> String {
    match unit {
        "ns" if figure >= 10e6 => format!("{:.1} ms", figure / 1e6),
        "ns" if figure >= 10e3 => format!("{:.1} us", figure / 1e3),
        "ns" => format!("{figure:.1} ns"),
        _ => format!("{figure} {unit}"),
    }
}
