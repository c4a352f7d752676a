//! Statements as they are written: what is read from the text is the same statement again.

use std::fmt;
use std::time::Duration;

use crate::actor::Settings;
use crate::model::time::millis;
use crate::scenario::statement::{NO_BUG, Statement};
use crate::scenario::trouble::Trouble;
use crate::scenario::word;
use crate::sim::Cut;

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Headers are kept as they were written.
            Statement::Header => Ok(()),
            Statement::Session { name, timeout, at } => {
                write!(f, "session {name}")?;
                if let Some(timeout) = timeout {
                    write!(f, " {}", span(*timeout))?;
                }
                match at {
                    Some(at) => write!(f, " @{at}"),
                    None => Ok(()),
                }
            }
            Statement::Program { settings, timeout } => program(f, settings, *timeout),
            Statement::Typed { name, command } => write!(f, "{name}> {}", encode(command)),
            Statement::Wait(time) => write!(f, "wait {}", span(*time)),
            Statement::Leader => f.write_str("leader"),
            Statement::Close(name) => write!(f, "close {name}"),
            Statement::Kill(name) if word::server(name).is_some() => write!(f, "crash {name}"),
            Statement::Kill(name) => write!(f, "kill {name}"),
            Statement::Restart(name) => write!(f, "restart {name}"),
            Statement::Remove(name) => write!(f, "remove {name}"),
            Statement::Pause { name, span: None } => write!(f, "pause {name}"),
            Statement::Pause {
                name,
                span: Some(it),
            } => write!(f, "pause {name} {}", span(*it)),
            Statement::Resume(name) => write!(f, "resume {name}"),
            Statement::ByHand(name) => write!(f, "by-hand {name}"),
            Statement::Bugs { name, bugs } if bugs.is_empty() => write!(f, "bug {name} {NO_BUG}"),
            Statement::Bugs { name, bugs } => write!(f, "bug {name} {bugs}"),
            Statement::ByItself(name) => write!(f, "by-itself {name}"),
            Statement::Order { name, order } => write!(f, "order {name} {order}"),
            Statement::Off { name, number } => write!(f, "off {name} {number}"),
            Statement::Trouble(trouble) => trouble.fmt(f),
            Statement::Together(each) => together(f, each),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, near, far) = match self {
            Trouble::Cut { near, far, .. } => ("cut", near, &**far),
            Trouble::Heal { near, far } => ("heal", near, &**far),
            Trouble::Break { near, far } => ("break", near, &**far),
            Trouble::Hold { near, far } => ("hold", near, &**far),
            Trouble::Release { near, far } => ("release", near, &**far),
            Trouble::Delay { near, far, .. } => ("delay", near, &**far),
            Trouble::LoseReply(names) => ("lose-reply", names, &[][..]),
            Trouble::Expire(names) => ("expire", names, &[][..]),
            Trouble::Move { names, server } => ("move", names, std::slice::from_ref(server)),
        };
        write!(f, "{verb} {}", near.join(","))?;
        let one_way = matches!(
            self,
            Trouble::Cut {
                how: Cut::SilentOneWay,
                ..
            }
        );
        if one_way {
            f.write_str(" ->")?;
        }
        if !far.is_empty() {
            write!(f, " {}", far.join(","))?;
        }
        match self {
            Trouble::Cut { how: Cut::Told, .. } => Ok(()),
            Trouble::Cut { .. } => f.write_str(" silent"),
            Trouble::Delay { delay, .. } => write!(f, " {}", span(*delay)),
            _ => Ok(()),
        }
    }
}

/// What is as usual is left out.
fn program(
    f: &mut fmt::Formatter<'_>,
    settings: &Settings,
    timeout: Option<Duration>,
) -> fmt::Result {
    let Settings {
        name,
        role,
        work,
        tasks,
        after,
        every,
        at_once,
        command,
        bugs,
    } = settings;
    let usual = Settings::new(name, *role);
    write!(f, "program {name} {role}")?;
    let mut spans = |key: &str, value: Duration, usual: Option<Duration>| match usual == Some(value)
    {
        true => Ok(()),
        false => write!(f, " {key}={}", span(value)),
    };
    spans("work", *work, Some(usual.work))?;
    spans("after", *after, Some(usual.after))?;
    spans("every", *every, Some(usual.every))?;
    if let Some(timeout) = timeout {
        spans("timeout", timeout, None)?;
    }
    if let Some(tasks) = tasks {
        write!(f, " tasks={tasks}")?;
    }
    if *at_once != usual.at_once {
        write!(f, " at-once={at_once}")?;
    }
    if *command != usual.command {
        write!(f, " command={command}")?;
    }
    if !bugs.is_empty() {
        write!(f, " bug={bugs}")?;
    }
    Ok(())
}

/// The same for each of several: their names stand where the first one's does.
fn together(f: &mut fmt::Formatter<'_>, each: &[Statement]) -> fmt::Result {
    let Some((first, others)) = each.split_first() else {
        return Ok(());
    };
    let text = first.to_string();
    let (verb, words) = text.split_once(' ').unwrap_or((&text, ""));
    let name_of = |it: &Statement| it.subject().cloned().unwrap_or_default();
    let name = name_of(first);
    write!(f, "{verb} {name}")?;
    for other in others {
        write!(f, ",{}", name_of(other))?;
    }
    f.write_str(words.strip_prefix(&*name).unwrap_or_default())
}

/// Whole seconds as such.
fn span(span: Duration) -> String {
    match millis(span) {
        0 => "0s".to_string(),
        whole if whole % 1000 == 0 => format!("{}s", whole / 1000),
        other => format!("{other}ms"),
    }
}

/// What would end or hide in a line is written as `{U+XXXX}`.
pub fn encode(command: &str) -> String {
    let mut encoded = String::new();
    let mut rest = command.chars();
    while let Some(next) = rest.next() {
        match next {
            '{' if rest.as_str().starts_with("U+") => encoded.push_str("{U+007B}"),
            it if it.is_control() => encoded.push_str(&format!("{{U+{:04X}}}", u32::from(it))),
            it => encoded.push(it),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_statement_is_written_as_it_was_read() {
        for line in [
            "session a",
            "session a 6s",
            "session a 1500ms @s2",
            "session a,b 6s",
            "program m master",
            "program m master bug=no-reread,trusts-loss,deletes-first,acts-disconnected,polls",
            "bug m trusts-loss,polls",
            "bug m none",
            "program w worker work=2s timeout=9s",
            "program c client command=x bug=trusts-loss",
            "program c client after=1s every=250ms tasks=3 at-once=2 command=x-y",
            "a> create /b \"c  d\" ",
            "a>  ls {U+0001}{U+000A}",
            "a> set /b {U+007B}U+0001}",
            "a> :cut a s2 silent",
            "a> ",
            "wait 2s",
            "wait 0s",
            "leader",
            "close a",
            "kill a",
            "kill a,s1,b",
            "crash s1",
            "restart s1",
            "remove a",
            "pause s1",
            "pause a,b 10s",
            "resume a",
            "by-hand a",
            "by-itself a",
            "order a on NodeDeleted /b do create -e /b \"c  d\"",
            "off a 3",
            "cut a",
            "cut a s2",
            "cut s1,s2 s3,a silent",
            "cut a silent",
            "cut a -> s2 silent",
            "heal a",
            "break a s2",
            "hold a s2",
            "release a s2",
            "delay s1,s2 s3 250ms",
            "lose-reply a,b",
            "expire a",
            "move a,b s3",
        ] {
            let statement = Statement::parse(line).unwrap();
            assert_eq!(statement.to_string(), line);
        }
    }

    #[test]
    fn however_it_was_written_it_reads_as_the_same() {
        for line in [
            "wait 60000",
            "kill  s1",
            "crash a",
            "program m master timeout=6000",
            "program m client bug=polls,trusts-loss,polls",
            "a>ls /",
            "a> {U+7B}U+41}{U+D}\u{85}",
            " order  a  on  NodeCreated  /b  do  ls /",
        ] {
            let statement = Statement::parse(line).unwrap();
            let again = Statement::parse(&statement.to_string());
            assert_eq!(again, Ok(statement), "{line}");
        }
    }
}
