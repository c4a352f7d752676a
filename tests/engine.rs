//! Statements about one server's data, by their numbers in the specification of the engine.

use zkplay::engine::prepare::{prepare, prepare_multi};
use zkplay::engine::{Asker, Database, Identities, Refusal, Rules, Stamp, Txn, TxnBody};
use zkplay::model::{
    Acl, Answer, ErrorCode, Expected, Lifetime, NewPath, Read, ReadKind, Reply, ServerId,
    SessionId, Stat, WallTime, Write, ZPath,
};

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// A server's data and one session, without a server around them.
struct Bench {
    db: Database,
    session: SessionId,
    identities: Identities,
    rules: Rules,
}

impl Bench {
    fn new() -> Bench {
        let session = SessionId::first_of(ServerId::new(1), 0);
        let mut bench = Bench {
            db: Database::new(),
            session,
            identities: Identities::at("127.0.0.1"),
            rules: Rules::default(),
        };
        let timeout = std::time::Duration::from_secs(6);
        bench
            .commit(TxnBody::CreateSession { session, timeout })
            .expect("a session is opened");
        bench
    }

    fn asker(&self) -> Asker<'_> {
        Asker {
            session: self.session,
            identities: &self.identities,
            rules: &self.rules,
        }
    }

    fn stamp(&self) -> Stamp {
        let zxid = self.db.last_zxid.next();
        Stamp {
            zxid,
            time: WallTime::from_millis(zxid.get() as i64 * 1000),
        }
    }

    fn commit(&mut self, body: TxnBody) -> Answer {
        let stamp = self.stamp();
        let txn = Txn { stamp, body };
        let applied = self.db.apply(&txn);
        assert_eq!(self.db.violations(), Vec::<String>::new());
        applied.answer
    }

    fn write(&mut self, write: Write) -> Answer {
        let body = prepare(&self.db, &self.asker(), &write).map_err(Refusal::Single);
        self.commit(body.unwrap_or_else(TxnBody::Refused))
    }

    fn multi(&mut self, writes: &[Write]) -> Vec<Answer> {
        let body = prepare_multi(&self.db, &self.asker(), writes, self.stamp());
        match self.commit(body.unwrap_or_else(TxnBody::Refused)) {
            Ok(Reply::Multi(results)) => results,
            other => panic!("{other:?} is no answer to a multi"),
        }
    }

    fn create(&mut self, path: &str) -> Answer {
        self.write(create(path))
    }

    fn stat(&self, text: &str) -> Stat {
        self.db.tree.get(&path(text)).expect("it is there").stat()
    }

    fn exists(&self, text: &str) -> bool {
        self.db.tree.contains(&path(text))
    }
}

fn path(text: &str) -> ZPath {
    ZPath::parse(text).expect("tests use valid paths")
}

fn new(text: &str, sequential: bool, lifetime: Lifetime) -> Write {
    let path = NewPath::parse(text, sequential).expect("tests use valid paths");
    Write::Create {
        path,
        data: None,
        acl: Acl::OPEN,
        lifetime,
    }
}

fn create(text: &str) -> Write {
    new(text, false, Lifetime::Persistent)
}

fn delete(text: &str) -> Write {
    Write::Delete {
        path: path(text),
        expected: Expected::Any,
    }
}

fn set(text: &str, expected: i32) -> Write {
    let expected = Expected::from_number(expected);
    Write::SetData {
        path: path(text),
        data: Some(b"x"[..].into()),
        expected,
    }
}

fn created(text: &str) -> Answer {
    Ok(Reply::Created(path(text)))
}

#[test]
fn s_06_a_fresh_tree_has_system_znodes_that_nobody_created() {
    let db = Database::new();
    let stat = |text: &str| db.tree.get(&path(text)).expect("it is there").stat();
    assert_eq!(stat("/").cversion.get(), -1);
    assert_eq!(stat("/zookeeper").cversion.get(), -2);
    assert_eq!(stat("/zookeeper/config").aversion.get(), -1);
    assert_eq!(
        (stat("/").czxid.get(), stat("/").ctime),
        (0, WallTime::EPOCH)
    );
    assert_eq!(db.tree.len(), 4);
}

#[test]
fn s_07_08_a_create_leaves_its_mark_on_znode_and_parent() {
    let mut bench = Bench::new();
    assert_eq!(bench.create("/a"), created("/a"));
    let (root, a) = (bench.stat("/"), bench.stat("/a"));
    assert_eq!(
        (root.cversion.get(), root.children, root.mzxid.get()),
        (0, 2, 0)
    );
    assert_eq!(root.pzxid, a.czxid);
    assert_eq!((a.czxid, a.ctime), (a.mzxid, a.mtime));
    assert_eq!(
        (a.pzxid, a.version.get(), a.cversion.get()),
        (a.czxid, 0, 0)
    );
}

#[test]
fn s_09_10_13_only_direct_children_count() {
    let mut bench = Bench::new();
    _ = bench.create("/a");
    let before = bench.stat("/a");
    _ = bench.create("/a/b");
    let with_child = bench.stat("/a");
    assert_eq!(with_child.cversion.get(), 1);
    assert_eq!(with_child.pzxid, bench.stat("/a/b").czxid);
    assert_eq!(
        (with_child.version, with_child.mzxid),
        (before.version, before.mzxid)
    );
    _ = bench.create("/a/b/c");
    assert_eq!(bench.stat("/a"), with_child);
    _ = bench.write(delete("/a/b/c"));
    _ = bench.write(delete("/a/b"));
    let without = bench.stat("/a");
    assert_eq!(
        (without.cversion.get(), without.pzxid),
        (2, bench.db.last_zxid)
    );
}

#[test]
fn s_11_17_setting_data_counts_even_if_they_are_the_same() {
    let mut bench = Bench::new();
    _ = bench.create("/a");
    let (before, root) = (bench.stat("/a"), bench.stat("/"));
    _ = bench.write(set("/a", -1));
    _ = bench.write(set("/a", 1));
    let after = bench.stat("/a");
    assert_eq!((after.version.get(), after.mzxid), (2, bench.db.last_zxid));
    assert_eq!(
        (after.czxid, after.ctime, after.pzxid),
        (before.czxid, before.ctime, before.pzxid)
    );
    assert_eq!((after.cversion, after.data_length), (before.cversion, 1));
    assert_eq!(bench.stat("/"), root);
}

#[test]
fn s_14_null_and_empty_data_are_different_and_both_of_length_zero() {
    let mut bench = Bench::new();
    _ = bench.create("/null");
    let path_of = NewPath::Named(path("/empty"));
    let data = Some([].into());
    _ = bench.write(Write::Create {
        path: path_of,
        data,
        acl: Acl::OPEN,
        lifetime: Lifetime::Persistent,
    });
    for (name, data) in [("/null", None), ("/empty", Some([].into()))] {
        let read = Read {
            kind: ReadKind::Data,
            path: path(name),
            watch: false,
        };
        assert_eq!(
            bench.db.read(&bench.asker(), &read),
            Ok(Reply::Data(data, bench.stat(name)))
        );
        assert_eq!(bench.stat(name).data_length, 0);
    }
}

#[test]
fn s_15_the_system_s_znodes_cannot_be_created_or_deleted() {
    let mut bench = Bench::new();
    for name in ["/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config"] {
        assert_eq!(bench.create(name), Err(ErrorCode::NodeExists), "{name}");
        assert_eq!(
            bench.write(delete(name)),
            Err(ErrorCode::BadArguments),
            "{name}"
        );
    }
}

#[test]
fn s_19_to_23_sequence_numbers_count_all_children_ever_created() {
    let mut bench = Bench::new();
    let numbered = |text: &str| new(text, true, Lifetime::Persistent);
    _ = bench.create("/a");
    assert_eq!(bench.write(numbered("/a/s-")), created("/a/s-0000000000"));
    _ = bench.create("/a/c");
    _ = bench.write(delete("/a/c"));
    assert_eq!(
        bench.write(numbered("/a/other-")),
        created("/a/other-0000000002")
    );
    assert_eq!(bench.create("/a/s-0000000000"), Err(ErrorCode::NodeExists));
    let refused = bench.multi(&[numbered("/a/s-"), create("/none/x")]);
    assert_eq!(refused[1], Err(ErrorCode::NoNode));
    assert_eq!(bench.write(numbered("/a/s-")), created("/a/s-0000000003"));
    assert_eq!(bench.write(numbered("/a/")), created("/a/0000000004"));
}

#[test]
fn s_24_25_an_ephemeral_znode_has_an_owner_and_no_children() {
    let mut bench = Bench::new();
    _ = bench.write(new("/e", false, Lifetime::Ephemeral));
    assert_eq!(bench.stat("/e").owner, Some(bench.session));
    for (sequential, lifetime) in [
        (false, Lifetime::Persistent),
        (true, Lifetime::Persistent),
        (false, Lifetime::Ephemeral),
    ] {
        let refused = bench.write(new("/e/child", sequential, lifetime));
        assert_eq!(refused, Err(ErrorCode::NoChildrenForEphemerals));
    }
}

#[test]
fn s_37_41_versions_are_looked_at_before_children() {
    let mut bench = Bench::new();
    _ = bench.create("/a");
    _ = bench.create("/a/b");
    let wrong = Write::Delete {
        path: path("/a"),
        expected: Expected::from_number(7),
    };
    assert_eq!(bench.write(wrong), Err(ErrorCode::BadVersion));
    assert_eq!(bench.write(delete("/a")), Err(ErrorCode::NotEmpty));
    assert_eq!(bench.write(set("/a", 3)), Err(ErrorCode::BadVersion));
    assert!(bench.write(set("/a", -1)).is_ok());
}

#[test]
fn s_42_a_refused_write_takes_a_zxid_and_changes_nothing() {
    let mut bench = Bench::new();
    _ = bench.create("/a");
    let (tree, zxid) = (bench.db.tree.clone(), bench.db.last_zxid);
    assert_eq!(bench.write(set("/none", -1)), Err(ErrorCode::NoNode));
    assert!(bench.db.tree == tree);
    assert_eq!(bench.db.last_zxid, zxid.next());
    _ = bench.create("/b");
    assert_eq!(bench.stat("/b").czxid, zxid.next().next());
}

#[test]
fn s_48_52_a_multi_is_one_transaction() {
    let mut bench = Bench::new();
    let zxid = bench.db.last_zxid;
    let results = bench.multi(&[
        create("/m"),
        set("/m", 0),
        delete("/m"),
        create("/n"),
        create("/n/x"),
    ]);
    assert!(results.iter().all(Result::is_ok), "{results:?}");
    assert!(!bench.exists("/m"));
    assert_eq!(bench.db.last_zxid, zxid.next());
    let (n, x) = (bench.stat("/n"), bench.stat("/n/x"));
    assert_eq!((n.czxid, n.ctime), (x.czxid, x.ctime));
}

#[test]
fn s_49_51_54_a_multi_that_fails_does_nothing_and_says_where() {
    let mut bench = Bench::new();
    let (tree, zxid) = (bench.db.tree.clone(), bench.db.last_zxid);
    let results = bench.multi(&[create("/x"), delete("/none"), create("/y")]);
    let (not_done, untried) = (Ok(Reply::Done), Err(ErrorCode::RuntimeInconsistency));
    assert_eq!(results, [not_done.clone(), Err(ErrorCode::NoNode), untried]);
    assert!(bench.db.tree == tree);
    assert_eq!(bench.db.last_zxid, zxid.next());
    let results = bench.multi(&[create("/x"), create("/x")]);
    assert_eq!(results, [not_done, Err(ErrorCode::NodeExists)]);
    assert!(!bench.exists("/x"));
}

#[test]
fn s_66_closing_a_session_takes_all_its_ephemerals_in_one_zxid() {
    let mut bench = Bench::new();
    for name in ["/b", "/a", "/c"] {
        _ = bench.write(new(name, false, Lifetime::Ephemeral));
    }
    let zxid = bench.db.last_zxid;
    let ephemerals = bench.db.ephemerals_of(bench.session);
    assert_eq!(
        ephemerals,
        [path("/a"), path("/b"), path("/c")],
        "sorted by path"
    );
    _ = bench.commit(TxnBody::CloseSession {
        session: bench.session,
        ephemerals,
    });
    assert_eq!(bench.db.last_zxid, zxid.next());
    assert!(bench.db.ephemerals.is_empty() && bench.db.sessions.is_empty());
    assert_eq!(bench.stat("/").children, 1);
}
