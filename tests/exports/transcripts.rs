//! The transcript of a record.

use zkplay::handle::Shown;
use zkplay::scenario::transcript::{transcript, transcript_of_record};
use zkplay::scenario::{Dialect, Record, Script, Stage, Statement};
use zkplay::sim::Happening;

use crate::visits::visit;

fn play(text: &str) -> Stage {
    let script = Script::parse(text, Dialect::Scenario).expect("it is a script");
    Stage::play(&script).expect("it can be played")
}

/// What a file with that record prints.
fn printed(record: &str) -> Result<String, String> {
    let record = Record::parse(record).map_err(|it| it.to_string())?;
    transcript_of_record(&record).map_err(|it| it.to_string())
}

#[test]
fn below_each_line_of_a_record_stands_what_followed() {
    let stage = play("session a 6s\na> create /b \"c  d\"\nkill a\nwait 9s\n");
    let record = stage.record().to_string();
    let lines: Vec<&str> = record.lines().collect();
    let [head, session, create, kill, end] = lines[..] else {
        panic!("{record}");
    };
    let expected = format!(
        "{head}\n{session}\n  [a] WatchedEvent state:SyncConnected type:None path:null zxid: -1\n\
         {create}\n  Created /b\n{kill}\n{end}\n"
    );
    assert_eq!(printed(&record), Ok(expected));
}

#[test]
fn what_a_program_or_an_order_types_stands_with_its_answer() {
    let text = "program m master\nsession a 6s\norder a on NodeCreated /b do create /c\n\
                m> create /b\nby-itself m\n";
    let script = Script::parse(text, Dialect::Scenario).expect("it is a script");
    let printed = transcript(&script).expect("it can be played");
    for lines in [
        "program m master\n  [m] > create -e /master \"m.example.com:2223\"\n  [m] < Created /master\n",
        "do create /c\n  [a] > stat -w /b\n  [a] < Node does not exist: /b\n",
        "m> create /b\n  [a] > create /c\n  Created /b\n  [a] < Created /c\n",
        "by-itself m\n  [m] > create -e /master \"m.example.com:2223\"\n  [m] < Node already exists: /master\n",
    ] {
        assert!(printed.contains(lines), "{lines}{printed}");
    }
    assert!(!printed.contains("Welcome"), "{printed}");
}

#[test]
fn random_visits_are_printed_alike_each_time_and_without_a_gap() {
    let (mut typed, mut told) = (0, 0);
    for seed in 0..100 {
        let stage = visit(seed);
        let record = stage.record();
        let text = printed(&record.to_string()).expect("it comes again");
        assert_eq!(
            transcript_of_record(&record).as_ref(),
            Ok(&text),
            "seed {seed}"
        );

        let lines = text.lines().filter(|it| it.starts_with("  ["));
        let events = lines.clone().filter(|it| it.contains("] WatchedEvent "));
        let commands = lines.filter(|it| it.contains("] > ")).count();
        let own = record.entries.iter();
        let own = own.filter(|it| matches!(it.said, Statement::Typed { .. } | Statement::Close(_)));
        let trace = stage.run().trace().entries.iter();
        let shown = |wanted: fn(&Shown) -> bool| {
            let all = trace.clone();
            all.filter(|it| matches!(&it.what, Happening::Shown(_, it) if wanted(it)))
                .count()
        };
        let all_typed = shown(|it| matches!(it, Shown::Typed { .. }));
        assert!(commands + own.count() >= all_typed, "seed {seed}: {text}");
        let all_told = shown(|it| matches!(it, Shown::Event(_)));
        assert_eq!(events.count(), all_told, "seed {seed}: {text}");
        typed += all_typed;
        told += all_told;
    }
    assert!(typed > 2000 && told > 400, "{typed} typed, {told} told");
}

#[test]
fn a_changed_record_is_printed_otherwise_or_not_at_all() {
    let stage = play("session a 6s\na> create -e /b one\na> get /b\nkill a\nwait 9s\n");
    let record = stage.record().to_string();
    let before = printed(&record).expect("it comes again");
    let step = format!("@{} ", stage.cursor().step);
    let endless = record.replace(&step, "@99999999999999 99");
    let problem = printed(&endless).expect_err("nobody has so much time");
    assert!(
        problem.contains("at most 2000000 are played again"),
        "{problem}"
    );

    for (from, to, hint) in [
        ("create -e /b one", "create -e /b two", Some("  two\n")),
        (
            "create -e /b one",
            "create -e /c one",
            Some("  Node does not exist: /b\n"),
        ),
        (&step, "@999999 ", None),
    ] {
        let changed = record.replace(from, to);
        assert_ne!(changed, record, "{from}");
        match (printed(&changed), hint) {
            (Ok(after), Some(hint)) => {
                assert!(after.contains(hint) && !before.contains(hint), "{after}");
            }
            (Err(problem), None) => {
                let line = record.lines().count();
                let told = format!("line {line}: the run takes another course");
                assert!(problem.starts_with(&told), "{problem}");
            }
            (other, _) => panic!("{to}: {other:?}"),
        }
    }
}
