//! zkCli 3.9.3 as a [`Program`]: a console that is told lines, and says what the real one says.
//!
//! A line is read in three passes: words and quotes ([`token`]), flags by the one table
//! ([`table`], [`options`]), a typed [`command`]. What a command asks of servers, and how it
//! prints the answers, is a [`job`]. The shell knows one handle and no clock; where it deviates
//! from zkCli, a comment says why.

pub mod table;

pub mod token;

pub mod options;

pub mod command;

pub mod job;

pub mod render;

pub mod usage;

pub mod spell;

pub mod complete;

mod run;
mod session;

mod acl;
mod address;
pub mod base64;
mod exception;
mod failure;
mod history;
mod screen;
mod slip;
mod suggest;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use litemap::LiteMap;

use crate::handle::{CallId, Program, ProgramInput, ProgramOutput};
use crate::model::{AddWatchMode, HandleId, ServerId, VirtualTime, Zone};
use history::History;
use job::Job;
use screen::Screen;

pub use complete::{Completion, Item, complete};
pub use run::RELEASE;
pub use slip::is_slip;
pub use spell::{spell, spell_without_data};
pub use suggest::did_you_mean;

/// A console of zkCli, from its start to its exit.
#[derive(Clone, Debug, PartialEq)]
pub struct Shell {
    settings: ShellSettings,
    /// What it was last told to connect to, which the prompt shows.
    host: String,
    handle: HandleId,
    state: SessionState,
    activity: Activity,
    /// Lines that were told while a command ran.
    waiting: VecDeque<String>,
    /// The words of the line that runs or ran last; none before the first. A line without
    /// words runs them again.
    words: Vec<String>,
    /// Whether the line that runs is one that a `redo` repeats.
    redoing: bool,
    history: History,
    print_watches: bool,
    /// The mode that was last given to an `addWatch`: it sticks.
    watch_mode: AddWatchMode,
    /// The exit code of the last command, with which the console would quit.
    exit_code: i32,
    next_call: CallId,
    open_calls: LiteMap<CallId, ()>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ShellSettings {
    /// As in `localhost:2181`.
    pub connect: String,
    /// The session timeout that it asks for.
    pub timeout: Duration,
    /// The zone of the dates that it prints.
    pub zone: Zone,
    /// There are servers `s1` to `sN`.
    pub servers: u8,
    /// The one that is tried first, and from there on the others in order; without it, they are
    /// tried in an order of chance.
    pub first: Option<ServerId>,
}

/// What the client believes of its session, as the prompt says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SessionState {
    Connecting,
    Connected,
    Closed,
    AuthFailed,
}

impl SessionState {
    /// Whether the handle can still do something.
    fn is_alive(self) -> bool {
        matches!(self, SessionState::Connecting | SessionState::Connected)
    }
}

impl fmt::Display for SessionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SessionState::Connecting => "CONNECTING",
            SessionState::Connected => "CONNECTED",
            SessionState::Closed => "CLOSED",
            SessionState::AuthFailed => "AUTH_FAILED",
        })
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Activity {
    /// Waits for a line.
    Idle,
    /// Waits for the answers to its open calls.
    Asking(Job),
    /// Waits for its handle to be closed.
    Closing(Afterwards),
    /// Has exited.
    Gone,
}

/// Why a handle is closed.
#[derive(Clone, Debug, PartialEq)]
enum Afterwards {
    Close,
    Quit,
    Connect(String),
}

impl Program for Shell {
    /// A line.
    type Told = String;

    fn step(&mut self, _now: VirtualTime, input: ProgramInput<String>) -> Vec<ProgramOutput> {
        if self.activity == Activity::Gone {
            return Vec::new();
        }
        let mut screen = Screen::default();
        match input {
            ProgramInput::Started => self.start(&mut screen),
            ProgramInput::Told(line) => self.waiting.push_back(line),
            ProgramInput::Answered {
                handle,
                call,
                answer,
            } if handle == self.handle => {
                self.answered(call, answer, &mut screen);
            }
            ProgramInput::Event { handle, event, .. } => self.notified(handle, event, &mut screen),
            ProgramInput::Answered { .. } | ProgramInput::Deadline => {}
        }
        while self.activity == Activity::Idle
            && let Some(line) = self.waiting.pop_front()
        {
            self.execute(line, &mut screen);
        }
        screen.into_outputs()
    }

    fn next_deadline(&self) -> Option<VirtualTime> {
        None
    }

    fn is_idle(&self) -> bool {
        match self.activity {
            Activity::Idle => self.waiting.is_empty(),
            Activity::Gone => true,
            Activity::Asking(_) | Activity::Closing(_) => false,
        }
    }
}

impl Shell {
    pub fn new(settings: ShellSettings) -> Shell {
        Shell {
            host: settings.connect.clone(),
            settings,
            handle: HandleId::FIRST,
            state: SessionState::Connecting,
            activity: Activity::Idle,
            waiting: VecDeque::new(),
            words: Vec::new(),
            redoing: false,
            history: History::default(),
            print_watches: true,
            watch_mode: AddWatchMode::PersistentRecursive,
            exit_code: 0,
            next_call: CallId(1),
            open_calls: LiteMap::new(),
        }
    }

    /// As in `[zk: localhost:2181(CONNECTED) 3] `. It tells the state of this moment; zkCli's
    /// stays as it was when the last command ended.
    pub fn prompt(&self) -> String {
        format!(
            "[zk: {}({}) {}] ",
            self.host,
            self.state,
            self.history.len()
        )
    }

    /// All lines that were typed, oldest first, with those that still wait.
    pub fn history(&self) -> impl Iterator<Item = &str> {
        let waiting = self.waiting.iter().map(String::as_str);
        self.history
            .typed()
            .chain(waiting.filter(|it| !it.is_empty()))
    }

    /// The same console for a new life of its process.
    pub fn anew(&self) -> Shell {
        Shell::new(self.settings.clone())
    }

    /// Whether it waits for a line.
    pub fn has_prompt(&self) -> bool {
        self.activity == Activity::Idle && self.waiting.is_empty()
    }

    /// What it was last told to connect to.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The handle of its present session.
    pub fn handle(&self) -> HandleId {
        self.handle
    }
}
