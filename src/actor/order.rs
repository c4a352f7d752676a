//! Standing orders: programs as data.
//!
//! `on NodeDeleted /master do create -e /master "master2.example.com:2223"` makes a backup out
//! of a console. An order sets its watch by a command of its own, types its own command when
//! the event comes, and sets the watch again. It sees no more than a person at that console
//! would: what changes between an event and the next watch, it misses.

use std::fmt;

use thiserror::Error;

use crate::actor::ask;
use crate::model::{Answer, ErrorCode, EventType, ReadKind, Request, WatchedEvent, ZPath};

/// So often an order is carried out; then it rests. Two orders that set each other off would
/// never end.
pub const MOST_FIRINGS: u32 = 100;
/// So many orders a process takes.
pub const MOST_ORDERS: usize = 20;
/// So many characters the command of an order may have.
pub const LONGEST_COMMAND: usize = 500;

/// The events that an order may wait for.
const EVENTS: [EventType; 4] = [
    EventType::NodeCreated,
    EventType::NodeDeleted,
    EventType::NodeDataChanged,
    EventType::NodeChildrenChanged,
];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingOrder {
    event: EventType,
    path: ZPath,
    command: String,
}

/// Why a text is no order.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OrderError {
    #[error("write `on EVENT PATH do COMMAND`, as in `on NodeDeleted /master do ls /`")]
    Form,
    #[error(
        "`{0}` is no event; write one of NodeCreated, NodeDeleted, NodeDataChanged, \
         NodeChildrenChanged"
    )]
    Event(String),
    #[error("`{path}` is no path: {problem}")]
    Path { path: String, problem: String },
    #[error("an order types a command of zkCli; `{0}` is a word to the playground")]
    Colon(String),
    #[error("the command has {0} characters; an order takes at most {LONGEST_COMMAND}")]
    TooLong(usize),
    #[error("there are {MOST_ORDERS} standing orders already; end one by `off NUMBER`")]
    TooMany,
}

impl StandingOrder {
    /// Reads `EVENT PATH do COMMAND`.
    pub fn parse(text: &str) -> Result<StandingOrder, OrderError> {
        let (event, rest) = next_word(text).ok_or(OrderError::Form)?;
        let (path, rest) = next_word(rest).ok_or(OrderError::Form)?;
        let (word, command) = next_word(rest).ok_or(OrderError::Form)?;
        let command = command.trim();
        if word != "do" || command.is_empty() {
            return Err(OrderError::Form);
        }
        let named = |it: &&EventType| format!("{it:?}") == event;
        let event = EVENTS.iter().find(named);
        let event = *event.ok_or_else(|| OrderError::Event(text_of(text)))?;
        let path = ZPath::parse(path).map_err(|problem| OrderError::Path {
            path: path.to_string(),
            problem: problem.to_string(),
        })?;
        if command.starts_with(':') {
            return Err(OrderError::Colon(text_of(command)));
        }
        match command.chars().count() {
            length if length > LONGEST_COMMAND => Err(OrderError::TooLong(length)),
            _ => Ok(StandingOrder {
                event,
                path,
                command: command.to_string(),
            }),
        }
    }
}

/// The first word of a text, for an error about it.
fn text_of(text: &str) -> String {
    next_word(text).map_or("", |(word, _)| word).to_string()
}

fn next_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// As it was written.
impl fmt::Display for StandingOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "on {:?} {} do {}", self.event, self.path, self.command)
    }
}

/// The standing orders of one process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Orders {
    standing: Vec<Standing>,
    given: u32,
}

/// One order, and how it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// By which it is ended. A number is never given again.
    pub number: u32,
    pub order: StandingOrder,
    pub firings: u32,
    /// The event came, the command is to be typed.
    due: bool,
    watch: Watch,
}

/// The watch of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Watch {
    /// Is to be set by this question.
    Wanted(ReadKind),
    Set,
}

/// What an order has typed.
#[derive(Clone, Debug, PartialEq)]
pub enum Typing {
    Command {
        number: u32,
        line: String,
    },
    /// A question that sets its watch.
    Arm {
        number: u32,
        request: Request,
    },
}

impl Orders {
    pub fn standing(&self) -> &[Standing] {
        &self.standing
    }

    /// Takes an order, and returns its number.
    pub fn give(&mut self, order: StandingOrder) -> Result<u32, OrderError> {
        if self.standing.len() == MOST_ORDERS {
            return Err(OrderError::TooMany);
        }
        self.given += 1;
        self.standing.push(Standing::new(self.given, order));
        Ok(self.given)
    }

    /// Ends an order; `false` if there is none of that number.
    pub fn end(&mut self, number: u32) -> bool {
        let before = self.standing.len();
        self.standing.retain(|it| it.number != number);
        self.standing.len() < before
    }

    /// The same orders for a new life of the process.
    pub fn anew(&self) -> Orders {
        let standing = self.standing.iter();
        Orders {
            standing: standing
                .map(|it| Standing::new(it.number, it.order.clone()))
                .collect(),
            given: self.given,
        }
    }

    /// What is to be typed next. A command that is due goes before any watch: so a backup
    /// first tries to win and then watches whoever won.
    pub fn take_next(&mut self) -> Option<Typing> {
        if let Some(due) = self.standing.iter_mut().find(|it| it.due) {
            due.due = false;
            due.firings += 1;
            return Some(Typing::Command {
                number: due.number,
                line: due.order.command.clone(),
            });
        }
        let mut wanting = self.standing.iter().filter(|it| !it.rests());
        wanting.find_map(Standing::arming)
    }

    /// Takes the answer to a question that sets the watch of an order.
    pub fn answered(&mut self, number: u32, request: &Request, answer: &Answer) {
        let Some(standing) = self.standing.iter_mut().find(|it| it.number == number) else {
            return;
        };
        let Request::Read(read) = request else { return };
        standing.watch = match (read.kind, answer) {
            // No list of what is not there: wait for its creation first.
            (ReadKind::Children, Err(ErrorCode::NoNode)) => Watch::Wanted(ReadKind::Exists),
            // It has been created since: now there is a list.
            (ReadKind::Exists, Ok(_)) => match standing.order.question() {
                ReadKind::Children => Watch::Wanted(ReadKind::Children),
                _ => Watch::Set,
            },
            // Again when the connection is back.
            (_, Err(ErrorCode::ConnectionLoss)) => Watch::Wanted(standing.order.question()),
            _ => Watch::Set,
        };
    }

    pub fn told(&mut self, event: &WatchedEvent) {
        for standing in &mut self.standing {
            standing.told(event);
        }
    }
}

impl Standing {
    fn new(number: u32, order: StandingOrder) -> Standing {
        Standing {
            watch: Watch::Wanted(order.question()),
            number,
            order,
            firings: 0,
            due: false,
        }
    }

    /// It has been carried out as often as it may.
    pub fn rests(&self) -> bool {
        self.firings >= MOST_FIRINGS
    }

    fn arming(&self) -> Option<Typing> {
        let path = self.order.path.clone();
        let request = match self.watch {
            Watch::Set => return None,
            Watch::Wanted(ReadKind::Children) => ask::list(path, true),
            Watch::Wanted(_) => ask::stat(path, true),
        };
        let number = self.number;
        Some(Typing::Arm { number, request })
    }

    fn told(&mut self, event: &WatchedEvent) {
        match (event.kind, event.state) {
            // A new session has no watches. (A lost connection keeps them.)
            (EventType::None, state) if state.is_final() => {
                self.watch = Watch::Wanted(self.order.question());
            }
            (EventType::None, _) => {}
            _ if event.path.as_ref() != Some(&self.order.path) => {}
            (kind, _) => {
                self.due = self.due || (kind == self.order.event && !self.rests());
                if self.order.listens_to(kind) {
                    self.watch = Watch::Wanted(self.order.question());
                }
            }
        }
    }
}

impl StandingOrder {
    /// By which question its watch is set.
    fn question(&self) -> ReadKind {
        match self.event {
            EventType::NodeChildrenChanged => ReadKind::Children,
            _ => ReadKind::Exists,
        }
    }

    /// Whether such an event uses up its watch, whoever's question has set it.
    fn listens_to(&self, kind: EventType) -> bool {
        match kind {
            EventType::NodeChildrenChanged => self.question() == ReadKind::Children,
            EventType::NodeDataChanged => self.question() == ReadKind::Exists,
            _ => true,
        }
    }
}
