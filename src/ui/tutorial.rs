//! A pasted session with the verdict on each of its lines, over the page.

use yew::prelude::*;

use super::Say;
use super::browser::dialog;
use super::icon::{Icon, picture};
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::{PastedView, TutorialMark, TutorialRow, TutorialView};
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct TutorialProps {
    pub view: PastedView,
    pub words: &'static Words,
    pub say: Say,
}

const TITLE: &str = "tutorial-title";

#[component]
pub fn Tutorial(props: &TutorialProps) -> Html {
    let TutorialProps { view, words, say } = props;
    let words = &words.pasted;
    let whole = use_node_ref();
    {
        let whole = whole.clone();
        use_effect_with((), move |()| dialog::show(&whole));
    }
    // By Escape, too: the browser closes the dialog by itself.
    let onclose = say.reform(|_: Event| Msg::ClosePasted);
    let close = on_press(say, Msg::ClosePasted);
    let onclick = on_press(say, Msg::TypePasted);
    html! {
        <dialog ref={whole} class="tutorial" aria-labelledby={TITLE} {onclose}>
            <header class="tutorial-head">
                <h2 id={TITLE} class="tutorial-title">{ words.title }</h2>
                <p class="tutorial-sum" role="status">
                    { view.found.as_ref().map_or(words.checking, |it| it.sum.as_str()) }
                </p>
                <p class="tutorial-about">{ words.explained }</p>
            </header>
            { rows(view.found.as_deref()) }
            <footer class="tutorial-foot">
                if let Some(type_here) = &view.type_here {
                    <button class="button" type="button" {onclick}>{ type_here }</button>
                }
                <button class="button button-primary" type="button" onclick={close}>{ words.close }</button>
            </footer>
        </dialog>
    }
}

fn rows(found: Option<&TutorialView>) -> Html {
    let (rows, more) = found.map_or((&[][..], None), |it| (it.rows.as_slice(), it.more.as_ref()));
    html! {
        <ol class="tutorial-rows" tabindex="0" aria-labelledby={TITLE}>
            for (number, row) in rows.iter().enumerate() {
                { tutorial_row(number, row) }
            }
            if let Some(more) = more {
                <li class="tutorial-more">{ more }</li>
            }
        </ol>
    }
}

fn tutorial_row(number: usize, row: &TutorialRow) -> Html {
    let icon = match row.kind {
        TutorialMark::Same => Icon::Check,
        TutorialMark::Differs => Icon::Diamond,
        TutorialMark::Typo => Icon::Fault,
        TutorialMark::Implied => Icon::Skull,
        TutorialMark::Passed => Icon::Minus,
    };
    html! {
        <li key={number} class="tutorial-row" data-mark={row.kind.name()} data-typed={row.typed.to_string()}>
            <span class="tutorial-line">{ &row.line }</span>
            <span class="tutorial-mark">{ picture(icon) }<span class="tutorial-word">{ &row.mark }</span></span>
            <span class="tutorial-body">
                <span class="tutorial-text">{ &row.text }</span>
                for said in row.said.iter() {
                    <span key={said.clone()} class="tutorial-said">{ said }</span>
                }
            </span>
        </li>
    }
}
