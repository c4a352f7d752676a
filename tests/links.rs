//! Links that were changed on their way: each opens whole, or in part and says so, or is refused with
//! a sentence. And links that were not: they give back what went in, letter by letter.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::time::Duration;

use cpu_time::ProcessTime;
use proptest::prelude::*;
use zkplay::model::Chance;
use zkplay::scenario::link::{self, Opened};
use zkplay::scenario::{Branch, Bundle, Cursor, Dialect, Record, Script, Stage, state};

#[path = "support/random_visit.rs"]
mod random_visit;

use random_visit::{random_future, random_visit};

const SCRIPT: &str = "servers 3\nseed 7\nlatency 20ms 5ms\nsession a 6s @s1\nsession b 6s @s2\n\
    a> create -e /master \"a\"\nb> create -e /master \"b\"\nb> stat -w /master\n\
    order b on NodeDeleted /master do create -e /master \"b\"\n\
    a> create -s /task- \"one\"\ncut a s1 silent\npause b 2s\nwait 9s\nrestart s3\nheal a\nkill a\nwait 12s\n";

/// So much processor time a test may take; it takes a tenth of it.
const PATIENCE: Duration = Duration::from_secs(200);

fn record() -> Record {
    let script = Script::parse(SCRIPT, Dialect::Scenario).expect("it is a script");
    Stage::play(&script).expect("it can be played").record()
}

/// That run, another future from the middle of it on, and where somebody stands in that.
fn bundle() -> Bundle {
    let main = record();
    let leaves = main.entries[5].when;
    let other = Stage::recall(&main.up_to(leaves)).expect("it comes to there");
    let other = random_future(other, 3).record();
    let cursor = other.entries[9].when;
    let stage = Stage::recall(&other.up_to(cursor)).expect("it comes to there");
    let mut bundle = Bundle {
        scenario: Some("takeover".to_string()),
        shown: 1,
        cursor,
        state: Some(state::hash(&stage)),
        view: "tab=chart znode=/master".to_string(),
        unknown: vec!["note from a newer one".to_string()],
        ..main.into()
    };
    bundle.branches.push(Branch {
        name: "was wäre, wenn".to_string(),
        parent: Some((0, leaves)),
        record: other,
    });
    bundle
}

/// What has become of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    Whole,
    InPart,
    Refused,
    /// As something that is no link.
    Other,
}

/// Opens it as the page does. What opens is what was sent, or a beginning of it, and plays; each
/// beginning is played once.
fn open(fragment: &str, sent: &Bundle, played: &mut BTreeSet<String>) -> Came {
    let (bundle, came) = match link::read(fragment) {
        None => return Came::Other,
        Some(Err(problem)) => {
            assert!(problem.len() > 20, "{fragment}: {problem}");
            return Came::Refused;
        }
        Some(Ok(Opened {
            bundle,
            missing: None,
        })) => {
            assert_eq!(bundle, *sent, "{fragment}");
            (bundle, Came::Whole)
        }
        Some(Ok(Opened {
            bundle,
            missing: Some(missing),
        })) => {
            assert!(missing.contains(" is opened, up to "), "{missing}");
            for (branch, whole) in bundle.branches.iter().zip(&sent.branches) {
                let whole = whole.record.up_to(branch.record.end);
                assert_eq!(branch.record, whole, "{fragment}");
            }
            (bundle, Came::InPart)
        }
    };
    let standing = bundle.standing();
    if played.insert(standing.to_string()) {
        let stage = Stage::recall(&standing).unwrap_or_else(|it| panic!("{fragment}: {it}"));
        assert_eq!(stage.cursor(), standing.end);
    }
    came
}

fn mangled(link: &str, chance: &mut Chance) -> String {
    const LETTERS: &[u8] = b"ABCXYZabcxyz0189-_.%=#";
    let mut letters = link.as_bytes().to_vec();
    for _ in 0..=chance.below(3) {
        let at = chance.below(letters.len() as u64) as usize;
        let letter = LETTERS[chance.below(LETTERS.len() as u64) as usize];
        match chance.below(4) {
            0 => letters.truncate(at + 1),
            1 => letters.insert(at, letter),
            2 if letters.len() > 1 => _ = letters.remove(at),
            _ => letters[at] = letter,
        }
    }
    String::from_utf8(letters).expect("it is made of letters")
}

#[test]
fn ten_thousand_changed_links_open_whole_or_in_part_or_are_refused() {
    let begun = ProcessTime::now();
    let (sent, mut came) = (bundle(), Vec::new());
    let link = link::write(&sent);
    let mut played = BTreeSet::new();
    assert_eq!(open(&link, &sent, &mut played), Came::Whole);
    let mut chance = Chance::stream(0, "links");
    for _ in 0..10_000 {
        came.push(open(&mangled(&link, &mut chance), &sent, &mut played));
    }
    let count = |wanted| came.iter().filter(|it| **it == wanted).count();
    let counts = [Came::Whole, Came::InPart, Came::Refused, Came::Other].map(count);
    println!("whole, in part, refused, other: {counts:?}");
    assert!(
        counts[1] > 5000,
        "of most there is something left: {counts:?}"
    );
    assert!(counts[2] > 100, "of some there is not: {counts:?}");
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn ten_thousand_changed_texts_open_or_are_refused() {
    let begun = ProcessTime::now();
    let text = bundle().to_string();
    let lines: Vec<&str> = text.lines().collect();
    let mut chance = Chance::stream(0, "records");
    let (mut read, mut played) = (0, 0);
    for _ in 0..10_000 {
        let mut changed: Vec<String> = lines.iter().map(|it| it.to_string()).collect();
        let at = chance.below(changed.len() as u64) as usize;
        let other = chance.below(changed.len() as u64) as usize;
        match chance.below(5) {
            0 => _ = changed.remove(at),
            1 => changed.swap(at, other),
            2 => changed.insert(at, lines[other].to_string()),
            3 => {
                let digit = char::from(b'0' + chance.below(10) as u8);
                changed[at] = changed[at].replace(digit, &chance.below(100).to_string());
            }
            _ => {
                let words: Vec<&str> = lines[at].split(' ').collect();
                let word = chance.below(words.len() as u64) as usize;
                let fewer = [&words[..word], &words[word + 1..]].concat();
                changed[at] = fewer.join(" ");
            }
        }
        match Bundle::parse(&changed.join("\n")) {
            Ok(bundle) => {
                read += 1;
                played += u32::from(Stage::recall(&bundle.standing()).is_ok());
                let again = Bundle::parse(&bundle.to_string());
                assert_eq!(again, Ok(bundle));
            }
            Err(error) => assert!(error.problem.len() > 10, "{error}"),
        }
    }
    println!("{read} of 10000 can be read all the same, and {played} played");
    assert!(begun.elapsed() < PATIENCE);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// From a world to a link and back, at any moment of it, and in any of its futures.
    #[test]
    fn a_link_gives_back_the_world_and_is_written_alike(
        seed: u64, other: u64, leaves in 0..40_usize, stands in 0.0..1.0_f64,
    ) {
        let main = random_visit(seed).record();
        let place = |record: &Record, entry: usize| {
            record.entries.get(entry).map_or(record.end, |it| it.when)
        };
        let leaves = place(&main, leaves);
        let past = Stage::recall(&main.up_to(leaves)).expect("it comes to there");
        let future = random_future(past, other);
        let branch = future.record();
        let stands = (branch.entries.len() as f64 * stands) as usize;
        let cursor = place(&branch, stands);
        let mut bundle = Bundle { shown: 1, cursor, ..main.into() };
        bundle.branches.push(Branch {
            name: "another".to_string(),
            parent: Some((0, leaves)),
            record: branch,
        });
        let link = link::write(&bundle);
        let opened = link::read(&link).expect("it is a link").expect("it opens");
        prop_assert_eq!(&opened.missing, &None);
        prop_assert_eq!(&opened.bundle, &bundle);
        prop_assert_eq!(link::write(&opened.bundle), link);

        let standing = Stage::recall(&opened.bundle.standing()).expect("it comes to there");
        prop_assert_eq!(standing.cursor(), cursor);
        let end = Stage::recall(&opened.bundle.branch().record).expect("it comes to its end");
        prop_assert!(end == future);
        prop_assert_eq!(state::hash(&end), state::hash(&future));
    }
}

/// What is told of the state is that of the moment at which one stands, not of the run's end.
#[test]
fn a_state_belongs_to_where_one_stands() {
    let sent = bundle();
    let opened = link::read(&link::write(&sent)).expect("it is a link");
    let opened = opened.expect("it opens").bundle;
    let at = |record: &Record| Some(state::hash(&Stage::recall(record).expect("it plays")));
    assert_eq!(at(&opened.standing()), sent.state);
    assert_ne!(at(&opened.branch().record), sent.state);
    assert_eq!(at(&opened.branches[0].record.up_to(Cursor::default())), {
        let empty = Stage::new(record().header).expect("the settings agree");
        Some(state::hash(&empty))
    });
}
