//! The message chart: a lifeline for each process and server, and what goes between them.

use std::rc::Rc;

use yew::prelude::*;

use super::arrow::{arrow, arrow_heads};
use super::chart_place::{WIDTH, middle, percent};
use super::icon::{Icon, picture};
use super::panel_head::role_name;
use super::part::Part;
use super::tail::use_tail;
use crate::app::view::{ChartForm, ChartItem, ChartView, Gap, Lifeline, Mark, MarkKind, TimeMark};
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct ChartProps {
    pub view: ChartView,
    pub words: &'static Words,
}

/// Below the present moment.
const FOOT: u32 = 20;

#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let ChartProps { view, words } = props;
    let tail = use_tail(0, &|_| 0, Some(u64::from(view.now)), None, None);
    let columns = view.lifelines.len();
    let height = (view.now + FOOT).to_string();
    let moving = view.moving.iter();
    html! {
        <section id="chart" class="chart part" aria-label={words.chart.name}>
            <div class="chart-scroll" ref={tail.list} tabindex="0" onscroll={tail.onscroll}>
                <div class="chart-sheet">
                    <div class="chart-corner"></div>
                    { names(&view.lifelines) }
                    { Times { times: view.times.clone() }.once() }
                    <svg class="chart-plot" width="100%" height={height} role="list" aria-label={words.chart.name}>
                        { ground(&view.lifelines, view.now) }
                        for item in view.items.iter().chain(moving) {
                            { Item { item: Rc::clone(item), columns }.keyed(item.key) }
                        }
                    </svg>
                </div>
            </div>
            if !tail.follows {
                <button class="button newest" type="button" onclick={tail.newest}>
                    { picture(Icon::ChevronDown) }{ words.newest }
                </button>
            }
        </section>
    }
}

/// The head of the chart: whose lifeline stands where.
fn names(lifelines: &[Lifeline]) -> Html {
    html! {
        <div class="chart-names" aria-hidden="true">
            for line in lifelines.iter() {
                <div
                    key={line.name.clone()}
                    class="chart-name"
                    title={line.name.clone()}
                    data-kind={if line.role.is_some() { "process" } else { "server" }}
                    data-role={line.role.map(role_name)}
                >
                    { picture(line.role.map_or(Icon::Cylinder, Icon::of_role)) }
                    <span class="chart-long">{ &line.name }</span>
                    <span class="chart-short">{ &line.short }</span>
                </div>
            }
        </div>
    }
}

#[derive(PartialEq)]
struct Times {
    times: Rc<Vec<TimeMark>>,
}

impl Part for Times {
    /// What changes only when something happens: the times on the left, and the heads that the
    /// arrows refer to.
    fn lay_out(&self) -> Html {
        let height = self.times.last().map_or(0, |it| it.y) + FOOT;
        html! {
            <svg class="chart-times" width="56" height={height.to_string()} aria-hidden="true">
                { arrow_heads() }
                for time in self.times.iter() {
                    <text key={time.text.clone()} class="chart-time" x="48" y={(time.y + 4).to_string()} text-anchor="end">{ &time.text }</text>
                }
            </svg>
        }
    }
}

/// The lifelines, and the present moment.
fn ground(lifelines: &[Lifeline], now: u32) -> Html {
    let columns = lifelines.len();
    let (now, bottom) = (now.to_string(), (now + FOOT).to_string());
    // Where the servers begin.
    let rule = lifelines.iter().filter(|it| it.role.is_some()).count();
    let rule = percent(WIDTH * rule / columns.max(1));
    let piece = |class: &'static str, line: &Lifeline, column: u16, span: &(u32, Option<u32>)| {
        let x = percent(middle(column, columns));
        html! {
            <line
                {class}
                data-role={line.role.map(role_name)}
                x1={x.clone()}
                x2={x}
                y1={span.0.to_string()}
                y2={span.1.map_or_else(|| now.clone(), |it| it.to_string())}
            />
        }
    };
    html! {
        <g aria-hidden="true">
            <svg class="chart-rule" x={rule} y="0" width="4" height={bottom.clone()}>
                <path d={format!("M1 0V{bottom}M4 0V{bottom}")} />
            </svg>
            for (column, line) in (0u16..).zip(lifelines) {
                { for line.spans.iter().map(|it| piece("chart-life", line, column, it)) }
                { for line.pauses.iter().map(|it| piece("chart-still", line, column, it)) }
            }
            <line class="chart-now" x1="0" x2="100%" y1={now.clone()} y2={now.clone()} />
        </g>
    }
}

#[derive(PartialEq)]
struct Item {
    item: Rc<ChartItem>,
    columns: usize,
}

impl Part for Item {
    fn lay_out(&self) -> Html {
        let Item { item, columns } = self;
        html! {
            <g role="listitem" aria-label={item.sentence.to_string()}>
                <title>{ &*item.sentence }</title>
                { match &item.form {
                    ChartForm::Arrow(it) => arrow(it, *columns),
                    ChartForm::Mark(mark) => lay_mark(mark, *columns),
                    ChartForm::Gap(gap) => lay_gap(gap),
                } }
            </g>
        }
    }
}

fn lay_mark(mark: &Mark, columns: usize) -> Html {
    let (kind, icon) = match mark.kind {
        MarkKind::Started => ("started", Icon::Solid),
        MarkKind::Killed => ("killed", Icon::Skull),
        MarkKind::Restarted => ("restarted", Icon::Again),
        MarkKind::Exited => ("exited", Icon::Out),
        MarkKind::Removed => ("removed", Icon::Bin),
        MarkKind::Paused => ("paused", Icon::Pause),
        MarkKind::Resumed => ("resumed", Icon::Play),
        MarkKind::Broken => ("broken", Icon::CutLink),
        MarkKind::Mended => ("mended", Icon::Link),
        MarkKind::Tampered => ("tampered", Icon::Fault),
        MarkKind::Elected => ("elected", Icon::Diamond),
        MarkKind::Expired => ("expired", Icon::Clock),
    };
    let (x, anchor) = if mark.before {
        ("-14", "end")
    } else {
        ("14", "start")
    };
    html! {
        <svg
            class="chart-mark"
            data-kind={kind}
            x={percent(middle(mark.column, columns))}
            y={mark.y.to_string()}
            width="1"
            height="1"
            overflow="visible"
            aria-hidden="true"
        >
            <circle class="chart-disc" r="9" />
            <svg x="-8" y="-8" width="16" height="16" viewBox="0 0 16 16">
                <path class="chart-glyph" d={icon.outline()} fill-rule="evenodd" />
            </svg>
            <text class="chart-label" {x} y="1" text-anchor={anchor}>{ &mark.label }</text>
        </svg>
    }
}

fn lay_gap(gap: &Gap) -> Html {
    // It leaves room for the labels of the moment at its end.
    let (top, height) = (gap.top + 4, (gap.bottom - gap.top).saturating_sub(22));
    html! {
        <g class="chart-gap" aria-hidden="true">
            <rect x="0" y={top.to_string()} width="100%" height={height.to_string()} />
            <text class="chart-idle" x="50%" y={(top + height / 2 + 4).to_string()} text-anchor="middle">{ &gap.label }</text>
        </g>
    }
}
