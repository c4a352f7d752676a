//! A second ZooKeeper for one server, written from its specification and not from our engine:
//! plain maps, searched from end to end. It says to the letter what each connection hears.

mod access;
mod quota;
mod tree;
mod watches;
mod writes;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use zkplay::ensemble::ServerConfig;
use zkplay::model::{
    Answer, ConnectionId, Credentials, ErrorCode, FromClient, FromServer, Identity, Password, Read,
    ReadKind, Reply, Request, ServerId, SessionId, VirtualTime, WallTime, Write, Xid, Zxid,
};

use crate::desk::Heard;
pub use access::{LOGINS, NAMED};
use tree::Tree;
use watches::Watch;
use writes::Change;

pub struct Naive {
    config: ServerConfig,
    now: VirtualTime,
    pub tree: Tree,
    zxid: u32,
    sessions: BTreeMap<SessionId, Session>,
    next_session: SessionId,
    connections: BTreeMap<ConnectionId, Connection>,
    watches: BTreeSet<Watch>,
    /// What the transaction under way has changed.
    changes: Vec<Change>,
    /// What the last check found, and when the next of it goes.
    sweep: VecDeque<String>,
    sweep_at: VirtualTime,
    /// When containers were last looked for.
    checked: VirtualTime,
    /// What each connection hears, until it is compared.
    pub mail: BTreeMap<ConnectionId, Vec<Heard>>,
}

struct Session {
    timeout: Duration,
    heard: VirtualTime,
}

struct Connection {
    session: Option<SessionId>,
    known_as: BTreeSet<Identity>,
}

impl Naive {
    pub fn new(config: ServerConfig) -> Naive {
        Naive {
            next_session: SessionId::first_of(ServerId::new(1), config.clock.as_millis()),
            config,
            now: VirtualTime::START,
            tree: Tree::fresh(),
            zxid: 0,
            sessions: BTreeMap::new(),
            connections: BTreeMap::new(),
            watches: BTreeSet::new(),
            changes: Vec::new(),
            sweep: VecDeque::new(),
            sweep_at: VirtualTime::START,
            checked: VirtualTime::START,
            mail: BTreeMap::new(),
        }
    }

    pub fn dial(&mut self, connection: ConnectionId) {
        let known = Connection {
            session: None,
            known_as: BTreeSet::from([Identity::new("ip", "127.0.0.1")]),
        };
        self.connections.insert(connection, known);
    }

    pub fn lose(&mut self, connection: ConnectionId) {
        self.connections.remove(&connection);
        self.watches.retain(|it| it.to != connection);
    }

    /// What happens by itself until then: sessions expire, containers and the like go.
    pub fn pass_to(&mut self, until: VirtualTime) {
        while let Some(at) = self.next_moment().filter(|it| *it <= until) {
            self.now = at;
            let overdue = |(id, it): (&SessionId, &Session)| (self.expiry(it) <= at).then_some(*id);
            let overdue: Vec<SessionId> = self.sessions.iter().filter_map(overdue).collect();
            for session in overdue {
                self.end(session);
                if let Some(connection) = self.connection_of(session) {
                    self.hang_up(connection);
                }
            }
            self.sweep();
        }
        self.now = until;
    }

    pub fn hear(&mut self, from: ConnectionId, packet: FromClient) {
        let Some(connection) = self.connections.get(&from) else {
            return;
        };
        let Some(session) = connection.session else {
            return self.greeted(from, packet);
        };
        if let Some(session) = self.sessions.get_mut(&session) {
            session.heard = self.now;
        }
        match packet {
            FromClient::Connect { .. } => self.hang_up(from),
            FromClient::Ping => self.send(from, FromServer::Pong),
            FromClient::Auth(credentials) => self.login(from, &credentials),
            FromClient::SetWatches {
                relative_zxid,
                watches,
            } => self.set_watches(from, relative_zxid, watches),
            FromClient::Request { xid, request } => self.asked(from, session, xid, request),
        }
    }

    fn greeted(&mut self, from: ConnectionId, packet: FromClient) {
        let FromClient::Connect {
            last_zxid,
            timeout,
            session,
        } = packet
        else {
            return self.hang_up(from);
        };
        if last_zxid > self.last_zxid() {
            return self.hang_up(from);
        }
        let (shortest, longest) = (
            self.config.min_session_timeout,
            self.config.max_session_timeout,
        );
        let timeout = timeout.max(shortest).min(longest);
        let session = match session {
            None => {
                let session = self.next_session;
                self.next_session = session.next();
                self.zxid += 1;
                session
            }
            Some((session, password)) => {
                if let Some(other) = self.connection_of(session) {
                    self.hang_up(other);
                }
                if password != Password::of(session) || !self.sessions.contains_key(&session) {
                    self.send(from, FromServer::SessionGone);
                    return self.hang_up(from);
                }
                session
            }
        };
        let heard = self.now;
        self.sessions.insert(session, Session { timeout, heard });
        if let Some(connection) = self.connections.get_mut(&from) {
            connection.session = Some(session);
        }
        let password = Password::of(session);
        let packet = FromServer::Connected {
            session,
            password,
            timeout,
        };
        self.send(from, packet);
    }

    fn login(&mut self, from: ConnectionId, credentials: &Credentials) {
        if self.proves(from, credentials) {
            self.send(from, FromServer::AuthDone);
        } else {
            self.send(from, FromServer::AuthRefused);
            self.hang_up(from);
        }
    }

    fn asked(&mut self, from: ConnectionId, session: SessionId, xid: Xid, request: Request) {
        let mut last = false;
        let answer = match &request {
            Request::Read(read) => self.read(from, read),
            Request::MultiRead(reads) => {
                let each = reads.iter().map(|it| self.look(from, it));
                Ok(Reply::MultiRead(each.collect()))
            }
            Request::Write(Write::Check { .. }) => {
                last = true;
                Err(ErrorCode::Unimplemented)
            }
            Request::Write(write) => self.write_alone(from, session, write),
            Request::Multi(writes) => self.write_all(from, session, writes),
            Request::Ephemerals { prefix } => Ok(Reply::Ephemerals(
                self.tree.owned_by(session, prefix.as_str()),
            )),
            Request::WhoAmI => Ok(Reply::Users(self.users(from))),
            Request::Sync(_) => Ok(Reply::Done),
            Request::AddWatch { path, mode } => {
                self.add_watch(from, path, (*mode).into());
                Ok(Reply::Done)
            }
            Request::RemoveWatches { path, which, .. } => self.remove_watches(from, path, *which),
            Request::CloseSession => {
                last = true;
                self.end(session);
                Ok(Reply::Done)
            }
        };
        let zxid = self.last_zxid();
        self.send(from, FromServer::Reply { xid, zxid, answer });
        if last {
            self.hang_up(from);
        }
    }

    fn read(&mut self, from: ConnectionId, read: &Read) -> Answer {
        let answer = self.look(from, read);
        let leaves = match (&answer, read.kind) {
            (_, ReadKind::Acl | ReadKind::AllChildrenNumber) => false,
            (Err(ErrorCode::NoNode), ReadKind::Exists) => true,
            (answer, _) => answer.is_ok(),
        };
        if read.watch && leaves {
            self.add_watch(from, &read.path, read.kind.into());
        }
        answer
    }

    fn look(&self, from: ConnectionId, read: &Read) -> Answer {
        let path = read.path.as_str();
        let node = self.tree.get(path).ok_or(ErrorCode::NoNode)?;
        let wanted = match read.kind {
            ReadKind::Acl => "ra",
            _ => "r",
        };
        if !self.may(from, wanted, &node.acl) {
            return Err(ErrorCode::NoAuth);
        }
        let stat = self.tree.stat(path);
        Ok(match read.kind {
            ReadKind::Exists => Reply::Stat(stat),
            ReadKind::Data | ReadKind::Config => Reply::Data(node.data.clone(), stat),
            ReadKind::Children => Reply::Children(self.tree.children(path), stat),
            ReadKind::Acl => Reply::Acl(self.shown(from, &node.acl), stat),
            ReadKind::AllChildrenNumber => Reply::Count(self.tree.below(path)),
        })
    }

    /// The end of a session: its ephemerals go, in the order of their paths.
    fn end(&mut self, session: SessionId) {
        self.begin();
        for path in self.tree.owned_by(session, "/") {
            self.delete(path.as_str());
        }
        self.sessions.remove(&session);
        self.commit();
    }

    /// A session dies at the first tick that is later than its timeout after it was last heard.
    fn expiry(&self, session: &Session) -> VirtualTime {
        let tick = self.config.tick_time.as_millis() as u64;
        let end = (session.heard + session.timeout).as_millis();
        VirtualTime::from_millis((end / tick + 1) * tick)
    }

    fn next_moment(&self) -> Option<VirtualTime> {
        let expiries = self.sessions.values().map(|it| self.expiry(it));
        let removal = self.sweep.front().map(|_| self.sweep_at);
        let check = self.checked + self.config.container_check_interval;
        expiries.chain(removal).chain([check]).min()
    }

    /// At every interval since the start, containers and the like that are over are looked for;
    /// then they go one after the other, six milliseconds apart.
    fn sweep(&mut self) {
        let next = self.checked + self.config.container_check_interval;
        if self.now >= next {
            self.checked = next;
            let never_used = self.config.container_max_never_used;
            self.sweep = self.tree.over(self.wall(), never_used).into();
            self.sweep_at = self.now;
        }
        if self.now < self.sweep_at {
            return;
        }
        let Some(path) = self.sweep.pop_front() else {
            return;
        };
        self.sweep_at = self.now + Duration::from_millis(6);
        self.begin();
        let may_go = |it: &tree::Node| it.owner.is_none() && self.tree.children(&path).is_empty();
        if self.tree.get(&path).is_some_and(may_go) {
            self.delete(&path);
        }
        self.commit();
    }

    fn wall(&self) -> WallTime {
        self.config.clock.at(self.now)
    }

    fn last_zxid(&self) -> Zxid {
        Zxid::new(0, self.zxid)
    }

    fn connection_of(&self, session: SessionId) -> Option<ConnectionId> {
        let of_it = |it: &Connection| it.session == Some(session);
        let mut all = self.connections.iter();
        all.find(|(_, it)| of_it(it)).map(|(id, _)| *id)
    }

    fn hang_up(&mut self, connection: ConnectionId) {
        self.mail.entry(connection).or_default().push(Heard::HungUp);
        self.lose(connection);
    }

    fn send(&mut self, to: ConnectionId, packet: FromServer) {
        let mail = self.mail.entry(to).or_default();
        mail.push(Heard::Packet(packet));
    }
}
