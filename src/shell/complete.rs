//! What may follow at the end of a line that is being typed.

use crate::model::ZPath;
use crate::shell::options::{self, Given, OptionError};
use crate::shell::table::{self, COMMANDS, Entry};
use crate::shell::token::{self, Word};
use crate::shell::usage;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The byte of the line from which on an item takes the place of what was typed.
    pub start: usize,
    pub items: Vec<Item>,
    /// The usage of the command that is being typed, once its name stands.
    pub usage: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub text: String,
    /// What it is, in zkCli's words; may be empty.
    pub about: String,
}

/// Completes the last word of a line. `children` tells the names of a znode's children; it is
/// asked for one znode at most.
pub fn complete(line: &str, children: impl Fn(&ZPath) -> Vec<String>) -> Completion {
    let (before, start) = split(line);
    let typed = line[start..].trim_start_matches(['"', '\'']);
    let Some(name) = before.first() else {
        let items = begun_with(typed, COMMANDS.iter().map(|it| (it.name, it.arguments)));
        let usage = None;
        return Completion {
            start,
            items,
            usage,
        };
    };
    let Some(entry) = table::find(name) else {
        let (items, usage) = (Vec::new(), None);
        return Completion {
            start,
            items,
            usage,
        };
    };
    let items = arguments(entry, &before[1..], typed, children);
    let usage = Some(usage::line(entry));
    Completion {
        start,
        items,
        usage,
    }
}

/// What may stand behind the name of a command and the words that are finished.
fn arguments(
    entry: &Entry,
    before: &[String],
    typed: &str,
    children: impl Fn(&ZPath) -> Vec<String>,
) -> Vec<Item> {
    let given = match entry.strict().map(|it| options::parse(it, before)) {
        Some(Ok(given)) => given,
        // It may still come.
        Some(Err(OptionError::MissingOption(_))) => Given::default(),
        // The value of an option is being typed.
        Some(Err(OptionError::MissingArgument(name))) => {
            let mut flags = entry.options().iter();
            let choices = flags
                .find(|it| it.name == name)
                .map_or(&[][..], |it| it.choices);
            return begun_with(typed, choices.iter().map(|it| (*it, "")));
        }
        // Something is wrong already.
        Some(Err(_)) => return Vec::new(),
        None => Given::words_alone(before),
    };
    if typed.starts_with('-') && !before.iter().any(|it| it == "--") {
        let left = entry.options().iter().filter(|it| !given.has(it.name));
        return begun_with(typed, left.map(|it| (format!("-{}", it.name), it.about)));
    }
    if entry.strict().is_some_and(|it| it.path) && given.words.is_empty() {
        return paths(typed, children);
    }
    let choices = entry.choices.get(given.words.len()).copied();
    begun_with(
        typed,
        choices.unwrap_or_default().iter().map(|it| (*it, "")),
    )
}

fn paths(typed: &str, children: impl Fn(&ZPath) -> Vec<String>) -> Vec<Item> {
    let Some((above, _)) = typed.rsplit_once('/') else {
        return Vec::new();
    };
    let Ok(parent) = ZPath::parse(if above.is_empty() { "/" } else { above }) else {
        return Vec::new();
    };
    let names = children(&parent).into_iter();
    let mut items = begun_with(typed, names.map(|it| (parent.child(&it).to_string(), "")));
    for item in &mut items {
        item.text = quoted(&item.text);
    }
    items
}

/// A path as a word: in quotes, if there is a space in it.
fn quoted(path: &str) -> String {
    match (path.contains(' '), path.contains('"')) {
        (false, _) => path.to_string(),
        (true, false) => format!("\"{path}\""),
        (true, true) => format!("'{path}'"),
    }
}

fn begun_with<T: Into<String>>(
    typed: &str,
    choices: impl IntoIterator<Item = (T, &'static str)>,
) -> Vec<Item> {
    let items = choices.into_iter().map(|(text, about)| Item {
        text: text.into(),
        about: about.to_string(),
    });
    items.filter(|it| it.text.starts_with(typed)).collect()
}

/// The words that are finished, and where the one begins that is being typed.
fn split(line: &str) -> (Vec<String>, usize) {
    let mut words = token::words(line);
    let unfinished =
        |it: &mut Word| it.span.end == line.len() && !ends_in_quote(&line[it.span.clone()]);
    let start = match words.pop_if(unfinished) {
        None => line.len(),
        Some(word) => {
            let start = word.span.start;
            // A quote right before it that ends no other word is still open.
            let open =
                ends_in_quote(&line[..start]) && words.last().is_none_or(|it| it.span.end < start);
            start - usize::from(open)
        }
    };
    (words.into_iter().map(|it| it.text).collect(), start)
}

fn ends_in_quote(text: &str) -> bool {
    text.ends_with(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn children(path: &ZPath) -> Vec<String> {
        let names: &[&str] = match path.as_str() {
            "/" => &["master", "workers", "zookeeper"],
            "/workers" => &["w1", "w2", "w 3"],
            _ => &[],
        };
        names.iter().map(|it| it.to_string()).collect()
    }

    /// The line as each item would make it.
    fn lines(line: &str) -> Vec<String> {
        let completion = complete(line, children);
        let kept = &line[..completion.start];
        let items = completion.items.iter();
        items.map(|it| format!("{kept}{}", it.text)).collect()
    }

    #[test]
    fn the_first_word_is_a_command() {
        assert_eq!(lines("de"), ["delete", "deleteall", "delquota"]);
        assert_eq!(lines("\"de"), ["delete", "deleteall", "delquota"]);
        assert_eq!(lines("").len(), 28);
        assert_eq!(lines("xyz"), [""; 0]);
        let about = complete("ls", children).items.remove(0).about;
        assert_eq!(about, "[-s] [-w] [-R] path");
    }

    #[test]
    fn behind_a_dash_are_the_options_of_the_command_that_are_not_given() {
        assert_eq!(lines("ls -"), ["ls -?", "ls -s", "ls -w", "ls -R"]);
        assert_eq!(
            lines("get -s /x -"),
            ["get -s /x -w", "get -s /x -b", "get -s /x -x"]
        );
        assert_eq!(
            lines("setquota -"),
            ["setquota -n", "setquota -b", "setquota -N", "setquota -B"]
        );
        assert_eq!(lines("set -v -"), [""; 0]);
        assert_eq!(lines("create -- -"), [""; 0]);
        assert_eq!(lines("whoami -"), [""; 0]);
    }

    #[test]
    fn a_word_that_begins_with_a_slash_is_a_living_path() {
        assert_eq!(
            lines("get /"),
            ["get /master", "get /workers", "get /zookeeper"]
        );
        assert_eq!(lines("get -w /w"), ["get -w /workers"]);
        assert_eq!(lines("get \"/w"), ["get /workers"]);
        assert_eq!(
            lines("ls /workers/w"),
            ["ls /workers/w1", "ls /workers/w2", "ls \"/workers/w 3\""]
        );
        assert_eq!(lines("ls /none/"), [""; 0]);
        assert_eq!(lines("ls //"), [""; 0]);
    }

    #[test]
    fn a_path_is_offered_where_one_is_expected() {
        assert_eq!(lines("create /x /"), [""; 0]);
        assert_eq!(lines("addauth /"), [""; 0]);
        assert_eq!(lines("set -v /"), [""; 0]);
        assert_eq!(lines("setquota -n 3 /m"), ["setquota -n 3 /master"]);
        assert_eq!(lines("get '/master'"), [""; 0]);
    }

    #[test]
    fn where_the_choices_are_few_they_are_offered() {
        assert_eq!(
            lines("addWatch -m PERSISTENT_"),
            ["addWatch -m PERSISTENT_RECURSIVE"]
        );
        assert_eq!(lines("addauth d"), ["addauth digest"]);
        assert_eq!(
            lines("setAcl /master world"),
            [
                "setAcl /master world:anyone:cdrwa",
                "setAcl /master world:anyone:r"
            ]
        );
        assert_eq!(lines("create /x data auth"), ["create /x data auth::cdrwa"]);
        assert_eq!(
            lines("printwatches "),
            ["printwatches on", "printwatches off"]
        );
        assert_eq!(lines("printwatches of"), ["printwatches off"]);
    }

    #[test]
    fn the_usage_is_that_of_the_command_being_typed() {
        let usage = |line| complete(line, children).usage;
        assert_eq!(usage("stat /x").as_deref(), Some("stat [-w] path"));
        assert_eq!(usage("stat"), None);
        assert_eq!(usage("foo /x"), None);
    }
}
