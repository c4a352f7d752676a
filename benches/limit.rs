//! The least engine: what the same operations cost if nothing is asked of them.
//!
//! One map from path to node, the names of each node's children, the ephemerals of each
//! owner, and watches. No versions are checked, there are no ACLs and no quotas, a state
//! cannot be kept, and nobody finds the watches of a connection that goes. So the ratio of
//! `engine` to `limit` is the price of all that.

#[path = "harness/mod.rs"]
mod harness;
#[path = "loads/mod.rs"]
mod loads;

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};
use zkplay::model::{EventType, ServerId, SessionId, Stat, Version, WallTime, Zxid};

use harness::Bench;
use loads::Subject;

fn main() {
    loads::run::<Limit>(&Bench::from_arguments("limit"));
}

struct Limit {
    nodes: FxHashMap<Rc<str>, Node>,
    ephemerals: FxHashMap<SessionId, FxHashSet<Rc<str>>>,
    /// Of those who want to be told once.
    watches: FxHashMap<Rc<str>, FxHashSet<u32>>,
    /// Of those who want to be told of everything from there on down, always.
    recursive: FxHashMap<Rc<str>, FxHashSet<u32>>,
    /// What the last write sends to the watchers.
    outbox: Vec<(u32, EventType, Rc<str>)>,
    last_zxid: Zxid,
    next_session: SessionId,
}

struct Node {
    data: Rc<[u8]>,
    stat: Stat,
    children: FxHashSet<Rc<str>>,
    /// How many children were ever created: the number of the next one.
    children_created: i32,
}

impl Limit {
    fn insert(&mut self, path: Rc<str>, data: &[u8], owner: Option<SessionId>) -> usize {
        self.last_zxid = self.last_zxid.next();
        let (parent, name) = split(&path);
        let parent = self.nodes.get_mut(parent).expect("the parent is there");
        assert!(parent.children.insert(name.into()), "the name is free");
        parent.children_created += 1;
        parent.child_changed(self.last_zxid);
        let node = Node::new(self.last_zxid, data, owner);
        self.nodes.insert(path.clone(), node);
        self.fire(&path, EventType::NodeCreated)
    }

    fn remove(&mut self, path: &str) -> usize {
        self.last_zxid = self.last_zxid.next();
        let node = self.nodes.remove(path).expect("the node is there");
        let (parent, name) = split(path);
        let parent = self.nodes.get_mut(parent).expect("the parent is there");
        parent.children.remove(name);
        parent.child_changed(self.last_zxid);
        if let Some(owned) = node.stat.owner.and_then(|it| self.ephemerals.get_mut(&it)) {
            owned.remove(path);
        }
        self.fire(path, EventType::NodeDeleted)
    }

    /// Tells whoever waits for it, and answers how many those are.
    fn fire(&mut self, path: &str, kind: EventType) -> usize {
        self.outbox.clear();
        if let Some((path, watchers)) = self.watches.remove_entry(path) {
            let told = watchers.into_iter().map(|it| (it, kind, path.clone()));
            self.outbox.extend(told);
        }
        if !self.recursive.is_empty() {
            self.fire_above(path, kind);
        }
        self.outbox.len()
    }

    fn fire_above(&mut self, path: &str, kind: EventType) {
        let told: Rc<str> = path.into();
        let mut above = Some(path);
        while let Some(path) = above {
            if let Some(watchers) = self.recursive.get(path) {
                let told = watchers.iter().map(|it| (*it, kind, told.clone()));
                self.outbox.extend(told);
            }
            above = path.rsplit_once('/').map(|(above, _)| above);
        }
    }
}

impl Node {
    fn new(zxid: Zxid, data: &[u8], owner: Option<SessionId>) -> Node {
        Node {
            data: data.into(),
            stat: Stat {
                czxid: zxid,
                mzxid: zxid,
                pzxid: zxid,
                ctime: WallTime::EPOCH,
                mtime: WallTime::EPOCH,
                version: Version::ZERO,
                cversion: Version::ZERO,
                aversion: Version::ZERO,
                owner,
                data_length: data.len(),
                children: 0,
            },
            children: FxHashSet::default(),
            children_created: 0,
        }
    }

    fn child_changed(&mut self, zxid: Zxid) {
        self.stat.pzxid = zxid;
        self.stat.cversion = self.stat.cversion.next();
        self.stat.children = self.children.len();
    }
}

impl Subject for Limit {
    type Path = String;
    type Session = SessionId;

    fn new() -> Limit {
        let root = Node::new(Zxid::ZERO, &[], None);
        Limit {
            // The root lies above `/b`, whose parent's path is empty.
            nodes: FxHashMap::from_iter([(Rc::from(""), root)]),
            ephemerals: FxHashMap::default(),
            watches: FxHashMap::default(),
            recursive: FxHashMap::default(),
            outbox: Vec::new(),
            last_zxid: Zxid::ZERO,
            next_session: SessionId::first_of(ServerId::new(1), 0),
        }
    }

    fn path(text: &str) -> String {
        text.to_string()
    }

    fn create(&mut self, path: &String, data: &[u8]) -> usize {
        self.insert(path.as_str().into(), data, None)
    }

    fn create_numbered(&mut self, parent: &String, prefix: &str, data: &[u8]) -> usize {
        let number = self.nodes[parent.as_str()].children_created;
        let path = format!("{parent}/{prefix}{number:010}");
        self.insert(path.into(), data, None)
    }

    fn delete(&mut self, path: &String) -> usize {
        self.remove(path)
    }

    fn set(&mut self, path: &String, data: &[u8]) -> usize {
        self.last_zxid = self.last_zxid.next();
        let node = self.nodes.get_mut(path.as_str()).expect("it is there");
        node.data = data.into();
        node.stat.mzxid = self.last_zxid;
        node.stat.mtime = WallTime::EPOCH;
        node.stat.version = node.stat.version.next();
        node.stat.data_length = data.len();
        self.fire(path, EventType::NodeDataChanged)
    }

    fn get(&self, path: &String) -> impl Sized {
        let node = &self.nodes[path.as_str()];
        (node.data.clone(), node.stat)
    }

    fn exists(&self, path: &String) -> Option<impl Sized> {
        self.nodes.get(path.as_str()).map(|it| it.stat)
    }

    fn children(&self, path: &String) -> impl Sized {
        let node = &self.nodes[path.as_str()];
        let names: Vec<Rc<str>> = node.children.iter().cloned().collect();
        (names, node.stat)
    }

    fn open_session(&mut self) -> SessionId {
        let session = self.next_session;
        self.next_session = session.next();
        session
    }

    fn create_ephemeral(&mut self, owner: SessionId, path: &String, data: &[u8]) -> usize {
        let path: Rc<str> = path.as_str().into();
        let owned = self.ephemerals.entry(owner).or_default();
        owned.insert(path.clone());
        self.insert(path, data, Some(owner))
    }

    fn close_session(&mut self, session: SessionId) -> usize {
        let owned = self.ephemerals.remove(&session).unwrap_or_default();
        owned.iter().map(|it| self.remove(it)).sum()
    }

    fn get_and_watch(&mut self, path: &String, watcher: u32) -> impl Sized {
        match self.watches.get_mut(path.as_str()) {
            Some(watchers) => _ = watchers.insert(watcher),
            None => {
                let watchers = FxHashSet::from_iter([watcher]);
                self.watches.insert(path.as_str().into(), watchers);
            }
        }
        let node = &self.nodes[path.as_str()];
        (node.data.clone(), node.stat)
    }

    fn watch_all_below(&mut self, path: &String, watcher: u32) {
        let watchers = self.recursive.entry(path.as_str().into());
        watchers.or_default().insert(watcher);
    }
}

/// Parent and name.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').expect("a path has a slash")
}
