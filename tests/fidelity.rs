//! The table "your book says, 3.9.3 says" of `www/docs/fidelity.md`, one test a row.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;

use zkplay::scenario::transcript::transcript;
use zkplay::scenario::{Dialect, Script};

const PAGE: &str = "www/docs/fidelity.md";

/// The columns of a row that quote a console.
struct Row {
    book: Vec<String>,
    today: Vec<String>,
}

impl Row {
    fn find(id: &str) -> Row {
        let line = rows()
            .into_iter()
            .find(|it| it.starts_with(&format!("| {id} |")));
        let line = line.expect("the page has that row");
        let cells: Vec<&str> = line.split(" | ").collect();
        Row {
            book: quoted(cells[2]),
            today: quoted(cells[3]),
        }
    }
}

fn rows() -> Vec<String> {
    let path = format!("{}/{PAGE}", env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(path).expect("the page is readable");
    let rows = page.lines().filter(|it| it.starts_with("| B-"));
    rows.map(str::to_string).collect()
}

/// What stands between backquotes.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_string)
        .collect()
}

/// Plays a script, and gives what its last step has printed.
fn last_step(script: &str) -> String {
    let script = Script::parse(script, Dialect::Transcript).expect("tests write good scripts");
    let all = transcript(&script).expect("tests write good scripts");
    let printed = all.lines().rev().take_while(|it| it.starts_with("  "));
    let lines: Vec<&str> = printed.collect();
    lines.iter().rev().map(|it| format!("{it}\n")).collect()
}

/// What 3.9.3 says is printed, and what the book says is not.
fn check(id: &str, script: &str) -> String {
    let row = Row::find(id);
    let printed = last_step(script);
    for text in &row.today {
        assert!(printed.contains(text), "{id}: no {text:?} in\n{printed}");
    }
    for text in row.book.iter().filter(|it| !row.today.contains(it)) {
        let told = printed.lines().any(|it| it.trim_end().ends_with(text));
        assert!(!told, "{id}: {text:?} still in\n{printed}");
    }
    printed
}

const MASTER: &str = "session a\na> create -e /master \"master1.example.com:2223\"\n";

fn after_master(line: &str) -> String {
    format!("{MASTER}{line}\n")
}

#[test]
fn b_01_a_bare_get_prints_no_stat() {
    let printed = check("B-01", &after_master("a> get /master"));
    assert_eq!(printed, "  master1.example.com:2223\n");
}

#[test]
fn b_02_quotes_are_for_the_console() {
    check("B-02", &after_master("a> get -s /master"));
}

#[test]
fn b_03_an_event_tells_its_zxid() {
    let story = after_master("session b\nb> stat -w /master\na> create /other\na> delete /master");
    check("B-03", &story);
}

#[test]
fn b_04_the_old_watch_of_stat_warns() {
    let printed = check("B-04", &after_master("a> stat /master true"));
    assert!(printed.contains("cZxid = 0x2"));
}

#[test]
fn b_05_the_old_watch_of_ls_warns() {
    let printed = check(
        "B-05",
        "session a\na> create /workers\na> ls /workers true\n",
    );
    assert!(printed.ends_with("  []\n"));
}

#[test]
fn b_06_the_old_watch_of_get_warns() {
    let printed = check("B-06", &after_master("a> get /master true"));
    assert!(printed.ends_with("  master1.example.com:2223\n"));
}

#[test]
fn b_07_there_is_no_ls2() {
    check("B-07", "session a\na> ls2 /\n");
}

#[test]
fn b_08_there_is_no_rmr() {
    check("B-08", "session a\na> create /tasks\na> rmr /tasks\n");
}

#[test]
fn b_09_the_version_of_the_old_delete_is_passed_over() {
    let gone = "session a\na> create /a\na> delete /a 7\n";
    check("B-09", gone);
    assert!(last_step(&format!("{gone}a> stat /a\n")).contains("Node does not exist: /a"));
}

#[test]
fn b_10_the_version_of_the_old_set_is_passed_over() {
    let set = "session a\na> create /a\na> set /a x 7\n";
    assert_eq!(check("B-10", set), "");
    assert_eq!(last_step(&format!("{set}a> get /a\n")), "  x\n");
}

#[test]
fn b_11_set_prints_no_stat() {
    assert_eq!(check("B-11", "session a\na> create /a\na> set /a x\n"), "");
}

#[test]
fn b_12_set_acl_prints_no_stat() {
    let set = "session a\na> create /a\na> setAcl /a world:anyone:r\n";
    assert_eq!(check("B-12", set), "");
}

#[test]
fn b_13_data_are_not_needed() {
    let created = "session a\na> create /a\n";
    check("B-13", created);
    assert_eq!(last_step(&format!("{created}a> get /a\n")), "  null\n");
}

#[test]
fn b_14_sync_is_ok() {
    check("B-14", "session a\na> sync /\n");
}

#[test]
fn b_15_quit_says_that_the_session_is_closed() {
    check("B-15", "session a\na> quit\n");
}

#[test]
fn b_16_setquota_says_nothing() {
    let set = "session a\na> create /a\na> setquota -n 5 /a\n";
    assert_eq!(check("B-16", set), "");
}

#[test]
fn b_17_quotas_have_hard_limits() {
    check(
        "B-17",
        "session a\na> create /a\na> setquota -n 5 /a\na> listquota /a\n",
    );
}

#[test]
fn b_18_even_stat_needs_permission() {
    check(
        "B-18",
        "session a\na> create /a x ip:10.0.0.1:cdrwa\na> stat /a\n",
    );
}

#[test]
fn b_19_whoever_may_not_read_hears_nothing() {
    let story = "session a\nsession b\na> create /a\nb> stat -w /a\n\
        a> setAcl /a ip:10.0.0.1:r,world:anyone:wa\na> set /a x\n";
    assert_eq!(check("B-19", story), "");
    let told = "session a\nsession b\na> create /a\nb> stat -w /a\na> set /a x\n";
    assert!(last_step(told).contains(&Row::find("B-19").book[0]));
}

#[test]
fn every_row_has_its_test() {
    let source = include_str!("fidelity.rs");
    let tested: BTreeSet<String> = source
        .lines()
        .filter_map(|it| it.strip_prefix("fn b_")?.get(..2))
        .map(|it| format!("B-{it}"))
        .collect();
    let told: BTreeSet<String> = rows().iter().map(|it| it[2..6].to_string()).collect();
    assert_eq!(tested, told);
}
