//! Runs as JSON.

use serde_json::Value;
use zkplay::handle::Shown;
use zkplay::scenario::export::json;
use zkplay::scenario::{Dialect, Script, Stage};
use zkplay::sim::Happening;

use crate::visits::visit;

fn play(text: &str) -> Stage {
    let script = Script::parse(text, Dialect::Scenario).expect("it is a script");
    Stage::play(&script).expect("it can be played")
}

fn parsed(stage: &Stage, heartbeats: bool) -> Value {
    serde_json::from_str(&json::write(stage, heartbeats)).expect("it is JSON")
}

/// The entries of that kind.
fn of_kind<'a>(run: &'a Value, kind: &str) -> Vec<&'a Value> {
    let trace = run["trace"].as_array().expect("it has a trace");
    trace.iter().filter(|it| it["kind"] == kind).collect()
}

#[test]
fn the_record_comes_out_of_the_json_as_it_went_in() {
    for seed in 0..40 {
        let stage = visit(seed);
        let text = json::write(&stage, false);
        assert!(json::is_begun_by(&text));
        assert_eq!(
            json::read(&text),
            Ok(stage.record().to_string()),
            "seed {seed}"
        );
    }
}

#[test]
fn a_reader_finds_who_said_what_to_whom_and_what_came_of_it() {
    let stage = play(
        "servers 3\nsession a 6s @s1\nsession b 6s @s2\na> create -e /x \"a;b\"\nb> stat -w /x\n\
         b> create /x\nexpire a\nwait 1s\n",
    );
    let run = parsed(&stage, false);
    assert_eq!(run["format"], "zkplay run 1");
    assert_eq!(run["processes"], serde_json::json!(["a", "b"]));
    assert_eq!(run["servers"], 3);
    assert_eq!(run["end"]["step"], stage.cursor().step);
    assert_eq!(run["end"]["at_ms"], stage.now().as_millis());

    let arrived = of_kind(&run, "arrived");
    for (from, to, what) in [
        ("a", "s1", "create -e /x \"a;b\""),
        ("s3", "s1", "PROPOSAL create /x"),
        ("s2", "b", "event NodeDeleted /x"),
    ] {
        let mut all = arrived.iter();
        let found = all.any(|it| it["from"] == from && it["to"] == to && it["what"] == what);
        assert!(found, "{what}: {run:#}");
    }
    let refused = |it: &&&Value| it["to"] == "b" && it["result"] == "NodeExists";
    let refused = arrived.iter().find(refused).expect("b is refused");
    assert_eq!(refused["reply_to"], "create /x");

    let applied = of_kind(&run, "applied");
    let created = applied.iter().find(|it| it["what"] == "create /x");
    let zxid = &created.expect("it is created")["zxid"];
    let reply = arrived.iter().find(|it| it["value"] == "/x");
    assert_eq!(&reply.expect("a is told so")["zxid"], zxid);
    let expired = applied.iter().find(|it| it["cause"] == "expiry");
    assert_eq!(expired.expect("it expires")["owner"], "a");

    assert_eq!(of_kind(&run, "fault")[0]["what"], "expire a");
    assert_eq!(of_kind(&run, "typed")[1]["line"], "stat -w /x");
    let events = of_kind(&run, "event");
    let deleted = events.iter().find(|it| it["event"] == "NodeDeleted");
    assert_eq!(deleted.expect("b hears of it")["path"], "/x");
}

#[test]
fn heartbeats_are_there_only_if_they_are_wanted() {
    let stage = play("servers 3\nsession a 6s\nwait 9s\n");
    for (wanted, beats) in [(true, true), (false, false)] {
        let run = parsed(&stage, wanted);
        let sent = of_kind(&run, "sent");
        assert_eq!(sent.iter().any(|it| it["what"] == "ping"), beats);
        assert_eq!(sent.iter().any(|it| it["what"] == "PING"), beats);
    }
}

#[test]
fn what_was_typed_and_shown_is_there_to_the_letter() {
    for seed in 0..40 {
        let stage = visit(seed);
        let run = parsed(&stage, false);
        let mut typed = of_kind(&run, "typed").into_iter();
        let mut shown = of_kind(&run, "shown").into_iter();
        for entry in &stage.run().trace().entries {
            let (kind, line) = match &entry.what {
                Happening::Shown(_, Shown::Typed { line, .. }) => (&mut typed, line),
                Happening::Shown(_, Shown::Out(line) | Shown::Err(line)) => (&mut shown, line),
                Happening::Shown(_, Shown::Failure(line) | Shown::Partial(line)) => {
                    (&mut shown, line)
                }
                _ => continue,
            };
            let next = kind.next().expect("it is in the file");
            assert_eq!(next["line"], *line, "seed {seed}");
            assert_eq!(next["at_ms"], entry.at.as_millis(), "seed {seed}");
        }
        assert_eq!((typed.count(), shown.count()), (0, 0), "seed {seed}");
    }
}

#[test]
fn what_is_no_such_file_is_told() {
    for (text, hint) in [
        (
            "{}",
            "a run in JSON has the `format` \"zkplay run 1\" and a `record`; here: missing",
        ),
        ("{\"format\": 1}", "here: invalid type"),
        (
            "{\"format\": \"zkplay run 1\"}",
            "here: missing field `record`",
        ),
        (
            "{\"format\": \"zkplay run 1\", \"record\": \"\"",
            "here: EOF",
        ),
        (
            "{\"format\": \"zkplay run 2\", \"record\": \"\"}",
            "it is of the format `zkplay run 2`",
        ),
    ] {
        let problem = json::read(text).expect_err("it is none");
        assert!(problem.contains(hint), "{text}: {problem}");
    }
    // What a later version may add is passed over.
    let more = "{\"more\": [], \"format\": \"zkplay run 1\", \"record\": \"x\"}";
    assert_eq!(json::read(more).as_deref(), Ok("x"));
}
