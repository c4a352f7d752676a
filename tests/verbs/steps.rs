//! When a step of a scenario is over.

use zkplay::handle::Belief;
use zkplay::model::VirtualTime;

use crate::{THREE, belief, last_line, leader, say, stage, time_of};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_step_is_over_when_the_console_has_its_prompt_back_and_nothing_is_under_way() {
    let mut stage = stage(THREE);
    // 20 ms to its server and back, and 5 ms for each of four messages between the servers.
    assert_eq!(time_of(&mut stage, "a> create /x"), 60);
    say(&mut stage, &["delay s2 s3 400ms"]);
    // s2 is told 400 ms after the leader has it, and its acknowledgement takes as long.
    assert_eq!(time_of(&mut stage, "a> set /x 1"), 825);
    assert_eq!(time_of(&mut stage, "wait 1234"), 1234);
    assert_eq!(time_of(&mut stage, "crash s2"), 400, "its leader is told");
}

#[test]
fn a_step_does_not_wait_for_what_somebody_must_mend_first() {
    for (trouble, mended) in [
        ("hold a s1", "release a s1"),
        ("cut a s1 silent", "heal a s1"),
        ("cut a -> s1 silent", "heal a s1"),
        ("hold s1 s3", "release s1 s3"),
        ("cut s1 s3 silent", "heal s1 s3"),
        ("pause s1", "resume s1"),
        ("pause s3", "resume s3"),
        ("pause s1,s2", "resume s1,s2"),
        ("hold s3 s1,s2", "release s3 s1,s2"),
        ("pause a", "resume a"),
    ] {
        let mut stage = stage(THREE);
        say(&mut stage, &[trouble]);
        let took = time_of(&mut stage, "a> create /x");
        assert!(took <= 50, "{trouble}: {took} ms");
        assert_ne!(last_line(&stage, "a"), "Created /x", "{trouble}");
        say(&mut stage, &["wait 200", mended, "wait 1s"]);
        assert_eq!(last_line(&stage, "a"), "Created /x", "{trouble}");
    }
}

#[test]
fn a_step_waits_for_a_client_that_finds_another_server_by_itself() {
    let mut stage = stage(THREE);
    say(&mut stage, &["crash s1"]);
    assert_eq!(belief(&stage, "a"), Belief::Connecting);
    say(&mut stage, &["a> create /x"]);
    assert_eq!(last_line(&stage, "a"), "Created /x");
    assert!(stage.now() < VirtualTime::from_millis(5000));
}

#[test]
fn leader_waits_for_one_that_all_can_follow_and_for_a_minute_at_most() {
    let mut stage = stage(THREE);
    assert_eq!(time_of(&mut stage, "leader"), 0);
    say(&mut stage, &["crash s3"]);
    assert_eq!(leader(&stage), None);
    let took = time_of(&mut stage, "leader");
    assert!((200..1000).contains(&took), "{took} ms");
    assert_eq!(leader(&stage), Some(2));
    say(&mut stage, &["crash s2"]);
    let took = time_of(&mut stage, "leader");
    assert!((59_000..=60_000).contains(&took), "{took} ms");
    assert_eq!(leader(&stage), None);
}
