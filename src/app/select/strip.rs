//! The strip: what each process thought, beside what was true.

use std::time::Duration;

use crate::actor::layout::MASTER;
use crate::app::playground::Playground;
use crate::app::select::monitors;
use crate::app::select::names::Names;
use crate::app::tenure::{Belief, Clash, Ownership, Tenures};
use crate::app::view::{ClashView, Role, SegmentKind, SegmentView, StripRow, StripView, TickView};
use crate::app::words::strip::StripWords;
use crate::app::words::{Words, fill, span};
use crate::model::time::millis;
use crate::model::{ProcessId, VirtualTime};
use crate::monitor::Monitors;
use crate::monitor::turn::Ending;

/// The axis is never longer: of a long run, its end is shown.
const LONGEST: Duration = Duration::from_secs(60);
/// Nor shorter: a run that has just begun fills it by and by.
const SHORTEST: Duration = Duration::from_secs(10);
const WHOLE: u64 = 1000;

pub fn view(playground: &Playground) -> StripView {
    let names = Names {
        words: playground.options.lang.words(),
        roster: playground.scene().chronicle.roster(),
    };
    let drawing = Drawing {
        names: &names,
        tenures: &playground.scene().tenures,
        now: playground.scene().stage.now(),
    };
    let mut strip = drawing.draw(&playground.scene().monitors);
    let finding = playground.account.finding();
    strip.monitors.push(monitors::laws(names.words, finding));
    strip
}

/// What the strip is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'a> {
    pub names: &'a Names<'a>,
    pub tenures: &'a Tenures,
    pub now: VirtualTime,
}

impl Drawing<'_> {
    pub fn draw(&self, monitors: &Monitors) -> StripView {
        let quiet = self.tenures.is_empty();
        StripView {
            quiet: quiet.then(|| self.words().nobody.to_string()),
            rows: if quiet { Vec::new() } else { self.rows() },
            ticks: self.axis().ticks(self.names.words),
            now_at: self.axis().place(self.now),
            now: self.now_in_short(),
            now_told: self.now_told(),
            clashes: self.clashes().map(|it| self.clash(it)).collect(),
            monitors: monitors::view(self.names, &monitors.verdicts(self.now)),
        }
    }

    fn words(&self) -> &'static StripWords {
        &self.names.words.strip
    }

    fn axis(&self) -> Axis {
        let length = self.now.since(VirtualTime::START).clamp(SHORTEST, LONGEST);
        Axis {
            start: self.now - length,
            length,
        }
    }

    fn rows(&self) -> Vec<StripRow> {
        let roster = self.names.roster;
        let stands = |id| matches!(roster.role(id), Role::Master | Role::Backup);
        let shown =
            |id: &ProcessId| self.has_believed(*id) || (stands(*id) && roster.is_present(*id));
        let rows = roster.everyone().filter(shown).map(|id| self.row(id));
        std::iter::once(self.truth()).chain(rows).collect()
    }

    fn truth(&self) -> StripRow {
        let axis = self.axis();
        let owners = self.tenures.owners().iter();
        let seen = owners.filter(|it| axis.shows(it.until));
        StripRow {
            name: MASTER.to_string(),
            role: None,
            segments: seen.map(|it| self.owned(it)).collect(),
            clashes: Vec::new(),
        }
    }

    /// Within what is drawn.
    fn has_believed(&self, process: ProcessId) -> bool {
        let beliefs = self.tenures.beliefs(process).last();
        beliefs.is_some_and(|it| self.axis().shows(it.ended.map(|(at, _)| at)))
    }

    fn row(&self, process: ProcessId) -> StripRow {
        let (axis, name) = (self.axis(), self.names.of(process));
        let role = self.names.roster.role(process);
        let beliefs = self.tenures.beliefs(process).iter();
        let seen = beliefs.filter(|it| axis.shows(it.ended.map(|(at, _)| at)));
        let clashes = self.clashes().filter(|it| it.processes.contains(&process));
        StripRow {
            name: name.to_string(),
            role: Some(role),
            segments: seen.map(|it| self.believed(name, role, it)).collect(),
            clashes: clashes
                .map(|it| axis.places(it.from, it.until, self.now))
                .collect(),
        }
    }

    fn owned(&self, owned: &Ownership) -> SegmentView {
        let name = self.names.of(owned.process);
        let (from, to) = self.axis().places(owned.from, owned.until, self.now);
        SegmentView {
            key: owned.from.as_millis(),
            kind: SegmentKind::Owned,
            role: self.names.roster.role(owned.process),
            from,
            to,
            text: name.to_string(),
            died: false,
            label: self.owned_told(owned),
        }
    }

    fn owned_told(&self, owned: &Ownership) -> String {
        let words = self.words();
        let phrase = match owned.until {
            Some(_) => words.was_owned,
            None => words.is_owned,
        };
        let values = [("path", MASTER), ("process", self.names.of(owned.process))];
        spanned(&fill(phrase, &values), owned.from, owned.until)
    }

    fn believed(&self, name: &str, role: Role, belief: &Belief) -> SegmentView {
        let words = self.words();
        let until = belief.ended.map(|(at, _)| at);
        let (from, to) = self.axis().places(belief.from, until, self.now);
        let (kind, text) = match belief.sure {
            true => (SegmentKind::Held, words.master),
            false => (SegmentKind::Doubted, words.unsure),
        };
        SegmentView {
            key: belief.from.as_millis(),
            kind,
            role,
            from,
            to,
            text: text.to_string(),
            died: belief.ended.is_some_and(|(_, it)| it != Ending::Changed),
            label: self.believed_told(name, belief),
        }
    }

    fn believed_told(&self, name: &str, belief: &Belief) -> String {
        let words = self.words();
        let phrase = match (belief.sure, belief.ended.map(|(_, ending)| ending)) {
            (true, None) => words.thinks,
            (true, Some(Ending::Changed)) => words.thought,
            (true, Some(Ending::Killed)) => words.thought_killed,
            (true, Some(Ending::Exited)) => words.thought_exited,
            (true, Some(Ending::Restarted)) => words.thought_restarted,
            (true, Some(Ending::Removed)) => words.thought_removed,
            (false, None) => words.is_unsure,
            (false, Some(Ending::Changed)) => words.was_unsure,
            (false, Some(Ending::Killed)) => words.was_unsure_killed,
            (false, Some(Ending::Exited)) => words.was_unsure_exited,
            (false, Some(Ending::Restarted)) => words.was_unsure_restarted,
            (false, Some(Ending::Removed)) => words.was_unsure_removed,
        };
        let until = belief.ended.map(|(at, _)| at);
        spanned(&fill(phrase, &[("process", name)]), belief.from, until)
    }

    fn clashes(&self) -> impl Iterator<Item = &Clash> {
        let axis = self.axis();
        let clashes = self.tenures.clashes().iter();
        clashes.filter(move |it| axis.shows(it.until))
    }

    fn clash(&self, clash: &Clash) -> ClashView {
        let words = self.words();
        let names: Vec<String> = clash
            .processes
            .iter()
            .map(|it| self.names.of(*it).to_string())
            .collect();
        let (text, label) = match (names.len(), clash.until) {
            (2, None) => (words.two_believe, words.both_believe),
            (2, Some(_)) => (words.two_believed, words.both_believed),
            (_, None) => (words.many_believe, words.all_believe),
            (_, Some(_)) => (words.many_believed, words.all_believed),
        };
        let (count, processes) = (names.len().to_string(), self.names.list(&names));
        let values = [("n", count.as_str()), ("processes", &processes)];
        ClashView {
            text: spanned(&fill(text, &values), clash.from, clash.until),
            label: spanned(&fill(label, &values), clash.from, clash.until),
        }
    }

    /// What each process believes now, of those who believe anything.
    fn open(&self) -> impl Iterator<Item = (&str, &Belief)> {
        self.names.roster.everyone().filter_map(|id| {
            let last = self.tenures.beliefs(id).last()?;
            last.ended.is_none().then_some((self.names.of(id), last))
        })
    }

    fn now_in_short(&self) -> String {
        let words = self.words();
        let names: Vec<String> = self
            .open()
            .map(|(name, belief)| match belief.sure {
                true => name.to_string(),
                false => fill(words.now_unsure, &[("process", name)]),
            })
            .collect();
        let who = match names.is_empty() {
            true => words.now_nobody.to_string(),
            false => self.names.list(&names),
        };
        fill(words.now, &[("who", &who)])
    }

    fn now_told(&self) -> String {
        let words = self.words();
        let owner = self.tenures.owners().last();
        let owner = owner.filter(|it| it.until.is_none());
        let mut told: Vec<String> = owner.map(|it| self.owned_told(it)).into_iter().collect();
        told.extend(self.open().map(|(name, it)| self.believed_told(name, it)));
        let told = told.into_iter().map(|it| format!("{it}{}", words.stop));
        let mut told: String = told.collect();
        if self.open().next().is_none() {
            told.push_str(words.nobody);
        }
        told.trim_end().to_string()
    }
}

/// The part of the run that is drawn.
#[derive(Clone, Copy, Debug)]
struct Axis {
    start: VirtualTime,
    length: Duration,
}

impl Axis {
    /// Whether of a span that ended then, if it did, anything is to be seen.
    fn shows(self, until: Option<VirtualTime>) -> bool {
        until.is_none_or(|it| it > self.start)
    }

    fn place(self, at: VirtualTime) -> u16 {
        let place = millis(at.since(self.start)) * WHOLE / millis(self.length);
        u16::try_from(place.min(WHOLE)).expect("a per mille fits")
    }

    fn places(self, from: VirtualTime, until: Option<VirtualTime>, now: VirtualTime) -> (u16, u16) {
        (self.place(from), self.place(until.unwrap_or(now)))
    }

    fn ticks(self, words: &Words) -> Vec<TickView> {
        let step: u64 = match self.length.as_secs() {
            0..=12 => 2,
            13..=30 => 5,
            _ => 10,
        };
        let start = self.start.as_millis().div_ceil(step * 1000) * step;
        let end = (self.start + self.length).as_millis() / 1000;
        let seconds = (start..=end).step_by(step as usize);
        seconds
            .map(|it| TickView {
                at: self.place(VirtualTime::from_millis(it * 1000)),
                text: span(words, Duration::from_secs(it)),
            })
            .collect()
    }
}

/// Puts the ends of a span into a sentence.
fn spanned(phrase: &str, from: VirtualTime, until: Option<VirtualTime>) -> String {
    let to = until.map(|it| it.to_string()).unwrap_or_default();
    fill(phrase, &[("from", &from.to_string()), ("to", &to)])
}
