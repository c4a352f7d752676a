//! The timeline: a slider over the run, what is marked along it, and the branches.

use std::rc::Rc;

use yew::prelude::*;

use super::Say;
use super::branches::Branches;
use super::browser::field;
use super::icon::{Icon, picture};
use super::outcomes::Outcomes;
use super::part::Part;
use super::press::on_press;
use crate::app::timeline::scale::WHOLE;
use crate::app::update::Msg;
use crate::app::view::{MarksView, TimelineView};
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct TimelineProps {
    pub view: TimelineView,
    pub words: &'static Words,
    pub say: Say,
}

#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let TimelineProps { view, words, say } = props;
    let of_time = &words.timeline;
    let oninput = say.reform(|event: InputEvent| {
        let place = field::text(&event).parse().unwrap_or_default();
        Msg::Slide(place)
    });
    // By keys one goes from event to event; a pointer goes anywhere.
    let onkeydown = {
        let say = say.clone();
        move |event: KeyboardEvent| {
            let msg = match event.key().as_str() {
                "ArrowLeft" | "ArrowDown" => Msg::PreviousEvent,
                "ArrowRight" | "ArrowUp" => Msg::NextEvent,
                "Home" => Msg::Start,
                "End" => Msg::Latest,
                _ => return,
            };
            event.prevent_default();
            say.emit(msg);
        }
    };
    let press = |icon: Icon, label: &str, key: &str, enabled: bool, msg: Msg| {
        html! {
            <button
                class="button button-icon"
                type="button"
                aria-label={label.to_string()}
                title={format!("{label} ({key})")}
                aria-disabled={(!enabled).then_some("true")}
                onclick={on_press(say, msg)}
            >
                { picture(icon) }
            </button>
        }
    };
    let has_past = view.at > 0;
    let undo = view.undo.as_deref().unwrap_or(of_time.nothing_to_undo);
    let redo = view.redo.as_deref().unwrap_or(of_time.nothing_to_redo);
    html! {
        <section id="timeline" class="timeline part" aria-label={of_time.title} data-past={view.past.to_string()}>
            <div class="timeline-line">
                <div class="timeline-buttons timeline-back">
                    { press(Icon::Start, of_time.start, "Home", has_past, Msg::Start) }
                    { press(Icon::PreviousEvent, of_time.previous_event, "⇧ ←", has_past, Msg::PreviousEvent) }
                    { press(Icon::StepBack, of_time.step_back, "←", has_past, Msg::StepBack) }
                    <span class="timeline-count" title={view.text.clone()}>{ &view.short }</span>
                </div>
                <div class="timeline-track">
                    { Marks { marks: view.marks.clone(), at: view.at }.once() }
                    <input
                        class="timeline-slider"
                        type="range"
                        min="0"
                        max={WHOLE.to_string()}
                        value={view.at.to_string()}
                        aria-label={of_time.slider}
                        aria-valuetext={view.text.clone()}
                        title={view.text.clone()}
                        {oninput}
                        {onkeydown}
                    />
                    <ul class="visually-hidden">
                        for outage in view.marks.outages.iter() {
                            <li key={outage.label.clone()}>{ &outage.label }</li>
                        }
                    </ul>
                </div>
                <div class="timeline-buttons timeline-forth">
                    { press(Icon::Latest, of_time.latest, "End", view.past, Msg::Latest) }
                    { press(Icon::Undo, undo, "Z", view.undo.is_some(), Msg::Undo) }
                    { press(Icon::Redo, redo, "⇧ Z", view.redo.is_some(), Msg::Redo) }
                </div>
            </div>
            if let Some((branched, parent)) = &view.branched {
                <p class="timeline-branched" role="status">
                    { picture(Icon::Branch) }
                    <span>{ branched }</span>
                    <button
                        class="button button-quiet"
                        type="button"
                        onclick={on_press(say, Msg::Switch(*parent))}
                    >
                        { of_time.back_to }
                    </button>
                </p>
            }
            if !view.outcomes.is_empty() {
                { Outcomes { views: view.outcomes.clone(), say: say.clone() }.once() }
            }
            if view.branches.len() > 1 {
                { Branches { views: view.branches.clone(), words, say: say.clone() }.once() }
            }
        </section>
    }
}

#[derive(PartialEq)]
struct Marks {
    marks: Rc<MarksView>,
    at: u16,
}

impl Part for Marks {
    /// What is drawn behind the slider.
    fn lay_out(&self) -> Html {
        let Marks { marks, at } = self;
        let ticks = |class: &'static str, places: &[u16], top: u16, height: u16| {
            let path: String = places
                .iter()
                .map(|it| format!("M{it} {top}v{height}"))
                .collect();
            html! { <path class={classes!("timeline-tick", class)} d={path} /> }
        };
        html! {
            <div class="timeline-marks" aria-hidden="true">
                <svg class="timeline-drawing" viewBox="0 0 1000 36" preserveAspectRatio="none">
                    <rect class="timeline-rail" y="17" width="1000" height="4" />
                    <rect class="timeline-gone" y="17" width={at.to_string()} height="4" />
                    for (n, outage) in marks.outages.iter().enumerate() {
                        <rect
                            key={n}
                            class={classes!("timeline-outage", outage.kind)}
                            x={outage.from.to_string()}
                            y="27"
                            width={(outage.to.saturating_sub(outage.from)).max(3).to_string()}
                            height="6"
                        />
                    }
                    { ticks("commands", &marks.commands, 2, 6) }
                    { ticks("watches", &marks.watches, 9, 6) }
                    { ticks("faults", &marks.faults, 24, 11) }
                </svg>
                <svg class="timeline-times" width="100%" height="100%">
                    for (place, time) in marks.times.iter() {
                        <text key={*place} x={percent(*place)} y="47">{ time }</text>
                    }
                </svg>
            </div>
        }
    }
}

/// A place along the slider, as a length.
fn percent(place: u16) -> String {
    format!("{}.{}%", place / 10, place % 10)
}
