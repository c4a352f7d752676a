//! The arrows of the message chart: a message, or as much of its way as it has come.

use yew::prelude::*;

use super::chart_place::{middle, percent};
use super::icon::Icon;
use super::panel_head::role_name;
use crate::app::view::{Arrow, ArrowKind, Role};

const ROLES: [Role; 5] = [
    Role::Master,
    Role::Backup,
    Role::Worker,
    Role::Client,
    Role::Console,
];

/// The heads of all arrows, for them to refer to: filled for a request, open for what comes
/// back.
pub fn arrow_heads() -> Html {
    let names = ROLES.into_iter().map(role_name).chain(["watch"]);
    let heads = names.flat_map(|name| [head("filled", name), head("open", name)]);
    html! { <defs>{ for heads }</defs> }
}

/// `name`: a role, or that it is a watch event.
fn head(shape: &'static str, name: &'static str) -> Html {
    let path = match shape {
        "filled" => "M2 1.5 11 5 2 8.5z",
        _ => "M3 1 11 5 3 9",
    };
    html! {
        <marker
            id={head_id(shape, name)}
            class="arrow-head"
            data-shape={shape}
            data-role={name}
            viewBox="0 0 12 10"
            refX="11"
            refY="5"
            markerWidth="12"
            markerHeight="10"
            markerUnits="userSpaceOnUse"
            orient="auto"
        >
            <path d={path} />
        </marker>
    }
}

fn head_id(shape: &str, name: &str) -> String {
    format!("arrow-{shape}-{name}")
}

pub fn arrow(arrow: &Arrow, columns: usize) -> Html {
    let (kind, shape) = match arrow.kind {
        ArrowKind::Request => ("request", "filled"),
        ArrowKind::Reply => ("reply", "open"),
        ArrowKind::Watch => ("watch", "open"),
    };
    let name = match arrow.kind {
        ArrowKind::Watch => "watch",
        _ => role_name(arrow.role),
    };
    let at = |(column, y): (u16, u32)| (middle(column, columns), y);
    let (process, server) = (at(arrow.process), at(arrow.server));
    let (from, goal) = if arrow.up {
        (process, server)
    } else {
        (server, process)
    };
    let reach = usize::from(arrow.reach);
    let tip = ((from.0 * (1000 - reach) + goal.0 * reach) / 1000, goal.1);
    // The label is at the process: there it keeps out of the way of others.
    let label = if arrow.up { from } else { tip };
    let watch = arrow.kind == ArrowKind::Watch;
    html! {
        <g class="arrow" data-kind={kind} data-role={name} data-failed={arrow.failed.to_string()} aria-hidden="true">
            <line class="arrow-reach" x1={percent(from.0)} y1={from.1.to_string()} x2={percent(tip.0)} y2={tip.1.to_string()} />
            <line
                class="arrow-line"
                x1={percent(from.0)}
                y1={from.1.to_string()}
                x2={percent(tip.0)}
                y2={tip.1.to_string()}
                marker-end={(!arrow.lost && reach > 0).then(|| format!("url(#{})", head_id(shape, name)))}
            />
            if arrow.lost {
                <svg x={percent(tip.0)} y={tip.1.to_string()} width="1" height="1" overflow="visible">
                    <path class="arrow-lost" d="M-5-5 5 5M5-5-5 5" />
                </svg>
            }
            <svg x={percent(label.0)} y={label.1.to_string()} width="1" height="1" overflow="visible">
                if watch {
                    <svg x="13" y="-16" width="13" height="13" viewBox="0 0 16 16">
                        <path class="chart-glyph" d={Icon::Bell.outline()} />
                    </svg>
                }
                <text class="chart-label" x={if watch { "29" } else { "13" }} y="-4">{ &arrow.label }</text>
            </svg>
        </g>
    }
}
