//! Watches as a server keeps them: S-75 to S-91, and S-126. (What a client makes of events is in
//! `client.rs`.)

use zkplay::engine::WatchTable;
use zkplay::model::packet::WatchLists;
use zkplay::model::{
    AddWatchMode, ErrorCode, EventType, FromClient, FromServer, Reply, WatchedEvent, WatcherType,
    Zxid,
};

use crate::desk::{Desk, Heard};
use crate::words::{
    Client, add_watch, children, create, delete, desk_for_one, exists, get, guarded, path,
    remove_watches, set, set_acl, watching,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const NOTHING: [&str; 0] = [];
const STAYING: AddWatchMode = AddWatchMode::Persistent;
const BELOW: AddWatchMode = AddWatchMode::PersistentRecursive;

/// A desk with the znode `/w`, one who writes, and one who watches.
fn stage() -> (Desk, Client, Client) {
    let (mut desk, writer) = desk_for_one();
    let watcher = desk.client();
    desk.done(writer, create("/w"));
    (desk, writer, watcher)
}

#[test]
fn s_75_a_missing_znode_is_watched_until_its_creation() {
    let (mut desk, writer, watcher) = stage();
    let missing = desk.ask(watcher, watching(exists("/n")));
    assert_eq!(missing, Err(ErrorCode::NoNode));
    desk.done(writer, create("/n"));
    let created = &desk.events(watcher)[0];
    assert_eq!(created.in_short(), "NodeCreated /n");
    assert_eq!(created.zxid, Some(desk.stat("/n").czxid));
}

#[test]
fn s_76_whoever_watches_a_znode_threefold_hears_once_of_its_end() {
    let (mut desk, writer, watcher) = stage();
    for read in [get("/w"), exists("/w"), children("/w")] {
        desk.done(watcher, watching(read));
    }
    desk.done(writer, delete("/w"));
    assert_eq!(desk.told(watcher), ["NodeDeleted /w"]);
    desk.done(writer, create("/w"));
    assert_eq!(desk.told(watcher), NOTHING);
}

#[test]
fn s_77_a_watch_for_children_hears_neither_of_their_data_nor_of_grandchildren() {
    let (mut desk, writer, watcher) = stage();
    desk.done(writer, create("/w/k"));
    desk.done(watcher, watching(children("/w")));
    desk.done(writer, set("/w/k", "x"));
    desk.done(writer, create("/w/k/j"));
    assert_eq!(desk.told(watcher), NOTHING);
    desk.done(writer, create("/w/l"));
    assert_eq!(desk.told(watcher), ["NodeChildrenChanged /w"]);
}

#[test]
fn s_78_nobody_is_told_of_a_new_list() {
    let (mut desk, writer, watcher) = stage();
    for read in [get("/w"), children("/w"), children("/")] {
        desk.done(watcher, watching(read));
    }
    desk.done(watcher, add_watch("/", BELOW));
    desk.done(watcher, add_watch("/w", STAYING));
    desk.done(writer, set_acl("/w", "world:anyone:cdrwa"));
    assert_eq!(desk.told(watcher), NOTHING);
}

#[test]
fn s_79_data_and_children_are_watched_apart() {
    let (mut desk, writer, watcher) = stage();
    desk.done(watcher, watching(get("/w")));
    desk.done(watcher, watching(children("/w")));
    desk.done(writer, set("/w", "x"));
    assert_eq!(desk.told(watcher), ["NodeDataChanged /w"]);
    desk.done(writer, set("/w", "y"));
    desk.done(writer, create("/w/k"));
    assert_eq!(desk.told(watcher), ["NodeChildrenChanged /w"]);
    desk.done(watcher, watching(get("/w")));
    desk.done(writer, create("/w/l"));
    desk.done(writer, set("/w", "z"));
    assert_eq!(desk.told(watcher), ["NodeDataChanged /w"]);
}

#[test]
fn s_80_the_event_of_one_s_own_write_comes_before_its_answer() {
    let (mut desk, writer, _) = stage();
    desk.done(writer, watching(get("/w")));
    desk.post(writer, set("/w", "x"));
    let heard = desk.heard(writer.connection);
    let [
        Heard::Packet(FromServer::Event(event)),
        Heard::Packet(FromServer::Reply { zxid, .. }),
    ] = heard.as_slice()
    else {
        panic!("{heard:?} is no event and a reply");
    };
    assert_eq!(event.zxid, Some(*zxid));
}

#[test]
fn s_81_a_persistent_watch_hears_of_everything_and_stays() {
    let (mut desk, writer, watcher) = stage();
    desk.done(watcher, add_watch("/w", STAYING));
    for (write, told) in [
        (set("/w", "x"), "NodeDataChanged /w"),
        (create("/w/k"), "NodeChildrenChanged /w"),
        (delete("/w/k"), "NodeChildrenChanged /w"),
        (delete("/w"), "NodeDeleted /w"),
        (create("/w"), "NodeCreated /w"),
        (set("/w", "y"), "NodeDataChanged /w"),
    ] {
        desk.done(writer, write);
        assert_eq!(desk.told(watcher), [told]);
    }
}

#[test]
fn s_82_a_recursive_watch_hears_of_all_below_and_never_of_children() {
    let (mut desk, writer, watcher) = stage();
    desk.done(watcher, add_watch("/w", BELOW));
    for (write, told) in [
        (create("/w/k"), "NodeCreated /w/k"),
        (create("/w/k/j"), "NodeCreated /w/k/j"),
        (set("/w/k/j", "x"), "NodeDataChanged /w/k/j"),
        (delete("/w/k/j"), "NodeDeleted /w/k/j"),
        (set("/w", "x"), "NodeDataChanged /w"),
    ] {
        desk.done(writer, write);
        assert_eq!(desk.told(watcher), [told]);
    }
    desk.done(writer, create("/ww"));
    assert_eq!(desk.told(watcher), NOTHING, "that lies beside it");
}

#[test]
fn s_83_a_recursive_watch_of_the_root_hears_of_the_system_s_znodes_too() {
    let (mut desk, writer, watcher) = stage();
    desk.done(watcher, add_watch("/", BELOW));
    desk.done(writer, create("/a"));
    desk.done(writer, create("/zookeeper/quota/a"));
    let told = ["NodeCreated /a", "NodeCreated /zookeeper/quota/a"];
    assert_eq!(desk.told(watcher), told);
}

#[test]
fn s_84_two_watches_of_one_znode_bring_one_event_and_one_of_them_stays() {
    let (mut desk, writer, watcher) = stage();
    desk.done(watcher, watching(get("/w")));
    desk.done(watcher, add_watch("/w", STAYING));
    desk.done(writer, set("/w", "x"));
    assert_eq!(desk.told(watcher), ["NodeDataChanged /w"]);
    let standard = desk.ask(watcher, remove_watches("/w", WatcherType::Data));
    assert_eq!(standard, Err(ErrorCode::NoWatcher), "it is used up");
    desk.done(writer, set("/w", "y"));
    assert_eq!(desk.told(watcher), ["NodeDataChanged /w"]);
}

/// Tells the server, over a new connection, the watches that a client holds.
fn set_again(
    desk: &mut Desk,
    client: Client,
    seen: Zxid,
    watches: WatchLists,
) -> (Client, Vec<String>) {
    let (back, _) = desk.back(client);
    let packet = FromClient::SetWatches {
        relative_zxid: seen,
        watches,
    };
    desk.send(back.connection, packet);
    let mut heard = desk.heard(back.connection);
    let zxid = desk.database().last_zxid;
    let last = Heard::Packet(FromServer::WatchesSet { zxid });
    assert_eq!(heard.pop(), Some(last), "the reply comes behind the events");
    let told = |it: &Heard| match it {
        Heard::Packet(FromServer::Event(event)) => {
            assert_eq!(event.zxid, None);
            event.in_short()
        }
        other => panic!("{other:?} is no event"),
    };
    (back, heard.iter().map(told).collect())
}

fn data(names: &[&str]) -> WatchLists {
    WatchLists {
        data: names.iter().map(|it| path(it)).collect(),
        ..WatchLists::default()
    }
}

#[test]
fn s_85_126_of_data_that_were_watched_a_client_hears_what_it_missed() {
    let (mut desk, writer, watcher) = stage();
    for name in ["/changed", "/gone", "/anew", "/same"] {
        desk.done(writer, create(name));
    }
    let seen = desk.database().last_zxid;
    desk.lose(watcher.connection);
    for write in [
        set("/changed", "x"),
        set("/changed", "y"),
        delete("/gone"),
        delete("/anew"),
        create("/anew"),
    ] {
        desk.done(writer, write);
    }
    let watches = data(&["/changed", "/gone", "/anew", "/same"]);
    let (back, told) = set_again(&mut desk, watcher, seen, watches);
    let missed = [
        "NodeDataChanged /changed",
        "NodeDeleted /gone",
        "NodeDataChanged /anew",
    ];
    assert_eq!(told, missed);
    for name in ["/changed", "/anew", "/same"] {
        desk.done(writer, set(name, "z"));
    }
    let zxid = desk.stat("/same").mzxid;
    let told = [WatchedEvent::node(
        EventType::NodeDataChanged,
        path("/same"),
        Some(zxid),
    )];
    assert_eq!(desk.events(back), told, "only that one was set again");
}

#[test]
fn s_86_a_znode_that_came_and_went_meanwhile_is_still_waited_for() {
    let (mut desk, writer, watcher) = stage();
    let seen = desk.database().last_zxid;
    for write in [create("/n"), delete("/n"), create("/there")] {
        desk.done(writer, write);
    }
    let watches = WatchLists {
        exist: vec![path("/n"), path("/there")],
        ..WatchLists::default()
    };
    let (back, told) = set_again(&mut desk, watcher, seen, watches);
    assert_eq!(told, ["NodeCreated /there"]);
    desk.done(writer, create("/n"));
    assert_eq!(desk.told(back), ["NodeCreated /n"]);
}

#[test]
fn s_87_watches_that_stay_tell_nothing_of_what_was_missed() {
    let (mut desk, writer, watcher) = stage();
    desk.done(writer, create("/r"));
    let seen = desk.database().last_zxid;
    for write in [set("/w", "x"), create("/r/x"), delete("/r/x"), delete("/r")] {
        desk.done(writer, write);
    }
    let watches = WatchLists {
        persistent: vec![path("/w")],
        recursive: vec![path("/r")],
        ..WatchLists::default()
    };
    let (back, told) = set_again(&mut desk, watcher, seen, watches);
    assert_eq!(told, NOTHING);
    for _ in 0..2 {
        desk.done(writer, set("/w", "y"));
        desk.done(writer, create("/r"));
        desk.done(writer, delete("/r"));
        let told = ["NodeDataChanged /w", "NodeCreated /r", "NodeDeleted /r"];
        assert_eq!(desk.told(back), told);
    }
}

#[test]
fn s_85_children_that_were_watched_are_told_of_even_if_they_are_the_same_again() {
    let (mut desk, writer, watcher) = stage();
    for name in ["/gone", "/same", "/same/old"] {
        desk.done(writer, create(name));
    }
    let seen = desk.database().last_zxid;
    for write in [create("/w/k"), delete("/w/k"), delete("/gone")] {
        desk.done(writer, write);
    }
    let watches = WatchLists {
        child: ["/w", "/same", "/gone"].map(path).to_vec(),
        ..WatchLists::default()
    };
    let (back, told) = set_again(&mut desk, watcher, seen, watches);
    assert_eq!(told, ["NodeChildrenChanged /w", "NodeDeleted /gone"]);
    desk.done(writer, create("/same/x"));
    assert_eq!(desk.told(back), ["NodeChildrenChanged /same"]);
}

#[test]
fn s_88_only_watches_that_are_there_can_be_given_up() {
    let kinds = [
        WatcherType::Data,
        WatcherType::Children,
        WatcherType::Persistent,
        WatcherType::PersistentRecursive,
    ];
    for kind in kinds {
        let (mut desk, writer, watcher) = stage();
        let none = desk.ask(watcher, remove_watches("/w", WatcherType::Any));
        assert_eq!(none, Err(ErrorCode::NoWatcher));
        desk.done(watcher, watching(get("/w")));
        desk.done(watcher, watching(children("/w")));
        desk.done(watcher, add_watch("/w", STAYING));
        desk.done(watcher, add_watch("/w", BELOW));
        for other in kinds.into_iter().filter(|it| *it != kind) {
            let removed = desk.ask(watcher, remove_watches("/w", other));
            assert_eq!(removed, Ok(Reply::Done));
            let again = desk.ask(watcher, remove_watches("/w", other));
            assert_eq!(again, Err(ErrorCode::NoWatcher));
        }
        desk.done(writer, set("/w", "x"));
        desk.done(writer, create("/w/k"));
        let told: &[&str] = match kind {
            WatcherType::Data => &["NodeDataChanged /w"],
            WatcherType::Children => &["NodeChildrenChanged /w"],
            WatcherType::Persistent => &["NodeDataChanged /w", "NodeChildrenChanged /w"],
            _ => &["NodeDataChanged /w", "NodeCreated /w/k"],
        };
        assert_eq!(desk.told(watcher), told, "{kind:?}");
    }
}

#[test]
fn of_many_who_watch_a_znode_each_gives_up_its_own_watches_alone() {
    let (mut desk, writer) = desk_for_one();
    desk.done(writer, create("/w"));
    let watchers: Vec<Client> = (0..20).map(|_| desk.client()).collect();
    for watcher in &watchers {
        desk.done(*watcher, watching(get("/w")));
        desk.done(*watcher, add_watch("/w", STAYING));
    }
    desk.done(watchers[0], remove_watches("/w", WatcherType::Data));
    desk.done(watchers[1], remove_watches("/w", WatcherType::Any));
    let none = desk.ask(watchers[1], remove_watches("/w", WatcherType::Any));
    assert_eq!(none, Err(ErrorCode::NoWatcher));
    assert_eq!(desk.server(1).watches().watchers_of(&path("/w")), 19);
    desk.done(writer, set("/w", "x"));
    for (place, watcher) in watchers.iter().enumerate() {
        let told: &[&str] = if place == 1 {
            &[]
        } else {
            &["NodeDataChanged /w"]
        };
        assert_eq!(desk.told(*watcher), told, "{place}");
    }
}

#[test]
fn whoever_watches_a_znode_in_both_tables_counts_once() {
    let (mut desk, writer, watcher) = stage();
    let count = |desk: &Desk| desk.server(1).watches().watchers_of(&path("/w"));
    assert_eq!(count(&desk), 0);
    desk.done(watcher, watching(get("/w")));
    desk.done(watcher, watching(children("/w")));
    assert_eq!(count(&desk), 1);
    desk.done(writer, watching(children("/w")));
    let other = desk.client();
    desk.done(other, add_watch("/w", BELOW));
    assert_eq!(count(&desk), 3);
    desk.done(writer, create("/w/k"));
    assert_eq!(count(&desk), 2, "the watches of children are used up");
}

#[test]
fn the_watches_of_a_connection_go_with_it_however_many_they_are() {
    let (mut desk, writer, watcher) = stage();
    let names: Vec<String> = (0..40).map(|it| format!("/w/{it}")).collect();
    for name in &names {
        desk.done(writer, create(name));
        desk.done(watcher, watching(get(name)));
    }
    desk.done(watcher, watching(children("/w")));
    desk.done(watcher, add_watch("/w", BELOW));
    desk.lose(watcher.connection);
    for name in &names {
        desk.done(writer, set(name, "x"));
        desk.done(writer, delete(name));
    }
    assert_eq!(desk.heard(watcher.connection), []);
    let watches = desk.server(1).watches();
    assert_eq!(watches, &WatchTable::default(), "nothing is left of them");
}

/// (In the playground a client has one watcher for everything, so two watchers are two clients.)
#[test]
fn s_89_whoever_gives_up_a_watch_leaves_that_of_another_working() {
    let (mut desk, writer, watcher) = stage();
    desk.done(writer, watching(get("/w")));
    desk.done(watcher, watching(get("/w")));
    desk.done(writer, remove_watches("/w", WatcherType::Data));
    desk.done(writer, set("/w", "x"));
    assert_eq!(desk.told(writer), NOTHING);
    assert_eq!(desk.told(watcher), ["NodeDataChanged /w"]);
}

#[test]
fn s_90_the_data_of_a_missing_znode_cannot_be_watched() {
    let (mut desk, writer, watcher) = stage();
    for read in [get("/n"), children("/n")] {
        let missing = desk.ask(watcher, watching(read));
        assert_eq!(missing, Err(ErrorCode::NoNode));
    }
    desk.done(writer, create("/n"));
    desk.done(writer, create("/n/k"));
    assert_eq!(desk.told(watcher), NOTHING);
    let none = desk.ask(watcher, remove_watches("/n", WatcherType::Any));
    assert_eq!(none, Err(ErrorCode::NoWatcher));
}

#[test]
fn s_91_who_may_not_read_hears_nothing_and_loses_the_watch() {
    let (mut desk, writer, watcher) = stage();
    desk.done(watcher, watching(get("/w")));
    desk.done(watcher, watching(children("/w")));
    _ = desk.ask(watcher, watching(exists("/n")));
    desk.done(writer, set_acl("/w", "world:anyone:cdwa"));
    desk.done(writer, set("/w", "x"));
    desk.done(writer, create("/w/k"));
    desk.done(writer, guarded("world:anyone:cdwa", create("/n")));
    assert_eq!(desk.told(watcher), NOTHING);
    for name in ["/w", "/n"] {
        let none = desk.ask(watcher, remove_watches(name, WatcherType::Any));
        assert_eq!(none, Err(ErrorCode::NoWatcher), "{name}");
    }
    // Those that stay wait for better times.
    desk.done(watcher, add_watch("/w", STAYING));
    desk.done(writer, set("/w", "y"));
    assert_eq!(desk.told(watcher), NOTHING);
    desk.done(writer, set_acl("/w", "world:anyone:rd"));
    desk.done(writer, delete("/w/k"));
    assert_eq!(desk.told(watcher), ["NodeChildrenChanged /w"]);
}
