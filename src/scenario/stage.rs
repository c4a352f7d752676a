//! A run with names: the stage on which a script, or a person, acts.

use std::time::Duration;

use crate::engine::tree::Tree;
use crate::ensemble::Server;
use crate::handle::Program;
use crate::model::{ProcessId, VirtualTime};
use crate::scenario::cast::Cast;
use crate::scenario::header::Header;
use crate::scenario::script::{Script, ScriptError, Statement, Step};
use crate::shell::{Shell, ShellSettings};
use crate::sim::{Action, Run, World};

/// A step of a script never takes longer in virtual time than this.
const PATIENCE: Duration = Duration::from_secs(60);
/// Nor does it take more steps of the world: a livelock of ours must not hang the page.
const MOST_STEPS: u64 = 1_000_000;

#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    header: Header,
    run: Run<Cast>,
}

impl Stage {
    /// An empty stage.
    ///
    /// # Errors
    /// If the settings contradict each other.
    pub fn new(header: Header) -> Result<Stage, String> {
        let run = Run::new(header.setup()?);
        Ok(Stage { header, run })
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

    /// The process of that name.
    pub fn process(&self, name: &str) -> Option<ProcessId> {
        let processes = self.world().processes();
        processes
            .iter()
            .find(|(_, it)| it.name == name)
            .map(|(id, _)| *id)
    }

    /// The one server of the stage.
    pub fn server(&self) -> &Server {
        let server = self.world().servers().values().next();
        server.expect("a stage has a server")
    }

    /// The tree as the server has it.
    pub fn tree(&self) -> &Tree {
        &self.server().database().tree
    }

    /// A console as it starts on this stage.
    pub fn terminal(&self, timeout: Option<Duration>) -> Cast {
        Cast::Terminal(Shell::new(ShellSettings {
            connect: "localhost:2181".to_string(),
            timeout: timeout.unwrap_or(self.header.timeout),
            zone: self.header.zone,
            servers: self.world().servers().len() as u8,
        }))
    }

    /// Does one step of a script, to its end.
    ///
    /// # Errors
    /// If it names a process that is not there, or not in a state for it.
    pub fn perform(&mut self, step: &Step) -> Result<(), ScriptError> {
        let fail = |problem| ScriptError {
            line: step.number,
            problem,
        };
        match &step.statement {
            Statement::Header => return Ok(()),
            Statement::Wait(span) => {
                self.run.advance_to(self.now() + *span);
                return Ok(());
            }
            Statement::Session { name, timeout } => self.open(name, *timeout).map_err(fail)?,
            Statement::Typed { name, command } => self.tell(name, command).map_err(fail)?,
            Statement::Close(name) => self.tell(name, "quit").map_err(fail)?,
            Statement::Kill(name) => {
                let process = self.living(name).map_err(fail)?;
                self.run.act(Action::Kill { process });
            }
            Statement::Restart(name) => {
                let process = self
                    .process(name)
                    .ok_or_else(|| fail(format!("there is no process `{name}` to restart")))?;
                let program = self.terminal(None);
                self.run.act(Action::Restart { process, program });
            }
        }
        self.settle();
        Ok(())
    }

    /// A line is typed into a console.
    fn tell(&mut self, name: &str, line: &str) -> Result<(), String> {
        let process = self.living(name)?;
        let input = line.to_string();
        self.run.act(Action::Tell { process, input });
        Ok(())
    }

    /// A process joins, or one that has ended starts again under its name.
    fn open(&mut self, name: &str, timeout: Option<Duration>) -> Result<(), String> {
        let program = self.terminal(timeout);
        match self.process(name) {
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

    fn living(&self, name: &str) -> Result<ProcessId, String> {
        let process = self
            .process(name)
            .ok_or_else(|| format!("there is no process `{name}`; open it by `session {name}`"))?;
        match self.world().processes()[&process].is_alive() {
            true => Ok(process),
            false => Err(format!(
                "`{name}` has ended; start it again by `session {name}`"
            )),
        }
    }

    /// Lets the world turn until every console has its prompt back and nothing but heartbeats
    /// is under way: the end of a step.
    pub fn settle(&mut self) {
        let (latest, most) = (self.now() + PATIENCE, self.world().steps() + MOST_STEPS);
        while !self.is_settled() && self.world().steps() < most && self.run.step_until(latest) {}
    }

    fn is_settled(&self) -> bool {
        let world = self.world();
        let quiet = world
            .in_flight()
            .all(|(_, delivery)| delivery.carried.is_ping());
        let idle = world
            .processes()
            .values()
            .all(|it| !it.is_alive() || it.program.is_idle());
        // What is due now, as a first attempt to connect, belongs to the step.
        quiet && idle && world.next_at() != Some(world.now())
    }
}
