//! What zkCli's lines look like, in any version.

use crate::scenario::tutorial::likeness::{list, stat_field, unquoted};

/// How sentences begin that say that a command did not succeed.
const BEGINNINGS: [&str; 16] = [
    "Node does not exist",
    "Node already exists",
    "Node not empty",
    "Ephemerals cannot have children",
    "Path must",
    "Path length must",
    "Invalid path string",
    "KeeperErrorCode",
    "version No is not valid",
    "Arguments are not valid",
    "Authentication is not valid",
    "Insufficient permission",
    "Command not found",
    "Command failed",
    "Exception in thread",
    "ZooKeeper -server",
];

/// Whether a line says that a command did not succeed.
pub fn is_failure(line: &str) -> bool {
    BEGINNINGS.iter().any(|it| line.starts_with(it))
}

/// Whether a line can hardly be anybody else's words: a sentence of zkCli's, a list, a line of a
/// stat, data in quotes.
pub fn is_zkclis(line: &str) -> bool {
    is_failure(line)
        || line.starts_with("Created ")
        || list(line).is_some()
        || stat_field(line).is_some()
        || unquoted(line) != line
}
