//! The lifelines: who is on the chart, and when each lived and stood still.

use crate::sim::Node;

/// A part of a lifeline, by the numbers of the items that begin and end it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// `None` for the beginning of the run.
    pub begins: Option<u64>,
    pub ends: Option<u64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Life {
    pub end: Node,
    pub lives: Vec<Span>,
    pub pauses: Vec<Span>,
}

/// In the order of the columns: processes, then servers.
#[derive(Clone, Debug, Default)]
pub struct Lives {
    all: Vec<Life>,
}

impl Lives {
    pub fn all(&self) -> &[Life] {
        &self.all
    }

    /// The lifeline of a process or server, which has one from now on.
    pub fn of(&mut self, end: Node) -> &mut Life {
        let at = match self.all.binary_search_by_key(&end, |it| it.end) {
            Ok(at) => at,
            Err(at) => {
                // Servers are there from the beginning.
                let lives = match end {
                    Node::Process(_) => Vec::new(),
                    Node::Server(_) => vec![Span {
                        begins: None,
                        ends: None,
                    }],
                };
                let life = Life {
                    end,
                    lives,
                    pauses: Vec::new(),
                };
                self.all.insert(at, life);
                at
            }
        };
        &mut self.all[at]
    }

    /// Lets go of what ended before the item of that number, and of lifelines without a rest,
    /// if they are `absent` now.
    pub fn let_go(&mut self, first: u64, absent: impl Fn(Node) -> bool) {
        let lasts = |it: &Span| it.ends.is_none_or(|end| end >= first);
        for life in &mut self.all {
            life.lives.retain(lasts);
            life.pauses.retain(lasts);
        }
        self.all
            .retain(|it| !it.lives.is_empty() || !absent(it.end));
    }
}

impl Life {
    pub fn is_alive(&self) -> bool {
        self.lives.last().is_some_and(|it| it.ends.is_none())
    }

    pub fn begin(&mut self, number: u64) {
        self.end(number);
        self.lives.push(Span::from(number));
    }

    pub fn end(&mut self, number: u64) {
        close(&mut self.lives, number);
        close(&mut self.pauses, number);
    }

    pub fn pause(&mut self, number: u64) {
        close(&mut self.pauses, number);
        self.pauses.push(Span::from(number));
    }

    pub fn resume(&mut self, number: u64) {
        close(&mut self.pauses, number);
    }
}

impl From<u64> for Span {
    fn from(begins: u64) -> Span {
        Span {
            begins: Some(begins),
            ends: None,
        }
    }
}

/// Ends what has not ended yet.
fn close(spans: &mut [Span], number: u64) {
    if let Some(last) = spans.last_mut() {
        last.ends.get_or_insert(number);
    }
}
