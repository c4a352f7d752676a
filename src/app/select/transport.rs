//! The transport: the clock and its speed.

use crate::app::pacer::SPEEDS;
use crate::app::playground::Playground;
use crate::app::view::{SpeedView, TransportView};
use crate::app::words::{fill, span};
use crate::model::VirtualTime;

pub fn view(playground: &Playground) -> TransportView {
    let words = playground.options.lang.words();
    let (pacer, header) = (&playground.pacer, playground.scene().stage.header());
    let now = playground.scene().stage.now();
    let speeds = SPEEDS
        .iter()
        .enumerate()
        .map(|(index, quarters)| SpeedView {
            label: match quarters {
                1 => "¼×".to_string(),
                2 => "½×".to_string(),
                quarters => format!("{}×", quarters / 4),
            },
            chosen: index == pacer.speed,
        });
    let gap = pacer
        .gap()
        .map(|it| fill(words.facts.idle, &[("gap", &span(words, it))]));
    let timeout = span(words, header.timeout);
    TransportView {
        playing: pacer.playing,
        time: clock(now),
        wall: header.clock.at(now).java_date(header.zone),
        speeds: speeds.collect(),
        gap,
        timeout: fill(words.facts.session_timeout, &[("timeout", &timeout)]),
    }
}

/// As in `00:08.240`.
fn clock(now: VirtualTime) -> String {
    let millis = now.as_millis();
    let (minutes, seconds) = (millis / 60_000, millis / 1000 % 60);
    format!("{minutes:02}:{seconds:02}.{:03}", millis % 1000)
}
