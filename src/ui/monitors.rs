//! The verdicts of the monitors, each in a few words; in full for those who ask.

use yew::prelude::*;

use super::icon::{Icon, picture};
use super::part::Part;
use crate::app::view::{Grade, MonitorView, Topic};
use crate::app::words::Words;

#[derive(PartialEq)]
pub struct Monitors {
    pub views: Vec<MonitorView>,
    pub words: &'static Words,
}

impl Part for Monitors {
    fn lay_out(&self) -> Html {
        html! {
            <ul class="monitors" aria-label={self.words.strip.monitors}>
                for (n, view) in self.views.iter().enumerate() {
                    { Monitor { view: view.clone(), words: self.words }.keyed(n) }
                }
            </ul>
        }
    }
}

#[derive(PartialEq)]
struct Monitor {
    view: MonitorView,
    words: &'static Words,
}

impl Part for Monitor {
    fn lay_out(&self) -> Html {
        let view = &self.view;
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
                <span class="monitor-mark">{ picture(mark) }</span>
                <span class="monitor-topic">{ picture(topic) }</span>
                <span class="monitor-number" aria-hidden="true">{ &view.number }</span>
                <span class="monitor-text" aria-hidden="true">{ &view.text }</span>
                <span class="visually-hidden">{ &view.text }{ self.words.strip.stop }{ &view.label }</span>
            </li>
        }
    }
}
