//! The naive tree: a map from text to node, in which children are found by their prefix.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use zkplay::model::{Acl, Bytes, Lifetime, Perms, SessionId, Stat, Version, WallTime, ZPath, Zxid};

#[derive(Clone, PartialEq)]
pub struct Node {
    pub data: Bytes,
    pub acl: Acl,
    /// zxids of its creation, of its data, of its children.
    pub zxids: [u32; 3],
    /// Times of its creation and of its data.
    pub times: [WallTime; 2],
    pub version: i32,
    pub aversion: i32,
    /// Children that came, and children that came or went.
    pub births: i32,
    pub cversion: i32,
    pub owner: Option<SessionId>,
    pub lifetime: Lifetime,
}

#[derive(Clone, PartialEq)]
pub struct Tree(BTreeMap<String, Node>);

impl Tree {
    pub fn fresh() -> Tree {
        let node = |cversion| Node {
            data: Some([].into()),
            acl: Acl::OPEN,
            zxids: [0; 3],
            times: [WallTime::EPOCH; 2],
            version: 0,
            aversion: 0,
            births: 0,
            cversion,
            owner: None,
            lifetime: Lifetime::Persistent,
        };
        let config = Node {
            acl: Acl::world(Perms::READ),
            aversion: -1,
            ..node(0)
        };
        Tree(BTreeMap::from([
            ("/".to_string(), node(-1)),
            ("/zookeeper".to_string(), node(-2)),
            ("/zookeeper/quota".to_string(), node(0)),
            ("/zookeeper/config".to_string(), config),
        ]))
    }

    pub fn get(&self, path: &str) -> Option<&Node> {
        self.0.get(path)
    }

    pub fn get_mut(&mut self, path: &str) -> &mut Node {
        self.0.get_mut(path).expect("it is there")
    }

    pub fn insert(&mut self, path: &str, node: Node) {
        self.0.insert(path.to_string(), node);
    }

    pub fn remove(&mut self, path: &str) -> Node {
        self.0.remove(path).expect("it is there")
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The names of the children, ascending.
    pub fn children(&self, path: &str) -> Vec<Arc<str>> {
        let of_it = |it: &&str| *it != "/" && parent(it) == path;
        let names = self.paths().filter(of_it).map(name);
        names.map(Arc::from).collect()
    }

    /// How many nodes are below.
    pub fn below(&self, path: &str) -> usize {
        self.paths().filter(|it| is_below(it, path)).count()
    }

    /// How many nodes are there and below, and how many bytes they hold.
    pub fn usage(&self, path: &str) -> (i64, i64) {
        let counted = |it: &&String| *it == path || is_below(it, path);
        let all = self.0.keys().filter(counted);
        let lengths: Vec<i64> = all.map(|it| length(&self.0[it].data)).collect();
        (lengths.len() as i64, lengths.iter().sum())
    }

    pub fn stat(&self, path: &str) -> Stat {
        let node = &self.0[path];
        let [czxid, mzxid, pzxid] = node.zxids.map(|it| Zxid::new(0, it));
        let [ctime, mtime] = node.times;
        Stat {
            czxid,
            mzxid,
            pzxid,
            ctime,
            mtime,
            version: Version::new(node.version),
            cversion: Version::new(node.cversion),
            aversion: Version::new(node.aversion),
            owner: node.owner,
            data_length: length(&node.data) as usize,
            children: self.children(path).len(),
        }
    }

    /// The session's ephemerals that begin with this text.
    pub fn owned_by(&self, session: SessionId, prefix: &str) -> Vec<ZPath> {
        let of_it = |(path, node): &(&String, &Node)| {
            node.owner == Some(session) && path.starts_with(prefix)
        };
        let paths = self.0.iter().filter(of_it);
        paths
            .map(|(path, _)| ZPath::parse(path).expect("it is a path"))
            .collect()
    }

    /// The containers that are empty again, and what has outlived its time to live.
    pub fn over(&self, now: WallTime, never_used: Option<Duration>) -> Vec<String> {
        let is_over = |(path, node): &(&String, &Node)| {
            let age = now.since(node.times[1]);
            let passes = match node.lifetime {
                Lifetime::Container if node.births > 0 => true,
                Lifetime::Container => never_used.is_some_and(|longest| age > longest),
                Lifetime::Ttl(ttl) => age > ttl.duration(),
                Lifetime::Persistent | Lifetime::Ephemeral => false,
            };
            passes && self.children(path).is_empty()
        };
        let over = self.0.iter().filter(is_over);
        over.map(|(path, _)| path.clone()).collect()
    }
}

pub fn length(data: &Bytes) -> i64 {
    data.as_ref().map_or(0, |it| it.len() as i64)
}

/// The path above; of the root, and of what lies right below it, the root.
pub fn parent(path: &str) -> &str {
    match path.rfind('/') {
        None | Some(0) => "/",
        Some(at) => &path[..at],
    }
}

fn name(path: &str) -> &str {
    let at = path.rfind('/').map_or(0, |it| it + 1);
    &path[at..]
}

pub fn is_below(path: &str, above: &str) -> bool {
    let above = above.trim_end_matches('/');
    path.len() > above.len() + 1 && path.starts_with(above) && path[above.len()..].starts_with('/')
}
