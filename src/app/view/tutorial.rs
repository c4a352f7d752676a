//! A pasted session, each line with what is to be said of it.

use std::rc::Rc;

/// The dialog about a pasted session.
#[derive(Clone, Debug, PartialEq)]
pub struct PastedView {
    /// `None` while it is being checked. Shared: a frame does not copy its rows.
    pub found: Option<Rc<TutorialView>>,
    /// What the button says that types the commands; `None` if they cannot be.
    pub type_here: Option<String>,
}

/// What was found in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TutorialView {
    /// As in `20 same, 6 differing, 5 typos`; or why it could not be played.
    pub sum: String,
    pub rows: Vec<TutorialRow>,
    /// That there are more rows than are shown.
    pub more: Option<String>,
    /// What can be typed elsewhere; empty if more than one console typed it.
    pub commands: Vec<String>,
}

impl TutorialView {
    /// It could not be checked, and this is why.
    pub fn problem(sum: String) -> TutorialView {
        TutorialView {
            sum,
            ..TutorialView::default()
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct TutorialRow {
    /// In the text, counted from 1; empty for what the text does not have.
    pub line: String,
    pub kind: TutorialMark,
    /// The mark in a word.
    pub mark: String,
    pub text: String,
    /// A command, and no output.
    pub typed: bool,
    pub said: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TutorialMark {
    Same,
    Differs,
    Typo,
    /// Said without being said.
    Implied,
    /// Nothing that could be true or false.
    Passed,
}

impl TutorialMark {
    /// By which styles and the program beside the page know it.
    pub fn name(self) -> &'static str {
        match self {
            TutorialMark::Same => "same",
            TutorialMark::Differs => "differs",
            TutorialMark::Typo => "typo",
            TutorialMark::Implied => "implied",
            TutorialMark::Passed => "passed",
        }
    }

    pub fn named(name: &str) -> Option<TutorialMark> {
        let all = [
            TutorialMark::Same,
            TutorialMark::Differs,
            TutorialMark::Typo,
            TutorialMark::Implied,
            TutorialMark::Passed,
        ];
        all.into_iter().find(|it| it.name() == name)
    }
}
