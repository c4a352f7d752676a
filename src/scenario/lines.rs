//! A text that is read line by line, and what is wrong with a line of it.

use std::iter::Peekable;
use std::str;

use crate::scenario::script::ScriptError;

#[derive(Clone, Debug)]
pub struct Lines<'a> {
    rest: Peekable<str::Lines<'a>>,
    /// How many were read.
    read: usize,
}

impl<'a> Lines<'a> {
    pub fn of(text: &'a str) -> Lines<'a> {
        Lines {
            rest: text.lines().peekable(),
            read: 0,
        }
    }

    /// The next line, as long as it is no entry of a record: those begin with `@`.
    pub fn next_unless_entry(&mut self) -> Option<&'a str> {
        match self.rest.peek()?.starts_with('@') {
            true => None,
            false => self.next(),
        }
    }

    /// Whether all are read.
    pub fn is_over(&mut self) -> bool {
        self.rest.peek().is_none()
    }

    /// Something is wrong with the line that was read last; of an empty text, with its first.
    pub fn fail<T>(&self, problem: impl Into<String>) -> Result<T, ScriptError> {
        Err(ScriptError {
            line: self.read.max(1),
            problem: problem.into(),
        })
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let line = self.rest.next()?;
        self.read += 1;
        Some(line)
    }
}
