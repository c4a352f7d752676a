//! The rules of commons-cli, one by one.

use super::*;
use crate::shell::{table, token};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn read(line: &str) -> Result<Given, OptionError> {
    let words: Vec<String> = token::words(line).into_iter().map(|it| it.text).collect();
    let entry = table::find(&words[0]).unwrap();
    parse(entry.strict().unwrap(), &words[1..])
}

fn refusal(line: &str) -> String {
    let refusal = read(line).unwrap_err().to_string();
    let known = "org.apache.commons.cli.";
    refusal.strip_prefix(known).unwrap_or(&refusal).to_string()
}

#[test]
fn flags_may_stand_anywhere_and_together() {
    for line in ["create -e -s /n d", "create /n -es d", "create /n d -s -e"] {
        let given = read(line).unwrap();
        assert!(given.has("e") && given.has("s"), "{line}");
        assert_eq!(given.words, ["/n", "d"], "{line}");
    }
}

#[test]
fn a_value_may_be_attached() {
    for line in [
        "set -v 5 /x y",
        "set -v5 /x y",
        "set -v=5 /x y",
        "set -sv5 /x y",
    ] {
        let given = read(line).unwrap();
        assert_eq!(given.value("v"), Some("5"), "{line}");
        assert_eq!(given.words, ["/x", "y"], "{line}");
    }
    assert_eq!(read("set -v= /x y").unwrap().value("v"), Some(""));
    assert_eq!(read("set -vs /x y").unwrap().value("v"), Some("s"));
}

#[test]
fn the_first_value_of_a_repeated_option_wins() {
    assert_eq!(read("set -v 0 -v 9 /x e").unwrap().value("v"), Some("0"));
}

#[test]
fn an_option_that_wants_a_value_takes_a_negative_number() {
    assert_eq!(read("set -v -1 /x y").unwrap().value("v"), Some("-1"));
    assert_eq!(
        refusal("create /x -1"),
        "UnrecognizedOptionException: Unrecognized option: -1"
    );
}

#[test]
fn an_option_that_wants_a_value_takes_no_option_for_it() {
    let missing = "MissingArgumentException: Missing argument for option: ";
    assert_eq!(refusal("set /x y -v -s"), format!("{missing}v"));
    assert_eq!(refusal("set /x y -v"), format!("{missing}v"));
    assert_eq!(refusal("set -v -- /x y"), format!("{missing}v"));
    assert_eq!(read("create -t -q /x").unwrap().value("t"), Some("-q"));
    assert_eq!(read("create -t /x").unwrap().value("t"), Some("/x"));
}

#[test]
fn double_quotes_around_a_value_are_stripped() {
    assert_eq!(read("set -v '\"5\"' /x y").unwrap().value("v"), Some("5"));
    assert_eq!(read("set -v '\"5' /x y").unwrap().value("v"), Some("\"5"));
}

#[test]
fn behind_two_dashes_nothing_is_a_flag() {
    let given = read("create -e -- /y -s --").unwrap();
    assert!(given.has("e") && !given.has("s"));
    assert_eq!(given.words, ["/y", "-s", "--"]);
    assert_eq!(read("create - /y").unwrap().words, ["-", "/y"]);
}

#[test]
fn unknown_options_are_named_as_they_were_written() {
    for word in [
        "-q",
        "--ephemeral",
        "--v",
        "-eq",
        "-e=1",
        "-e-s",
        "-tt=5",
        "-=",
        "-é",
    ] {
        let expected = format!("UnrecognizedOptionException: Unrecognized option: {word}");
        assert_eq!(refusal(&format!("create {word} /x")), expected);
    }
}

#[test]
fn an_option_without_a_name_is_too_much_for_commons_cli() {
    let expected = "java.lang.StringIndexOutOfBoundsException: begin 0, end 1, length 0";
    assert_eq!(refusal("create -=5 /x"), expected);
}

#[test]
fn options_of_one_group_exclude_each_other() {
    assert_eq!(
        refusal("setquota -n 1 -b 2 /x"),
        "AlreadySelectedException: The option 'b' was specified but an option from this group \
         has already been selected: 'n'"
    );
    assert!(read("delquota -n -n /x").is_ok());
    assert!(read("delquota /x").is_ok());
    assert_eq!(
        refusal("setquota /x"),
        "MissingOptionException: Missing required option: [-n num soft quota, -b bytes soft \
         quota, -N num hard quota, -B bytes hard quota]"
    );
}

#[test]
fn options_with_long_names_have_one_dash() {
    assert_eq!(
        read("reconfig -add server.4=x").unwrap().value("add"),
        Some("server.4=x")
    );
    assert_eq!(
        refusal("reconfig -add=x"),
        "UnrecognizedOptionException: Unrecognized option: -add=x"
    );
}
