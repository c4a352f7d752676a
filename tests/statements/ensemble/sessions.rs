//! Sessions among several servers: S-64, S-69, S-116, S-117 and S-124.

use std::time::Duration;

use zkplay::ensemble::{Role, ServerNote};
use zkplay::model::{FromClient, FromServer, Request, SessionId, VirtualTime, Zxid};

use crate::desk::Desk;
use crate::ensemble::{ELECTION, LONG, News, ensemble};
use crate::words::{Client, create, ephemeral, exists, holding, set};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const TIMEOUT: u64 = 6000;

/// Lets time pass in which the client sends a ping every two seconds.
fn live(desk: &mut Desk, client: Client, seconds: u64) {
    for _ in 0..seconds / 2 {
        desk.send(client.connection, FromClient::Ping);
        assert_eq!(desk.hears(client), [News::Other(FromServer::Pong)]);
        desk.wait(2000);
    }
}

fn is_open(desk: &Desk, session: SessionId) -> bool {
    desk.running()
        .all(|it| it.database().sessions.contains_key(&session))
}

/// When the present leader was established.
fn established(desk: &Desk) -> VirtualTime {
    let [leader] = desk.leaders()[..] else {
        panic!("one leads, not {:?}", desk.leaders());
    };
    let tracker = desk.server(leader).tracker().expect("it leads");
    let times = desk.database_of(leader).sessions.keys();
    let times = times.filter_map(|it| Some(tracker.get(*it)?.last_heard));
    times.max().expect("there is a session")
}

#[test]
fn s_64_a_write_by_the_way_that_a_session_has_left_gets_no_answer() {
    let mut desk = ensemble(3);
    let old = desk.client_at(1, LONG);
    desk.done(old, create("/a"));
    let (moved, _) = desk.back_at(2, old, Zxid::ZERO, LONG);
    desk.done(old, exists("/a"));
    let before = desk.zxids();
    desk.post(old, set("/a", "stolen"));
    assert_eq!(desk.hears(old), [News::HungUp]);
    let by = old.connection;
    assert!(
        desk.notes
            .iter()
            .any(|(_, it)| *it == ServerNote::Moved { by })
    );
    let after: Vec<Zxid> = before.into_iter().map(Zxid::next).collect();
    assert_eq!(desk.zxids(), after, "it took a zxid");
    assert_eq!(desk.read(moved, "/a"), None);
    desk.done(moved, set("/a", "mine"));
}

#[test]
fn s_69_a_new_leader_gives_every_session_its_full_timeout() {
    let mut desk = ensemble(3);
    let client = desk.client_at(1, TIMEOUT);
    desk.wait(5900);
    desk.crash(3);
    desk.wait(ELECTION);
    assert_eq!(desk.leaders(), [2]);
    let since = established(&desk);
    let timeout = Duration::from_millis(TIMEOUT);
    desk.pass_to(since + timeout);
    assert!(is_open(&desk, client.session));
    desk.pass_to(since + timeout + Duration::from_secs(2));
    assert!(!is_open(&desk, client.session));
}

#[test]
fn s_116_pings_to_a_follower_keep_a_session_alive() {
    let mut desk = ensemble(3);
    let client = desk.client_at(1, TIMEOUT);
    live(&mut desk, client, 120);
    assert!(is_open(&desk, client.session));
    assert_eq!(
        desk.server(3).clients().count(),
        0,
        "the leader never saw it"
    );
    desk.wait(TIMEOUT + 4000);
    assert!(!is_open(&desk, client.session), "and nothing else does");
    assert_eq!(desk.hears(client), [News::HungUp]);
}

#[test]
fn a_leader_watches_over_sessions_from_when_it_is_established_until_they_end() {
    let mut desk = ensemble(3);
    let [staying, going] = [1, 2].map(|it| desk.client_at(it, LONG));
    desk.post(going, Request::CloseSession);
    let tracker = desk.server(3).tracker().expect("it leads");
    assert!(tracker.get(staying.session).is_some());
    assert_eq!(tracker.get(going.session), None, "it has ended");
    desk.crash(3);
    let leads = |desk: &Desk| matches!(desk.server(2).role(), Role::Leading(_));
    while !leads(&desk) {
        desk.wait(10);
    }
    assert_eq!(desk.leaders(), [0; 0], "its follower has not come yet");
    assert_eq!(desk.server(2).tracker(), None);
    desk.wait(ELECTION);
    assert!(desk.server(2).tracker().is_some());
}

#[test]
fn s_117_an_ephemeral_survives_its_owners_server_if_the_owner_goes_elsewhere_in_time() {
    for comes_back in [true, false] {
        let mut desk = ensemble(3);
        let owner = desk.client_at(1, TIMEOUT);
        desk.done(owner, holding("mine", ephemeral("/e")));
        desk.crash(1);
        assert_eq!(desk.hears(owner), [News::HungUp]);
        desk.wait(4000);
        if comes_back {
            let (owner, _) = desk.back_at(2, owner, Zxid::ZERO, TIMEOUT);
            live(&mut desk, owner, 20);
            assert_eq!(desk.where_is("/e"), [2, 3]);
        } else {
            desk.wait(20_000);
            assert_eq!(desk.where_is("/e"), [0; 0]);
        }
    }
}

#[test]
fn s_124_no_session_expires_while_nobody_leads() {
    let mut desk = ensemble(3);
    let client = desk.client_at(1, TIMEOUT);
    desk.crash(3);
    desk.crash(2);
    desk.wait(300_000);
    assert_eq!(desk.leaders(), [0; 0]);
    assert!(is_open(&desk, client.session));
    desk.start(2);
    while desk.leaders().is_empty() {
        desk.wait(100);
    }
    let since = established(&desk);
    let timeout = Duration::from_millis(TIMEOUT);
    desk.pass_to(since + timeout);
    assert!(is_open(&desk, client.session));
    desk.pass_to(since + timeout + Duration::from_secs(2));
    assert!(!is_open(&desk, client.session));
}
