//! Where the master–worker story keeps its znodes.
//!
//! The layout of the book's walk-through: `/master` and `/workers/W` are ephemeral; a task is
//! `/tasks/T`, its assignment `/assign/W/T`, its outcome `/tasks/T/status`.

use std::sync::Arc;

use litemap::LiteMap;

use crate::model::ZPath;

/// The name of a znode among its siblings.
pub type Name = Arc<str>;
pub type Names = LiteMap<Name, ()>;

pub const MASTER: &str = "/master";
pub const WORKERS: &str = "/workers";
pub const TASKS: &str = "/tasks";
pub const ASSIGN: &str = "/assign";
/// The znodes that must be there before anything else, in the order they are made.
pub const PARENTS: [&str; 3] = [WORKERS, TASKS, ASSIGN];
pub const STATUS: &str = "status";

/// A path of the layout.
fn path(text: &str) -> ZPath {
    ZPath::parse(text).expect("the layout's paths are valid")
}

pub fn master() -> ZPath {
    path(MASTER)
}

pub fn workers() -> ZPath {
    path(WORKERS)
}

pub fn tasks() -> ZPath {
    path(TASKS)
}

pub fn assign() -> ZPath {
    path(ASSIGN)
}

pub fn parent(index: usize) -> Option<ZPath> {
    PARENTS.get(index).map(|it| path(it))
}

pub fn worker(name: &str) -> ZPath {
    workers().child(name)
}

pub fn task(name: &str) -> ZPath {
    tasks().child(name)
}

pub fn status(task: &str) -> ZPath {
    tasks().child(task).child(STATUS)
}

pub fn place(worker: &str) -> ZPath {
    assign().child(worker)
}

pub fn assignment(worker: &str, task: &str) -> ZPath {
    place(worker).child(task)
}

/// Names that a program takes up. Others a person may have made; one with spaces or quotes
/// could not be typed behind every command.
pub fn plain(names: &[Name]) -> Names {
    let is_plain = |it: &&Name| !it.contains(|c: char| c.is_whitespace() || c == '"' || c == '\'');
    let mut plain = Names::new();
    for name in names.iter().filter(is_plain) {
        plain.insert(name.clone(), ());
    }
    plain
}
