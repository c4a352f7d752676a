//! One of the two truths about a session, in a few words.

use yew::prelude::*;

use super::icon::{Icon, picture};
use crate::app::view::{ChipView, Mood};

/// Whose truth it is, is told in a word, by a picture where room is short, and in full.
pub fn chip(view: &ChipView, whose: &str, icon: Icon, title: &str) -> Html {
    let ChipView { mood, text } = view;
    let mood_name = match mood {
        Mood::Good => "good",
        Mood::Waiting => "waiting",
        Mood::Bad => "bad",
        Mood::Off => "off",
    };
    html! {
        <span class="chip" data-mood={mood_name} title={format!("{title} {text}")}>
            <span class="chip-whose">{ picture(icon) }<span>{ whose }</span></span>
            { " " }
            { picture(Icon::of_mood(*mood)) }
            <span class="chip-text">{ text }</span>
        </span>
    }
}
