//! A bundle as the fragment of an address, as in `#z=1.c.…`: compressed, in letters that an address
//! may hold, some of which check the others.
//!
//! `1` is the version of the form. Links of a version can be opened by every later zkplay: also
//! those without the `c`, which have no checks. Of these nothing is opened unless all of it is there:
//! what a part of them says may be another run.

mod block;
mod letters;

use ::base64::Engine;
use ::base64::prelude::BASE64_URL_SAFE_NO_PAD;
use lz4_flex::block::{compress_prepend_size, decompress, uncompressed_size};

use crate::scenario::bundle::Bundle;
use crate::shell::base64;

/// What a link begins with, ahead of its version.
pub const SIGN: &str = "#z=";
const VERSION: &str = "1";
/// Says that there are checks.
const CHECKED: &str = "c.";

/// No bundle that anybody has typed is longer, in bytes; nor is a link.
const LONGEST: usize = 8 << 20;

/// What has come by a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub bundle: Bundle,
    /// What is missing, if the link has not come as it was written: to be told to people.
    pub missing: Option<String>,
}

pub fn write(bundle: &Bundle) -> String {
    let packed = compress_prepend_size(bundle.to_string().as_bytes());
    let letters = BASE64_URL_SAFE_NO_PAD.encode(packed);
    format!(
        "{SIGN}{VERSION}.{CHECKED}{}",
        letters::with_checks(&letters)
    )
}

/// What is in a fragment; `None` if the fragment is no link of ours. Of a link that was cut off, or
/// changed on its way, what stands before that is opened.
///
/// # Errors
/// Why the link cannot be opened, and what to do.
pub fn read(fragment: &str) -> Option<Result<Opened, String>> {
    let rest = fragment.strip_prefix(SIGN)?;
    Some(match rest.split_once('.') {
        _ if fragment.len() > LONGEST => Err(damaged(fragment)),
        Some((VERSION, letters)) => match letters.strip_prefix(CHECKED) {
            Some(checked) => unpack_checked(fragment, checked),
            None => unpack(letters).ok_or_else(|| damaged(fragment)).flatten(),
        },
        Some((version, _)) if version.bytes().all(|it| it.is_ascii_digit()) => Err(format!(
            "it is of version {version}, and this page knows version {VERSION}; load the page \
             again to have the newest"
        )),
        _ => Err(damaged(fragment)),
    })
}

fn unpack_checked(fragment: &str, checked: &str) -> Result<Opened, String> {
    // Of a sentence around it, a link may have caught the end.
    let checked = checked.trim_end_matches(|it| !letters::is_letter(it));
    let certain = letters::certain(checked);
    if certain.until == checked.len()
        && let Some(opened) = unpack(&certain.letters)
    {
        return opened;
    }
    let beginning = beginning(&certain.letters).ok_or_else(|| damaged(fragment))?;
    let bundle = Bundle::parse_beginning(&beginning).map_err(|_| damaged(fragment))?;
    let (all, end) = (fragment.chars().count(), bundle.branch().record.end.at);
    let what = match certain.changed {
        true => {
            let good = fragment.len() - checked.len() + certain.until;
            format!("this link was changed behind its first {good} characters")
        }
        false => format!("this link is cut off after {all} characters"),
    };
    let missing = Some(format!(
        "{what}; what stands before is opened, up to {end} s"
    ));
    Ok(Opened { bundle, missing })
}

/// `None` if the letters are not all that were written.
fn unpack(letters: &str) -> Option<Result<Opened, String>> {
    let packed = decode(letters)?;
    let (length, packed) = uncompressed_size(&packed).ok()?;
    let text = (length <= LONGEST).then(|| decompress(packed, length).ok())??;
    let text = String::from_utf8(text)
        .ok()
        .filter(|it| it.len() == length)?;
    let bundle = Bundle::parse(&text).map_err(|it| format!("what it holds cannot be read: {it}"));
    let opened = |bundle| Opened {
        bundle,
        missing: None,
    };
    Some(bundle.map(opened))
}

/// The whole lines of a text of whose letters the last ones are lost.
fn beginning(letters: &str) -> Option<String> {
    // Four letters make three bytes.
    let packed = decode(&letters[..letters.len() / 4 * 4])?;
    let (_, cut) = uncompressed_size(&packed).ok()?;
    let (block, length) = block::closed(cut);
    let mut text = (length <= LONGEST).then(|| decompress(&block, length).ok())??;
    let end = text.iter().rposition(|it| *it == b'\n')?;
    text.truncate(end + 1);
    String::from_utf8(text).ok()
}

fn decode(letters: &str) -> Option<Vec<u8>> {
    // The letters of addresses are those of mail but for two; so one decoder does.
    let common = letters.replace('-', "+").replace('_', "/");
    base64::decode(&common).ok()
}

fn damaged(fragment: &str) -> String {
    format!(
        "it is cut off or changed: {} characters came; copy it again from where you have it",
        fragment.chars().count()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Branch, Dialect, Script, Stage, StateHash};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn bundle() -> Bundle {
        let text = "servers 3\nseed 7\nsession a 6s\nsession b 6s\na> create -e /master \"a\"\n\
                    b> create -e /master \"b\"\nb> stat -w /master\nkill a\nwait 9s\n";
        let script = Script::parse(text, Dialect::Scenario).unwrap();
        Stage::play(&script).unwrap().record().into()
    }

    /// As links were written before they had checks.
    fn unchecked(text: &str) -> String {
        let letters = BASE64_URL_SAFE_NO_PAD.encode(compress_prepend_size(text.as_bytes()));
        format!("#z=1.{letters}")
    }

    #[test]
    fn a_bundle_comes_out_of_its_link_as_it_went_in() {
        let link = write(&bundle());
        assert!(link.starts_with("#z=1.c."), "{link}");
        let opened = Opened {
            bundle: bundle(),
            missing: None,
        };
        assert_eq!(read(&link), Some(Ok(opened.clone())));
        assert_eq!(read(&format!("{link}).")), Some(Ok(opened.clone())));
        let before = unchecked(&bundle().to_string());
        assert_eq!(read(&before), Some(Ok(opened)));
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
        let record = Stage::play(&script).unwrap().record();
        let state = StateHash {
            version: 1,
            hash: 0x9F86_D081_884C_7D65,
        };
        let mut bundle = Bundle {
            scenario: Some("the master that cannot forget".to_string()),
            state: Some(state),
            view: "tab=chart stage=both front=client1 znode=/tasks/task-0000000003".to_string(),
            ..record.into()
        };
        let middle = bundle.branches[0].record.entries[30].when;
        bundle.branches.push(Branch {
            name: "worker3 is late".to_string(),
            parent: Some((0, middle)),
            record: bundle.standing().up_to(middle),
        });
        (bundle.shown, bundle.cursor) = (1, middle);
        let link = write(&bundle);
        assert!(link.len() <= 1_500, "{} characters", link.len());
    }

    #[test]
    fn what_is_no_link_is_left_alone_and_what_is_broken_is_told() {
        for fragment in ["", "#", "#events", "z=1.x"] {
            assert_eq!(read(fragment), None, "{fragment}");
        }
        let before = unchecked(&bundle().to_string());
        let cut = &before[..before.len() - 9];
        for (fragment, hint) in [
            (cut, "it is cut off or changed"),
            ("#z=", "it is cut off or changed"),
            ("#z=1.c.", "it is cut off or changed"),
            ("#z=1.c.AAAA", "it is cut off or changed"),
            ("#z=1.", "it is cut off or changed"),
            ("#z=1.%%%", "it is cut off or changed: 8 characters came"),
            ("#z=12.AAAA", "it is of version 12"),
            ("#z=x.AAAA", "it is cut off or changed"),
        ] {
            let problem = read(fragment).unwrap().unwrap_err();
            assert!(problem.starts_with(hint), "{fragment}: {problem}");
        }
        let problem = read(&unchecked("a poem")).unwrap().unwrap_err();
        assert!(
            problem.contains("line 1: a record begins with"),
            "{problem}"
        );
    }

    /// Wherever it is cut, it opens to a true beginning and says so, or is refused.
    #[test]
    fn of_a_link_that_is_cut_off_what_is_left_is_opened() {
        let (whole, link) = (bundle().branches[0].record.clone(), write(&bundle()));
        let mut most = 0;
        for end in 7..link.len() {
            let Ok(opened) = read(&link[..end]).unwrap() else {
                continue;
            };
            let record = &opened.bundle.branches[0].record;
            assert_eq!(*record, whole.up_to(record.end), "{end}");
            let missing = opened.missing.unwrap_or_default();
            let told = format!("this link is cut off after {end} characters; what stands before");
            assert!(missing.starts_with(&told), "{missing}");
            most = most.max(record.entries.len());
        }
        assert!(
            most * 3 > whole.entries.len(),
            "{most} of {}",
            whole.entries.len()
        );
    }

    #[test]
    fn a_letter_that_is_changed_makes_no_other_run() {
        let (whole, link) = (bundle().branches[0].record.clone(), write(&bundle()));
        let mut told_changed = 0;
        for at in 7..link.len() {
            let mut changed = link.clone();
            let other = if &link[at..=at] == "A" { "B" } else { "A" };
            changed.replace_range(at..=at, other);
            let Ok(opened) = read(&changed).unwrap() else {
                continue;
            };
            let record = &opened.bundle.branches[0].record;
            assert_eq!(*record, whole.up_to(record.end), "{at}");
            let missing = opened.missing.expect("it is told");
            let hint = "this link was changed behind its first";
            told_changed += u32::from(missing.starts_with(hint));
        }
        assert!(told_changed > 0);
    }
}
