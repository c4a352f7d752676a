//! Which paths a text speaks of, and how often.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::ZPath;
use crate::scenario::tutorial::command_line::CommandLine;
use crate::scenario::tutorial::story::{Story, What};

/// All paths that are typed, and those above them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// How many commands are about the path or something below it.
    counts: BTreeMap<ZPath, usize>,
    /// Those that a command makes.
    made: BTreeSet<ZPath>,
}

impl Uses {
    /// Paths deeper or longer than this are nobody's slip, and would take long to compare.
    const DEEPEST: usize = 16;
    const LONGEST: usize = 400;

    pub fn of(story: &Story) -> Uses {
        let mut uses = Uses::default();
        for item in &story.items {
            if let What::Typed(typed) = &item.what
                && let line = CommandLine::parse(&typed.command)
                && let Some(Ok(path)) = line.path().map(ZPath::parse)
                && Uses::can_be_compared(&path)
            {
                if line.is_create() {
                    uses.made.insert(path.clone());
                }
                let mut at = Some(path);
                while let Some(path) = at {
                    at = path.parent();
                    *uses.counts.entry(path).or_default() += 1;
                }
            }
        }
        uses
    }

    pub fn can_be_compared(path: &ZPath) -> bool {
        let text = path.as_str();
        text.len() <= Uses::LONGEST && text.matches('/').count() <= Uses::DEEPEST
    }

    pub fn count(&self, path: &ZPath) -> usize {
        self.counts.get(path).copied().unwrap_or_default()
    }

    pub fn makes(&self, path: &ZPath) -> bool {
        self.made.contains(path)
    }

    /// The paths right below one.
    pub fn below<'a>(&'a self, parent: &'a ZPath) -> impl Iterator<Item = &'a ZPath> {
        let above = parent.as_str().trim_end_matches('/');
        let paths = self.counts.range(parent.clone()..).map(|(path, _)| path);
        let below = paths.take_while(move |it| it.as_str().starts_with(above));
        below.filter(move |it| {
            let name = it.as_str()[above.len()..].strip_prefix('/');
            name.is_some_and(|it| !it.is_empty() && !it.contains('/'))
        })
    }
}
