//! Whatever sits at a client's end of a session: a person's console, or a robot.

use std::fmt;
use std::time::Duration;

use crate::handle::motive::Motive;
use crate::model::{
    Answer, Credentials, HandleId, Request, ServerId, SessionId, VirtualTime, WatchedEvent, ZPath,
};

/// A program sees inputs and answers with outputs, and that is all it can do.
pub trait Program: Clone + PartialEq + fmt::Debug {
    /// What a person may tell it: for a console, a line.
    type Told: Clone + PartialEq + fmt::Debug;

    fn step(&mut self, now: VirtualTime, input: ProgramInput<Self::Told>) -> Vec<ProgramOutput>;

    /// When it wants to be woken by [`ProgramInput::Deadline`]; `None` for not by itself.
    fn next_deadline(&self) -> Option<VirtualTime>;

    /// Whether it has answered what it was last told, and would take the next thing now.
    fn is_idle(&self) -> bool;
}

#[derive(Clone, Debug, PartialEq)]
pub enum ProgramInput<T> {
    /// The process has just started.
    Started,
    Told(T),
    /// The answer to a call.
    Answered {
        handle: HandleId,
        call: CallId,
        answer: Answer,
    },
    /// A watch has fired, or the session changed its state. Closing a handle ends with the
    /// event `Closed`, after which nothing more comes from it.
    Event {
        handle: HandleId,
        event: WatchedEvent,
        /// The handle's session then, as `getSessionId` would tell it.
        session: Option<SessionId>,
    },
    Deadline,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ProgramOutput {
    /// Open a session; its id is chosen by the program and used for nothing else later.
    Open {
        handle: HandleId,
        to: ConnectString,
        /// The servers are tried in ascending order from this one on; without it, in an order of
        /// chance.
        first: Option<ServerId>,
        timeout: Duration,
    },
    Call {
        handle: HandleId,
        call: CallId,
        request: Request,
    },
    /// Say who the client is besides.
    Authenticate {
        handle: HandleId,
        credentials: Credentials,
    },
    /// Close the session in good order.
    Close {
        handle: HandleId,
    },
    Show(Shown),
    /// Why the program types what it types next.
    Means(Motive),
    /// The process has changed its mind on whether it owns that ephemeral znode.
    Believes {
        path: ZPath,
        tenure: Tenure,
    },
    /// The process ends. Sessions it has not closed live on until their timeout.
    Exit {
        code: i32,
    },
}

/// The number by which a program recognises an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CallId(pub u64);

/// What a process believes of an ephemeral znode whose owner holds an office, as `/master`.
///
/// It is built from what the process was told and from nothing else, so it may be wrong: that is
/// what a split brain is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tenure {
    /// Another owns it, or nobody, or it has not asked.
    #[default]
    None,
    /// It was told so, and has heard nothing else since.
    Held,
    /// It held it when the connection was lost: its session may be over without its knowing.
    Doubted,
}

/// What a process puts on its screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// A line was typed after this prompt.
    Typed { prompt: String, line: String },
    /// A line on the standard output.
    Out(String),
    /// A line on the error output. zkCli writes there also what went well: `Created /x`.
    Err(String),
    /// The same, and the command has failed.
    Failure(String),
    /// Part of a line: what comes next goes on behind it.
    Partial(String),
    /// A watch notification: an empty line, `WATCHER::`, an empty line, the event.
    Event(WatchedEvent),
    /// Said by the playground, not by zkCli.
    Note(Note),
}

/// What the playground itself has to say in a console. The words are found by the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// There is no such command, but one much like it.
    DidYouMean {
        command: &'static str,
    },
    /// A line for the playground that it cannot follow, and what to do.
    Refused {
        problem: String,
    },
    /// What may be typed with a leading colon; about one word, if it is given.
    Help {
        on: Option<String>,
    },
    OrderTaken {
        number: u32,
    },
    OrderEnded {
        number: u32,
    },
    NoSuchOrder {
        number: u32,
    },
    NoOrders,
    /// One of the standing orders, and how often it was carried out.
    Order {
        number: u32,
        order: String,
        firings: u32,
    },
}

/// Where a client connects to: servers, and the znode that it takes for its root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectString {
    /// As it was written, which is how the prompt shows it.
    pub text: String,
    pub hosts: Vec<Host>,
    pub chroot: ZPath,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// `localhost:2181`: all servers of the ensemble.
    All,
    /// `s2:2181`: that server.
    One(ServerId),
    /// No server of ours; a connection to it is never made.
    Unknown(String),
}
