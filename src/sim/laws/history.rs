//! What was agreed on, in order, and what came of it.
//!
//! A transaction enters when the first server delivers it. The database that it should leave is
//! worked out here once; every server is held against that.

use std::sync::Arc;

use imbl::OrdMap;

use crate::engine::{Change, Database, Lifespan, Txn, TxnBody};
use crate::ensemble::Cause;
use crate::model::{ZPath, Zxid};
use crate::sim::laws::law::{Found, Law};

#[derive(Clone, Debug)]
pub struct History {
    /// What was there ahead of the oldest transaction that is still kept.
    base: Database,
    decided: OrdMap<Zxid, Arc<Decided>>,
}

/// A transaction that was agreed on.
#[derive(Clone, Debug)]
pub struct Decided {
    pub txn: Txn,
    pub cause: Cause,
    pub changes: Vec<Change>,
    /// The database with it.
    pub after: Database,
}

impl History {
    pub fn new(base: Database) -> History {
        History {
            base,
            decided: OrdMap::new(),
        }
    }

    pub fn get(&self, zxid: Zxid) -> Option<&Arc<Decided>> {
        self.decided.get(&zxid)
    }

    /// The last transaction that any server has delivered.
    pub fn last(&self) -> Zxid {
        self.decided
            .get_max()
            .map_or(self.base.last_zxid, |(it, _)| *it)
    }

    /// The last one ahead of that position.
    pub fn before(&self, zxid: Zxid) -> Zxid {
        let ahead = self.decided.range(..zxid).next_back();
        ahead.map_or(self.base.last_zxid, |(it, _)| *it)
    }

    /// The database of whoever has delivered all up to that position.
    pub fn at(&self, zxid: Zxid) -> &Database {
        let upon = self.decided.range(..=zxid).next_back();
        upon.map_or(&self.base, |(_, it)| &it.after)
    }

    /// The first server has delivered it.
    pub fn decide(&mut self, txn: &Txn, cause: Cause, changes: &[Change], found: &mut Found) {
        let before = self.at(self.last()).clone();
        let mut after = before.clone();
        after.apply(txn);
        check_owners(&txn.body, &before, &after, found);
        for change in changes {
            check_place(change, &after, found);
        }
        let decided = Decided {
            txn: txn.clone(),
            cause,
            changes: changes.to_vec(),
            after,
        };
        self.decided.insert(txn.stamp.zxid, Arc::new(decided));
    }

    /// Forgets what no server could ever deliver again.
    pub fn forget(&mut self, until: Zxid) {
        while let Some((zxid, oldest)) = self.decided.get_min()
            && *zxid <= until
        {
            let zxid = *zxid;
            self.base = oldest.after.clone();
            self.decided.remove(&zxid);
        }
    }
}

/// Ephemeral znodes live and die with their sessions.
fn check_owners(body: &TxnBody, before: &Database, after: &Database, found: &mut Found) {
    match body {
        TxnBody::CloseSession { session, .. } => {
            let left = after.ephemerals_of(*session);
            found.hold(Law::Ephemerals, left.is_empty(), || {
                format!("session {session} is closed, and {left:?} are left of it")
            });
        }
        TxnBody::Create {
            path,
            lifespan: Lifespan::Ephemeral(owner),
            ..
        } => found.hold(Law::Ephemerals, before.sessions.contains_key(owner), || {
            format!("{path} is created for session {owner}, which is over")
        }),
        TxnBody::Multi(bodies) => {
            let each = bodies.iter();
            each.for_each(|it| check_owners(it, before, after, found));
        }
        _ => {}
    }
}

/// A znode and its parent know of each other.
fn check_place(change: &Change, after: &Database, found: &mut Found) {
    let path = change.path();
    let here = after.tree.get(path);
    let Some(above) = path.parent() else { return };
    let parent = after.tree.get(&above);
    let listed = parent.is_some_and(|it| it.children.contains(path.name()));
    let childless = here.is_none_or(|it| it.owner().is_none() || it.children.is_empty());
    let bears = here.is_none() || parent.is_some_and(|it| it.owner().is_none());
    let holds = listed == here.is_some() && childless && bears;
    found.hold(Law::Tree, holds, || {
        format!("{change:?}, and {above} does not fit with it")
    });
}

/// The znodes that a transaction may have changed.
pub fn touched(body: &TxnBody, paths: &mut Vec<ZPath>) {
    let mut add = |path: &ZPath| {
        paths.push(path.clone());
        paths.extend(path.parent());
    };
    match body {
        TxnBody::Create { path, .. }
        | TxnBody::Delete { path }
        | TxnBody::SetData { path, .. }
        | TxnBody::SetAcl { path, .. } => add(path),
        TxnBody::CloseSession { ephemerals, .. } => ephemerals.iter().for_each(add),
        TxnBody::Multi(bodies) => bodies.iter().for_each(|it| touched(it, paths)),
        TxnBody::CreateSession { .. } | TxnBody::Check | TxnBody::Refused(_) => {}
    }
}
