//! `zkplay replay`: what it prints of a run, and that links of before go on opening.
#![cfg(all(not(target_arch = "wasm32"), feature = "native"))]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use zkplay::scenario::state::facts::hash_of;
use zkplay::scenario::{Bundle, Dialect, Script, Stage, StateHash, link, state};

/// Links that must open for ever, and come to the states that they tell.
const LINKS: &str = include_str!("links/1.0.links");

/// So many lines of the file, and a hash of them: what was written there once is never changed.
/// Whoever adds lines adds a row.
const WRITTEN: [(usize, u64); 1] = [(21, 0xAB53_9F29_DCA0_4286)];

fn replay(arguments: &[&str]) -> (String, String, Option<i32>) {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_zkplay"))
        .arg("replay")
        .args(arguments)
        .output()
        .expect("zkplay starts");
    let text = |it: &[u8]| String::from_utf8_lossy(it).to_string();
    (
        text(&output.stdout),
        text(&output.stderr),
        output.status.code(),
    )
}

/// A text in a file of its own.
fn file(name: &str, text: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("replays");
    fs::create_dir_all(&folder).expect("a test may write there");
    let file = folder.join(name);
    fs::write(&file, text).expect("a test may write there");
    file.to_string_lossy().to_string()
}

fn bundle() -> Bundle {
    let text = "session a 6s\na> create /x \"ü\"\nwait 3s\na> ls /\nwait 1s\n";
    let script = Script::parse(text, Dialect::Scenario).expect("it is a script");
    let stage = Stage::play(&script).expect("it can be played");
    Bundle {
        state: Some(state::hash(&stage)),
        ..stage.record().into()
    }
}

#[test]
fn a_run_is_told_with_its_end_and_its_state() {
    let bundle = bundle();
    let (end, state) = (bundle.cursor, bundle.state.expect("it has one"));
    let (told, complaint, code) = replay(&[&link::write(&bundle)]);
    let expected = format!(
        ": plays to step {} at {} s, state {state}\n",
        end.step, end.at
    );
    assert!(told.ends_with(&expected), "{told}");
    assert_eq!((&*complaint, code), ("", Some(0)));
}

#[test]
fn a_run_that_comes_to_another_state_has_drifted() {
    let other = |version| {
        let state = Some(StateHash { version, hash: 7 });
        replay(&[&link::write(&Bundle { state, ..bundle() })])
    };
    let (told, _, code) = other(state::VERSION);
    let hint = "drifted: it was made with state 1 0000000000000007\n";
    assert!(told.ends_with(hint), "{told}");
    assert_eq!(code, Some(1));
    let (told, _, code) = other(state::VERSION + 1);
    assert!(!told.contains("drifted"), "of another kind: {told}");
    assert_eq!(code, Some(0));
}

#[test]
fn a_state_is_printed_as_it_was_at_any_time() {
    let link = link::write(&bundle());
    let (last, ..) = replay(&[&link, "--state"]);
    let stage = Stage::recall(&bundle().standing()).expect("it comes again");
    assert_eq!(last, state::describe(&stage));
    for (time, fact) in [
        ("0", "world: 0.000 s, step 2\n"),
        ("1.5s", "world: 1.500 s, step "),
        ("90s", "world: 90.000 s, step "),
    ] {
        let (state, _, code) = replay(&[&link, "--state", "--at", time]);
        assert!(state.starts_with(fact), "{time}: {state}");
        assert_eq!(code, Some(0));
    }
    let (early, ..) = replay(&[&link, "--state", "--at", "0"]);
    assert!(!early.contains("znode /x") && last.contains("znode /x \"ü\""));
    let (_, complaint, code) = replay(&[&link, "--at", "soon"]);
    assert!(
        complaint.contains("write it as 8.24s, 8240ms or 2m"),
        "{complaint}"
    );
    assert_eq!(code, Some(2));
}

#[test]
fn a_trace_tells_step_by_step_who_did_what() {
    let (trace, ..) = replay(&[&link::write(&bundle()), "--trace", "--at", "1s"]);
    for line in [
        "     1      0.000  a: joins\n",
        "sends #0 to s1, due at 0.020 s, open\n",
        "a: types create /x \"ü\"\n",
        "s1: applies 0x2: create /x \"ü\"\n",
        "a: shows Created /x\n",
    ] {
        assert!(trace.contains(line), "{line} in {trace}");
    }
    let stage = Stage::recall(&bundle().standing()).expect("it comes again");
    let (all, ..) = replay(&[&link::write(&bundle()), "--trace"]);
    assert_eq!(all.lines().count(), stage.run().trace().entries.len());
}

#[test]
fn a_file_becomes_a_link_with_its_state() {
    let plain = Bundle {
        state: None,
        ..bundle()
    };
    let (told, _, code) = replay(&[&file("run.txt", &plain.to_string()), "--link"]);
    assert_eq!(told.trim_end(), link::write(&bundle()));
    assert_eq!(code, Some(0));
}

#[test]
fn of_a_link_that_was_cut_off_the_beginning_is_played_and_that_is_told() {
    let link = link::write(&bundle());
    let (told, complaint, code) = replay(&[&link[..link.len() - 10]]);
    assert!(told.contains(": plays to step "), "{told}");
    assert!(
        complaint.contains("this link is cut off after"),
        "{complaint}"
    );
    assert_eq!(code, Some(2));
    let newer = Bundle {
        unknown: vec!["note later".to_string()],
        ..bundle()
    };
    let (_, complaint, code) = replay(&[&link::write(&newer)]);
    assert!(complaint.contains("opened without: note"), "{complaint}");
    assert_eq!(code, Some(0));
}

#[test]
fn links_are_checked_by_the_file() {
    let good = link::write(&bundle());
    let stateless = link::write(&Bundle {
        state: None,
        ..bundle()
    });
    let drifted = link::write(&Bundle {
        state: Some(StateHash {
            version: state::VERSION,
            hash: 7,
        }),
        ..bundle()
    });
    let mut astray = bundle();
    astray.branches[0].record.end.step += 1;
    astray.cursor = astray.branches[0].record.end;
    let astray = link::write(&astray);
    let cut = &good[..good.len() - 9];
    let check = |lines: &str| replay(&["--check", &file("some.links", lines)]);
    let (told, _, code) = check(&format!(
        "# Two.\n\nthe first https://x.org/{good}\n{good}\n"
    ));
    assert!(told.starts_with("the first: state 1 "), "{told}");
    assert!(told.contains("\nline 4: state 1 "), "{told}");
    assert!(
        told.ends_with("2 of 2 links came out as they were made\n"),
        "{told}"
    );
    assert_eq!(code, Some(0));
    for (link, hint, worst) in [
        (
            &*drifted,
            "drifted: it was made with state 1 0000000000000007",
            1,
        ),
        (&stateless, "it tells no state to compare", 2),
        (&astray, "branch `main`: the run takes another course", 2),
        (cut, "this link is cut off after", 2),
        ("no-such-file", "No such file", 2),
    ] {
        let (told, _, code) = check(&format!("good {good}\nbad {link}\n"));
        assert!(told.contains(&format!("bad: {hint}")), "{told}");
        assert!(
            told.ends_with("1 of 2 links came out as they were made\n"),
            "{told}"
        );
        assert_eq!(code, Some(worst));
    }
}

#[test]
fn links_of_before_come_out_as_they_were_made() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/links/1.0.links");
    let (told, complaint, code) = replay(&["--check", file]);
    assert_eq!(code, Some(0), "{told}{complaint}");
}

#[test]
fn links_of_before_are_never_changed_and_what_is_added_is_pinned() {
    let lines: Vec<&str> = LINKS.lines().collect();
    for (count, hash) in WRITTEN {
        let before = lines[..count.min(lines.len())].join("\n");
        let found = hash_of(before.as_bytes());
        assert_eq!(found, hash, "the first {count} lines: {found:#x}");
    }
    let (last, _) = WRITTEN[WRITTEN.len() - 1];
    assert_eq!(lines.len(), last, "add a row for the lines that are new");
}
