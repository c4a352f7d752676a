//! The third pass over a line: a typed command, a value before it is an effect.
//!
//! All that zkCli checks before it asks a server is checked here, in its order. Nothing here
//! knows a session.

mod create;

mod quota;

mod reconfig;

use std::num::NonZeroUsize;

use crate::model::{
    Acl, AddWatchMode, Bytes, Credentials, ErrorCode, Expected, Read, ReadKind, Request,
    WatcherType, Write, ZPath,
};
use crate::shell::exception::{Exception, parse_int};
use crate::shell::failure::Failure;
use crate::shell::job::{DeleteAll, Job, Question, SetAclAll, Walk};
use crate::shell::options::{self, Given};
use crate::shell::render::DataFormat;
use crate::shell::screen::Screen;
use crate::shell::table::{Entry, Grammar, Strict};
use crate::shell::{acl, base64, usage};

/// A command that needs a living session.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Asks servers.
    Ask(Job),
    /// `None` for the mode that was named last.
    AddWatch {
        path: ZPath,
        mode: Option<AddWatchMode>,
    },
    Authenticate(Credentials),
    Close,
    Version,
    /// Says this on the error output, and that is all.
    Mention(String),
}

impl Command {
    /// Reads the words of a line, the name in front. What zkCli prints on the way is printed.
    pub fn parse(
        entry: &'static Entry,
        words: &[String],
        screen: &mut Screen,
    ) -> Result<Command, Failure> {
        let given = match &entry.grammar {
            Grammar::Strict(strict) => read(entry, strict, words, screen)?,
            _ => Given::default(),
        };
        match entry.name {
            "create" => create::create(&given, screen),
            "get" => get(&given),
            "ls" => ls(&given),
            "stat" => stat(&given),
            "config" => config(&given),
            "set" => set(&given),
            "delete" => delete(&given),
            "deleteall" => delete_all(&given),
            "getAcl" => read_of(&given, ReadKind::Acl),
            "setAcl" => set_acl(&given, screen),
            "addauth" => Ok(add_auth(&given)),
            "whoami" => ask(Request::WhoAmI),
            "getAllChildrenNumber" => read_of(&given, ReadKind::AllChildrenNumber),
            "getEphemerals" => ephemerals(&given),
            "sync" => ask(Request::Sync(path(&given)?)),
            "addWatch" => add_watch(entry, &given),
            "removewatches" => remove_watches(&given),
            "setquota" => quota::set_quota(&given),
            "delquota" => quota::delete_quota(&given),
            "listquota" => quota::list_quota(&given, screen),
            "reconfig" => reconfig::reconfig(entry, &given),
            "version" => Ok(Command::Version),
            _ => Ok(Command::Close),
        }
    }
}

/// Reads the options, in the old form too, and counts the words.
fn read(
    entry: &'static Entry,
    strict: &Strict,
    words: &[String],
    screen: &mut Screen,
) -> Result<Given, Failure> {
    let mut given = options::parse(strict, &words[1..])?;
    if given.has("?") {
        screen.out(usage::help(entry));
    }
    if let (Some(old), 2..) = (&strict.old_form, given.words.len()) {
        let (was, now) = (old.was, old.now);
        screen.err(format!(
            "'{was}' has been deprecated. Please use '{now}' instead."
        ));
        if let Some(third) = old.third {
            let mut words = words.to_vec();
            words[2] = third.to_string();
            given = options::parse(strict, &words[1..])?;
        }
    }
    // (Where the third word was a `--`, no path may be left: then zkCli fails over its own index.)
    if strict.words.contains(&given.words.len()) {
        Ok(given)
    } else {
        Err(Failure::Sentence(usage::of(entry)))
    }
}

fn get(given: &Given) -> Result<Command, Failure> {
    let mut question = question(given, ReadKind::Data)?;
    question.format = match (given.has("x"), given.has("b")) {
        (true, _) => DataFormat::Hex,
        (_, true) => DataFormat::Base64,
        _ => DataFormat::Plain,
    };
    Ok(Command::Ask(Job::Question(question)))
}

fn ls(given: &Given) -> Result<Command, Failure> {
    if given.has("R") {
        let walk = Walk::new(path(given)?, given.has("w"));
        return Ok(Command::Ask(Job::Walk(walk)));
    }
    read_of(given, ReadKind::Children)
}

fn stat(given: &Given) -> Result<Command, Failure> {
    let mut question = question(given, ReadKind::Exists)?;
    question.with_stat = true;
    Ok(Command::Ask(Job::Question(question)))
}

fn config(given: &Given) -> Result<Command, Failure> {
    let path = ZPath::parse("/zookeeper/config")?;
    let (kind, watch) = (ReadKind::Config, given.has("w"));
    let request = Request::Read(Read { kind, path, watch });
    let mut question = with_stat(given, request);
    if given.has("c") {
        question.format = DataFormat::Clients;
    }
    Ok(Command::Ask(Job::Question(question)))
}

fn set(given: &Given) -> Result<Command, Failure> {
    let data = match given.has("b") {
        true => Some(base64::decode(&given.words[1])?.into()),
        false => bytes(&given.words[1]),
    };
    let (expected, path) = (expected(given)?, path(given)?);
    let request = Request::Write(Write::SetData {
        path,
        data,
        expected,
    });
    ask_for_stat(given, request)
}

fn set_acl(given: &Given, screen: &mut Screen) -> Result<Command, Failure> {
    let acl = acl::parse(&given.words[1], screen);
    let (expected, path) = (expected(given)?, path(given)?);
    if given.has("R") {
        let all = SetAclAll::new(path, acl, expected);
        return Ok(Command::Ask(Job::SetAclAll(all)));
    }
    let acl = listed(acl)?;
    let request = Request::Write(Write::SetAcl {
        path,
        acl,
        expected,
    });
    ask_for_stat(given, request)
}

fn delete(given: &Given) -> Result<Command, Failure> {
    let (expected, path) = (expected(given)?, path(given)?);
    ask(Request::Write(Write::Delete { path, expected }))
}

fn delete_all(given: &Given) -> Result<Command, Failure> {
    let batch = match given.value("b").map(str::parse::<i32>) {
        None => 1000,
        Some(Ok(size)) => size,
        Some(Err(_)) => return refuse("-b argument must be an int value"),
    };
    let batch = usize::try_from(batch).ok().and_then(NonZeroUsize::new);
    Ok(Command::Ask(Job::DeleteAll(DeleteAll::new(
        path(given)?,
        batch,
    ))))
}

fn ephemerals(given: &Given) -> Result<Command, Failure> {
    let prefix = match given.words.is_empty() {
        true => ZPath::root(),
        false => path(given)?,
    };
    ask(Request::Ephemerals { prefix })
}

fn remove_watches(given: &Given) -> Result<Command, Failure> {
    let kinds = [
        ("c", WatcherType::Children),
        ("d", WatcherType::Data),
        ("p", WatcherType::Persistent),
        ("r", WatcherType::PersistentRecursive),
    ];
    let which = kinds.into_iter().find(|(flag, _)| given.has(flag));
    ask(Request::RemoveWatches {
        path: path(given)?,
        which: which.map_or(WatcherType::Any, |(_, kind)| kind),
        local: given.has("l"),
    })
}

fn add_watch(entry: &'static Entry, given: &Given) -> Result<Command, Failure> {
    let mode = match given.value("m").map(str::to_ascii_uppercase).as_deref() {
        None => None,
        Some("PERSISTENT") => Some(AddWatchMode::Persistent),
        Some("PERSISTENT_RECURSIVE") => Some(AddWatchMode::PersistentRecursive),
        Some(_) => return Err(Failure::Sentence(usage::of(entry))),
    };
    // Nobody catches what a path brings up here.
    let path = ZPath::parse(&given.words[0]).map_err(|it| Exception::Argument(it.to_string()))?;
    Ok(Command::AddWatch { path, mode })
}

fn add_auth(given: &Given) -> Command {
    Command::Authenticate(Credentials {
        scheme: given.words[0].clone(),
        secret: given.words.get(1).and_then(|it| bytes(it)),
    })
}

/// A question about the znode that is the first word.
fn question(given: &Given, kind: ReadKind) -> Result<Question, Failure> {
    let (path, watch) = (path(given)?, given.has("w"));
    Ok(with_stat(given, Request::Read(Read { kind, path, watch })))
}

/// A question that shows the stat, too, if `-s` is given.
fn with_stat(given: &Given, request: Request) -> Question {
    Question {
        with_stat: given.has("s"),
        ..Question::new(request)
    }
}

fn ask_for_stat(given: &Given, request: Request) -> Result<Command, Failure> {
    Ok(Command::Ask(Job::Question(with_stat(given, request))))
}

fn read_of(given: &Given, kind: ReadKind) -> Result<Command, Failure> {
    Ok(Command::Ask(Job::Question(question(given, kind)?)))
}

/// A list that the client sends: one without entries it refuses itself, and so names no path.
fn listed(acl: Acl) -> Result<Acl, Failure> {
    match acl.is_empty() {
        true => Err(Failure::refused(ErrorCode::InvalidAcl, "null")),
        false => Ok(acl),
    }
}

fn bytes(text: &str) -> Bytes {
    Some(text.as_bytes().into())
}

/// The first word. The table says how many there are at least.
fn path(given: &Given) -> Result<ZPath, Failure> {
    Ok(ZPath::parse(&given.words[0])?)
}

fn expected(given: &Given) -> Result<Expected, Failure> {
    match given.value("v") {
        Some(version) => Ok(Expected::from_number(parse_int(version)?)),
        None => Ok(Expected::Any),
    }
}

fn ask(request: Request) -> Result<Command, Failure> {
    Ok(Command::Ask(Job::Question(Question::new(request))))
}

fn refuse(sentence: &str) -> Result<Command, Failure> {
    Err(Failure::Sentence(sentence.to_string()))
}
