//! Answers reads from what the server has applied.

use crate::engine::Database;
use crate::model::{Answer, ErrorCode, Read, ReadKind, Reply};

impl Database {
    pub fn read(&self, read: &Read) -> Answer {
        let znode = self.tree.get(&read.path).ok_or(ErrorCode::NoNode)?;
        let stat = znode.stat();
        Ok(match read.kind {
            ReadKind::Exists => Reply::Stat(stat),
            ReadKind::Data => Reply::Data(znode.data.clone(), stat),
            ReadKind::Children => Reply::Children(znode.children.iter().cloned().collect(), stat),
        })
    }
}
