//! The transport: who moves time, how fast, and what time it is.

use yew::prelude::*;

use super::Say;
use super::browser::field;
use super::icon::{Icon, Picture};
use crate::app::update::Msg;
use crate::app::view::TransportView;
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct TransportProps {
    pub view: TransportView,
    pub words: &'static Words,
    pub say: Say,
}

#[component]
pub fn Transport(props: &TransportProps) -> Html {
    let TransportProps { view, words, say } = props;
    let on_speed = {
        let say = say.clone();
        move |event: Event| {
            if let Some(n) = field::choice(&event) {
                say.emit(Msg::Speed(n));
            }
        }
    };
    let (play_icon, play_word, play_msg) = if view.playing {
        (Icon::Pause, words.pause, Msg::Pause)
    } else {
        (Icon::Play, words.play, Msg::Play)
    };
    html! {
        <div class="transport" role="group" aria-label={words.transport}>
            <div class="transport-buttons">
                <Press icon={play_icon} word={play_word} msg={play_msg} class="transport-play" key_hint={words.key_space} {say} />
                <Press icon={Icon::Step} word={words.step} msg={Msg::Step} key_hint="→" {say} />
                <Press icon={Icon::NextEvent} word={words.next_event} msg={Msg::NextEvent} key_hint="⇧ →" {say} />
            </div>
            <label class="choice transport-speed" title={words.speed}>
                <select class="choice-select" aria-label={words.speed} onchange={on_speed}>
                    for (index, speed) in view.speeds.iter().enumerate() {
                        <option key={index} selected={speed.chosen}>{ &speed.label }</option>
                    }
                </select>
                <Picture icon={Icon::Fold} />
            </label>
            <div class="transport-clock">
                <span class="transport-time" role="timer" aria-label={words.virtual_time}>{ &view.time }</span>
                <span class="transport-wall">{ &view.wall }</span>
                <span class="transport-gap">
                    if let Some(gap) = &view.gap {
                        <span class="transport-idle"><Picture icon={Icon::NextEvent} />{ gap }</span>
                    }
                </span>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PressProps {
    icon: Icon,
    word: &'static str,
    msg: Msg,
    #[prop_or_default]
    class: &'static str,
    key_hint: &'static str,
    say: Say,
}

#[component]
fn Press(props: &PressProps) -> Html {
    let msg = props.msg.clone();
    html! {
        <button
            class={classes!("button", props.class)}
            type="button"
            aria-label={props.word}
            title={format!("{} ({})", props.word, props.key_hint)}
            onclick={props.say.reform(move |_: MouseEvent| msg.clone())}
        >
            <Picture icon={props.icon} />
            <span class="button-word">{ props.word }</span>
        </button>
    }
}
