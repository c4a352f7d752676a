//! `create`, whose flags exclude each other.

use crate::model::{Acl, ErrorCode, Lifetime, NewPath, Request, Ttl, Write};
use crate::shell::acl;
use crate::shell::command::{Command, ask, bytes, listed, refuse};
use crate::shell::failure::{Failure, keeper_message};
use crate::shell::options::Given;
use crate::shell::screen::Screen;

pub(super) fn create(given: &Given, screen: &mut Screen) -> Result<Command, Failure> {
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
