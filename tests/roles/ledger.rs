//! What an auditor writes down of a run, and the laws that nobody may break.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use zkplay::actor::Role;
use zkplay::engine::{Change, Lifespan, Txn, TxnBody};
use zkplay::ensemble::{Cause, ServerNote};
use zkplay::model::{
    Bytes, ConnectionId, FromClient, FromServer, HandleId, NewPath, ProcessId, Read, ReadKind,
    Reply, Request, SessionId, VirtualTime, Write, Xid, ZPath,
};
use zkplay::scenario::Stage;
use zkplay::sim::event::{Carried, Delivery};
use zkplay::sim::{Happening, Laws, Side, TraceEntry};

/// One session of one process.
type Client = (ProcessId, u32, HandleId);

#[derive(Clone, Debug)]
pub struct Ledger {
    laws: Laws,
    /// The laws of ZooKeeper itself are held up; that takes most of the time.
    pub is_lawful: bool,
    /// People take away what is another's: only the laws of ZooKeeper itself hold.
    pub is_anarchy: bool,
    read_up_to: usize,
    /// Every ownership of `/master`, oldest first.
    pub terms: Vec<Term>,
    pub tasks: BTreeMap<ZPath, Task>,
    /// The tasks that say the same as one before, from the same life of the same process. A client
    /// numbers its tasks as long as nobody takes its chair.
    pub twice: Vec<ZPath>,
    /// Which workers have created a status, and for which tasks.
    pub reports: Vec<(ProcessId, ZPath)>,
    /// The sessions that expired.
    pub expiries: Vec<Expiry>,
    asked: BTreeMap<(ConnectionId, Xid), Request>,
    /// How far each has come who lists workers and tasks with a watch, and then assigns.
    stages: BTreeMap<Client, Taking>,
}

#[derive(Clone, Debug)]
pub struct Term {
    pub session: SessionId,
    pub process: ProcessId,
    pub until: Option<VirtualTime>,
}

#[derive(Clone, Debug)]
pub struct Task {
    pub by: ProcessId,
    /// In which life of its client it was submitted, and what it says.
    life: u32,
    data: Bytes,
    /// Its client has read a status.
    pub read: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Expiry {
    pub session: SessionId,
    pub last_heard: VirtualTime,
    pub timeout: Duration,
}

/// In this order a master takes up its office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Taking {
    #[default]
    Nothing,
    Workers,
    Tasks,
    Assigned,
}

impl Ledger {
    /// For a stage on which nothing has happened yet.
    pub fn new(stage: &Stage) -> Ledger {
        Ledger {
            laws: Laws::new(stage.world()),
            is_lawful: true,
            is_anarchy: false,
            read_up_to: 0,
            terms: Vec::new(),
            tasks: BTreeMap::new(),
            twice: Vec::new(),
            reports: Vec::new(),
            expiries: Vec::new(),
            asked: BTreeMap::new(),
            stages: BTreeMap::new(),
        }
    }

    /// Reads what has happened since, and holds up the laws.
    pub fn read_on(&mut self, stage: &Stage) {
        let entries = &stage.run().trace().entries;
        for entry in &entries[self.read_up_to..] {
            match &entry.what {
                _ if self.is_anarchy => {}
                Happening::Server(
                    _,
                    ServerNote::Applied {
                        txn,
                        cause,
                        changes,
                    },
                ) => {
                    self.applied(entry, txn, *cause, changes);
                }
                Happening::Arrived { delivery, .. } => self.arrived(delivery, stage),
                _ => {}
            }
        }
        if self.is_lawful {
            let wrong = self.laws.read(stage.world(), &entries[self.read_up_to..]);
            assert!(wrong.is_empty(), "{wrong:?}");
        }
        self.read_up_to = entries.len();
    }

    pub fn unread_tasks(&self) -> impl Iterator<Item = &ZPath> {
        let tasks = self.tasks.iter();
        tasks.filter(|(_, it)| !it.read).map(|(path, _)| path)
    }

    pub fn reporters(&self) -> BTreeSet<ProcessId> {
        self.reports.iter().map(|(worker, _)| *worker).collect()
    }

    fn applied(&mut self, entry: &TraceEntry, txn: &Txn, cause: Cause, changes: &[Change]) {
        if let Cause::Expiry {
            last_heard,
            timeout,
        } = cause
            && let TxnBody::CloseSession { session, .. } = txn.body
        {
            self.expiries.push(Expiry {
                session,
                last_heard,
                timeout,
            });
        }
        for change in changes {
            let words: Vec<&str> = change.path().as_str().split('/').skip(1).collect();
            match (change, words.as_slice(), cause) {
                (Change::Created(_), ["master"], Cause::Client(by)) => {
                    self.took_office(entry.at, txn, by);
                }
                (Change::Deleted(_), ["master"], _) => self.left_office(entry.at, txn),
                (Change::Created(path), ["tasks", _], Cause::Client(by)) => {
                    self.submitted(path, txn, by);
                }
                (Change::Deleted(path), ["tasks", _], _) => {
                    let task = &self.tasks[path];
                    assert!(task.read, "{path} was lost at {}", entry.at);
                }
                (Change::Created(path), ["tasks", _, "status"], Cause::Client(by)) => {
                    let task = path.parent().expect("a status has a task");
                    self.reports.push((by.process, task));
                }
                _ => {}
            }
        }
    }

    fn submitted(&mut self, path: &ZPath, txn: &Txn, by: ConnectionId) {
        let TxnBody::Create { data, .. } = &txn.body else {
            panic!("{path} was made by {txn:?}");
        };
        let task = Task {
            by: by.process,
            life: by.life,
            data: data.clone(),
            read: false,
        };
        let is_same = |it: &Task| (it.by, it.life, &it.data) == (task.by, task.life, &task.data);
        if self.tasks.values().any(is_same) {
            self.twice.push(path.clone());
        }
        self.tasks.insert(path.clone(), task);
    }

    fn took_office(&mut self, at: VirtualTime, txn: &Txn, by: ConnectionId) {
        let before = self.terms.last();
        assert!(
            before.is_none_or(|it| it.until.is_some()),
            "at {at} {before:?} still owns /master"
        );
        let TxnBody::Create {
            lifespan: Lifespan::Ephemeral(session),
            ..
        } = txn.body
        else {
            panic!("{by:?} made a /master that is not ephemeral: {txn:?}");
        };
        self.terms.push(Term {
            session,
            process: by.process,
            until: None,
        });
    }

    /// Nobody but its session ends an ownership.
    fn left_office(&mut self, at: VirtualTime, txn: &Txn) {
        let term = self.terms.last_mut().expect("somebody had it");
        assert!(
            matches!(txn.body, TxnBody::CloseSession { session, .. } if session == term.session),
            "/master was taken from {term:?} at {at} by {txn:?}"
        );
        term.until = Some(at);
    }

    fn arrived(&mut self, delivery: &Delivery, stage: &Stage) {
        let connection = delivery.connection;
        match (delivery.to, &delivery.carried) {
            (Side::Server, Carried::Up(FromClient::Request { xid, request })) => {
                self.asked.insert((connection, *xid), request.clone());
                let from = stage.world().processes().get(&connection.process);
                let settings = from.and_then(|it| it.program.settings());
                // One with a bug needs not do all in the right order.
                if settings.is_some_and(|it| it.role == Role::Master && it.bugs.is_empty()) {
                    self.take_up(connection, request);
                }
            }
            (Side::Client, Carried::Down(FromServer::Reply { xid, answer, .. })) => {
                let processes = stage.world().processes();
                let heard = processes
                    .get(&connection.process)
                    .is_some_and(|it| it.is_alive() && it.life == connection.life);
                if let Some(Request::Read(read)) = self.asked.remove(&(connection, *xid))
                    && let (Ok(Reply::Data(..)), true) = (answer, heard)
                {
                    self.was_read(&read, connection.process);
                }
            }
            _ => {}
        }
    }

    fn was_read(&mut self, read: &Read, by: ProcessId) {
        if read.path.name() == "status"
            && let Some(task) = read.path.parent()
            && let Some(task) = self.tasks.get_mut(&task)
            && task.by == by
        {
            task.read = true;
        }
    }

    /// First it hears of workers, then of tasks, and only then it assigns; and only who owns
    /// `/master`, or once did, does any of it.
    fn take_up(&mut self, connection: ConnectionId, request: &Request) {
        let step = match request {
            Request::Read(Read {
                kind: ReadKind::Children,
                path,
                watch: true,
            }) => match path.as_str() {
                "/workers" => Taking::Workers,
                "/tasks" => Taking::Tasks,
                _ => return,
            },
            Request::Write(Write::Create {
                path: NewPath::Named(path),
                ..
            }) if path.as_str().starts_with("/assign/")
                && path.as_str().split('/').count() == 4 =>
            {
                Taking::Assigned
            }
            _ => return,
        };
        let client = (connection.process, connection.life, connection.handle);
        let so_far = self.stages.entry(client).or_default();
        let next = match so_far {
            Taking::Nothing => Taking::Workers,
            Taking::Workers => Taking::Tasks,
            Taking::Tasks | Taking::Assigned => Taking::Assigned,
        };
        assert!(step <= next, "{client:?} does {step:?} after {so_far:?}");
        *so_far = step.max(*so_far);
        let was_master = self.terms.iter().any(|it| it.process == client.0);
        assert!(was_master, "{client:?} does {step:?}, and never was master");
    }
}
