//! Clients at the desk, and what they say, in short.

use std::time::Duration;

use zkplay::model::{
    Acl, AddWatchMode, Answer, Bytes, ConnectionId, Credentials, Expected, FromClient, FromServer,
    Grant, Identity, Lifetime, NewPath, Password, Perms, Read, ReadKind, Reply, Request, SessionId,
    Stat, Ttl, VirtualTime, WatchedEvent, WatcherType, Write, Xid, ZPath, Zxid,
};

use crate::desk::{Desk, Heard, defaults};

/// One end of a session.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    pub connection: ConnectionId,
    pub session: SessionId,
}

/// What can be asked of a server.
pub trait Asked {
    fn request(self) -> Request;
}

impl Asked for Request {
    fn request(self) -> Request {
        self
    }
}

impl Asked for Write {
    fn request(self) -> Request {
        Request::Write(self)
    }
}

impl Asked for Read {
    fn request(self) -> Request {
        Request::Read(self)
    }
}

pub fn desk() -> Desk {
    Desk::new(defaults())
}

/// A desk, and a client at it.
pub fn desk_for_one() -> (Desk, Client) {
    let mut desk = desk();
    let client = desk.client();
    (desk, client)
}

impl Desk {
    /// A client with a session of its own, which lasts for the longest time there is.
    pub fn client(&mut self) -> Client {
        self.client_for(40_000)
    }

    /// The same, with so many milliseconds for its timeout.
    pub fn client_for(&mut self, timeout: u64) -> Client {
        self.client_at(1, timeout)
    }

    /// The same at that server.
    pub fn client_at(&mut self, server: u8, timeout: u64) -> Client {
        let (connection, heard) = self.greet_at(server, Zxid::ZERO, timeout, None);
        match heard.as_slice() {
            [Heard::Packet(FromServer::Connected { session, .. })] => Client {
                connection,
                session: *session,
            },
            other => panic!("{other:?} is no welcome"),
        }
    }

    /// A new connection, and what the server says to its first packet.
    pub fn greet(
        &mut self,
        last_zxid: Zxid,
        timeout: u64,
        session: Option<(SessionId, Password)>,
    ) -> (ConnectionId, Vec<Heard>) {
        let connection = self.dial();
        (
            connection,
            self.introduced(connection, last_zxid, timeout, session),
        )
    }

    /// The same at that server.
    pub fn greet_at(
        &mut self,
        server: u8,
        last_zxid: Zxid,
        timeout: u64,
        session: Option<(SessionId, Password)>,
    ) -> (ConnectionId, Vec<Heard>) {
        let connection = self.dial_at(server);
        (
            connection,
            self.introduced(connection, last_zxid, timeout, session),
        )
    }

    fn introduced(
        &mut self,
        connection: ConnectionId,
        last_zxid: Zxid,
        timeout: u64,
        session: Option<(SessionId, Password)>,
    ) -> Vec<Heard> {
        let timeout = Duration::from_millis(timeout);
        let packet = FromClient::Connect {
            last_zxid,
            timeout,
            session,
        };
        self.send(connection, packet);
        self.heard(connection)
    }

    /// The client comes back over a new connection.
    pub fn back(&mut self, client: Client) -> (Client, Vec<Heard>) {
        self.back_at(1, client, Zxid::ZERO, 40_000)
    }

    /// The same at that server, having seen so much.
    pub fn back_at(
        &mut self,
        server: u8,
        client: Client,
        seen: Zxid,
        timeout: u64,
    ) -> (Client, Vec<Heard>) {
        let session = Some((client.session, Password::of(client.session)));
        let (connection, heard) = self.greet_at(server, seen, timeout, session);
        let back = Client {
            connection,
            ..client
        };
        (back, heard)
    }

    pub fn post(&mut self, client: Client, request: impl Asked) {
        let request = request.request();
        let xid = Xid::FIRST;
        self.send(client.connection, FromClient::Request { xid, request });
    }

    /// The answer to a request. Events that came with it stay in the mail.
    pub fn ask(&mut self, client: Client, request: impl Asked) -> Answer {
        self.post(client, request);
        let mail = self.mail.entry(client.connection).or_default();
        let is_reply = |it: &Heard| matches!(it, Heard::Packet(FromServer::Reply { .. }));
        let at = mail
            .iter()
            .rposition(is_reply)
            .expect("a request is answered");
        match mail.remove(at) {
            Heard::Packet(FromServer::Reply { answer, .. }) => answer,
            other => panic!("{other:?} is no reply"),
        }
    }

    /// Asks for something that must not be refused.
    pub fn done(&mut self, client: Client, request: impl Asked) -> Reply {
        self.ask(client, request).expect("it is not refused")
    }

    /// The results of a multi.
    pub fn multi(&mut self, client: Client, writes: &[Write]) -> Vec<Answer> {
        match self.done(client, Request::Multi(writes.to_vec())) {
            Reply::Multi(results) => results,
            other => panic!("{other:?} is no answer to a multi"),
        }
    }

    /// All that a connection has heard and nobody has taken.
    pub fn heard(&mut self, connection: ConnectionId) -> Vec<Heard> {
        self.mail.remove(&connection).unwrap_or_default()
    }

    /// The events in the client's mail, as in `NodeDeleted /a`.
    pub fn told(&mut self, client: Client) -> Vec<String> {
        let events = self.events(client);
        events.iter().map(WatchedEvent::in_short).collect()
    }

    pub fn events(&mut self, client: Client) -> Vec<WatchedEvent> {
        let event = |it| match it {
            Heard::Packet(FromServer::Event(event)) => Some(event),
            _ => None,
        };
        let heard = self.heard(client.connection).into_iter();
        heard.filter_map(event).collect()
    }

    /// Proves who the client is besides; whether that was taken.
    pub fn login(&mut self, client: Client, scheme: &str, secret: &str) -> bool {
        let credentials = Credentials {
            scheme: scheme.to_string(),
            secret: bytes(secret),
        };
        self.send(client.connection, FromClient::Auth(credentials));
        self.heard(client.connection).last() == Some(&Heard::Packet(FromServer::AuthDone))
    }

    /// The stat that the server keeps, whoever may see it.
    pub fn stat(&self, text: &str) -> Stat {
        let znode = self.database().tree.get(&path(text));
        znode.expect("it is there").stat()
    }

    pub fn has(&self, text: &str) -> bool {
        self.database().tree.contains(&path(text))
    }

    /// The last transaction.
    pub fn zxid(&self) -> u64 {
        self.database().last_zxid.get()
    }

    /// Lets milliseconds pass.
    pub fn wait(&mut self, millis: u64) {
        self.pass_to(self.now() + Duration::from_millis(millis));
    }
}

pub fn at(millis: u64) -> VirtualTime {
    VirtualTime::from_millis(millis)
}

pub fn path(text: &str) -> ZPath {
    ZPath::parse(text).expect("tests use valid paths")
}

pub fn bytes(text: &str) -> Bytes {
    Some(text.as_bytes().into())
}

pub fn new(text: &str, sequential: bool, lifetime: Lifetime) -> Write {
    Write::Create {
        path: NewPath::parse(text, sequential).expect("tests use valid paths"),
        data: None,
        acl: Acl::OPEN,
        lifetime,
    }
}

pub fn create(text: &str) -> Write {
    new(text, false, Lifetime::Persistent)
}

pub fn numbered(text: &str) -> Write {
    new(text, true, Lifetime::Persistent)
}

pub fn ephemeral(text: &str) -> Write {
    new(text, false, Lifetime::Ephemeral)
}

pub fn container(text: &str) -> Write {
    new(text, false, Lifetime::Container)
}

pub fn passing(text: &str, millis: i64) -> Write {
    let ttl = Ttl::from_millis(millis).expect("tests use valid times to live");
    new(text, false, Lifetime::Ttl(ttl))
}

pub fn delete(text: &str) -> Write {
    Write::Delete {
        path: path(text),
        expected: Expected::Any,
    }
}

pub fn set(text: &str, data: &str) -> Write {
    Write::SetData {
        path: path(text),
        data: bytes(data),
        expected: Expected::Any,
    }
}

pub fn set_acl(text: &str, list: &str) -> Write {
    Write::SetAcl {
        path: path(text),
        acl: acl(list),
        expected: Expected::Any,
    }
}

pub fn check(text: &str) -> Write {
    Write::Check {
        path: path(text),
        expected: Expected::Any,
    }
}

/// The same write, for a znode of this version only.
pub fn of_version(version: i32, mut write: Write) -> Write {
    match &mut write {
        Write::Delete { expected, .. }
        | Write::SetData { expected, .. }
        | Write::SetAcl { expected, .. }
        | Write::Check { expected, .. } => *expected = Expected::from_number(version),
        Write::Create { .. } | Write::Reconfig => panic!("{write:?} expects no version"),
    }
    write
}

/// The same creation, with data.
pub fn holding(text: &str, mut create: Write) -> Write {
    match &mut create {
        Write::Create { data, .. } => *data = bytes(text),
        other => panic!("{other:?} creates nothing"),
    }
    create
}

/// The same creation, with a list.
pub fn guarded(list: &str, mut create: Write) -> Write {
    match &mut create {
        Write::Create { acl: given, .. } => *given = acl(list),
        other => panic!("{other:?} creates nothing"),
    }
    create
}

/// Reads `scheme:id:letters`, separated by spaces.
pub fn acl(list: &str) -> Acl {
    let grant = |entry: &str| {
        let (rest, letters) = entry.rsplit_once(':').expect("an entry has three parts");
        let (scheme, id) = rest.split_once(':').expect("an entry has three parts");
        let perms = letters.chars().filter_map(Perms::from_letter);
        Grant {
            perms: perms.fold(Perms::NONE, |all, it| all | it),
            to: Identity::new(scheme, id),
        }
    };
    Acl::new(list.split_whitespace().map(grant).collect())
}

pub fn read(kind: ReadKind, text: &str) -> Read {
    Read {
        kind,
        path: path(text),
        watch: false,
    }
}

pub fn get(text: &str) -> Read {
    read(ReadKind::Data, text)
}

pub fn exists(text: &str) -> Read {
    read(ReadKind::Exists, text)
}

pub fn children(text: &str) -> Read {
    read(ReadKind::Children, text)
}

pub fn watching(read: Read) -> Read {
    Read {
        watch: true,
        ..read
    }
}

pub fn add_watch(text: &str, mode: AddWatchMode) -> Request {
    let path = path(text);
    Request::AddWatch { path, mode }
}

pub fn remove_watches(text: &str, which: WatcherType) -> Request {
    Request::RemoveWatches {
        path: path(text),
        which,
        local: false,
    }
}

pub fn created(text: &str) -> Answer {
    Ok(Reply::Created(path(text)))
}
