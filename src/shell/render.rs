//! Answers as zkCli prints them.

use std::borrow::Cow;

use crate::model::{Bytes, Stat, Zone};

/// The eleven lines of a stat.
pub fn stat(stat: &Stat, zone: Zone) -> String {
    let owner = stat.owner.map_or(0, |it| it.get());
    [
        format!("cZxid = {}", stat.czxid),
        format!("ctime = {}", stat.ctime.java_date(zone)),
        format!("mZxid = {}", stat.mzxid),
        format!("mtime = {}", stat.mtime.java_date(zone)),
        format!("pZxid = {}", stat.pzxid),
        format!("cversion = {}", stat.cversion),
        format!("dataVersion = {}", stat.version),
        format!("aclVersion = {}", stat.aversion),
        format!("ephemeralOwner = {owner:#x}"),
        format!("dataLength = {}", stat.data_length),
        format!("numChildren = {}", stat.children),
    ]
    .join("\n")
}

/// Data as text. Null data are the word `null`, and cannot be told from it. (Half a surrogate
/// pair, encoded, is one replacement character in Java, and one for each byte here.)
pub fn data(data: &Bytes) -> Cow<'_, str> {
    match data {
        Some(bytes) => String::from_utf8_lossy(bytes),
        None => "null".into(),
    }
}

/// The names of children in one line, as Java prints a list. Nothing is escaped.
pub fn names<T: AsRef<str>>(names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    format!("[{}]", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ServerId, SessionId, Version, WallTime, Zxid};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_stat_is_eleven_lines_with_zxids_in_hex() {
        let owned = Stat {
            czxid: Zxid::new(1, 0x1a),
            mzxid: Zxid::new(1, 0x1b),
            pzxid: Zxid::new(1, 0x1a),
            ctime: WallTime::EPOCH,
            mtime: WallTime::DEFAULT_START,
            version: Version::new(1),
            cversion: Version::new(-1),
            aversion: Version::ZERO,
            owner: Some(SessionId::first_of(ServerId::new(3), 0x11d4d9)),
            data_length: 4,
            children: 0,
        };
        let expected = [
            "cZxid = 0x10000001a",
            "ctime = Thu Jan 01 08:00:00 GMT+08:00 1970",
            "mZxid = 0x10000001b",
            "mtime = Thu Jan 01 08:00:00 GMT+08:00 2026",
            "pZxid = 0x10000001a",
            "cversion = -1",
            "dataVersion = 1",
            "aclVersion = 0",
            "ephemeralOwner = 0x3000011d4d90000",
            "dataLength = 4",
            "numChildren = 0",
        ];
        let zone = Zone::parse("GMT+08:00").unwrap();
        assert_eq!(stat(&owned, zone), expected.join("\n"));
        let plain = stat(
            &Stat {
                owner: None,
                ..owned
            },
            zone,
        );
        assert!(plain.contains("ephemeralOwner = 0x0\n"));
    }

    #[test]
    fn null_data_print_as_a_word_and_broken_text_as_question_marks() {
        assert_eq!(data(&None), "null");
        assert_eq!(data(&Some([].into())), "");
        assert_eq!(data(&Some([0xFF].into())), "\u{FFFD}");
    }

    #[test]
    fn names_of_children_are_not_escaped() {
        assert_eq!(
            names(&[" lead", "[c]", "a", "a, b"]),
            "[ lead, [c], a, a, b]"
        );
        assert_eq!(names::<&str>(&[]), "[]");
    }
}
