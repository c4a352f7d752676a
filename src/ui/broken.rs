//! What comes of a run with every fault at every message, in the place of the events.

use yew::prelude::*;

use super::Say;
use super::icon::{Icon, picture};
use super::part::Part;
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::{BrokenKindView, BrokenView, StoryView};
use crate::app::words::Words;

#[derive(PartialEq)]
pub struct Broken {
    pub view: BrokenView,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for Broken {
    fn lay_out(&self) -> Html {
        let Broken { view, words, say } = self;
        let texts = &words.broken;
        html! {
            <section id="events" class="events broken part" aria-label={texts.title}>
                <header class="part-head">
                    <h2 class="part-title">{ texts.title }</h2>
                    if view.running {
                        <button class="button broken-stop" type="button" onclick={on_press(say, Msg::StopTrying)}>
                            { picture(Icon::Stop) }{ texts.stop }
                        </button>
                    }
                    <button
                        class="button button-icon comparison-end"
                        type="button"
                        aria-label={texts.close}
                        title={texts.close}
                        onclick={on_press(say, Msg::CloseTried)}
                    >
                        { picture(Icon::Cross) }
                    </button>
                </header>
                <div class="comparison-body" tabindex="0" role="group" aria-label={texts.title}>
                    <p class="broken-sum">
                        { &view.sum }
                        <progress class="broken-progress" max="1000" value={view.done.to_string()} aria-label={texts.title} />
                    </p>
                    <div role="status">
                        for (n, note) in view.notes.iter().enumerate() {
                            <p key={n} class="comparison-text">{ note }</p>
                        }
                    </div>
                    if !view.kinds.is_empty() {
                        <ol class="broken-kinds">
                            for kind in view.kinds.iter() {
                                { lay_kind(kind, words, say) }
                            }
                        </ol>
                    }
                    if let Some(story) = &view.story {
                        { lay_story(story, words, say) }
                    }
                </div>
            </section>
        }
    }
}

fn lay_kind(kind: &BrokenKindView, words: &Words, say: &Say) -> Html {
    let first = kind.first;
    html! {
        <li key={first} class="broken-kind" data-opened={kind.opened.to_string()}>
            <p class="broken-fault">{ picture(Icon::Cross) }{ &kind.fault }</p>
            <p class="broken-breach">{ &kind.breach }</p>
            <p class="broken-count">
                { &kind.count }
                <button
                    class="button"
                    type="button"
                    aria-label={format!("{}: {}", words.broken.show, kind.fault)}
                    onclick={on_press(say, Msg::ShowFuture(first))}
                >
                    { picture(Icon::Branch) }{ words.broken.show }
                </button>
            </p>
        </li>
    }
}

fn lay_story(story: &StoryView, words: &Words, say: &Say) -> Html {
    html! {
        <section class="broken-story" aria-label={words.broken.story}>
            <h3 class="comparison-title">{ words.broken.story }</h3>
            <ol class="broken-lines">
                for line in story.lines.iter() {
                    <li key={line.event}>
                        <button
                            class="event-button"
                            type="button"
                            title={words.timeline.go_there}
                            onclick={on_press(say, Msg::SeekEvent(line.event))}
                        >
                            <time class="event-time">{ &line.time }</time>
                            { " " }
                            <span class="event-who">{ &line.who }</span>
                            { " " }
                            <span class="event-text">{ &line.text }</span>
                        </button>
                    </li>
                }
            </ol>
            <p class="broken-end" role="status">{ picture(Icon::Cross) }{ &story.end }</p>
        </section>
    }
}
