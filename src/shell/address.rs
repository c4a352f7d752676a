//! The text behind `connect`: hosts, and the znode that a client takes for its root.

use crate::handle::{ConnectString, Host};
use crate::model::{ServerId, ZPath};
use crate::shell::exception::{Exception, parse_int};

/// Where ZooKeeper's servers listen, if nothing else is said; here they listen nowhere else.
const PORT: i32 = 2181;

/// Reads `host:port,host:port/path`. There are servers `s1` to `sN`, and all of them are at
/// `localhost`. What cannot be read is an exception that zkCli does not survive.
pub fn parse(text: &str, servers: u8) -> Result<ConnectString, Exception> {
    let (list, chroot) = text.split_at(text.find('/').unwrap_or(text.len()));
    let chroot = match chroot {
        "" | "/" => ZPath::root(),
        path => ZPath::parse(path).map_err(|it| Exception::Argument(it.to_string()))?,
    };
    let mut hosts = Vec::new();
    for address in list.split(',').map(java_trim).filter(|it| !it.is_empty()) {
        let (host, port) = host_and_port(address)?;
        hosts.push(server_at(host, port, servers).unwrap_or(Host::Unknown(address.to_string())));
    }
    if hosts.is_empty() {
        return Err(argument("A HostProvider may not be empty!"));
    }
    Ok(ConnectString {
        text: text.to_string(),
        hosts,
        chroot,
    })
}

fn host_and_port(address: &str) -> Result<(&str, i32), Exception> {
    let (host, port) = match address.strip_prefix('[') {
        Some(bracketed) => bracketed_host(address, bracketed)?,
        None => address.rsplit_once(':').unwrap_or((address, "")),
    };
    let port = if port.is_empty() {
        PORT
    } else {
        parse_int(port)?
    };
    if !(0..=0xFFFF).contains(&port) {
        return Err(argument(format!("port out of range:{port}")));
    }
    Ok((host, port))
}

/// `[::1]:2181`, without its first bracket.
fn bracketed_host<'a>(address: &str, text: &'a str) -> Result<(&'a str, &'a str), Exception> {
    let (host, port) = text
        .rsplit_once(']')
        .ok_or_else(|| argument(format!("{address} starts with '[' but has no matching ']'")))?;
    if host.is_empty() {
        return Err(argument(" is empty."));
    }
    match port.strip_prefix(':') {
        Some("") => Err(argument(format!(
            "{address} doesn't have a port after colon."
        ))),
        Some(port) => Ok((host, port)),
        None if port.is_empty() => Ok((host, port)),
        None => Err(argument(format!("{address} does not have : after ]"))),
    }
}

fn server_at(host: &str, port: i32, servers: u8) -> Option<Host> {
    if port != PORT {
        return None;
    }
    let host = host.to_ascii_lowercase();
    if matches!(host.as_str(), "localhost" | "127.0.0.1" | "::1") {
        return Some(Host::All);
    }
    (1..=servers)
        .map(ServerId::new)
        .find(|it| it.to_string() == host)
        .map(Host::One)
}

fn argument(sentence: impl Into<String>) -> Exception {
    Exception::Argument(sentence.into())
}

/// Java's `trim`, to which every control character is white space, and no other.
fn java_trim(text: &str) -> &str {
    text.trim_matches(|it| it <= ' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn hosts(text: &str) -> Vec<Host> {
        parse(text, 3).unwrap().hosts
    }

    fn exception(text: &str) -> String {
        parse(text, 3).unwrap_err().to_string()
    }

    #[test]
    fn localhost_is_all_servers_and_each_has_a_name() {
        assert_eq!(hosts("localhost:2181"), [Host::All]);
        assert_eq!(hosts("127.0.0.1"), [Host::All]);
        assert_eq!(hosts("[::1]:2181"), [Host::All]);
        let three = [3, 1].map(|it| Host::One(ServerId::new(it)));
        assert_eq!(hosts("s3:2181, S1:,"), three);
    }

    #[test]
    fn a_host_that_is_none_of_ours_is_unknown() {
        for text in [
            "s4:2181",
            "s1:2182",
            "s0",
            "s01",
            "example.com:2181",
            "/app:2181",
            ":2181",
        ] {
            let text = text.trim_start_matches('/');
            assert_eq!(hosts(text), [Host::Unknown(text.to_string())]);
        }
    }

    #[test]
    fn a_path_behind_the_hosts_is_the_chroot() {
        assert_eq!(
            parse("s1:2181,s2:2181/a/b", 3).unwrap().chroot.as_str(),
            "/a/b"
        );
        assert_eq!(parse("localhost:2181/", 3).unwrap().chroot, ZPath::root());
        assert_eq!(parse("localhost/app", 3).unwrap().text, "localhost/app");
    }

    #[test]
    fn what_cannot_be_read_is_an_exception() {
        for (text, sentence) in [
            ("localhost:2181/app/", "Path must not end with / character"),
            ("localhost:99999", "port out of range:99999"),
            ("localhost:-1", "port out of range:-1"),
            ("", "A HostProvider may not be empty!"),
            ("/app", "A HostProvider may not be empty!"),
            ("[::1", "[::1 starts with '[' but has no matching ']'"),
            ("[]:1", " is empty."),
            ("[::1]:", "[::1]: doesn't have a port after colon."),
            ("[::1]x", "[::1]x does not have : after ]"),
        ] {
            let expected = format!("java.lang.IllegalArgumentException: {sentence}");
            assert_eq!(exception(text), expected);
        }
        assert_eq!(
            exception("localhost:x"),
            "java.lang.NumberFormatException: For input string: \"x\""
        );
    }
}
