//! Who thinks it is master, row by row along the time, beside who is.

use yew::prelude::*;

use super::icon::{Icon, Picture};
use super::monitors::Monitors;
use super::panel::role_name;
use crate::app::view::{SegmentKind, SegmentView, StripRow, StripView, TickView};
use crate::app::words::Words;

/// A segment shorter than this, per mille, has no room for a word; on a phone, not even a
/// somewhat longer one.
const ROOM: u16 = 100;
const MUCH_ROOM: u16 = 250;

#[derive(Properties, PartialEq)]
pub struct StripProps {
    pub view: StripView,
    pub words: &'static Words,
}

#[component]
pub fn Strip(props: &StripProps) -> Html {
    let StripProps { view, words } = props;
    let quiet = view.quiet.is_some();
    html! {
        <section id="strip" class="strip" aria-label={words.strip.title} data-quiet={quiet.to_string()}>
            <header class="strip-head">
                if let Some(quiet) = &view.quiet {
                    <p class="strip-quiet">{ quiet }</p>
                } else {
                    <h2 class="strip-title">{ words.strip.title }</h2>
                }
                <Monitors views={view.monitors.clone()} {words} />
            </header>
            if !quiet {
                <div class="strip-rows">
                    <Hatch />
                    for row in view.rows.iter() {
                        <Row key={row.name.clone()} row={row.clone()} now={view.now_at} />
                    }
                </div>
                <div class="strip-foot">
                    <Axis ticks={view.ticks.clone()} />
                    <p class="strip-now">
                        <span aria-hidden="true">{ &view.now }</span>
                        <span class="visually-hidden">{ &view.now_told }</span>
                    </p>
                </div>
                if !view.clashes.is_empty() {
                    <ol class="strip-clashes" aria-label={words.strip.clashes}>
                        for clash in view.clashes.iter() {
                            <li key={clash.label.clone()} class="strip-clash" title={clash.label.clone()}>
                                <Picture icon={Icon::Fault} />
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

/// How a clash is filled: the one pattern that all rows refer to.
#[component]
fn Hatch() -> Html {
    html! {
        <svg class="strip-hatch" width="0" height="0" aria-hidden="true">
            <pattern id="strip-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path class="strip-hatch-line" d="M0 0v6" />
            </pattern>
        </svg>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    row: StripRow,
    now: u16,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let StripRow {
        name,
        role,
        segments,
        clashes,
    } = &props.row;
    let icon = role.map_or(Icon::Cylinder, Icon::of_role);
    html! {
        <div class="strip-row" data-role={role.map(role_name)} data-truth={role.is_none().to_string()}>
            <span class="strip-name" aria-hidden="true"><Picture {icon} />{ name }</span>
            <ol class="strip-track" aria-label={name.clone()}>
                for segment in segments.iter() {
                    <Segment key={segment.key} view={segment.clone()} />
                }
            </ol>
            <svg class="strip-over" width="100%" height="100%" aria-hidden="true">
                for (n, (from, to)) in clashes.iter().enumerate() {
                    <rect key={n} class="strip-clashing" x={percent(*from)} width={percent(to - from)} height="100%" />
                }
                <line class="strip-edge" x1={percent(props.now)} x2={percent(props.now)} y2="100%" />
            </svg>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SegmentProps {
    view: SegmentView,
}

/// A span of a row. It lies over the whole row and draws its own part of it.
#[component]
fn Segment(props: &SegmentProps) -> Html {
    let SegmentView {
        kind,
        role,
        from,
        to,
        text,
        died,
        label,
        ..
    } = &props.view;
    let kind = match kind {
        SegmentKind::Owned => "owned",
        SegmentKind::Held => "held",
        SegmentKind::Doubted => "doubted",
    };
    let room = match to - from {
        0..ROOM => "none",
        ROOM..MUCH_ROOM => "some",
        _ => "much",
    };
    html! {
        <li class="strip-segment" title={label.clone()} data-kind={kind} data-role={role_name(*role)}>
            <svg class="strip-drawing" width="100%" height="100%" aria-hidden="true">
                <rect class="strip-bar" x={percent(*from)} width={percent(to - from)} height="100%" rx="3" />
                if room != "none" {
                    <svg x={percent(*from)} width={percent(to - from)} height="100%">
                        <text class="strip-word" x="6" y="50%" dy="0.36em" data-room={room}>{ text }</text>
                    </svg>
                }
                if *died {
                    <svg class="strip-death" x={percent(*to)}>
                        <path d={Icon::Skull.path()} transform="translate(1.5 .5) scale(.8125)" fill-rule="evenodd" />
                    </svg>
                }
            </svg>
            <span class="visually-hidden">{ label }</span>
        </li>
    }
}

#[derive(Properties, PartialEq)]
struct AxisProps {
    ticks: Vec<TickView>,
}

#[component]
fn Axis(props: &AxisProps) -> Html {
    html! {
        <svg class="strip-axis" width="100%" height="100%" aria-hidden="true">
            for tick in props.ticks.iter() {
                <line key={format!("line {}", tick.text)} class="strip-tick" x1={percent(tick.at)} x2={percent(tick.at)} y2="3" />
                <text
                    key={tick.text.clone()}
                    class="strip-time"
                    x={percent(tick.at)}
                    y="100%"
                    dy="-0.25em"
                    text-anchor={if tick.at < 20 { "start" } else { "middle" }}
                >
                    { &tick.text }
                </text>
            }
        </svg>
    }
}

/// As in `12.5%`.
fn percent(per_mille: u16) -> String {
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}
