//! The third pass over a line: a typed command, a value before it is an effect.
//!
//! All that zkCli checks before it asks a server is checked here, in its order. Nothing here
//! knows a session.

use std::num::NonZeroUsize;

use crate::model::quota::QUOTA_ROOT;
use crate::model::{
    Acl, AddWatchMode, Bytes, Credentials, ErrorCode, Expected, Lifetime, NewPath, QuotaKey, Read,
    ReadKind, Request, StatsTrack, Ttl, WatcherType, Write, ZPath,
};
use crate::shell::exception::{Exception, parse_int};
use crate::shell::failure::{Failure, keeper_message};
use crate::shell::job::{
    DeleteAll, DeleteQuota, Job, ListQuota, Question, SetAclAll, SetQuota, Walk,
};
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
            "create" => create(&given, screen),
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
            "setquota" => set_quota(&given),
            "delquota" => delete_quota(&given),
            "listquota" => list_quota(&given, screen),
            "reconfig" => reconfig(entry, &given),
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

fn create(given: &Given, screen: &mut Screen) -> Result<Command, Failure> {
    let [ephemeral, sequential, container] = ["e", "s", "c"].map(|it| given.has(it));
    if container && (ephemeral || sequential) {
        return refuse(
            "-c cannot be combined with -s or -e. Containers cannot be ephemeral or sequential.",
        );
    }
    let ttl = ttl(given.value("t"), ephemeral, container)?;
    let acl = given.words.get(2).map(|it| acl::parse(it, screen));
    let path = NewPath::parse(&given.words[0], sequential)?;
    if acl.as_ref().is_some_and(Acl::is_empty) {
        screen.err(keeper_message(ErrorCode::InvalidAcl, None::<&str>));
    }
    ask(Request::Write(Write::Create {
        path,
        data: given.words.get(1).and_then(|it| bytes(it)),
        acl: listed(acl.unwrap_or(Acl::OPEN))?,
        lifetime: match ttl {
            Some(ttl) => Lifetime::Ttl(ttl),
            None if container => Lifetime::Container,
            None if ephemeral => Lifetime::Ephemeral,
            None => Lifetime::Persistent,
        },
    }))
}

fn ttl(given: Option<&str>, ephemeral: bool, container: bool) -> Result<Option<Ttl>, Failure> {
    let Some(given) = given else { return Ok(None) };
    let sentence = match given.parse::<i64>() {
        Err(_) => "-t argument must be a long value".to_string(),
        Ok(_) if ephemeral => "TTLs cannot be used with Ephemeral znodes".to_string(),
        Ok(_) if container => "TTLs cannot be used with Container znodes".to_string(),
        Ok(millis) => match Ttl::from_millis(millis) {
            Some(ttl) => return Ok(Some(ttl)),
            None => {
                let longest = Ttl::LONGEST;
                format!("ttl must be positive and cannot be larger than: {longest}")
            }
        },
    };
    Err(Failure::Sentence(sentence))
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
    Ok(Command::Ask(Job::Question(Question {
        with_stat: given.has("s"),
        format: match given.has("c") {
            true => DataFormat::Clients,
            false => DataFormat::Plain,
        },
        ..Question::new(request)
    })))
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
    Ok(Command::Ask(Job::Question(Question {
        with_stat: given.has("s"),
        ..Question::new(request)
    })))
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
    Ok(Command::Ask(Job::Question(Question {
        with_stat: given.has("s"),
        ..Question::new(request)
    })))
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
    let mode = match given.value("m").map(str::to_uppercase).as_deref() {
        None => None,
        Some("PERSISTENT") => Some(AddWatchMode::Persistent),
        Some("PERSISTENT_RECURSIVE") => Some(AddWatchMode::PersistentRecursive),
        Some(_) => return Err(Failure::Sentence(usage::of(entry))),
    };
    // Nobody catches what a path brings up here.
    let path = ZPath::parse(&given.words[0]).map_err(|it| Exception::Argument(it.to_string()))?;
    Ok(Command::AddWatch { path, mode })
}

fn set_quota(given: &Given) -> Result<Command, Failure> {
    let path = &given.words[0];
    if path.starts_with(QUOTA_ROOT) {
        return mention(&format!("cannot set a quota under the path: {QUOTA_ROOT}"));
    }
    let mut limits = StatsTrack::unlimited();
    let (key, flag) = quota_key(given).expect("the group of options demands one");
    let text = given.value(flag).unwrap_or_default();
    let (number, least, sentence) = match key {
        QuotaKey::Count | QuotaKey::CountHardLimit => (
            text.parse::<i32>().map(i64::from),
            1,
            "the num quota must be greater than zero",
        ),
        QuotaKey::Bytes | QuotaKey::ByteHardLimit => (
            text.parse::<i64>(),
            0,
            "the bytes quota must be greater than or equal to zero",
        ),
    };
    match number {
        Err(_) => return mention("NumberFormatException happens when parsing the option value"),
        Ok(number) if number < least => return mention(sentence),
        Ok(number) => limits.set(key, number),
    }
    let path = ZPath::parse(path)?;
    Ok(Command::Ask(Job::SetQuota(SetQuota::new(path, limits))))
}

fn delete_quota(given: &Given) -> Result<Command, Failure> {
    let which = quota_key(given).map(|(key, _)| key);
    let job = DeleteQuota::new(&given.words[0], which)?;
    Ok(Command::Ask(Job::DeleteQuota(job)))
}

fn list_quota(given: &Given, screen: &mut Screen) -> Result<Command, Failure> {
    let path = &given.words[0];
    screen.err(format!(
        "absolute path is {QUOTA_ROOT}{path}/zookeeper_limits"
    ));
    Ok(Command::Ask(Job::ListQuota(ListQuota::new(path)?)))
}

/// What the one option of a quota's command is about, and its flag.
fn quota_key(given: &Given) -> Option<(QuotaKey, &'static str)> {
    let flags = ["n", "b", "N", "B"];
    let keys = QuotaKey::ALL.into_iter().zip(flags);
    keys.into_iter().find(|(_, flag)| given.has(flag))
}

fn reconfig(entry: &'static Entry, given: &Given) -> Result<Command, Failure> {
    let [file, members, add, remove] = ["file", "members", "add", "remove"].map(|it| given.has(it));
    let whole = file || members;
    let partly = add || remove;
    if !whole && !partly {
        return Err(Failure::Sentence(usage::of(entry)));
    }
    let version = given.value("v").map(|it| i64::from_str_radix(it, 16));
    if version.is_some_and(|it| it.is_err()) {
        return refuse("-v must be followed by a long (configuration version)");
    }
    if whole && partly {
        return refuse(
            "Can't use -file or -members together with -add or -remove (mixing incremental and \
             non-incremental modes is not allowed)",
        );
    }
    if file && members {
        return refuse("Can't use -file and -members together (conflicting non-incremental modes)");
    }
    if let Some(file) = given.value("file") {
        // A simulated process has no files.
        return refuse(&format!(
            "Error processing {file}{file} (No such file or directory)"
        ));
    }
    ask(Request::Write(Write::Reconfig))
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
    Ok(Question {
        with_stat: given.has("s"),
        ..Question::new(Request::Read(Read { kind, path, watch }))
    })
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

/// A sentence that stands for the command, which is taken for done.
fn mention(sentence: &str) -> Result<Command, Failure> {
    Ok(Command::Mention(sentence.to_string()))
}

fn refuse(sentence: &str) -> Result<Command, Failure> {
    Err(Failure::Sentence(sentence.to_string()))
}
