//! A program that does what it is told and remembers nothing: for random runs.

use std::time::Duration;

use crate::handle::{CallId, ConnectString, Host, Program, ProgramInput, ProgramOutput, Shown};
use crate::model::{HandleId, Request, VirtualTime, ZPath};

#[derive(Clone, Debug, PartialEq)]
pub struct Robot {
    calls: u64,
    waiting: u64,
    /// Its sessions that it has not closed, oldest first.
    handles: Vec<HandleId>,
    opened: HandleId,
    timeout: Duration,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Order {
    /// Asked in the session that it opened last.
    Call(Request),
    /// Asked in the oldest one that it has.
    CallOldest(Request),
    /// Close the session that was opened last.
    Close,
    /// The same, and open another.
    Renew,
    /// Open another beside those it has.
    Open,
}

impl Robot {
    /// Its sessions ask for this timeout.
    pub fn new(timeout: Duration) -> Robot {
        Robot {
            calls: 0,
            waiting: 0,
            handles: Vec::new(),
            opened: HandleId::FIRST,
            timeout,
        }
    }

    /// What its sessions ask for.
    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    fn open(&mut self) -> ProgramOutput {
        let handle = self.opened;
        self.opened = handle.next();
        self.handles.push(handle);
        let to = ConnectString {
            text: "localhost:2181".to_string(),
            hosts: vec![Host::All],
            chroot: ZPath::root(),
        };
        ProgramOutput::Open {
            handle,
            to,
            first: None,
            timeout: self.timeout,
        }
    }

    fn close(&mut self) -> Option<ProgramOutput> {
        let handle = self.handles.pop()?;
        Some(ProgramOutput::Close { handle })
    }

    fn call(&mut self, handle: Option<HandleId>, request: Request) -> Vec<ProgramOutput> {
        let Some(handle) = handle else {
            return Vec::new();
        };
        self.calls += 1;
        self.waiting += 1;
        vec![ProgramOutput::Call {
            handle,
            call: CallId(self.calls),
            request,
        }]
    }
}

impl Program for Robot {
    type Told = Order;

    fn step(&mut self, _: VirtualTime, input: ProgramInput<Order>) -> Vec<ProgramOutput> {
        match input {
            ProgramInput::Started | ProgramInput::Told(Order::Open) => vec![self.open()],
            ProgramInput::Told(Order::Call(request)) => {
                self.call(self.handles.last().copied(), request)
            }
            ProgramInput::Told(Order::CallOldest(request)) => {
                self.call(self.handles.first().copied(), request)
            }
            ProgramInput::Told(Order::Close) => self.close().into_iter().collect(),
            ProgramInput::Told(Order::Renew) => {
                let closed = self.close();
                closed.into_iter().chain([self.open()]).collect()
            }
            ProgramInput::Answered { answer, .. } => {
                self.waiting -= 1;
                vec![ProgramOutput::Show(Shown::Out(format!("{answer:?}")))]
            }
            ProgramInput::Event { event, .. } => vec![ProgramOutput::Show(Shown::Event(event))],
            ProgramInput::Deadline => Vec::new(),
        }
    }

    fn next_deadline(&self) -> Option<VirtualTime> {
        None
    }

    fn is_idle(&self) -> bool {
        self.waiting == 0
    }
}
