//! How a server promises its clients to tell them of changes, and tells them.

use crate::engine::Effect;
use crate::engine::watch::{Fired, WatchKind};
use crate::ensemble::note::ServerNote;
use crate::ensemble::server::{Server, ServerOutput};
use crate::model::packet::WatchLists;
use crate::model::{ConnectionId, EventType, FromServer, Perms, WatchedEvent, ZPath, Zxid};

impl Server {
    pub(super) fn add_watch(
        &mut self,
        kind: WatchKind,
        path: ZPath,
        to: ConnectionId,
        out: &mut Vec<ServerOutput>,
    ) {
        self.watches.add(kind, path.clone(), to);
        let note = ServerNote::WatchSet { to, kind, path };
        out.push(ServerOutput::Note(note));
    }

    /// Tells the watchers of a change, but for those who may not read what has changed: their
    /// watches are used up all the same.
    pub(super) fn tell(&mut self, effect: &Effect, zxid: Zxid, out: &mut Vec<ServerOutput>) {
        for Fired { to, kind, path } in self.watches.fire(&effect.change) {
            let acl = match kind {
                EventType::NodeChildrenChanged => &effect.parent_acl,
                _ => &effect.acl,
            };
            out.push(if self.asker(to).may(Perms::READ, acl) {
                let event = WatchedEvent::node(kind, path, Some(zxid));
                ServerOutput::Send(to, FromServer::Event(event))
            } else {
                ServerOutput::Note(ServerNote::Withheld { to, kind, path })
            });
        }
    }

    /// Sets watches again after a reconnect, or tells at once what has happened meanwhile
    /// (`DataTree.setWatches`). Such events have no zxid.
    pub(super) fn set_watches(
        &mut self,
        connection: ConnectionId,
        seen: Zxid,
        watches: WatchLists,
        out: &mut Vec<ServerOutput>,
    ) {
        let tree = &self.database.tree;
        let missed_data = |path: &ZPath| match tree.get(path) {
            None => Some(EventType::NodeDeleted),
            Some(znode) => (znode.mzxid > seen).then_some(EventType::NodeDataChanged),
        };
        let missed_creation = |path: &ZPath| tree.contains(path).then_some(EventType::NodeCreated);
        let missed_child = |path: &ZPath| match tree.get(path) {
            None => Some(EventType::NodeDeleted),
            Some(znode) => (znode.pzxid > seen).then_some(EventType::NodeChildrenChanged),
        };
        let mut told = Vec::new();
        let mut standing = Vec::new();
        let mut sort = |path: ZPath, missed: Option<EventType>, kind| match missed {
            Some(event) => told.push(WatchedEvent::node(event, path, None)),
            None => standing.push((kind, path)),
        };
        for path in watches.data {
            let missed = missed_data(&path);
            sort(path, missed, WatchKind::Data);
        }
        for path in watches.exist {
            let missed = missed_creation(&path);
            sort(path, missed, WatchKind::Data);
        }
        for path in watches.child {
            let missed = missed_child(&path);
            sort(path, missed, WatchKind::Child);
        }
        // What these would have told meanwhile is never told.
        let persistent = watches.persistent.into_iter();
        standing.extend(persistent.map(|it| (WatchKind::Persistent, it)));
        let recursive = watches.recursive.into_iter();
        standing.extend(recursive.map(|it| (WatchKind::PersistentRecursive, it)));
        for (kind, path) in standing {
            self.watches.add(kind, path, connection);
        }
        for event in told {
            out.push(ServerOutput::Send(connection, FromServer::Event(event)));
        }
        let zxid = self.database.last_zxid;
        out.push(ServerOutput::Send(
            connection,
            FromServer::WatchesSet { zxid },
        ));
    }
}
