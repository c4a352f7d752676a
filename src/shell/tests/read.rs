//! `get`, `ls` and `stat`.

use crate::model::{ErrorCode, ReadKind, Reply, Stat};
use crate::shell::testing::{Console, STAT, asked, check, names, read, stat, text};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn get_prints_the_data_as_text_and_the_stat_behind_them() {
    assert_eq!(asked("get -w /x"), read(ReadKind::Data, "/x", true));
    check("get /x", [text("say \"hi\"")], "say \"hi\"");
    check("get /x", [text("a\nb\n")], "a\nb\n");
    check("get -s -s /x", [text("e")], &format!("e\n{STAT}"));
    let broken = Some([b'a', 0xFF].into());
    check("get /x", [Ok(Reply::Data(broken, stat()))], "a\u{FFFD}");
    check(
        "get -s /none",
        [Err(ErrorCode::NoNode)],
        "Node does not exist: /none",
    );
    check("get /p/", [], "Path must not end with / character");
    check(
        "get",
        [],
        "get [-s] [-w] [-b] [-x] path\n -b   Output data in base64 format\n -s   Print znode stats additionally\n -w   Watch for changes on the znode\n -x   Output data in hexdump format\n",
    );
}

#[test]
fn ls_sorts_the_names_and_escapes_nothing() {
    assert_eq!(asked("ls -w /x"), read(ReadKind::Children, "/x", true));
    check(
        "ls /s",
        [names(&["a1", "a", "_x", "B", "A", "9", "10", "-y"])],
        "[-y, 10, 9, A, B, _x, a, a1]",
    );
    check(
        "ls /p",
        [names(&[" lead", "[c]", "a", "a, b", "b"])],
        "[ lead, [c], a, a, b, b]",
    );
    check("ls -s /p/c", [names(&[])], &format!("[]\n{STAT}"));
    check("ls -s", [], "ls [-s] [-w] [-R] path");
    check(
        "ls /none",
        [Err(ErrorCode::NoNode)],
        "Node does not exist: /none",
    );
    check("ls -- -R", [], "Path must start with / character");
}

#[test]
fn ls_with_a_question_mark_prints_its_help_and_goes_on() {
    let help = "usage: ls [options] path\n -?   help\n -R   recurse\n -s   stat\n -w   watch";
    check("ls -?", [], &format!("{help}\nls [-s] [-w] [-R] path"));
    check(
        "ls -? /",
        [names(&["zookeeper"])],
        &format!("{help}\n[zookeeper]"),
    );
}

#[test]
fn ls_r_prints_the_children_of_a_znode_before_any_grandchildren() {
    let mut console = Console::connected();
    let printed = console.types(
        "ls -R -s /t",
        [
            text(""),
            names(&["a", "b", "c"]),
            names(&["z"]),
            names(&["deep"]),
            names(&[]),
            names(&["1", "2"]),
            names(&[]),
            names(&[]),
            names(&[]),
        ],
    );
    assert_eq!(
        printed,
        "/t\n/t/a\n/t/b\n/t/c\n/t/a/z\n/t/a/z/deep\n/t/b/1\n/t/b/2"
    );
    assert_eq!(console.asked[0], read(ReadKind::Data, "/t", false));
    assert_eq!(
        console.asked[4],
        read(ReadKind::Children, "/t/a/z/deep", false)
    );
    let root = [text(""), names(&["zookeeper"]), names(&[])];
    check("ls -R /", root, "/\n/zookeeper");
}

#[test]
fn ls_r_passes_over_what_was_deleted_meanwhile_and_stops_at_any_other_error() {
    let walk = |error| [text(""), names(&["a", "b"]), Err(error), names(&[])];
    check("ls -R /t", walk(ErrorCode::NoNode), "/t\n/t/a\n/t/b");
    let [first, second, loss, _] = walk(ErrorCode::ConnectionLoss);
    let sentence = "/t\n/t/a\n/t/b\nKeeperErrorCode = ConnectionLoss for /t/a";
    check("ls -R /t", [first, second, loss], sentence);
    check(
        "ls -R /none",
        [Err(ErrorCode::NoNode)],
        "Node does not exist: /none",
    );
}

#[test]
fn ls_w_r_sets_a_data_watch_on_the_first_znode_and_a_child_watch_on_all() {
    let mut console = Console::connected();
    console.types("ls -w -R /t", [text(""), names(&["a"]), names(&[])]);
    let expected = [
        read(ReadKind::Data, "/t", true),
        read(ReadKind::Children, "/t", true),
        read(ReadKind::Children, "/t/a", true),
    ];
    assert_eq!(console.asked, expected);
}

#[test]
fn stat_asks_whether_the_znode_exists() {
    assert_eq!(asked("stat -w /x"), read(ReadKind::Exists, "/x", true));
    check("stat /x", [Ok(Reply::Stat(stat()))], STAT);
    check(
        "stat -w /x",
        [Err(ErrorCode::NoNode)],
        "Node does not exist: /x",
    );
    check("stat", [], "stat [-w] path");
    let unowned = Stat {
        owner: None,
        ..stat()
    };
    let printed = Console::connected().types("stat /x", [Ok(Reply::Stat(unowned))]);
    assert_eq!(printed.lines().nth(8), Some("ephemeralOwner = 0x0"));
}

#[test]
fn the_old_forms_warn_and_have_the_third_word_of_the_line_replaced() {
    let warning = "'ls path [watch]' has been deprecated. Please use 'ls [-w] path' instead.";
    assert_eq!(asked("ls /x true"), read(ReadKind::Children, "/x", true));
    check("ls /x true", [names(&["w1"])], &format!("{warning}\n[w1]"));
    check(
        "ls -s /x true",
        [],
        &format!("{warning}\nPath must start with / character"),
    );
    let warning =
        "'get path [watch]' has been deprecated. Please use 'get [-s] [-w] path' instead.";
    assert_eq!(asked("get /x false"), read(ReadKind::Data, "/x", true));
    check("get /x false", [text("one")], &format!("{warning}\none"));
    let warning = "'stat path [watch]' has been deprecated. Please use 'stat [-w] path' instead.";
    assert_eq!(asked("stat /x 1"), read(ReadKind::Exists, "/x", true));
    check(
        "stat /x 1",
        [Ok(Reply::Stat(stat()))],
        &format!("{warning}\n{STAT}"),
    );
}
