//! What is said of a run that was opened, or could not be.

use yew::prelude::*;

use super::Say;
use super::icon::{Icon, picture};
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::NoticeView;
use crate::app::words::Words;

pub fn notice(view: &NoticeView, words: &'static Words, say: &Say) -> Html {
    let press = |msg: Msg, class: &'static str, content: Html, label: Option<&'static str>| {
        html! {
            <button
                class={classes!("button", class)}
                type="button"
                aria-label={label}
                title={label}
                onclick={on_press(say, msg)}
            >
                { content }
            </button>
        }
    };
    let cross = picture(Icon::Cross);
    html! {
        <p class="notice" role={if view.alert { "alert" } else { "status" }} data-alert={view.alert.to_string()}>
            <span class="notice-text">{ &view.text }</span>
            if view.play {
                { press(Msg::Play, "", html! { words.play }, None) }
            }
            if view.afresh {
                { press(Msg::Afresh, "", html! { words.share.afresh }, None) }
            }
            { press(Msg::CloseNotice, "button-icon", cross, Some(words.share.dismiss)) }
        </p>
    }
}
