//! The other way round: the command that makes a request.

use crate::model::{
    AddWatchMode, Bytes, Expected, Lifetime, NewPath, Read, ReadKind, Request, WatcherType, Write,
    ZPath,
};

/// How a request is typed; `None` for what no one command asks.
///
/// Data and paths must do without a line end, and without one of the two quotes where they
/// have white space: what programs of ours ask is so.
pub fn spell(request: &Request) -> Option<String> {
    let mut line = spell_without_data(request)?;
    match request {
        Request::Write(Write::Create { data, acl, .. }) => {
            line.push_str(&text(data));
            if !acl.is_open() {
                line.push_str(&format!(" {}", word(&acl.to_string())));
            }
        }
        Request::Write(Write::SetData { data, .. }) => line.push_str(&text(data)),
        Request::Write(Write::SetAcl { acl, .. }) => {
            line.push_str(&format!(" {}", word(&acl.to_string())))
        }
        _ => {}
    }
    Some(line)
}

/// The same without the data, which come last: what it asks, and of which znode.
pub fn spell_without_data(request: &Request) -> Option<String> {
    match request {
        Request::Read(read) => Some(spell_read(read)),
        Request::Write(write) => spell_write(write),
        Request::Ephemerals { prefix } => Some(format!("getEphemerals {}", path(prefix))),
        Request::WhoAmI => Some("whoami".to_string()),
        Request::Sync(at) => Some(format!("sync {}", path(at))),
        Request::AddWatch { path: at, mode } => {
            let mode = match mode {
                AddWatchMode::Persistent => "PERSISTENT",
                AddWatchMode::PersistentRecursive => "PERSISTENT_RECURSIVE",
            };
            Some(format!("addWatch -m {mode} {}", path(at)))
        }
        Request::RemoveWatches {
            path: at,
            which,
            local,
        } => {
            let which = match which {
                WatcherType::Children => " -c",
                WatcherType::Data => " -d",
                WatcherType::Persistent => " -p",
                WatcherType::PersistentRecursive => " -r",
                WatcherType::Any => "",
            };
            let local = if *local { " -l" } else { "" };
            Some(format!("removewatches{which}{local} {}", path(at)))
        }
        Request::Multi(_) | Request::MultiRead(_) | Request::CloseSession => None,
    }
}

fn spell_read(read: &Read) -> String {
    let name = match read.kind {
        ReadKind::Exists => "stat",
        ReadKind::Data => "get",
        ReadKind::Children => "ls",
        ReadKind::Acl => "getAcl",
        ReadKind::AllChildrenNumber => "getAllChildrenNumber",
        ReadKind::Config => "config",
    };
    let watch = if read.watch { " -w" } else { "" };
    match read.kind {
        ReadKind::Config => format!("{name}{watch}"),
        _ => format!("{name}{watch} {}", path(&read.path)),
    }
}

fn spell_write(write: &Write) -> Option<String> {
    Some(match write {
        Write::Create {
            path: new,
            lifetime,
            ..
        } => {
            let numbered = match new {
                NewPath::Named(_) => "",
                NewPath::Numbered { .. } => " -s",
            };
            let lifetime = match lifetime {
                Lifetime::Persistent => String::new(),
                Lifetime::Ephemeral => " -e".to_string(),
                Lifetime::Container => " -c".to_string(),
                Lifetime::Ttl(ttl) => format!(" -t {ttl}"),
            };
            format!("create{numbered}{lifetime} {}", word(&new.to_string()))
        }
        Write::SetData {
            path: at, expected, ..
        } => format!("set{} {}", version(*expected), path(at)),
        Write::SetAcl {
            path: at, expected, ..
        } => format!("setAcl{} {}", version(*expected), path(at)),
        Write::Delete { path: at, expected } => {
            format!("delete{} {}", version(*expected), path(at))
        }
        Write::Reconfig => "reconfig".to_string(),
        Write::Check { .. } => return None,
    })
}

fn path(path: &ZPath) -> String {
    word(path.as_str())
}

/// Data always stand in quotes, as in the book.
fn text(data: &Bytes) -> String {
    match data {
        Some(data) => format!(" {}", quoted(&String::from_utf8_lossy(data))),
        None => String::new(),
    }
}

fn version(expected: Expected) -> String {
    match expected {
        Expected::Any => String::new(),
        Expected::Exactly(version) => format!(" -v {}", version.get()),
    }
}

fn word(text: &str) -> String {
    if text.contains(char::is_whitespace) {
        quoted(text)
    } else {
        text.to_string()
    }
}

fn quoted(text: &str) -> String {
    let quote = if text.contains('"') { '\'' } else { '"' };
    format!("{quote}{text}{quote}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::testing::asked;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_spelt_is_read_as_the_same_request() {
        for line in [
            "create -e /master \"master1.example.com:2223\"",
            "create /workers \"\"",
            "create /bare",
            "create -s /tasks/task- \"client1 cmd 1\"",
            "create -s -e /q/n- 'a \"b\"'",
            "ls -w /workers",
            "ls /assign",
            "stat -w /master",
            "get /tasks/task-0000000000",
            "get -w \"/with space\"",
            "set -v 3 /a \"b\"",
            "delete /tasks/task-0000000000/status",
            "delete -v 0 /a",
            "create -c /box",
            "create -s -t 5000 /box/n- \"x\"",
            "create /a \"x\" ip:127.0.0.1:cdr",
            "getAcl /a",
            "setAcl -v 2 /a world:anyone:r,digest:u:h=:cdrwa",
            "getAllChildrenNumber /",
            "config -w",
            "getEphemerals /a",
            "whoami",
            "sync /a",
            "addWatch -m PERSISTENT /a",
            "removewatches -c /a",
        ] {
            let request = asked(line);
            let spelt = spell(&request).expect("one command asks it");
            assert_eq!(spelt, line);
            assert_eq!(asked(&spelt), request);
        }
    }
}
