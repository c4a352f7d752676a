//! A record as the fragment of an address, as in `#z=1.…`: compressed, in letters that an address
//! may hold.
//!
//! `1` is the version of the form. Links of a version can be opened by every later zkplay.

use ::base64::Engine;
use ::base64::prelude::BASE64_URL_SAFE_NO_PAD;
use lz4_flex::block::{compress_prepend_size, decompress, uncompressed_size};

use crate::scenario::record::Record;
use crate::shell::base64;

/// What a link begins with, ahead of its version.
const SIGN: &str = "#z=";
const VERSION: &str = "1";

/// No record that anybody has typed is longer, in bytes.
const LONGEST: usize = 8 << 20;

pub fn write(record: &Record) -> String {
    let packed = compress_prepend_size(record.to_string().as_bytes());
    let letters = BASE64_URL_SAFE_NO_PAD.encode(packed);
    format!("{SIGN}{VERSION}.{letters}")
}

/// The record of a fragment; `None` if the fragment is no link of ours.
///
/// # Errors
/// Why the link cannot be opened, and what to do.
pub fn read(fragment: &str) -> Option<Result<Record, String>> {
    let rest = fragment.strip_prefix(SIGN)?;
    Some(match rest.split_once('.') {
        Some((VERSION, letters)) => unpack(letters),
        Some((version, _)) if version.bytes().all(|it| it.is_ascii_digit()) => Err(format!(
            "it is of version {version}, and this page knows version {VERSION}; load the page \
             again to have the newest"
        )),
        _ => Err(damaged(fragment)),
    })
}

fn unpack(letters: &str) -> Result<Record, String> {
    // The letters of addresses are those of mail but for two; so one decoder does.
    let common = letters.replace('-', "+").replace('_', "/");
    let packed = base64::decode(&common).map_err(|_| damaged(letters))?;
    let text = inflate(&packed).ok_or_else(|| damaged(letters))?;
    Record::parse(&text).map_err(|error| format!("what it holds cannot be read: {error}"))
}

fn inflate(packed: &[u8]) -> Option<String> {
    let (length, packed) = uncompressed_size(packed).ok()?;
    let text = (length <= LONGEST).then(|| decompress(packed, length).ok())??;
    String::from_utf8(text).ok()
}

fn damaged(letters: &str) -> String {
    format!(
        "it is cut off or changed: {} characters came; copy it again from where you have it",
        letters.chars().count()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Dialect, Script, Stage};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn record() -> Record {
        let text = "servers 3\nseed 7\nsession a 6s\nsession b 6s\na> create -e /master \"a\"\n\
                    b> create -e /master \"b\"\nb> stat -w /master\nkill a\nwait 9s\n";
        let script = Script::parse(text, Dialect::Scenario).unwrap();
        Stage::play(&script).unwrap().record()
    }

    #[test]
    fn a_record_comes_out_of_its_link_as_it_went_in() {
        let link = write(&record());
        assert!(link.starts_with("#z=1."), "{link}");
        assert_eq!(read(&link), Some(Ok(record())));
    }

    #[test]
    fn forty_commands_make_a_link_that_can_be_sent() {
        let mut text = "servers 3\nseed 7\n".to_string();
        for name in ["master1", "worker1", "client1", "client2"] {
            text.push_str(&format!("session {name} 6s\n"));
        }
        for n in 0..10 {
            text.push_str(&format!(
                "worker1> create -e /workers/worker{n}.example.com \"worker{n}.example.com:2224\"\n\
                 client1> create -s /tasks/task- \"reindex the catalogue, part {n}\"\n\
                 master1> create /assign/worker{n}.example.com/task-000000000{n} \"\"\n\
                 client2> ls -w /tasks/task-000000000{n}\n"
            ));
        }
        let script = Script::parse(&text, Dialect::Scenario).unwrap();
        let link = write(&Stage::play(&script).unwrap().record());
        assert!(link.len() <= 1_500, "{} characters", link.len());
    }

    #[test]
    fn what_is_no_link_is_left_alone_and_what_is_broken_is_told() {
        for fragment in ["", "#", "#events", "z=1.x"] {
            assert_eq!(read(fragment), None, "{fragment}");
        }
        let link = write(&record());
        let cut = &link[..link.len() - 9];
        for (fragment, hint) in [
            (cut, "it is cut off or changed"),
            ("#z=", "it is cut off or changed"),
            ("#z=1.", "it is cut off or changed"),
            ("#z=1.%%%", "it is cut off or changed: 3 characters came"),
            ("#z=12.AAAA", "it is of version 12"),
            ("#z=x.AAAA", "it is cut off or changed"),
        ] {
            let problem = read(fragment).unwrap().unwrap_err();
            assert!(problem.starts_with(hint), "{fragment}: {problem}");
        }
        let poem = BASE64_URL_SAFE_NO_PAD.encode(compress_prepend_size(b"a poem"));
        let problem = read(&format!("#z=1.{poem}")).unwrap().unwrap_err();
        assert!(
            problem.contains("line 1: a record begins with"),
            "{problem}"
        );
    }
}
