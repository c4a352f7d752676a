//! What needs no server: `version`, and what is not learnt yet.

use crate::shell::testing::check;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

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
    for (line, command) in [
        ("whoami -z", "whoami"),
        ("create -c /c d", "create -c"),
        ("create -t 1000 /t", "create -t"),
        ("create /x d world:anyone:r", "create path data acl"),
        ("get -b /x", "get -b"),
        ("get -x -b /x", "get -x"),
        ("set -b /x YQ==", "set -b"),
        ("getAcl /", "getAcl"),
        ("getEphemerals", "getEphemerals"),
        ("setquota -n -1 /x", "setquota"),
    ] {
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
