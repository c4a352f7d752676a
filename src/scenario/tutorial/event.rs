//! Watch events as consoles print them, of any version.

/// What the line of an event says, in its own spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventLine<'a> {
    pub state: &'a str,
    pub kind: &'a str,
    pub path: &'a str,
    /// Consoles before 3.9 did not print it.
    pub zxid: Option<&'a str>,
}

impl EventLine<'_> {
    pub const BEGINNING: &'static str = "WatchedEvent state:";

    /// `WatchedEvent state:SyncConnected type:NodeDeleted path:/master zxid: 5`.
    pub fn parse(line: &str) -> Option<EventLine<'_>> {
        let rest = line.trim().strip_prefix(EventLine::BEGINNING)?;
        let (state, rest) = rest.split_once(" type:")?;
        let (kind, path) = rest.split_once(" path:")?;
        let (path, zxid) = match path.rsplit_once(" zxid:") {
            Some((path, zxid)) => (path, Some(zxid.trim())),
            None => (path, None),
        };
        Some(EventLine {
            state: state.trim(),
            kind: kind.trim(),
            path: path.trim(),
            zxid,
        })
    }

    /// Whether a session has just begun, or is connected again.
    pub fn is_connected(&self) -> bool {
        self.state == "SyncConnected" && self.kind == "None"
    }

    /// Whether both tell the same, printed by whatever version.
    pub fn tells_the_same(&self, other: &EventLine<'_>) -> bool {
        (self.state, self.kind, self.path) == (other.state, other.kind, other.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_event_is_read_with_and_without_its_zxid() {
        let old = "WatchedEvent state:SyncConnected type:NodeDeleted path:/a b";
        let new = format!("{old} zxid: 5");
        let (old, new) = (EventLine::parse(old), EventLine::parse(&new));
        let (old, new) = (old.unwrap(), new.unwrap());
        assert!(old.tells_the_same(&new));
        assert_eq!((old.zxid, new.zxid, new.path), (None, Some("5"), "/a b"));
        assert_eq!(EventLine::parse("WatchedEvent state:Closed"), None);
    }
}
