//! One of the two truths about a session, in a few words.

use yew::prelude::*;

use super::icon::{Icon, Picture};
use crate::app::view::{ChipView, Mood};

#[derive(Properties, PartialEq)]
pub struct ChipProps {
    pub view: ChipView,
    /// Whose truth it is, in a word.
    pub whose: &'static str,
    /// The same as a picture, where room is short.
    pub picture: Icon,
    /// The same said in full.
    pub title: &'static str,
}

#[component]
pub fn Chip(props: &ChipProps) -> Html {
    let ChipView { mood, text } = &props.view;
    let mood_name = match mood {
        Mood::Good => "good",
        Mood::Waiting => "waiting",
        Mood::Bad => "bad",
        Mood::Off => "off",
    };
    html! {
        <span class="chip" data-mood={mood_name} title={format!("{} {text}", props.title)}>
            <span class="chip-whose"><Picture icon={props.picture} /><span>{ props.whose }</span></span>
            { " " }
            <Picture icon={Icon::of_mood(*mood)} />
            <span class="chip-text">{ text }</span>
        </span>
    }
}
