//! `set` and `delete`.

use crate::model::{ErrorCode, Expected, Reply, Request, Version, Write};
use crate::shell::testing::{STAT, asked, bytes, check, delete, path, stat};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn set_prints_a_stat_only_when_it_is_asked_to() {
    let set = |data: &str, expected| {
        let (path, data) = (path("/x"), bytes(data));
        Request::Write(Write::SetData {
            path,
            data,
            expected,
        })
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
    let request = |expected| Request::Write(delete("/x", expected));
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
fn the_old_form_of_delete_warns_and_deletes_whatever_the_version() {
    let warning = "'delete path [version]' has been deprecated. Please use 'delete [-v version] path' instead.";
    assert_eq!(
        asked("delete /v 0"),
        Request::Write(delete("/v", Expected::Any))
    );
    check("delete /v 0", [Ok(Reply::Done)], warning);
}
