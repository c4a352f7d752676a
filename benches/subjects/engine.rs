//! The engine under measurement, and all that the benchmarks know of its functions.
//!
//! A write is decided, applied and told to the watchers, as `ensemble::Server` does it; a
//! read is answered from the database, and the watch noted where one is asked for. Sessions
//! are there, too, but nothing of the network.

use std::hint::black_box;
use std::time::Duration;

use zkplay::engine::prepare::prepare;
use zkplay::engine::watch::WatchKind;
use zkplay::engine::{
    Asker, Check, Database, Effect, Identities, Rules, Stamp, Txn, TxnBody, WatchTable,
};
use zkplay::model::{
    Acl, ConnectionId, EventType, Expected, HandleId, Lifetime, NewPath, Perms, ProcessId, Read,
    ReadKind, Reply, ServerId, SessionId, WallTime, WatchedEvent, Write, ZPath,
};

use crate::loads::Subject;

pub struct Engine {
    pub database: Database,
    watches: WatchTable,
    rules: Rules,
    /// Of every client.
    identities: Identities,
    /// The session of whoever is not asked who it is.
    client: SessionId,
    last_session: SessionId,
    /// Every transaction, where a past is kept.
    pub log: Option<Vec<Txn>>,
}

impl Engine {
    fn asker(&self, session: SessionId) -> Asker<'_> {
        Asker {
            session,
            identities: &self.identities,
            rules: &self.rules,
        }
    }

    fn write(&mut self, by: SessionId, write: &Write) -> usize {
        let body = prepare(&self.database, &self.database, &self.asker(by), write);
        self.commit(body.expect("the load can be done"))
    }

    fn commit(&mut self, body: TxnBody) -> usize {
        let stamp = Stamp {
            zxid: self.database.last_zxid.next(),
            time: WallTime::DEFAULT_START,
        };
        let txn = Txn { stamp, body };
        let applied = black_box(self.database.apply(&txn));
        if let Some(log) = &mut self.log {
            log.push(txn);
        }
        let effects = applied.effects.iter();
        effects.map(|it| self.tell(it, stamp)).sum()
    }

    /// Tells those who may know of it, and answers how many those are.
    fn tell(&mut self, effect: &Effect, stamp: Stamp) -> usize {
        let fired = self.watches.fire(&effect.change).into_iter();
        let asker = self.asker(self.client);
        let may_know = fired.filter(|it| {
            let of_parent = it.kind == EventType::NodeChildrenChanged;
            let acl = match of_parent {
                true => &effect.parent_acl,
                false => &effect.acl,
            };
            asker.may(Perms::READ, acl)
        });
        let told = may_know.map(|it| {
            let event = WatchedEvent::node(it.kind, it.path, Some(stamp.zxid));
            (it.to, event)
        });
        black_box(told.collect::<Vec<_>>()).len()
    }

    fn create_as(
        &mut self,
        by: SessionId,
        lifetime: Lifetime,
        path: NewPath,
        data: &[u8],
    ) -> usize {
        let write = Write::Create {
            path,
            data: Some(data.into()),
            acl: Acl::OPEN,
            lifetime,
        };
        self.write(by, &write)
    }

    fn ask(&self, kind: ReadKind, path: &ZPath, watch: bool) -> Result<Reply, Check> {
        let path = path.clone();
        let read = Read { kind, path, watch };
        self.database.read(&self.asker(self.client), &read)
    }

    fn watch(&mut self, kind: WatchKind, path: &ZPath, watcher: u32) {
        let connection = ConnectionId {
            process: ProcessId::new(watcher),
            life: 0,
            handle: HandleId::FIRST,
            attempt: 0,
        };
        self.watches.add(kind, path.clone(), connection);
    }
}

impl Subject for Engine {
    type Path = ZPath;
    type Session = SessionId;

    fn new() -> Engine {
        let client = SessionId::first_of(ServerId::new(1), 0);
        let mut engine = Engine {
            database: Database::new(),
            watches: WatchTable::default(),
            rules: Rules::default(),
            identities: Identities::at("127.0.0.1"),
            client,
            last_session: client,
            log: None,
        };
        engine.client = engine.open_session();
        engine
    }

    fn path(text: &str) -> ZPath {
        ZPath::parse(text).expect("the load has valid paths")
    }

    fn create(&mut self, path: &ZPath, data: &[u8]) -> usize {
        let path = NewPath::Named(path.clone());
        self.create_as(self.client, Lifetime::Persistent, path, data)
    }

    fn create_numbered(&mut self, parent: &ZPath, prefix: &str, data: &[u8]) -> usize {
        let path = NewPath::Numbered {
            parent: parent.clone(),
            prefix: prefix.into(),
        };
        self.create_as(self.client, Lifetime::Persistent, path, data)
    }

    fn delete(&mut self, path: &ZPath) -> usize {
        let write = Write::Delete {
            path: path.clone(),
            expected: Expected::Any,
        };
        self.write(self.client, &write)
    }

    fn set(&mut self, path: &ZPath, data: &[u8]) -> usize {
        let write = Write::SetData {
            path: path.clone(),
            data: Some(data.into()),
            expected: Expected::Any,
        };
        self.write(self.client, &write)
    }

    fn get(&self, path: &ZPath) -> impl Sized {
        self.ask(ReadKind::Data, path, false).expect("it is there")
    }

    fn exists(&self, path: &ZPath) -> Option<impl Sized> {
        match self.ask(ReadKind::Exists, path, false) {
            Err(Check::Exists) => None,
            found => Some(found),
        }
    }

    fn children(&self, path: &ZPath) -> impl Sized {
        self.ask(ReadKind::Children, path, false)
            .expect("it is there")
    }

    fn open_session(&mut self) -> SessionId {
        let session = self.last_session.next();
        let timeout = Duration::from_secs(10);
        self.commit(TxnBody::CreateSession { session, timeout });
        self.last_session = session;
        session
    }

    fn create_ephemeral(&mut self, owner: SessionId, path: &ZPath, data: &[u8]) -> usize {
        let path = NewPath::Named(path.clone());
        self.create_as(owner, Lifetime::Ephemeral, path, data)
    }

    fn close_session(&mut self, session: SessionId) -> usize {
        let ephemerals = self.database.ephemerals_of(session);
        self.commit(TxnBody::CloseSession {
            session,
            ephemerals,
        })
    }

    fn get_and_watch(&mut self, path: &ZPath, watcher: u32) -> impl Sized {
        let answer = self.ask(ReadKind::Data, path, true).expect("it is there");
        self.watch(WatchKind::Data, path, watcher);
        answer
    }

    fn watch_all_below(&mut self, path: &ZPath, watcher: u32) {
        self.watch(WatchKind::PersistentRecursive, path, watcher);
    }
}
