//! Where the clock shall stop: at what kind of event, at which znode, of whom.

use crate::app::view::{EventKind, EventRow};

/// All that is given has to hold. A broken law always stops the clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breakpoint {
    pub kind: Option<EventKind>,
    /// The name of a process or server.
    pub who: Option<String>,
    /// The znode or one below it.
    pub path: Option<String>,
}

impl Breakpoint {
    /// Whether it says anything at all.
    pub fn is_empty(&self) -> bool {
        *self == Breakpoint::default()
    }

    /// Whether the clock stops at that. Heartbeats have to be asked for; and so have commands that
    /// name a znode, to which nothing has happened yet.
    pub fn is_met(&self, row: &EventRow) -> bool {
        let is_quiet = match row.kind {
            EventKind::Ping => self.kind.is_none(),
            EventKind::Command => self.kind.is_none() && self.path.is_some(),
            _ => false,
        };
        !is_quiet
            && self.kind.is_none_or(|it| it == row.kind)
            && self.who.as_ref().is_none_or(|it| *it == row.who)
            && self.path.as_ref().is_none_or(|it| is_at(row, it))
    }
}

fn is_at(row: &EventRow, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let within = |it: &str| {
        let rest = it.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    row.paths.iter().any(|it| within(it.as_str())) || row.text.split_whitespace().any(within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{VirtualTime, ZPath};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row(kind: EventKind, who: &str, text: &str, paths: &[&str]) -> EventRow {
        let paths = paths.iter().map(|it| ZPath::parse(it).unwrap());
        EventRow {
            id: 0,
            step: 1,
            at: VirtualTime::START,
            time: "0.000".to_string(),
            kind,
            who: who.to_string(),
            role: None,
            text: text.to_string(),
            why: String::new(),
            paths: paths.collect(),
        }
    }

    #[test]
    fn all_that_is_given_has_to_hold() {
        let event = row(EventKind::Watch, "master2", "NodeDeleted /master", &[]);
        let breakpoint = |kind, who: Option<&str>, path: Option<&str>| Breakpoint {
            kind,
            who: who.map(str::to_string),
            path: path.map(str::to_string),
        };
        for (given, met) in [
            (breakpoint(None, None, None), true),
            (breakpoint(Some(EventKind::Watch), None, None), true),
            (breakpoint(Some(EventKind::Fault), None, None), false),
            (breakpoint(None, Some("master2"), None), true),
            (breakpoint(None, Some("master1"), None), false),
            (breakpoint(None, None, Some("/master")), true),
            (breakpoint(None, None, Some("/mast")), false),
            (breakpoint(None, None, Some("/")), true),
            (
                breakpoint(Some(EventKind::Watch), Some("master2"), Some("/master")),
                true,
            ),
            (
                breakpoint(Some(EventKind::Watch), Some("master2"), Some("/tasks")),
                false,
            ),
        ] {
            assert_eq!(given.is_met(&event), met, "{given:?}");
        }
    }

    #[test]
    fn a_znode_is_found_by_what_was_done_to_it_and_to_those_below_it() {
        let expiry = row(
            EventKind::Expiry,
            "master1",
            "session expired",
            &["/workers/w1"],
        );
        let at = |path: &str| Breakpoint {
            path: Some(path.to_string()),
            ..Breakpoint::default()
        };
        assert!(at("/workers").is_met(&expiry));
        assert!(at("/workers/w1").is_met(&expiry));
        assert!(!at("/work").is_met(&expiry));
        assert!(!at("/workers").is_met(&row(EventKind::Ping, "w", "/workers", &[])));
        let command = row(EventKind::Command, "w", "ls /workers", &[]);
        assert!(!at("/workers").is_met(&command));
        let kind = Some(EventKind::Command);
        let asked = Breakpoint {
            kind,
            ..at("/workers")
        };
        assert!(asked.is_met(&command));
    }
}
