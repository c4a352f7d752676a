//! The tree, its stats and its data: S-01 to S-18. (The naming rules are tested beside them.)

use zkplay::ensemble::ServerConfig;
use zkplay::model::length::LONGEST_REQUEST;
use zkplay::model::{ErrorCode, ReadKind, Reply, WallTime, Zxid};

use crate::desk::{Desk, Heard, defaults};
use crate::words::{
    Asked, bytes, create, created, delete, desk, desk_for_one, get, holding, path, read, set,
    set_acl, watching,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn s_06_a_fresh_tree_has_system_znodes_that_nobody_created() {
    let desk = desk();
    for (name, cversion, aversion) in [
        ("/", -1, 0),
        ("/zookeeper", -2, 0),
        ("/zookeeper/quota", 0, 0),
        ("/zookeeper/config", 0, -1),
    ] {
        let stat = desk.stat(name);
        assert_eq!(
            (stat.cversion.get(), stat.aversion.get()),
            (cversion, aversion)
        );
        let zxids = [stat.czxid, stat.mzxid, stat.pzxid];
        assert!(zxids.iter().all(|it| it.get() == 0), "{name}");
        assert_eq!([stat.ctime, stat.mtime], [WallTime::EPOCH; 2], "{name}");
    }
    assert_eq!(desk.database().tree.len(), 4);
}

/// `ZKDatabase.initConfigInZKDatabase`: the version that is set is -1, and the zxid is that of the
/// configuration.
#[test]
fn the_members_of_an_ensemble_are_written_down_without_a_version() {
    let config = ServerConfig {
        servers: 2,
        ..defaults()
    };
    let desk = Desk::new(config);
    let znode = desk.database().tree.get(&path("/zookeeper/config"));
    let znode = znode.expect("it is there");
    let members = "server.1=s1:2888:3888:participant\n\
        server.2=s2:2888:3888:participant\n\
        version=0";
    assert_eq!(znode.data, bytes(members));
    assert_eq!(znode.version.get(), -1);
    assert_eq!((znode.mzxid, znode.mtime), (Zxid::ZERO, defaults().clock));
}

#[test]
fn s_07_08_a_create_leaves_its_mark_on_znode_and_parent() {
    let (mut desk, client) = desk_for_one();
    desk.wait(1234);
    assert_eq!(desk.ask(client, create("/a")), created("/a"));
    let (root, a) = (desk.stat("/"), desk.stat("/a"));
    assert_eq!(
        (root.cversion.get(), root.children, root.mzxid.get()),
        (0, 2, 0)
    );
    assert_eq!((root.pzxid, a.czxid.get()), (a.czxid, desk.zxid()));
    assert_eq!((a.czxid, a.czxid), (a.mzxid, a.pzxid));
    assert_eq!(a.ctime, WallTime::DEFAULT_START.at(desk.now()));
    assert_eq!(a.mtime, a.ctime);
    let versions = [a.version, a.cversion, a.aversion];
    assert_eq!(versions.map(|it| it.get()), [0; 3]);
}

#[test]
fn s_09_10_13_only_direct_children_count() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    let before = desk.stat("/a");
    desk.done(client, create("/a/b"));
    let with_child = desk.stat("/a");
    assert_eq!(with_child.cversion.get(), 1);
    assert_eq!(with_child.pzxid, desk.stat("/a/b").czxid);
    assert_eq!(
        (with_child.version, with_child.mzxid, with_child.mtime),
        (before.version, before.mzxid, before.mtime)
    );
    desk.done(client, create("/a/b/c"));
    assert_eq!(desk.stat("/a"), with_child);
    desk.done(client, delete("/a/b/c"));
    desk.done(client, delete("/a/b"));
    let without = desk.stat("/a");
    assert_eq!(
        (without.cversion.get(), without.pzxid.get()),
        (2, desk.zxid())
    );
}

#[test]
fn s_11_17_setting_data_counts_and_is_told_even_if_they_are_the_same() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    let (before, root) = (desk.stat("/a"), desk.stat("/"));
    desk.wait(500);
    desk.done(client, set("/a", "x"));
    desk.done(client, watching(get("/a")));
    desk.done(client, set("/a", "x"));
    assert_eq!(desk.told(client), ["NodeDataChanged /a"]);
    let after = desk.stat("/a");
    assert_eq!((after.version.get(), after.mzxid.get()), (2, desk.zxid()));
    assert_eq!(after.mtime, WallTime::DEFAULT_START.at(desk.now()));
    assert_eq!(
        (after.czxid, after.ctime, after.pzxid),
        (before.czxid, before.ctime, before.pzxid)
    );
    assert_eq!((after.cversion, after.data_length), (before.cversion, 1));
    assert_eq!(desk.stat("/"), root);
}

#[test]
fn s_12_setting_the_list_counts_in_the_aversion_and_nowhere_else() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/a"));
    let (before, root) = (desk.stat("/a"), desk.stat("/"));
    desk.wait(500);
    desk.done(client, set_acl("/a", "world:anyone:ra"));
    let mut after = desk.stat("/a");
    assert_eq!(after.aversion.get(), 1);
    after.aversion = before.aversion;
    assert_eq!((after, desk.stat("/")), (before, root));
}

#[test]
fn s_14_null_and_empty_data_are_different_and_both_of_length_zero() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/null"));
    desk.done(client, holding("", create("/empty")));
    for (name, data) in [("/null", None), ("/empty", Some([].into()))] {
        let stat = desk.stat(name);
        assert_eq!(stat.data_length, 0);
        assert_eq!(desk.ask(client, get(name)), Ok(Reply::Data(data, stat)));
    }
}

#[test]
fn s_15_the_system_s_znodes_cannot_be_created_or_deleted() {
    let (mut desk, client) = desk_for_one();
    for name in ["/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config"] {
        let refused = desk.ask(client, create(name));
        assert_eq!(refused, Err(ErrorCode::NodeExists), "{name}");
        let refused = desk.ask(client, delete(name));
        assert_eq!(refused, Err(ErrorCode::BadArguments), "{name}");
    }
}

#[test]
fn s_16_a_request_that_is_too_long_ends_the_connection_without_an_answer() {
    let (mut desk, client) = desk_for_one();
    desk.done(client, create("/big"));
    let zxid = desk.zxid();
    let longest = set("/big", &"x".repeat(1_048_551));
    assert_eq!(longest.clone().request().length(), LONGEST_REQUEST);
    assert!(desk.ask(client, longest).is_ok());
    desk.post(client, set("/big", &"x".repeat(1_048_552)));
    assert_eq!(desk.heard(client.connection), [Heard::HungUp]);
    assert_eq!(desk.zxid(), zxid + 1);
    assert_eq!(desk.stat("/big").data_length, 1_048_551);
}

#[test]
fn s_18_all_children_are_counted_without_the_znode_itself() {
    let (mut desk, client) = desk_for_one();
    let count = |text| read(ReadKind::AllChildrenNumber, text);
    assert_eq!(desk.ask(client, count("/")), Ok(Reply::Count(3)));
    for name in ["/a", "/a/b", "/a/b/c", "/ab"] {
        desk.done(client, create(name));
    }
    assert_eq!(desk.ask(client, count("/a")), Ok(Reply::Count(2)));
    assert_eq!(desk.ask(client, count("/a/b/c")), Ok(Reply::Count(0)));
    assert_eq!(
        desk.ask(client, count("/none")),
        Err(ErrorCode::NoNode),
        "{}",
        path("/none")
    );
}
