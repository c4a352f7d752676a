//! The program `zkplay`, as its users call it.
#![cfg(all(not(target_arch = "wasm32"), feature = "native"))]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use zkplay::scenario::{Dialect, Record, Script, Stage, link};

fn zkplay(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zkplay"));
    command.args(arguments).output().expect("zkplay starts")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).to_string()
}

/// A text in a folder of its own.
fn text(name: &str, file: &str, text: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a test may write there");
    let file = folder.join(file);
    fs::write(&file, text).expect("a test may write there");
    file.to_string_lossy().to_string()
}

/// A script in a folder of its own; with what is expected of it.
fn script(name: &str, text: &str, expected: Option<&str>) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).expect("a test may write there");
    let file = folder.join("script.zkt");
    fs::write(&file, text).expect("a test may write there");
    if let Some(expected) = expected {
        fs::write(file.with_extension("out"), expected).expect("a test may write there");
    }
    file
}

const SCRIPT: &str = "session a\na> ls /\n";
const EXPECTED: &str = "session a
  [a] WatchedEvent state:SyncConnected type:None path:null zxid: -1
a> ls /
  [zookeeper]
";

#[test]
fn a_transcript_is_printed() {
    let file = script("printed", SCRIPT, None);
    let output = zkplay(&["transcript", &file.to_string_lossy()]);
    assert_eq!(out(&output), EXPECTED);
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_check_says_what_differs_and_how_it_ended() {
    let good = script("good", SCRIPT, Some(EXPECTED));
    let output = zkplay(&["transcript", "--check", &good.to_string_lossy()]);
    assert_eq!(out(&output), "1 same, 0 differing, 0 not playable\n");
    assert_eq!(output.status.code(), Some(0));

    let bad = script("bad", SCRIPT, Some(&EXPECTED.replace("[zookeeper]", "[]")));
    let output = zkplay(&["transcript", "--check", &bad.to_string_lossy()]);
    let text = out(&output);
    assert!(text.contains("-   []\n  +   [zookeeper]\n"), "{text}");
    assert!(
        text.ends_with("0 same, 1 differing, 0 not playable\n"),
        "{text}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_script_that_cannot_be_read_or_played_is_told_with_its_line() {
    for (name, text, hint) in [
        (
            "unreadable",
            "session a\ndance\n",
            "line 2: `dance` is no statement",
        ),
        (
            "unplayable",
            "session a\nb> ls /\n",
            "line 2: there is no process `b`",
        ),
    ] {
        let file = script(name, text, None);
        let output = zkplay(&["transcript", &file.to_string_lossy()]);
        let error = String::from_utf8_lossy(&output.stderr).to_string();
        assert!(error.contains(hint), "{error}");
        assert_eq!(output.status.code(), Some(2));
    }
    let output = zkplay(&["transcript", "no-such-file.zkt"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("no-such-file.zkt"));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn wrong_words_get_the_usage_and_help_is_there() {
    assert_eq!(zkplay(&["dance"]).status.code(), Some(2));
    let help = zkplay(&["--help"]);
    assert!(out(&help).contains("transcript"), "{}", out(&help));
    assert_eq!(help.status.code(), Some(0));
}

#[test]
fn without_a_command_it_is_a_console_that_ends_as_zkcli_ends() {
    for (lines, said, code) in [
        (
            "create /a x\nget /a\nquit\n",
            "[zk: localhost:2181(CONNECTED) 1] get /a\nx\n",
            0,
        ),
        ("foo\nquit\n", "WatchedEvent state:Closed", 127),
        ("ls /\n", "[zookeeper]", 0), // the input ends: that is a `quit`
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_zkplay"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("zkplay starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        stdin.write_all(lines.as_bytes()).expect("it reads");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        assert!(out(&output).contains(said), "{}", out(&output));
        assert_eq!(output.status.code(), Some(code), "{lines}");
    }
}

#[test]
fn a_sweep_ends_with_one_line_of_what_it_has_seen() {
    let sweep = |more: &[&str]| zkplay(&[&["sweep", "--seeds", "1..2"], more].concat());
    let output = sweep(&["--faults", "--steps", "300"]);
    let text = out(&output);
    assert!(text.starts_with("2 seeds, "), "{text}");
    assert!(text.contains(" 0 broken; CompetingVotes "), "{text}");
    assert_eq!(text.lines().count(), 1, "{text}");
    assert_eq!(output.status.code(), Some(0));
    let output = sweep(&["--servers", "8"]);
    assert_eq!(output.status.code(), Some(2));
}

const TRUE: &str = "> create /a x\nCreated /a\n> get /a\nx\n";

#[test]
fn a_tutorial_that_is_still_true_passes() {
    let file = text("true", "session.txt", TRUE);
    let output = zkplay(&["doctest", &file]);
    assert!(
        out(&output).ends_with(&format!(
            "{file}:4: same: x\n{file}: 4 same, 0 differing, 0 typos\n"
        )),
        "{}",
        out(&output)
    );
    assert_eq!(output.status.code(), Some(0));
    let output = zkplay(&["doctest", "--quiet", &file]);
    assert_eq!(out(&output).lines().count(), 1, "{}", out(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_tutorial_that_is_not_true_any_more_fails_with_the_lines() {
    let page = format!(
        "# Title\n\n```zkcli\n{}```\n",
        TRUE.replace("\nx", "\n\"x\"")
    );
    let (page, good) = (
        text("untrue", "page.md", &page),
        text("untrue", "good.txt", TRUE),
    );
    let output = zkplay(&["doctest", "--quiet", &page, &good]);
    let expected = [
        format!("{page}:7: differs: \"x\""),
        "    3.9.3 prints: x".to_string(),
        "    Old consoles took the quotes for part of the data. 3.9.3 takes them off.".to_string(),
        format!("{page}: 3 same, 1 differing, 0 typos"),
        format!("{good}: 4 same, 0 differing, 0 typos"),
        "in all: 7 same, 1 differing, 0 typos".to_string(),
    ];
    let printed = out(&output);
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_tutorial_that_cannot_be_read_is_told_so() {
    let directive = text("directive", "page.md", "Text\n\n<!-- zkplay: dance -->\n");
    let nothing = text("nothing", "notes.txt", "No console here.\n");
    for (file, hint) in [
        ("no-such-file.md", "no-such-file.md: "),
        (&directive, "page.md:3: `dance` is no statement"),
        (&nothing, "notes.txt: no console session found"),
    ] {
        let output = zkplay(&["doctest", file]);
        let said = out(&output) + &String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(hint), "{said}");
        assert_eq!(output.status.code(), Some(2));
    }
    // A page without a console is a page like many others.
    let page = text("no-console", "page.md", "Just words.\n");
    assert_eq!(zkplay(&["doctest", &page]).status.code(), Some(0));
}

#[test]
fn a_tutorial_may_come_from_the_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_zkplay"))
        .args(["doctest", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("zkplay starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(TRUE.as_bytes()).expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(out(&output).contains("-:4: same: x"), "{}", out(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_recorded_run_plays_again_from_a_file_or_a_link() {
    let script = Script::parse("session a 6s\na> ls /\nwait 3s\n", Dialect::Scenario);
    let stage = Stage::play(&script.expect("it is a script")).expect("it can be played");
    let record = stage.record();
    let path = text("replay", "run.txt", &record.to_string());
    let output = zkplay(&["replay", &path]);
    let (step, at) = (record.end.step, record.end.at);
    let told = format!(": plays to step {step} at {at} s, state 1 ");
    assert!(out(&output).contains(&told), "{output:?}");
    assert!(output.status.success());

    let link = format!(
        "https://example.org/zkplay/{}",
        link::write(&record.clone().into())
    );
    let output = zkplay(&["replay", &link]);
    assert!(out(&output).contains(&told), "{output:?}");

    let other = text(
        "replay",
        "other.txt",
        "record 1 scenario\n@0 0 session a 6s\n@90 10\n",
    );
    for (given, problem) in [
        (&*other, "takes another course"),
        ("#z=1.AAAA", "cut off or changed"),
        ("/nowhere", "No such file"),
    ] {
        let output = zkplay(&["replay", given]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(problem), "{said}");
        assert_eq!(output.status.code(), Some(2));
    }
}

/// A script whose run is worth exporting.
const RUN: &str = "servers 3\nsession a 6s @s1\nsession b 6s @s2\na> create -e /x one\n\
                   b> get -w /x\nkill a\nwait 9s\n";

fn exported(file: &str, format: &str) -> String {
    let output = zkplay(&["replay", file, "--export", format]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    out(&output)
}

#[test]
fn an_exported_run_is_a_test_that_fails_when_the_run_is_another() {
    let file = text("exported", "script.zks", RUN);
    let (record, printed) = (exported(&file, "record"), exported(&file, "transcript"));
    assert!(printed.contains("  [b] WatchedEvent state:SyncConnected type:NodeDeleted path:/x"));
    let check = |name: &str, record: &str| {
        let run = script(name, record, Some(&printed));
        zkplay(&["transcript", "--check", &run.to_string_lossy()])
    };
    let output = check("exported-same", &record);
    assert_eq!(out(&output), "1 same, 0 differing, 0 not playable\n");
    assert_eq!(output.status.code(), Some(0));

    let output = check("exported-other", &record.replace("one", "two"));
    let told = out(&output);
    assert!(told.contains("-   one\n"), "{told}");
    assert!(told.contains("+   two\n"), "{told}");
    assert_eq!(output.status.code(), Some(1));

    let early = record.replace("kill a", "remove nobody");
    let output = check("exported-astray", &early);
    let told = out(&output);
    assert!(told.contains("the run takes another course"), "{told}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn all_that_a_scenario_shows_is_a_test() {
    let scenarios = fs::read_dir("scenarios").expect("there are scenarios");
    let mut tests = Vec::new();
    for scenario in scenarios {
        let path = scenario.expect("it is readable").path();
        let name = format!("scenario-{}", path.display().to_string().replace('/', "-"));
        let file = path.to_string_lossy();
        let printed = exported(&file, "transcript");
        let run = script(&name, &exported(&file, "record"), Some(&printed));
        tests.push(run.to_string_lossy().to_string());
    }
    let files: Vec<&str> = tests.iter().map(String::as_str).collect();
    let output = zkplay(&[&["transcript", "--check"], &files[..]].concat());
    let told = format!("{} same, 0 differing, 0 not playable\n", files.len());
    assert_eq!(out(&output), told);
    assert!(files.len() >= 3);
}

#[test]
fn a_run_in_json_is_as_good_as_its_record() {
    let file = text("json", "script.zks", RUN);
    let record = exported(&file, "record");
    let run = text("json", "run.json", &exported(&file, "json"));
    assert_eq!(exported(&run, "record"), record);
    assert!(!exported(&run, "json").contains("\"what\":\"ping\""));
    let output = zkplay(&["replay", &run, "--export", "json", "--heartbeats"]);
    assert!(out(&output).contains("\"what\":\"ping\""));
    assert!(zkplay(&["replay", &run]).status.success());

    let other = text("json", "other.json", "{}");
    let output = zkplay(&["replay", &other, "--export", "record"]);
    let said = String::from_utf8_lossy(&output.stderr).to_string();
    assert!(said.contains("a run in JSON has the `format`"), "{said}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_run_is_exported_from_a_link_and_drawn() {
    let file = text("drawn", "script.zks", RUN);
    let record = Record::parse(&exported(&file, "record")).expect("it is a record");
    let link = link::write(&record.into());
    assert_eq!(exported(&link, "mermaid"), exported(&file, "mermaid"));
    assert!(exported(&link, "mermaid").starts_with("sequenceDiagram\n"));
    let output = zkplay(&["replay", &link, "--export", "painting"]);
    assert_eq!(output.status.code(), Some(2));
}
