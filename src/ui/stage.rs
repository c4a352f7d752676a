//! The stage: all processes, as panels with consoles or as cards above the message chart.

use yew::prelude::*;

use super::Say;
use super::add::add;
use super::chart::Chart;
use super::console::Console;
use super::ensemble::ensemble;
use super::icon::{Icon, picture};
use super::id::{console_id, panel_id};
use super::panel::Panel;
use super::panel_head::role_name;
use super::part::Part;
use super::press::on_press;
use super::strip::Strip;
use super::tabs::{Tab, Tabs};
use crate::app::update::Msg;
use crate::app::view::{ChartView, EnsembleView, PanelView, StageView, StripView};
use crate::app::words::{Words, fill};

#[derive(PartialEq)]
pub struct Stage {
    pub ensemble: Option<EnsembleView>,
    pub strip: StripView,
    pub panels: Vec<PanelView>,
    /// There is no room for another process.
    pub full: bool,
    pub stage: StageView,
    pub chart: Option<ChartView>,
    /// The process whose console is shown where only one is.
    pub front: String,
    /// The process in whose console the guide is about to type.
    pub expected: Option<String>,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for Stage {
    fn lay_out(&self) -> Html {
        let Stage {
            panels, words, say, ..
        } = self;
        let charted = self.chart.is_some();
        let front = panels.iter().find(|it| it.process == self.front);
        let picker = html! {
            <div class="stage-picker">
                <Tabs label={words.consoles} tabs={consoles(self)} {say} />
            </div>
        };
        let count = panels.len().to_string();
        let all = panels.iter().map(|panel| {
            let panel_of = Panel {
                view: panel.clone(),
                card: charted,
                front: panel.process == self.front,
                expected: is_expected(self, panel),
                words,
                say: say.clone(),
            };
            panel_of.keyed(panel.process.clone())
        });
        html! {
            <main
                id="stage"
                class="stage"
                aria-label={words.stage}
                data-view={if charted { "chart" } else { "consoles" }}
            >
                if let Some(view) = &self.ensemble {
                    { ensemble(view, words, say) }
                }
                { Strip { view: self.strip.clone(), words }.once() }
                <div class="stage-body">
                    <div class="stage-views">
                        <Tabs label={words.cast.view} tabs={views(self)} {say} />
                    </div>
                    <div class="stage-add">
                        <button
                            class="button"
                            type="button"
                            title={words.broken.about}
                            onclick={on_press(say, Msg::TryAll)}
                        >
                            { picture(Icon::Fault) }<span class="button-word">{ words.broken.button }</span>
                        </button>
                        { add(self.full, words, say) }
                    </div>
                    if let Some(chart) = &self.chart {
                        <div class="stage-cards" data-count={count}>{ for all }</div>
                        <Chart view={chart.clone()} {words} />
                        <div class="stage-front">
                            { picker }
                            if let Some(panel) = front {
                                <div
                                    key={panel.process.clone()}
                                    id={console_id(&panel.process)}
                                    class="stage-console"
                                    role="tabpanel"
                                    aria-label={fill(words.cast.console_of, &[("process", &panel.process)])}
                                    data-expected={is_expected(self, panel).to_string()}
                                >
                                    { Console { view: panel.clone(), words, say: say.clone() }.once() }
                                </div>
                            }
                        </div>
                    } else {
                        { picker }
                        <div id="panels" class="stage-panels" data-count={count}>{ for all }</div>
                    }
                </div>
            </main>
        }
    }
}

fn is_expected(props: &Stage, panel: &PanelView) -> bool {
    props.expected.as_ref() == Some(&panel.process)
}

/// The two ways to look at the stage.
fn views(props: &Stage) -> Vec<Tab> {
    let cast = &props.words.cast;
    [
        (StageView::Chart, cast.view_chart, Icon::Chart, "chart"),
        (
            StageView::Consoles,
            cast.view_consoles,
            Icon::Tiles,
            "panels",
        ),
    ]
    .map(|(view, label, icon, controls)| Tab {
        label: label.into(),
        icon,
        chosen: view == props.stage,
        controls: controls.into(),
        role: None,
        expected: false,
        msg: Msg::View(view),
    })
    .to_vec()
}

/// The consoles, where only one of them is shown.
fn consoles(props: &Stage) -> Vec<Tab> {
    let tab = |panel: &PanelView| Tab {
        label: panel.process.clone().into(),
        icon: match panel.ended {
            Some(_) => Icon::Skull,
            None => Icon::of_role(panel.role),
        },
        chosen: panel.process == props.front,
        controls: match props.chart {
            Some(_) => console_id(&panel.process),
            None => panel_id(&panel.process),
        }
        .into(),
        role: Some(role_name(panel.role)),
        expected: is_expected(props, panel),
        msg: Msg::Front(panel.process.clone()),
    };
    props.panels.iter().map(tab).collect()
}
