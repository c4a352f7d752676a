//! The session's time left, as an arc around the picture of the role.

use yew::prelude::*;

use super::icon::{Icon, picture};
use crate::app::view::RingView;
use crate::app::words::Words;

/// The whole circle in the units of `stroke-dasharray`.
const WHOLE: u16 = 1000;

/// The arc runs like a clock: what has passed is cleared from the top on. The marks stand
/// where the client pings and where it gives its connection up. There is none when the server
/// knows no session.
pub fn ring(view: Option<&RingView>, icon: Icon, words: &Words) -> Html {
    let phase = match view.map(|it| it.left) {
        None => "none",
        Some(left) if left > WHOLE * 2 / 3 => "fresh",
        Some(left) if left > WHOLE / 3 => "late",
        Some(_) => "last",
    };
    let title = view.map(|it| format!("{}\n{}", it.text, words.ring_marks));
    html! {
        <span class="ring" data-phase={phase} {title}>
            <svg class="ring-clock" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
                <circle class="ring-track" cx="20" cy="20" r="17" />
                if let Some(view) = view {
                    <circle
                        class="ring-left"
                        cx="20"
                        cy="20"
                        r="17"
                        pathLength="1000"
                        stroke-dasharray={format!("{} {WHOLE}", view.left)}
                        stroke-dashoffset={format!("-{}", WHOLE.saturating_sub(view.left))}
                        transform="rotate(-90 20 20)"
                    />
                    <path class="ring-mark" d="M20 .5v5" transform="rotate(120 20 20)" />
                    <path class="ring-mark" d="M20 .5v5" transform="rotate(240 20 20)" />
                }
            </svg>
            { picture(icon) }
        </span>
    }
}
