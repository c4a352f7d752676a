//! The walk-through of the first visit: what has just happened, and what to do now.

use yew::prelude::*;

use super::Say;
use super::icon::{Icon, picture};
use super::part::Part;
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::{ChoiceView, GuideView};
use crate::app::words::{Words, fill};

#[derive(PartialEq)]
pub struct Guide {
    pub view: GuideView,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for Guide {
    fn lay_out(&self) -> Html {
        let Guide { view, words, say } = self;
        let beat = view.beat.to_string();
        let beat_of = fill(
            words.beat_of,
            &[("n", &beat), ("m", &view.beats.to_string())],
        );
        html! {
            <aside id="guide" class="guide" aria-label={words.guide}>
                <header class="guide-head">
                    <p class="guide-beat">{ beat_of }</p>
                    <ol class="guide-dots" aria-hidden="true">
                        for n in 1..=view.beats {
                            <li key={n} class="guide-dot" data-state={state(n, view.beat)} />
                        }
                    </ol>
                    <h2 class="guide-title">{ &view.title }</h2>
                </header>
                // A new beat is a new element, so what draws the eye does so once.
                <div key={beat} class="guide-body">
                    <div class="guide-text">
                        if let Some(lesson) = &view.lesson {
                            <p class="guide-lesson">{ picture(Icon::Check) }<span>{ lesson }</span></p>
                        }
                        if !view.caption.is_empty() {
                            <p class="guide-caption">{ &view.caption }</p>
                        }
                    </div>
                    if let Some(offer) = &view.offer {
                        <div class="guide-call">
                        if !offer.what.is_empty() {
                            <div class="guide-offer">
                                <span class="guide-process">{ &offer.process }</span>
                                <code class="guide-what">{ &offer.what }</code>
                            </div>
                        }
                        <button class="button button-primary guide-do" type="button" onclick={on_press(say, Msg::Offer)}>
                            { &offer.button }
                        </button>
                        </div>
                    }
                    if !view.choices.is_empty() {
                        <div class="guide-call">
                            for it in view.choices.iter() {
                                { choice(it, say) }
                            }
                        </div>
                    }
                </div>
                <footer class="guide-foot">
                    <button class="button button-quiet" type="button" onclick={on_press(say, Msg::StartAgain)}>
                        { picture(Icon::Again) }{ words.start_again }
                    </button>
                    <button class="button button-quiet" type="button" onclick={on_press(say, Msg::SkipGuide)}>
                        { words.skip_guide }
                    </button>
                </footer>
            </aside>
        }
    }
}

/// Another tale, or what else could have become of this one.
fn choice(view: &ChoiceView, say: &Say) -> Html {
    let onclick = on_press(say, view.tale.map_or(Msg::RewindAndPause, Msg::Begin));
    html! {
        <button key={view.label.clone()} class="button guide-choice" type="button" {onclick}>{ &view.label }</button>
    }
}

fn state(n: usize, beat: usize) -> &'static str {
    match n.cmp(&beat) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "coming",
    }
}
