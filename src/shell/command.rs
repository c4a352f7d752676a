//! The third pass over a line: a typed command, a value before it is an effect.
//!
//! All that zkCli checks before it asks a server is checked here, in its order. Nothing here
//! knows a session.

use std::num::NonZeroUsize;

use crate::model::{Expected, Lifetime, NewPath, ZPath};
use crate::shell::exception::parse_int;
use crate::shell::failure::Failure;
use crate::shell::job::{DeleteAll, Job, Question, Walk};
use crate::shell::options::{self, Given};
use crate::shell::screen::Screen;
use crate::shell::table::{Entry, Grammar, Strict};
use crate::shell::{acl, usage};

/// A command that needs a living session.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Asks servers.
    Ask(Job),
    Close,
    Version,
    /// A command, or a use of one, that the playground has not learnt.
    NotYet(&'static str),
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
            "create" => create(&given, screen),
            "get" => get(&given),
            "ls" => ls(&given),
            "stat" => stat(&given),
            "set" => set(&given),
            "delete" => delete(&given),
            "deleteall" => delete_all(&given),
            "close" => Ok(Command::Close),
            "version" => Ok(Command::Version),
            _ => not_yet(entry, &given),
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

fn create(given: &Given, screen: &mut Screen) -> Result<Command, Failure> {
    let [ephemeral, sequential, container] = ["e", "s", "c"].map(|it| given.has(it));
    if container && (ephemeral || sequential) {
        return refuse(
            "-c cannot be combined with -s or -e. Containers cannot be ephemeral or sequential.",
        );
    }
    let ttl = given.value("t");
    check_ttl(ttl, ephemeral, container)?;
    let acl = given.words.get(2).map(|it| acl::entries(it, screen));
    let path = NewPath::parse(&given.words[0], sequential)?;
    if acl == Some(0) {
        // The client itself refuses an empty list, and so names no path.
        screen.err("KeeperErrorCode = InvalidACL");
        return refuse("Acl is not valid : null");
    }
    match (container, ttl, acl) {
        (true, ..) => return Ok(Command::NotYet("create -c")),
        (_, Some(_), _) => return Ok(Command::NotYet("create -t")),
        (.., Some(_)) => return Ok(Command::NotYet("create path data acl")),
        _ => {}
    }
    let data = given.words.get(1).map(|it| it.as_bytes().into());
    let lifetime = if ephemeral {
        Lifetime::Ephemeral
    } else {
        Lifetime::Persistent
    };
    ask(Question::Create {
        path,
        data,
        lifetime,
    })
}

fn check_ttl(ttl: Option<&str>, ephemeral: bool, container: bool) -> Result<(), Failure> {
    /// 40 bits of milliseconds, about 34 years.
    const LONGEST: i64 = 0xFF_FFFF_FFFF;
    let Some(ttl) = ttl else { return Ok(()) };
    let sentence = match ttl.parse::<i64>() {
        Err(_) => "-t argument must be a long value".to_string(),
        Ok(_) if ephemeral => "TTLs cannot be used with Ephemeral znodes".to_string(),
        Ok(_) if container => "TTLs cannot be used with Container znodes".to_string(),
        Ok(1..=LONGEST) => return Ok(()),
        Ok(_) => format!("ttl must be positive and cannot be larger than: {LONGEST}"),
    };
    Err(Failure::Sentence(sentence))
}

fn get(given: &Given) -> Result<Command, Failure> {
    let path = path(given)?;
    if given.has("x") {
        return Ok(Command::NotYet("get -x"));
    }
    if given.has("b") {
        return Ok(Command::NotYet("get -b"));
    }
    let (watch, with_stat) = (given.has("w"), given.has("s"));
    ask(Question::Get {
        path,
        watch,
        with_stat,
    })
}

fn ls(given: &Given) -> Result<Command, Failure> {
    let path = path(given)?;
    let (watch, with_stat) = (given.has("w"), given.has("s"));
    if given.has("R") {
        return Ok(Command::Ask(Job::Walk(Walk::new(path, watch))));
    }
    ask(Question::Ls {
        path,
        watch,
        with_stat,
    })
}

fn stat(given: &Given) -> Result<Command, Failure> {
    let (path, watch) = (path(given)?, given.has("w"));
    ask(Question::Stat { path, watch })
}

fn set(given: &Given) -> Result<Command, Failure> {
    let (expected, path) = (expected(given)?, path(given)?);
    if given.has("b") {
        return Ok(Command::NotYet("set -b"));
    }
    let data = Some(given.words[1].as_bytes().into());
    let with_stat = given.has("s");
    ask(Question::Set {
        path,
        data,
        expected,
        with_stat,
    })
}

fn delete(given: &Given) -> Result<Command, Failure> {
    let (expected, path) = (expected(given)?, path(given)?);
    ask(Question::Delete { path, expected })
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

/// What can be said of any command without knowing it.
fn not_yet(entry: &'static Entry, given: &Given) -> Result<Command, Failure> {
    if entry.strict().is_some_and(|it| it.path) && !given.words.is_empty() {
        path(given)?;
    }
    Ok(Command::NotYet(entry.name))
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

fn ask(question: Question) -> Result<Command, Failure> {
    Ok(Command::Ask(Job::Question(question)))
}

fn refuse(sentence: &str) -> Result<Command, Failure> {
    Err(Failure::Sentence(sentence.to_string()))
}
