//! What a step puts out: lines for the screen, and what the world is asked to do, in order.

use std::fmt;

use crate::handle::{Note, ProgramOutput, Shown};

#[derive(Debug, Default)]
pub struct Screen(Vec<ProgramOutput>);

impl Screen {
    /// Prints a text to the standard output, and ends its last line.
    pub fn out(&mut self, text: impl fmt::Display) {
        for line in text.to_string().split('\n') {
            self.show(Shown::Out(line.to_string()));
        }
    }

    /// Prints a text to the error output, and ends its last line.
    pub fn err(&mut self, text: impl fmt::Display) {
        for line in text.to_string().split('\n') {
            self.show(Shown::Err(line.to_string()));
        }
    }

    /// Prints the sentence with which a command fails.
    pub fn failure(&mut self, text: impl fmt::Display) {
        for line in text.to_string().split('\n') {
            self.show(Shown::Failure(line.to_string()));
        }
    }

    /// Says which command might have been meant.
    pub fn did_you_mean(&mut self, command: &'static str) {
        self.show(Shown::Note(Note::DidYouMean { command }));
    }

    pub fn show(&mut self, shown: Shown) {
        self.put(ProgramOutput::Show(shown));
    }

    pub fn put(&mut self, output: ProgramOutput) {
        self.0.push(output);
    }

    pub fn into_outputs(self) -> Vec<ProgramOutput> {
        self.0
    }
}
