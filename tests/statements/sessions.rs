//! Sessions as a server keeps them: S-57 to S-68, S-119 and S-123.

use std::time::Duration;

use zkplay::model::{ErrorCode, FromClient, FromServer, Password, Request, Zxid};

use crate::desk::Heard;
use crate::words::{
    Client, at, children, create, desk, desk_for_one, ephemeral, exists, get, set, watching,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn welcome(client: Client, timeout: u64) -> Heard {
    Heard::Packet(FromServer::Connected {
        session: client.session,
        password: Password::of(client.session),
        timeout: Duration::from_millis(timeout),
    })
}

#[test]
fn s_57_a_timeout_is_granted_between_two_and_twenty_ticks() {
    let mut desk = desk();
    for (asked, granted) in [(500, 4000), (30_000, 30_000), (500_000, 40_000)] {
        let (_, heard) = desk.greet(Zxid::ZERO, asked, None);
        let [Heard::Packet(FromServer::Connected { timeout, .. })] = heard.as_slice() else {
            panic!("{heard:?} is no welcome");
        };
        assert_eq!(*timeout, Duration::from_millis(granted));
    }
}

#[test]
fn s_58_a_session_takes_a_zxid_when_it_begins_and_one_when_it_ends() {
    let mut desk = desk();
    let closing = desk.client();
    assert_eq!(desk.zxid(), 1);
    desk.done(closing, Request::CloseSession);
    assert_eq!(desk.zxid(), 2);
    desk.client_for(4000);
    desk.wait(6000);
    assert_eq!(desk.zxid(), 4, "one that expires ends, too");
    assert!(desk.database().sessions.is_empty());
}

#[test]
fn s_59_ids_begin_with_their_server_and_grow_by_one() {
    let mut desk = desk();
    let (first, second) = (desk.client(), desk.client());
    assert_eq!(first.session.get() >> 56, 1);
    assert_eq!(second.session.get(), first.session.get() + 1);
}

#[test]
fn s_60_a_session_expires_at_the_next_tick_behind_its_timeout() {
    for (touched, expires) in [(1000, 6000), (2000, 8000)] {
        let mut desk = desk();
        let client = desk.client_for(4000);
        desk.pass_to(at(touched));
        desk.send(client.connection, FromClient::Ping);
        assert_eq!(
            desk.heard(client.connection),
            [Heard::Packet(FromServer::Pong)]
        );
        desk.pass_to(at(expires - 1));
        assert_eq!(desk.heard(client.connection), []);
        desk.pass_to(at(expires));
        assert_eq!(desk.heard(client.connection), [Heard::HungUp]);
    }
}

#[test]
fn s_61_a_client_that_has_seen_more_is_sent_away_without_a_word() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    let seen = desk.database().last_zxid;
    let (_, heard) = desk.greet(seen.next(), 6000, None);
    assert_eq!(heard, [Heard::HungUp]);
    let (_, heard) = desk.greet(seen, 6000, None);
    assert!(matches!(heard.as_slice(), [Heard::Packet(_)]), "{heard:?}");
}

#[test]
fn s_62_a_session_that_is_over_or_not_one_s_own_is_gone() {
    let mut desk = desk();
    let client = desk.client_for(4000);
    let other = Password::of(desk.client().session);
    let gone = [Heard::Packet(FromServer::SessionGone), Heard::HungUp];
    let (_, heard) = desk.greet(Zxid::ZERO, 4000, Some((client.session, other)));
    assert_eq!(heard, gone);
    let (back, heard) = desk.back(client);
    assert_eq!(heard, [welcome(client, 40_000)], "that harmed nobody");
    desk.lose(back.connection);
    desk.wait(50_000);
    let (_, heard) = desk.back(client);
    assert_eq!(heard, gone);
}

#[test]
fn s_63_a_session_goes_on_over_a_new_connection() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, ephemeral("/e"));
    desk.lose(client.connection);
    desk.wait(39_000);
    let zxid = desk.zxid();
    let (back, heard) = desk.back(client);
    assert_eq!(heard, [welcome(client, 40_000)]);
    desk.wait(39_000);
    assert_eq!(desk.stat("/e").owner, Some(back.session));
    assert_eq!(desk.zxid(), zxid);
    assert!(desk.ask(back, get("/e")).is_ok());
}

#[test]
fn s_65_a_second_connection_of_a_session_closes_the_first() {
    let (mut desk, client) = desk_for_one();
    let (back, heard) = desk.back(client);
    assert_eq!(heard, [welcome(client, 40_000)]);
    assert_eq!(desk.heard(client.connection), [Heard::HungUp]);
    desk.post(client, create("/late"));
    assert_eq!(desk.heard(client.connection), []);
    assert!(!desk.has("/late"));
    assert!(desk.ask(back, create("/a")).is_ok());
}

#[test]
fn s_66_closing_a_session_takes_all_its_ephemerals_in_one_zxid() {
    let (mut desk, client) = desk_for_one();
    let (other, watcher) = (desk.client(), desk.client());
    for name in ["/b", "/a", "/c"] {
        desk.done(client, ephemeral(name));
        desk.done(watcher, watching(exists(name)));
    }
    desk.done(other, ephemeral("/d"));
    let zxid = desk.zxid();
    desk.done(client, Request::CloseSession);
    assert_eq!(desk.heard(client.connection), [Heard::HungUp]);
    assert_eq!(desk.zxid(), zxid + 1);
    assert_eq!(desk.stat("/").children, 2, "one is another's");
    let events = desk.events(watcher);
    let paths: Vec<_> = events.iter().filter_map(|it| it.path.as_ref()).collect();
    assert_eq!(paths.len(), 3);
    assert!(paths.is_sorted(), "in the order of their paths");
    assert!(
        events
            .iter()
            .all(|it| it.zxid.map(Zxid::get) == Some(zxid + 1))
    );
}

#[test]
fn s_67_the_end_of_a_session_is_told_znode_by_znode_and_once_to_the_parent() {
    let (mut desk, client) = desk_for_one();
    let watcher = desk.client();
    desk.done(client, create("/w"));
    for name in ["/w/a", "/w/b"] {
        desk.done(client, ephemeral(name));
        desk.done(watcher, watching(get(name)));
    }
    desk.done(watcher, watching(children("/w")));
    desk.done(client, Request::CloseSession);
    let told = [
        "NodeDeleted /w/a",
        "NodeChildrenChanged /w",
        "NodeDeleted /w/b",
    ];
    assert_eq!(desk.told(watcher), told);
}

#[test]
fn s_68_what_comes_behind_the_close_is_not_done() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, Request::CloseSession);
    let zxid = desk.zxid();
    desk.post(client, ephemeral("/late"));
    assert_eq!(desk.heard(client.connection), [Heard::HungUp]);
    assert!(!desk.has("/late"));
    assert_eq!(desk.zxid(), zxid);
}

#[test]
fn s_119_an_ephemeral_that_was_asked_for_just_before_the_close_does_not_stay() {
    let (mut desk, client) = desk_for_one();
    desk.post(client, ephemeral("/e"));
    desk.post(client, Request::CloseSession);
    assert!(!desk.has("/e"));
    assert_eq!(desk.stat("/").cversion.get(), 1, "it came and went");
}

#[test]
fn s_123_a_wrong_password_closes_the_good_connection_and_not_the_session() {
    let (mut desk, client) = desk_for_one();
    let other = Password::of(desk.client().session);
    desk.done(client, ephemeral("/e"));
    let (_, heard) = desk.greet(Zxid::ZERO, 4000, Some((client.session, other)));
    assert_eq!(
        heard,
        [Heard::Packet(FromServer::SessionGone), Heard::HungUp]
    );
    assert_eq!(desk.heard(client.connection), [Heard::HungUp]);
    assert!(desk.has("/e"));
    let (back, heard) = desk.back(client);
    assert_eq!(heard, [welcome(client, 40_000)]);
    assert_eq!(desk.ask(back, set("/none", "x")), Err(ErrorCode::NoNode));
}
