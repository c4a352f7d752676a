//! The replicated state: equal on all servers that have applied the same transactions.

use std::time::Duration;

use imbl::OrdMap;

use crate::engine::path_set::PathSet;
use crate::engine::tree::Tree;
use crate::engine::txn::Lifespan;
use crate::model::{SessionId, WallTime, ZPath, Zxid};

/// A clone costs nothing and shares what stays the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Database {
    pub tree: Tree,
    /// All sessions that were opened and not yet closed.
    pub sessions: OrdMap<SessionId, Session>,
    /// The containers, and the znodes with a time to live.
    pub passing: PathSet,
    /// The znodes that have a quota.
    pub quotas: PathSet,
    /// The last transaction applied, refusals included.
    pub last_zxid: Zxid,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub timeout: Duration,
    /// The znodes that go with it.
    pub ephemerals: PathSet,
}

impl Database {
    pub fn new() -> Database {
        Database::default()
    }

    /// The ephemeral znodes of a session, by path.
    pub fn ephemerals_of(&self, session: SessionId) -> Vec<ZPath> {
        let session = self.sessions.get(&session).into_iter();
        session.flat_map(|it| it.ephemerals.iter()).collect()
    }

    /// The containers and the znodes with a time to live that would be removed now, by path
    /// (`ContainerManager.getCandidates`). A container that never had a child goes only after
    /// `never_used`, if that is given.
    pub fn removable(&self, now: WallTime, never_used: Option<Duration>) -> Vec<ZPath> {
        let is_due = |path: &ZPath| {
            let Some(znode) = self.tree.get(path) else {
                return false;
            };
            let age = now.since(znode.mtime);
            znode.children.is_empty()
                && match znode.lifespan {
                    Lifespan::Container if znode.children_created > 0 => true,
                    Lifespan::Container => never_used.is_some_and(|it| age > it),
                    Lifespan::Ttl(ttl) => age > ttl.duration(),
                    Lifespan::Persistent | Lifespan::Ephemeral(_) => false,
                }
        };
        self.passing.iter().filter(is_due).collect()
    }

    /// What contradicts the rules; nothing, if our code is right.
    pub fn violations(&self) -> Vec<String> {
        let mut wrong = self.tree.violations();
        for (path, znode) in self.tree.sorted() {
            let passes = matches!(znode.lifespan, Lifespan::Container | Lifespan::Ttl(_));
            if passes != self.passing.contains(path) {
                wrong.push(format!(
                    "{path} is {passes} to pass, and the list says otherwise"
                ));
            }
            let Some(owner) = znode.owner() else { continue };
            match self.sessions.get(&owner) {
                None => wrong.push(format!("{path} outlives its session {owner}")),
                Some(it) if !it.ephemerals.contains(path) => {
                    wrong.push(format!("{path} is not among the ephemerals of {owner}"));
                }
                Some(_) => {}
            }
        }
        for (session, it) in &self.sessions {
            for path in it.ephemerals.iter() {
                if self.tree.get(&path).and_then(|it| it.owner()) != Some(*session) {
                    wrong.push(format!("{session} is said to own {path}, and does not"));
                }
            }
        }
        for path in self.passing.iter() {
            if !self.tree.contains(&path) {
                wrong.push(format!("{path} is to pass, and is not there"));
            }
        }
        wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Stamp, Txn, TxnBody};
    use crate::model::{Acl, ServerId};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    type Harm = fn(&mut Database);

    fn path(text: &str) -> ZPath {
        ZPath::parse(text).expect("it is a path")
    }

    fn session() -> SessionId {
        SessionId::first_of(ServerId::new(1), 0)
    }

    /// A database with a session, its ephemeral znode, a container and a plain znode.
    fn database() -> Database {
        let session = session();
        let timeout = Duration::from_secs(4);
        let mut bodies = vec![TxnBody::CreateSession { session, timeout }];
        for (text, lifespan) in [
            ("/ephemeral", Lifespan::Ephemeral(session)),
            ("/container", Lifespan::Container),
            ("/plain", Lifespan::Persistent),
        ] {
            bodies.push(TxnBody::Create {
                path: path(text),
                data: None,
                acl: Acl::OPEN,
                lifespan,
            });
        }
        let mut database = Database::new();
        for body in bodies {
            let stamp = Stamp {
                zxid: database.last_zxid.next(),
                time: WallTime::EPOCH,
            };
            database.apply(&Txn { stamp, body });
        }
        database
    }

    #[test]
    fn a_database_in_contradiction_with_itself_is_noticed() {
        assert_eq!(database().violations(), Vec::<String>::new());
        let id = session();
        let rows: [(Harm, String); 7] = [
            (
                |it| _ = it.sessions.remove(&session()),
                format!("/ephemeral outlives its session {id}"),
            ),
            (
                |it| it.sessions[&session()].ephemerals = PathSet::default(),
                format!("/ephemeral is not among the ephemerals of {id}"),
            ),
            (
                |it| {
                    let owned = &mut it.sessions[&session()].ephemerals;
                    owned.insert(&path("/plain"));
                },
                format!("{id} is said to own /plain, and does not"),
            ),
            (
                |it| it.passing.remove(&path("/container")),
                "/container is true to pass, and the list says otherwise".to_string(),
            ),
            (
                |it| it.passing.insert(&path("/plain")),
                "/plain is false to pass, and the list says otherwise".to_string(),
            ),
            (
                |it| it.passing.insert(&path("/none")),
                "/none is to pass, and is not there".to_string(),
            ),
            (
                |it| it.tree.change("/", |it| it.children = imbl::OrdSet::new()),
                "/ does not list /container".to_string(),
            ),
        ];
        for (harm, wrong) in rows {
            let mut database = database();
            harm(&mut database);
            assert_eq!(database.violations().first(), Some(&wrong));
        }
    }
}
