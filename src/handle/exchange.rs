//! What goes into a handle, what comes out of it, and what it believes in between.

use crate::handle::program::CallId;
use crate::model::{
    Answer, ConnectionId, Credentials, FromClient, FromServer, Request, ServerId, WatchedEvent,
};

/// What the client believes of its session. It may be wrong; that is the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belief {
    Connecting,
    Connected,
    Expired,
    Closed,
    /// Its credentials were refused; the session lives on at the server until its timeout.
    AuthFailed,
}

#[derive(Clone, Debug, PartialEq)]
pub enum HandleInput {
    Call {
        call: CallId,
        request: Request,
    },
    Authenticate(Credentials),
    Close,
    /// The connection stands.
    Opened(ConnectionId),
    Received(ConnectionId, FromServer),
    /// The connection was refused, closed or broke.
    Lost(ConnectionId),
    /// Change to that server, with the same session.
    Move(ServerId),
    Deadline,
}

#[derive(Clone, Debug, PartialEq)]
pub enum HandleOutput {
    Dial {
        connection: ConnectionId,
        server: ServerId,
    },
    Send(ConnectionId, FromClient),
    HangUp(ConnectionId),
    Answered {
        call: CallId,
        answer: Answer,
    },
    Event {
        event: WatchedEvent,
        /// The watch behind it stands: it was not for one event only.
        stays: bool,
    },
}
