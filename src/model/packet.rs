//! What travels on a connection between a client and a server.

use std::time::Duration;

use crate::model::{Answer, Bytes, Request, SessionId, WatchedEvent, Xid, ZPath, Zxid};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromClient {
    /// The first packet of a connection.
    Connect {
        /// The highest zxid that the client has seen. A server that is behind hangs up.
        last_zxid: Zxid,
        timeout: Duration,
        /// The session to go on with; `None` asks for a new one.
        session: Option<(SessionId, Password)>,
    },
    Request {
        xid: Xid,
        request: Request,
    },
    Ping,
    /// Credentials: whoever the client is besides.
    Auth(Credentials),
    /// The client's watches, told again after a reconnect.
    SetWatches {
        relative_zxid: Zxid,
        watches: WatchLists,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromServer {
    /// The session stands; so long may it be silent.
    Connected {
        session: SessionId,
        password: Password,
        timeout: Duration,
    },
    /// No such session: expired, never known, or the password was wrong.
    SessionGone,
    Reply {
        xid: Xid,
        /// What the server had applied when it answered.
        zxid: Zxid,
        answer: Answer,
    },
    Pong,
    /// The credentials were taken.
    AuthDone,
    /// They were refused; the server hangs up.
    AuthRefused,
    Event(WatchedEvent),
    /// The watches of [`FromClient::SetWatches`] stand again.
    WatchesSet {
        zxid: Zxid,
    },
}

/// What watches a client holds, by the kind of question that set them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchLists {
    pub data: Vec<ZPath>,
    pub exist: Vec<ZPath>,
    pub child: Vec<ZPath>,
    pub persistent: Vec<ZPath>,
    pub recursive: Vec<ZPath>,
}

/// By what a client proves who it is (`addAuthInfo`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    pub scheme: String,
    /// For the scheme `digest`: `user:password`.
    pub secret: Bytes,
}

impl WatchLists {
    pub fn is_empty(&self) -> bool {
        let WatchLists {
            data,
            exist,
            child,
            persistent,
            recursive,
        } = self;
        let lists = [data, exist, child, persistent, recursive];
        lists.iter().all(|it| it.is_empty())
    }
}

/// What proves that a session is one's own. ZooKeeper's has 16 bytes and is a function of
/// the session's id, so that every server can check it alone; ours is, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Password(u64);

impl Password {
    pub fn of(session: SessionId) -> Password {
        Password(session.get() ^ 0xB341_5C00)
    }
}
