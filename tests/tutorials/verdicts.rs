//! What is said of single lines, and why.

use zkplay::scenario::tutorial::report::{Implied, Mark, Note, Passed, Remark, Slip, Why};
use zkplay::scenario::tutorial::{Report, check_plain};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn check(text: &str) -> Report {
    check_plain(text).expect("it can be checked")
}

/// What is said of a line of the text.
fn of_line(report: &Report, line: usize) -> &Remark {
    let mut remarks = report.remarks.iter();
    let remark = remarks.find(|it| it.line == line && it.text.is_some());
    remark.unwrap_or_else(|| panic!("line {line}: {report:#?}"))
}

/// What the text does not have.
fn beyond(report: &Report) -> Vec<&Mark> {
    let remarks = report.remarks.iter().filter(|it| it.text.is_none());
    remarks.map(|it| &it.mark).collect()
}

fn is_clean(text: &str) {
    let report = check(text);
    assert!(report.tally().is_clean(), "{report:#?}");
}

fn whys(report: &Report, line: usize) -> Vec<Why> {
    match &of_line(report, line).mark {
        Mark::Differs { whys, .. } => whys.clone(),
        other => panic!("line {line}: {other:?}"),
    }
}

fn meant(report: &Report, line: usize) -> (Slip, Vec<String>, bool) {
    match &of_line(report, line).mark {
        Mark::Typo {
            slip,
            meant,
            corrected,
        } => (*slip, meant.clone(), *corrected),
        other => panic!("line {line}: {other:?}"),
    }
}

fn corrected(report: &Report, line: usize, slip: Slip, command: &str) {
    let expected = (slip, vec![command.to_string()], true);
    assert_eq!(meant(report, line), expected, "{report:#?}");
}

#[test]
fn what_is_as_today_is_the_same_whatever_the_zxids_and_times() {
    is_clean(
        "a> create -s -e /x- \"d\"
Created /x-0000000000
a> stat /x-0000000000
cZxid = 0x67
ctime = Tue Dec 11 10:06:19 CET 2012
mZxid = 0x67
mtime = Tue Dec 11 10:06:19 CET 2012
pZxid = 0x67
cversion = 0
dataVersion = 0
aclVersion = 0
ephemeralOwner = 0x13b891d4c9e0005
dataLength = 1
numChildren = 0
b> delete /x-0000000000
b> get /x-0000000000
Node does not exist: /x-0000000000
",
    );
}

#[test]
fn an_ephemeral_owner_is_not_nobody() {
    let report = check("> create /x\nCreated /x\n> stat /x\n...\nephemeralOwner = 0x13b8\n...\n");
    assert_eq!(report.tally().differing, 1, "{report:#?}");
}

#[test]
fn a_failure_that_the_text_shows_is_no_typo() {
    is_clean(
        "> create /workers
Created /workers
> ls /worker
Node does not exist: /worker
> create -e /e
Created /e
> create /e/x
Ephemerals cannot have children: /e/x
> ls workers
Path must start with / character
",
    );
}

#[test]
fn a_znode_that_the_text_does_not_make_is_no_typo_either() {
    let report = check("> ls /\n[kafka, zookeeper]\n> get /kafka\nhello\n");
    let path = || "/kafka".to_string();
    assert_eq!(whys(&report, 2), [Why::NotMadeByTheText { path: path() }]);
    assert_eq!(whys(&report, 4), [Why::NotMadeByTheText { path: path() }]);
    is_clean("<!-- zkplay: setup> create /kafka hello -->\n> ls /\n[kafka, zookeeper]\n");
}

#[test]
fn the_znode_that_is_there_has_the_right_name() {
    let report = check(
        "> create /workers \"\"
Created /workers
> ls /worker true
[]
> create -e /worker/w1 \"\"
Created /worker/w1
",
    );
    corrected(&report, 3, Slip::Path, "ls /workers true");
    corrected(&report, 5, Slip::Path, "create -e /workers/w1 \"\"");
    let written = (Slip::Output, vec!["Created /workers/w1".to_string()], false);
    assert_eq!(meant(&report, 6), written);
}

#[test]
fn several_slips_in_one_line_are_corrected_together() {
    let report = check(
        "> create -e /workers \"\"
Created /workers
> craete wokers/w1 my data
Created /workers/w1
",
    );
    let meant_by = "create /workers \"\"";
    corrected(&report, 3, Slip::EphemeralParent { line: 1 }, meant_by);
    assert_eq!(of_line(&report, 4).mark, Mark::Same);
    let report = check("> create /a my data\nCreated /a\n> get /a\nmy data\n");
    corrected(&report, 1, Slip::Unquoted, "create /a \"my data\"");
    assert_eq!(report.tally().same, 3);
}

#[test]
fn a_znode_may_be_made_too_late() {
    let report = check("> ls /a\n[]\n> create /a\nCreated /a\n");
    let path = "/a".to_string();
    assert_eq!(whys(&report, 2), [Why::MadeLater { path }]);
}

#[test]
fn what_was_printed_may_tell_what_was_typed() {
    let report = check("> create /tsks x\nCreated /tasks\n> get /tasks\nx\n> ls /tasks\n[]\n");
    corrected(&report, 1, Slip::Path, "create /tasks x");
    assert_eq!(report.tally().same, 5, "{report:#?}");
}

#[test]
fn paths_in_a_wrong_form_are_mended() {
    let report = check("> create a b\nCreated /a\n> get /a/\nb\n> ls //a\n[]\n");
    corrected(&report, 1, Slip::PathForm, "create /a b");
    corrected(&report, 3, Slip::PathForm, "get /a");
    corrected(&report, 5, Slip::PathForm, "ls /a");
}

#[test]
fn where_several_may_be_meant_nothing_is_corrected() {
    let report =
        check("> create /taska\nCreated /taska\n> create /taskb\nCreated /taskb\n> ls /task\n[]\n");
    let (slip, all, corrected) = meant(&report, 5);
    assert_eq!((slip, all.len(), corrected), (Slip::Path, 2, false));
}

#[test]
fn output_that_is_nearly_right_is_a_typo() {
    let report = check("> create /master x\nCreated /mastre\n> ls /\n[master, zookeper]\n");
    assert_eq!(meant(&report, 2).1, ["Created /master"]);
    assert_eq!(meant(&report, 4).1, ["[master, zookeeper]"]);
}

#[test]
fn a_number_is_a_difference_and_never_a_typo() {
    let report = check("> create -s /t-\nCreated /t-0000000007\n> get /t-0000000007\nnull\n");
    assert!(whys(&report, 2).is_empty());
    let path = "/t-0000000007".to_string();
    assert_eq!(whys(&report, 4), [Why::NotMadeByTheText { path }]);
}

#[test]
fn commands_that_are_gone_are_carried_out_as_today() {
    let report =
        check("> create /a x\nCreated /a\n> ls2 /a\n[]\n...\n> rmr /a\n> ls /\n[zookeeper]\n");
    let instead = |it: &str| {
        vec![Why::CommandIsGone {
            instead: it.to_string(),
        }]
    };
    assert_eq!(whys(&report, 3), instead("ls -s /a"));
    assert_eq!(whys(&report, 6), instead("deleteall /a"));
    assert_eq!(report.tally().differing, 2);
}

#[test]
fn a_text_that_shows_no_output_claims_none() {
    is_clean("> create /a\n> ls /\n> get /a\n");
    let report = check("> create /a\n> create /a\n> delete /none\n");
    assert_eq!(beyond(&report).len(), 2, "{report:#?}");
}

#[test]
fn output_that_the_text_lacks_is_missing() {
    let report = check("> create /a\n> ls /\n[a, zookeeper]\n");
    let now = Some("Created /a".to_string());
    let whys = vec![Why::SaidOnErrorOutput];
    assert_eq!(beyond(&report), [&Mark::Differs { now, whys }]);
}

#[test]
fn a_quiet_process_is_dead_only_if_the_text_tells_of_its_znode() {
    let begin = "one> create -e /master x\nCreated /master\ntwo> stat -w /master\n...\n";
    let event = "WatchedEvent state:SyncConnected type:NodeDeleted path:/master zxid: 9\n";
    let report = check(&format!(
        "{begin}WATCHER::\n\n{event}two> ls /\n[zookeeper]\n"
    ));
    let dies = Mark::Implied(Implied::Dies {
        console: "one".to_string(),
        path: "/master".to_string(),
    });
    assert_eq!(beyond(&report), [&dies]);
    assert!(report.tally().is_clean(), "{report:#?}");

    let report = check(&format!(
        "{begin}two> create -e /master y\nCreated /master\n"
    ));
    let [why] = &whys(&report, 6)[..] else {
        panic!("{report:#?}");
    };
    let (path, console) = ("/master".to_string(), "one".to_string());
    assert_eq!(*why, Why::StillOwned { path, console });

    let told = "<!-- zkplay: kill one -->\n<!-- zkplay: wait 40s -->\n";
    is_clean(&format!("{begin}{told}{event}two> ls /\n[zookeeper]\n"));
}

#[test]
fn nobody_dies_of_an_event_that_nobody_waits_for() {
    let report = check(
        "one> create -e /master x
Created /master
two> ls /
[master, zookeeper]
WatchedEvent state:SyncConnected type:NodeDeleted path:/master
two> ls /
[master, zookeeper]
",
    );
    let path = "/master".to_string();
    assert_eq!(whys(&report, 5), [Why::NobodyWatches { path }]);
    assert!(beyond(&report).is_empty());
}

#[test]
fn an_event_without_a_cause_is_told_with_what_to_do() {
    let report = check(
        "> create /workers
Created /workers
> ls -w /workers
[]
WatchedEvent state:SyncConnected type:NodeChildrenChanged path:/workers zxid: 3
",
    );
    assert_eq!(whys(&report, 5), [Why::NothingCausedIt]);
    is_clean(
        "> create /workers
Created /workers
> ls -w /workers
[]
<!-- zkplay: setup> create /workers/w1 -->
WatchedEvent state:SyncConnected type:NodeChildrenChanged path:/workers zxid: 3
",
    );
}

#[test]
fn an_event_that_the_text_leaves_out_is_missing() {
    let report = check(
        "> create /a
Created /a
> get -w /a
null
> set /a x
> ls /
[a, zookeeper]
> ls /
[a, zookeeper]
",
    );
    assert_eq!(beyond(&report).len(), 1, "{report:#?}");
}

#[test]
fn a_console_that_has_ended_is_started_again() {
    let report = check("a> quit\na> ls /\n[zookeeper]\n");
    let console = "a".to_string();
    let again = Mark::Implied(Implied::StartsAgain { console });
    assert!(beyond(&report).contains(&&again), "{report:#?}");
    assert_eq!(of_line(&report, 3).mark, Mark::Same);
}

#[test]
fn a_long_text_may_open_more_consoles_than_are_seen_at_once() {
    let session = "[zk: h(CONNECTED) 0] ls /\n[zookeeper]\n[zk: h(CONNECTED) 1] quit\n\
                   WATCHER::\n\nWatchedEvent state:Closed type:None path:null zxid: -1\n";
    is_clean(&session.repeat(30));
}

#[test]
fn what_is_left_out_is_anything() {
    is_clean("> create /abc x\nCreated /a...\n> stat /abc\ncZxid = ...\n...\nnumChildren = 0\n");
}

#[test]
fn what_is_not_quite_a_console_is_read_with_a_note() {
    let report = check("[zk: h(CONNECTED) 0] create –e /a\n     “b”\nCreated /a\n");
    let notes = &of_line(&report, 1).notes;
    assert_eq!(
        notes[..],
        [Note::TypographicDash, Note::TypographicQuotes, Note::Joined]
    );
    assert_eq!(of_line(&report, 2).mark, Mark::Passed(Passed::Continued));
    assert!(report.tally().is_clean(), "{report:#?}");
}

#[test]
fn old_words_for_the_same_failure_are_known() {
    let report = check(
        "> ls a/b
Command failed: java.lang.IllegalArgumentException: Path must start with / character
",
    );
    assert_eq!(whys(&report, 2), [Why::WordedOtherwise]);
}

#[test]
fn a_text_without_a_console_is_empty() {
    assert!(check("").is_empty());
    assert!(check("Just words.\nAnd more.\n").is_empty());
    assert!(!check("> ls /").is_empty());
}

#[test]
fn a_misspelt_event_is_a_typo() {
    let report = check(
        "> create /workers
Created /workers
> ls -w /workers
[]
<!-- zkplay: setup> create /workers/w1 -->
WatchedEvent state:SyncConnected type:NodeChildrenChanged path:/wokers zxid: 3
",
    );
    let (slip, all, _) = meant(&report, 6);
    assert_eq!(slip, Slip::Output);
    assert!(all[0].contains("path:/workers"), "{all:?}");
    let report = check(
        "one> create /workers
Created /workers
one> ls -w /workers
[]
two> create /workers/w1
Created /workers/w1
WatchedEvent state:SyncConnected type:NodeChildrenChanged path:/worker zxid: 3
",
    );
    assert_eq!(
        meant(&report, 7).0,
        Slip::Output,
        "it is the other console's"
    );
}

#[test]
fn paragraphs_between_the_lines_are_the_authors_own() {
    let text = "> create /a \"x\"

The znode is there now, and this is no output.

> get /a
x

Nor is this:

dataLength = 3
";
    let report = check(text);
    assert_eq!(of_line(&report, 3).mark, Mark::Passed(Passed::Prose));
    assert_eq!(of_line(&report, 8).mark, Mark::Passed(Passed::Prose));
    assert_eq!(whys(&report, 10).len(), 3, "{report:#?}");
}

#[test]
fn below_a_root_of_its_own_a_console_speaks_of_other_znodes() {
    is_clean(
        "> create /apps
Created /apps
> connect localhost:2181/apps
WatchedEvent state:Closed type:None path:null zxid: -1
WatchedEvent state:SyncConnected type:None path:null zxid: -1
> create /app
Created /app
> create /app/x
Created /app/x
",
    );
}

#[test]
fn call_outs_may_stand_in_front_of_prompts() {
    is_clean(
        "❶ [zk: h(CONNECTED) 0] create /a\nCreated /a\n❷ [zk: h(CONNECTED) 1] ls /\n[a, zookeeper]\n",
    );
}

/// The rows of the table in `www/docs/fidelity.md` that a text can show by itself.
#[test]
fn whatever_a_book_prints_otherwise_is_told_with_the_reason() {
    let made = "> create /a \"x\"\nCreated /a\n";
    for (row, text, expected) in [
        (
            "B-01",
            "> get /a\nx\ncZxid = 0x67\n",
            "StatWasPrintedUnasked",
        ),
        ("B-02", "> get /a\n\"x\"\n", "QuotesWereData"),
        (
            "B-02",
            "> get -s /a\nx\n...\ndataLength = 3\nnumChildren = 0\n",
            "QuotesWereData",
        ),
        (
            "B-03",
            "> get -w /a\nx\n> delete /a\nWatchedEvent state:SyncConnected type:NodeDeleted path:/a\n",
            "EventsCarryZxids",
        ),
        ("B-04", "> stat /a true\n...\n", "OldWatchForm"),
        ("B-05", "> ls /a true\n[]\n", "OldWatchForm"),
        ("B-06", "> get /a true\nx\n", "OldWatchForm"),
        ("B-07", "> ls2 /a\n[]\n...\n", "CommandIsGone"),
        ("B-08", "> rmr /a\n", "CommandIsGone"),
        (
            "B-09",
            "> delete /a 7\nversion No is not valid : /a\n",
            "OldVersionForm",
        ),
        (
            "B-10",
            "> set /a y 7\nversion No is not valid : /a\n",
            "OldVersionForm",
        ),
        (
            "B-11",
            "> set /a y\ncZxid = 0x2\n...\n",
            "StatWasPrintedUnasked",
        ),
        (
            "B-12",
            "> setAcl /a world:anyone:r\ncZxid = 0x2\n...\n",
            "StatWasPrintedUnasked",
        ),
        (
            "B-13",
            "> create /b\nZooKeeper -server host:port cmd args\n",
            "DataWereNeeded",
        ),
        ("B-14", "> sync /\nSync returned 0\n", "WordedOtherwise"),
        ("B-15", "> quit\nQuitting...\n", "PartingHasChanged"),
        (
            "B-16",
            "> setquota -n 5 /a\nComment: the parts are option -n val 5 path /a\n",
            "OptionsWereRepeated",
        ),
        (
            "B-17",
            "> setquota -n 5 /a\n> listquota /a\n...\nOutput quota for /a count=5,bytes=-1\n...\n",
            "HardLimitsCame",
        ),
    ] {
        let report = check(&format!("{made}{text}"));
        let marks = report.remarks.iter().filter(|it| it.text.is_some());
        let whys: Vec<&Why> = marks
            .filter_map(|it| match &it.mark {
                Mark::Differs { whys, .. } => {
                    assert!(!whys.is_empty(), "{row}: {report:#?}");
                    Some(whys)
                }
                _ => None,
            })
            .flatten()
            .collect();
        let is_told = |it: &&Why| format!("{it:?}").starts_with(expected);
        assert!(whys.iter().any(is_told), "{row}: {report:#?}");
        let typos = report.tally().typos;
        assert_eq!(typos, 0, "{row}: {report:#?}");
    }
}
