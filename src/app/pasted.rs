//! A console session that somebody has pasted and is looking at.

use std::rc::Rc;

use crate::app::view::TutorialView;

#[derive(Clone, Debug, PartialEq)]
pub struct Pasted {
    /// The console that it was pasted into.
    pub process: String,
    pub text: String,
    /// What was found in it, once it is known.
    pub found: Option<Rc<TutorialView>>,
}
