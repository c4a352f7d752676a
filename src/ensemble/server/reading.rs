//! How a server answers what it can answer by itself.

use crate::engine::watch::WatchKind;
use crate::ensemble::note::ServerNote;
use crate::ensemble::server::{Server, ServerOutput};
use crate::model::{Answer, ConnectionId, ErrorCode, Read, ReadKind};

impl Server {
    /// Answers a read, and promises what it asks to be told.
    pub(super) fn read(
        &mut self,
        by: ConnectionId,
        read: &Read,
        out: &mut Vec<ServerOutput>,
    ) -> Answer {
        let answer = self.read_only(by, read, out);
        // On a znode that is missing, only `exists` leaves a watch.
        let leaves = match &answer {
            Ok(_) => true,
            Err(code) => *code == ErrorCode::NoNode && read.kind == ReadKind::Exists,
        };
        if let Some(kind) = WatchKind::of_read(read.kind).filter(|_| read.watch && leaves) {
            self.add_watch(kind, read.path.clone(), by, out);
        }
        answer
    }

    pub(super) fn read_only(
        &self,
        by: ConnectionId,
        read: &Read,
        out: &mut Vec<ServerOutput>,
    ) -> Answer {
        self.database.read(&self.asker(by), read).map_err(|check| {
            let (kind, path) = (read.kind, read.path.clone());
            out.push(ServerOutput::Note(ServerNote::ReadRefused {
                by,
                kind,
                path,
                check,
            }));
            check.code()
        })
    }
}
