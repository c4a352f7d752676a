//! A ZooKeeper that does one thing after another: what clients must be able to believe in.
//!
//! It is written from the specification and shares nothing with the engine. Times, permissions,
//! quotas and watches it does not know.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{
    Answer, Bytes, ErrorCode, Expected, Lifetime, NewPath, ReadKind, Reply, SessionId, Stat,
    Version, WallTime, Write, ZPath, Zxid,
};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Model {
    nodes: BTreeMap<String, Node>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    data: Bytes,
    version: i32,
    /// Children that came, and children that came or went.
    births: i32,
    cversion: i32,
    owner: Option<SessionId>,
    /// Of its creation, of its data, of its children.
    zxids: [Zxid; 3],
}

impl Node {
    fn new(data: Bytes, owner: Option<SessionId>, zxid: Zxid) -> Node {
        Node {
            data,
            version: 0,
            births: 0,
            cversion: 0,
            owner,
            zxids: [zxid; 3],
        }
    }
}

impl Default for Model {
    /// Nothing but the root, and what is below `/zookeeper`, which nobody touches.
    fn default() -> Model {
        let root = Node {
            cversion: -1,
            ..Node::new(None, None, Zxid::ZERO)
        };
        Model {
            nodes: BTreeMap::from([("/".to_string(), root)]),
        }
    }
}

impl Model {
    pub fn write(&mut self, session: SessionId, write: &Write, zxid: Zxid) -> Answer {
        match write {
            Write::Create {
                path,
                data,
                lifetime,
                ..
            } => {
                let path = self.free_path(path)?;
                let owner = (*lifetime == Lifetime::Ephemeral).then_some(session);
                self.count_child(path.as_str(), 1, zxid);
                let node = Node::new(data.clone(), owner, zxid);
                self.nodes.insert(path.to_string(), node);
                Ok(Reply::Created(path))
            }
            Write::Delete { path, expected } => {
                let path = path.as_str();
                self.get(parent(path))?;
                let node = self.get(path)?;
                refuse(!is(*expected, node.version), ErrorCode::BadVersion)?;
                refuse(!self.children(path).is_empty(), ErrorCode::NotEmpty)?;
                self.remove(path, zxid);
                Ok(Reply::Done)
            }
            Write::SetData {
                path,
                data,
                expected,
            } => {
                let path = path.as_str();
                refuse(
                    !is(*expected, self.get(path)?.version),
                    ErrorCode::BadVersion,
                )?;
                let node = self.nodes.get_mut(path).expect("it is there");
                node.data = data.clone();
                node.version += 1;
                node.zxids[1] = zxid;
                Ok(Reply::Set(self.stat(path)))
            }
            Write::Check { path, expected } => {
                let node = self.get(path.as_str())?;
                refuse(!is(*expected, node.version), ErrorCode::BadVersion)?;
                Ok(Reply::Done)
            }
            Write::SetAcl { .. } | Write::Reconfig => unreachable!("no robot asks for {write:?}"),
        }
    }

    /// All or none.
    pub fn write_all(&mut self, session: SessionId, writes: &[Write], zxid: Zxid) -> Answer {
        let before = self.clone();
        let mut results = Vec::new();
        for write in writes {
            match self.write(session, write, zxid) {
                Ok(reply) => results.push(Ok(reply)),
                Err(code) => {
                    *self = before;
                    results = vec![Ok(Reply::Done); results.len()];
                    results.push(Err(code));
                    results.resize(writes.len(), Err(ErrorCode::RuntimeInconsistency));
                    break;
                }
            }
        }
        Ok(Reply::Multi(results))
    }

    /// The session ends, and its ephemeral znodes with it.
    pub fn end(&mut self, session: SessionId, zxid: Zxid) {
        for path in self.owned(session) {
            self.remove(path.as_str(), zxid);
        }
    }

    /// A znode goes that nobody has deleted: its time was over.
    pub fn remove(&mut self, path: &str, zxid: Zxid) {
        self.nodes.remove(path);
        self.count_child(path, 0, zxid);
    }

    pub fn read(&self, kind: ReadKind, path: &ZPath) -> Answer {
        let path = path.as_str();
        let node = self.get(path)?;
        let stat = self.stat(path);
        Ok(match kind {
            ReadKind::Data => Reply::Data(node.data.clone(), stat),
            ReadKind::Children => Reply::Children(self.children(path), stat),
            _ => Reply::Stat(stat),
        })
    }

    pub fn ephemerals(&self, session: SessionId, prefix: &ZPath) -> Answer {
        let mut paths = self.owned(session);
        paths.retain(|it| it.as_str().starts_with(prefix.as_str()));
        Ok(Reply::Ephemerals(paths))
    }

    fn get(&self, path: &str) -> Result<&Node, ErrorCode> {
        self.nodes.get(path).ok_or(ErrorCode::NoNode)
    }

    fn owned(&self, session: SessionId) -> Vec<ZPath> {
        let all = self.nodes.iter();
        let own = all.filter(|(_, node)| node.owner == Some(session));
        own.map(|(path, _)| ZPath::parse(path).expect("it is a path"))
            .collect()
    }

    fn children(&self, path: &str) -> Vec<Arc<str>> {
        let all = self.nodes.keys().map(String::as_str);
        let below = all.filter(|it| *it != "/" && parent(it) == path);
        let names = below.map(|it| it.rsplit_once('/').expect("it begins with one").1);
        names.map(Arc::from).collect()
    }

    fn free_path(&self, path: &NewPath) -> Result<ZPath, ErrorCode> {
        let above = path.parent().unwrap_or(ZPath::root());
        let above = self.get(above.as_str())?;
        let path = match path {
            NewPath::Named(path) => path.clone(),
            numbered => {
                let text = format!("{numbered}{:010}", above.births);
                ZPath::parse(&text).expect("it is a path")
            }
        };
        refuse(self.get(path.as_str()).is_ok(), ErrorCode::NodeExists)?;
        refuse(above.owner.is_some(), ErrorCode::NoChildrenForEphemerals)?;
        Ok(path)
    }

    fn count_child(&mut self, path: &str, births: i32, zxid: Zxid) {
        let above = self.nodes.get_mut(parent(path)).expect("it is there");
        above.births += births;
        above.cversion += 1;
        above.zxids[2] = zxid;
    }

    fn stat(&self, path: &str) -> Stat {
        let node = &self.nodes[path];
        let [czxid, mzxid, pzxid] = node.zxids;
        Stat {
            czxid,
            mzxid,
            pzxid,
            ctime: WallTime::EPOCH,
            mtime: WallTime::EPOCH,
            version: Version::new(node.version),
            cversion: Version::new(node.cversion),
            aversion: Version::ZERO,
            owner: node.owner,
            data_length: node.data.as_ref().map_or(0, |it| it.len()),
            children: self.children(path).len(),
        }
    }
}

/// An answer without what the model does not know.
pub fn plain(answer: &Answer) -> Answer {
    let stat = |it: &Stat| Stat {
        ctime: WallTime::EPOCH,
        mtime: WallTime::EPOCH,
        aversion: Version::ZERO,
        ..*it
    };
    Ok(match answer.as_ref().map_err(|it| *it)? {
        Reply::Set(it) => Reply::Set(stat(it)),
        Reply::Stat(it) => Reply::Stat(stat(it)),
        Reply::Data(data, it) => Reply::Data(data.clone(), stat(it)),
        Reply::Children(names, it) => Reply::Children(names.clone(), stat(it)),
        Reply::Multi(results) => Reply::Multi(results.iter().map(plain).collect()),
        other => other.clone(),
    })
}

fn parent(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) | None => "/",
        Some((above, _)) => above,
    }
}

fn is(expected: Expected, version: i32) -> bool {
    expected == Expected::Any || expected == Expected::from_number(version)
}

fn refuse(refused: bool, code: ErrorCode) -> Result<(), ErrorCode> {
    if refused { Err(code) } else { Ok(()) }
}
