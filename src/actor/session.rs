//! What whoever sits at a console knows of its session.

use crate::model::{Answer, ErrorCode, EventType, KeeperState, SessionId, WatchedEvent};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// As granted last; it may be over.
    pub id: Option<SessionId>,
    pub standing: Standing,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Not connected. The session may live on, and come back.
    #[default]
    Down,
    Up,
    /// Expired, closed, or of no more use.
    Over,
}

impl Session {
    pub fn told(&mut self, event: &WatchedEvent, id: Option<SessionId>) {
        if event.kind != EventType::None {
            return;
        }
        self.id = id;
        self.standing = match event.state {
            KeeperState::SyncConnected => Standing::Up,
            KeeperState::Disconnected => Standing::Down,
            KeeperState::Expired | KeeperState::AuthFailed | KeeperState::Closed => Standing::Over,
        };
    }

    /// An answer may bring the bad news before the event does.
    pub fn answered(&mut self, answer: &Answer) {
        if *answer == Err(ErrorCode::ConnectionLoss) && self.standing == Standing::Up {
            self.standing = Standing::Down;
        }
    }

    /// A new session is being opened.
    pub fn renew(&mut self) {
        *self = Session::default();
    }
}
