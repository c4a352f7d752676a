//! The one table of zkCli's commands: parsing, usage, help and completion all read it.

mod commands;

use std::ops::RangeInclusive;

pub use commands::COMMANDS;

/// One command of zkCli.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: &'static str,
    /// What its usage says behind the name.
    pub arguments: &'static str,
    pub grammar: Grammar,
    /// What may stand for each word besides a path, to be offered while it is typed; what else
    /// may stand there is not said.
    pub choices: &'static [&'static [&'static str]],
}

/// How what stands behind a command's name is read.
#[derive(Debug, PartialEq, Eq)]
pub enum Grammar {
    /// The console sees to the command itself, with or without a session.
    Console,
    /// Needs a living session, and does not look at its words.
    Careless,
    /// Needs a living session, and has its words parsed.
    Strict(Strict),
}

#[derive(Debug, PartialEq, Eq)]
pub struct Strict {
    pub options: &'static [Flag],
    pub group: Group,
    /// How many words there may be besides the name and the options.
    pub words: RangeInclusive<usize>,
    /// The first of these words is a path.
    pub path: bool,
    /// Its usage goes on with a table of its options.
    pub lists_options: bool,
    pub old_form: Option<OldForm>,
}

/// An option, as in `-w`, `-v 3`, or `-add …`.
#[derive(Debug, PartialEq, Eq)]
pub struct Flag {
    pub name: &'static str,
    pub takes_value: bool,
    pub about: &'static str,
    /// The values there are, where they are few.
    pub choices: &'static [&'static str],
}

/// Whether the options of a command exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Free,
    AtMostOne,
    ExactlyOne,
}

/// What ZooKeeper 3.4 allowed: a word behind the path that stood for an option.
#[derive(Debug, PartialEq, Eq)]
pub struct OldForm {
    pub was: &'static str,
    pub now: &'static str,
    /// What the third word of the line is replaced by, whatever it was.
    pub third: Option<&'static str>,
}

impl Entry {
    const fn choosing(self, choices: &'static [&'static [&'static str]]) -> Entry {
        Entry { choices, ..self }
    }

    pub fn strict(&self) -> Option<&Strict> {
        match &self.grammar {
            Grammar::Strict(strict) => Some(strict),
            _ => None,
        }
    }

    pub fn options(&self) -> &'static [Flag] {
        self.strict().map_or(&[], |it| it.options)
    }
}

/// The command of that name. Case counts.
pub fn find(name: &str) -> Option<&'static Entry> {
    COMMANDS.iter().find(|it| it.name == name)
}

/// Any number of words. Most commands pass over those that they have no use for.
const ANY: usize = usize::MAX;

const fn console(name: &'static str, arguments: &'static str) -> Entry {
    Entry {
        name,
        arguments,
        grammar: Grammar::Console,
        choices: &[],
    }
}

const fn careless(name: &'static str, arguments: &'static str) -> Entry {
    Entry {
        name,
        arguments,
        grammar: Grammar::Careless,
        choices: &[],
    }
}

const fn strict(name: &'static str, arguments: &'static str, strict: Strict) -> Entry {
    Entry {
        name,
        arguments,
        grammar: Grammar::Strict(strict),
        choices: &[],
    }
}

const fn words(words: RangeInclusive<usize>) -> Strict {
    Strict {
        options: &[],
        group: Group::Free,
        words,
        path: false,
        lists_options: false,
        old_form: None,
    }
}

const fn path_and(count: RangeInclusive<usize>) -> Strict {
    Strict {
        path: true,
        ..words(count)
    }
}

const fn flag(name: &'static str, about: &'static str) -> Flag {
    Flag {
        name,
        takes_value: false,
        about,
        choices: &[],
    }
}

const fn value(name: &'static str, about: &'static str) -> Flag {
    Flag {
        name,
        takes_value: true,
        about,
        choices: &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_commands_are_sorted_with_capitals_first() {
        assert!(COMMANDS.is_sorted_by_key(|it| it.name));
    }

    #[test]
    fn case_counts_in_the_name_of_a_command() {
        assert!(find("getAcl").is_some());
        assert!(find("getacl").is_none());
    }
}
