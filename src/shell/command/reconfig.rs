//! `reconfig`, whose options are looked at before a server refuses it.

use crate::model::{Request, Write};
use crate::shell::command::{Command, ask, refuse};
use crate::shell::failure::Failure;
use crate::shell::options::Given;
use crate::shell::table::Entry;
use crate::shell::usage;

pub(super) fn reconfig(entry: &'static Entry, given: &Given) -> Result<Command, Failure> {
    let [file, members, add, remove] = ["file", "members", "add", "remove"].map(|it| given.has(it));
    let whole = file || members;
    let partly = add || remove;
    if !whole && !partly {
        return Err(Failure::Sentence(usage::of(entry)));
    }
    let version = given.value("v").map(|it| i64::from_str_radix(it, 16));
    if version.is_some_and(|it| it.is_err()) {
        return refuse("-v must be followed by a long (configuration version)");
    }
    if whole && partly {
        return refuse(
            "Can't use -file or -members together with -add or -remove (mixing incremental and \
             non-incremental modes is not allowed)",
        );
    }
    if file && members {
        return refuse("Can't use -file and -members together (conflicting non-incremental modes)");
    }
    if let Some(file) = given.value("file") {
        // A simulated process has no files.
        return refuse(&format!(
            "Error processing {file}{file} (No such file or directory)"
        ));
    }
    ask(Request::Write(Write::Reconfig))
}
