//! The words of scripts: durations and names.

use std::time::Duration;

use crate::model::ServerId;

/// A century of virtual time is more than any story needs, and safe to add up.
const LONGEST_MILLIS: u64 = 3_155_760_000_000;

/// `250ms`, `3s`, `8.24s`, `2m`; a bare number is milliseconds.
///
/// # Errors
/// How to write it.
pub fn duration(text: &str) -> Result<Duration, String> {
    let digits = text
        .find(|it: char| !it.is_ascii_digit() && it != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let scale = match unit {
        "" | "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        _ => 0,
    };
    match in_millis(number, scale) {
        Some(millis) if scale > 0 && millis <= LONGEST_MILLIS => Ok(Duration::from_millis(millis)),
        _ => Err(format!(
            "`{text}` is no duration; write it as 250ms, 3s or 2m"
        )),
    }
}

/// A number of units that are so many milliseconds each; whole milliseconds only.
fn in_millis(number: &str, scale: u64) -> Option<u64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let whole: u64 = whole.parse().ok()?;
    let tenths = 10u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    let part = part.parse::<u64>().ok()?.checked_mul(scale)?;
    let is_whole = part.is_multiple_of(tenths);
    whole
        .checked_mul(scale)?
        .checked_add(part / tenths)
        .filter(|_| is_whole)
}

/// The name of a process: a lower-case letter, then letters, digits and dashes.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|it: char| it.is_ascii_lowercase())
        && text
            .chars()
            .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
}

/// The server that is called so: `s1` to `s7`.
pub fn server(text: &str) -> Option<ServerId> {
    match text.strip_prefix('s')?.as_bytes() {
        [digit @ b'1'..=b'7'] => Some(ServerId::new(digit - b'0')),
        _ => None,
    }
}

/// # Errors
/// What a name looks like.
pub fn name(text: &str) -> Result<String, String> {
    match is_name(text) {
        true => Ok(text.to_string()),
        false => Err(format!(
            "`{text}` is no name; a name is a lower-case letter followed by letters, digits or -"
        )),
    }
}
