//! `version`, which needs no server.

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
