//! How a line is run: what the console does itself, and what it asks servers for.

use crate::handle::{CallId, ProgramOutput, Shown};
use crate::model::{Answer, Request};
use crate::shell::command::Command;
use crate::shell::exception::{Exception, decode_int};
use crate::shell::failure::Failure;
use crate::shell::job::{Job, Question};
use crate::shell::screen::Screen;
use crate::shell::suggest::did_you_mean;
use crate::shell::table::{self, Entry, Grammar};
use crate::shell::{Activity, Afterwards, Shell, token, usage};

/// What is shown here, by its full name (`Version.getFullVersion`).
pub const RELEASE: &str =
    "3.9.3-c26634f34490bb0ea7a09cc51e05ede3b4e320ee, built on 2024-10-17 23:21 UTC";

impl Shell {
    /// Begins to run a line. An empty one does nothing, and is not counted.
    pub(super) fn execute(&mut self, line: String, screen: &mut Screen) {
        let prompt = self.prompt();
        let typed = line.clone();
        screen.show(Shown::Typed {
            prompt,
            line: typed,
        });
        if line.is_empty() {
            return;
        }
        self.take_words(&line);
        self.history.push(&line);
        let outcome = self.begin(screen);
        self.settle(outcome, screen);
    }

    /// Goes on when an answer has come.
    pub(super) fn answered(&mut self, call: CallId, answer: Answer, screen: &mut Screen) {
        let Activity::Asking(job) = &mut self.activity else {
            return;
        };
        if self.open_calls.remove(&call).is_none() {
            return;
        }
        match job.answered(answer, self.settings.zone, screen) {
            Ok(requests) => self.ask(requests, screen),
            Err(failure) => self.settle(Err(failure), screen),
        }
        if matches!(self.activity, Activity::Asking(_)) && self.open_calls.is_empty() {
            self.settle(Ok(Activity::Idle), screen);
        }
    }

    /// Takes what a command, or the beginning of one, has come to. [`Activity::Idle`] is the
    /// good end.
    pub(super) fn settle(&mut self, outcome: Result<Activity, Failure>, screen: &mut Screen) {
        let failure = match outcome {
            Err(failure) => failure,
            Ok(Activity::Idle) => return self.finish(0, screen),
            Ok(activity) => {
                self.activity = activity;
                return;
            }
        };
        screen.failure(&failure);
        let code = failure.exit_code();
        match failure {
            // Nobody closes the session: it lives on until its timeout.
            Failure::Uncaught(_) => {
                screen.put(ProgramOutput::Exit { code });
                self.activity = Activity::Gone;
            }
            Failure::UnknownCommand(name) => {
                if let Some(command) = did_you_mean(&name) {
                    screen.did_you_mean(command);
                }
                self.finish(code, screen);
            }
            Failure::Sentence(_) => self.finish(code, screen),
        }
    }

    /// The end of a command. A `redo` ends behind the line that it repeats, and always well.
    fn finish(&mut self, code: i32, screen: &mut Screen) {
        self.activity = Activity::Idle;
        self.exit_code = code;
        if std::mem::take(&mut self.redoing) {
            self.check_connected(screen);
            self.exit_code = 0;
        }
    }

    fn begin(&mut self, screen: &mut Screen) -> Result<Activity, Failure> {
        let words = self.words.clone();
        let name = words.first().ok_or(Exception::NoWords)?;
        let entry = table::find(name).ok_or_else(|| {
            screen.err(usage::of_all());
            Failure::UnknownCommand(name.clone())
        })?;
        match (name.as_str(), words.get(1)) {
            ("quit", _) => return self.close(Afterwards::Quit, screen),
            ("redo", Some(number)) => return self.redo(number, screen),
            ("connect", to) => {
                let to = to.unwrap_or(&self.host).clone();
                return self.close(Afterwards::Connect(to), screen);
            }
            ("history", _) => {
                for (number, line) in self.history.recent() {
                    screen.out(format!("{number} - {line}"));
                }
            }
            ("printwatches", None) => {
                let state = if self.print_watches { "on" } else { "off" };
                screen.out(format!("printwatches is {state}"));
            }
            ("printwatches", Some(state)) => self.print_watches = state == "on",
            _ => {}
        }
        // The console's own commands have done their work here, and still say it.
        if !self.check_connected(screen) || entry.grammar == Grammar::Console {
            return Ok(Activity::Idle);
        }
        self.command(entry, &words, screen)
    }

    fn command(
        &mut self,
        entry: &'static Entry,
        words: &[String],
        screen: &mut Screen,
    ) -> Result<Activity, Failure> {
        match Command::parse(entry, words, screen)? {
            Command::Ask(job) => return Ok(self.start_job(job, screen)),
            Command::AddWatch { path, mode } => {
                self.watch_mode = mode.unwrap_or(self.watch_mode);
                let mode = self.watch_mode;
                let question = Question::new(Request::AddWatch { path, mode });
                return Ok(self.start_job(Job::Question(question), screen));
            }
            Command::Authenticate(credentials) => {
                let handle = self.handle;
                screen.put(ProgramOutput::Authenticate {
                    handle,
                    credentials,
                });
            }
            Command::Close => return self.close(Afterwards::Close, screen),
            Command::Version => screen.out(format!("ZooKeeper CLI version: {RELEASE}")),
            Command::Mention(sentence) => screen.err(sentence),
        }
        Ok(Activity::Idle)
    }

    fn start_job(&mut self, mut job: Job, screen: &mut Screen) -> Activity {
        let requests = job.begin(screen);
        self.ask(requests, screen);
        Activity::Asking(job)
    }

    fn redo(&mut self, number: &str, screen: &mut Screen) -> Result<Activity, Failure> {
        let refuse = |sentence: &str| Err(Failure::Sentence(sentence.to_string()));
        let Some(line) = self.history.earlier(decode_int(number)?) else {
            return refuse("Command index out of range");
        };
        self.take_words(&line);
        if self.words[0] == "redo" {
            return refuse("No redoing redos");
        }
        self.history.redo(&line);
        self.redoing = true;
        self.begin(screen)
    }

    /// A line without words leaves those of the line before: that runs again.
    fn take_words(&mut self, line: &str) {
        let words = token::words(line);
        if !words.is_empty() {
            self.words = words.into_iter().map(|it| it.text).collect();
        }
    }

    fn ask(&mut self, requests: Vec<Request>, screen: &mut Screen) {
        for request in requests {
            let (handle, call) = (self.handle, self.next_call);
            self.next_call = CallId(call.0 + 1);
            self.open_calls.insert(call, ());
            screen.put(ProgramOutput::Call {
                handle,
                call,
                request,
            });
        }
    }

    fn check_connected(&self, screen: &mut Screen) -> bool {
        let connected = self.state.is_alive();
        if !connected {
            screen.out("Not connected");
        }
        connected
    }
}
