//! What consoles have shown, read out of the trace as it grows.

use std::collections::BTreeMap;

use crate::handle::Shown;
use crate::scenario::stage::Stage;
use crate::sim::Happening;

/// What one console has shown since it was last looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    pub lines: Vec<PrintedLine>,
    pub events: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedLine {
    pub text: String,
    pub stream: Stream,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Out,
    Err,
    /// The error output, and the command has failed.
    Failure,
}

/// A reader of a stage's trace that knows how far it has read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screens {
    read: usize,
    /// How many bytes were printed so far.
    pub bytes: usize,
}

impl Screens {
    /// What each console has shown since. Empty lines are left out: pages add and drop them.
    pub fn news(&mut self, stage: &Stage) -> BTreeMap<String, News> {
        let entries = &stage.run().trace().entries;
        let mut news: BTreeMap<String, News> = BTreeMap::new();
        let mut partial: BTreeMap<String, String> = BTreeMap::new();
        for entry in &entries[self.read..] {
            let Happening::Shown(process, shown) = &entry.what else {
                continue;
            };
            let Some(name) = stage.world().processes().get(process).map(|it| &it.name) else {
                continue;
            };
            let console = news.entry(name.clone()).or_default();
            let (text, stream) = match shown {
                Shown::Out(text) => (text, Stream::Out),
                Shown::Err(text) => (text, Stream::Err),
                Shown::Failure(text) => (text, Stream::Failure),
                Shown::Partial(text) => {
                    self.bytes += text.len();
                    partial.entry(name.clone()).or_default().push_str(text);
                    continue;
                }
                Shown::Event(event) => {
                    console.events.push(event.to_string());
                    continue;
                }
                Shown::Typed { .. } | Shown::Note(_) => continue,
            };
            self.bytes += text.len();
            let text = partial.remove(name).unwrap_or_default() + text;
            if !text.trim().is_empty() {
                console.lines.push(PrintedLine { text, stream });
            }
        }
        for (name, text) in partial {
            let stream = Stream::Out;
            let lines = &mut news.entry(name).or_default().lines;
            lines.push(PrintedLine { text, stream });
        }
        self.read = entries.len();
        news
    }
}
