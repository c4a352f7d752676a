//! Prompts: where a text shows that somebody types.

use crate::scenario::word;

/// A prompt and what is typed behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt<'a> {
    /// How many lines were typed before, if the prompt counts.
    pub counter: Option<u32>,
    /// As in `localhost:2181`, if the prompt says it.
    pub host: Option<&'a str>,
    /// As in `master1> `.
    pub name: Option<&'a str>,
    /// What is typed, without the spaces around it.
    pub typed: &'a str,
}

/// Which prompts a text has. One that has zkCli's own has no others: there, `>` is output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// `[zk: localhost:2181(CONNECTED) 0] `, or `[zkshell: 0] ` as of old.
    Bracketed,
    /// `zk> `, `master1> `, `> `.
    Arrow,
}

impl Manner {
    pub fn of<'a>(mut lines: impl Iterator<Item = &'a str>) -> Manner {
        match lines.any(|it| bracketed(it).is_some()) {
            true => Manner::Bracketed,
            false => Manner::Arrow,
        }
    }

    pub fn read(self, line: &str) -> Option<Prompt<'_>> {
        match self {
            Manner::Bracketed => bracketed(line),
            Manner::Arrow => arrow(line),
        }
    }
}

/// zkCli's own prompt. A quoted mail may have put a `>` in front.
pub fn bracketed(line: &str) -> Option<Prompt<'_>> {
    let line = line.trim_start().trim_start_matches('>').trim_start();
    let rest = ["[zk:", "[zkshell:"]
        .iter()
        .find_map(|it| line.strip_prefix(it))?;
    let (inside, typed) = rest.split_once(']')?;
    let (host, counter) = match inside.trim().rsplit_once(char::is_whitespace) {
        Some((host, counter)) => (host, counter),
        None => ("", inside.trim()),
    };
    let host = host.split('(').next().unwrap_or_default().trim();
    Some(Prompt {
        counter: counter.parse().ok(),
        host: Some(host).filter(|it| !it.is_empty()),
        name: None,
        typed: typed.trim(),
    })
}

/// Whether a line has a prompt that can be no other program's.
pub fn is_zkclis(line: &str) -> bool {
    let named = |line: &str| is_program(line.trim_start().split('>').next()?).then_some(());
    bracketed(line).is_some() || (line.contains("> ") && named(line).is_some())
}

/// Whether a prompt has the name of the program, and not of a console.
fn is_program(name: &str) -> bool {
    let names = ["zk", "zkcli", "zookeeper"];
    names.iter().any(|it| name.eq_ignore_ascii_case(it))
}

fn arrow(line: &str) -> Option<Prompt<'_>> {
    let (name, typed) = line.trim_start().split_once('>')?;
    let is_program = is_program(name);
    let named = word::is_name(name) && !is_program;
    if !(named || is_program || name.is_empty()) || typed.starts_with(|it: char| it != ' ') {
        return None;
    }
    Some(Prompt {
        counter: None,
        host: None,
        name: named.then_some(name),
        typed: typed.trim(),
    })
}

/// What is typed into a shell of the operating system: `$ …`, `me@host:~$ …`.
pub fn for_shell(line: &str) -> Option<&str> {
    let line = line.trim_start();
    if let Some(typed) = line.strip_prefix("$ ") {
        return Some(typed);
    }
    let (host, typed) = line.split_once("$ ").or_else(|| line.split_once("# "))?;
    let spaces = host.matches(' ').count();
    let is_prompt = host.contains('@') && !host.ends_with(' ') && spaces <= 1;
    is_prompt.then_some(typed)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn zkclis_own_prompt_tells_its_host_and_how_often_it_was_used() {
        let prompt = bracketed("[zk: localhost:2181(CONNECTED) 12]   ls / ").unwrap();
        assert_eq!(
            (prompt.host, prompt.counter, prompt.typed),
            (Some("localhost:2181"), Some(12), "ls /")
        );
        let old = bracketed("> [zkshell: 3] help").unwrap();
        assert_eq!((old.host, old.counter, old.typed), (None, Some(3), "help"));
        assert_eq!(bracketed("[zk: h(CONNECTING) 0]").unwrap().typed, "");
        assert_eq!(bracketed("[zookeeper]"), None);
        assert_eq!(bracketed("[zk: oops"), None);
    }

    #[test]
    fn where_zkclis_prompt_stands_an_arrow_is_output() {
        let manner = Manner::of(["> x", "[zk: h(CONNECTED) 0] ls /"].into_iter());
        assert_eq!(manner.read("> x"), None);
        let manner = Manner::of(["> ls /", "[zookeeper]"].into_iter());
        let named = |line| {
            manner
                .read(line)
                .map(|it| (it.name.is_some(), it.typed.len()))
        };
        assert_eq!(named("> ls /"), Some((false, 4)));
        assert_eq!(named("zkCli> ls /"), Some((false, 4)));
        assert_eq!(named("master1> ls /"), Some((true, 4)));
        assert_eq!(named("[zookeeper]"), None);
        assert_eq!(named("a b> c"), None);
        assert_eq!(named("a>b"), None);
    }

    #[test]
    fn a_shells_prompt_is_known() {
        assert_eq!(for_shell("$ bin/zkCli.sh"), Some("bin/zkCli.sh"));
        assert_eq!(for_shell("[me@box zk]$ ls"), Some("ls"));
        assert_eq!(for_shell("me@box:~/zk$ ls"), Some("ls"));
        assert_eq!(for_shell("costs 5$ each"), None);
        assert_eq!(for_shell("me@box is $ 5"), None);
        assert_eq!(for_shell("[zookeeper]"), None);
    }
}
