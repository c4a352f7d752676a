//! The console of a process: what it has said, and the line to type on.

use yew::prelude::*;

use super::Say;
use super::browser::{focus, selection};
use super::console_log::ConsoleLog;
use super::icon::{Icon, picture};
use super::id::field_id;
use super::part::Part;
use super::press::on_press;
use super::prompt::Prompt;
use crate::app::update::Msg;
use crate::app::view::{PanelAction, PanelView};
use crate::app::words::Words;

#[derive(PartialEq)]
pub struct Console {
    /// Of the process whose console it is.
    pub view: PanelView,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for Console {
    fn lay_out(&self) -> Html {
        let (process, view) = (&self.view.process, &self.view.console);
        // What brings an ended console back.
        let actions = &self.view.actions;
        let restart = actions
            .iter()
            .find(|it| it.action == PanelAction::Restart && it.enabled);
        // A click means "I want to type here", unless it ends the selecting of text.
        let onclick = {
            let process = process.clone();
            move |_: MouseEvent| {
                if !selection::any() {
                    focus::to(&field_id(&process));
                }
            }
        };
        html! {
            <div class="console" {onclick}>
                <ConsoleLog
                    process={process.clone()}
                    lines={view.lines.clone()}
                    first={view.first}
                    words={self.words}
                />
                if let Some(ended) = &self.view.ended {
                    <p class="console-ended">
                        { picture(Icon::Skull) }
                        <span class="console-why">{ ended }</span>
                        if let Some(restart) = restart {
                            <button class="button" type="button" onclick={do_it(self, restart.action)}>
                                { picture(Icon::Again) }{ &restart.label }
                            </button>
                        }
                    </p>
                } else {
                    <Prompt
                        process={process.clone()}
                        prompt={view.prompt.clone()}
                        draft={view.draft.clone()}
                        ghost={view.ghost.clone()}
                        popup={view.popup.clone()}
                        waiting={view.waiting.clone()}
                        words={self.words}
                        say={self.say.clone()}
                    />
                }
            </div>
        }
    }
}

fn do_it(props: &Console, action: PanelAction) -> Callback<MouseEvent> {
    let process = props.view.process.clone();
    on_press(&props.say, Msg::Act { process, action })
}
