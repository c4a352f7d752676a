//! `setquota`, `delquota` and `listquota`.

use crate::model::quota::QUOTA_ROOT;
use crate::model::{QuotaKey, StatsTrack, ZPath};
use crate::shell::command::Command;
use crate::shell::failure::Failure;
use crate::shell::job::{DeleteQuota, Job, ListQuota, SetQuota};
use crate::shell::options::Given;
use crate::shell::screen::Screen;

pub(super) fn set_quota(given: &Given) -> Result<Command, Failure> {
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

pub(super) fn delete_quota(given: &Given) -> Result<Command, Failure> {
    let which = quota_key(given).map(|(key, _)| key);
    let job = DeleteQuota::new(&given.words[0], which)?;
    Ok(Command::Ask(Job::DeleteQuota(job)))
}

pub(super) fn list_quota(given: &Given, screen: &mut Screen) -> Result<Command, Failure> {
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

/// A sentence that stands for the command, which is taken for done.
fn mention(sentence: &str) -> Result<Command, Failure> {
    Ok(Command::Mention(sentence.to_string()))
}
