//! Answers as zkCli prints them.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::model::{Acl, Bytes, Grant, Stat, Zone};

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

/// How data are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFormat {
    /// As text.
    Plain,
    Base64,
    /// As a table of bytes.
    Hex,
    /// Of the ensemble's members, only where clients find them.
    Clients,
}

/// Data in that format. Null data are the word `null`, and cannot be told from it. (Half a
/// surrogate pair, encoded, is one replacement character in Java, and one for each byte here.)
pub fn data(data: &Bytes, format: DataFormat) -> String {
    let bytes = data.as_deref().unwrap_or(b"null");
    let text = || String::from_utf8_lossy(bytes);
    match format {
        DataFormat::Plain => text().into_owned(),
        DataFormat::Base64 => STANDARD.encode(bytes),
        DataFormat::Hex => hex(bytes),
        DataFormat::Clients => clients(&text()),
    }
}

/// As Netty lays it out (`ByteBufUtil.prettyHexDump`); of no bytes, nothing.
fn hex(bytes: &[u8]) -> String {
    const ROW: usize = 16;
    let rule = "+--------+-------------------------------------------------+----------------+";
    if bytes.is_empty() {
        return String::new();
    }
    let mut lines = vec![
        "         +-------------------------------------------------+".to_string(),
        "         |  0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f |".to_string(),
        rule.to_string(),
    ];
    for (row, bytes) in bytes.chunks(ROW).enumerate() {
        let numbers: String = bytes.iter().map(|it| format!(" {it:02x}")).collect();
        let printable = |it: &u8| match it {
            0x20..0x7F => char::from(*it),
            _ => '.',
        };
        let text: String = bytes.iter().map(printable).collect();
        lines.push(format!("|{:08x}|{numbers:48} |{text:16}|", row * ROW));
    }
    lines.push(rule.to_string());
    lines.join("\n")
}

/// The version of a configuration and the addresses for clients (`ConfigUtils`). Where nothing
/// is configured, as on a single server, a lone space.
fn clients(config: &str) -> String {
    let entries = config.lines().filter_map(|it| it.split_once('='));
    let (mut version, mut addresses) = ("", Vec::new());
    for (key, value) in entries.map(|(key, value)| (key.trim(), value.trim())) {
        if key == "version" {
            version = value;
        } else if key.starts_with("server.") {
            addresses.push(value.split_once(';').map_or("", |(_, address)| address));
        }
    }
    format!("{version} {}", addresses.join(","))
}

/// A list in one line, as Java prints it. Nothing is escaped.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    format!("[{}]", items.join(", "))
}

/// Two lines for each entry.
pub fn acl(acl: &Acl) -> String {
    let entry = |it: &Grant| format!("{}\n: {}", it.to, it.perms);
    let entries: Vec<String> = acl.grants().iter().map(entry).collect();
    entries.join("\n")
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
        let plain = |it: &Bytes| data(it, DataFormat::Plain);
        assert_eq!(plain(&None), "null");
        assert_eq!(plain(&Some([].into())), "");
        assert_eq!(plain(&Some([0xFF].into())), "\u{FFFD}");
    }

    #[test]
    fn names_of_children_are_not_escaped() {
        assert_eq!(
            list(&[" lead", "[c]", "a", "a, b"]),
            "[ lead, [c], a, a, b]"
        );
        assert_eq!(list::<&str>(&[]), "[]");
    }

    #[test]
    fn a_table_of_bytes_has_sixteen_to_a_row() {
        let bytes: Bytes = Some((0x40..0x51).collect::<Vec<u8>>().into());
        let table = data(&bytes, DataFormat::Hex);
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(
            rows[3],
            "|00000000| 40 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e 4f |@ABCDEFGHIJKLMNO|"
        );
        assert_eq!(
            rows[4],
            "|00000010| 50                                              |P               |"
        );
        assert_eq!(data(&Some([].into()), DataFormat::Hex), "");
    }

    #[test]
    fn of_a_configuration_clients_are_told_where_to_connect() {
        let config =
            "server.1=a:1:2:participant;0.0.0.0:2181\nserver.2=b:1:2:participant\nversion=0";
        assert_eq!(clients(config), "0 0.0.0.0:2181,");
        assert_eq!(clients(""), " ");
    }
}
