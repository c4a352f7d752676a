//! Two branches held against each other, line by line.

use yew::prelude::*;

use super::Say;
use super::icon::{Icon, picture};
use super::part::Part;
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::{ComparedEvent, ComparedZnode, ComparisonView, Side};
use crate::app::words::{Words, fill};

#[derive(PartialEq)]
pub struct Comparison {
    pub view: ComparisonView,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for Comparison {
    fn lay_out(&self) -> Html {
        let Comparison { view, words, say } = self;
        let of_time = &words.timeline;
        let end = on_press(say, Msg::Compare(None));
        html! {
            <section id="events" class="events comparison part" aria-label={of_time.comparison}>
                <header class="part-head">
                    <h2 class="part-title">{ of_time.comparison }</h2>
                    <button
                        class="button button-icon comparison-end"
                        type="button"
                        aria-label={of_time.end_comparison}
                        title={of_time.end_comparison}
                        onclick={end}
                    >
                        { picture(Icon::Cross) }
                    </button>
                </header>
                <div class="comparison-body" tabindex="0" role="group" aria-label={of_time.comparison}>
                    <ul class="comparison-sides">
                        { side(Side::Here, &view.here) }
                        { side(Side::There, &view.there) }
                    </ul>
                    <p class="comparison-text">{ &view.parting }</p>
                    <ol class="comparison-rows">
                        for (n, event) in view.events.iter().enumerate() {
                            <li key={n} class="compared" data-side={name_of(event.side)}>{ told(event, view, words) }</li>
                        }
                    </ol>
                    if view.more > 0 {
                        <p class="comparison-text">{ fill(of_time.more, &[("n", &view.more.to_string())]) }</p>
                    }
                    if view.znodes.is_empty() {
                        <p class="comparison-text">{ of_time.znodes_same }</p>
                    } else {
                        <h3 class="comparison-title">{ of_time.znodes_differ }</h3>
                        <ol class="comparison-rows">
                            for (n, znode) in view.znodes.iter().enumerate() {
                                <li key={n} class="compared" data-side={name_of(znode.side)}>{ shown(znode, view, words) }</li>
                            }
                        </ol>
                    }
                </div>
            </section>
        }
    }
}

/// The name of a branch, with its sign.
fn side(side: Side, name: &str) -> Html {
    html! {
        <li class="compared" data-side={name_of(side)}>
            <span class="compared-sign" aria-hidden="true">{ sign(side) }</span>
            <span class="compared-text">{ name }</span>
        </li>
    }
}

fn told(event: &ComparedEvent, view: &ComparisonView, words: &Words) -> Html {
    let row = &event.row;
    html! {
        <>
            <span class="compared-sign" aria-hidden="true">{ sign(event.side) }</span>
            <span class="visually-hidden">{ whose(event.side, view, words) }{ ": " }</span>
            <time class="compared-time">{ &row.time }</time>
            <span class="compared-text"><b>{ &row.who }</b>{ " " }{ &row.text }</span>
        </>
    }
}

fn shown(znode: &ComparedZnode, view: &ComparisonView, words: &Words) -> Html {
    html! {
        <>
            <span class="compared-sign" aria-hidden="true">{ sign(znode.side) }</span>
            <span class="visually-hidden">{ whose(znode.side, view, words) }{ ": " }</span>
            <span class="compared-text"><b>{ &znode.path }</b>{ " " }{ &znode.text }</span>
        </>
    }
}

fn whose(side: Side, view: &ComparisonView, words: &Words) -> String {
    let name = match side {
        Side::Here => &view.here,
        Side::There => &view.there,
        Side::Both => return words.timeline.in_both.to_string(),
    };
    fill(words.timeline.only_in, &[("name", name)])
}

fn name_of(side: Side) -> &'static str {
    match side {
        Side::Here => "here",
        Side::There => "there",
        Side::Both => "both",
    }
}

fn sign(side: Side) -> &'static str {
    match side {
        Side::Here => "+",
        Side::There => "−",
        Side::Both => " ",
    }
}
