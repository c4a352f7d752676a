//! A console for tests: tells the shell lines, and answers by hand what it asks.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::handle::{CallId, ConnectString, Program, ProgramInput, ProgramOutput, Shown};
use crate::model::{
    Acl, Answer, Bytes, Credentials, Expected, HandleId, KeeperState, Lifetime, NewPath, Read,
    ReadKind, Reply, Request, ServerId, SessionId, Stat, Version, VirtualTime, WallTime,
    WatchedEvent, Write, ZPath, Zone, Zxid,
};
use crate::shell::{Shell, ShellSettings};

pub struct Console {
    pub shell: Shell,
    /// What the shell has asked, and what waits for an answer.
    pub asked: Vec<Request>,
    pub open: VecDeque<(HandleId, CallId)>,
    pub opened: Vec<ConnectString>,
    pub credentials: Vec<Credentials>,
    transcript: Vec<String>,
}

impl Console {
    /// A console that has just been started; its session is not open yet.
    pub fn started() -> Console {
        Console::with("localhost:2181")
    }

    pub fn with(connect: &str) -> Console {
        let mut console = Console {
            shell: Shell::new(ShellSettings {
                connect: connect.to_string(),
                timeout: Duration::from_secs(30),
                zone: Zone::UTC,
                servers: 3,
                first: None,
            }),
            asked: Vec::new(),
            open: VecDeque::new(),
            opened: Vec::new(),
            credentials: Vec::new(),
            transcript: Vec::new(),
        };
        console.give(ProgramInput::Started);
        console
    }

    /// A console whose session is open, with nothing on its screen.
    pub fn connected() -> Console {
        let mut console = Console::started();
        console.session(KeeperState::SyncConnected);
        console.read();
        console
    }

    /// Types a line, and gives these answers to what is asked. Says what was printed.
    pub fn types(&mut self, line: &str, answers: impl IntoIterator<Item = Answer>) -> String {
        self.give(ProgramInput::Told(line.to_string()));
        for answer in answers {
            self.answer(answer);
        }
        assert_eq!(self.open.len(), 0, "{line:?} asks more than it is answered");
        self.read()
    }

    /// Answers the oldest call that is open.
    pub fn answer(&mut self, answer: Answer) {
        let (handle, call) = self.open.pop_front().expect("something is asked");
        self.give(ProgramInput::Answered {
            handle,
            call,
            answer,
        });
    }

    /// News of the present session.
    pub fn session(&mut self, state: KeeperState) {
        self.event(WatchedEvent::session(state));
    }

    pub fn event(&mut self, event: WatchedEvent) {
        let handle = self.shell.handle();
        self.give(ProgramInput::Event {
            handle,
            event,
            session: None,
        });
    }

    /// What was printed since last time. The prompt is left out, as in the oracle's transcripts.
    pub fn read(&mut self) -> String {
        std::mem::take(&mut self.transcript).join("\n")
    }

    /// Gives the shell an input. A handle that it closes says at once that it is closed.
    pub fn give(&mut self, input: ProgramInput<String>) {
        for output in self.shell.step(VirtualTime::START, input) {
            match output {
                ProgramOutput::Open { to, .. } => self.opened.push(to),
                ProgramOutput::Close { .. } => self.session(KeeperState::Closed),
                ProgramOutput::Call {
                    handle,
                    call,
                    request,
                } => {
                    self.open.push_back((handle, call));
                    self.asked.push(request);
                }
                ProgramOutput::Authenticate { credentials, .. } => {
                    self.credentials.push(credentials);
                }
                ProgramOutput::Exit { code } => {
                    self.transcript.push(format!("<cli exited: code {code}>"));
                }
                ProgramOutput::Show(Shown::Typed { .. }) => {}
                ProgramOutput::Show(
                    Shown::Out(line)
                    | Shown::Err(line)
                    | Shown::Failure(line)
                    | Shown::Partial(line),
                ) => {
                    self.transcript.push(line);
                }
                ProgramOutput::Show(Shown::Event(event)) => self.transcript.push(event.to_string()),
                ProgramOutput::Show(Shown::Note(note)) => self.transcript.push(format!("{note:?}")),
                ProgramOutput::Means(_) | ProgramOutput::Believes { .. } => {
                    unreachable!("a console means and believes nothing")
                }
            }
        }
    }
}

/// A connected console that is told this line and given these answers prints that.
pub fn check(line: &str, answers: impl IntoIterator<Item = Answer>, printed: &str) {
    assert_eq!(Console::connected().types(line, answers), printed, "{line}");
}

/// What a line asks first.
pub fn asked(line: &str) -> Request {
    let mut console = Console::connected();
    console.give(ProgramInput::Told(line.to_string()));
    console.asked.into_iter().next().expect("it asks something")
}

pub fn create(at: &str, sequential: bool, data: Option<&str>, lifetime: Lifetime) -> Request {
    Request::Write(Write::Create {
        path: NewPath::parse(at, sequential).expect("a test's path is well-formed"),
        data: data.and_then(bytes),
        acl: Acl::OPEN,
        lifetime,
    })
}

pub fn read(kind: ReadKind, at: &str, watch: bool) -> Request {
    let path = path(at);
    Request::Read(Read { kind, path, watch })
}

pub fn delete(at: &str, expected: Expected) -> Write {
    let path = path(at);
    Write::Delete { path, expected }
}

pub fn path(text: &str) -> ZPath {
    ZPath::parse(text).expect("a test's path is well-formed")
}

pub fn bytes(text: &str) -> Bytes {
    Some(text.as_bytes().into())
}

pub fn names(names: &[&str]) -> Answer {
    let names = names.iter().map(|it| Arc::from(*it)).collect();
    Ok(Reply::Children(names, stat()))
}

pub fn text(text: &str) -> Answer {
    Ok(Reply::Data(bytes(text), stat()))
}

pub fn created(text: &str) -> Answer {
    Ok(Reply::Created(path(text)))
}

/// The stat of a znode that was created by the second transaction and never changed.
pub fn stat() -> Stat {
    Stat {
        czxid: Zxid::new(0, 2),
        mzxid: Zxid::new(0, 2),
        pzxid: Zxid::new(0, 2),
        ctime: WallTime::EPOCH,
        mtime: WallTime::EPOCH,
        version: Version::ZERO,
        cversion: Version::ZERO,
        aversion: Version::ZERO,
        owner: Some(SessionId::first_of(ServerId::new(1), 0)),
        data_length: 1,
        children: 0,
    }
}

/// That stat as it is printed.
pub const STAT: &str = "cZxid = 0x2
ctime = Thu Jan 01 00:00:00 UTC 1970
mZxid = 0x2
mtime = Thu Jan 01 00:00:00 UTC 1970
pZxid = 0x2
cversion = 0
dataVersion = 0
aclVersion = 0
ephemeralOwner = 0x100000000000000
dataLength = 1
numChildren = 0";
