//! How tasks lie in the tree: `/tasks/T` is a task, and `/tasks/T/status` says it is done.

use crate::actor::layout::{STATUS, TASKS};
use crate::model::ZPath;

/// Whether that is the path of a task.
pub fn is_task(path: &ZPath) -> bool {
    path.parent().is_some_and(|it| it.as_str() == TASKS)
}

/// The task whose status that is.
pub fn task_of_status(path: &ZPath) -> Option<ZPath> {
    let task = path.parent().filter(is_task)?;
    (path.name() == STATUS).then_some(task)
}
