//! Numbered, ephemeral, container and passing znodes: S-19 to S-33, and S-120.

use std::time::Duration;

use zkplay::ensemble::ServerConfig;
use zkplay::model::{CreateMode, ErrorCode, Lifetime, Ttl};

use crate::desk::{Desk, defaults};
use crate::words::{
    at, container, create, created, delete, desk_for_one, ephemeral, new, numbered, passing, set,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn s_19_to_21_sequence_numbers_count_all_children_ever_created() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    let first = desk.ask(client, numbered("/a/s-"));
    assert_eq!(first, created("/a/s-0000000000"));
    desk.done(client, create("/a/c"));
    desk.done(client, delete("/a/c"));
    let other = desk.ask(client, numbered("/a/other-"));
    assert_eq!(other, created("/a/other-0000000002"));
    let third = desk.ask(client, numbered("/a/s-"));
    assert_eq!(third, created("/a/s-0000000003"));
    let of_root = desk.ask(client, numbered("/s-"));
    assert_eq!(of_root, created("/s-0000000001"));
}

#[test]
fn s_22_what_is_refused_takes_no_number() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    desk.done(client, numbered("/a/s-"));
    let refused = desk.ask(client, create("/a/s-0000000000"));
    assert_eq!(refused, Err(ErrorCode::NodeExists));
    let refused = desk.multi(client, &[numbered("/a/s-"), create("/none/x")]);
    assert_eq!(refused[1], Err(ErrorCode::NoNode));
    let next = desk.ask(client, numbered("/a/s-"));
    assert_eq!(next, created("/a/s-0000000001"));
}

#[test]
fn s_23_a_number_alone_is_a_name() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    let alone = desk.ask(client, numbered("/a/"));
    assert_eq!(alone, created("/a/0000000000"));
}

#[test]
fn s_24_an_ephemeral_znode_has_no_children_of_any_kind() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, ephemeral("/e"));
    let ttl = Ttl::from_millis(1).expect("it is within the limits");
    for sequential in [false, true] {
        for lifetime in [
            Lifetime::Persistent,
            Lifetime::Ephemeral,
            Lifetime::Container,
            Lifetime::Ttl(ttl),
        ] {
            let refused = desk.ask(client, new("/e/child", sequential, lifetime));
            assert_eq!(refused, Err(ErrorCode::NoChildrenForEphemerals));
        }
    }
    assert_eq!(ErrorCode::NoChildrenForEphemerals.number(), -108);
}

#[test]
fn s_25_only_an_ephemeral_znode_shows_an_owner() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, ephemeral("/e"));
    assert_eq!(desk.stat("/e").owner, Some(client.session));
    for other in [create("/p"), container("/c"), passing("/t", 1000)] {
        desk.done(client, other);
    }
    for name in ["/p", "/c", "/t"] {
        assert_eq!(desk.stat(name).owner, None, "{name}");
    }
}

#[test]
fn s_26_a_container_that_had_a_child_goes_at_the_next_check() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, container("/c"));
    desk.done(client, create("/c/x"));
    desk.done(client, delete("/c/x"));
    let zxid = desk.zxid();
    desk.wait(59_999);
    assert!(desk.has("/c"));
    desk.wait(1);
    assert!(!desk.has("/c"));
    assert_eq!(desk.zxid(), zxid + 2, "one session ended, one znode went");
    assert_eq!(desk.stat("/").pzxid.get(), desk.zxid());
}

#[test]
fn s_27_a_container_that_never_had_a_child_stays() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, container("/c"));
    desk.wait(3_600_000);
    assert!(desk.has("/c"));
    let mut desk = Desk::new(ServerConfig {
        container_max_never_used: Some(Duration::from_secs(60)),
        ..defaults()
    });
    let client = desk.client();
    desk.done(client, container("/c"));
    desk.wait(60_000);
    assert!(desk.has("/c"), "not longer than allowed");
    desk.wait(60_000);
    assert!(!desk.has("/c"));
}

#[test]
fn s_28_nested_containers_go_from_below_one_level_a_check() {
    let (mut desk, client) = desk_for_one();
    for name in ["/c", "/c/d", "/c/d/e"] {
        desk.done(client, container(name));
    }
    desk.done(client, create("/c/d/e/x"));
    desk.done(client, delete("/c/d/e/x"));
    for left in [["/c", "/c/d"].as_slice(), &["/c"], &[]] {
        desk.wait(60_000);
        for name in ["/c", "/c/d", "/c/d/e"] {
            assert_eq!(desk.has(name), left.contains(&name), "{name}");
        }
    }
}

#[test]
fn s_29_a_time_to_live_runs_anew_when_data_are_set() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, passing("/old", 59_999));
    desk.done(client, passing("/at-its-end", 60_000));
    desk.done(client, passing("/renewed", 59_999));
    desk.wait(1);
    desk.done(client, set("/renewed", "x"));
    desk.pass_to(at(60_000));
    assert!(!desk.has("/old"));
    assert!(desk.has("/at-its-end") && desk.has("/renewed"));
    desk.wait(59_999);
    assert!(desk.has("/renewed"), "nothing goes between two checks");
    desk.wait(10);
    assert!(!desk.has("/at-its-end") && !desk.has("/renewed"));
}

#[test]
fn s_30_a_time_to_live_means_nothing_while_there_are_children() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, passing("/t", 1));
    desk.done(client, create("/t/x"));
    desk.wait(600_000);
    assert!(desk.has("/t"));
    let client = desk.client();
    desk.done(client, delete("/t/x"));
    desk.wait(60_000);
    assert!(!desk.has("/t"), "the child did not make it any younger");
}

#[test]
fn s_32_where_a_time_to_live_is_switched_off_no_other_check_comes_first() {
    let mut config = defaults();
    config.rules.extended_types = false;
    let mut desk = Desk::new(config);
    let client = desk.client();
    for name in ["/t", "/none/t"] {
        let refused = desk.ask(client, passing(name, 1000));
        assert_eq!(refused, Err(ErrorCode::Unimplemented));
    }
    assert!(desk.ask(client, container("/c")).is_ok());
}

#[test]
fn s_120_a_number_that_is_taken_by_hand_is_not_passed_over() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/col"));
    desk.done(client, create("/col/s-0000000001"));
    for _ in 0..3 {
        let refused = desk.ask(client, numbered("/col/s-"));
        assert_eq!(refused, Err(ErrorCode::NodeExists));
    }
    desk.done(client, create("/col/other"));
    let next = desk.ask(client, numbered("/col/s-"));
    assert_eq!(next, created("/col/s-0000000002"));
}

#[test]
fn s_33_a_mode_has_a_number_from_0_to_6() {
    for flag in [i32::MIN, -1, 7, i32::MAX] {
        assert_eq!(CreateMode::from_flag(flag), Err(ErrorCode::BadArguments));
    }
    for (flag, mode) in (0..).zip(CreateMode::ALL) {
        assert_eq!(CreateMode::from_flag(flag), Ok(mode));
        assert_eq!(mode.flag(), flag);
    }
    assert_eq!(
        CreateMode::from_flag(3),
        Ok(CreateMode::EphemeralSequential)
    );
}
