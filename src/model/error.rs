//! What ZooKeeper calls the things that go wrong (`KeeperException.Code`).

use thiserror::Error;

/// A refusal, or the loss of an answer. Its text is the one of `KeeperErrorCode = …`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ErrorCode {
    /// Behind the failed part of a multi: would have been tried, was not.
    #[error("RuntimeInconsistency")]
    RuntimeInconsistency,
    /// The connection went away before the answer came. What was asked may have been done.
    #[error("ConnectionLoss")]
    ConnectionLoss,
    /// The server has no such operation, or has it switched off.
    #[error("Unimplemented")]
    Unimplemented,
    #[error("BadArguments")]
    BadArguments,
    #[error("NoNode")]
    NoNode,
    #[error("NoAuth")]
    NoAuth,
    #[error("BadVersion")]
    BadVersion,
    #[error("NoChildrenForEphemerals")]
    NoChildrenForEphemerals,
    #[error("NodeExists")]
    NodeExists,
    #[error("Directory not empty")]
    NotEmpty,
    #[error("Session expired")]
    SessionExpired,
    #[error("InvalidACL")]
    InvalidAcl,
    /// The credentials were refused; the client's handle is dead after it.
    #[error("AuthFailed")]
    AuthFailed,
    /// The session lives on another server now. Never sent: the server hangs up instead.
    #[error("Session moved")]
    SessionMoved,
    #[error("No such watcher")]
    NoWatcher,
    #[error("Reconfig is disabled")]
    ReconfigDisabled,
    #[error("Quota has exceeded")]
    QuotaExceeded,
}

impl ErrorCode {
    /// The number on ZooKeeper's wire.
    pub fn number(self) -> i32 {
        match self {
            ErrorCode::RuntimeInconsistency => -2,
            ErrorCode::ConnectionLoss => -4,
            ErrorCode::Unimplemented => -6,
            ErrorCode::BadArguments => -8,
            ErrorCode::NoNode => -101,
            ErrorCode::NoAuth => -102,
            ErrorCode::BadVersion => -103,
            ErrorCode::NoChildrenForEphemerals => -108,
            ErrorCode::NodeExists => -110,
            ErrorCode::NotEmpty => -111,
            ErrorCode::SessionExpired => -112,
            ErrorCode::InvalidAcl => -114,
            ErrorCode::AuthFailed => -115,
            ErrorCode::SessionMoved => -118,
            ErrorCode::NoWatcher => -121,
            ErrorCode::ReconfigDisabled => -123,
            ErrorCode::QuotaExceeded => -125,
        }
    }
}
