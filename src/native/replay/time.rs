//! A moment of a run as it is written behind `--at`.

use std::time::Duration;

use crate::model::VirtualTime;
use crate::scenario::word;

/// Consoles that only keep their sessions take a second for it.
const LATEST: Duration = Duration::from_secs(24 * 3600);

/// The durations of the script language, and seconds with a point, as they are shown.
///
/// # Errors
/// How to write it.
pub fn moment(text: &str) -> Result<VirtualTime, String> {
    let whole = match text.strip_suffix('s').and_then(|it| it.split_once('.')) {
        Some((whole, part)) if !whole.is_empty() && (1..=3).contains(&part.len()) => {
            format!("{whole}{part:0<3}ms")
        }
        _ => text.to_string(),
    };
    match word::duration(&whole) {
        Ok(span) if span <= LATEST => Ok(VirtualTime::START + span),
        Ok(_) => Err(format!("`{text}` is too late; write a time within a day")),
        Err(_) => Err(format!(
            "`{text}` is no time of a run; write it as 8.24s, 8240ms or 2m"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_however_it_is_written() {
        for text in ["8.24s", "8.240s", "8240ms", "8240"] {
            assert_eq!(moment(text), Ok(VirtualTime::from_millis(8240)), "{text}");
        }
        assert_eq!(moment("2m"), Ok(VirtualTime::from_millis(120_000)));
        for text in [
            "", "8.s", ".5s", "8.2401s", "8,24s", "8.24", "-1s", "8.+4s", "1441m",
        ] {
            assert!(moment(text).is_err(), "{text}");
        }
    }
}
