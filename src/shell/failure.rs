//! How a command ends that does not end well.

use std::fmt;

use thiserror::Error;

use crate::model::{ErrorCode, PathError};
use crate::shell::exception::Exception;
use crate::shell::options::OptionError;

/// Its text is what zkCli prints to its error output.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Failure {
    /// A typing error, or a refusal.
    #[error("{0}")]
    Sentence(String),
    #[error("Command not found: Command not found {0}")]
    UnknownCommand(String),
    /// zkCli itself fails.
    #[error("Exception in thread \"main\" {0}")]
    Uncaught(#[from] Exception),
}

impl Failure {
    /// What a server's error is called, with the path as it was asked for.
    pub fn refused(code: ErrorCode, path: &(impl fmt::Display + ?Sized)) -> Failure {
        Failure::Sentence(match code {
            ErrorCode::NoNode => format!("Node does not exist: {path}"),
            ErrorCode::NoChildrenForEphemerals => {
                format!("Ephemerals cannot have children: {path}")
            }
            ErrorCode::NodeExists => format!("Node already exists: {path}"),
            ErrorCode::NotEmpty => format!("Node not empty: {path}"),
            ErrorCode::NoAuth => format!("Insufficient permission : {path}"),
            ErrorCode::BadArguments => format!("Arguments are not valid : {path}"),
            ErrorCode::BadVersion => format!("version No is not valid : {path}"),
            ErrorCode::InvalidAcl => format!("Acl is not valid : {path}"),
            ErrorCode::QuotaExceeded => format!("Quota has exceeded : {path}"),
            other => keeper_message(other, Some(path)),
        })
    }

    /// The exit code of a console that ends now, or is told to quit next.
    pub fn exit_code(&self) -> i32 {
        match self {
            Failure::Sentence(_) | Failure::Uncaught(_) => 1,
            Failure::UnknownCommand(_) => 127,
        }
    }
}

/// The text of a `KeeperException`.
pub fn keeper_message(code: ErrorCode, path: Option<&(impl fmt::Display + ?Sized)>) -> String {
    match path {
        Some(path) => format!("KeeperErrorCode = {code} for {path}"),
        None => format!("KeeperErrorCode = {code}"),
    }
}

impl From<PathError> for Failure {
    fn from(error: PathError) -> Failure {
        Failure::Sentence(error.to_string())
    }
}

impl From<OptionError> for Failure {
    fn from(error: OptionError) -> Failure {
        match error {
            OptionError::Uncaught(exception) => exception.into(),
            other => Failure::Sentence(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn refusals_are_worded_in_two_styles() {
        for (code, sentence) in [
            (ErrorCode::NoNode, "Node does not exist: /x"),
            (
                ErrorCode::NoChildrenForEphemerals,
                "Ephemerals cannot have children: /x",
            ),
            (ErrorCode::NodeExists, "Node already exists: /x"),
            (ErrorCode::NotEmpty, "Node not empty: /x"),
            (ErrorCode::NoAuth, "Insufficient permission : /x"),
            (ErrorCode::BadArguments, "Arguments are not valid : /x"),
            (ErrorCode::BadVersion, "version No is not valid : /x"),
            (ErrorCode::InvalidAcl, "Acl is not valid : /x"),
            (ErrorCode::QuotaExceeded, "Quota has exceeded : /x"),
            (
                ErrorCode::NoWatcher,
                "KeeperErrorCode = No such watcher for /x",
            ),
            (
                ErrorCode::ConnectionLoss,
                "KeeperErrorCode = ConnectionLoss for /x",
            ),
            (
                ErrorCode::SessionExpired,
                "KeeperErrorCode = Session expired for /x",
            ),
        ] {
            assert_eq!(Failure::refused(code, &"/x").to_string(), sentence);
        }
    }
}
