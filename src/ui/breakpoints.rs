//! Where the clock is to stop: what is set, and a form for another.

use yew::prelude::*;

use super::Say;
use super::browser::field;
use super::icon::{Icon, picture};
use super::popover::{Popover, use_popover};
use super::press::on_press;
use crate::app::breakpoint::Breakpoint;
use crate::app::update::Msg;
use crate::app::view::BreakpointsView;
use crate::app::words::{Words, fill};

#[derive(Properties, PartialEq)]
pub struct BreakpointsProps {
    pub view: BreakpointsView,
    pub words: &'static Words,
    pub say: Say,
}

const BUTTON: &str = "breakpoints";
const FORM: &str = "breakpoints-form";

#[component]
pub fn Breakpoints(props: &BreakpointsProps) -> Html {
    let BreakpointsProps { view, words, say } = props;
    let of_time = &words.timeline;
    let open = use_state_eq(|| false);
    let draft = use_state_eq(Breakpoint::default);
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let Popover {
        whole,
        onkeydown,
        onfocusout,
    } = use_popover(BUTTON, *open, close);
    let on_kind = {
        let (draft, kinds) = (draft.clone(), view.kinds.clone());
        move |event: Event| {
            let chosen = field::choice(&event).and_then(|it| kinds.get(it.checked_sub(1)?));
            let kind = chosen.map(|(kind, _)| *kind);
            let before = (*draft).clone();
            draft.set(Breakpoint { kind, ..before });
        }
    };
    let on_who = {
        let (draft, names) = (draft.clone(), view.names.clone());
        move |event: Event| {
            let chosen = field::choice(&event).and_then(|it| names.get(it.checked_sub(1)?));
            let (who, before) = (chosen.cloned(), (*draft).clone());
            draft.set(Breakpoint { who, ..before });
        }
    };
    let on_path = {
        let draft = draft.clone();
        move |event: InputEvent| {
            let path = field::text(&event).trim().to_string();
            let path = (!path.is_empty()).then_some(path);
            let before = (*draft).clone();
            draft.set(Breakpoint { path, ..before });
        }
    };
    let onsubmit = {
        let (say, draft) = (say.clone(), draft.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            say.emit(Msg::Break((*draft).clone()));
            draft.set(Breakpoint::default());
        }
    };
    let path = draft.path.clone().unwrap_or_default();
    html! {
        <div class="breakpoints" ref={whole} {onkeydown} {onfocusout}>
            <button
                id={BUTTON}
                class="button button-toggle"
                type="button"
                aria-expanded={open.to_string()}
                aria-controls={FORM}
                aria-pressed={(!view.set.is_empty()).to_string()}
                aria-label={of_time.stop_at}
                title={of_time.stop_at}
                onclick={toggle}
            >
                { picture(Icon::Stop) }
                if !view.set.is_empty() {
                    { view.set.len() }
                }
            </button>
            if *open {
                <form id={FORM} class="breakpoints-form" {onsubmit}>
                    <h3 class="breakpoints-title">{ of_time.stop_at }</h3>
                    if !view.set.is_empty() {
                        <ul class="breakpoints-set">
                            for (n, set) in view.set.iter().enumerate() {
                                <li key={set.clone()} class="breakpoints-row">
                                    <span>{ set }</span>
                                    <button
                                        class="button button-icon"
                                        type="button"
                                        aria-label={fill(of_time.unset, &[("what", set)])}
                                        title={fill(of_time.unset, &[("what", set)])}
                                        onclick={on_press(say, Msg::Unbreak(n))}
                                    >
                                        { picture(Icon::Cross) }
                                    </button>
                                </li>
                            }
                        </ul>
                    }
                    <select class="field" aria-label={of_time.of_kind} onchange={on_kind}>
                        <option selected={draft.kind.is_none()}>{ of_time.any_event }</option>
                        for (kind, word) in view.kinds.iter() {
                            <option key={*word} selected={draft.kind == Some(*kind)}>{ *word }</option>
                        }
                    </select>
                    <select class="field" aria-label={of_time.of_whom} onchange={on_who}>
                        <option selected={draft.who.is_none()}>{ of_time.anybody }</option>
                        for name in view.names.iter() {
                            <option key={name.clone()} selected={draft.who.as_ref() == Some(name)}>{ name }</option>
                        }
                    </select>
                    <input
                        class="field"
                        aria-label={of_time.at_path}
                        placeholder={of_time.any_path}
                        autocomplete="off"
                        spellcheck="false"
                        value={path}
                        oninput={on_path}
                    />
                    <button class="button button-primary" type="submit" disabled={draft.is_empty()}>{ of_time.set }</button>
                    <p class="breakpoints-note">{ of_time.laws_stop }</p>
                </form>
            }
        </div>
    }
}
