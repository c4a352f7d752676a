//! What survives a change of leaders, and how a follower comes to it: S-111 to S-114.

use std::time::Duration;

use zkplay::ensemble::{Feeding, ServerConfig, ServerNote};
use zkplay::model::{FromClient, Request, Xid, Zxid};

use crate::desk::{Desk, Heard};
use crate::ensemble::{ELECTION, LONG, News, ensemble, several, zxid};
use crate::words::{create, exists, numbered};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// s3 led and had `/lost` in its log, alone; it is down now, and s2 leads.
fn with_a_proposal_at_the_old_leader() -> Desk {
    let mut desk = ensemble(3);
    let client = desk.client_at(3, LONG);
    desk.done(client, create("/kept"));
    desk.hold(3, 1);
    desk.hold(3, 2);
    desk.post(client, create("/lost"));
    assert_eq!(desk.server(3).disk().last(), zxid(1, 3));
    desk.crash(3);
    assert_eq!(desk.hears(client), [News::HungUp]);
    desk.release(3, 1);
    desk.release(3, 2);
    desk.wait(ELECTION);
    assert_eq!(desk.leaders(), [2]);
    desk
}

#[test]
fn s_111_what_only_the_crashed_leader_had_in_its_log_never_happened() {
    let mut desk = with_a_proposal_at_the_old_leader();
    desk.start(3);
    desk.wait(ELECTION);
    let cut_back = Feeding::Trunc(zxid(1, 2));
    assert_eq!(desk.feedings(3), [(zxid(1, 3), cut_back, 0)]);
    assert_eq!(desk.server(3).disk().last(), zxid(1, 2));
    assert_eq!(desk.where_is("/lost"), [0; 0]);
    assert_eq!(desk.where_is("/kept"), [1, 2, 3]);

    // A log is not cut back over the beginning of an epoch.
    let mut desk = with_a_proposal_at_the_old_leader();
    desk.client_at(2, LONG);
    desk.start(3);
    desk.wait(ELECTION);
    assert_eq!(desk.feedings(3), [(zxid(1, 3), Feeding::Snap, 3)]);
    assert_eq!(desk.where_is("/lost"), [0; 0]);
    assert_eq!(desk.where_is("/kept"), [1, 2, 3]);
    assert_eq!(desk.database_of(3), desk.database_of(2));
}

#[test]
fn s_112_what_the_next_leader_has_in_its_log_is_agreed_on_after_all() {
    let mut desk = ensemble(3);
    let client = desk.client_at(3, LONG);
    desk.hold(3, 2);
    desk.hold(1, 3);
    desk.post(client, create("/kept"));
    assert_eq!(desk.server(1).disk().last(), zxid(1, 2));
    assert_eq!(desk.where_is("/kept"), [0; 0]);
    desk.crash(3);
    assert_eq!(desk.hears(client), [News::HungUp], "it does not know");
    desk.wait(ELECTION);
    assert_eq!(desk.leaders(), [1]);
    assert_eq!(desk.where_is("/kept"), [1, 2]);
    desk.release(3, 2);
    desk.release(1, 3);
    desk.start(3);
    desk.wait(ELECTION);
    assert_eq!(desk.where_is("/kept"), [1, 2, 3]);
}

#[test]
fn s_113_a_follower_is_told_what_it_lacks_or_gets_it_all() {
    let mut desk = Desk::new(ServerConfig {
        commit_log_count: 4,
        ..several(3)
    });
    let client = desk.client_at(2, LONG);
    let miss = |desk: &mut Desk, count: u32| {
        desk.crash(1);
        for _ in 0..count {
            desk.done(client, numbered("/n-"));
        }
        desk.start(1);
        desk.wait(ELECTION);
        assert_eq!(desk.database_of(1), desk.database_of(3));
    };
    miss(&mut desk, 0);
    miss(&mut desk, 3);
    miss(&mut desk, 12);
    let [none, some, all] = desk.feedings(1)[..] else {
        panic!("{:?}", desk.feedings(1));
    };
    assert_eq!(none, (zxid(1, 1), Feeding::Diff, 0));
    assert_eq!(some, (zxid(1, 1), Feeding::Diff, 3));
    assert_eq!((all.0, all.1), (zxid(1, 4), Feeding::Snap));
    // Whoever knows more gives it up: S-111.
    let desk = &mut with_a_proposal_at_the_old_leader();
    desk.start(3);
    desk.wait(ELECTION);
    assert_eq!(desk.feedings(3)[0].1, Feeding::Trunc(zxid(1, 2)));
}

#[test]
fn a_log_that_has_grown_beyond_twice_its_length_is_cut_to_that() {
    for servers in [1, 3] {
        let mut desk = Desk::new(ServerConfig {
            commit_log_count: 4,
            ..several(servers)
        });
        let client = desk.client_at(1, LONG);
        let mut lengths = vec![desk.server(servers).disk().log().len()];
        for _ in 0..13 {
            desk.done(client, numbered("/n-"));
            lengths.push(desk.server(servers).disk().log().len());
        }
        assert_eq!(lengths, [1, 2, 3, 4, 5, 6, 7, 8, 4, 5, 6, 7, 8, 4]);
    }
}

#[test]
fn s_113_whoever_comes_while_something_is_proposed_is_told_of_it_and_counts() {
    for log_delay in [0, 5] {
        let mut desk = Desk::new(ServerConfig {
            log_delay: Duration::from_millis(log_delay),
            ..several(3)
        });
        desk.crash(1);
        let (connection, _) = desk.greet_at(3, Zxid::ZERO, LONG, None);
        desk.wait(100);
        desk.hold(2, 3);
        let xid = Xid::FIRST;
        let request = Request::Write(create("/x"));
        desk.send(connection, FromClient::Request { xid, request });
        desk.wait(100);
        assert_eq!(
            desk.where_is("/x"),
            [0; 0],
            "s3 has not heard that s2 has it"
        );
        desk.start(1);
        desk.wait(ELECTION);
        assert_eq!(desk.feedings(1), [(Zxid::ZERO, Feeding::Diff, 1)]);
        assert_eq!(desk.where_is("/x"), [1, 2, 3]);
        assert_eq!(desk.server(1).disk().log(), desk.server(3).disk().log());
    }
}

#[test]
fn s_114_whoever_has_read_at_a_new_leader_is_ahead_of_its_followers_until_a_write() {
    let mut desk = ensemble(3);
    let client = desk.client_at(1, LONG);
    let other = desk.client_at(1, LONG);
    desk.crash(3);
    desk.wait(ELECTION);
    let (client, heard) = desk.back_at(2, client, zxid(1, 2), LONG);
    assert_eq!(heard.len(), 1, "the leader takes it in");
    desk.post(client, exists("/"));
    let seen = zxid(2, 0);
    let news = desk.hears(client);
    assert!(matches!(news.as_slice(), [News::Reply(zxid, Ok(_))] if *zxid == seen));
    let (client, heard) = desk.back_at(1, client, seen, LONG);
    assert_eq!(heard, [Heard::HungUp]);
    let refused = matches!(
        desk.notes.last(),
        Some((_, ServerNote::Behind { last_seen, .. })) if *last_seen == seen
    );
    assert!(refused, "{:?}", desk.notes.last());

    let (other, _) = desk.back_at(1, other, zxid(1, 2), LONG);
    desk.done(other, create("/a"));
    let (_, heard) = desk.back_at(1, client, seen, LONG);
    assert!(matches!(heard.as_slice(), [Heard::Packet(_)]), "{heard:?}");
}
