//! The tree of znodes: a map from path to znode.
//!
//! The map is persistent: a clone costs nothing and shares all that stays the same, so that
//! a leader can look ahead, a `multi` can try, and a run can be rewound.

use std::borrow::Borrow;
use std::hash::{BuildHasherDefault, Hash};
use std::iter;
use std::sync::Arc;

use imbl::OrdSet;
use imbl::shared_ptr::DefaultSharedPtr;
use rustc_hash::FxHasher;

use crate::engine::Stamp;
use crate::engine::txn::Lifespan;
use crate::model::request::data_length;
use crate::model::{Acl, Bytes, Perms, SessionId, Stat, Version, WallTime, ZPath, Zxid, sorted};

/// A look-up map. Its order is the hasher's, so nothing outside this file may iterate it.
type Nodes =
    imbl::GenericHashMap<ZPath, Arc<Znode>, BuildHasherDefault<FxHasher>, DefaultSharedPtr>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Znode {
    pub data: Bytes,
    pub czxid: Zxid,
    pub mzxid: Zxid,
    pub pzxid: Zxid,
    pub ctime: WallTime,
    pub mtime: WallTime,
    pub version: Version,
    pub aversion: Version,
    /// How many children were ever created: the number of the next sequential one.
    pub children_created: i32,
    pub acl: Acl,
    pub lifespan: Lifespan,
    pub children: OrdSet<Arc<str>>,
}

impl Znode {
    fn new(data: Bytes, acl: Acl, lifespan: Lifespan, stamp: Stamp) -> Znode {
        Znode {
            data,
            czxid: stamp.zxid,
            mzxid: stamp.zxid,
            pzxid: stamp.zxid,
            ctime: stamp.time,
            mtime: stamp.time,
            version: Version::ZERO,
            aversion: Version::ZERO,
            children_created: 0,
            acl,
            lifespan,
            children: OrdSet::new(),
        }
    }

    /// The session that an ephemeral znode lives and dies with.
    pub fn owner(&self) -> Option<SessionId> {
        match self.lifespan {
            Lifespan::Ephemeral(owner) => Some(owner),
            _ => None,
        }
    }

    /// Of its data, in bytes; of null 0.
    pub fn length(&self) -> usize {
        data_length(&self.data)
    }

    /// The stat as clients see it.
    pub fn stat(&self) -> Stat {
        let children = self.children.len();
        // ZooKeeper keeps creations only and shows creations plus deletions.
        let cversion = self
            .children_created
            .wrapping_mul(2)
            .wrapping_sub(children as i32);
        Stat {
            czxid: self.czxid,
            mzxid: self.mzxid,
            pzxid: self.pzxid,
            ctime: self.ctime,
            mtime: self.mtime,
            version: self.version,
            cversion: Version::new(cversion),
            aversion: self.aversion,
            owner: self.owner(),
            data_length: self.length(),
            children,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    nodes: Nodes,
}

/// The znodes that every server has from the start. They cannot be deleted.
pub const SYSTEM_PATHS: [&str; 4] = ["/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config"];

impl Tree {
    /// The tree of a server that was never used: [`SYSTEM_PATHS`] with empty data, at zxid 0
    /// and in 1970. Nobody "created" them, so they have not been counted by their parents.
    pub fn new() -> Tree {
        let stamp = Stamp {
            zxid: Zxid::ZERO,
            time: WallTime::EPOCH,
        };
        let mut tree = Tree {
            nodes: Nodes::default(),
        };
        for path in SYSTEM_PATHS {
            let path = ZPath::parse(path).expect("system paths are valid");
            let data = Some(Arc::from([]));
            let mut znode = Znode::new(data, Acl::OPEN, Lifespan::Persistent, stamp);
            if path.name() == "config" {
                znode.acl = Acl::world(Perms::READ);
                znode.aversion = Version::new(-1);
            }
            if let Some(parent) = path.parent() {
                tree.change(&parent, |it| _ = it.children.insert(path.name().into()));
            }
            tree.nodes.insert(path, Arc::new(znode));
        }
        tree
    }

    /// By path, or by its text.
    pub fn get<P>(&self, path: &P) -> Option<&Znode>
    where
        ZPath: Borrow<P>,
        P: Hash + Eq + ?Sized,
    {
        self.nodes.get(path).map(|it| &**it)
    }

    pub fn contains(&self, path: &ZPath) -> bool {
        self.nodes.contains_key(path)
    }

    /// How many znodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// How many znodes are below this one.
    pub fn descendants(&self, path: &ZPath) -> usize {
        if path.is_root() {
            return self.len() - 1;
        }
        self.subtree(path).count().saturating_sub(1)
    }

    /// A znode, if it is there, and all below it; in no order to rely on.
    pub fn subtree(&self, path: &ZPath) -> impl Iterator<Item = &Znode> {
        let mut todo = vec![path.clone()];
        iter::from_fn(move || {
            let path = todo.pop()?;
            let znode = self.get(&path)?;
            todo.extend(znode.children.iter().map(|it| path.child(it)));
            Some(znode)
        })
    }

    /// Adds a znode and counts it at its parent, which must be there. Gives the parent's list.
    pub fn insert(
        &mut self,
        path: &ZPath,
        data: Bytes,
        acl: Acl,
        lifespan: Lifespan,
        stamp: Stamp,
    ) -> Acl {
        let parent = path.above().expect("the root is never created");
        let parent_acl = self.change(parent, |it| {
            it.children.insert(path.name().into());
            it.children_created = it.children_created.wrapping_add(1);
            it.pzxid = stamp.zxid;
            it.acl.clone()
        });
        let znode = Znode::new(data, acl, lifespan, stamp);
        self.nodes.insert(path.clone(), Arc::new(znode));
        parent_acl
    }

    /// Removes a znode, which must be there and have no children. Gives its parent's list, too.
    pub fn remove(&mut self, path: &ZPath, zxid: Zxid) -> (Arc<Znode>, Acl) {
        let parent = path.above().expect("the root is never deleted");
        let parent_acl = self.change(parent, |it| {
            it.children.remove(path.name());
            it.pzxid = it.pzxid.max(zxid);
            it.acl.clone()
        });
        let gone = self
            .nodes
            .remove(path)
            .expect("only a znode that is there is deleted");
        (gone, parent_acl)
    }

    /// Changes a znode, which must be there.
    pub fn change<P, T>(&mut self, path: &P, how: impl FnOnce(&mut Znode) -> T) -> T
    where
        ZPath: Borrow<P>,
        P: Hash + Eq + ?Sized,
    {
        let znode = self
            .nodes
            .get_mut(path)
            .expect("only a znode that is there is changed");
        how(Arc::make_mut(znode))
    }

    /// All znodes in the order of their paths.
    pub fn sorted(&self) -> Vec<(&ZPath, &Znode)> {
        let paths = sorted(self.nodes.keys()).into_iter();
        paths.map(|path| (path, &*self.nodes[path])).collect()
    }

    /// What is wrong with the shape of the tree; nothing, if our code is right.
    pub fn violations(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (path, znode) in self.sorted() {
            if let Some(parent) = path.parent() {
                match self.get(&parent) {
                    None => wrong.push(format!("{path} has no parent")),
                    Some(it) if !it.children.contains(path.name()) => {
                        wrong.push(format!("{parent} does not list {path}"));
                    }
                    Some(it) if it.owner().is_some() => {
                        wrong.push(format!("ephemeral {parent} has the child {path}"));
                    }
                    Some(_) => {}
                }
            }
            for name in &znode.children {
                if !self.contains(&path.child(name)) {
                    wrong.push(format!("{path} lists {name}, which is not there"));
                }
            }
        }
        wrong
    }
}

impl Default for Tree {
    fn default() -> Tree {
        Tree::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ServerId;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const STAMP: Stamp = Stamp {
        zxid: Zxid::ZERO,
        time: WallTime::EPOCH,
    };

    fn path(text: &str) -> ZPath {
        ZPath::parse(text).expect("it is a path")
    }

    /// A tree with `/a` and `/a/b`.
    fn tree() -> Tree {
        let mut tree = Tree::new();
        for text in ["/a", "/a/b"] {
            tree.insert(&path(text), None, Acl::OPEN, Lifespan::Persistent, STAMP);
        }
        tree
    }

    #[test]
    fn a_tree_out_of_shape_is_noticed() {
        let (a, b) = (path("/a"), path("/a/b"));
        assert_eq!(tree().violations(), Vec::<String>::new());

        let mut orphaned = tree();
        orphaned.nodes.remove(&a);
        let wrong = ["/ lists a, which is not there", "/a/b has no parent"];
        assert_eq!(orphaned.violations(), wrong);

        let mut unlisted = tree();
        unlisted.change(&a, |it| it.children = OrdSet::new());
        assert_eq!(unlisted.violations(), ["/a does not list /a/b"]);

        let mut gone = tree();
        gone.nodes.remove(&b);
        assert_eq!(gone.violations(), ["/a lists b, which is not there"]);

        let mut passing = tree();
        let owner = SessionId::first_of(ServerId::new(1), 0);
        passing.change(&a, |it| it.lifespan = Lifespan::Ephemeral(owner));
        assert_eq!(passing.violations(), ["ephemeral /a has the child /a/b"]);
    }
}
