//! Answers reads from what the server has applied.

use crate::engine::Database;
use crate::engine::access::Asker;
use crate::engine::check::Check;
use crate::model::{Perms, Read, ReadKind, Reply, ZPath};

impl Database {
    /// # Errors
    /// The check that refuses it.
    pub fn read(&self, by: &Asker<'_>, read: &Read) -> Result<Reply, Check> {
        let znode = self.tree.get(&read.path).ok_or(Check::Exists)?;
        let (wanted, check) = match read.kind {
            ReadKind::Acl => (Perms::READ | Perms::ADMIN, Check::MayReadAcl),
            _ => (Perms::READ, Check::MayRead),
        };
        if !by.may(wanted, &znode.acl) {
            return Err(check);
        }
        Ok(match read.kind {
            ReadKind::Exists => Reply::Stat(znode.stat()),
            ReadKind::Data | ReadKind::Config => Reply::Data(znode.data.clone(), znode.stat()),
            ReadKind::Children => {
                Reply::Children(znode.children.iter().cloned().collect(), znode.stat())
            }
            ReadKind::Acl => Reply::Acl(by.shown(znode), znode.stat()),
            ReadKind::AllChildrenNumber => Reply::Count(self.tree.descendants(&read.path)),
        })
    }

    /// The ephemeral znodes of the one who asks, by path, that begin with this text.
    pub fn ephemerals_from(&self, by: &Asker<'_>, prefix: &ZPath) -> Reply {
        let mut paths = self.ephemerals_of(by.session);
        paths.retain(|it| it.as_str().starts_with(prefix.as_str()));
        Reply::Ephemerals(paths)
    }
}
