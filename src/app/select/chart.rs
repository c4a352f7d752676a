//! The message chart at the present moment: what is at rest, and what moves.

use std::rc::Rc;

use crate::app::chart::Chart;
use crate::app::chart::axis::is_wide;
use crate::app::chart::layout::{Goal, gap};
use crate::app::playground::Playground;
use crate::app::view::{ChartForm, ChartItem, ChartView};
use crate::model::VirtualTime;
use crate::model::time::millis;

pub fn view(playground: &Playground) -> ChartView {
    let (chart, now) = (&playground.chart, playground.stage.now());
    let layout = chart.layout();
    let due = chart.under_way().map(|(_, message)| message.due).min();
    let y = layout.axis.now(now, due);
    let mut moving: Vec<ChartItem> = chart
        .under_way()
        .filter_map(|(number, message)| {
            let whole = millis(message.due.since(message.sent.at)).max(1);
            let passed = millis(now.since(message.sent.at));
            let reach = (passed * 1000 / whole).min(1000) as u16;
            let arrow = layout.arrow(message, Goal::UnderWay { y, reach })?;
            Some(ChartItem {
                key: number,
                sentence: message.sentence.clone(),
                form: ChartForm::Arrow(arrow),
            })
        })
        .collect();
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

/// The silence that goes on, once it has its full height.
fn silence(chart: &Chart, now: VirtualTime, y: u32) -> Option<ChartItem> {
    let last = chart.layout().axis.last()?;
    let wide = is_wide(now.since(last.at));
    let gap = || gap(chart, (last.at, last.foot), (now, y));
    wide.then(gap).flatten()
}
