//! The branches of a run, one below the other.

use yew::prelude::*;

use super::Say;
use super::browser::field;
use super::icon::{Icon, picture};
use super::part::Part;
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::BranchView;
use crate::app::words::{Words, fill};

#[derive(PartialEq)]
pub struct Branches {
    pub views: Vec<BranchView>,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for Branches {
    fn lay_out(&self) -> Html {
        let Branches { views, words, say } = self;
        html! {
            <ol class="branches" aria-label={words.timeline.branches}>
                for (place, view) in views.iter().enumerate() {
                    { Branch { view: view.clone(), place, words, say: say.clone() }.keyed(place) }
                }
            </ol>
        }
    }
}

#[derive(PartialEq)]
struct Branch {
    view: BranchView,
    place: usize,
    words: &'static Words,
    say: Say,
}

impl Part for Branch {
    fn lay_out(&self) -> Html {
        let Branch {
            view,
            place,
            words,
            say,
        } = self;
        let (of_time, branch) = (&words.timeline, *place);
        let named = |phrase: &str| fill(phrase, &[("name", &view.name)]);
        let rename = say.reform(move |event: Event| Msg::Rename {
            branch,
            name: field::text(&event),
        });
        html! {
            <li class="branch" data-shown={view.shown.to_string()} aria-current={view.shown.then_some("true")}>
                if view.shown {
                    <label class="branch-name" title={of_time.rename}>
                        { picture(Icon::Branch) }
                        <input
                            class="branch-field"
                            aria-label={of_time.rename}
                            autocomplete="off"
                            spellcheck="false"
                            value={view.name.clone()}
                            onchange={rename}
                        />
                    </label>
                } else {
                    <button
                        class="branch-name button button-quiet"
                        type="button"
                        aria-label={named(of_time.show_branch)}
                        title={format!("{}: {}", view.name, view.about)}
                        onclick={on_press(say, Msg::Switch(branch))}
                    >
                        { picture(Icon::Branch) }<span class="branch-text">{ &view.name }</span>
                    </button>
                }
                <span class="branch-track" title={view.about.clone()}>
                    <svg class="branch-drawing" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">
                        <path
                            class="branch-line"
                            d={format!("M{} 0v6H{}", view.from, view.to)}
                        />
                    </svg>
                    <span class="visually-hidden">{ &view.about }</span>
                </span>
                <span class="branch-end">
                    if !view.shown {
                        <button
                            class="button button-icon branch-compare"
                            type="button"
                            aria-label={named(of_time.compare)}
                            title={named(of_time.compare)}
                            onclick={on_press(say, Msg::Compare(Some(branch)))}
                        >
                            { picture(Icon::Compare) }
                        </button>
                    }
                </span>
            </li>
        }
    }
}
