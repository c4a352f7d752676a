//! What servers answer to whoever looks after them, letter by letter.

use zkplay::scenario::Stage;

use crate::{Lawful, THREE, id, printed, say, stage, try_say};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const VERSION: &str =
    "3.9.3-c26634f34490bb0ea7a09cc51e05ede3b4e320ee, built on 2024-10-17 23:21 UTC";

/// What the console of `a` shows when that is typed there.
fn ask(stage: &mut Stage, word: &str) -> String {
    let before = printed(stage, "a").len();
    say(stage, &[&format!("a> :{word}")]);
    printed(stage, "a")[before..].join("\n")
}

/// What is said if nobody answers.
fn refused(stage: &mut Stage, word: &str) -> String {
    let a = id(stage, "a");
    stage.enter(a, &format!(":{word}")).unwrap_err()
}

/// Three servers: `a` has an ephemeral znode by way of s1, and was refused a second one; `b` has
/// watches at s3, which leads.
fn three() -> Lawful {
    let mut stage = stage("servers 3\nsession a 20s @s1\nsession b 20s @s3\n");
    let lines = [
        "a> create -e /master m",
        "a> create /master",
        "b> get -w /master",
        "b> ls -w /",
        "b> stat -w /none",
    ];
    say(&mut stage, &lines);
    stage
}

#[test]
fn srvr_tells_what_a_server_is_and_has_done() {
    let mut stage = three();
    let follower = format!(
        "Zookeeper version: {VERSION}\n\
         Latency min/avg/max: 0/0.0/0\n\
         Received: 3\n\
         Sent: 3\n\
         Connections: 1\n\
         Outstanding: 0\n\
         Zxid: 0x100000004\n\
         Mode: follower\n\
         Node count: 6"
    );
    assert_eq!(ask(&mut stage, "srvr s1"), follower);
    let leader = format!(
        "Zookeeper version: {VERSION}\n\
         Latency min/avg/max: 0/0.0/0\n\
         Received: 4\n\
         Sent: 4\n\
         Connections: 1\n\
         Outstanding: 0\n\
         Zxid: 0x100000004\n\
         Mode: leader\n\
         Node count: 6\n\
         Proposal sizes last/min/max: -1/-1/-1"
    );
    assert_eq!(ask(&mut stage, "srvr s3"), leader);
}

#[test]
fn a_server_alone_needs_no_name_and_counts_the_root_twice() {
    let mut stage = stage("session a\n");
    let alone = format!(
        "Zookeeper version: {VERSION}\n\
         Latency min/avg/max: 0/0.0/0\n\
         Received: 1\n\
         Sent: 1\n\
         Connections: 1\n\
         Outstanding: 0\n\
         Zxid: 0x1\n\
         Mode: standalone\n\
         Node count: 5"
    );
    assert_eq!(ask(&mut stage, "srvr"), alone);
    assert_eq!(ask(&mut stage, "srvr s1"), alone);
    let monitored = format!(
        "zk_version\t{VERSION}\n\
         zk_server_state\tstandalone\n\
         zk_packets_received\t1\n\
         zk_packets_sent\t1\n\
         zk_num_alive_connections\t1\n\
         zk_outstanding_requests\t0\n\
         zk_znode_count\t5\n\
         zk_watch_count\t0\n\
         zk_ephemerals_count\t0\n\
         zk_approximate_data_size\t44\n\
         zk_global_sessions\t1\n\
         zk_local_sessions\t0"
    );
    assert_eq!(ask(&mut stage, "mntr"), monitored);
}

#[test]
fn mntr_of_a_leader_tells_of_its_followers() {
    let mut stage = three();
    let leader = format!(
        "zk_version\t{VERSION}\n\
         zk_server_state\tleader\n\
         zk_peer_state\tleading - broadcast\n\
         zk_packets_received\t4\n\
         zk_packets_sent\t4\n\
         zk_num_alive_connections\t1\n\
         zk_outstanding_requests\t0\n\
         zk_znode_count\t6\n\
         zk_watch_count\t3\n\
         zk_ephemerals_count\t1\n\
         zk_approximate_data_size\t163\n\
         zk_global_sessions\t2\n\
         zk_local_sessions\t0\n\
         zk_quorum_size\t3\n\
         zk_synced_observers\t0\n\
         zk_learners\t2\n\
         zk_synced_followers\t2\n\
         zk_synced_non_voting_followers\t0\n\
         zk_pending_syncs\t0"
    );
    assert_eq!(ask(&mut stage, "mntr s3"), leader);
    let follower = ask(&mut stage, "mntr s1");
    assert!(follower.contains("\nzk_peer_state\tfollowing - broadcast\n"));
    assert!(follower.ends_with("\nzk_quorum_size\t3\nzk_synced_observers\t0"));
    say(&mut stage, &["crash s1", "wait 1s"]);
    assert!(ask(&mut stage, "mntr s3").contains("\nzk_synced_followers\t1\n"));
}

#[test]
fn cons_tells_the_last_that_each_connection_was_answered() {
    let mut stage = three();
    assert_eq!(
        ask(&mut stage, "cons s3"),
        " /127.0.0.1:41000[1](queued=0,recved=4,sent=4,sid=0x39b76daa8000000,lop=EXIS,\
         est=1767225600120,to=20000,lcxid=0x3,lzxid=0x100000004,lresp=410,\
         llat=0,minlat=0,avglat=0,maxlat=0)\n"
    );
    let refused = ask(&mut stage, "cons s1");
    assert!(refused.contains(",lop=NA,"), "{refused}");
    assert!(refused.contains(",lcxid=0x2,"), "{refused}");
    say(&mut stage, &["wait 7s"]);
    let pinged = ask(&mut stage, "cons s1");
    assert!(pinged.contains(",lop=PING,"), "{pinged}");
    assert!(pinged.contains(",lcxid=0x2,"), "it has no number: {pinged}");
    say(&mut stage, &["move a s2", "wait 1s"]);
    assert_eq!(ask(&mut stage, "cons s1"), "", "an empty line");
    let resumed = ask(&mut stage, "cons s2");
    assert!(resumed.contains(",lop=null,"), "{resumed}");
    assert!(
        resumed.contains(",lcxid=0x0,lzxid=0x0,lresp=0,"),
        "{resumed}"
    );
}

#[test]
fn cons_names_what_was_done_and_knows_when_an_answer_was_given() {
    let mut stage = three();
    say(&mut stage, &["a> create /done"]);
    let done = ask(&mut stage, "cons s1");
    assert!(done.contains(",lop=CREA,"), "{done}");
    say(
        &mut stage,
        &["wait 1s", "a> set /master n", "b> addauth digest b:b"],
    );
    let told = ask(&mut stage, "cons s3");
    assert!(told.contains("recved=5,sent=7,"), "{told}");
    assert!(
        told.contains(",lop=EXIS,"),
        "neither an event nor this: {told}"
    );
    assert!(told.contains(",lresp=410,"), "{told}");
}

/// `ClientCnxn.primeConnection` asks for the newer of two requests only if it has to.
#[test]
fn cons_names_the_request_by_which_a_client_sets_its_watches_again() {
    for (line, lop) in [
        ("get -w /", "SETW"),
        ("addWatch -m PERSISTENT /", "STW2"),
        ("addWatch -m PERSISTENT_RECURSIVE /", "STW2"),
    ] {
        let mut stage = stage(THREE);
        say(&mut stage, &[&format!("a> {line}"), "move a s2", "wait 1s"]);
        let again = ask(&mut stage, "cons s2");
        assert!(again.contains(&format!(",lop={lop},")), "{line}: {again}");
    }
}

#[test]
fn cons_tells_what_a_client_waits_for() {
    let mut stage = three();
    say(&mut stage, &["cut s1 s3 silent"]);
    let a = id(&stage, "a");
    stage.enter(a, "create /late").expect("it is under way");
    say(&mut stage, &["wait 1s"]);
    assert!(ask(&mut stage, "cons s1").contains("(queued=1,recved=4,sent=3,"));
    assert!(ask(&mut stage, "srvr s1").contains("\nOutstanding: 1\n"));
}

#[test]
fn dump_tells_sessions_ephemerals_and_connections() {
    let mut stage = three();
    assert_eq!(
        ask(&mut stage, "dump s1"),
        "SessionTracker dump:\n\
         Global Sessions(2):\n\
         0x19b76daa8000000\t20000ms\n\
         0x39b76daa8000000\t20000ms\n\
         ephemeral nodes dump:\n\
         Sessions with Ephemerals (1):\n\
         0x19b76daa8000000:\n\
         \t/master\n\
         Connections dump:\n\
         Connections Sets (1)/(1):\n\
         1 expire at Thu Jan 01 00:00:30 UTC 2026:\n\
         \tip: /127.0.0.1:40000 sessionId: 0x19b76daa8000000"
    );
    assert_eq!(
        ask(&mut stage, "dump s3"),
        "SessionTracker dump:\n\
         Session Sets (1)/(2):\n\
         2 expire at Thu Jan 01 00:00:22 UTC 2026:\n\
         \t0x19b76daa8000000\n\
         \t0x39b76daa8000000\n\
         ephemeral nodes dump:\n\
         Sessions with Ephemerals (1):\n\
         0x19b76daa8000000:\n\
         \t/master\n\
         Connections dump:\n\
         Connections Sets (1)/(1):\n\
         1 expire at Thu Jan 01 00:00:30 UTC 2026:\n\
         \tip: /127.0.0.1:41000 sessionId: 0x39b76daa8000000"
    );
}

#[test]
fn wchs_and_wchp_tell_of_data_watches_only() {
    let mut stage = three();
    assert_eq!(
        ask(&mut stage, "wchs s3"),
        "1 connections watching 2 paths\nTotal watches:2"
    );
    assert_eq!(
        ask(&mut stage, "wchp s3"),
        "/master\n\t0x39b76daa8000000\n/none\n\t0x39b76daa8000000\n"
    );
    let nothing = "0 connections watching 0 paths\nTotal watches:0";
    assert_eq!(ask(&mut stage, "wchs s1"), nothing);
    say(&mut stage, &["a> ls -w /"]);
    assert_eq!(ask(&mut stage, "wchs s1"), nothing, "a child watch");
    assert_eq!(ask(&mut stage, "wchp s1"), "", "an empty line");
    say(&mut stage, &["move a s3", "a> get -w /master"]);
    assert_eq!(
        ask(&mut stage, "wchs s3"),
        "2 connections watching 2 paths\nTotal watches:3"
    );
}

#[test]
fn a_connection_that_takes_one_watch_back_still_counts_for_the_others() {
    let mut stage = three();
    say(&mut stage, &["b> removewatches /master"]);
    assert_eq!(
        ask(&mut stage, "wchs s3"),
        "1 connections watching 1 paths\nTotal watches:1"
    );
}

/// `WatchManager.triggerWatch` leaves the connection in its table, `unwatch` does not.
#[test]
fn a_connection_whose_watches_are_used_up_still_counts_until_it_takes_one_back() {
    let mut stage = three();
    let lines = ["a> set /master n", "a> create /none"];
    say(&mut stage, &lines);
    assert_eq!(
        ask(&mut stage, "wchs s3"),
        "1 connections watching 0 paths\nTotal watches:0"
    );
    let lines = ["b> get -w /master", "b> removewatches /master"];
    say(&mut stage, &lines);
    assert_eq!(
        ask(&mut stage, "wchs s3"),
        "0 connections watching 0 paths\nTotal watches:0"
    );
}

#[test]
fn a_server_without_a_leader_serves_nobody() {
    let mut stage = three();
    say(&mut stage, &["crash s2,s3", "wait 12s"]);
    for word in ["srvr", "mntr", "cons", "dump", "wchs", "wchp"] {
        assert_eq!(
            ask(&mut stage, &format!("{word} s1")),
            "This ZooKeeper instance is not currently serving requests"
        );
    }
    say(&mut stage, &["restart s3", "leader"]);
    let again = ask(&mut stage, "srvr s1");
    assert!(again.contains("Mode: follower"), "{again}");
    assert!(again.contains("Received: 0\n"), "counted anew: {again}");
}

#[test]
fn whoever_asks_nobody_is_told_whom_to_ask() {
    let mut stage = stage(THREE);
    say(&mut stage, &["crash s2", "pause s3"]);
    for (word, hint) in [
        ("srvr s9", "there is no server `s9`; there are s1 to s3"),
        ("srvr s4", "there is no server `s4`; there are s1 to s3"),
        ("srvr b", "there is no server `b`; there are s1 to s3"),
        ("wchp", "write `wchp s1`; there are s1 to s3"),
        ("wchp s1 s3", "`wchp` asks one server; write `wchp s1`"),
        ("srvr s2", "`s2` is down; start it by `restart s2`"),
        ("srvr s3", "wake it by `resume s3`"),
    ] {
        let problem = refused(&mut stage, word);
        assert!(problem.contains(hint), "{word}: {problem}");
    }
    let problem = try_say(&mut stage, "srvr s1").unwrap_err();
    assert!(
        problem.contains("is no statement"),
        "a console's word alone"
    );
}
