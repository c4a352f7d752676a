//! What a press of a button says.

use yew::prelude::*;

use super::Say;
use crate::app::update::Msg;

/// Says this at each press. A closure for each message would be code for each.
pub fn on_press(say: &Say, msg: Msg) -> Callback<MouseEvent> {
    say.reform(move |_| msg.clone())
}
