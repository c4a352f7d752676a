//! The page's side of a console: the half-typed line, what is recalled, what may follow.

use crate::model::ZPath;
use crate::shell::complete::{Completion, complete};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Console {
    pub draft: String,
    pub popup: Option<Popup>,
    /// Which line of the history stands in the draft, counted from the newest.
    recalled: Option<usize>,
    /// What was typed before the history was called up.
    parked: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Popup {
    pub completion: Completion,
    pub chosen: usize,
}

impl Console {
    /// A person has changed the line. `children` knows the live paths, as this client sees them.
    pub fn edit(&mut self, text: String, children: impl Fn(&ZPath) -> Vec<String>) {
        self.recalled = None;
        let completion = complete(&text, children);
        self.draft = text;
        let wanted = !self.draft.trim().is_empty() && !completion.items.is_empty();
        self.popup = wanted.then_some(Popup {
            completion,
            chosen: 0,
        });
    }

    /// The line is sent: it is handed out, and the input is empty.
    pub fn take(&mut self) -> String {
        self.popup = None;
        self.recalled = None;
        std::mem::take(&mut self.draft)
    }

    /// Goes through the history, oldest first in `lines`, and back to what was being typed.
    pub fn recall(&mut self, older: bool, lines: &[String]) {
        let next = match (self.recalled, older) {
            (None, true) => Some(0),
            (Some(at), true) => Some((at + 1).min(lines.len().saturating_sub(1))),
            (Some(0) | None, false) => None,
            (Some(at), false) => Some(at - 1),
        };
        if self.recalled.is_none() {
            self.parked.clone_from(&self.draft);
        }
        match next.and_then(|at| lines.iter().rev().nth(at)) {
            Some(line) => self.draft.clone_from(line),
            None if self.recalled.is_some() => self.draft = std::mem::take(&mut self.parked),
            None => return,
        }
        self.recalled = next;
        self.popup = None;
    }

    pub fn choose(&mut self, index: usize) {
        if let Some(popup) = &mut self.popup {
            popup.chosen = index.min(popup.completion.items.len() - 1);
        }
    }

    /// Takes the chosen completion into the line.
    pub fn complete(&mut self) {
        let Some(popup) = self.popup.take() else {
            return;
        };
        let item = &popup.completion.items[popup.chosen].text;
        self.draft.truncate(popup.completion.start);
        self.draft.push_str(item);
        if !item.starts_with('/') {
            self.draft.push(' ');
        }
    }

    /// The greyed continuation: what the chosen completion would add to the line.
    pub fn ghost(&self) -> String {
        let Some(popup) = &self.popup else {
            return String::new();
        };
        let item = &popup.completion.items[popup.chosen].text;
        let typed = &self.draft[popup.completion.start.min(self.draft.len())..];
        item.strip_prefix(typed).unwrap_or_default().to_string()
    }

    /// Esc: first the popup goes, then the line.
    pub fn dismiss(&mut self) {
        if self.popup.take().is_none() {
            self.draft.clear();
            self.recalled = None;
        }
    }
}
