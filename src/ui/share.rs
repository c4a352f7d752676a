//! The panel by which a run is shared, saved and opened.

use yew::prelude::*;

use super::Say;
use super::browser::{field, file, location};
use super::icon::{Icon, picture};
use super::popover::{Popover, use_popover};
use super::press::on_press;
use crate::app::shared::Format;
use crate::app::update::Msg;
use crate::app::view::ShareView;
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct ShareProps {
    pub view: ShareView,
    pub words: &'static Words,
    pub say: Say,
}

/// The id of the button that opens the panel.
pub const BUTTON: &str = "share";
const PANEL: &str = "share-panel";

#[component]
pub fn Share(props: &ShareProps) -> Html {
    let ShareProps { view, words, say } = props;
    let of_share = &words.share;
    let copied = use_state_eq(|| false);
    let brought = use_state_eq(String::new);
    let open = view.open;
    {
        let copied = copied.clone();
        use_effect_with(view.link.clone(), move |_| copied.set(false));
    }
    let Popover {
        whole,
        onkeydown,
        onfocusout,
    } = use_popover(BUTTON, open, say.reform(|()| Msg::Share(false)));
    let copy = {
        let (say, copied) = (say.clone(), copied.clone());
        move |_: MouseEvent| {
            say.emit(Msg::CopyLink);
            copied.set(true);
        }
    };
    let oninput = {
        let brought = brought.clone();
        move |event: InputEvent| brought.set(field::text(&event))
    };
    let onsubmit = {
        let (say, brought) = (say.clone(), brought.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            say.emit(Msg::Share(false));
            say.emit(Msg::Bring((*brought).clone()));
            brought.set(String::new());
        }
    };
    let onfile = {
        let say = say.clone();
        move |event: Event| {
            say.emit(Msg::Share(false));
            file::read(&event, say.reform(Msg::Bring));
        }
    };
    let save = |word: &'static str, formats: &'static [Format]| {
        let say = say.clone();
        let onclick = move |_: MouseEvent| {
            for format in formats {
                say.emit(Msg::Export(*format));
            }
        };
        html! { <button class="button" type="button" {onclick}>{ word }</button> }
    };
    html! {
        <div class="share" ref={whole} {onkeydown} {onfocusout}>
            <button
                id={BUTTON}
                class="button"
                type="button"
                aria-expanded={open.to_string()}
                aria-controls={PANEL}
                aria-label={of_share.share}
                title={of_share.title}
                onclick={on_press(say, Msg::Share(!open))}
            >
                { picture(Icon::Share) }<span class="button-word">{ of_share.share }</span>
            </button>
            if open {
                <section id={PANEL} class="share-panel" tabindex="-1" aria-label={of_share.title}>
                    <h2 class="share-title">{ of_share.title }</h2>
                    if let Some(link) = &view.link {
                        <div class="share-row">
                            <input
                                class="field share-field"
                                aria-label={of_share.link}
                                readonly={true}
                                value={location::with_fragment(link)}
                                onfocus={|event: FocusEvent| field::select_all(&event)}
                            />
                            <button class="button button-primary" type="button" onclick={copy}>
                                { if *copied { of_share.copied } else { of_share.copy } }
                            </button>
                        </div>
                    }
                    <p class="share-about" role="status">{ &view.about }</p>
                    <h3 class="share-title">{ of_share.save_as }</h3>
                    <div class="share-row">
                        { save(of_share.json, &[Format::Json]) }
                        { save(of_share.mermaid, &[Format::Mermaid]) }
                        { save(of_share.transcript, &[Format::Record, Format::Transcript]) }
                    </div>
                    <h3 class="share-title">{ of_share.open }</h3>
                    <form class="share-row" {onsubmit}>
                        <input
                            class="field share-field"
                            aria-label={of_share.open_hint}
                            placeholder={of_share.open_hint}
                            autocomplete="off"
                            spellcheck="false"
                            value={(*brought).clone()}
                            {oninput}
                        />
                        <button class="button" type="submit" disabled={brought.trim().is_empty()}>{ of_share.open_it }</button>
                    </form>
                    <div class="share-row">
                        <label class="button share-file">
                            { of_share.open_file }
                            <input class="visually-hidden" type="file" onchange={onfile} />
                        </label>
                        <button class="button" type="button" onclick={on_press(say, Msg::Afresh)}>
                            { picture(Icon::Again) }{ of_share.afresh }
                        </button>
                    </div>
                </section>
            }
        </div>
    }
}
