//! Commands that ask servers: what they ask, and what they say to the answers.

use crate::model::{
    ErrorCode, Expected, Lifetime, NewPath, Read, ReadKind, Reply, Request, Stat, Version, Write,
};
use crate::shell::testing::{Console, STAT, bytes, created, names, path, stat, text};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn check(line: &str, answers: impl IntoIterator<Item = crate::model::Answer>, printed: &str) {
    assert_eq!(Console::connected().types(line, answers), printed, "{line}");
}

/// What a line asks first.
fn asked(line: &str) -> Option<Request> {
    let mut console = Console::connected();
    console.give(crate::handle::ProgramInput::Told(line.to_string()));
    console.asked.into_iter().next()
}

fn create(at: &str, sequential: bool, data: Option<&str>, lifetime: Lifetime) -> Option<Request> {
    Some(Request::Write(Write::Create {
        path: NewPath::parse(at, sequential).unwrap(),
        data: data.and_then(bytes),
        lifetime,
    }))
}

fn read(kind: ReadKind, at: &str, watch: bool) -> Option<Request> {
    let path = path(at);
    Some(Request::Read(Read { kind, path, watch }))
}

fn delete(at: &str, expected: Expected) -> Write {
    let path = path(at);
    Write::Delete { path, expected }
}

#[test]
fn create_asks_for_what_its_flags_say() {
    use Lifetime::{Ephemeral, Persistent};
    assert_eq!(
        asked("create /x d"),
        create("/x", false, Some("d"), Persistent)
    );
    assert_eq!(
        asked("create -e /x d"),
        create("/x", false, Some("d"), Ephemeral)
    );
    assert_eq!(
        asked("create /n- -es"),
        create("/n-", true, None, Ephemeral)
    );
    assert_eq!(
        asked("create -s /p/"),
        create("/p/", true, None, Persistent)
    );
    check(
        "create -s /n- d",
        [created("/n-0000000003")],
        "Created /n-0000000003",
    );
}

#[test]
fn no_data_are_null_and_empty_quotes_are_empty_data() {
    let persistent = Lifetime::Persistent;
    assert_eq!(asked("create /x"), create("/x", false, None, persistent));
    assert_eq!(
        asked("create /x \"\""),
        create("/x", false, Some(""), persistent)
    );
    check("get /x", [Ok(Reply::Data(None, stat()))], "null");
    check("get /x", [text("")], "");
}

#[test]
fn create_is_refused_with_the_path_as_it_was_asked_for() {
    check(
        "create -s /n- d",
        [Err(ErrorCode::NoNode)],
        "Node does not exist: /n-",
    );
    check(
        "create -s /p/",
        [Err(ErrorCode::ConnectionLoss)],
        "KeeperErrorCode = ConnectionLoss for /p/",
    );
    check(
        "create /e/c",
        [Err(ErrorCode::NoChildrenForEphemerals)],
        "Ephemerals cannot have children: /e/c",
    );
    check(
        "create /x",
        [Err(ErrorCode::NodeExists)],
        "Node already exists: /x",
    );
    check(
        "create /x",
        [Err(ErrorCode::SessionExpired)],
        "KeeperErrorCode = Session expired for /x",
    );
}

#[test]
fn what_the_client_checks_in_create_is_checked_in_its_order() {
    let usage = "create [-s] [-e] [-c] [-t ttl] path [data] [acl]";
    for (line, sentence) in [
        ("create", usage),
        ("create -e -s", usage),
        ("create -t 1000", usage),
        ("create -t /x", usage),
        (
            "create -q /x",
            "org.apache.commons.cli.UnrecognizedOptionException: Unrecognized option: -q",
        ),
        (
            "create --ephemeral /x",
            "org.apache.commons.cli.UnrecognizedOptionException: Unrecognized option: --ephemeral",
        ),
        (
            "create -t",
            "org.apache.commons.cli.MissingArgumentException: Missing argument for option: t",
        ),
        (
            "create -c -e -t x /x d",
            "-c cannot be combined with -s or -e. Containers cannot be ephemeral or sequential.",
        ),
        ("create -t x -e /x", "-t argument must be a long value"),
        (
            "create -e -s -t 0 /est d",
            "TTLs cannot be used with Ephemeral znodes",
        ),
        (
            "create -c -t 1000 /ct d",
            "TTLs cannot be used with Container znodes",
        ),
        (
            "create -t 0 x d a",
            "ttl must be positive and cannot be larger than: 1099511627775",
        ),
        (
            "create -t 1099511627776 /x",
            "ttl must be positive and cannot be larger than: 1099511627775",
        ),
        (
            "create x d world:anyone:r",
            "Path must start with / character",
        ),
        ("create -- -e /y", "Path must start with / character"),
        ("create \"\" d", "Path length must be > 0"),
        ("create /a/ d", "Path must not end with / character"),
        (
            "create /a//b d",
            "Invalid path string \"/a//b\" caused by empty node name specified @3",
        ),
        (
            "create /a/../b d",
            "Invalid path string \"/a/../b\" caused by relative paths not allowed @4",
        ),
    ] {
        check(line, [], sentence);
    }
}

#[test]
fn the_third_word_of_create_is_an_acl() {
    check(
        "create /y two words",
        [],
        "words does not have the form scheme:id:perm\nKeeperErrorCode = InvalidACL\nAcl is not valid : null",
    );
    check(
        "create a b c",
        [],
        "c does not have the form scheme:id:perm\nPath must start with / character",
    );
}

#[test]
fn quotes_are_gone_before_flags_are_looked_for() {
    assert_eq!(
        asked("create /x \"-e\""),
        create("/x", false, None, Lifetime::Ephemeral)
    );
    assert_eq!(
        asked("create /x -- -e"),
        create("/x", false, Some("-e"), Lifetime::Persistent)
    );
}

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
    assert_eq!(console.asked[0], read(ReadKind::Data, "/t", false).unwrap());
    assert_eq!(
        console.asked[4],
        read(ReadKind::Children, "/t/a/z/deep", false).unwrap()
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
    assert_eq!(console.asked, expected.map(Option::unwrap));
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
fn set_prints_a_stat_only_when_it_is_asked_to() {
    let set = |data: &str, expected| {
        let (path, data) = (path("/x"), bytes(data));
        Some(Request::Write(Write::SetData {
            path,
            data,
            expected,
        }))
    };
    assert_eq!(asked("set /x two"), set("two", Expected::Any));
    assert_eq!(asked("set -v -1 /x \"\""), set("", Expected::Any));
    assert_eq!(
        asked("set -v 9 -v 1 /x f"),
        set("f", Expected::Exactly(Version::new(9)))
    );
    assert_eq!(asked("set /x two 0"), set("two", Expected::Any));
    check("set /x two", [Ok(Reply::Set(stat()))], "");
    check("set /x four -s", [Ok(Reply::Set(stat()))], STAT);
    check(
        "set -v 9 /x f",
        [Err(ErrorCode::BadVersion)],
        "version No is not valid : /x",
    );
    check("set x y", [], "Path must start with / character");
    check(
        "set /x --",
        [],
        "set path data [-s] [-v version] [-b]\n -b         Supply data in base64 format\n -s         Print znode stats additionally\n -v <arg>   Set with an expected version\n",
    );
}

#[test]
fn delete_says_nothing_when_all_is_well() {
    let request = |expected| Some(Request::Write(delete("/x", expected)));
    assert_eq!(asked("delete /x"), request(Expected::Any));
    assert_eq!(
        asked("delete -v 1 -v 5 /x"),
        request(Expected::Exactly(Version::new(1)))
    );
    check("delete /x", [Ok(Reply::Done)], "");
    check(
        "delete /x",
        [Err(ErrorCode::NotEmpty)],
        "Node not empty: /x",
    );
    check(
        "delete /",
        [Err(ErrorCode::BadArguments)],
        "Arguments are not valid : /",
    );
    check("delete -v 1", [], "delete [-v version] path");
    check("delete /x/", [], "Path must not end with / character");
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

#[test]
fn the_old_form_of_delete_warns_and_deletes_whatever_the_version() {
    let warning = "'delete path [version]' has been deprecated. Please use 'delete [-v version] path' instead.";
    assert_eq!(
        asked("delete /v 0"),
        Some(Request::Write(delete("/v", Expected::Any)))
    );
    check("delete /v 0", [Ok(Reply::Done)], warning);
}

#[test]
fn deleteall_lists_breadth_first_and_deletes_from_the_end_in_one_multi() {
    let mut console = Console::connected();
    let done = Ok(Reply::Multi(vec![Ok(Reply::Done); 4]));
    let answers = [
        names(&["a", "b"]),
        names(&["x"]),
        names(&[]),
        names(&[]),
        done,
    ];
    assert_eq!(console.types("deleteall /t", answers), "");
    let asked_for =
        ["/t", "/t/a", "/t/b", "/t/a/x"].map(|it| read(ReadKind::Children, it, false).unwrap());
    assert_eq!(console.asked[..4], asked_for);
    let deleted = ["/t/a/x", "/t/b", "/t/a", "/t"].map(|it| delete(it, Expected::Any));
    assert_eq!(console.asked[4], Request::Multi(deleted.to_vec()));
}

#[test]
fn deleteall_cuts_the_reversed_list_into_batches() {
    let mut console = Console::connected();
    let done = Ok(Reply::Multi(vec![Ok(Reply::Done); 2]));
    let listed = [names(&["a", "b"]), names(&[]), names(&[])];
    let printed = console.types(
        "deleteall -b 2 /t",
        listed.into_iter().chain([done.clone(), done]),
    );
    assert_eq!(printed, "");
    let batch =
        |paths: &[&str]| Request::Multi(paths.iter().map(|it| delete(it, Expected::Any)).collect());
    assert_eq!(
        console.asked[3..],
        [batch(&["/t/b", "/t/a"]), batch(&["/t"])]
    );
}

#[test]
fn deleteall_deletes_one_by_one_when_the_batch_is_no_positive_number() {
    for size in ["0", "-3"] {
        let mut console = Console::connected();
        let line = format!("deleteall -b {size} /t");
        let answers = [
            names(&["a"]),
            names(&[]),
            Ok(Reply::Done),
            Err(ErrorCode::NotEmpty),
        ];
        assert_eq!(console.types(&line, answers), "Node not empty: /t");
        let deleted = ["/t/a", "/t"].map(|it| Request::Write(delete(it, Expected::Any)));
        assert_eq!(console.asked[2..], deleted);
    }
}

#[test]
fn a_refused_batch_is_told_in_a_sentence_and_stops_what_is_not_sent() {
    let sentence = "Failed to delete some node(s) in the subtree!";
    let refused = Ok(Reply::Multi(vec![
        Err(ErrorCode::NotEmpty),
        Err(ErrorCode::RuntimeInconsistency),
    ]));
    check("deleteall /t", [names(&[]), refused.clone()], sentence);
    check(
        "deleteall /t",
        [names(&[]), Err(ErrorCode::ConnectionLoss)],
        sentence,
    );

    // Of thirteen batches ten are under way; the third is refused.
    let twelve: Vec<String> = (10..22).map(|it| it.to_string()).collect();
    let twelve: Vec<&str> = twelve.iter().map(String::as_str).collect();
    let mut console = Console::connected();
    console.give(crate::handle::ProgramInput::Told(
        "deleteall -b 1 /t".to_string(),
    ));
    console.answer(names(&twelve));
    (0..12).for_each(|_| console.answer(names(&[])));
    assert_eq!(console.open.len(), 10);
    let done = Ok(Reply::Multi(vec![Ok(Reply::Done)]));
    for (answer, open) in [(done.clone(), 10), (done.clone(), 10), (refused, 9)] {
        console.answer(answer);
        assert_eq!(console.open.len(), open);
    }
    assert_eq!(console.read(), "");
    (0..9).for_each(|_| console.answer(done.clone()));
    assert_eq!(console.read(), sentence);
    assert_eq!(
        console.types("quit", []).lines().last(),
        Some("<cli exited: code 0>")
    );
}

#[test]
fn deleteall_checks_its_batch_before_its_path() {
    check("deleteall", [], "deleteall path [-b batch size]");
    check("deleteall -b 1", [], "deleteall path [-b batch size]");
    check(
        "deleteall -b abc n1",
        [],
        "-b argument must be an int value",
    );
    check("deleteall //", [], "Path must not end with / character");
    check(
        "deleteall /t",
        [Err(ErrorCode::NoNode)],
        "Node does not exist: /t",
    );
}

#[test]
fn version_tells_the_release_that_is_played() {
    check(
        "version",
        [],
        "ZooKeeper CLI version: 3.9.3-c26634f34490bb0ea7a09cc51e05ede3b4e320ee, built on 2024-10-17 23:21 UTC",
    );
    check("version x", [], "version ");
    check(
        "version -x",
        [],
        "org.apache.commons.cli.UnrecognizedOptionException: Unrecognized option: -x",
    );
}

#[test]
fn what_the_playground_has_not_learnt_is_said_by_itself_and_asks_nothing() {
    for line in [
        "whoami -z",
        "create -c /c d",
        "create -t 1000 /t",
        "create /x d world:anyone:r",
        "get -b /x",
        "set -b /x YQ==",
        "getAcl /",
        "getEphemerals",
        "setquota -n -1 /x",
    ] {
        let command = line.split(' ').next().unwrap();
        check(line, [], &format!("NotYet {{ command: {command:?} }}"));
    }
    check("getAcl", [], "getAcl [-s] path");
    check(
        "addWatch /a /b",
        [],
        "addWatch [-m mode] path # optional mode is one of [PERSISTENT, PERSISTENT_RECURSIVE] - default is PERSISTENT_RECURSIVE",
    );
    check("sync x", [], "Path must start with / character");
}
