//! What the page says when the run was stopped by a fault of ours.

use yew::prelude::*;

use super::Say;
use super::icon::{Icon, Picture};
use crate::app::update::Msg;
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    pub text: String,
    pub words: &'static Words,
    pub say: Say,
}

#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div class="notice" role="alert">
            <Picture icon={Icon::Fault} />
            <p class="notice-text">{ &props.text }</p>
            <button class="button" type="button" onclick={props.say.reform(|_: MouseEvent| Msg::StartAgain)}>
                <Picture icon={Icon::Again} />{ props.words.start_again }
            </button>
        </div>
    }
}
