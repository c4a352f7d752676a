//! What each client was promised, and what it was told: kept from the outside, by what travels.

use std::collections::{BTreeMap, BTreeSet};

use zkplay::model::{
    AddWatchMode, Answer, ConnectionId, ErrorCode, EventType, FromClient, FromServer, Read,
    ReadKind, Reply, Request, Stat, WatchedEvent, WatcherType, ZPath, Zxid,
};

use crate::desk::Heard;

#[derive(Default)]
pub struct Ledger {
    by_connection: BTreeMap<ConnectionId, Promises>,
    /// How many events were told.
    pub events: u64,
}

#[derive(Default)]
struct Promises {
    /// For one event, and what was known when it was asked for.
    data: BTreeMap<ZPath, Known>,
    child: BTreeMap<ZPath, Known>,
    persistent: BTreeSet<ZPath>,
    recursive: BTreeSet<ZPath>,
    /// The zxid of the last reply.
    seen: Zxid,
}

/// What a client knew of a znode when it asked to be told.
#[derive(Clone, Copy)]
enum Known {
    Missing,
    There {
        mzxid: Zxid,
        pzxid: Zxid,
    },
    /// It only said so itself, after a reconnect.
    Told,
}

impl Ledger {
    /// Takes down what a connection heard, after what it said if it said anything.
    ///
    /// # Errors
    /// What breaks a promise, or was never promised.
    pub fn note(
        &mut self,
        connection: ConnectionId,
        said: Option<&FromClient>,
        heard: &[Heard],
        strict: bool,
    ) -> Result<(), String> {
        let promises = self.by_connection.entry(connection).or_default();
        if let Some(FromClient::SetWatches { watches, .. }) = said {
            for path in watches.data.iter().chain(&watches.exist) {
                promises.data.insert(path.clone(), Known::Told);
            }
            for path in &watches.child {
                promises.child.insert(path.clone(), Known::Told);
            }
            promises
                .persistent
                .extend(watches.persistent.iter().cloned());
            promises.recursive.extend(watches.recursive.iter().cloned());
        }
        for it in heard {
            match it {
                Heard::Packet(FromServer::Event(event)) => {
                    self.events += 1;
                    promises.fulfil(event)?;
                }
                Heard::Packet(FromServer::Reply { zxid, answer, .. }) => {
                    promises.seen = *zxid;
                    if let Some(FromClient::Request { request, .. }) = said {
                        promises.replied(request, answer, strict)?;
                    }
                }
                Heard::Packet(_) => {}
                Heard::HungUp => *promises = Promises::default(),
            }
        }
        Ok(())
    }

    /// What a connection was promised goes with it.
    pub fn lose(&mut self, connection: ConnectionId) {
        self.by_connection.remove(&connection);
    }
}

impl Promises {
    fn fulfil(&mut self, event: &WatchedEvent) -> Result<(), String> {
        if event.zxid.is_some_and(|it| it <= self.seen) {
            return Err(format!("{event} comes behind a reply that knew of it"));
        }
        let path = event.path.as_ref().ok_or("an event has a path")?;
        let deleted = event.kind == EventType::NodeDeleted;
        let children = event.kind == EventType::NodeChildrenChanged;
        let of_data = !children && self.data.remove(path).is_some();
        // After a reconnect each watch is told by itself.
        let rest = event.zxid.is_some() || !of_data;
        let of_child = rest && (deleted || children) && self.child.remove(path).is_some();
        let stays = self.persistent.contains(path) || (!children && self.is_within(path));
        match of_data || of_child || stays {
            true => Ok(()),
            false => Err(format!("{event} was not asked for, or is told again")),
        }
    }

    fn is_within(&self, path: &ZPath) -> bool {
        self.recursive.iter().any(|it| path.below(it).is_some())
    }

    fn replied(&mut self, request: &Request, answer: &Answer, strict: bool) -> Result<(), String> {
        match (request, answer) {
            (Request::Read(read), _) => {
                // With lists, an event may have been withheld, and its watch used up unseen.
                if strict {
                    self.hold_against(read, answer)?;
                }
                self.promise(read, answer);
            }
            (Request::AddWatch { path, mode }, Ok(_)) => {
                let all = match mode {
                    AddWatchMode::Persistent => &mut self.persistent,
                    AddWatchMode::PersistentRecursive => &mut self.recursive,
                };
                all.insert(path.clone());
            }
            (Request::RemoveWatches { path, which, .. }, Ok(_)) => self.give_up(path, *which),
            _ => {}
        }
        Ok(())
    }

    fn give_up(&mut self, path: &ZPath, which: WatcherType) {
        let any = which == WatcherType::Any;
        if any || which == WatcherType::Data {
            self.data.remove(path);
        }
        if any || which == WatcherType::Children {
            self.child.remove(path);
        }
        if any || which == WatcherType::Persistent {
            self.persistent.remove(path);
        }
        if any || which == WatcherType::PersistentRecursive {
            self.recursive.remove(path);
        }
    }

    fn promise(&mut self, read: &Read, answer: &Answer) {
        let known = match (answer, stat_of(answer)) {
            (_, Some(stat)) => Known::There {
                mzxid: stat.mzxid,
                pzxid: stat.pzxid,
            },
            (Err(ErrorCode::NoNode), _) if read.kind == ReadKind::Exists => Known::Missing,
            _ => return,
        };
        let all = match read.kind {
            ReadKind::Exists | ReadKind::Data if read.watch => &mut self.data,
            ReadKind::Children if read.watch => &mut self.child,
            _ => return,
        };
        all.entry(read.path.clone()).or_insert(known);
    }

    /// While a watch stands, no reply may show what it would have told.
    fn hold_against(&self, read: &Read, answer: &Answer) -> Result<(), String> {
        let missing = *answer == Err(ErrorCode::NoNode);
        let stat = stat_of(answer);
        let by_data = self.data.get(&read.path).is_some_and(|known| match known {
            Known::Missing => stat.is_some(),
            Known::There { mzxid, .. } => missing || stat.is_some_and(|it| it.mzxid > *mzxid),
            Known::Told => false,
        });
        let by_child = self.child.get(&read.path).is_some_and(|known| match known {
            Known::There { pzxid, .. } => missing || stat.is_some_and(|it| it.pzxid > *pzxid),
            _ => false,
        });
        match by_data || by_child {
            true => Err(format!("{read:?} shows what its watch has not told")),
            false => Ok(()),
        }
    }
}

fn stat_of(answer: &Answer) -> Option<Stat> {
    match answer {
        Ok(
            Reply::Stat(stat)
            | Reply::Data(_, stat)
            | Reply::Children(_, stat)
            | Reply::Acl(_, stat),
        ) => Some(*stat),
        _ => None,
    }
}
