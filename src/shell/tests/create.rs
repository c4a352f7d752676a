//! `create`: what it asks, and what it refuses by itself.

use crate::model::{ErrorCode, Lifetime, Reply};
use crate::shell::testing::{asked, check, create, created, stat, text};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

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
