//! Decides what a request would do: a transaction body, or a refusal.
//!
//! The checks stand in ZooKeeper's order (`PrepRequestProcessor`); the first that fails wins.

use crate::engine::tree::{READ_ONLY_PATH, SYSTEM_PATHS};
use crate::engine::{Database, Refusal, Stamp, Txn, TxnBody};
use crate::model::{ErrorCode, Expected, Lifetime, NewPath, SessionId, Write, ZPath};

/// What one write of that session would do.
pub fn prepare(db: &Database, by: SessionId, write: &Write) -> Result<TxnBody, ErrorCode> {
    match write {
        Write::Create {
            path,
            data,
            lifetime,
        } => {
            let path = create(db, path)?;
            let owner = match lifetime {
                Lifetime::Persistent => None,
                Lifetime::Ephemeral => Some(by),
            };
            Ok(TxnBody::Create {
                path,
                data: data.clone(),
                owner,
            })
        }
        Write::Delete { path, expected } => delete(db, path, *expected),
        Write::SetData {
            path,
            data,
            expected,
        } => {
            let znode = db.tree.get(path).ok_or(ErrorCode::NoNode)?;
            may_change(path)?;
            if !expected.admits(znode.version) {
                return Err(ErrorCode::BadVersion);
            }
            let version = znode.version.next();
            Ok(TxnBody::SetData {
                path: path.clone(),
                data: data.clone(),
                version,
            })
        }
    }
}

/// What several writes would do together. Each is held against what the ones before it leave.
pub fn prepare_multi(
    db: &Database,
    by: SessionId,
    writes: &[Write],
    stamp: Stamp,
) -> Result<TxnBody, Refusal> {
    let mut ahead = db.clone();
    let mut bodies = Vec::with_capacity(writes.len());
    for (at, write) in writes.iter().enumerate() {
        let body = prepare(&ahead, by, write).map_err(|code| Refusal::Multi {
            at,
            of: writes.len(),
            code,
        })?;
        ahead.apply(&Txn {
            stamp,
            session: by,
            body: body.clone(),
        });
        bodies.push(body);
    }
    Ok(TxnBody::Multi(bodies))
}

/// The path of the znode to be created, numbered if it is a sequential one.
fn create(db: &Database, path: &NewPath) -> Result<ZPath, ErrorCode> {
    let Some(above) = path.parent() else {
        return Err(ErrorCode::NodeExists);
    };
    let parent = db.tree.get(&above).ok_or(ErrorCode::NoNode)?;
    may_change(&above)?;
    let path = path.numbered(parent.children_created);
    if db.tree.contains(&path) {
        return Err(ErrorCode::NodeExists);
    }
    if parent.owner.is_some() {
        return Err(ErrorCode::NoChildrenForEphemerals);
    }
    Ok(path)
}

/// Whether a client may set the data of this znode, or create and delete below it.
fn may_change(path: &ZPath) -> Result<(), ErrorCode> {
    if path.as_str() == READ_ONLY_PATH {
        Err(ErrorCode::NoAuth)
    } else {
        Ok(())
    }
}

fn delete(db: &Database, path: &ZPath, expected: Expected) -> Result<TxnBody, ErrorCode> {
    if SYSTEM_PATHS.contains(&path.as_str()) {
        return Err(ErrorCode::BadArguments);
    }
    let parent = path.parent().expect("the root is a system path");
    if !db.tree.contains(&parent) {
        return Err(ErrorCode::NoNode);
    }
    may_change(&parent)?;
    let znode = db.tree.get(path).ok_or(ErrorCode::NoNode)?;
    if !expected.admits(znode.version) {
        return Err(ErrorCode::BadVersion);
    }
    if !znode.children.is_empty() {
        return Err(ErrorCode::NotEmpty);
    }
    Ok(TxnBody::Delete { path: path.clone() })
}
