//! Requests, the order of their checks, and what takes a zxid: S-34 to S-56, and S-121.

use zkplay::model::{AddWatchMode, ErrorCode, FromClient, ReadKind, Reply, Request, WallTime};

use crate::desk::{Desk, Heard, defaults};
use crate::words::{
    Client, acl, add_watch, bytes, check, children, container, create, created, delete,
    desk_for_one, ephemeral, exists, get, guarded, holding, of_version, path, read, set, set_acl,
    watching,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const NOBODY: &str = "world:anyone:";

#[test]
fn s_34_a_bad_list_is_found_before_a_missing_parent() {
    let (mut desk, client) = desk_for_one();
    let refused = desk.ask(client, guarded("", create("/none/x")));
    assert_eq!(refused, Err(ErrorCode::InvalidAcl));
    let refused = desk.ask(client, create("/none/x"));
    assert_eq!(refused, Err(ErrorCode::NoNode));
}

#[test]
fn s_35_who_may_not_create_does_not_learn_what_is_there() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    desk.done(client, create("/a/b"));
    let refused = desk.ask(client, create("/a/b"));
    assert_eq!(refused, Err(ErrorCode::NodeExists));
    desk.done(client, set_acl("/a", "world:anyone:drwa"));
    let refused = desk.ask(client, create("/a/b"));
    assert_eq!(refused, Err(ErrorCode::NoAuth));
}

#[test]
fn s_36_a_permission_is_asked_for_before_the_parent_s_lifetime() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, ephemeral("/open"));
    desk.done(client, guarded("world:anyone:drwa", ephemeral("/shut")));
    for (name, code) in [
        ("/open/x", ErrorCode::NoChildrenForEphemerals),
        ("/shut/x", ErrorCode::NoAuth),
    ] {
        assert_eq!(desk.ask(client, create(name)), Err(code), "{name}");
    }
}

#[test]
fn s_37_versions_are_looked_at_before_children() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    desk.done(client, create("/a/b"));
    let refused = desk.ask(client, of_version(7, delete("/a")));
    assert_eq!(refused, Err(ErrorCode::BadVersion));
    assert_eq!(desk.ask(client, delete("/a")), Err(ErrorCode::NotEmpty));
}

#[test]
fn s_38_who_may_not_delete_does_not_learn_what_is_missing() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/open"));
    desk.done(client, guarded("world:anyone:crwa", create("/shut")));
    for (name, code) in [
        ("/open/none", ErrorCode::NoNode),
        ("/shut/none", ErrorCode::NoAuth),
    ] {
        assert_eq!(desk.ask(client, delete(name)), Err(code), "{name}");
    }
}

#[test]
fn s_39_a_bad_list_is_found_before_a_missing_znode() {
    let (mut desk, client) = desk_for_one();
    let refused = desk.ask(client, set_acl("/none", "world:nobody:r"));
    assert_eq!(refused, Err(ErrorCode::InvalidAcl));
    let refused = desk.ask(client, set_acl("/none", NOBODY));
    assert_eq!(refused, Err(ErrorCode::NoNode));
}

/// A desk that enforces quotas, with one on `/q`.
fn limited(limits: &str) -> (Desk, Client) {
    let mut config = defaults();
    config.rules.enforce_quota = true;
    let mut desk = Desk::new(config);
    let client = desk.client();
    for name in ["/q", "/zookeeper/quota/q"] {
        desk.done(client, create(name));
    }
    let quota = |name: &str| create(&format!("/zookeeper/quota/q/zookeeper_{name}"));
    desk.done(client, holding(limits, quota("limits")));
    desk.done(client, quota("stats"));
    (desk, client)
}

#[test]
fn s_40_a_quota_is_looked_at_before_the_version() {
    let (mut desk, client) = limited("byteHardLimit=3");
    let too_much = desk.ask(client, of_version(7, set("/q", "four")));
    assert_eq!(too_much, Err(ErrorCode::QuotaExceeded));
    let wrong = desk.ask(client, of_version(7, set("/q", "xyz")));
    assert_eq!(wrong, Err(ErrorCode::BadVersion));
}

#[test]
fn s_41_minus_one_is_any_version() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    desk.done(client, set("/a", "x"));
    desk.done(client, set_acl("/a", "world:anyone:cdrwa"));
    for write in [
        set("/a", "y"),
        set_acl("/a", "world:anyone:cdrwa"),
        check("/a"),
        delete("/a"),
    ] {
        let other = of_version(9, write.clone());
        let refused = desk.multi(client, &[other]);
        assert_eq!(refused, [Err(ErrorCode::BadVersion)], "{write:?}");
        let any = desk.multi(client, &[of_version(-1, write.clone())]);
        assert!(any[0].is_ok(), "{write:?}");
    }
}

#[test]
fn s_42_a_refused_write_takes_a_zxid_and_changes_nothing() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    let (tree, zxid) = (desk.database().tree.clone(), desk.zxid());
    assert_eq!(desk.ask(client, set("/none", "x")), Err(ErrorCode::NoNode));
    assert!(desk.database().tree == tree);
    assert_eq!(desk.zxid(), zxid + 1);
    desk.done(client, create("/b"));
    assert_eq!(desk.stat("/b").czxid.get(), desk.stat("/a").czxid.get() + 2);
}

#[test]
fn s_43_what_only_asks_takes_no_zxid() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    let before = desk.database().clone();
    for kind in [
        ReadKind::Exists,
        ReadKind::Data,
        ReadKind::Children,
        ReadKind::Acl,
        ReadKind::AllChildrenNumber,
        ReadKind::Config,
    ] {
        for name in ["/a", "/none"] {
            _ = desk.ask(client, watching(read(kind, name)));
        }
    }
    for request in [
        Request::Sync(path("/a")),
        Request::WhoAmI,
        Request::Ephemerals { prefix: path("/") },
        Request::MultiRead(vec![get("/a")]),
        add_watch("/a", AddWatchMode::Persistent),
    ] {
        desk.done(client, request);
    }
    desk.send(client.connection, FromClient::Ping);
    assert!(desk.login(client, "digest", "u:p"));
    assert!(*desk.database() == before);
}

#[test]
fn s_44_a_sync_asks_for_no_znode() {
    let (mut desk, client) = desk_for_one();
    let answer = desk.ask(client, Request::Sync(path("/none")));
    assert_eq!(answer, Ok(Reply::Done));
}

#[test]
fn s_45_exists_asks_for_a_permission_only_where_a_znode_is() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, guarded("world:anyone:cdwa", create("/shut")));
    for (name, code) in [("/shut", ErrorCode::NoAuth), ("/none", ErrorCode::NoNode)] {
        assert_eq!(desk.ask(client, exists(name)), Err(code), "{name}");
    }
}

#[test]
fn s_46_hashes_are_shown_to_those_who_may_change_them() {
    let (mut desk, client) = desk_for_one();
    for (may, expected) in [
        ("r", Some("digest:u:x:cdrwa world:anyone:r")),
        ("a", Some("digest:u:hash:cdrwa world:anyone:a")),
        ("cdw", None),
    ] {
        let name = format!("/{may}");
        let list = format!("digest:u:hash:cdrwa world:anyone:{may}");
        desk.done(client, guarded(&list, create(&name)));
        let shown = expected.map(|it| Reply::Acl(acl(it), desk.stat(&name)));
        let answer = desk.ask(client, read(ReadKind::Acl, &name));
        assert_eq!(answer, shown.ok_or(ErrorCode::NoAuth), "{name}");
    }
}

#[test]
fn s_47_ephemerals_are_one_s_own_and_begin_with_the_text() {
    let (mut desk, client) = desk_for_one();
    let other = desk.client();
    for name in ["/eph", "/ep", "/x"] {
        desk.done(client, ephemeral(name));
    }
    desk.done(other, ephemeral("/epx"));
    let asked = |prefix| Request::Ephemerals {
        prefix: path(prefix),
    };
    let listed = |names: &[&str]| Ok(Reply::Ephemerals(names.iter().map(|it| path(it)).collect()));
    assert_eq!(desk.ask(client, asked("/ep")), listed(&["/ep", "/eph"]));
    assert_eq!(desk.ask(client, asked("/")), listed(&["/ep", "/eph", "/x"]));
    assert_eq!(desk.ask(other, asked("/ep")), listed(&["/epx"]));
}

#[test]
fn s_48_52_a_multi_is_one_transaction() {
    let (mut desk, client) = desk_for_one();
    desk.wait(777);
    let zxid = desk.zxid();
    let results = desk.multi(
        client,
        &[
            create("/m"),
            set("/m", "x"),
            of_version(1, check("/m")),
            delete("/m"),
        ],
    );
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert!(!desk.has("/m"));
    assert_eq!(desk.zxid(), zxid + 1);
    let results = desk.multi(client, &[create("/n"), create("/n/x"), set("/n", "x")]);
    assert_eq!(results[1], created("/n/x"));
    let (n, x) = (desk.stat("/n"), desk.stat("/n/x"));
    assert_eq!(results[2], Ok(Reply::Set(n)));
    assert_eq!([n.czxid, n.mzxid, n.pzxid], [x.czxid; 3]);
    let now = WallTime::DEFAULT_START.at(desk.now());
    assert_eq!([n.ctime, n.mtime, x.ctime], [now; 3]);
}

#[test]
fn s_49_51_54_a_multi_that_fails_does_nothing_and_says_where() {
    let (mut desk, client) = desk_for_one();
    let (tree, zxid) = (desk.database().tree.clone(), desk.zxid());
    let results = desk.multi(client, &[create("/x"), delete("/none"), create("/y")]);
    let (not_done, untried) = (Ok(Reply::Done), Err(ErrorCode::RuntimeInconsistency));
    assert_eq!(results, [not_done.clone(), Err(ErrorCode::NoNode), untried]);
    assert!(desk.database().tree == tree);
    assert_eq!(desk.zxid(), zxid + 1);
    let results = desk.multi(client, &[create("/x"), create("/x")]);
    assert_eq!(results, [not_done, Err(ErrorCode::NodeExists)]);
    assert!(!desk.has("/x"));
}

#[test]
fn s_50_a_multi_that_fails_fires_nothing_and_uses_nothing_up() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    desk.done(client, watching(get("/a")));
    desk.done(client, watching(children("/")));
    desk.done(client, add_watch("/", AddWatchMode::PersistentRecursive));
    _ = desk.multi(client, &[set("/a", "x"), create("/b"), delete("/none")]);
    assert_eq!(desk.told(client), Vec::<String>::new());
    desk.multi(client, &[set("/a", "x"), create("/b")]);
    let told = [
        "NodeDataChanged /a",
        "NodeCreated /b",
        "NodeChildrenChanged /",
    ];
    assert_eq!(desk.told(client), told);
}

#[test]
fn s_53_a_check_needs_a_permission_to_read() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, guarded("world:anyone:cdwa", create("/shut")));
    let refused = desk.multi(client, &[create("/x"), check("/shut")]);
    assert_eq!(refused, [Ok(Reply::Done), Err(ErrorCode::NoAuth)]);
}

#[test]
fn s_55_of_several_reads_each_is_answered_by_itself() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, holding("x", create("/a")));
    let found = Ok(Reply::Data(bytes("x"), desk.stat("/a")));
    let expected = vec![found, Err(ErrorCode::NoNode)];
    let reads = vec![get("/a"), watching(get("/none"))];
    let answer = desk.ask(client, Request::MultiRead(reads));
    assert_eq!(answer, Ok(Reply::MultiRead(expected)));
    desk.done(client, create("/none"));
    assert_eq!(
        desk.told(client),
        Vec::<String>::new(),
        "they watch nothing"
    );
}

#[test]
fn s_56_a_check_by_itself_is_unknown_and_ends_the_connection() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    let zxid = desk.zxid();
    assert_eq!(desk.ask(client, check("/a")), Err(ErrorCode::Unimplemented));
    assert_eq!(desk.heard(client.connection), [Heard::HungUp]);
    assert_eq!(desk.zxid(), zxid, "it is turned away at the door");
}

#[test]
fn s_121_a_multi_is_held_against_the_usage_that_was_there_before() {
    let (mut desk, client) = limited("countHardLimit=4");
    for name in ["/q/1", "/q/2"] {
        desk.done(client, container(name));
    }
    let three = ["/q/3", "/q/4", "/q/5"].map(create);
    let results = desk.multi(client, &three);
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    let refused = desk.ask(client, create("/q/6"));
    assert_eq!(refused, Err(ErrorCode::QuotaExceeded));
    let usage = desk.ask(client, get("/zookeeper/quota/q/zookeeper_stats"));
    assert!(
        matches!(&usage, Ok(Reply::Data(data, _)) if *data == bytes("count=6,bytes=0")),
        "{usage:?}"
    );
}
