//! Links that were changed on their way: each opens, or is refused with a sentence.
#![cfg(not(target_arch = "wasm32"))]

use zkplay::model::Chance;
use zkplay::scenario::{Dialect, Record, Script, Stage, link};

const SCRIPT: &str = "servers 3\nseed 7\nlatency 20ms 5ms\nsession a 6s @s1\nsession b 6s @s2\n\
    a> create -e /master \"a\"\nb> create -e /master \"b\"\nb> stat -w /master\n\
    order b on NodeDeleted /master do create -e /master \"b\"\n\
    a> create -s /task- \"one\"\ncut a s1 silent\npause b 2s\nwait 9s\nrestart s3\nheal a\nkill a\nwait 12s\n";

fn record() -> Record {
    let script = Script::parse(SCRIPT, Dialect::Scenario).expect("it is a script");
    Stage::play(&script).expect("it can be played").record()
}

/// Opens it as the page does; `true` if there is a run in it.
fn opens(fragment: &str) -> bool {
    let opened =
        link::read(fragment).map(|it| it.and_then(|it| Stage::recall(&it.bundle.standing())));
    match opened {
        None => false,
        Some(Ok(_)) => true,
        Some(Err(problem)) => {
            assert!(problem.len() > 20, "{fragment}: {problem}");
            false
        }
    }
}

#[test]
fn ten_thousand_changed_links_open_or_are_refused() {
    const LETTERS: &[u8] = b"ABCXYZabcxyz0189-_.%=#";
    let link = link::write(&record().into());
    assert!(opens(&link));
    let mut chance = Chance::stream(0, "links");
    let mut opened = 0;
    for _ in 0..10_000 {
        let mut letters = link.clone().into_bytes();
        for _ in 0..=chance.below(3) {
            let at = chance.below(letters.len() as u64) as usize;
            let letter = LETTERS[chance.below(LETTERS.len() as u64) as usize];
            match chance.below(4) {
                0 => letters.truncate(at + 1),
                1 => letters.insert(at, letter),
                2 => _ = letters.remove(at),
                _ => letters[at] = letter,
            }
        }
        let changed = String::from_utf8(letters).expect("it is made of letters");
        opened += u32::from(opens(&changed));
    }
    println!("{opened} of 10000 open all the same");
}

#[test]
fn ten_thousand_changed_records_open_or_are_refused() {
    let text = record().to_string();
    let lines: Vec<&str> = text.lines().collect();
    let mut chance = Chance::stream(0, "records");
    let mut opened = 0;
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
        let record = Record::parse(&changed.join("\n"));
        opened += u32::from(record.is_ok_and(|it| Stage::recall(&it).is_ok()));
    }
    println!("{opened} of 10000 open all the same");
}
