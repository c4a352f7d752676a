//! Which events are owed to whom, by a book of watches of its own.

use crate::engine::Change;
use crate::engine::watch::WatchKind;
use crate::model::packet::WatchLists;
use crate::model::{ConnectionId, EventType, ServerId, WatchedEvent, WatcherType, ZPath, Zxid};
use crate::sim::laws::history::History;
use crate::sim::laws::law::{Found, Law};
use crate::sim::laws::lines::{Line, Lines};
use crate::sim::network::Network;

impl Lines {
    pub fn promised(&mut self, to: ConnectionId, kind: WatchKind, path: &ZPath) {
        if let Some(line) = self.open.get_mut(&to) {
            line.held.insert((path.clone(), kind));
        }
    }

    /// A client has told its watches anew.
    pub fn retold(&mut self, connection: ConnectionId, seen: Zxid, watches: &WatchLists) {
        if let Some(line) = self.open.get_mut(&connection) {
            line.again.push_back((seen, watches.clone()));
        }
    }

    /// A server has delivered a transaction with these changes.
    pub fn delivered(&mut self, server: ServerId, zxid: Zxid, changes: &[Change]) {
        for line in self.open.values_mut().filter(|it| it.server == server) {
            if !line.held.is_empty() {
                changes.iter().for_each(|it| line.owe(it, zxid));
            }
        }
    }

    /// A server has sent an event.
    pub fn notified(&mut self, connection: ConnectionId, event: &WatchedEvent, found: &mut Found) {
        let Some(line) = self.open.get_mut(&connection) else {
            return;
        };
        let Some(path) = &event.path else { return };
        match event.zxid {
            Some(zxid) => line.pay(connection, (event.kind, path, Some(zxid)), found),
            None => {
                let lists = line.again.front_mut();
                let asked = lists.is_some_and(|(_, it)| strike(it, event.kind, path));
                found.hold(Law::OneShot, asked, || {
                    let kind = event.kind;
                    format!("{connection} is told {kind:?} {path}, and watches nothing there")
                });
            }
        }
    }

    /// A server has kept an event from a client that may not read the znode.
    pub fn withheld(&mut self, to: ConnectionId, kind: EventType, path: &ZPath, found: &mut Found) {
        if let Some(line) = self.open.get_mut(&to) {
            line.pay(to, (kind, path, None), found);
        }
    }

    /// The watches that were told anew stand; what they had missed has been told.
    pub fn restored(
        &mut self,
        connection: ConnectionId,
        zxid: Zxid,
        history: &History,
        found: &mut Found,
    ) {
        let Some(line) = self.open.get_mut(&connection) else {
            return;
        };
        line.show(connection, zxid, found);
        let Some((seen, lists)) = line.again.pop_front() else {
            return;
        };
        let tree = &history.at(zxid).tree;
        let changed = |path: &&ZPath| tree.get(*path).is_none_or(|it| it.mzxid > seen);
        let missed_data = lists.data.iter().find(changed);
        let missed_creation = lists.exist.iter().find(|it| tree.contains(it));
        let changed = |path: &&ZPath| tree.get(*path).is_none_or(|it| it.pzxid > seen);
        let missed_children = lists.child.iter().find(changed);
        let missed = missed_data.or(missed_creation).or(missed_children);
        found.hold(Law::WatchBeforeData, missed.is_none(), || {
            format!("{connection} watches {missed:?} again, and is not told what it missed")
        });
        for (kind, paths) in [
            (WatchKind::Data, lists.data),
            (WatchKind::Data, lists.exist),
            (WatchKind::Child, lists.child),
            (WatchKind::Persistent, lists.persistent),
            (WatchKind::PersistentRecursive, lists.recursive),
        ] {
            line.held.extend(paths.into_iter().map(|it| (it, kind)));
        }
    }

    /// At the end of a step nothing is owed, but to those who are gone.
    pub fn settle(&mut self, network: &Network, found: &mut Found) {
        for (connection, line) in &mut self.open {
            if let Some((kind, path, zxid)) = line.owed.front()
                && network.server_of(*connection).is_some()
            {
                let what = format!("{connection} is not told {kind:?} {path} of {zxid}");
                found.report(Law::WatchBeforeData, what);
            }
            line.owed.clear();
        }
    }
}

impl Line {
    /// Whatever is shown now must not show a change whose event is still to come.
    pub fn show(&mut self, connection: ConnectionId, zxid: Zxid, found: &mut Found) {
        if let Some((kind, path, of)) = self.owed.front()
            && *of <= zxid
        {
            let what = format!("{connection} is shown {zxid} ahead of {kind:?} {path} of {of}");
            found.report(Law::WatchBeforeData, what);
            self.owed.clear();
        }
    }

    /// Takes promises back.
    pub fn give_up(&mut self, at: &ZPath, which: WatcherType) {
        let meant = |kind: WatchKind| match which {
            WatcherType::Children => kind == WatchKind::Child,
            WatcherType::Data => kind == WatchKind::Data,
            WatcherType::Persistent => kind == WatchKind::Persistent,
            WatcherType::PersistentRecursive => kind == WatchKind::PersistentRecursive,
            WatcherType::Any => true,
        };
        self.held.retain(|(path, kind)| path != at || !meant(*kind));
    }

    /// Takes down what a change makes due, and uses up what was good for one event.
    fn owe(&mut self, change: &Change, zxid: Zxid) {
        let path = change.path();
        let data = self.held.remove(&(path.clone(), WatchKind::Data));
        let lasting = self.has(path, WatchKind::Persistent)
            || path
                .lineage()
                .any(|it| self.has(&it, WatchKind::PersistentRecursive));
        let child = matches!(change, Change::Deleted(_))
            && self.held.remove(&(path.clone(), WatchKind::Child));
        if data || lasting || child {
            let kind = match change {
                Change::Created(_) => EventType::NodeCreated,
                Change::Deleted(_) => EventType::NodeDeleted,
                Change::DataSet(_) => EventType::NodeDataChanged,
            };
            self.owed.push_back((kind, path.clone(), zxid));
        }
        if matches!(change, Change::DataSet(_)) {
            return;
        }
        if let Some(parent) = path.parent() {
            let child = self.held.remove(&(parent.clone(), WatchKind::Child));
            if child || self.has(&parent, WatchKind::Persistent) {
                let kind = EventType::NodeChildrenChanged;
                self.owed.push_back((kind, parent, zxid));
            }
        }
    }

    fn has(&self, path: &ZPath, kind: WatchKind) -> bool {
        self.held.contains(&(path.clone(), kind))
    }

    /// An event is told, or withheld, that must be the first of those owed.
    fn pay(
        &mut self,
        connection: ConnectionId,
        (kind, path, zxid): (EventType, &ZPath, Option<Zxid>),
        found: &mut Found,
    ) {
        let is_it = |it: &(EventType, ZPath, Zxid)| {
            it.0 == kind && it.1 == *path && zxid.is_none_or(|zxid| zxid == it.2)
        };
        let place = self.owed.iter().position(is_it);
        if let Some(place) = place {
            self.owed.remove(place);
        }
        let law = match place {
            Some(0) => return,
            Some(_) => Law::WatchBeforeData,
            None => Law::OneShot,
        };
        let what = format!("{connection} is told {kind:?} {path}, which is not its turn");
        found.report(law, what);
    }
}

/// Takes a path off the lists for which that event can be the news; `false` if it is on none.
fn strike(lists: &mut WatchLists, kind: EventType, path: &ZPath) -> bool {
    let lists: [Option<&mut Vec<ZPath>>; 2] = match kind {
        EventType::NodeDataChanged => [Some(&mut lists.data), None],
        EventType::NodeCreated => [Some(&mut lists.exist), None],
        EventType::NodeChildrenChanged => [Some(&mut lists.child), None],
        EventType::NodeDeleted => [Some(&mut lists.data), Some(&mut lists.child)],
        _ => [None, None],
    };
    for list in lists.into_iter().flatten() {
        if let Some(place) = list.iter().position(|it| it == path) {
            list.remove(place);
            return true;
        }
    }
    false
}
