//! Where everything on the chart is.

use std::rc::Rc;

use crate::app::chart::Chart;
use crate::app::chart::axis::{Axis, LANE, is_idle};
use crate::app::chart::gap::gap;
use crate::app::chart::item::{Item, Mark, Message, Moment};
use crate::app::chart::label::shortened;
use crate::app::chart::lives::Span;
use crate::app::roster::Roster;
use crate::app::view::{Arrow, ArrowKind, ChartForm, ChartItem, Lifeline, Role, TimeMark};
use crate::app::view::{Mark as MarkView, MarkKind};
use crate::model::VirtualTime;
use crate::sim::Node;

/// A label has at most so many characters, however much room there is.
const LONGEST_LABEL: usize = 39;

/// All that is at rest, with its places, and what is needed to find the places of the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    pub lifelines: Rc<Vec<Lifeline>>,
    pub times: Rc<Vec<TimeMark>>,
    pub items: Rc<Vec<Rc<ChartItem>>>,
    pub axis: Axis,
    /// Heartbeats before the last moment of which nothing has been said.
    pub unsaid: u32,
    /// Whose each column is; a process has a role.
    columns: Vec<(Node, Option<Role>)>,
    /// How many lanes below its moment an entry of the trace is; in the order of the trace.
    lanes: Vec<(usize, u32)>,
}

/// How far a message has come.
#[derive(Clone, Copy, Debug)]
pub enum Goal {
    Reached(Moment),
    UnderWay { y: u32, reach: u16 },
}

/// Finds all places anew.
pub fn lay_out(chart: &Chart, roster: &Roster) -> Layout {
    let columns = chart.lives().all().iter().map(|it| match it.end {
        Node::Process(id) => (it.end, Some(roster.role(id))),
        Node::Server(_) => (it.end, None),
    });
    let mut layout = Layout {
        columns: columns.collect(),
        ..Layout::default()
    };
    layout.find_heights(chart);
    layout.times = Rc::new(layout.times());
    layout.lifelines = Rc::new(layout.lifelines(chart, roster));
    layout.items = Rc::new(layout.items(chart));
    layout
}

impl Layout {
    /// Gives every moment its height. Of one moment, each line that leaves or reaches a process
    /// has a lane of its own, so that its label stands free; and what a server sends goes below
    /// the marks on its lifeline.
    fn find_heights(&mut self, chart: &Chart) {
        let happened = happened(chart);
        let (mut open, mut unsaid) = (0, 0);
        let groups: Vec<&[Happened]> = happened.chunk_by(|one, other| one.at == other.at).collect();
        for (number, group) in groups.iter().enumerate() {
            let at = group[0].at;
            let mut used: Vec<(Node, u32)> = Vec::new();
            let mut most = 0;
            for it in *group {
                let found = used.iter().position(|(end, _)| *end == it.on);
                let place = found.unwrap_or_else(|| {
                    used.push((it.on, 0));
                    used.len() - 1
                });
                let lane = &mut used[place].1;
                self.lanes.push((it.entry, *lane));
                most = most.max(*lane + 1);
                *lane += u32::from(it.labelled);
                open += it.opens;
            }
            self.axis.push(at, most);
            // While a message is under way it is not silent: heartbeats are told behind it.
            if let Some(next) = groups.get(number + 1).map(|it| it[0].at) {
                unsaid += chart.pings_between(at, next);
                if open == 0 && (unsaid > 0 || is_idle(next.since(at))) {
                    self.axis.mark_silence(std::mem::take(&mut unsaid));
                }
            }
        }
        self.unsaid = unsaid;
    }

    fn column(&self, end: Node) -> Option<u16> {
        let column = self.columns.iter().position(|(it, _)| *it == end)?;
        u16::try_from(column).ok()
    }

    /// Where something happened on a lifeline.
    fn place(&self, end: Node, moment: Moment) -> Option<(u16, u32)> {
        let found = self.lanes.binary_search_by_key(&moment.entry, |it| it.0);
        let lane = found.map_or(0, |it| self.lanes[it].1);
        Some((self.column(end)?, self.axis.y(moment.at)? + lane * LANE))
    }

    /// A message whose goal is there, or which has come as far as there.
    pub fn arrow(&self, message: &Message, goal: Goal) -> Option<Arrow> {
        let process = Node::Process(message.connection.process);
        let server = Node::Server(message.server);
        let (from, to) = match message.up {
            true => (process, server),
            false => (server, process),
        };
        let start = self.place(from, message.sent)?;
        let (end, reach) = match goal {
            Goal::Reached(moment) => (self.place(to, moment)?, 1000),
            Goal::UnderWay { y, reach } => ((self.column(to)?, y), reach),
        };
        let (process, server) = match message.up {
            true => (start, end),
            false => (end, start),
        };
        let role = self.columns[usize::from(process.0)].1;
        Some(Arrow {
            kind: message.kind,
            role: role.unwrap_or(Role::Console),
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
        let label = match mark.kind {
            MarkKind::Started => "",
            _ => &*mark.label,
        };
        Some(MarkView {
            kind: mark.kind,
            column,
            y,
            label: label.to_string(),
            before: matches!(mark.on, Node::Server(_)),
        })
    }

    fn times(&self) -> Vec<TimeMark> {
        let instants = self.axis.instants().iter();
        instants
            .map(|it| TimeMark {
                y: it.y,
                text: it.at.to_string(),
            })
            .collect()
    }

    fn lifelines(&self, chart: &Chart, roster: &Roster) -> Vec<Lifeline> {
        let y_of = |number: u64| match chart.item(number)? {
            Item::Mark(mark) => Some(self.place(mark.on, mark.at)?.1),
            Item::Message(_) => None,
        };
        let place = |it: &Span| {
            let begins = it.begins.and_then(y_of);
            (begins.unwrap_or(0), it.ends.and_then(y_of))
        };
        let places = |spans: &[Span]| spans.iter().map(place).collect();
        let lives = chart.lives().all().iter().zip(&self.columns);
        lives
            .map(|(life, (_, role))| {
                let name = roster.name_of(life.end);
                Lifeline {
                    short: in_short(&name, *role),
                    name,
                    role: *role,
                    spans: places(&life.lives),
                    pauses: places(&life.pauses),
                }
            })
            .collect()
    }

    fn items(&self, chart: &Chart) -> Vec<Rc<ChartItem>> {
        let mut gaps = self.gaps(chart).into_iter().peekable();
        let mut items: Vec<ChartItem> = Vec::new();
        for (number, item) in chart.items() {
            while let Some((_, gap)) = gaps.next_if(|(until, _)| *until <= item.begins()) {
                items.push(gap);
            }
            let (form, sentence) = match item {
                Item::Mark(mark) => (self.mark(mark).map(ChartForm::Mark), &mark.sentence),
                Item::Message(message) => {
                    let came = message.came.map(Goal::Reached);
                    let arrow = came.and_then(|it| self.arrow(message, it));
                    (arrow.map(ChartForm::Arrow), &message.sentence)
                }
            };
            items.extend(form.map(|form| ChartItem {
                key: number,
                sentence: sentence.clone(),
                form,
            }));
        }
        items.extend(gaps.map(|(_, gap)| gap));
        fit_labels(&mut items, self.columns.len());
        items.into_iter().map(Rc::new).collect()
    }

    /// The marked silences, and when each ends.
    fn gaps(&self, chart: &Chart) -> Vec<(VirtualTime, ChartItem)> {
        let pairs = self.axis.instants().windows(2);
        let gaps = pairs.filter_map(|pair| {
            let [from, until] = [pair[0], pair[1]];
            let ends = ((from.at, from.foot), (until.at, until.y));
            let gap = gap(chart.words(), ends.0, ends.1, from.silence?)?;
            Some((until.at, gap))
        });
        gaps.collect()
    }
}

/// An end of a message, or a mark.
struct Happened {
    at: VirtualTime,
    entry: usize,
    on: Node,
    /// It has a label there.
    labelled: bool,
    /// How many messages more are under way.
    opens: i32,
}

/// All that happened, in the order of the trace.
fn happened(chart: &Chart) -> Vec<Happened> {
    let mut all: Vec<Happened> = Vec::new();
    let mut push = |moment: Moment, on: Node, opens: i32, mark: bool| {
        let after = all.partition_point(|it| it.entry <= moment.entry);
        let happened = Happened {
            at: moment.at,
            entry: moment.entry,
            on,
            labelled: mark || matches!(on, Node::Process(_)),
            opens,
        };
        all.insert(after, happened);
    };
    for (_, item) in chart.items() {
        match item {
            Item::Mark(mark) => push(mark.at, mark.on, 0, true),
            Item::Message(message) => {
                let process = Node::Process(message.connection.process);
                let server = Node::Server(message.server);
                let (from, to) = match message.up {
                    true => (process, server),
                    false => (server, process),
                };
                push(message.sent, from, 1, false);
                if let Some(came) = message.came {
                    push(came, to, -1, false);
                }
            }
        }
    }
    all
}

/// As in `M1`: the first letter, and the number behind the name. A console has two letters, to
/// be told from a client.
fn in_short(name: &str, role: Option<Role>) -> String {
    let digits = name.trim_start_matches(|it: char| !it.is_ascii_digit());
    let letters = if role == Some(Role::Console) { 2 } else { 1 };
    let mut short: String = name.chars().take(letters).chain(digits.chars()).collect();
    if let Some(first) = short.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    short
}

/// Shortens each label to the room that the others at its height leave it.
pub fn fit_labels(items: &mut [ChartItem], columns: usize) {
    // So many characters fit between two lifelines.
    let column_room = match columns {
        0..=7 => 13,
        8..=10 => 9,
        _ => 7,
    };
    let places: Vec<(usize, u32)> = items.iter().filter_map(label_place).collect();
    for item in items {
        let Some((column, y)) = label_place(item) else {
            continue;
        };
        let others = places
            .iter()
            .filter(|(other, at)| *other > column && at.abs_diff(y) < LANE);
        let next = others.map(|(other, _)| *other).min().unwrap_or(columns - 1);
        let free = next.saturating_sub(column).max(1);
        let room = (free * column_room).min(LONGEST_LABEL);
        match &mut item.form {
            ChartForm::Arrow(arrow) => {
                let bell = usize::from(arrow.kind == ArrowKind::Watch) * 2;
                // What comes down is called by its tip, which may still be near the edge.
                let coming = !arrow.up && arrow.reach < 1000;
                let room = if coming { column_room } else { room };
                arrow.label = shortened(&arrow.label, room - bell);
            }
            ChartForm::Mark(mark) => mark.label = shortened(&mark.label, room - 2),
            ChartForm::Gap(_) => {}
        }
    }
}

/// The column and height at which a label stands, if there is one on the right of a lifeline.
fn label_place(item: &ChartItem) -> Option<(usize, u32)> {
    let (column, y) = match &item.form {
        ChartForm::Arrow(arrow) => arrow.process,
        ChartForm::Mark(mark) if mark.before || mark.label.is_empty() => return None,
        ChartForm::Mark(mark) => (mark.column, mark.y),
        ChartForm::Gap(_) => return None,
    };
    Some((usize::from(column), y))
}
