//! A refusal says which check refused, and which had passed before.

use crate::visit::{enter, log, newest, notes, quiet};
use zkplay::app::view::EventKind;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// What the playground says in a console when this is typed after all that.
fn why(before: &[&str], line: &str) -> String {
    let mut playground = quiet();
    for earlier in before {
        enter(&mut playground, "master1", earlier);
    }
    let said = notes(&playground, "master1").len();
    enter(&mut playground, "master1", line);
    notes(&playground, "master1")[said..].join("\n")
}

#[test]
fn a_refused_write_tells_its_check_and_the_zxid_it_took() {
    let said = why(&["create /a"], "create /a");
    assert_eq!(
        said,
        "why: /a is there already. Passed before: the list of \
         permissions is valid; the parent is there; CREATE is granted on the parent. \
         The refusal took a zxid, too: 0x7."
    );
}

#[test]
fn a_refused_read_tells_its_check_and_takes_no_zxid() {
    assert_eq!(
        why(&[], "get /none"),
        "why: There is no /none. That is what is looked at first."
    );
    assert_eq!(
        why(&["create /a", "setAcl /a world:anyone:cdwa"], "get /a"),
        "why: The list of /a does not grant READ to this client. Passed before: the znode is there."
    );
}

#[test]
fn a_slip_in_a_path_is_seen_through() {
    let said = why(&["create /workers"], "ls /worker");
    assert!(said.ends_with("Did you mean “/workers”?"), "{said}");
    let said = why(&["create /workers"], "create /worker/w1");
    assert!(said.contains("Did you mean “/workers”?"), "{said}");
    let said = why(&["create /workers"], "ls /tasks");
    assert!(!said.contains("Did you mean"), "{said}");
}

#[test]
fn what_zkcli_refuses_by_itself_has_no_check() {
    for line in ["ls x", "create", "foo", "create /x d words"] {
        assert!(!why(&[], line).contains("why:"), "{line}");
    }
}

#[test]
fn whoever_may_not_read_hears_nothing_and_the_log_tells_why() {
    let mut playground = quiet();
    enter(&mut playground, "master1", "create /a");
    enter(&mut playground, "master2", "stat -w /a");
    enter(
        &mut playground,
        "master1",
        "setAcl /a ip:10.0.0.1:cdrwa,world:anyone:cdwa",
    );
    enter(&mut playground, "master1", "set /a secret");
    let withheld = newest(&playground, EventKind::Refusal);
    assert_eq!(withheld.text, "NodeDataChanged /a withheld");
    assert!(
        withheld.why.contains("used up all the same"),
        "{}",
        withheld.why
    );
}

#[test]
fn too_long_a_request_is_hung_up_on_and_the_log_tells_why() {
    let mut playground = quiet();
    let line = format!("create /big {}", "x".repeat(1_048_576));
    enter(&mut playground, "master1", &line);
    let refused = newest(&playground, EventKind::Refusal);
    assert_eq!(refused.text, "request too long");
    let longest = log(&playground, "master1")
        .lines()
        .map(|it| it.chars().count())
        .max();
    assert_eq!(
        longest,
        Some(10_001),
        "the console shows the beginning of a long line"
    );
    assert!(refused.why.contains("1048575"), "{}", refused.why);
}

#[test]
fn help_on_a_word_tells_of_that_alone() {
    let mut playground = quiet();
    let mut help_on = |word: &str| {
        let said = log(&playground, "client1").lines().count();
        enter(&mut playground, "client1", &format!(":help {word}"));
        let all = log(&playground, "client1");
        // The first line is the one that was typed.
        let lines: Vec<&str> = all.lines().skip(said + 1).collect();
        lines.join("\n")
    };
    assert_eq!(
        help_on("pause"),
        ":pause NAME [TIME]          stand still, as in a long garbage collection"
    );
    assert!(help_on(":restart").contains(":kill NAME, :restart NAME"));
    assert!(help_on("cut").contains(":cut A -> B silent one way"));
    assert!(help_on("wchp").contains(":srvr s1"));
    let usage = help_on("get");
    assert!(
        usage.starts_with("get [-s] [-w] [-b] [-x] path\n -b   Output"),
        "{usage}"
    );
    assert_eq!(
        help_on("dance"),
        "Not done: neither zkCli nor the playground knows `dance`; `:help` lists what may be said."
    );
    assert!(help_on("").contains(":help WORD"));
}
