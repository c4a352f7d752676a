//! What came of every fault, along the slider: a row for each kind.

use std::rc::Rc;

use yew::prelude::*;

use super::Say;
use super::part::Part;
use super::press::on_press;
use crate::app::update::Msg;
use crate::app::view::OutcomesView;

#[derive(PartialEq)]
pub struct Outcomes {
    pub views: Rc<Vec<OutcomesView>>,
    pub say: Say,
}

impl Part for Outcomes {
    fn lay_out(&self) -> Html {
        html! {
            <ul class="outcomes">
                for (n, view) in self.views.iter().enumerate() {
                    <li key={n} class="outcome" aria-label={view.label.clone()}>
                        <span class="outcome-name" aria-hidden="true">{ view.name }</span>
                        <span class="outcome-track" aria-hidden="true">
                            <svg class="outcome-drawing" viewBox="0 0 1000 10" preserveAspectRatio="none">
                                <path class="outcome-cells held" d={cells(view.held.iter())} />
                                <path class="outcome-cells warned" d={cells(view.warned.iter())} />
                                for (place, number) in view.broken.iter() {
                                    { self.lay_broken(*place, *number) }
                                }
                            </svg>
                        </span>
                    </li>
                }
            </ul>
        }
    }
}

impl Outcomes {
    /// By keyboard the same is reached in the list of what was breached.
    fn lay_broken(&self, place: u16, number: usize) -> Html {
        let show = on_press(&self.say, Msg::ShowFuture(number));
        let d = cells(std::iter::once(&place));
        html! { <path key={number} class="outcome-cells broken" {d} onclick={show} /> }
    }
}

fn cells<'a>(places: impl Iterator<Item = &'a u16>) -> String {
    places.map(|it| format!("M{it} 0v10")).collect()
}
