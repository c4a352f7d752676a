//! The ids by which the parts of the page name each other: for labels, focus and `aria-controls`.

/// The id of the panel of a process.
pub fn panel_id(process: &str) -> String {
    format!("panel-{process}")
}

/// The id of the field in which a process's commands are typed.
pub fn field_id(process: &str) -> String {
    format!("command-{process}")
}

/// The id of the log of a process's console.
pub fn log_id(process: &str) -> String {
    format!("output-{process}")
}

/// The id of the console of a process, where it stands apart from its card.
pub fn console_id(process: &str) -> String {
    format!("console-{process}")
}
