//! The message chart at the present moment: what is at rest, and what moves.

use std::rc::Rc;

use crate::app::chart::Chart;
use crate::app::chart::axis::{LANE, is_wide};
use crate::app::chart::gap::gap;
use crate::app::chart::layout::{Goal, fit_labels};
use crate::app::playground::Playground;
use crate::app::view::{ChartForm, ChartItem, ChartView};
use crate::model::time::millis;
use crate::model::{ConnectionId, VirtualTime};

pub fn view(playground: &Playground) -> ChartView {
    let (chart, now) = (&playground.scene().chart, playground.scene().stage.now());
    let layout = chart.layout();
    let due = chart.under_way().map(|(_, message)| message.due).min();
    let y = layout.axis.now(now, due);
    let mut moving = under_way(chart, now, y);
    if due.is_none() {
        moving.extend(silence(chart, now, y));
    }
    ChartView {
        lifelines: layout.lifelines.clone(),
        times: layout.times.clone(),
        items: layout.items.clone(),
        moving: moving.into_iter().map(Rc::new).collect(),
        now: y,
    }
}

/// The messages that are under way, each as far as it has come.
fn under_way(chart: &Chart, now: VirtualTime, y: u32) -> Vec<ChartItem> {
    let mut coming: Vec<(ConnectionId, VirtualTime)> = Vec::new();
    let mut items = Vec::new();
    for (number, message) in chart.under_way() {
        // Of those that come to a process in one moment, each has a lane of its own.
        let goal = (message.connection, message.due);
        let lane = coming.iter().filter(|it| **it == goal).count() as u32;
        if !message.up {
            coming.push(goal);
        }
        let whole = millis(message.due.since(message.sent.at)).max(1);
        let passed = millis(now.since(message.sent.at));
        let goal = Goal::UnderWay {
            y: y + lane * LANE,
            reach: (passed * 1000 / whole).min(1000) as u16,
        };
        let arrow = chart.layout().arrow(message, goal);
        items.extend(arrow.map(|arrow| ChartItem {
            key: number,
            sentence: message.sentence.clone(),
            form: ChartForm::Arrow(arrow),
        }));
    }
    fit_labels(&mut items, chart.layout().lifelines.len());
    items
}

/// The silence that goes on, once it has its full height.
fn silence(chart: &Chart, now: VirtualTime, y: u32) -> Option<ChartItem> {
    let last = chart.layout().axis.last()?;
    let pings = chart.layout().unsaid + chart.pings_between(last.at, now);
    let gap = || gap(chart.words(), (last.at, last.foot), (now, y), pings);
    is_wide(now.since(last.at)).then(gap).flatten()
}
