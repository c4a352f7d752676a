//! The stage: the panels of all processes, side by side where there is room.

use yew::prelude::*;

use super::Say;
use super::icon::Icon;
use super::id::panel_id;
use super::panel::{Panel, role_name};
use super::strip::Strip;
use super::tabs::{Tab, Tabs};
use crate::app::update::Msg;
use crate::app::view::{PanelView, StripView};
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct StageProps {
    pub strip: StripView,
    pub panels: Vec<PanelView>,
    /// The process whose panel is shown where only one fits.
    pub front: String,
    /// The process in whose console the guide is about to type.
    pub expected: Option<String>,
    pub words: &'static Words,
    pub say: Say,
}

#[component]
pub fn Stage(props: &StageProps) -> Html {
    let StageProps { words, say, .. } = props;
    let tabs: Vec<Tab> = props
        .panels
        .iter()
        .map(|panel| Tab {
            label: panel.process.clone().into(),
            icon: match panel.ended {
                Some(_) => Icon::Skull,
                None => Icon::of_role(panel.role),
            },
            chosen: panel.process == props.front,
            controls: panel_id(&panel.process).into(),
            role: Some(role_name(panel.role)),
            msg: Msg::Front(panel.process.clone()),
        })
        .collect();
    html! {
        <main id="stage" class="stage" aria-label={words.stage}>
            <Strip view={props.strip.clone()} {words} />
            <div class="stage-picker">
                <Tabs label={words.consoles} {tabs} {say} />
            </div>
            <div class="stage-panels" data-count={props.panels.len().to_string()}>
                for panel in props.panels.iter() {
                    <Panel
                        key={panel.process.clone()}
                        view={panel.clone()}
                        front={panel.process == props.front}
                        expected={props.expected.as_ref() == Some(&panel.process)}
                        {words}
                        {say}
                    />
                }
            </div>
        </main>
    }
}
