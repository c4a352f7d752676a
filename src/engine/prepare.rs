//! Decides what a request would do: a transaction body, or the check that it does not pass.
//!
//! The checks stand in ZooKeeper's order (`PrepRequestProcessor`); the first that fails wins.

use crate::engine::access::Asker;
use crate::engine::check::Check;
use crate::engine::tree::{SYSTEM_PATHS, Znode};
use crate::engine::txn::Lifespan;
use crate::engine::{Database, Refusal, Stamp, Txn, TxnBody};
use crate::model::request::data_length;
use crate::model::{Expected, Lifetime, NewPath, Perms, Version, Write, ZPath};

/// What several writes would do together. Each is held against what the ones before it leave.
///
/// # Errors
/// The first write that is refused, and the check that refuses it.
pub fn prepare_multi(
    ahead: &Database,
    committed: &Database,
    by: &Asker<'_>,
    writes: &[Write],
    stamp: Stamp,
) -> Result<TxnBody, Refusal> {
    let mut ahead = ahead.clone();
    let mut bodies = Vec::with_capacity(writes.len());
    for (at, write) in writes.iter().enumerate() {
        let body = prepare(&ahead, committed, by, write).map_err(|check| Refusal::Multi {
            at,
            of: writes.len(),
            check,
        })?;
        ahead.apply(&Txn {
            stamp,
            body: body.clone(),
        });
        bodies.push(body);
    }
    Ok(TxnBody::Multi(bodies))
}

/// What the removal of a container, or of a znode whose time is over, would do. Nobody's
/// permission is needed.
///
/// # Errors
/// If it has got a child, or is gone, since it was found.
pub fn prepare_removal(db: &Database, path: &ZPath) -> Result<TxnBody, Check> {
    let znode = db.tree.get(path).ok_or(Check::Exists)?;
    ensure(znode.children.is_empty(), Check::Childless)?;
    ensure(znode.owner().is_none(), Check::Version)?;
    Ok(TxnBody::Delete { path: path.clone() })
}

/// What one write would do, held against what is there when all that was decided before is done
/// (`ahead`); but for the quota, which looks at what is `committed`.
///
/// # Errors
/// The check that refuses it.
pub fn prepare(
    ahead: &Database,
    committed: &Database,
    by: &Asker<'_>,
    write: &Write,
) -> Result<TxnBody, Check> {
    match write {
        Write::Create {
            path,
            data,
            acl,
            lifetime,
        } => {
            let is_ttl = matches!(lifetime, Lifetime::Ttl(_));
            ensure(!is_ttl || by.rules.extended_types, Check::ExtendedTypes)?;
            let acl = by.fixed(acl).ok_or(Check::AclValid)?;
            let path = free_path(ahead, by, path)?;
            let length = data_length(data) as i64;
            let within = !by.rules.enforce_quota || committed.has_room(&path, 1, length);
            ensure(within, Check::WithinQuota)?;
            Ok(TxnBody::Create {
                path,
                data: data.clone(),
                acl,
                lifespan: Lifespan::of(*lifetime, by.session),
            })
        }
        Write::Delete { path, expected } => delete(ahead, by, path, *expected),
        Write::SetData {
            path,
            data,
            expected,
        } => {
            let znode = ahead.tree.get(path).ok_or(Check::Exists)?;
            ensure(by.may(Perms::WRITE, &znode.acl), Check::MayWrite)?;
            let more = data_length(data) as i64 - znode.length() as i64;
            let within = !by.rules.enforce_quota || committed.has_room(path, 0, more);
            ensure(within, Check::WithinQuota)?;
            Ok(TxnBody::SetData {
                path: path.clone(),
                data: data.clone(),
                version: next(*expected, znode.version)?,
            })
        }
        Write::SetAcl {
            path,
            acl,
            expected,
        } => {
            let acl = by.fixed(acl).ok_or(Check::AclValid)?;
            let znode = ahead.tree.get(path).ok_or(Check::Exists)?;
            ensure(by.may(Perms::ADMIN, &znode.acl), Check::MayAdmin)?;
            Ok(TxnBody::SetAcl {
                path: path.clone(),
                acl,
                version: next(*expected, znode.aversion)?,
            })
        }
        Write::Check { path, expected } => {
            let znode = ahead.tree.get(path).ok_or(Check::Exists)?;
            ensure(by.may(Perms::READ, &znode.acl), Check::MayRead)?;
            next(*expected, znode.version)?;
            Ok(TxnBody::Check)
        }
        Write::Reconfig => {
            ensure(by.rules.reconfig_enabled, Check::ReconfigEnabled)?;
            Err(Check::Ensemble)
        }
    }
}

fn ensure(passes: bool, check: Check) -> Result<(), Check> {
    if passes { Ok(()) } else { Err(check) }
}

fn next(expected: Expected, version: Version) -> Result<Version, Check> {
    ensure(expected.admits(version), Check::Version)?;
    Ok(version.next())
}

/// The path of the znode to be created, numbered if it is a sequential one.
fn free_path(db: &Database, by: &Asker<'_>, path: &NewPath) -> Result<ZPath, Check> {
    // The root is there already, which shows at its turn.
    let above = path.above().unwrap_or("/");
    let parent: &Znode = db.tree.get(above).ok_or(Check::ParentExists)?;
    ensure(by.may(Perms::CREATE, &parent.acl), Check::MayCreate)?;
    let path = path.numbered(parent.children_created);
    ensure(!db.tree.contains(&path), Check::PathFree)?;
    ensure(parent.owner().is_none(), Check::ParentLasts)?;
    Ok(path)
}

fn delete(
    db: &Database,
    by: &Asker<'_>,
    path: &ZPath,
    expected: Expected,
) -> Result<TxnBody, Check> {
    ensure(!SYSTEM_PATHS.contains(&path.as_str()), Check::NotSystem)?;
    let above = path.above().expect("the root is a system path");
    let parent = db.tree.get(above).ok_or(Check::ParentExists)?;
    ensure(by.may(Perms::DELETE, &parent.acl), Check::MayDelete)?;
    let znode = db.tree.get(path).ok_or(Check::Exists)?;
    next(expected, znode.version)?;
    ensure(znode.children.is_empty(), Check::Childless)?;
    Ok(TxnBody::Delete { path: path.clone() })
}
