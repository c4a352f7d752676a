//! The transport: who moves time, how fast, and what time it is.

use yew::prelude::*;

use super::Say;
use super::browser::field;
use super::icon::{Icon, picture};
use super::part::Part;
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::TransportView;
use crate::app::words::Words;

#[derive(PartialEq)]
pub struct Transport {
    pub view: TransportView,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for Transport {
    fn lay_out(&self) -> Html {
        let Transport { view, words, say } = self;
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
        let press = |icon: Icon, word: &'static str, key: &str, class: &'static str, msg: Msg| {
            html! {
                <button
                    {class}
                    type="button"
                    aria-label={word}
                    title={format!("{word} ({key})")}
                    onclick={on_press(say, msg)}
                >
                    { picture(icon) }
                    <span class="button-word">{ word }</span>
                </button>
            }
        };
        html! {
            <div class="transport" role="group" aria-label={words.transport}>
                <div class="transport-buttons">
                    { press(play_icon, play_word, words.key_space, "button transport-play", play_msg) }
                    { press(Icon::Step, words.step, "→", "button", Msg::Step) }
                    { press(Icon::NextEvent, words.next_event, "⇧ →", "button", Msg::NextEvent) }
                </div>
                <label class="choice transport-speed" title={words.speed}>
                    <select class="choice-select" aria-label={words.speed} onchange={on_speed}>
                        for (index, speed) in view.speeds.iter().enumerate() {
                            <option key={index} selected={speed.chosen}>{ &speed.label }</option>
                        }
                    </select>
                    { picture(Icon::Fold) }
                </label>
                <div class="transport-clock">
                    <span class="transport-time" role="timer" aria-label={words.virtual_time}>{ &view.time }</span>
                    <span class="transport-wall">{ &view.wall }</span>
                    <span class="transport-gap">
                        if let Some(gap) = &view.gap {
                            <span class="transport-idle">{ picture(Icon::NextEvent) }{ gap }</span>
                        }
                    </span>
                </div>
            </div>
        }
    }
}
