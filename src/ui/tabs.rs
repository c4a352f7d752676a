//! A row of tabs, of which one is chosen.

use yew::prelude::*;

use super::Say;
use super::browser::focus;
use super::icon::{Icon, picture};
use super::press::on_press;
use crate::app::update::Msg;

#[derive(Clone, Debug, PartialEq)]
pub struct Tab {
    pub label: AttrValue,
    pub icon: Icon,
    pub chosen: bool,
    /// The id of the part it shows.
    pub controls: AttrValue,
    /// The role of the process it stands for, for its colour.
    pub role: Option<&'static str>,
    /// The guide is about to do something there.
    pub expected: bool,
    /// What choosing it says.
    pub msg: Msg,
}

#[derive(Properties, PartialEq)]
pub struct TabsProps {
    pub label: AttrValue,
    pub tabs: Vec<Tab>,
    pub say: Say,
}

#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let list = use_node_ref();
    let chosen = props.tabs.iter().position(|it| it.chosen).unwrap_or(0);
    let onkeydown = {
        let (list, say) = (list.clone(), props.say.clone());
        let msgs: Vec<Msg> = props.tabs.iter().map(|it| it.msg.clone()).collect();
        move |event: KeyboardEvent| {
            let count = msgs.len();
            let to = match event.key().as_str() {
                "ArrowRight" => (chosen + 1) % count,
                "ArrowLeft" => (chosen + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                _ => return,
            };
            event.prevent_default();
            say.emit(msgs[to].clone());
            focus::to_nth(&list, "[role=tab]", to);
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={&props.label} ref={list} {onkeydown}>
            for (index, tab) in props.tabs.iter().enumerate() {
                <button
                    key={index}
                    class="tab"
                    type="button"
                    role="tab"
                    data-role={tab.role}
                    data-expected={tab.expected.to_string()}
                    aria-selected={tab.chosen.to_string()}
                    aria-controls={&tab.controls}
                    tabindex={if index == chosen { "0" } else { "-1" }}
                    onclick={on_press(&props.say, tab.msg.clone())}
                >
                    { picture(tab.icon) }
                    <span class="tab-label">{ &tab.label }</span>
                </button>
            }
        </div>
    }
}
