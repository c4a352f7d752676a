//! `ls -R`: prints a whole tree.

use crate::model::{Answer, Request, ZPath};
use crate::shell::failure::Failure;
use crate::shell::job::tour::{Stop, Tour};
use crate::shell::screen::Screen;

#[derive(Clone, Debug, PartialEq)]
pub struct Walk(Tour);

impl Walk {
    pub fn new(path: ZPath, watch: bool) -> Walk {
        Walk(Tour::new(path, watch))
    }

    pub fn go_on(&mut self, screen: &mut Screen) -> Vec<Request> {
        loop {
            match self.0.next() {
                Some(Stop::Visit(path)) => screen.out(path),
                Some(Stop::Ask(request)) => return vec![request],
                None => return Vec::new(),
            }
        }
    }

    pub fn answered(&mut self, answer: Answer) -> Result<(), Failure> {
        self.0.answered(answer)
    }
}
