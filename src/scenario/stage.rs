//! A run with names: the stage on which a script, or a person, acts.

use std::time::Duration;

use crate::actor::{Role, Settings};
use crate::engine::tree::Tree;
use crate::handle::Note;
use crate::model::{Log, ProcessId, ServerId, VirtualTime};
use crate::scenario::cast::{Cast, Told};
use crate::scenario::entered::Entered;
use crate::scenario::header::Header;
use crate::scenario::record::{Cursor, Entry, Record};
use crate::scenario::script::{Script, ScriptError, Step};
use crate::scenario::statement::{Statement, check_line};
use crate::scenario::verb::Verb;
use crate::scenario::word;
use crate::shell::{Shell, ShellSettings, usage};
use crate::sim::{Action, Fault, Node, Run, World};

mod asking;
mod breaking;
mod recalling;
mod settling;

pub use settling::PATIENCE;

/// So many processes have room on a stage.
pub const MOST_PROCESSES: usize = 12;

#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    header: Header,
    run: Run<Cast>,
    said: Log<Entry>,
}

/// What is told of one word: a command of zkCli, or else a verb.
fn help_on(word: String) -> Result<Told, String> {
    if let Some(usage) = usage::of_command(&word) {
        return Ok(Told::Lines(usage.lines().map(str::to_string).collect()));
    }
    match Verb::is_known(&word) {
        true => Ok(Told::Note(Note::Help { on: Some(word) })),
        false => Err(format!(
            "neither zkCli nor the playground knows `{word}`; `:help` lists what may be said"
        )),
    }
}

impl Stage {
    /// An empty stage.
    ///
    /// # Errors
    /// If the settings contradict each other.
    pub fn new(header: Header) -> Result<Stage, String> {
        let run = Run::new(header.setup()?);
        Ok(Stage {
            header,
            run,
            said: Log::default(),
        })
    }

    /// The stage after all steps of a script.
    ///
    /// # Errors
    /// If a step cannot be done: which, and why.
    pub fn play(script: &Script) -> Result<Stage, ScriptError> {
        let mut stage = Stage::new(script.header.clone())
            .map_err(|problem| ScriptError { line: 1, problem })?;
        for step in &script.steps {
            stage.perform(step)?;
        }
        Ok(stage)
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn run(&self) -> &Run<Cast> {
        &self.run
    }

    pub fn run_mut(&mut self) -> &mut Run<Cast> {
        &mut self.run
    }

    pub fn world(&self) -> &World<Cast> {
        self.run.world()
    }

    pub fn now(&self) -> VirtualTime {
        self.run.world().now()
    }

    /// How far the run has come.
    pub fn cursor(&self) -> Cursor {
        Cursor {
            step: self.world().steps(),
            at: self.now(),
        }
    }

    /// What was said to it, in order.
    pub fn said(&self) -> &Log<Entry> {
        &self.said
    }

    /// All that the run is made of, up to now.
    pub fn record(&self) -> Record {
        self.record_since(0)
    }

    /// The same, without the first so many things that were said.
    pub fn record_since(&self, said: usize) -> Record {
        Record {
            header: self.header.clone(),
            entries: self.said.since(said).cloned().collect(),
            end: self.cursor(),
        }
    }

    /// Whether no more process can join.
    pub fn is_full(&self) -> bool {
        self.world().processes().len() >= MOST_PROCESSES
    }

    /// The process of that name.
    pub fn process(&self, name: &str) -> Option<ProcessId> {
        let processes = self.world().processes();
        processes
            .iter()
            .find(|(_, it)| it.name == name)
            .map(|(id, _)| *id)
    }

    /// The tree that was agreed on.
    pub fn tree(&self) -> &Tree {
        &self.world().agreed().tree
    }

    /// Does one step of a script, to its end.
    ///
    /// # Errors
    /// If it names a process that is not there, or not in a state for it.
    pub fn perform(&mut self, step: &Step) -> Result<(), ScriptError> {
        self.carry_out(&step.statement)
            .map_err(|problem| ScriptError {
                line: step.number,
                problem,
            })
    }

    /// Does what a statement says, to the end of its step.
    ///
    /// # Errors
    /// What is not as it says, and what to do.
    pub fn carry_out(&mut self, statement: &Statement) -> Result<(), String> {
        self.begin(statement)?;
        self.finish(statement);
        Ok(())
    }

    /// Does what a statement says, and lets no time pass that it does not ask for.
    ///
    /// # Errors
    /// What is not as it says, and what to do.
    pub fn begin(&mut self, statement: &Statement) -> Result<(), String> {
        let entered = self.say(statement)?;
        self.pass(entered);
        Ok(())
    }

    /// The same; what it asks of the clock is left to [`Stage::pass`].
    ///
    /// # Errors
    /// What is not as it says, and what to do.
    pub fn say(&mut self, statement: &Statement) -> Result<Entered, String> {
        self.noted(statement, |stage| stage.follow(statement))
    }

    /// Lets the time pass that was asked for. A stage by itself never goes back.
    pub fn pass(&mut self, entered: Entered) {
        match entered {
            Entered::Wait(span) => self.run.advance_to(self.now() + span),
            Entered::Step => _ = self.run.step(),
            Entered::Seek(at) => self.run.advance_to(at),
            Entered::Leader => self.await_leader(),
            Entered::Command | Entered::Verb | Entered::Clear => {}
        }
    }

    /// Notes what is said, if anything is done for it. That time passes is not noted: it shows in
    /// when the next thing is said.
    fn noted<T>(&mut self, said: &Statement, act: impl FnOnce(&mut Stage) -> T) -> T {
        let when = self.cursor();
        let result = act(self);
        // Whatever is done is a step of the world.
        if self.world().steps() > when.step {
            let said = said.clone();
            self.said.push(Entry { when, said });
        }
        result
    }

    fn follow(&mut self, statement: &Statement) -> Result<Entered, String> {
        match statement {
            Statement::Header => {}
            Statement::Wait(span) => return Ok(Entered::Wait(*span)),
            Statement::Leader => return Ok(Entered::Leader),
            // All of them or none.
            Statement::Together(statements) => {
                let mut trial = self.clone();
                for each in statements {
                    trial.follow(each)?;
                }
                *self = trial;
            }
            Statement::Session { name, timeout, at } => {
                if let Some(at) = at {
                    self.present_server(*at)?;
                }
                self.open(name, Cast::terminal(self.shell(*timeout, *at)))?;
            }
            Statement::Program { settings, timeout } => {
                let console = self.shell(*timeout, None);
                self.open(&settings.name, Cast::program(console, settings.clone()))?;
            }
            Statement::Typed { name, command } => {
                let process = self.living(name)?;
                return self.take_line(process, command);
            }
            Statement::Close(name) => self.tell(name, Told::Line("quit".to_string()))?,
            Statement::Kill(name) => match self.node(name)? {
                Node::Process(process) => self.run.act(Action::Kill { process }),
                Node::Server(server) => self.fault(Fault::Crash(server)),
            },
            Statement::Restart(name) => match self.end(name)? {
                Node::Server(server) => self.restart_server(server),
                Node::Process(process) => self.restart(process),
            },
            Statement::Remove(name) => {
                let process = self.present(name)?;
                self.run.act(Action::Remove { process });
            }
            Statement::Pause { name, span } => {
                let (who, span) = (self.node(name)?, *span);
                self.run.act(Action::Pause { who, span });
            }
            Statement::Resume(name) => {
                let who = self.node(name)?;
                if !self.is_paused(who) {
                    return Err(format!(
                        "`{name}` is not paused; pause it by `pause {name}`"
                    ));
                }
                self.run.act(Action::Resume { who });
            }
            Statement::Trouble(trouble) => self.trouble(trouble)?,
            Statement::ByHand(name) => self.tell(name, Told::ByHand)?,
            Statement::ByItself(name) => {
                let settings = self.settings_of(name)?;
                self.tell(name, Told::ByItself(settings))?;
            }
            Statement::Bugs { name, bugs } => {
                let mut settings = self.settings_of(name)?;
                settings.bugs = bugs.check(settings.role)?;
                self.tell(name, Told::ByItself(settings))?;
            }
            Statement::Order { name, order } => self.tell(name, Told::Order(order.clone()))?,
            Statement::Off { name, number } => self.tell(name, Told::Off(*number))?,
        }
        Ok(Entered::Verb)
    }

    /// A line is typed into the console of a living process. With a leading colon it is for
    /// the playground, and done at once; else it is for zkCli, and under way then. What it asks
    /// of the clock is left to [`Stage::pass`].
    ///
    /// # Errors
    /// Why the playground cannot follow, and what to do; the console says so, too.
    ///
    /// # Panics
    /// If there is no such process.
    pub fn enter(&mut self, process: ProcessId, line: &str) -> Result<Entered, String> {
        let typed = Statement::Typed {
            name: self.world().processes()[&process].name.clone(),
            command: line.to_string(),
        };
        self.noted(&typed, |stage| stage.take_line(process, line))
    }

    fn take_line(&mut self, process: ProcessId, line: &str) -> Result<Entered, String> {
        if let Err(problem) = check_line(line) {
            let told = problem.clone();
            self.tell_process(process, Told::Note(Note::Refused { problem: told }));
            return Err(problem);
        }
        let Some(verb) = line.strip_prefix(':').filter(|_| self.header.has_verbs()) else {
            self.tell_process(process, Told::Line(line.to_string()));
            return Ok(Entered::Command);
        };
        let verb = Verb::parse(verb);
        if let Some(aside) = verb.as_ref().ok().and_then(Verb::aside) {
            return Ok(aside);
        }
        self.tell_process(process, Told::Verb(line.to_string()));
        let outcome = verb.and_then(|verb| self.heed(process, verb));
        if let Err(problem) = &outcome {
            let problem = problem.clone();
            self.tell_process(process, Told::Note(Note::Refused { problem }));
        }
        outcome
    }

    fn heed(&mut self, process: ProcessId, verb: Verb) -> Result<Entered, String> {
        match verb {
            Verb::Clear | Verb::Step | Verb::Seek(_) => {}
            Verb::Help(None) => self.tell_process(process, Told::Note(Note::Help { on: None })),
            Verb::Help(Some(word)) => self.tell_process(process, help_on(word)?),
            Verb::Orders => self.tell_process(process, Told::Orders),
            Verb::On(order) => self.tell_process(process, Told::Order(order)),
            Verb::Off(number) => self.tell_process(process, Told::Off(number)),
            Verb::FourLetter(asked, name) => {
                let lines = self.ask_server(asked, name)?;
                self.tell_process(process, Told::Lines(lines));
            }
            Verb::Statement(statement) => return self.follow(&statement),
        }
        Ok(Entered::Verb)
    }

    /// A console as it starts on this stage; `at` is the server that it tries first.
    fn shell(&self, timeout: Option<Duration>, at: Option<ServerId>) -> Shell {
        let s1 = || ServerId::new(1);
        let recorded = self.header.is_recorded_ensemble();
        Shell::new(ShellSettings {
            connect: "localhost:2181".to_string(),
            timeout: timeout.unwrap_or(self.header.timeout),
            zone: self.header.zone,
            servers: self.header.server.servers,
            first: at.or_else(|| recorded.then(s1)),
        })
    }

    /// A process joins, or one that has ended starts again under its name.
    fn open(&mut self, name: &str, program: Cast) -> Result<(), String> {
        // With one server nobody needs its name.
        if self.is_server(name) {
            return Err(format!("`{name}` is a server; choose another name"));
        }
        match self.process(name) {
            None if self.is_full() => {
                return Err(format!(
                    "there are {MOST_PROCESSES} processes already; take one away by `remove NAME`"
                ));
            }
            None => self.run.act(Action::Add {
                name: name.to_string(),
                program,
            }),
            Some(process) if !self.world().processes()[&process].is_alive() => {
                self.run.act(Action::Restart { process, program });
            }
            Some(_) => return Err(format!("`{name}` is running already; choose another name")),
        }
        Ok(())
    }

    fn restart(&mut self, process: ProcessId) {
        let program = self.world().processes()[&process].program.anew();
        self.run.act(Action::Restart { process, program });
    }

    /// What a process plays by itself: what it was made for, or else what its name says.
    pub fn part_of(&self, name: &str) -> Option<Settings> {
        let process = self.process(name)?;
        let program = &self.world().processes()[&process].program;
        let by_name = || Role::of(name).map(|role| Settings::new(name, role));
        program.settings().cloned().or_else(by_name)
    }

    fn settings_of(&self, name: &str) -> Result<Settings, String> {
        self.present(name)?;
        self.part_of(name)
            .ok_or_else(|| format!("`{name}` has no program; start one by `program NAME ROLE`"))
    }

    fn tell(&mut self, name: &str, told: Told) -> Result<(), String> {
        let process = self.living(name)?;
        self.tell_process(process, told);
        Ok(())
    }

    /// It may have left by what was just typed into it.
    fn tell_process(&mut self, process: ProcessId, input: Told) {
        if self.world().processes().contains_key(&process) {
            self.run.act(Action::Tell { process, input });
        }
    }

    fn present(&self, name: &str) -> Result<ProcessId, String> {
        self.process(name)
            .ok_or_else(|| match self.is_server(name) {
                true => format!("`{name}` is a server; name a process"),
                false => format!("there is no process `{name}`; open it by `session {name}`"),
            })
    }

    /// Whether no process can have that name.
    fn is_server(&self, name: &str) -> bool {
        self.header.is_ensemble() && word::server(name).is_some()
    }

    fn living(&self, name: &str) -> Result<ProcessId, String> {
        let process = self.present(name)?;
        match self.world().processes()[&process].is_alive() {
            true => Ok(process),
            false => Err(format!(
                "`{name}` has ended; start it again by `restart {name}`"
            )),
        }
    }
}
