//! Carries out what was decided.

use crate::engine::txn::{Effect, Lifespan};
use crate::engine::{Change, Database, Stamp, Txn, TxnBody};
use crate::model::request::data_length;
use crate::model::{Acl, Answer, Bytes, Reply, Stat, Version, ZPath};

/// What came of a transaction: the news, in ZooKeeper's order, and the answer to whoever
/// asked for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    pub effects: Vec<Effect>,
    pub answer: Answer,
}

impl Database {
    /// Carries out a committed transaction. It cannot fail: `prepare` has settled every
    /// question, so a missing parent here is our bug and not the user's mistake.
    pub fn apply(&mut self, txn: &Txn) -> Applied {
        let mut effects = Vec::new();
        let answer = self.apply_body(&txn.body, txn.stamp, &mut effects);
        self.last_zxid = txn.stamp.zxid;
        Applied { effects, answer }
    }

    fn apply_body(&mut self, body: &TxnBody, stamp: Stamp, effects: &mut Vec<Effect>) -> Answer {
        match body {
            TxnBody::CreateSession { session, timeout } => {
                self.sessions.entry(*session).or_default().timeout = *timeout;
                Ok(Reply::Done)
            }
            TxnBody::CloseSession {
                session,
                ephemerals,
            } => {
                self.sessions.remove(session);
                effects.extend(ephemerals.iter().map(|it| self.delete(it, stamp)));
                Ok(Reply::Done)
            }
            TxnBody::Create {
                path,
                data,
                acl,
                lifespan,
            } => {
                effects.push(self.create(path, data.clone(), acl.clone(), *lifespan, stamp));
                Ok(Reply::Created(path.clone()))
            }
            TxnBody::Delete { path } => {
                effects.push(self.delete(path, stamp));
                Ok(Reply::Done)
            }
            TxnBody::SetData {
                path,
                data,
                version,
            } => {
                let (effect, stat) = self.set_data(path, data.clone(), *version, stamp);
                effects.push(effect);
                Ok(Reply::Set(stat))
            }
            TxnBody::SetAcl { path, acl, version } => {
                let stat = self.tree.change(path, |it| {
                    it.acl = acl.clone();
                    it.aversion = *version;
                    it.stat()
                });
                Ok(Reply::Set(stat))
            }
            TxnBody::Check => Ok(Reply::Done),
            TxnBody::Multi(bodies) => {
                let results = bodies
                    .iter()
                    .map(|body| self.apply_body(body, stamp, effects))
                    .collect();
                Ok(Reply::Multi(results))
            }
            TxnBody::Refused(refusal) => refusal.answer(),
        }
    }

    fn create(
        &mut self,
        path: &ZPath,
        data: Bytes,
        acl: Acl,
        lifespan: Lifespan,
        stamp: Stamp,
    ) -> Effect {
        let length = data_length(&data) as i64;
        let parent_acl = self.tree.insert(path, data, acl.clone(), lifespan, stamp);
        match lifespan {
            Lifespan::Persistent => {}
            Lifespan::Ephemeral(owner) => {
                if let Some(owner) = self.sessions.get_mut(&owner) {
                    owner.ephemerals.insert(path);
                }
            }
            Lifespan::Container | Lifespan::Ttl(_) => self.passing.insert(path),
        }
        self.count_created(path, length);
        Effect {
            change: Change::Created(path.clone()),
            acl,
            parent_acl,
        }
    }

    fn delete(&mut self, path: &ZPath, stamp: Stamp) -> Effect {
        let (gone, parent_acl) = self.tree.remove(path, stamp.zxid);
        match gone.lifespan {
            Lifespan::Persistent => {}
            // A session that closes is gone already.
            Lifespan::Ephemeral(owner) => {
                if let Some(owner) = self.sessions.get_mut(&owner) {
                    owner.ephemerals.remove(path);
                }
            }
            Lifespan::Container | Lifespan::Ttl(_) => self.passing.remove(path),
        }
        self.count_deleted(path, gone.length() as i64);
        Effect {
            change: Change::Deleted(path.clone()),
            acl: gone.acl.clone(),
            parent_acl,
        }
    }

    fn set_data(
        &mut self,
        path: &ZPath,
        data: Bytes,
        version: Version,
        stamp: Stamp,
    ) -> (Effect, Stat) {
        let (more, acl, stat) = self.tree.change(path, |it| {
            let before = it.length() as i64;
            it.data = data;
            it.version = version;
            it.mzxid = stamp.zxid;
            it.mtime = stamp.time;
            (it.length() as i64 - before, it.acl.clone(), it.stat())
        });
        self.count(path, 0, more);
        let effect = Effect {
            change: Change::DataSet(path.clone()),
            acl,
            // Nobody hears of it by the parent.
            parent_acl: Acl::OPEN,
        };
        (effect, stat)
    }
}
