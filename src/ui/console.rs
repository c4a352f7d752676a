//! The console of a process: what it has said, and the line to type on.

use yew::prelude::*;

use super::Say;
use super::browser::{focus, selection};
use super::console_log::ConsoleLog;
use super::icon::{Icon, Picture};
use super::id::field_id;
use super::prompt::Prompt;
use crate::app::update::Msg;
use crate::app::view::{ActionView, ConsoleView, PanelAction};
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct ConsoleProps {
    pub process: String,
    pub view: ConsoleView,
    /// Set when nothing can be typed any more, and why.
    pub ended: Option<String>,
    /// What brings an ended console back.
    pub restart: Option<ActionView>,
    pub words: &'static Words,
    pub say: Say,
}

#[component]
pub fn Console(props: &ConsoleProps) -> Html {
    // A click means "I want to type here", unless it ends the selecting of text.
    let onclick = {
        let process = props.process.clone();
        move |_: MouseEvent| {
            if !selection::any() {
                focus::to(&field_id(&process));
            }
        }
    };
    html! {
        <div class="console" {onclick}>
            <ConsoleLog
                process={props.process.clone()}
                lines={props.view.lines.clone()}
                words={props.words}
            />
            if let Some(ended) = &props.ended {
                <p class="console-ended">
                    <Picture icon={Icon::Skull} />
                    <span class="console-why">{ ended }</span>
                    if let Some(restart) = &props.restart {
                        <button class="button" type="button" onclick={do_it(props, restart.action)}>
                            <Picture icon={Icon::Again} />{ &restart.label }
                        </button>
                    }
                </p>
            } else {
                <Prompt
                    process={props.process.clone()}
                    prompt={props.view.prompt.clone()}
                    draft={props.view.draft.clone()}
                    ghost={props.view.ghost.clone()}
                    popup={props.view.popup.clone()}
                    waiting={props.view.waiting.clone()}
                    words={props.words}
                    say={props.say.clone()}
                />
            }
        </div>
    }
}

fn do_it(props: &ConsoleProps, action: PanelAction) -> Callback<MouseEvent> {
    let process = props.process.clone();
    props.say.reform(move |_| Msg::Act {
        process: process.clone(),
        action,
    })
}
