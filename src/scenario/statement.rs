//! The statements of the script language: what is done, to whom.

use std::time::Duration;

use crate::actor::{Bugs, Role, Settings, StandingOrder};
use crate::model::ServerId;
use crate::scenario::trouble::{self, Trouble};
use crate::scenario::word;

#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// A setting of the header; it is done before the first step, and only shown.
    Header,
    /// A process with a console opens a session.
    Session {
        name: String,
        timeout: Option<Duration>,
        /// The server that it tries first.
        at: Option<ServerId>,
    },
    /// A process with a program opens a session.
    Program {
        settings: Settings,
        timeout: Option<Duration>,
    },
    /// A line is typed into a console.
    Typed {
        name: String,
        command: String,
    },
    Wait(Duration),
    /// Time passes until a leader serves and every server that can follows it.
    Leader,
    /// `quit` is typed.
    Close(String),
    /// A process is killed, or a server crashes.
    Kill(String),
    /// The same for process and server.
    Restart(String),
    /// The process leaves the cast.
    Remove(String),
    Pause {
        name: String,
        span: Option<Duration>,
    },
    Resume(String),
    /// A person takes over from the program.
    ByHand(String),
    /// The program takes over from the person.
    ByItself(String),
    /// Its program has these bugs from now on, and no others.
    Bugs {
        name: String,
        bugs: Bugs,
    },
    /// The process gets a standing order.
    Order {
        name: String,
        order: StandingOrder,
    },
    /// Ends that order.
    Off {
        name: String,
        number: u32,
    },
    /// A link or a session suffers, or is mended.
    Trouble(Trouble),
    /// The same for each of several.
    Together(Vec<Statement>),
}

/// With idle sessions an hour takes tens of milliseconds; with a stage full of busy ones a second.
pub const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// A command may have so many bytes: twice what a server reads of one request.
const LONGEST_LINE: usize = 1 << 21;

/// In the place of bugs.
pub(super) const NO_BUG: &str = "none";

/// How each statement is written; they are told in this order.
const FORMS: [(&str, &str); 17] = [
    ("session", "session NAME [TIMEOUT] [@SERVER]"),
    ("program", "program NAME ROLE [KEY=VALUE …]"),
    ("wait", "wait DURATION"),
    ("leader", "leader"),
    ("close", "close NAME"),
    ("kill", "kill NAME"),
    ("crash", "crash NAME"),
    ("restart", "restart NAME"),
    ("remove", "remove NAME"),
    ("pause", "pause NAME [DURATION]"),
    ("resume", "resume NAME"),
    ("by-hand", "by-hand NAME"),
    ("by-itself", "by-itself NAME"),
    ("bug", "bug NAME BUG[,BUG]` or `bug NAME none"),
    ("order", "order NAME on EVENT PATH do COMMAND"),
    ("off", "off NAME NUMBER"),
    ("NAME>", "NAME> COMMAND"),
];

impl Statement {
    /// # Errors
    /// What is wrong, and how to write it.
    pub fn parse(line: &str) -> Result<Statement, String> {
        if let Some((name, command)) = line.split_once('>')
            && word::is_name(name)
        {
            let command = decode(command.strip_prefix(' ').unwrap_or(command))?;
            check_line(&command)?;
            let name = name.to_string();
            return Ok(Statement::Typed { name, command });
        }
        if let Some(order) = parse_order(line) {
            return order;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some((&verb, rest)) = words.split_first() else {
            return Err(unknown(line));
        };
        match (verb, rest) {
            ("program", [name, role, settings @ ..]) => parse_program(name, role, settings),
            ("wait", [span]) => parse_wait(span),
            ("leader", []) => Ok(Statement::Leader),
            ("off", [name, number]) => Ok(Statement::Off {
                name: word::name(name)?,
                number: parse_number(number)?,
            }),
            (verb, [names, rest @ ..]) => {
                if let Some(trouble) = Trouble::parse(verb, words.get(1..).unwrap_or_default())? {
                    return Ok(Statement::Trouble(trouble));
                }
                let each = names
                    .split(',')
                    .map(|name| parse_named(verb, name, rest)?.ok_or_else(|| misformed(verb)));
                let mut each = each.collect::<Result<Vec<_>, _>>()?;
                match each.len() {
                    1 => Ok(each.remove(0)),
                    _ => Ok(Statement::Together(each)),
                }
            }
            (verb, []) => Err(misformed(verb)),
        }
    }
}

impl Statement {
    /// The process that it is about.
    pub fn subject(&self) -> Option<&String> {
        match self {
            Statement::Header
            | Statement::Wait(_)
            | Statement::Leader
            | Statement::Trouble(_)
            | Statement::Together(_) => None,
            Statement::Program { settings, .. } => Some(&settings.name),
            Statement::Session { name, .. }
            | Statement::Typed { name, .. }
            | Statement::Pause { name, .. }
            | Statement::Bugs { name, .. }
            | Statement::Order { name, .. }
            | Statement::Off { name, .. }
            | Statement::Close(name)
            | Statement::Kill(name)
            | Statement::Restart(name)
            | Statement::Remove(name)
            | Statement::Resume(name)
            | Statement::ByHand(name)
            | Statement::ByItself(name) => Some(name),
        }
    }

    /// Whether a console starts by it.
    pub fn starts_process(&self) -> bool {
        matches!(
            self,
            Statement::Session { .. } | Statement::Program { .. } | Statement::Restart(_)
        )
    }
}

/// The statements of one process and perhaps a duration; `None` for what is none of them.
fn parse_named(verb: &str, name: &str, rest: &[&str]) -> Result<Option<Statement>, String> {
    let make: fn(String) -> Statement = match (verb, rest) {
        ("session", [] | [_] | [_, _]) => return parse_session(name, rest).map(Some),
        ("pause", [] | [_]) => {
            return Ok(Some(Statement::Pause {
                name: word::name(name)?,
                span: optional(rest)?,
            }));
        }
        ("bug", [bugs]) => {
            let name = word::name(name)?;
            let bugs = match *bugs {
                NO_BUG => Bugs::default(),
                bugs => Bugs::parse(bugs)?,
            };
            return Ok(Some(Statement::Bugs { name, bugs }));
        }
        ("close", []) => Statement::Close,
        ("kill" | "crash", []) => Statement::Kill,
        ("restart", []) => Statement::Restart,
        ("remove", []) => Statement::Remove,
        ("resume", []) => Statement::Resume,
        ("by-hand", []) => Statement::ByHand,
        ("by-itself", []) => Statement::ByItself,
        _ => return Ok(None),
    };
    Ok(Some(make(word::name(name)?)))
}

fn parse_session(name: &str, rest: &[&str]) -> Result<Statement, String> {
    let name = word::name(name)?;
    let (timeout, at) = match rest {
        [] => (None, None),
        [word] if !word.starts_with('@') => (Some(*word), None),
        [at] => (None, Some(*at)),
        [timeout, at, ..] => (Some(*timeout), Some(*at)),
    };
    let server = |at: &str| {
        let server = at.strip_prefix('@').and_then(word::server);
        server.ok_or_else(|| format!("`{at}` is no server; write @s1"))
    };
    Ok(Statement::Session {
        name,
        timeout: timeout.map(word::duration).transpose()?,
        at: at.map(server).transpose()?,
    })
}

/// # Errors
/// If a command is too long to be typed.
pub(super) fn check_line(command: &str) -> Result<(), String> {
    match command.len() {
        ..=LONGEST_LINE => Ok(()),
        length => Err(format!(
            "the command has {length} bytes; at most {LONGEST_LINE} can be typed"
        )),
    }
}

fn parse_wait(span: &str) -> Result<Statement, String> {
    match word::duration(span)? {
        span if span <= LONGEST_WAIT => Ok(Statement::Wait(span)),
        _ => Err(format!("`{span}` is too long to wait; at most 60m at once")),
    }
}

fn optional(span: &[&str]) -> Result<Option<Duration>, String> {
    span.first().map(|it| word::duration(it)).transpose()
}

/// `order NAME on …`: the command keeps its spaces.
fn parse_order(line: &str) -> Option<Result<Statement, String>> {
    let rest = line.trim_start().strip_prefix("order")?;
    let rest = rest.strip_prefix(char::is_whitespace)?.trim_start();
    let (name, rest) = rest.split_once(char::is_whitespace)?;
    let rest = rest.trim_start().strip_prefix("on")?;
    let rest = rest.strip_prefix(char::is_whitespace)?;
    let order = StandingOrder::parse(rest).map_err(|it| it.to_string());
    Some(word::name(name).and_then(|name| {
        Ok(Statement::Order {
            name,
            order: order?,
        })
    }))
}

pub(super) fn parse_number(text: &str) -> Result<u32, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is no number of an order; `:orders` lists them"))
}

fn parse_program(name: &str, role: &str, given: &[&str]) -> Result<Statement, String> {
    let role = Role::from_word(role)
        .ok_or_else(|| format!("`{role}` is no role; write one of master, worker, client"))?;
    let mut settings = Settings::new(&word::name(name)?, role);
    let mut timeout = None;
    for setting in given {
        let (key, value) = setting
            .split_once('=')
            .ok_or_else(|| format!("`{setting}` is no setting; write KEY=VALUE"))?;
        match (role, key) {
            (_, "timeout") => timeout = Some(word::duration(value)?),
            (_, "bug") => settings.bugs = Bugs::parse(value)?.check(role)?,
            (Role::Worker, "work") => settings.work = word::duration(value)?,
            (Role::Client, "after") => settings.after = word::duration(value)?,
            (Role::Client, "every") => settings.every = word::duration(value)?,
            (Role::Client, "tasks") => settings.tasks = Some(parse_count(value)?),
            (Role::Client, "at-once") => settings.at_once = parse_count(value)? as usize,
            (Role::Client, "command") => settings.command = parse_text(value)?,
            _ => return Err(unknown_setting(role, key)),
        }
    }
    Ok(Statement::Program { settings, timeout })
}

fn parse_count(text: &str) -> Result<u32, String> {
    match text.parse() {
        Ok(count @ 1..=1000) => Ok(count),
        _ => Err(format!("`{text}` is no count from 1 to 1000")),
    }
}

/// What can stand in quotes of either kind.
fn parse_text(text: &str) -> Result<String, String> {
    let fits = |it: char| it.is_ascii_alphanumeric() || "-_.:/".contains(it);
    match !text.is_empty() && text.chars().all(fits) {
        true => Ok(text.to_string()),
        false => Err(format!(
            "`{text}` does not do as a command; use letters, digits and - _ . : /"
        )),
    }
}

fn unknown_setting(role: Role, key: &str) -> String {
    let known = match role {
        Role::Master => "timeout, bug",
        Role::Worker => "work, timeout, bug",
        Role::Client => "after, every, tasks, at-once, command, timeout, bug",
    };
    format!("a {role} has no setting `{key}`; it has {known}")
}

pub(super) fn forms() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    FORMS.iter().chain(&trouble::FORMS)
}

fn misformed(verb: &str) -> String {
    match forms().find(|(it, _)| *it == verb) {
        Some((_, form)) => format!("`{verb}` has too few or too many words; write `{form}`"),
        None => unknown(verb),
    }
}

fn unknown(word: &str) -> String {
    let verbs: Vec<&str> = forms().map(|(verb, _)| *verb).collect();
    format!(
        "`{word}` is no statement; expected one of: {}",
        verbs.join(", ")
    )
}

/// Replaces `{U+XXXX}` by the character it stands for.
fn decode(command: &str) -> Result<String, String> {
    let mut decoded = String::new();
    let mut rest = command;
    while let Some((before, behind)) = rest.split_once("{U+") {
        let (code, after) = behind
            .split_once('}')
            .ok_or_else(|| "`{U+` is not closed; write a character as {U+0001}".to_string())?;
        let character = u32::from_str_radix(code, 16)
            .ok()
            .and_then(char::from_u32)
            .ok_or_else(|| format!("`{{U+{code}}}` is no character"))?;
        decoded.push_str(before);
        decoded.push(character);
        rest = after;
    }
    decoded.push_str(rest);
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_statement_is_read() {
        let order = StandingOrder::parse("NodeDeleted /master do create -e /master \"a  b\"");
        let order = order.unwrap();
        let name = || "m".to_string();
        for (line, statement) in [
            (
                "pause m 10s",
                Statement::Pause {
                    name: name(),
                    span: Some(Duration::from_secs(10)),
                },
            ),
            (
                "pause m",
                Statement::Pause {
                    name: name(),
                    span: None,
                },
            ),
            ("resume m", Statement::Resume(name())),
            ("remove m", Statement::Remove(name())),
            ("by-hand m", Statement::ByHand(name())),
            ("by-itself m", Statement::ByItself(name())),
            (
                "off m 3",
                Statement::Off {
                    name: name(),
                    number: 3,
                },
            ),
            (
                "order m on NodeDeleted /master do create -e /master \"a  b\"",
                Statement::Order {
                    name: name(),
                    order,
                },
            ),
            (
                "program m worker work=2s",
                Statement::Program {
                    settings: Settings {
                        work: Duration::from_secs(2),
                        ..Settings::new("m", Role::Worker)
                    },
                    timeout: None,
                },
            ),
        ] {
            assert_eq!(Statement::parse(line), Ok(statement), "{line}");
        }
    }

    #[test]
    fn a_wrong_statement_is_told_with_what_to_do() {
        for (line, hint) in [
            ("program m", "write `program NAME ROLE"),
            ("program m king", "write one of master, worker, client"),
            ("program M master", "is no name"),
            ("program m master work=1s", "it has timeout"),
            ("program m worker work", "write KEY=VALUE"),
            (
                "program m worker bug=polls,deletes-first",
                "a worker cannot have the bug `deletes-first`; it can have no-reread, \
                 acts-disconnected, polls",
            ),
            (
                "program m client bug=",
                "`` is no bug; there are no-reread, trusts-loss, deletes-first, acts-disconnected, \
                 polls",
            ),
            ("bug m", "write `bug NAME BUG[,BUG]` or `bug NAME none`"),
            ("bug m slow", "`slow` is no bug; there are no-reread,"),
            ("program m client tasks=0", "no count"),
            ("program m client command=\"x\"", "does not do as a command"),
            ("off m x", "`:orders` lists them"),
            ("order m", "write `order NAME on EVENT PATH do COMMAND`"),
            ("order m on Birth /a do ls /", "`Birth` is no event"),
            ("order m on NodeCreated a do ls /", "must start with /"),
            (
                "order m on NodeCreated /a do",
                "write `on EVENT PATH do COMMAND`",
            ),
            (
                "order m on NodeCreated /a do :kill b",
                "is a word to the playground",
            ),
            ("wait 61m", "at most 60m"),
            ("pause", "write `pause NAME [DURATION]`"),
            ("pause m 1s 2s", "write `pause NAME [DURATION]`"),
        ] {
            let problem = Statement::parse(line).unwrap_err();
            assert!(problem.contains(hint), "{line}: {problem}");
        }
    }
}
