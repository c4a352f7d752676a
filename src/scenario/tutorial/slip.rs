//! What somebody meant who made a slip of the finger.

use crate::engine::tree::Tree;
use crate::model::ZPath;
use crate::scenario::tutorial::command_line::{CommandLine, Need};
use crate::scenario::tutorial::report::Slip;
use crate::scenario::tutorial::uses::Uses;
use crate::shell::{did_you_mean, is_slip};

/// So many guesses are one too many.
const MOST_GUESSES: usize = 3;

/// How a command may have been meant whose name zkCli does not know.
pub fn in_name(line: &CommandLine) -> Option<(Slip, String)> {
    if line.is_known() || line.name().is_empty() {
        return None;
    }
    if let Some(meant) = line.unglued() {
        return Some((Slip::Glued, meant));
    }
    let name = did_you_mean(line.name())?;
    Some((Slip::Command, line.with_name(name)))
}

/// How a command may have been meant whose path can be none.
pub fn in_form(line: &CommandLine) -> Option<String> {
    let path = line.path()?;
    if ZPath::parse(path).is_ok() || line.has("s") && line.is_create() {
        return None;
    }
    let parts: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    let mended = ZPath::parse(&format!("/{}", parts.join("/"))).ok()?;
    Some(line.with_path(mended.as_str()))
}

/// How a command may have been meant whose data are several words: zkCli takes the second for
/// an ACL, or passes it over.
pub fn in_data(line: &CommandLine) -> Option<String> {
    let quoted = line.with_quoted_data()?;
    Some(quoted).filter(|_| matches!(line.name(), "create" | "set"))
}

/// How a command may have been meant that needs a znode which is not there: with a name
/// exchanged for one that is much like it.
pub fn in_path(line: &CommandLine, tree: &Tree, uses: &Uses) -> Vec<String> {
    let (Some(typed), Some(Need::Node(need) | Need::Parent(need))) = (line.path(), line.need())
    else {
        return Vec::new();
    };
    if tree.contains(&need) || !Uses::can_be_compared(&need) {
        return Vec::new();
    }
    let Some((parent, missing)) = first_missing(&need, tree) else {
        return Vec::new();
    };
    let below = need.as_str()[missing.as_str().len()..].to_string();
    let behind = typed.strip_prefix(need.as_str()).unwrap_or_default();
    let guesses = likely(&parent, &missing, tree, uses);
    let is_clear = guesses.len() == 1;
    let commands = guesses.iter().map(|meant| {
        let command = line.with_path(&format!("{meant}{below}{behind}"));
        // A name further down may be a slip, too.
        match is_clear && tree.contains(meant) {
            true => match in_path(&CommandLine::parse(&command), tree, uses).as_slice() {
                [further] => further.clone(),
                _ => command,
            },
            false => command,
        }
    });
    commands.take(MOST_GUESSES).collect()
}

/// The last znode on the way that is there, and the first that is not.
fn first_missing(path: &ZPath, tree: &Tree) -> Option<(ZPath, ZPath)> {
    let mut missing = path.clone();
    loop {
        let parent = missing.parent()?;
        if tree.contains(&parent) {
            return Some((parent, missing));
        }
        missing = parent;
    }
}

/// Names much like the missing one: of znodes that are there, or else that the text makes
/// somewhere.
fn likely(parent: &ZPath, missing: &ZPath, tree: &Tree, uses: &Uses) -> Vec<ZPath> {
    let there = tree.get(parent).into_iter().flat_map(|it| &it.children);
    let there = there.filter(|it| is_slip(it, missing.name()));
    let there: Vec<ZPath> = there.map(|it| parent.child(it)).collect();
    if !there.is_empty() {
        return there;
    }
    let spoken_of = uses.below(parent);
    let like = spoken_of.filter(|it| is_slip(it.name(), missing.name()));
    like.filter(|it| uses.makes(it) && !uses.makes(missing))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Lifespan, Stamp};
    use crate::model::{Acl, WallTime, Zxid};
    use crate::scenario::tutorial::{source, story::Story};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn tree(paths: &[&str]) -> Tree {
        let stamp = Stamp {
            zxid: Zxid::ZERO.next(),
            time: WallTime::EPOCH,
        };
        let mut tree = Tree::new();
        for path in paths {
            let path = ZPath::parse(path).unwrap();
            tree.insert(&path, None, Acl::OPEN, Lifespan::Persistent, stamp);
        }
        tree
    }

    fn meant(command: &str, there: &[&str], text: &str) -> Vec<String> {
        let story = Story::read(&source::plain(text)).unwrap();
        let line = CommandLine::parse(command);
        in_path(&line, &tree(there), &Uses::of(&story))
    }

    #[test]
    fn a_path_one_slip_away_from_one_that_is_there_was_meant() {
        let there = ["/workers", "/tasks", "/workers/worker1"];
        assert_eq!(meant("ls /worker true", &there, ""), ["ls /workers true"]);
        assert_eq!(
            meant("create -e /worker/w2 \"x\"", &there, ""),
            ["create -e /workers/w2 \"x\""]
        );
        assert_eq!(
            meant("create -s /taks/task- x", &there, ""),
            ["create -s /tasks/task- x"]
        );
        assert_eq!(
            meant("get /wokers/wroker1", &there, ""),
            ["get /workers/worker1"]
        );
        assert_eq!(meant("get /workers/worker2", &there, ""), [""; 0]);
        assert_eq!(meant("get /master", &there, ""), [""; 0]);
        assert_eq!(meant("create /worker x", &there, ""), [""; 0]);
        assert_eq!(meant("ls /workers", &there, ""), [""; 0]);
    }

    #[test]
    fn a_path_that_the_text_makes_elsewhere_may_be_meant_too() {
        let text = "> create /master x\n> get /master\n> get /mastre\n";
        assert_eq!(meant("get /mastre", &[], text), ["get /master"]);
        assert_eq!(meant("get /master", &[], text), [""; 0]);
        assert_eq!(
            meant("ls /task", &["/taska", "/taskb"], "").len(),
            2,
            "nobody can tell which"
        );
    }

    #[test]
    fn a_name_and_a_form_are_mended() {
        let name = |it: &str| in_name(&CommandLine::parse(it)).map(|it| it.1);
        assert_eq!(name("craete /a b").as_deref(), Some("create /a b"));
        assert_eq!(name("ls/").as_deref(), Some("ls /"));
        assert_eq!(name("help"), None);
        assert_eq!(name("ls /"), None);
        let form = |it: &str| in_form(&CommandLine::parse(it));
        assert_eq!(form("create a/b c").as_deref(), Some("create /a/b c"));
        assert_eq!(form("ls /a/").as_deref(), Some("ls /a"));
        assert_eq!(form("ls /a//b").as_deref(), Some("ls /a/b"));
        assert_eq!(form("create -s /a/ b"), None);
        assert_eq!(form("ls /a"), None);
        assert_eq!(form("ls /.."), None);
        let data = |it: &str| in_data(&CommandLine::parse(it));
        assert_eq!(
            data("create -e /a my  data").as_deref(),
            Some("create -e /a \"my  data\"")
        );
        assert_eq!(data("set /a b c d").as_deref(), Some("set /a \"b c d\""));
        for fine in [
            "create /a b world:anyone:r",
            "set /a b 3",
            "set /a b -v 3",
            "create /a",
            "create /a \"b\" c",
            "create /a b -s c",
            "ls /a b c",
        ] {
            assert_eq!(data(fine), None, "{fine}");
        }
    }
}
