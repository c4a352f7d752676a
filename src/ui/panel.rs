//! One simulated process: who it is, and its console, if it stands here.

use yew::prelude::*;

use super::Say;
use super::console::Console;
use super::id::panel_id;
use super::panel_head::{panel_head, role_name};
use super::part::Part;
use crate::app::view::PanelView;
use crate::app::words::Words;

#[derive(PartialEq)]
pub struct Panel {
    pub view: PanelView,
    /// Where only one panel fits, it is this one.
    pub front: bool,
    /// Without its console, which stands elsewhere.
    pub card: bool,
    /// The guide is about to do something here.
    pub expected: bool,
    pub words: &'static Words,
    pub say: Say,
}

impl Part for Panel {
    fn lay_out(&self) -> Html {
        let Panel {
            view, words, say, ..
        } = self;
        let process = view.process.clone();
        html! {
            <section
                id={panel_id(&process)}
                class="panel"
                aria-label={process.clone()}
                tabindex="-1"
                data-role={role_name(view.role)}
                data-ended={view.ended.is_some().to_string()}
                data-paused={view.paused.is_some().to_string()}
                data-marked={view.marked.to_string()}
                data-form={if self.card { "card" } else { "panel" }}
                data-front={self.front.to_string()}
                data-expected={self.expected.to_string()}
            >
                { panel_head(view, words, say) }
                if !self.card {
                    { Console { view: view.clone(), words, say: say.clone() }.once() }
                }
            </section>
        }
    }
}
