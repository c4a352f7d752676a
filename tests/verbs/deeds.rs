//! What the verbs do to the stage.

use std::time::Duration;

use zkplay::actor::Doing;
use zkplay::handle::Belief;
use zkplay::model::ServerId;
use zkplay::scenario::Stage;
use zkplay::sim::{Ended, Node};

use crate::{
    THREE, belief, handle, has, id, is_up, last_line, leader, say, server_of, stage, time_of, waits,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_session_begins_at_the_server_and_with_the_timeout_that_were_named() {
    let mut stage = stage("servers 3\ntimeout 9s\n");
    say(
        &mut stage,
        &["session a 5s @s2", "session b @s3", "session c,d"],
    );
    assert_eq!(server_of(&stage, "a"), Some(2));
    assert_eq!(handle(&stage, "a").timeout(), Duration::from_secs(5));
    assert_eq!(server_of(&stage, "b"), Some(3));
    for name in ["b", "c", "d"] {
        assert_eq!(handle(&stage, name).timeout(), Duration::from_secs(9));
    }
}

#[test]
fn a_process_is_closed_killed_started_anew_and_taken_away() {
    let mut stage = stage(THREE);
    let ended = |stage: &Stage, name| stage.world().processes()[&id(stage, name)].ended;
    let first = handle(&stage, "a").session();
    say(
        &mut stage,
        &["a> create -e /a", "b> create -e /b", "close a", "kill b"],
    );
    assert!(matches!(
        ended(&stage, "a"),
        Some(Ended::Exited { code: 0, .. })
    ));
    assert!(matches!(ended(&stage, "b"), Some(Ended::Killed { .. })));
    assert!(!has(&stage, "/a") && has(&stage, "/b"));
    say(&mut stage, &["restart a", "crash a", "restart a"]);
    assert_eq!(ended(&stage, "a"), None);
    assert_ne!(handle(&stage, "a").session(), first);
    say(&mut stage, &["session b", "remove a,b"]);
    assert_eq!(stage.process("a").or(stage.process("b")), None);
}

#[test]
fn a_server_crashes_and_starts_again_and_a_running_one_is_restarted() {
    let mut stage = stage(THREE);
    say(&mut stage, &["crash s1"]);
    assert!(!is_up(&stage, 1));
    say(&mut stage, &["wait 3s"]);
    assert_ne!(server_of(&stage, "a"), Some(1));
    say(&mut stage, &["restart s1", "kill s3"]);
    assert!(is_up(&stage, 1) && !is_up(&stage, 3));
    say(&mut stage, &["restart s3,s2", "leader"]);
    assert!([1, 2, 3].into_iter().all(|it| is_up(&stage, it)));
    assert!(leader(&stage).is_some());
}

#[test]
fn a_pause_lasts_as_long_as_was_said_or_until_it_is_ended() {
    let mut stage = stage(THREE);
    let paused = |stage: &Stage| {
        let world = stage.world();
        let process = world.processes()[&id(stage, "a")].pause.is_some();
        let server = world.hosts()[&ServerId::new(1)].pause.is_some();
        (process, server)
    };
    say(&mut stage, &["pause a 500ms", "pause s1"]);
    assert_eq!(paused(&stage), (true, true));
    say(&mut stage, &["wait 500"]);
    assert_eq!(paused(&stage), (false, true));
    say(&mut stage, &["resume s1", "pause a,s1", "resume s1,a"]);
    assert_eq!(paused(&stage), (false, false));
}

#[test]
fn a_link_that_is_cut_is_known_to_be_and_refuses_until_it_is_healed() {
    let mut stage = stage(THREE);
    say(&mut stage, &["cut a"]);
    assert_eq!(belief(&stage, "a"), Belief::Connecting);
    say(&mut stage, &["wait 5s"]);
    assert_eq!(belief(&stage, "a"), Belief::Connecting);
    say(&mut stage, &["heal a s2", "wait 5s"]);
    assert_eq!(server_of(&stage, "a"), Some(2), "all others are cut");
    say(&mut stage, &["heal a", "cut s3"]);
    assert_eq!(leader(&stage), Some(3), "it looks at each tick");
    say(&mut stage, &["wait 3s"]);
    assert_eq!(leader(&stage), Some(2));
    say(&mut stage, &["heal s3", "leader"]);
    assert_eq!(leader(&stage), Some(2));
}

#[test]
fn a_link_that_is_cut_in_silence_loses_nothing_and_tells_nobody() {
    let mut stage = stage(THREE);
    say(&mut stage, &["cut a s1 silent", "a> create /x"]);
    assert!(waits(&stage, "a") && !has(&stage, "/x"));
    assert_eq!(belief(&stage, "a"), Belief::Connected);
    say(&mut stage, &["heal a s1", "wait 100"]);
    assert_eq!(last_line(&stage, "a"), "Created /x");
}

#[test]
fn a_link_that_is_cut_one_way_lets_the_other_way_pass() {
    let mut stage = stage(THREE);
    say(&mut stage, &["cut s1 -> a silent", "a> create /done"]);
    assert!(waits(&stage, "a") && has(&stage, "/done"));
    say(&mut stage, &["heal a s1", "wait 100"]);
    say(&mut stage, &["cut a -> s1 silent", "a> create /not-heard"]);
    assert!(waits(&stage, "a") && !has(&stage, "/not-heard"));
}

#[test]
fn a_connection_that_breaks_can_be_made_again_at_once() {
    let mut stage = stage(THREE);
    say(&mut stage, &["cut a s2,s3", "break a s1"]);
    assert_eq!(belief(&stage, "a"), Belief::Connecting);
    say(&mut stage, &["wait 3s"]);
    assert_eq!(server_of(&stage, "a"), Some(1));
    say(&mut stage, &["break s1 s3", "wait 3s"]);
    let follower = stage.world().server(ServerId::new(1));
    assert!(follower.is_serving(), "it has come back");
    say(&mut stage, &["break s3"]);
    assert_eq!(leader(&stage), Some(3));
}

#[test]
fn what_is_held_up_comes_in_its_order_when_it_is_released() {
    let mut stage = stage(THREE);
    say(&mut stage, &["hold a s1", "a> create /x"]);
    assert!(waits(&stage, "a") && !has(&stage, "/x"));
    say(&mut stage, &["release a s1", "wait 100"]);
    assert_eq!(last_line(&stage, "a"), "Created /x");
    say(&mut stage, &["hold s1 s3", "b> set /x new", "a> get /x"]);
    assert_eq!(last_line(&stage, "a"), "null", "its server lags behind");
    say(&mut stage, &["release s1 s3", "a> get /x"]);
    assert_eq!(last_line(&stage, "a"), "new");
}

#[test]
fn a_link_takes_as_long_as_was_said_from_then_on() {
    let mut stage = stage(THREE);
    assert_eq!(time_of(&mut stage, "a> ls /"), 40);
    say(&mut stage, &["delay a,b s1,s2 1s"]);
    assert_eq!(time_of(&mut stage, "a> ls /"), 2000);
    say(&mut stage, &["delay a s1 0"]);
    assert_eq!(time_of(&mut stage, "a> ls /"), 0);
    say(&mut stage, &["delay s1 s3 300ms"]);
    // To the leader, a proposal back, and the acknowledgement that nobody waits for any more.
    assert_eq!(time_of(&mut stage, "a> create /x"), 900);
}

#[test]
fn a_reply_is_lost_with_its_connection_and_what_was_asked_is_done() {
    let mut stage = stage(THREE);
    say(&mut stage, &["lose-reply a,b", "a> create /x"]);
    assert_eq!(
        last_line(&stage, "a"),
        "KeeperErrorCode = ConnectionLoss for /x"
    );
    assert!(has(&stage, "/x"));
    say(&mut stage, &["wait 3s", "a> create /y"]);
    assert_eq!(last_line(&stage, "a"), "Created /y", "the next one comes");
    say(&mut stage, &["b> ls /"]);
    assert_eq!(
        last_line(&stage, "b"),
        "KeeperErrorCode = ConnectionLoss for /"
    );
}

#[test]
fn a_session_is_ended_or_moves() {
    let mut stage = stage(THREE);
    let session = handle(&stage, "a").session();
    say(
        &mut stage,
        &["a> create -e /a", "b> create -e /b", "move a s3"],
    );
    assert_eq!(server_of(&stage, "a"), Some(3));
    assert_eq!(handle(&stage, "a").session(), session);
    say(&mut stage, &["expire a", "wait 3s"]);
    assert_eq!(belief(&stage, "a"), Belief::Expired);
    assert!(!has(&stage, "/a") && has(&stage, "/b"));
    say(&mut stage, &["move b s1"]);
    assert_eq!(server_of(&stage, "b"), Some(1));
}

#[test]
fn groups_mean_each_with_each() {
    let mut stage = stage(THREE);
    say(&mut stage, &["cut s1,a s2,s3 silent"]);
    let server = |number| Node::Server(ServerId::new(number));
    let a = Node::Process(id(&stage, "a"));
    let joined = |one, other| stage.world().is_joined(one, other);
    assert!(!joined(server(1), server(2)) && !joined(server(1), server(3)));
    assert!(!joined(a, server(2)) && !joined(a, server(3)));
    assert!(joined(a, server(1)) && joined(server(2), server(3)));
}

#[test]
fn programs_and_orders_come_and_go() {
    let mut stage = stage("servers 3\nprogram worker1 worker work=1s timeout=5s\nsession a\n");
    let doing = |stage: &Stage| {
        stage.world().processes()[&id(stage, "worker1")]
            .program
            .doing()
    };
    say(&mut stage, &["wait 2s"]);
    assert_eq!(doing(&stage), Some(Doing::Idle));
    assert_eq!(handle(&stage, "worker1").timeout(), Duration::from_secs(5));
    say(&mut stage, &["by-hand worker1"]);
    assert_eq!(doing(&stage), None);
    say(&mut stage, &["by-itself worker1", "wait 1s"]);
    assert_eq!(doing(&stage), Some(Doing::Idle));
    let order = "order a on NodeCreated /go do create /gone";
    say(&mut stage, &[order, "worker1> create /go", "wait 1s"]);
    assert!(has(&stage, "/gone"));
    say(
        &mut stage,
        &[
            "off a 1",
            "a> deleteall /go",
            "a> delete /gone",
            "a> create /go",
            "wait 1s",
        ],
    );
    assert!(!has(&stage, "/gone"));
}
