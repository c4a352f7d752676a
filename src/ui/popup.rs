//! What may follow at the end of the typed line.

use yew::prelude::*;

use super::Say;
use super::browser::scroll;
use crate::app::update::Msg;
use crate::app::view::PopupView;
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct PopupProps {
    pub id: String,
    pub process: String,
    pub view: PopupView,
    pub words: &'static Words,
    pub say: Say,
}

/// The id of the n-th line of a popup, for `aria-activedescendant`.
pub fn option_id(popup: &str, n: usize) -> String {
    format!("{popup}-{n}")
}

#[component]
pub fn Popup(props: &PopupProps) -> Html {
    let list = use_node_ref();
    {
        let (list, chosen) = (list.clone(), option_id(&props.id, props.view.chosen));
        use_effect_with(chosen, move |chosen| scroll::reveal(&list, chosen));
    }
    let take = |index: usize| {
        let (say, process) = (props.say.clone(), props.process.clone());
        move |_: MouseEvent| {
            let process = process.clone();
            say.emit(Msg::Choose {
                process: process.clone(),
                index,
            });
            say.emit(Msg::Complete { process });
        }
    };
    // The focus stays in the line that is being typed.
    let onmousedown = |event: MouseEvent| event.prevent_default();
    html! {
        <div class="popup" {onmousedown}>
            <ul id={props.id.clone()} class="popup-list" role="listbox" aria-label={props.words.suggestions} ref={list}>
                for (index, item) in props.view.items.iter().enumerate() {
                    <li
                        key={index}
                        id={option_id(&props.id, index)}
                        class="popup-item"
                        role="option"
                        aria-selected={(index == props.view.chosen).to_string()}
                        onclick={take(index)}
                    >
                        <span class="popup-text">{ &item.text }</span>
                        { " " }
                        <span class="popup-about">{ &item.about }</span>
                    </li>
                }
            </ul>
            if let Some(usage) = &props.view.usage {
                <p class="popup-usage">{ usage }</p>
            }
        </div>
    }
}
