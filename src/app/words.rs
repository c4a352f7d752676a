//! Every word of ours, in every language we speak.
//!
//! One struct holds them all, so a missing word is a compile error. Places for values are
//! written `{name}` and filled by [`fill`]. What zkCli says stays English and is not here.
//!
//! A program speaks English. The words of another language it learns when somebody wants them, from
//! a file that the build has written from their table: so the page's first load holds one table.

pub mod broken;
pub mod bugs;
pub mod cast;
pub mod chart;
pub mod checks;
pub mod doings;
mod en;
pub mod ensemble;
pub mod facts;
pub mod motives;
pub mod notes;
pub mod pasted;
pub mod reasons;
pub mod share;
pub mod strip;
mod table;
pub mod tales;
pub mod timeline;
pub mod tutorial;
mod zh;

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Duration;

use broken::BrokenWords;
use bugs::BugWords;
use cast::CastWords;
use chart::ChartWords;
use checks::Checks;
use doings::Doings;
use ensemble::EnsembleWords;
use facts::Facts;
use motives::Motives;
use notes::Notes;
use pasted::PastedWords;
use reasons::Reasons;
use share::ShareWords;
use strip::StripWords;
use table::{Reader, Table, table};
use tales::Tales;
use timeline::TimelineWords;

use crate::app::view::EventKind;
use crate::model::time::millis;

pub use en::EN;
pub use zh::ZH;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    En,
    Zh,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Zh];

    /// The language of a tag such as `zh-CN`; `None` for one we do not speak.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_']).next()? {
            "en" => Some(Lang::En),
            "zh" => Some(Lang::Zh),
            _ => None,
        }
    }

    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        match self {
            Lang::En => "English",
            Lang::Zh => "中文",
        }
    }

    /// Its words; English ones while they are not known.
    pub fn words(self) -> &'static Words {
        self.table().unwrap_or(&EN)
    }

    /// Whether its words are there.
    pub fn is_known(self) -> bool {
        self.table().is_some()
    }

    /// Learns its words from a file, unless that is of another version.
    pub fn learn(self, file: &str) {
        if self == Lang::Zh
            && let Some(words) = table::read(file, &EN)
        {
            LEARNT.get_or_init(|| words);
        }
    }

    fn table(self) -> Option<&'static Words> {
        match self {
            Lang::En => Some(&EN),
            Lang::Zh => LEARNT.get(),
        }
    }
}

/// The words of the other language, once they are known.
static LEARNT: OnceLock<Words> = OnceLock::new();

/// Puts values in the places of a phrase: `fill("{n} s left", &[("n", "2.8")])`.
pub fn fill(phrase: &str, values: &[(&str, &str)]) -> String {
    let mut text = phrase.to_string();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// So many characters of a text, and an ellipsis if there are more.
pub fn beginning(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

/// `6 s`, `2.8 s`: a span for people.
pub fn span(words: &Words, span: Duration) -> String {
    let tenths = millis(span) / 100;
    let number = match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", tenths / 10),
    };
    fill(words.facts.seconds, &[("n", &number)])
}

table! {
    /// The message table.
    pub struct Words {
        pub brand_tagline: &'static str,

        pub play: &'static str,
        pub pause: &'static str,
        pub step: &'static str,
        pub next_event: &'static str,
        pub virtual_time: &'static str,
        pub speed: &'static str,
        pub transport: &'static str,
        pub theme: &'static str,
        pub theme_system: &'static str,
        pub theme_light: &'static str,
        pub theme_dark: &'static str,
        pub choose_language: &'static str,
        pub settings: &'static str,
        /// `{language}` could not be had.
        pub not_learnt: &'static str,

        pub znodes: &'static str,
        pub details: &'static str,
        pub events: &'static str,
        pub guide: &'static str,
        pub stage: &'static str,
        pub consoles: &'static str,
        pub parts: &'static str,

        /// `Command for {process}`.
        pub command_for: &'static str,
        /// `Output of {process}`.
        pub output_of: &'static str,
        /// `Actions for {process}`.
        pub actions_for: &'static str,
        pub run: &'static str,
        pub suggestions: &'static str,

        pub client_thinks: &'static str,
        pub server_knows: &'static str,
        pub watches: &'static str,
        pub owns: &'static str,

        pub type_it: &'static str,
        pub kill_master: &'static str,
        pub pause_master: &'static str,
        pub next: &'static str,
        pub skip_guide: &'static str,
        pub start_again: &'static str,
        /// `Step {n} of {m}`.
        pub beat_of: &'static str,

        pub show_pings: &'static str,
        pub filter_events: &'static str,
        pub clear_filter: &'static str,
        /// `0 of {n} events.`
        pub no_event_matches: &'static str,
        pub no_events: &'static str,
        pub why: &'static str,
        pub close: &'static str,

        pub added: &'static str,
        pub removed: &'static str,
        pub changed: &'static str,
        pub ephemeral: &'static str,
        pub sequential: &'static str,
        pub watchers: &'static str,
        pub open_full: &'static str,
        pub fidelity: &'static str,
        pub about: &'static str,

        /// The client, where room is short; `client_thinks` in full.
        pub client_short: &'static str,
        pub server_short: &'static str,
        /// What the two marks on the ring stand for.
        pub ring_marks: &'static str,
        /// `Select {process}`
        pub select_process: &'static str,
        /// Back to the end of a log.
        pub newest: &'static str,
        pub no_details: &'static str,
        /// In the empty filter field; `filter_events` in full.
        pub filter_short: &'static str,
        /// The name of the space bar.
        pub key_space: &'static str,
        pub keyboard: &'static str,
        pub keys_anywhere: &'static str,
        pub keys_console: &'static str,
        pub key_select: &'static str,
        pub key_console_of: &'static str,
        pub key_to_console: &'static str,
        pub key_this_list: &'static str,
        pub key_history: &'static str,
        pub key_complete: &'static str,
        pub key_ghost: &'static str,
        pub key_dismiss: &'static str,
        pub key_scroll: &'static str,
        pub kind_command: &'static str,
        pub kind_refusal: &'static str,
        pub kind_commit: &'static str,
        pub kind_watch: &'static str,
        pub kind_session: &'static str,
        pub kind_expiry: &'static str,
        pub kind_fault: &'static str,
        pub kind_ensemble: &'static str,
        pub kind_ping: &'static str,
        pub trouble_title: &'static str,
        pub trouble_text: &'static str,
        pub reload: &'static str,

        pub cast: CastWords,
        pub chart: ChartWords,
        pub checks: Checks,
        pub facts: Facts,
        pub notes: Notes,
        pub pasted: PastedWords,
        pub motives: Motives,
        pub doings: Doings,
        pub ensemble: EnsembleWords,
        pub reasons: Reasons,
        pub tales: Tales,
        pub share: ShareWords,
        pub broken: BrokenWords,
        pub bugs: BugWords,
        pub strip: StripWords,
        pub timeline: TimelineWords,
    }
}

impl Words {
    /// All of them, as [`Lang::learn`] reads them.
    pub fn file(&self) -> String {
        table::written(self)
    }

    /// What such an event is called.
    pub fn kind(&self, kind: EventKind) -> &'static str {
        match kind {
            EventKind::Command => self.kind_command,
            EventKind::Refusal => self.kind_refusal,
            EventKind::Commit => self.kind_commit,
            EventKind::Watch => self.kind_watch,
            EventKind::Session => self.kind_session,
            EventKind::Expiry => self.kind_expiry,
            EventKind::Fault => self.kind_fault,
            EventKind::Ensemble => self.kind_ensemble,
            EventKind::Ping => self.kind_ping,
        }
    }
}

/// There is one table for each language: to compare all its words would take a frame's time.
impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        std::ptr::eq(self, other)
    }
}
