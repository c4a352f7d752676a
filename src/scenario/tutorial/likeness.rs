//! When two lines are the same, and when one is about the other.

use crate::scenario::tutorial::event::EventLine;
use crate::shell::is_slip;

/// The eleven keys of a stat.
const STAT_KEYS: [&str; 11] = [
    "cZxid",
    "ctime",
    "mZxid",
    "mtime",
    "pZxid",
    "cversion",
    "dataVersion",
    "aclVersion",
    "ephemeralOwner",
    "dataLength",
    "numChildren",
];

/// A line of output, read so that it can be held against others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    pub text: &'a str,
    /// Without what differs from run to run: zxids, session ids, times, the width of spaces.
    normal: String,
    topic: Topic<'a>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Topic<'a> {
    /// A line of a stat.
    Field(&'static str),
    Event(EventLine<'a>),
    List,
    /// As in `Created /a`: what stands before the path.
    Sentence(&'a str),
    Data,
}

impl<'a> Line<'a> {
    pub fn read(text: &'a str) -> Line<'a> {
        Line {
            text,
            normal: normal(text),
            topic: topic(text),
        }
    }

    /// Whether another line says what this one claims. `...` in the claim stands for anything.
    pub fn says_the_same(&self, now: &Line) -> bool {
        self.normal == now.normal
            || (self.normal.contains("...") && fits(&self.normal, &now.normal))
    }

    /// Whether both are about the same, though they may not say the same.
    pub fn is_about(&self, other: &Line) -> bool {
        match (&self.topic, &other.topic) {
            (Topic::Field(one), Topic::Field(other)) => one == other,
            (Topic::Event(one), Topic::Event(other)) => one.tells_the_same(other),
            (Topic::List, Topic::List) => true,
            (Topic::Sentence(one), Topic::Sentence(other)) if one == other => true,
            _ => unquoted(self.text) == unquoted(other.text) || is_slip(self.text, other.text),
        }
    }
}

fn topic(text: &str) -> Topic<'_> {
    if let Some((key, _)) = stat_field(text) {
        return Topic::Field(key);
    }
    if let Some(event) = EventLine::parse(text) {
        return Topic::Event(event);
    }
    if list(text).is_some() {
        return Topic::List;
    }
    match text.split_once('/') {
        Some((sentence, _)) if !sentence.is_empty() => Topic::Sentence(sentence),
        _ => Topic::Data,
    }
}

fn normal(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let line = words.join(" ");
    if let Some((key, value)) = stat_field(&line) {
        return match key {
            "ctime" | "mtime" => format!("{key} = <time>"),
            "cZxid" | "mZxid" | "pZxid" | "ephemeralOwner" => match is_zero(value) {
                Some(true) => format!("{key} = 0x0"),
                Some(false) => format!("{key} = <id>"),
                None => line,
            },
            _ => line,
        };
    }
    match EventLine::parse(&line).and_then(|it| it.zxid) {
        Some(zxid) if zxid.parse().is_ok_and(|it: u64| it > 0) => {
            format!("{}<zxid>", &line[..line.len() - zxid.len()])
        }
        _ => line,
    }
}

/// The key and the value of a line of a stat.
pub fn stat_field(line: &str) -> Option<(&'static str, &str)> {
    let (key, value) = line.split_once('=')?;
    let known = STAT_KEYS.iter().find(|it| **it == key.trim())?;
    Some((known, value.trim()))
}

/// Whether a number is zero; `None` if it is none. The oldest consoles wrote ids in decimal.
fn is_zero(value: &str) -> Option<bool> {
    let digits = value.strip_prefix("0x").unwrap_or(value);
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_hexdigit());
    is_number.then(|| digits.bytes().all(|it| it == b'0'))
}

fn fits(claimed: &str, now: &str) -> bool {
    let parts: Vec<&str> = claimed.split("...").collect();
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let inside = now.strip_prefix(first).and_then(|it| it.strip_suffix(last));
    let Some(mut rest) = inside else {
        return false;
    };
    parts[1..parts.len() - 1].iter().all(|part| {
        let found = rest.split_once(part);
        rest = found.map_or("", |(_, behind)| behind);
        found.is_some()
    })
}

/// Without the quotes around it.
pub fn unquoted(line: &str) -> &str {
    let inside = |quote| line.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or_else(|| inside('\'')).unwrap_or(line)
}

/// The names in a list such as `[a, b]`.
pub fn list(line: &str) -> Option<Vec<&str>> {
    let inside = line.trim().strip_prefix('[')?.strip_suffix(']')?;
    let names = inside.split(',').map(str::trim);
    Some(names.filter(|it| !it.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn says(claimed: &str, now: &str) -> bool {
        Line::read(claimed).says_the_same(&Line::read(now))
    }

    fn is_about(one: &str, other: &str) -> bool {
        Line::read(one).is_about(&Line::read(other))
    }

    #[test]
    fn what_differs_from_run_to_run_is_no_difference() {
        for (claimed, now) in [
            ("cZxid = 0x67", "cZxid = 0x3"),
            (
                "ctime = Tue Dec 11 10:06:19 CET 2012",
                "ctime = Thu Jan 01 00:00:00 UTC 2026",
            ),
            ("ephemeralOwner = 0x13b891d4c9e0005", "ephemeralOwner = 0x1"),
            ("ephemeralOwner = 0", "ephemeralOwner = 0x0"),
            ("mZxid = 5", "mZxid = 0x12"),
            (
                "WatchedEvent state:SyncConnected type:NodeDeleted path:/a zxid: 9",
                "WatchedEvent state:SyncConnected type:NodeDeleted path:/a zxid: 5",
            ),
            ("[a,  b]", "[a, b] "),
            ("[a, ...]", "[a, b, c]"),
            ("ephemeralOwner = ...", "ephemeralOwner = 0x0"),
            ("a ... c ... e", "a b c d e"),
        ] {
            assert!(says(claimed, now), "{claimed}");
        }
        for (claimed, now) in [
            ("ephemeralOwner = 0x13b", "ephemeralOwner = 0x0"),
            ("dataLength = 26", "dataLength = 24"),
            ("numChildren = 0", "numChildren = 1"),
            ("a ... c", "a b"),
            ("ab...bc", "abc"),
            (
                "WatchedEvent state:SyncConnected type:None path:null zxid: -1",
                "WatchedEvent state:SyncConnected type:None path:null zxid: 5",
            ),
        ] {
            assert!(!says(claimed, now), "{claimed}");
        }
    }

    #[test]
    fn lines_are_about_the_same_by_key_event_list_or_sentence() {
        assert!(is_about("dataLength = 26", "dataLength = 24"));
        assert!(!is_about("dataLength = 26", "numChildren = 26"));
        assert!(is_about("\"m1\"", "m1"));
        assert!(is_about("[a]", "[]"));
        assert!(is_about("Created /a", "Created /b"));
        assert!(!is_about("Created /a", "Node already exists: /a"));
        assert!(!is_about("/a", "/b"));
    }
}
