//! What writes do in the naive ZooKeeper: the checks in their order, and then the work.

use zkplay::model::{
    Acl, Answer, ConnectionId, ErrorCode, EventType, Expected, Lifetime, NewPath, Reply, SessionId,
    Write, ZPath,
};

use crate::naive::Naive;
use crate::naive::tree::{Node, Tree, length, parent};

/// What has happened to a node, and who may hear of it.
#[derive(Clone)]
pub struct Change {
    pub kind: EventType,
    pub path: String,
    pub acl: Acl,
    pub parent_acl: Acl,
}

impl Naive {
    /// A transaction begins: whatever becomes of it, it has a zxid.
    pub fn begin(&mut self) {
        self.zxid += 1;
        self.changes.clear();
    }

    pub fn write_alone(&mut self, from: ConnectionId, session: SessionId, write: &Write) -> Answer {
        self.begin();
        let committed = self.tree.clone();
        let answer = self.write(from, session, write, &committed);
        self.commit();
        answer
    }

    pub fn write_all(
        &mut self,
        from: ConnectionId,
        session: SessionId,
        writes: &[Write],
    ) -> Answer {
        self.begin();
        let committed = self.tree.clone();
        let mut results = Vec::new();
        for (at, write) in writes.iter().enumerate() {
            match self.write(from, session, write, &committed) {
                Ok(reply) => results.push(Ok(reply)),
                Err(code) => {
                    self.tree = committed;
                    self.changes.clear();
                    results = vec![Ok(Reply::Done); at];
                    results.push(Err(code));
                    results.resize(writes.len(), Err(ErrorCode::RuntimeInconsistency));
                    break;
                }
            }
        }
        self.commit();
        Ok(Reply::Multi(results))
    }

    fn write(
        &mut self,
        from: ConnectionId,
        session: SessionId,
        write: &Write,
        committed: &Tree,
    ) -> Answer {
        let enforced = self.config.rules.enforce_quota;
        match write {
            Write::Create {
                path,
                data,
                acl,
                lifetime,
            } => {
                let passing = matches!(lifetime, Lifetime::Ttl(_));
                refuse(
                    passing && !self.config.rules.extended_types,
                    ErrorCode::Unimplemented,
                )?;
                let acl = self.fixed(from, acl).ok_or(ErrorCode::InvalidAcl)?;
                let path = self.free_path(from, path)?;
                let room = committed.has_room(path.as_str(), 1, length(data));
                refuse(enforced && !room, ErrorCode::QuotaExceeded)?;
                let node = Node {
                    data: data.clone(),
                    acl,
                    zxids: [self.zxid; 3],
                    times: [self.wall(); 2],
                    version: 0,
                    aversion: 0,
                    births: 0,
                    cversion: 0,
                    owner: (*lifetime == Lifetime::Ephemeral).then_some(session),
                    lifetime: *lifetime,
                };
                self.create(path.as_str(), node);
                Ok(Reply::Created(path))
            }
            Write::Delete { path, expected } => {
                let path = path.as_str();
                let system = ["/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config"];
                refuse(system.contains(&path), ErrorCode::BadArguments)?;
                let above = self.tree.get(parent(path)).ok_or(ErrorCode::NoNode)?;
                refuse(!self.may(from, "d", &above.acl), ErrorCode::NoAuth)?;
                let node = self.tree.get(path).ok_or(ErrorCode::NoNode)?;
                refuse(!is(*expected, node.version), ErrorCode::BadVersion)?;
                refuse(!self.tree.children(path).is_empty(), ErrorCode::NotEmpty)?;
                self.delete(path);
                Ok(Reply::Done)
            }
            Write::SetData {
                path,
                data,
                expected,
            } => {
                let path = path.as_str();
                let node = self.tree.get(path).ok_or(ErrorCode::NoNode)?;
                refuse(!self.may(from, "w", &node.acl), ErrorCode::NoAuth)?;
                let more = length(data) - length(&node.data);
                let room = committed.has_room(path, 0, more);
                refuse(enforced && !room, ErrorCode::QuotaExceeded)?;
                refuse(!is(*expected, node.version), ErrorCode::BadVersion)?;
                let (zxid, now) = (self.zxid, self.wall());
                let node = self.tree.get_mut(path);
                node.data = data.clone();
                node.version += 1;
                node.zxids[1] = zxid;
                node.times[1] = now;
                let acl = node.acl.clone();
                self.tree.account(path, 0, more);
                self.changed(EventType::NodeDataChanged, path, acl);
                Ok(Reply::Set(self.tree.stat(path)))
            }
            Write::SetAcl {
                path,
                acl,
                expected,
            } => {
                let path = path.as_str();
                let acl = self.fixed(from, acl).ok_or(ErrorCode::InvalidAcl)?;
                let node = self.tree.get(path).ok_or(ErrorCode::NoNode)?;
                refuse(!self.may(from, "a", &node.acl), ErrorCode::NoAuth)?;
                refuse(!is(*expected, node.aversion), ErrorCode::BadVersion)?;
                let node = self.tree.get_mut(path);
                node.acl = acl;
                node.aversion += 1;
                Ok(Reply::Set(self.tree.stat(path)))
            }
            Write::Check { path, expected } => {
                let node = self.tree.get(path.as_str()).ok_or(ErrorCode::NoNode)?;
                refuse(!self.may(from, "r", &node.acl), ErrorCode::NoAuth)?;
                refuse(!is(*expected, node.version), ErrorCode::BadVersion)?;
                Ok(Reply::Done)
            }
            Write::Reconfig if self.config.rules.reconfig_enabled => Err(ErrorCode::Unimplemented),
            Write::Reconfig => Err(ErrorCode::ReconfigDisabled),
        }
    }

    fn free_path(&self, from: ConnectionId, path: &NewPath) -> Result<ZPath, ErrorCode> {
        let above = path.parent().unwrap_or(ZPath::root());
        let above = self.tree.get(above.as_str()).ok_or(ErrorCode::NoNode)?;
        refuse(!self.may(from, "c", &above.acl), ErrorCode::NoAuth)?;
        let path = match path {
            NewPath::Named(path) => path.clone(),
            numbered => {
                let text = format!("{numbered}{:010}", above.births);
                ZPath::parse(&text).expect("it is a path")
            }
        };
        refuse(
            self.tree.get(path.as_str()).is_some(),
            ErrorCode::NodeExists,
        )?;
        refuse(above.owner.is_some(), ErrorCode::NoChildrenForEphemerals)?;
        Ok(path)
    }

    fn create(&mut self, path: &str, node: Node) {
        let (acl, bytes) = (node.acl.clone(), length(&node.data));
        self.tree.insert(path, node);
        let zxid = self.zxid;
        let above = self.tree.get_mut(parent(path));
        above.births += 1;
        above.cversion += 1;
        above.zxids[2] = zxid;
        self.tree.account(path, 1, bytes);
        self.changed(EventType::NodeCreated, path, acl);
    }

    pub fn delete(&mut self, path: &str) {
        let gone = self.tree.remove(path);
        let zxid = self.zxid;
        let above = self.tree.get_mut(parent(path));
        above.cversion += 1;
        above.zxids[2] = zxid;
        self.tree.account(path, -1, -length(&gone.data));
        self.changed(EventType::NodeDeleted, path, gone.acl);
    }

    fn changed(&mut self, kind: EventType, path: &str, acl: Acl) {
        let parent_acl = self
            .tree
            .get(parent(path))
            .expect("it is there")
            .acl
            .clone();
        let path = path.to_string();
        self.changes.push(Change {
            kind,
            path,
            acl,
            parent_acl,
        });
    }
}

fn refuse(refused: bool, code: ErrorCode) -> Result<(), ErrorCode> {
    if refused { Err(code) } else { Ok(()) }
}

fn is(expected: Expected, version: i32) -> bool {
    expected == Expected::Any || expected == Expected::from_number(version)
}
