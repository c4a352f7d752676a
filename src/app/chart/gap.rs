//! Silences on the chart: how long, and how many heartbeats fell into them.

use crate::app::chart::axis::is_idle;
use crate::app::view::{ChartForm, ChartItem, Gap};
use crate::app::words::{Words, fill, span};
use crate::model::VirtualTime;

/// The silence between two moments, each with its height, if there is anything to say of it.
pub fn gap(
    words: &Words,
    from: (VirtualTime, u32),
    until: (VirtualTime, u32),
    pings: u32,
) -> Option<ChartItem> {
    let length = until.0.since(from.0);
    let count = pings.to_string();
    let counted = |phrase: &str| fill(phrase, &[("n", &count)]);
    let idle = is_idle(length).then(|| fill(words.facts.idle, &[("gap", &span(words, length))]));
    let (shown, said) = match pings {
        0 => (None, None),
        1 => (
            Some(counted(words.chart.pings)),
            Some(words.chart.ping_said.to_string()),
        ),
        _ => (
            Some(counted(words.chart.pings)),
            Some(counted(words.chart.pings_said)),
        ),
    };
    let label = both(idle.clone(), shown, " · ")?;
    let what = both(idle, said, ", ")?;
    let values = [
        ("from", &*tenths(from.0)),
        ("until", &*tenths(until.0)),
        ("what", &*what),
    ];
    Some(ChartItem {
        // Apart from the numbers of items, and the same while the silence grows.
        key: u64::MAX - from.0.as_millis(),
        sentence: fill(words.chart.gap, &values).into(),
        form: ChartForm::Gap(Gap {
            top: from.1,
            bottom: until.1,
            label,
        }),
    })
}

fn both(one: Option<String>, other: Option<String>, between: &str) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one}{between}{other}")),
        (one, other) => one.or(other),
    }
}

/// In seconds, to the nearest tenth.
fn tenths(at: VirtualTime) -> String {
    let tenths = (at.as_millis() + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}
