//! The selected znode in full.

use yew::prelude::*;

use super::part::Part;
use crate::app::view::DetailsView;
use crate::app::words::Words;

#[derive(PartialEq)]
pub struct Details {
    pub view: Option<DetailsView>,
    pub words: &'static Words,
}

impl Part for Details {
    fn lay_out(&self) -> Html {
        let words = self.words;
        html! {
            <section id="details" class="details part" aria-label={words.details}>
                <header class="part-head">
                    <h2 class="part-title">{ words.details }</h2>
                    if let Some(view) = &self.view {
                        <span class="details-title" title={view.title.clone()}>{ &view.title }</span>
                    }
                </header>
                if let Some(view) = &self.view {
                    <div class="details-body" tabindex="0">
                    <dl class="details-facts">
                        for (name, value) in view.facts.iter() {
                            <div key={name.clone()} class="fact">
                                <dt class="fact-name">{ name }</dt>
                                <dd class="fact-value">{ value }</dd>
                            </div>
                        }
                    </dl>
                    </div>
                } else {
                    <p class="part-empty">{ words.no_details }</p>
                }
            </section>
        }
    }
}
