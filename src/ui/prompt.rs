//! The line on which a command is typed.

use yew::prelude::*;

use super::Say;
use super::browser::{field, focus, scroll};
use super::icon::{Icon, picture};
use super::id::{field_id, log_id, panel_id};
use super::popup::{Popup, option_id};
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::PopupView;
use crate::app::words::{Words, fill};

#[derive(Properties, PartialEq)]
pub struct PromptProps {
    pub process: String,
    pub prompt: String,
    pub draft: String,
    pub ghost: String,
    pub popup: Option<PopupView>,
    pub waiting: Option<String>,
    pub words: &'static Words,
    pub say: Say,
}

#[component]
pub fn Prompt(props: &PromptProps) -> Html {
    let input = use_node_ref();
    {
        let input = input.clone();
        use_effect_with(props.draft.clone(), move |_| {
            field::show_end_if_there(&input)
        });
    }

    let process = props.process.clone();
    let popup_id = format!("popup-{process}");
    let items = props.popup.as_ref().map_or(0, |it| it.items.len());
    let chosen = props.popup.as_ref().map_or(0, |it| it.chosen);
    let expanded = items > 0;

    let oninput = {
        let process = process.clone();
        props.say.reform(move |event: InputEvent| Msg::Draft {
            process: process.clone(),
            text: field::text(&event),
        })
    };
    let onpaste = {
        let (process, say) = (process.clone(), props.say.clone());
        move |event: Event| {
            if let Some(text) = field::several_lines(&event) {
                event.prevent_default();
                say.emit(Msg::Paste {
                    process: process.clone(),
                    text,
                });
            }
        }
    };
    let onkeydown = {
        let (process, say) = (process.clone(), props.say.clone());
        let empty = props.draft.is_empty() && props.popup.is_none();
        let has_ghost = !props.ghost.is_empty();
        move |event: KeyboardEvent| {
            // While an input method composes, Enter and the arrows are its own.
            if event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let process = process.clone();
            let msg = match event.key().as_str() {
                "Enter" => Msg::Submit { process },
                "ArrowUp" if expanded => Msg::Choose {
                    process,
                    index: (chosen + items - 1) % items,
                },
                "ArrowDown" if expanded => Msg::Choose {
                    process,
                    index: (chosen + 1) % items,
                },
                "ArrowUp" => Msg::Recall {
                    process,
                    older: true,
                },
                "ArrowDown" => Msg::Recall {
                    process,
                    older: false,
                },
                "Tab" if expanded && !event.shift_key() => Msg::Complete { process },
                "ArrowRight" if has_ghost && !event.shift_key() && field::cursor_at_end(&event) => {
                    Msg::Complete { process }
                }
                "Escape" if empty => {
                    event.prevent_default();
                    return focus::to(&panel_id(&process));
                }
                "Escape" => Msg::Dismiss { process },
                key @ ("PageUp" | "PageDown") => {
                    event.prevent_default();
                    return scroll::by_page(&log_id(&process), key == "PageDown");
                }
                _ => return,
            };
            event.prevent_default();
            say.emit(msg);
        }
    };
    let run = on_press(&props.say, Msg::Submit { process });

    html! {
        <div class="prompt" data-waiting={props.waiting.is_some().to_string()}>
            if let Some(waiting) = &props.waiting {
                <span class="prompt-waiting">{ picture(Icon::Hourglass) }{ waiting }</span>
            } else {
                <span class="prompt-text">{ &props.prompt }</span>
            }
            <span class="prompt-line">
                <input
                    ref={input}
                    id={field_id(&props.process)}
                    class="prompt-field"
                    type="text"
                    role="combobox"
                    aria-label={fill(props.words.command_for, &[("process", &props.process)])}
                    aria-autocomplete="list"
                    aria-haspopup="listbox"
                    aria-expanded={expanded.to_string()}
                    aria-controls={popup_id.clone()}
                    aria-activedescendant={expanded.then(|| option_id(&popup_id, chosen))}
                    autocomplete="off"
                    autocapitalize="off"
                    autocorrect="off"
                    spellcheck="false"
                    enterkeyhint="send"
                    value={props.draft.clone()}
                    {oninput}
                    {onkeydown}
                    {onpaste}
                />
                <span class="prompt-ghost" aria-hidden="true">
                    <span class="prompt-typed">{ &props.draft }</span>
                    <span class="prompt-rest">{ &props.ghost }</span>
                </span>
            </span>
            <button class="button button-icon prompt-run" type="button" tabindex="-1" aria-label={props.words.run} onclick={run}>
                { picture(Icon::Run) }
            </button>
            if let Some(view) = props.popup.clone() {
                <Popup id={popup_id} process={props.process.clone()} {view} words={props.words} say={props.say.clone()} />
            }
        </div>
    }
}
