//! The other way round: the command that makes a request.

use crate::model::{Bytes, Expected, Lifetime, NewPath, Read, ReadKind, Request, Write};

/// How a request is typed; `None` for what no one command asks.
///
/// Data and paths must do without a line end, and without one of the two quotes where they
/// have white space: what programs of ours ask is so.
pub fn spell(request: &Request) -> Option<String> {
    let mut line = spell_without_data(request)?;
    if let Request::Write(Write::Create { data, .. } | Write::SetData { data, .. }) = request {
        line.push_str(&text(data));
    }
    Some(line)
}

/// The same without the data, which come last: what it asks, and of which znode.
pub fn spell_without_data(request: &Request) -> Option<String> {
    match request {
        Request::Read(Read { kind, path, watch }) => {
            let name = match kind {
                ReadKind::Exists => "stat",
                ReadKind::Data => "get",
                ReadKind::Children => "ls",
            };
            let watch = if *watch { " -w" } else { "" };
            Some(format!("{name}{watch} {}", word(path.as_str())))
        }
        Request::Write(Write::Create { path, lifetime, .. }) => {
            let numbered = match path {
                NewPath::Named(_) => "",
                NewPath::Numbered { .. } => " -s",
            };
            let lifetime = match lifetime {
                Lifetime::Persistent => "",
                Lifetime::Ephemeral => " -e",
            };
            let path = word(&path.to_string());
            Some(format!("create{numbered}{lifetime} {path}"))
        }
        Request::Write(Write::SetData { path, expected, .. }) => {
            Some(format!("set{} {}", version(*expected), word(path.as_str())))
        }
        Request::Write(Write::Delete { path, expected }) => Some(format!(
            "delete{} {}",
            version(*expected),
            word(path.as_str())
        )),
        Request::Multi(_) | Request::CloseSession => None,
    }
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
        ] {
            let request = asked(line);
            let spelt = spell(&request).expect("one command asks it");
            assert_eq!(spelt, line);
            assert_eq!(asked(&spelt), request);
        }
    }
}
