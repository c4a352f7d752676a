//! Where everything on the chart is.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::app::chart::axis::{Axis, LANE, TOP, is_idle};
use crate::app::chart::item::{End, Item, Mark, Message, Moment};
use crate::app::chart::label::shortened;
use crate::app::chart::{Chart, Span};
use crate::app::roster::Roster;
use crate::app::view::{Arrow, ArrowKind, ChartForm, ChartItem, Gap, Lifeline, Role, TimeMark};
use crate::app::view::{Mark as MarkView, MarkKind};
use crate::app::words::{fill, span};
use crate::model::VirtualTime;

/// So many characters of a label fit between two lifelines.
const COLUMN: usize = 15;
/// A label may run over so many columns where nothing else is said.
const MOST_COLUMNS: usize = 3;

/// All that is at rest, with its places, and what is needed to find the places of the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    pub lifelines: Rc<Vec<Lifeline>>,
    pub times: Rc<Vec<TimeMark>>,
    pub items: Rc<Vec<Rc<ChartItem>>>,
    pub axis: Axis,
    columns: BTreeMap<End, u16>,
    lanes: BTreeMap<(End, Moment), u32>,
    roles: BTreeMap<u16, Role>,
}

impl Layout {
    /// Where something happened on a lifeline.
    fn place(&self, end: End, moment: Moment) -> Option<(u16, u32)> {
        let column = *self.columns.get(&end)?;
        let lane = self.lanes.get(&(end, moment)).copied().unwrap_or(0);
        Some((column, self.axis.y(moment.at)? + lane * LANE))
    }

    /// A message whose goal is there, or which has come as far as there.
    pub fn arrow(&self, message: &Message, goal: Goal) -> Option<Arrow> {
        let process = End::Process(message.connection.process);
        let server = End::Server(message.server);
        let (from, to) = match message.up {
            true => (process, server),
            false => (server, process),
        };
        let start = self.place(from, message.sent)?;
        let (end, reach) = match goal {
            Goal::Reached(moment) => (self.place(to, moment)?, 1000),
            Goal::UnderWay { y, reach } => ((*self.columns.get(&to)?, y), reach),
        };
        let (process, server) = match message.up {
            true => (start, end),
            false => (end, start),
        };
        Some(Arrow {
            kind: message.kind,
            role: self.roles.get(&process.0).copied().unwrap_or(Role::Console),
            process,
            server,
            up: message.up,
            reach,
            label: message.label.to_string(),
            failed: message.failed,
            lost: message.lost,
        })
    }

    fn mark(&self, mark: &Mark) -> Option<MarkView> {
        let (column, y) = self.place(mark.on, mark.at)?;
        Some(MarkView {
            kind: mark.kind,
            column,
            y,
            label: match mark.kind {
                MarkKind::Started => String::new(),
                _ => mark.label.to_string(),
            },
            before: matches!(mark.on, End::Server(_)),
        })
    }
}

/// How far a message has come.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    Reached(Moment),
    UnderWay { y: u32, reach: u16 },
}

/// Finds all places anew.
pub fn lay_out(chart: &Chart, roster: &Roster) -> Layout {
    let mut layout = Layout::default();
    for (column, end) in (0u16..).zip(chart.lives().keys()) {
        layout.columns.insert(*end, column);
        if let End::Process(id) = end {
            layout.roles.insert(column, roster.role(*id));
        }
    }
    let (lanes, room) = lanes(chart);
    layout.lanes = lanes;
    layout.axis = Axis::new(&room, |from, until| {
        is_idle(until.since(from)) || chart.pings_between(from, until) > 0
    });
    layout.times = Rc::new(times(&layout.axis));
    layout.lifelines = Rc::new(lifelines(chart, roster, &layout));
    layout.items = Rc::new(items(chart, &layout));
    layout
}

/// Of one moment, each line that leaves or reaches a process has a lane of its own, so that
/// its label stands free, and what a server sends goes below the marks on its lifeline. How
/// many lanes a moment needs follows.
fn lanes(chart: &Chart) -> (BTreeMap<(End, Moment), u32>, BTreeMap<VirtualTime, u32>) {
    let mut room: BTreeMap<VirtualTime, u32> = BTreeMap::new();
    // What happened where, and whether it has a label there.
    let mut happened: Vec<(Moment, End, bool)> = Vec::new();
    for item in chart.items().values() {
        match item {
            Item::Mark(mark) => happened.push((mark.at, mark.on, true)),
            Item::Message(message) => {
                let process = (End::Process(message.connection.process), true);
                let server = (End::Server(message.server), false);
                let (from, to) = match message.up {
                    true => (process, server),
                    false => (server, process),
                };
                happened.push((message.sent, from.0, from.1));
                happened.extend(message.came.map(|it| (it, to.0, to.1)));
            }
        }
    }
    happened.sort_unstable();
    let mut lanes = BTreeMap::new();
    let mut used: BTreeMap<(End, VirtualTime), u32> = BTreeMap::new();
    for (moment, end, labelled) in happened {
        let used = used.entry((end, moment.at)).or_default();
        lanes.insert((end, moment), *used);
        let room = room.entry(moment.at).or_default();
        *room = (*room).max(*used + 1);
        *used += u32::from(labelled);
    }
    (lanes, room)
}

fn times(axis: &Axis) -> Vec<TimeMark> {
    let marks = axis.instants().iter().map(|it| TimeMark {
        y: it.y,
        text: it.at.to_string(),
    });
    marks.collect()
}

fn lifelines(chart: &Chart, roster: &Roster, layout: &Layout) -> Vec<Lifeline> {
    let y_of = |number: u64| match chart.items().get(&number)? {
        Item::Mark(mark) => Some(layout.place(mark.on, mark.at)?.1),
        Item::Message(_) => None,
    };
    let place = |it: &Span| (y_of(it.begins).unwrap_or(0), it.ends.and_then(y_of));
    let places = |spans: &[Span]| spans.iter().map(place).collect();
    let lifelines = chart.lives().iter().map(|(end, spans)| match end {
        End::Process(id) => {
            let name = roster.name(*id);
            Lifeline {
                name: name.to_string(),
                short: in_short(name),
                role: Some(roster.role(*id)),
                spans: places(&spans.lives),
                pauses: places(&spans.pauses),
            }
        }
        End::Server(id) => Lifeline {
            name: id.to_string(),
            short: in_short(&id.to_string()),
            role: None,
            spans: vec![(0, None)],
            pauses: Vec::new(),
        },
    });
    lifelines.collect()
}

/// As in `M1`: the first letter, and the number behind the name.
fn in_short(name: &str) -> String {
    let digits = name.trim_start_matches(|it: char| !it.is_ascii_digit());
    let letter = name.chars().next().map(|it| it.to_ascii_uppercase());
    letter.into_iter().chain(digits.chars()).collect()
}

fn items(chart: &Chart, layout: &Layout) -> Vec<Rc<ChartItem>> {
    let mut gaps = gaps(chart, layout).into_iter().peekable();
    let mut items: Vec<ChartItem> = Vec::new();
    for (number, item) in chart.items() {
        while let Some((_, gap)) = gaps.next_if(|(until, _)| *until <= item.begins()) {
            items.push(gap);
        }
        let (form, sentence) = match item {
            Item::Mark(mark) => (layout.mark(mark).map(ChartForm::Mark), &mark.sentence),
            Item::Message(message) => {
                let arrow = message
                    .came
                    .and_then(|it| layout.arrow(message, Goal::Reached(it)));
                (arrow.map(ChartForm::Arrow), &message.sentence)
            }
        };
        if let Some(form) = form {
            items.push(ChartItem {
                key: *number,
                sentence: sentence.clone(),
                form,
            });
        }
    }
    items.extend(gaps.map(|(_, gap)| gap));
    fit_labels(&mut items, layout.lifelines.len());
    items.into_iter().map(Rc::new).collect()
}

/// The marked silences, and when each ends.
fn gaps(chart: &Chart, layout: &Layout) -> Vec<(VirtualTime, ChartItem)> {
    let pairs = layout.axis.instants().windows(2);
    let gaps = pairs.filter_map(|pair| {
        let [from, until] = [pair[0], pair[1]];
        let gap = gap(chart, (from.at, from.foot), (until.at, until.y))?;
        Some((until.at, gap))
    });
    gaps.collect()
}

/// The silence between two moments and heights, if there is anything to say of it.
pub fn gap(
    chart: &Chart,
    from: (VirtualTime, u32),
    until: (VirtualTime, u32),
) -> Option<ChartItem> {
    let (words, length) = (chart.words(), until.0.since(from.0));
    let pings = chart.pings_between(from.0, until.0);
    let count = pings.to_string();
    let counted = |phrase: &str| fill(phrase, &[("n", &count)]);
    let idle = is_idle(length).then(|| fill(words.facts.idle, &[("gap", &span(words, length))]));
    let shown = (pings > 0).then(|| counted(words.chart.pings));
    let said = (pings > 0).then(|| match pings {
        1 => words.chart.ping_said.to_string(),
        _ => counted(words.chart.pings_said),
    });
    if idle.is_none() && pings == 0 {
        return None;
    }
    let join = |parts: [Option<String>; 2], with: &str| {
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(with)
    };
    let values = [
        ("from", &*tenths(from.0)),
        ("until", &*tenths(until.0)),
        ("what", &*join([idle.clone(), said], ", ")),
    ];
    Some(ChartItem {
        // Apart from the numbers of items, and the same while the silence grows.
        key: u64::MAX - from.0.as_millis(),
        sentence: fill(words.chart.gap, &values).into(),
        form: ChartForm::Gap(Gap {
            top: from.1,
            bottom: until.1,
            label: join([idle, shown], " · "),
        }),
    })
}

/// In seconds, to the nearest tenth.
fn tenths(at: VirtualTime) -> String {
    let tenths = (at.as_millis() + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Shortens each label to the room that the others at its height leave it.
fn fit_labels(items: &mut [ChartItem], columns: usize) {
    let places: Vec<(usize, u32)> = items.iter().filter_map(label_place).collect();
    for item in items {
        let Some((column, y)) = label_place(item) else {
            continue;
        };
        let others = places
            .iter()
            .filter(|(other, at)| *other > column && at.abs_diff(y) < LANE);
        let next = others.map(|(other, _)| *other).min().unwrap_or(columns - 1);
        let room = next.saturating_sub(column).clamp(1, MOST_COLUMNS) * COLUMN;
        match &mut item.form {
            ChartForm::Arrow(arrow) => {
                let bell = usize::from(arrow.kind == ArrowKind::Watch) * 2;
                arrow.label = shortened(&arrow.label, room - bell);
            }
            ChartForm::Mark(mark) => mark.label = shortened(&mark.label, room - 3),
            ChartForm::Gap(_) => {}
        }
    }
}

/// The column and height at which a label stands, if there is one.
fn label_place(item: &ChartItem) -> Option<(usize, u32)> {
    let (column, y) = match &item.form {
        ChartForm::Arrow(arrow) => arrow.process,
        ChartForm::Mark(mark) if mark.before || mark.label.is_empty() => return None,
        ChartForm::Mark(mark) => (mark.column, mark.y),
        ChartForm::Gap(_) => return None,
    };
    Some((usize::from(column), y.max(TOP)))
}
