//! `zkplay` alone: one zkCli console on a terminal, in real time.

use std::io::{self, BufRead, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::app::words::EN;
use crate::handle::Shown;
use crate::model::{ProcessId, VirtualTime};
use crate::native::clock::Stopwatch;
use crate::scenario::{Dialect, Header, Stage, Statement};
use crate::sim::{Ended, Happening};

/// Wakes up at least so often, though nothing is due.
const LONGEST_NAP: Duration = Duration::from_secs(1);

pub fn run() -> ExitCode {
    let stage = Stage::new(Header::new(Dialect::Scenario)).expect("the defaults are right");
    let echo = !io::stdin().is_terminal();
    let mut console = Console {
        stage,
        printed: 0,
        echo,
        watch: Stopwatch::start(),
    };
    match console.talk(&lines_of_stdin()) {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        // Nobody reads any more, as behind `| head`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("zkplay: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Lines come from a thread of their own, so that events are shown while nobody types.
fn lines_of_stdin() -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    receiver
}

const SELF: ProcessId = ProcessId::new(0);

struct Console {
    stage: Stage,
    /// Entries of the trace that have been printed.
    printed: usize,
    /// Whether typed lines are shown: a terminal does that by itself.
    echo: bool,
    watch: Stopwatch,
}

impl Console {
    fn talk(&mut self, lines: &Receiver<String>) -> io::Result<i32> {
        let session = Statement::Session {
            name: "console".to_string(),
            timeout: None,
            at: None,
        };
        let opened = self.stage.carry_out(&session);
        opened.expect("an empty stage has room");
        self.print_news()?;
        self.print_prompt()?;
        loop {
            let pause = self.until_next().min(LONGEST_NAP);
            match lines.recv_timeout(pause) {
                Ok(line) => self.type_line(line),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => self.type_line("quit".to_string()),
            }
            let news = self.print_news()?;
            match self.stage.world().processes().get(&SELF) {
                Some(it) if it.is_alive() => {}
                Some(it) => {
                    return Ok(match it.ended {
                        Some(Ended::Exited { code, .. }) => code,
                        _ => 1,
                    });
                }
                None => return Ok(1),
            }
            if news {
                self.print_prompt()?;
            }
            self.pass_time();
        }
    }

    /// The virtual moment that the wall clock has come to.
    fn now(&self) -> VirtualTime {
        (VirtualTime::START + self.watch.elapsed()).max(self.stage.now())
    }

    fn pass_time(&mut self) {
        let now = self.now();
        self.stage.run_mut().advance_to(now);
    }

    fn until_next(&self) -> Duration {
        self.stage
            .world()
            .next_at()
            .map_or(LONGEST_NAP, |at| at.since(self.now()))
    }

    fn type_line(&mut self, line: String) {
        self.pass_time();
        // What cannot be done, the console says.
        if let Ok(entered) = self.stage.enter(SELF, &line) {
            self.stage.pass(entered);
        }
        self.stage.settle();
    }

    /// Prints what has been shown since; `true` if there was anything.
    fn print_news(&mut self) -> io::Result<bool> {
        let mut out = io::stdout().lock();
        let entries = &self.stage.run().trace().entries;
        let mut news = false;
        for entry in &entries[self.printed..] {
            let Happening::Shown(SELF, shown) = &entry.what else {
                continue;
            };
            news = true;
            match shown {
                Shown::Typed { prompt: _, line } if self.echo => writeln!(out, "{line}")?,
                Shown::Typed { .. } => {}
                Shown::Out(text) => writeln!(out, "{text}")?,
                Shown::Partial(text) => write!(out, "{text}")?,
                Shown::Err(text) | Shown::Failure(text) => writeln!(io::stderr(), "{text}")?,
                Shown::Event(event) => writeln!(out, "\nWATCHER::\n\n{event}")?,
                Shown::Note(note) => writeln!(out, "{}", EN.notes.say(note))?,
            }
        }
        self.printed = entries.len();
        Ok(news)
    }

    fn print_prompt(&self) -> io::Result<()> {
        let program = &self.stage.world().processes()[&SELF].program;
        let mut out = io::stdout().lock();
        write!(out, "{}", program.shell().prompt())?;
        out.flush()
    }
}
