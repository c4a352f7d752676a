//! The timeline: the slider, what is marked along it, and the branches.

use std::rc::Rc;

use crate::app::broken::Broken;
use crate::app::outage::OutageKind;
use crate::app::playground::Playground;
use crate::app::scene::Scene;
use crate::app::select::broken;
use crate::app::timeline::Place;
use crate::app::timeline::branch::Branch;
use crate::app::timeline::scale::{Scale, WHOLE};
use crate::app::view::{
    BranchView, EventKind, EventRow, MarksView, OutageView, OutcomesView, TimelineView,
};
use crate::app::words::timeline::TimelineWords;
use crate::app::words::{Words, beginning, fill};
use crate::model::VirtualTime;
use crate::scenario::Statement;

/// So many times are written along the slider.
const TIMES: u64 = 8;
/// Of what was said, so many characters.
const LONGEST: usize = 60;

/// What is drawn along the slider, as long as it does not change.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    of: Option<Key>,
    pub scale: Scale,
    pub marks: Rc<MarksView>,
    pub outcomes: Rc<Vec<OutcomesView>>,
    /// How many experiments these are of.
    tried: usize,
}

/// The branch's id, how many events it has, the silence at its end, and the language.
type Key = (u64, usize, u64, &'static str);

impl Drawn {
    /// Draws it anew if it has changed.
    pub fn keep_up(
        &mut self,
        branch: u64,
        head: &Scene,
        broken: Option<&Broken>,
        words: &'static Words,
    ) {
        let rows = head.chronicle.events();
        let tail = Scale::tail(rows, head.now());
        let key = (branch, rows.len(), tail, words.timeline.title);
        let is_new = self.of != Some(key);
        if is_new {
            self.of = Some(key);
            self.scale = Scale::new(rows, head.now());
            self.marks = Rc::new(marks(&self.scale, head, &words.timeline));
        }
        let tried = broken.map_or(&[][..], |it| it.tried_in(branch));
        if is_new || self.tried != tried.len() {
            self.tried = tried.len();
            self.outcomes = Rc::new(broken::outcomes(&self.scale, tried, words));
        }
    }
}

fn marks(scale: &Scale, head: &Scene, words: &TimelineWords) -> MarksView {
    let mut marks = MarksView::default();
    for row in head.chronicle.events().iter() {
        let row: &EventRow = row;
        let kind = match row.kind {
            EventKind::Command => &mut marks.commands,
            EventKind::Watch => &mut marks.watches,
            EventKind::Fault | EventKind::Expiry | EventKind::Ensemble => &mut marks.faults,
            EventKind::Refusal | EventKind::Commit | EventKind::Session | EventKind::Ping => {
                continue;
            }
        };
        let place = scale.place(row.cursor());
        if kind.last() != Some(&place) {
            kind.push(place);
        }
    }
    let roster = head.chronicle.roster();
    let now = head.now();
    marks.outages = head
        .outages
        .all()
        .iter()
        .map(|it| {
            let (kind, word) = match it.kind {
                OutageKind::Down => ("down", words.down),
                OutageKind::Paused => ("paused", words.paused),
                OutageKind::Cut => ("cut", words.cut),
            };
            let span = match it.until {
                Some(until) => fill(words.from_to, &[("to", &until.to_string())]),
                // How long that is yet shows in the drawing.
                None => words.since.to_string(),
            };
            let values = [
                ("span", &*span),
                ("who", &roster.name_of(it.who)),
                ("from", &it.from.to_string()),
            ];
            OutageView {
                from: scale.place_of(it.from),
                to: scale.place_of(it.until.unwrap_or(now)),
                kind,
                label: fill(word, &values),
            }
        })
        .collect();
    marks.times = (1..TIMES).map(|n| time(scale, n * WHOLE / TIMES)).collect();
    marks.times.dedup_by(|one, other| one.1 == other.1);
    marks
}

/// The time at a place, in tenths of a second.
fn time(scale: &Scale, place: u64) -> (u16, String) {
    let place = u16::try_from(place).unwrap_or_default();
    let at = match scale.at(place) {
        Place::At(cursor) => cursor.at,
        Place::Moment(at) => at,
        Place::Step(_) => VirtualTime::START,
    };
    let tenths = at.as_millis() / 100;
    (place, format!("{}.{}", tenths / 10, tenths % 10))
}

pub fn view(playground: &Playground) -> TimelineView {
    let words = &playground.options.lang.words().timeline;
    let (timeline, scene) = (&playground.timeline, playground.scene());
    let drawn = &playground.drawn;
    let branches = timeline.branches();
    let of = timeline.head().chronicle.shown();
    let last = scene.chronicle.last_shown();
    let number = scene.chronicle.shown().to_string();
    let values = [
        ("at", &*scene.now().to_string()),
        ("n", &number),
        ("of", &of.to_string()),
    ];
    let short = fill(words.event_of, &values);
    let event = last.map_or_else(String::new, |it| format!("{}: {}", it.who, it.text));
    let text = fill(words.stands, &values);
    let here = branches.here();
    let branched = here.parent.map(|(parent, when)| {
        let name = &branches.all()[parent].name;
        let values = [("name", name.as_str()), ("at", &when.at.to_string())];
        (fill(words.branched, &values), parent)
    });
    let said = |phrase: &str, said: &Statement| {
        let said = said.to_string();
        fill(phrase, &[("what", &beginning(&said, LONGEST))])
    };
    TimelineView {
        at: drawn.scale.place(scene.cursor()),
        text: format!("{text} {event}").trim_end().to_string(),
        short,
        past: timeline.is_past(),
        marks: drawn.marks.clone(),
        branches: (0..branches.all().len())
            .map(|it| branch(playground, it))
            .collect(),
        branched,
        outcomes: drawn.outcomes.clone(),
        undo: timeline.last_said().map(|it| said(words.undo, &it.said)),
        redo: timeline.next_said().map(|it| said(words.redo, &it.said)),
    }
}

fn branch(playground: &Playground, place: usize) -> BranchView {
    let words = &playground.options.lang.words().timeline;
    let (branches, scale) = (playground.timeline.branches(), &playground.drawn.scale);
    let Branch { name, parent, .. } = &branches.all()[place];
    let end = playground.timeline.head_of(place).cursor();
    let of = parent.map_or("", |(it, _)| &branches.all()[it].name);
    let from = parent.map(|(_, when)| when).unwrap_or_default();
    let values = [
        ("name", of),
        ("from", &*from.at.to_string()),
        ("to", &end.at.to_string()),
    ];
    let about = match parent {
        Some(_) => words.branch_about,
        None => words.first_about,
    };
    let shown = branches.place() == place;
    BranchView {
        name: name.clone(),
        shown,
        from: scale.place_of(from.at),
        to: match shown {
            true => u16::try_from(WHOLE).unwrap_or(u16::MAX),
            false => scale.place_of(end.at),
        },
        about: fill(about, &values),
    }
}
