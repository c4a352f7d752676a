//! When a step of a script is over.

use std::time::Duration;

use crate::ensemble::Role;
use crate::handle::{Belief, Program};
use crate::model::ProcessId;
use crate::scenario::stage::Stage;
use crate::scenario::statement::Statement;
use crate::scenario::word;

/// A step never takes longer in virtual time than this.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// Nor does it take more steps of the world: a livelock of ours must not hang the page.
const MOST_STEPS: u64 = 1_000_000;
/// In transcripts of a real ensemble: so long a console waits for its connection.
const CONNECTING: Duration = Duration::from_secs(12);

impl Stage {
    /// Lets the world turn until the step of that statement is over.
    pub(super) fn finish(&mut self, statement: &Statement) {
        match statement {
            Statement::Header | Statement::Wait(_) | Statement::Leader => {}
            _ if !self.header.is_recorded_ensemble() => self.settle(),
            _ if statement.is_fault() => {}
            Statement::Session { name, .. } => {
                if let Some(process) = self.process(name) {
                    self.turn(CONNECTING, |stage| stage.is_connected(process));
                }
                self.turn(PATIENCE, Stage::is_quiet);
            }
            _ => {
                let process = statement.subject().and_then(|it| self.process(it));
                self.turn(PATIENCE, |stage| {
                    process.is_none_or(|it| stage.is_idle(it)) && stage.is_quiet()
                });
            }
        }
    }

    /// Lets the world turn until every console has its prompt back, or waits for something that
    /// will not come by itself, and nothing but heartbeats is under way.
    pub fn settle(&mut self) {
        self.turn(PATIENCE, |stage| {
            let mut processes = stage.world().processes().keys();
            let waits = |it: ProcessId| stage.is_idle(it) || stage.world().is_stuck(it);
            processes.all(|it| waits(*it)) && stage.is_quiet()
        });
    }

    /// Lets the world turn until a leader serves, as long as there is hope.
    pub(super) fn await_leader(&mut self) {
        self.turn(PATIENCE, Stage::has_leader);
    }

    fn turn(&mut self, patience: Duration, done: impl Fn(&Stage) -> bool) {
        let (latest, most) = (self.now() + patience, self.world().steps() + MOST_STEPS);
        while !done(self) && self.world().steps() < most && self.run.step_until(latest) {}
    }

    /// Whether nothing but heartbeats is under way. What is due now, as a first attempt to
    /// connect, is not over yet.
    fn is_quiet(&self) -> bool {
        let world = self.world();
        world.in_flight().all(|(_, it)| it.is_ping()) && world.next_at() != Some(world.now())
    }

    fn is_idle(&self, process: ProcessId) -> bool {
        let process = &self.world().processes()[&process];
        !process.is_awake() || process.program.is_idle()
    }

    fn is_connected(&self, process: ProcessId) -> bool {
        let handle = self.world().processes()[&process].handle();
        handle.is_some_and(|it| it.belief() == Belief::Connected)
    }

    /// Whether a leader serves, and every server that runs and does not stand still follows it.
    pub fn has_leader(&self) -> bool {
        let world = self.world();
        let Some(leader) = world.leader().map(|it| it.id()) else {
            return false;
        };
        let awake = world.hosts().values().filter(|it| it.is_awake());
        awake.map(|it| &it.server).all(|it| match it.role() {
            Role::Following(follower) => follower.leader == leader && it.is_serving(),
            _ => it.id() == leader,
        })
    }
}

impl Statement {
    /// Whether it breaks or mends something: in a transcript of a real ensemble that takes no
    /// time, and what follows from it is told later.
    pub fn is_fault(&self) -> bool {
        match self {
            Statement::Kill(name) | Statement::Restart(name) => word::server(name).is_some(),
            Statement::Pause { .. } | Statement::Resume(_) | Statement::Trouble(_) => true,
            Statement::Together(statements) => statements.iter().any(Statement::is_fault),
            _ => false,
        }
    }
}
