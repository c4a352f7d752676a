//! Two sessions as old books have them: every line gets the verdict that a careful reader gives.

use zkplay::scenario::tutorial::check_plain;
use zkplay::scenario::tutorial::report::{Implied, Mark, Passed, Remark, Slip, Why};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ELECTION: &str = include_str!("old-election.txt");
const GARBLED: &str = include_str!("garbled-roles.txt");

/// All that is said, line by line, in order.
fn verdicts(text: &str) -> Vec<(usize, Mark)> {
    let report = check_plain(text).expect("it can be checked");
    let verdict = |it: Remark| (it.line, it.mark);
    report.remarks.into_iter().map(verdict).collect()
}

fn passed(line: usize, passed: Passed) -> (usize, Mark) {
    (line, Mark::Passed(passed))
}

fn same(lines: impl IntoIterator<Item = usize>) -> Vec<(usize, Mark)> {
    lines.into_iter().map(|it| (it, Mark::Same)).collect()
}

fn differs(line: usize, now: &str, why: Why) -> (usize, Mark) {
    let now = Some(now.to_string());
    (
        line,
        Mark::Differs {
            now,
            whys: vec![why],
        },
    )
}

fn typo(line: usize, slip: Slip, meant: &str) -> (usize, Mark) {
    let mark = Mark::Typo {
        slip,
        meant: vec![meant.to_string()],
        corrected: true,
    };
    (line, mark)
}

fn old_watch(line: usize, command: &str, instead: &str) -> (usize, Mark) {
    let now = format!(
        "'{command} path [watch]' has been deprecated. Please use '{command} [-w] path' instead."
    );
    let instead = instead.to_string();
    differs(line, &now, Why::OldWatchForm { instead })
}

fn event(kind: &str, path: &str, zxid: u32) -> String {
    format!("WatchedEvent state:SyncConnected type:{kind} path:{path} zxid: {zxid}")
}

#[test]
fn the_old_election_is_judged_line_by_line() {
    let stat = || Why::StatWasPrintedUnasked {
        instead: "get -s /master".to_string(),
    };
    let no_stat = |line| {
        let whys = vec![stat()];
        (line, Mark::Differs { now: None, whys })
    };
    let mut expected = same(1..=5);
    expected.push(differs(6, "master1.example.com:2223", Why::QuotesWereData));
    expected.extend((7..=15).map(no_stat));
    let length = Why::ThereItSays {
        line: "dataLength = 24".to_string(),
    };
    let whys = vec![stat(), Why::QuotesWereData, length];
    expected.push((16, Mark::Differs { now: None, whys }));
    expected.push(no_stat(17));
    expected.push(passed(18, Passed::Prompt));
    expected.extend((20..=22).map(|it| passed(it, Passed::Prose)));
    expected.extend(same(24..=25));
    expected.push(old_watch(26, "stat", "stat -w /master"));
    expected.extend(same(27..=35));
    expected.push(differs(36, "dataLength = 24", Why::QuotesWereData));
    expected.extend(same([37]));
    expected.push(passed(38, Passed::Prompt));
    expected.extend((40..=41).map(|it| passed(it, Passed::Prose)));
    expected.push(passed(43, Passed::Layout));
    let dies = Implied::Dies {
        console: "console1".to_string(),
        path: "/master".to_string(),
    };
    expected.push((45, Mark::Implied(dies)));
    expected.push(differs(
        45,
        &event("NodeDeleted", "/master", 5),
        Why::EventsCarryZxids,
    ));
    expected.extend(same(47..=50));
    expected.push(passed(51, Passed::Prompt));
    assert_eq!(verdicts(ELECTION), expected);
}

#[test]
fn the_garbled_session_is_judged_line_by_line() {
    let mut expected = same(1..=8);
    expected.push(typo(9, Slip::Glued, "ls /"));
    expected.push(differs(
        10,
        "[assign, master, tasks, workers, zookeeper]",
        Why::ListsAreSorted,
    ));
    expected.push(typo(11, Slip::Path, "ls /workers true"));
    expected.push(old_watch(11, "ls", "ls -w /workers"));
    expected.extend(same([12]));
    expected.push(old_watch(13, "ls", "ls -w /tasks"));
    expected.extend(same([14]));
    expected.push(passed(15, Passed::Prompt));
    expected.push(passed(17, Passed::Prose));
    expected.push(typo(
        19,
        Slip::Path,
        "create -e /workers/worker1 \"worker1.example.com:2224\"",
    ));
    expected.extend(same(20..=22));
    expected.push(old_watch(23, "ls", "ls -w /assign/worker1"));
    expected.extend(same([24]));
    expected.push(passed(25, Passed::Prompt));
    expected.push(passed(27, Passed::Layout));
    expected.push(differs(
        29,
        &event("NodeChildrenChanged", "/workers", 7),
        Why::EventsCarryZxids,
    ));
    expected.extend(same(31..=32));
    expected.push(typo(33, Slip::Command, "create -s /tasks/task- \"cmd\""));
    let now = Some(event("NodeChildrenChanged", "/tasks", 9));
    let whys = Vec::new();
    expected.push((33, Mark::Differs { now, whys }));
    expected.extend(same([34]));
    expected.push(typo(
        35,
        Slip::EphemeralParent { line: 21 },
        "create /assign/worker1 \"\"",
    ));
    expected.extend(same(36..=38));
    assert_eq!(verdicts(GARBLED), expected);
}

#[test]
fn the_slips_keep_their_line_when_the_text_is_played_again() {
    let report = check_plain(GARBLED).expect("it can be checked");
    let tally = report.tally();
    assert_eq!((tally.same, tally.typos), (20, 5));
    assert!(report.remarks.is_sorted_by_key(|it| it.line));
    let texts = report.remarks.iter().filter(|it| it.text.is_some());
    let lines = GARBLED.lines().filter(|it| !it.trim().is_empty());
    assert_eq!(texts.count(), lines.count(), "each line has one verdict");
}
