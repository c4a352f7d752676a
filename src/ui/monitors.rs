//! The verdicts of the monitors, each in a few words; in full for those who ask.

use yew::prelude::*;

use super::icon::{Icon, Picture};
use crate::app::view::{Grade, MonitorView, Topic};
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct MonitorsProps {
    pub views: Vec<MonitorView>,
    pub words: &'static Words,
}

#[component]
pub fn Monitors(props: &MonitorsProps) -> Html {
    html! {
        <ul class="monitors" aria-label={props.words.strip.monitors}>
            for (n, view) in props.views.iter().enumerate() {
                <Monitor key={n} view={view.clone()} words={props.words} />
            }
        </ul>
    }
}

#[derive(Properties, PartialEq)]
struct MonitorProps {
    view: MonitorView,
    words: &'static Words,
}

#[component]
fn Monitor(props: &MonitorProps) -> Html {
    let view = &props.view;
    let (grade, mark) = match view.grade {
        Grade::Open => ("open", Icon::Clock),
        Grade::Holds => ("holds", Icon::Check),
        Grade::Warned => ("warned", Icon::Fault),
        Grade::Broken => ("broken", Icon::Cross),
    };
    let topic = match view.topic {
        Topic::Owner => Icon::Crown,
        Topic::Lost => Icon::List,
        Topic::Twice => Icon::Again,
        Topic::Laws => Icon::Book,
    };
    html! {
        <li class="monitor" data-grade={grade} aria-label={view.label.clone()} title={view.label.clone()}>
            <span class="monitor-mark"><Picture icon={mark} /></span>
            <span class="monitor-topic"><Picture icon={topic} /></span>
            <span class="monitor-number" aria-hidden="true">{ &view.number }</span>
            <span class="monitor-text" aria-hidden="true">{ &view.text }</span>
            <span class="visually-hidden">{ &view.text }{ props.words.strip.stop }{ &view.label }</span>
        </li>
    }
}
