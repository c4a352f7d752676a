//! Why a line differs: what is known to have changed between the old consoles and 3.9.3.

use crate::engine::tree::Znode;
use crate::model::{SessionId, ZPath};
use crate::scenario::stage::Stage;
use crate::scenario::tutorial::command_line::CommandLine;
use crate::scenario::tutorial::likeness::{Line, list, stat_field, unquoted};
use crate::scenario::tutorial::report::Why;
use crate::scenario::tutorial::uses::Uses;
use crate::shell::render;

/// What a command has met.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub stage: &'a Stage,
    pub uses: &'a Uses,
    pub console: &'a str,
    pub line: &'a CommandLine,
    /// The data of its znode were typed in quotes.
    pub quoted: bool,
    /// It brought up a usage.
    pub usage: bool,
}

impl Scene<'_> {
    /// Why something else is printed than the text claims; nothing if nobody knows.
    pub fn instead(&self, claimed: &str, now: &str) -> Vec<Why> {
        let why = if self.usage {
            Some(Why::UsageHasChanged)
        } else if let Some(why) = self.of_old_saying(claimed) {
            Some(why)
        } else if let (Some(claimed), Some(now)) = (list(claimed), list(now)) {
            self.of_lists(&claimed, &now)
        } else if self.kept_quotes(claimed, now) {
            Some(Why::QuotesWereData)
        } else if was_worded_otherwise(claimed, now) {
            Some(Why::WordedOtherwise)
        } else {
            self.of_refusal(now)
        };
        why.into_iter().collect()
    }

    /// Why a line that the text claims is not printed.
    pub fn gone(&self, claimed: &str) -> Vec<Why> {
        if self.usage {
            return vec![Why::UsageHasChanged];
        }
        if let Some(why) = self.of_old_saying(claimed) {
            return vec![why];
        }
        if unquoted(claimed).is_empty() && self.line.name() == "get" {
            return vec![Why::QuotesWereData];
        }
        match (stat_field(claimed), self.line.with_stat()) {
            (Some((key, _)), Some(instead)) => self.of_stat(key, claimed, instead),
            _ => Vec::new(),
        }
    }

    /// What old consoles said of this command and 3.9.3 does not.
    fn of_old_saying(&self, claimed: &str) -> Option<Why> {
        match self.line.name() {
            "quit" if claimed.starts_with("Quitting") => Some(Why::PartingHasChanged),
            "create" if claimed.starts_with("ZooKeeper -server") => Some(Why::DataWereNeeded),
            "setquota" if claimed.starts_with("Comment: the parts are") => {
                Some(Why::OptionsWereRepeated)
            }
            "listquota" if claimed.starts_with("Output ") && !claimed.contains("Limit=") => {
                Some(Why::HardLimitsCame)
            }
            "delete" | "set" if claimed.starts_with("version No is not valid") => {
                self.line.old_form()
            }
            _ => None,
        }
    }

    fn of_stat(&self, key: &str, claimed: &str, instead: String) -> Vec<Why> {
        let mut whys = vec![Why::StatWasPrintedUnasked { instead }];
        let zone = self.stage.header().zone;
        let today = self.znode().map(|it| render::stat(&it.stat(), zone));
        let lines = today.as_deref().unwrap_or_default().lines().map(Line::read);
        let mut of_key = lines.filter(|it| stat_field(it.text).is_some_and(|it| it.0 == key));
        let there = of_key.next();
        if let Some(there) = there.filter(|it| !Line::read(claimed).says_the_same(it)) {
            if self.kept_quotes(claimed, there.text) {
                whys.push(Why::QuotesWereData);
            }
            let line = there.text.to_string();
            whys.push(Why::ThereItSays { line });
        }
        whys
    }

    fn znode(&self) -> Option<&Znode> {
        let path = ZPath::parse(self.line.path()?).ok()?;
        self.stage.tree().get(&path)
    }

    /// Data that kept their quotes were longer by two.
    fn kept_quotes(&self, claimed: &str, now: &str) -> bool {
        let length = |it: &str| match stat_field(it)? {
            ("dataLength", length) => length.parse::<usize>().ok(),
            _ => None,
        };
        match (length(claimed), length(now)) {
            (Some(claimed), Some(now)) => self.quoted && claimed == now + 2,
            _ => claimed != now && unquoted(claimed) == now,
        }
    }

    fn of_lists(&self, claimed: &[&str], now: &[&str]) -> Option<Why> {
        let parent = self.line.path()?.trim_end_matches('/');
        let unlike = |these: &[&str], those: &[&str]| {
            let name = these.iter().find(|it| !those.contains(it))?;
            ZPath::parse(&format!("{parent}/{name}")).ok()
        };
        if let Some(path) = unlike(claimed, now) {
            return Some(self.not_made(&path));
        }
        match unlike(now, claimed) {
            Some(path) => self.still_owned(&path),
            None => Some(Why::ListsAreSorted),
        }
    }

    fn of_refusal(&self, now: &str) -> Option<Why> {
        let path = |sentence: &str| ZPath::parse(now.strip_prefix(sentence)?).ok();
        if let Some(path) = path("Node does not exist: ") {
            return Some(self.not_made(&path));
        }
        self.still_owned(&path("Node already exists: ")?)
    }

    fn not_made(&self, path: &ZPath) -> Why {
        let made = self.uses.makes(path);
        let path = path.to_string();
        match made {
            true => Why::MadeLater { path },
            false => Why::NotMadeByTheText { path },
        }
    }

    /// The ephemeral znode of another console that lives, though it may be meant to be dead.
    fn still_owned(&self, path: &ZPath) -> Option<Why> {
        let owner = self.stage.tree().get(path)?.owner()?;
        let console = owner_of(self.stage, owner).filter(|it| it != self.console)?;
        let path = path.to_string();
        Some(Why::StillOwned { path, console })
    }
}

/// The living process of a session.
pub fn owner_of(stage: &Stage, session: SessionId) -> Option<String> {
    let mut living = stage
        .world()
        .processes()
        .values()
        .filter(|it| it.is_alive());
    let owner = living.find(|it| it.handles.values().any(|it| it.session() == Some(session)))?;
    Some(owner.name.clone())
}

/// The same sentence in the words of older consoles.
fn was_worded_otherwise(claimed: &str, now: &str) -> bool {
    const CHANGED: [(&str, &str); 3] = [
        ("Authentication is not valid", "Insufficient permission"),
        ("Command failed: java.lang.IllegalArgumentException: ", ""),
        ("Sync returned 0", "Sync is OK"),
    ];
    CHANGED.iter().any(|(old, new)| {
        let rest = claimed.strip_prefix(old).zip(now.strip_prefix(new));
        rest.is_some_and(|(old, new)| old.trim() == new.trim())
    })
}
