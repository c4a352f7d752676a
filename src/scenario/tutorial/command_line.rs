//! A command as it is typed, and the ways to type it otherwise.

use crate::model::{NewPath, ZPath};
use crate::scenario::tutorial::report::Why;
use crate::shell::options::{self, Given};
use crate::shell::table::{self, Entry};
use crate::shell::token::{self, Word};

#[derive(Clone, Debug, PartialEq)]
pub struct CommandLine {
    pub text: String,
    words: Vec<Word>,
    entry: Option<&'static Entry>,
    /// What is left when the options are read; `None` if they cannot be.
    given: Option<Given>,
}

/// The znode that a command needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// The znode itself.
    Node(ZPath),
    /// The parent of the one that is to be.
    Parent(ZPath),
}

impl CommandLine {
    pub fn parse(text: &str) -> CommandLine {
        let words = token::words(text);
        let entry = words.first().and_then(|it| table::find(&it.text));
        let rest: Vec<String> = words.iter().skip(1).map(|it| it.text.clone()).collect();
        let given = entry
            .and_then(Entry::strict)
            .and_then(|it| options::parse(it, &rest).ok());
        CommandLine {
            text: text.to_string(),
            words,
            entry,
            given,
        }
    }

    pub fn name(&self) -> &str {
        self.words.first().map_or("", |it| it.text.as_str())
    }

    /// Whether zkCli has this command.
    pub fn is_known(&self) -> bool {
        self.entry.is_some()
    }

    pub fn has(&self, option: &str) -> bool {
        self.given.as_ref().is_some_and(|it| it.has(option))
    }

    /// The path that it is about, as it is typed.
    pub fn path(&self) -> Option<&str> {
        let path = self.entry?.strict().is_some_and(|it| it.path);
        self.argument(0).filter(|_| path)
    }

    /// One of the words that are no options.
    fn argument(&self, place: usize) -> Option<&str> {
        let word = self.given.as_ref()?.words.get(place)?;
        Some(word.as_str())
    }

    pub fn is_create(&self) -> bool {
        self.name() == "create"
    }

    /// What must be there for it to succeed; `None` if nothing must, or the path is none.
    pub fn need(&self) -> Option<Need> {
        const ABOUT_NODES: [&str; 8] = [
            "get",
            "ls",
            "stat",
            "set",
            "delete",
            "deleteall",
            "getAcl",
            "setAcl",
        ];
        let path = self.path()?;
        if self.is_create() {
            let parent = NewPath::parse(path, self.has("s")).ok()?.parent()?;
            return Some(Need::Parent(parent));
        }
        ABOUT_NODES
            .contains(&self.name())
            .then(|| ZPath::parse(path).ok().map(Need::Node))?
    }

    /// The data that it writes stand in quotes.
    pub fn has_quoted_data(&self) -> bool {
        let writes = matches!(self.name(), "create" | "set");
        let data = self.argument(1).filter(|_| writes);
        data.is_some_and(|data| {
            let mut words = self.words.iter().filter(|it| it.text == data);
            words.any(|it| self.text[it.span.clone()].starts_with(['"', '\'']))
        })
    }

    /// The same about another path.
    pub fn with_path(&self, path: &str) -> String {
        let here = self.path().unwrap_or_default();
        let mut words = self.words.iter().skip(1);
        let Some(word) = words.find(|it| it.text == here) else {
            return self.text.clone();
        };
        let quoted = match path.contains(char::is_whitespace) {
            true => format!("\"{path}\""),
            false => path.to_string(),
        };
        self.replaced(word, &quoted)
    }

    /// The same with another name.
    pub fn with_name(&self, name: &str) -> String {
        self.replaced(&self.words[0], name)
    }

    fn replaced(&self, word: &Word, by: &str) -> String {
        let (before, behind) = (&self.text[..word.span.start], &self.text[word.span.end..]);
        format!("{before}{by}{behind}")
    }

    /// The same with a space between the command and the path, where there is none: `ls/`.
    pub fn unglued(&self) -> Option<String> {
        let at = self.name().find('/').filter(|it| *it > 0)?;
        table::find(&self.name()[..at])?;
        let at = self.words[0].span.start + at;
        Some(format!("{} {}", &self.text[..at], &self.text[at..]))
    }

    /// The same znode without the session that it would go with.
    pub fn without_ephemeral(&self) -> Option<String> {
        let is_flag = |it: &&Word| {
            let flags = it.text.strip_prefix('-');
            flags.is_some_and(|it| it.contains('e') && it.chars().all(|it| it == 'e' || it == 's'))
        };
        let word = self.words.iter().skip(1).find(is_flag)?;
        let flags = word.text.replace('e', "");
        if flags.len() > 1 {
            return Some(self.replaced(word, &flags));
        }
        let behind = self.text[word.span.end..].trim_start();
        Some(format!("{}{behind}", &self.text[..word.span.start]))
    }

    /// The same with quotes around data of several words; `None` if there is but one, or they
    /// can be something else.
    pub fn with_quoted_data(&self) -> Option<String> {
        let data = self
            .given
            .as_ref()?
            .words
            .get(1..)
            .filter(|it| it.len() > 1)?;
        let last = self.words.len().checked_sub(data.len())?;
        let words = &self.words[last..];
        let is_plain = |it: &Word| self.raw(it) == it.text && !it.text.contains(['"', ':']);
        let in_place = words.iter().map(|it| &it.text).eq(data);
        if !in_place || !words.iter().all(is_plain) || data[1].parse::<i32>().is_ok() {
            return None;
        }
        let (start, end) = (words[0].span.start, words[words.len() - 1].span.end);
        Some(format!(
            "{}\"{}\"{}",
            &self.text[..start],
            &self.text[start..end],
            &self.text[end..]
        ))
    }

    /// Today's way to type a command that is gone.
    pub fn instead_of_gone(&self) -> Option<String> {
        let rest: Vec<&str> = self.words.iter().skip(1).map(|it| self.raw(it)).collect();
        match (self.name(), rest.as_slice()) {
            ("ls2", [path, _watch]) => Some(format!("ls -s -w {path}")),
            ("ls2", rest) => Some(format!("ls -s {}", rest.join(" "))),
            ("rmr", rest) => Some(format!("deleteall {}", rest.join(" "))),
            _ => None,
        }
    }

    /// Why this is not how it is typed today, though it is understood.
    pub fn old_form(&self) -> Option<Why> {
        let second = self.argument(1)?;
        let number = |it: &str| it.parse::<i32>().is_ok();
        match self.name() {
            "get" | "ls" | "stat" => Some(Why::OldWatchForm {
                instead: self.with_option("-w", second),
            }),
            "delete" if number(second) => Some(Why::OldVersionForm {
                instead: self.with_option(&format!("-v {second}"), second),
            }),
            "set" => {
                let version = self.argument(2).filter(|it| number(it) && !self.has("v"))?;
                Some(Why::OldVersionForm {
                    instead: self.with_option(&format!("-v {version}"), version),
                })
            }
            _ => None,
        }
    }

    /// How to have the stat printed, too.
    pub fn with_stat(&self) -> Option<String> {
        let takes_it = matches!(self.name(), "get" | "set" | "setAcl");
        if !takes_it || self.has("s") {
            return None;
        }
        match self.old_form() {
            Some(Why::OldWatchForm { instead } | Why::OldVersionForm { instead }) => {
                CommandLine::parse(&instead).with_stat()
            }
            _ => Some(self.with_name(&format!("{} -s", self.name()))),
        }
    }

    /// The same with an option, and without the last word that said it in the old way.
    fn with_option(&self, option: &str, old: &str) -> String {
        let place = self.words.iter().rposition(|it| it.text == old);
        let rest = self.words.iter().enumerate().skip(1);
        let rest = rest.filter(|(at, _)| Some(*at) != place);
        let rest: Vec<&str> = rest.map(|(_, it)| self.raw(it)).collect();
        format!("{} {option} {}", self.name(), rest.join(" "))
    }

    fn raw(&self, word: &Word) -> &str {
        &self.text[word.span.clone()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn instead(line: &str) -> Option<String> {
        match CommandLine::parse(line).old_form()? {
            Why::OldWatchForm { instead } | Why::OldVersionForm { instead } => Some(instead),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_old_form_has_a_form_of_today() {
        for (old, today) in [
            ("stat /master true", "stat -w /master"),
            ("ls -s /workers watch", "ls -w -s /workers"),
            ("get \"/a b\" 1", "get -w \"/a b\""),
            ("delete /a 3", "delete -v 3 /a"),
            ("set /a \"x y\" 0", "set -v 0 /a \"x y\""),
        ] {
            assert_eq!(instead(old).as_deref(), Some(today));
        }
        for today in [
            "ls -w /a",
            "set /a b",
            "set -v 1 /a 2",
            "create /a b",
            "delete /a x",
        ] {
            assert_eq!(instead(today), None, "{today}");
        }
        let gone = |it: &str| CommandLine::parse(it).instead_of_gone();
        assert_eq!(gone("ls2 /a"), Some("ls -s /a".to_string()));
        assert_eq!(gone("ls2 /a true"), Some("ls -s -w /a".to_string()));
        assert_eq!(gone("rmr /a"), Some("deleteall /a".to_string()));
        assert_eq!(gone("ls /a"), None);
        let stat = |it: &str| CommandLine::parse(it).with_stat();
        assert_eq!(stat("get /a true"), Some("get -s -w /a".to_string()));
        assert_eq!(stat("get -s /a"), None);
        assert_eq!(stat("ls /a"), None);
    }

    #[test]
    fn a_command_knows_what_it_needs() {
        let need = |it: &str| match CommandLine::parse(it).need() {
            Some(Need::Node(path)) => format!("node {path}"),
            Some(Need::Parent(path)) => format!("parent {path}"),
            None => String::new(),
        };
        assert_eq!(need("create -e /a/b c"), "parent /a");
        assert_eq!(need("create -s /a/ c"), "parent /a");
        assert_eq!(need("ls /a true"), "node /a");
        assert_eq!(need("set -v 3 /a b"), "node /a");
        for nothing in [
            "",
            "\"",
            "sync /a",
            "quit",
            "ls",
            "ls a",
            "create /",
            "get -q /a",
        ] {
            assert_eq!(need(nothing), "", "{nothing}");
        }
    }

    #[test]
    fn words_are_exchanged_where_they_stand() {
        let line = CommandLine::parse("create -es /a/b  \"c d\"");
        assert_eq!(line.with_path("/x y/b"), "create -es \"/x y/b\"  \"c d\"");
        assert_eq!(line.without_ephemeral().unwrap(), "create -s /a/b  \"c d\"");
        assert!(line.has_quoted_data());
        let line = CommandLine::parse("create -e /a b");
        assert_eq!(line.without_ephemeral().unwrap(), "create /a b");
        assert!(!line.has_quoted_data());
        assert_eq!(CommandLine::parse("create /e").without_ephemeral(), None);
        let unglued = |it: &str| CommandLine::parse(it).unglued();
        assert_eq!(unglued("ls/ true"), Some("ls / true".to_string()));
        assert_eq!(unglued("foo/"), None);
        assert_eq!(unglued("/ls"), None);
    }
}
