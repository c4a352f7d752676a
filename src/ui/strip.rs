//! Who thinks it is master, row by row along the time, beside who is.

use yew::prelude::*;

use super::icon::{Icon, picture};
use super::monitors::Monitors;
use super::panel_head::role_name;
use super::part::Part;
use crate::app::view::{SegmentKind, SegmentView, StripRow, StripView, TickView};
use crate::app::words::Words;

/// How long, in pixels, a track is at least where the stage is narrow, wider, and wide.
const TRACKS: [(u32, &str); 3] = [(270, "much"), (450, "more"), (640, "some")];
/// The breadth of a letter, generously.
const LETTER: u32 = 8;

#[derive(PartialEq)]
pub struct Strip {
    pub view: StripView,
    pub words: &'static Words,
}

impl Part for Strip {
    fn lay_out(&self) -> Html {
        let Strip { view, words } = self;
        let quiet = view.quiet.is_some();
        html! {
            <section id="strip" class="strip" aria-label={words.strip.title}>
                <header class="strip-head">
                    if let Some(quiet) = &view.quiet {
                        <p class="strip-quiet">{ quiet }</p>
                    } else {
                        <h2 class="strip-title">{ words.strip.title }</h2>
                    }
                    { Monitors { views: view.monitors.clone(), words }.once() }
                </header>
                if !quiet {
                    <div class="strip-rows">
                        { hatch() }
                        for row in view.rows.iter() {
                            { Row { row: row.clone(), now: view.now_at }.keyed(row.name.clone()) }
                        }
                    </div>
                    <div class="strip-foot">
                        { Axis { ticks: view.ticks.clone(), kept_free: breadth(&view.now) }.once() }
                        <p class="strip-now">
                            <span aria-hidden="true">{ &view.now }</span>
                            <span class="visually-hidden">{ &view.now_told }</span>
                        </p>
                    </div>
                    if !view.clashes.is_empty() {
                        <ol class="strip-clashes" aria-label={words.strip.clashes}>
                            for clash in view.clashes.iter() {
                                <li key={clash.label.clone()} class="strip-clash" aria-label={clash.label.clone()} title={clash.label.clone()}>
                                    { picture(Icon::Fault) }
                                    <span class="strip-clash-text" aria-hidden="true">{ &clash.text }</span>
                                    <span class="visually-hidden">{ &clash.label }</span>
                                </li>
                            }
                        </ol>
                    }
                }
            </section>
        }
    }
}

/// How a clash is filled: the one pattern that all rows refer to.
fn hatch() -> Html {
    html! {
        <svg class="strip-hatch" width="0" height="0" aria-hidden="true">
            <pattern id="strip-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect class="strip-hatch-ground" width="6" height="6" />
                <path class="strip-hatch-line" d="M1.5 0v6" />
            </pattern>
        </svg>
    }
}

#[derive(PartialEq)]
struct Row {
    row: StripRow,
    now: u16,
}

impl Part for Row {
    fn lay_out(&self) -> Html {
        let StripRow {
            name,
            role,
            segments,
            clashes,
        } = &self.row;
        let icon = role.map_or(Icon::Cylinder, Icon::of_role);
        html! {
            <div class="strip-row" data-role={role.map(role_name)} data-truth={role.is_none().to_string()}>
                <span class="strip-name" aria-hidden="true">{ picture(icon) }{ name }</span>
                <ol class="strip-track" aria-label={name.clone()}>
                    for segment in segments.iter() {
                        { Segment { view: segment.clone() }.keyed(segment.key) }
                    }
                </ol>
                <svg class="strip-over" width="100%" height="100%" aria-hidden="true">
                    for (n, (from, to)) in clashes.iter().enumerate() {
                        <rect key={n} class="strip-clashing" x={percent(*from)} width={percent(to - from)} height="100%" />
                    }
                    for segment in segments.iter() {
                        { marks(segment) }
                    }
                    <line class="strip-edge" x1={percent(self.now)} x2={percent(self.now)} y2="100%" />
                </svg>
            </div>
        }
    }
}

#[derive(PartialEq)]
struct Segment {
    view: SegmentView,
}

impl Part for Segment {
    /// A span of a row. It lies over the whole row and draws its own part of it.
    fn lay_out(&self) -> Html {
        let view = &self.view;
        html! {
            <li
                class="strip-segment"
                aria-label={view.label.clone()}
                title={view.label.clone()}
                data-kind={kind_name(view.kind)}
                data-role={role_name(view.role)}
            >
                <svg class="strip-drawing" width="100%" height="100%" aria-hidden="true">
                    <rect class="strip-bar" x={percent(view.from)} width={percent(view.to - view.from)} height="100%" rx="3" />
                </svg>
                <span class="visually-hidden">{ &view.label }</span>
            </li>
        }
    }
}

/// What stands on a segment and at its end, above whatever else is drawn there.
fn marks(view: &SegmentView) -> Html {
    let room = room(view.to - view.from, breadth(&view.text));
    html! {
        <g key={view.key} data-kind={kind_name(view.kind)} data-role={role_name(view.role)}>
            if let Some(room) = room {
                <svg x={percent(view.from)} width={percent(view.to - view.from)} height="100%">
                    <text class="strip-word" x="6" y="50%" dy="0.36em" data-room={room}>{ &view.text }</text>
                </svg>
            }
            if view.died {
                <svg class="strip-death" x={percent(view.to)}>
                    <path d={Icon::Skull.outline()} transform="translate(1.5 2) scale(.8125)" fill-rule="evenodd" />
                </svg>
            }
        </g>
    }
}

fn kind_name(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Owned => "owned",
        SegmentKind::Held => "held",
        SegmentKind::Doubted => "doubted",
    }
}

#[derive(PartialEq)]
struct Axis {
    ticks: Vec<TickView>,
    /// Pixels at its end that belong to another text.
    kept_free: u32,
}

impl Part for Axis {
    fn lay_out(&self) -> Html {
        html! {
            <svg class="strip-axis" width="100%" height="100%" aria-hidden="true">
                for tick in self.ticks.iter() {
                    <line key={format!("line {}", tick.text)} class="strip-tick" x1={percent(tick.at)} x2={percent(tick.at)} y1="-2" y2="2" />
                    if let Some(room) = room(1000 - tick.at, self.kept_free + breadth(&tick.text) / 2) {
                        <text
                            key={tick.text.clone()}
                            class="strip-time"
                            x={percent(tick.at)}
                            y="100%"
                            dy="-0.1em"
                            text-anchor={if tick.at < 20 { "start" } else { "middle" }}
                            data-room={room}
                        >
                            { &tick.text }
                        </text>
                    }
                }
            </svg>
        }
    }
}

/// The pixels that a text takes, with a margin.
fn breadth(text: &str) -> u32 {
    let letters = text.chars().map(|it| if it.is_ascii() { 1 } else { 2 });
    (letters.sum::<u32>() + 1) * LETTER
}

/// On which tracks a part of them has room for so many pixels, as the stylesheet calls them;
/// `None` if on none.
fn room(per_mille: u16, pixels: u32) -> Option<&'static str> {
    let fits = |(length, _): &&(u32, &str)| length * u32::from(per_mille) >= pixels * 1000;
    TRACKS.iter().find(fits).map(|(_, name)| *name)
}

/// As in `12.5%`.
fn percent(per_mille: u16) -> String {
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}
