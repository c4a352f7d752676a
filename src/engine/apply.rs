//! Carries out what was decided.

use crate::engine::{Change, Database, Stamp, Txn, TxnBody};
use crate::model::{Answer, Reply, SessionId, ZPath};

/// What came of a transaction: the news, in ZooKeeper's order, and the answer to whoever
/// asked for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    pub changes: Vec<Change>,
    pub answer: Answer,
}

impl Database {
    /// Carries out a committed transaction. It cannot fail: `prepare` has settled every
    /// question, so a missing parent here is our bug and not the user's mistake.
    pub fn apply(&mut self, txn: &Txn) -> Applied {
        let mut changes = Vec::new();
        let answer = self.apply_body(&txn.body, txn.session, txn.stamp, &mut changes);
        self.last_zxid = txn.stamp.zxid;
        Applied { changes, answer }
    }

    fn apply_body(
        &mut self,
        body: &TxnBody,
        session: SessionId,
        stamp: Stamp,
        changes: &mut Vec<Change>,
    ) -> Answer {
        match body {
            TxnBody::CreateSession { timeout } => {
                self.sessions.insert(session, *timeout);
                Ok(Reply::Done)
            }
            TxnBody::CloseSession { ephemerals } => {
                self.sessions.remove(&session);
                for path in ephemerals {
                    self.delete(path, stamp);
                    changes.push(Change::Deleted(path.clone()));
                }
                Ok(Reply::Done)
            }
            TxnBody::Create { path, data, owner } => {
                self.tree.insert(path, data.clone(), *owner, stamp);
                if let Some(owner) = owner {
                    self.ephemerals
                        .entry(*owner)
                        .or_default()
                        .insert(path.clone());
                }
                changes.push(Change::Created(path.clone()));
                Ok(Reply::Created(path.clone()))
            }
            TxnBody::Delete { path } => {
                self.delete(path, stamp);
                changes.push(Change::Deleted(path.clone()));
                Ok(Reply::Done)
            }
            TxnBody::SetData {
                path,
                data,
                version,
            } => {
                self.tree.change(path, |it| {
                    it.data = data.clone();
                    it.version = *version;
                    it.mzxid = stamp.zxid;
                    it.mtime = stamp.time;
                });
                changes.push(Change::DataSet(path.clone()));
                let znode = self.tree.get(path).expect("it was just set");
                Ok(Reply::Set(znode.stat()))
            }
            TxnBody::Multi(bodies) => {
                let results = bodies
                    .iter()
                    .map(|body| self.apply_body(body, session, stamp, changes))
                    .collect();
                Ok(Reply::Multi(results))
            }
            TxnBody::Refused(refusal) => refusal.answer(),
        }
    }

    fn delete(&mut self, path: &ZPath, stamp: Stamp) {
        let gone = self.tree.remove(path, stamp.zxid);
        if let Some(owner) = gone.owner
            && let Some(paths) = self.ephemerals.get_mut(&owner)
        {
            paths.remove(path);
            if paths.is_empty() {
                self.ephemerals.remove(&owner);
            }
        }
    }
}
