//! Who sees what, and when: S-108 to S-110, S-118, S-122 and S-125.

use std::collections::BTreeMap;
use std::time::Duration;

use zkplay::ensemble::ServerConfig;
use zkplay::model::{Chance, ErrorCode, Reply, Request, Zxid};

use crate::desk::Desk;
use crate::ensemble::{LONG, News, ensemble, several, zxid};
use crate::words::{
    Client, bytes, create, delete, ephemeral, exists, get, holding, numbered, path, set, watching,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn sync() -> Request {
    Request::Sync(path("/"))
}

/// An ensemble with `/a`, and a client at each server.
fn stage() -> (Desk, [Client; 3]) {
    let mut desk = ensemble(3);
    let clients = [1, 2, 3].map(|it| desk.client_at(it, LONG));
    desk.done(clients[0], holding("old", create("/a")));
    (desk, clients)
}

#[test]
fn s_108_a_write_through_a_follower_is_answered_when_that_follower_has_it() {
    let (mut desk, [writer, _, elsewhere]) = stage();
    desk.hold(3, 1);
    desk.post(writer, set("/a", "new"));
    desk.pass_one(3, 1);
    assert_eq!(desk.waiting(), [(3, 1)], "that it is agreed on");
    assert_eq!(desk.read(elsewhere, "/a"), bytes("new"));
    assert_eq!(desk.hears(writer), []);
    desk.release(3, 1);
    let news = desk.hears(writer);
    assert!(matches!(news.as_slice(), [News::Reply(_, Ok(_))]));
    assert_eq!(desk.read(writer, "/a"), bytes("new"));
}

#[test]
fn s_109_a_follower_that_lags_behind_answers_the_old_value_until_it_is_asked_to_sync() {
    let (mut desk, [writer, lagging, _]) = stage();
    let syncing = desk.client_at(2, LONG);
    desk.hold(3, 2);
    desk.done(writer, set("/a", "new"));
    desk.pass_one(3, 2);
    let written = desk.server(1).disk().last();
    assert_eq!(
        desk.server(2).disk().last(),
        written,
        "it has it in its log"
    );
    assert_eq!(desk.read(lagging, "/a"), bytes("old"));
    desk.post(syncing, sync());
    assert_eq!(desk.hears(syncing), []);
    assert_eq!(
        desk.read(lagging, "/a"),
        bytes("old"),
        "others need not wait"
    );
    desk.release(3, 2);
    assert_eq!(desk.hears(syncing), [News::Reply(written, Ok(Reply::Done))]);
    assert_eq!(desk.read(syncing, "/a"), bytes("new"));
}

#[test]
fn s_110_a_read_behind_a_write_of_its_session_shows_that_write() {
    for server in 0..3 {
        let (mut desk, clients) = stage();
        let client = clients[server];
        // No proposal is acknowledged, and none that is forwarded arrives.
        desk.hold(1, 3);
        desk.hold(2, 3);
        desk.post(client, set("/a", "new"));
        desk.post(client, get("/a"));
        desk.post(client, exists("/b"));
        assert_eq!(desk.hears(client), []);
        desk.release(1, 3);
        desk.release(2, 3);
        let news = desk.hears(client);
        let [
            News::Reply(_, Ok(Reply::Set(_))),
            News::Reply(_, read),
            News::Reply(_, missing),
        ] = news.as_slice()
        else {
            panic!("{news:?}: one answer for each, in order");
        };
        assert!(matches!(read, Ok(Reply::Data(data, _)) if *data == bytes("new")));
        assert_eq!(*missing, Err(ErrorCode::NoNode));
    }
}

#[test]
fn s_118_servers_that_have_applied_the_same_have_the_same_trees() {
    for seed in 0..10 {
        let mut chance = Chance::stream(seed, "letters");
        let mut desk = ensemble(3);
        let clients = [1, 2, 3].map(|it| desk.client_at(it, LONG));
        for (from, to) in [(1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2)] {
            desk.hold(from, to);
        }
        let mut histories = BTreeMap::new();
        let mut behind = 0;
        for _ in 0..400 {
            let ways = desk.waiting();
            match chance.below(4) {
                0 => {
                    let client = clients[chance.below(3) as usize];
                    desk.post(client, random_write(&mut chance));
                }
                _ if ways.is_empty() => {}
                _ => {
                    let (from, to) = ways[chance.below(ways.len() as u64) as usize];
                    desk.pass_one(from, to);
                }
            }
            for database in [1, 2, 3].map(|it| desk.database_of(it).clone()) {
                let zxid = database.last_zxid;
                let known = histories.entry(zxid).or_insert_with(|| database.clone());
                assert_eq!(*known, database, "seed {seed}: {zxid}");
            }
            behind += usize::from(desk.zxids().windows(2).any(|it| it[0] != it[1]));
        }
        assert!(histories.len() > 20 && behind > 100, "the case occurs");
    }
}

fn random_write(chance: &mut Chance) -> Request {
    let text = ["/a", "/b", "/a/x", "/b/y"][chance.below(4) as usize];
    let write = match chance.below(6) {
        0 | 1 => create(text),
        2 => ephemeral(text),
        3 => numbered(&format!("{text}-")),
        4 => set(text, "data"),
        _ => delete(text),
    };
    Request::Write(write)
}

#[test]
fn s_122_a_write_that_is_refused_takes_a_zxid_everywhere_and_changes_nothing() {
    let (mut desk, [writer, ..]) = stage();
    let before = [1, 2, 3].map(|it| desk.database_of(it).clone());
    let answer = desk.ask(writer, create("/a"));
    assert_eq!(answer, Err(ErrorCode::NodeExists));
    for (server, mut before) in [1, 2, 3].into_iter().zip(before) {
        before.last_zxid = before.last_zxid.next();
        assert_eq!(*desk.database_of(server), before, "s{server}");
    }
}

#[test]
fn s_125_a_sync_waits_for_what_was_proposed_before_it_and_for_nothing_else() {
    let mut desk = Desk::new(ServerConfig {
        log_delay: Duration::from_millis(50),
        ..several(3)
    });
    let [writer, syncing] = [1, 2].map(|it| {
        let (connection, _) = desk.greet_at(it, Zxid::ZERO, LONG, None);
        desk.wait(100);
        let session = desk.database_of(3).sessions.keys().next_back();
        let session = *session.expect("it is agreed on");
        desk.heard(connection);
        Client {
            connection,
            session,
        }
    });
    let missing = desk.ask(syncing, watching(exists("/first")));
    assert_eq!(missing, Err(ErrorCode::NoNode));
    desk.post(writer, create("/first"));
    desk.post(syncing, sync());
    desk.wait(20);
    desk.post(writer, create("/second"));
    assert_eq!(desk.hears(syncing), []);
    // The leader and the writer's server have agreed, and the follower has not heard of it.
    desk.hold(3, 2);
    desk.wait(30);
    assert_eq!(desk.where_is("/first"), [1, 3]);
    assert_eq!(desk.hears(syncing), []);
    desk.release(3, 2);
    let event = News::Event("NodeCreated /first".to_string());
    let synced = News::Reply(zxid(1, 3), Ok(Reply::Done));
    assert_eq!(desk.hears(syncing), [event, synced]);
    assert_eq!(desk.where_is("/second"), [0; 0]);
    desk.wait(20);
    assert_eq!(desk.where_is("/second"), [1, 2, 3]);
}
