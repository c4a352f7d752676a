//! The list of keys.

use yew::prelude::*;

use super::icon::{Icon, picture};
use super::popover::{Popover, use_popover};
use crate::app::words::Words;

#[derive(Properties, PartialEq)]
pub struct HelpProps {
    pub words: &'static Words,
}

/// The id of the button that opens the list.
pub const BUTTON: &str = "keys";
const LIST: &str = "keys-list";

/// Keys by the names that are printed on them.
mod cap {
    pub const STEP: &str = "→";
    pub const STEP_BACK: &str = "←";
    pub const NEXT_EVENT: &str = "⇧ →";
    pub const PREVIOUS_EVENT: &str = "⇧ ←";
    pub const START: &str = "Home";
    pub const LATEST: &str = "End";
    pub const UNDO: &str = "Z";
    pub const REDO: &str = "⇧ Z";
    pub const SELECT: &str = "1 … 9";
    pub const CONSOLE_OF: &str = "⇧ 1 … 9";
    pub const CONSOLE: &str = "`";
    pub const SHARE: &str = "S";
    pub const FILTER: &str = "/";
    pub const HELP: &str = "?";
    pub const HISTORY: &str = "↑ ↓";
    pub const COMPLETE: &str = "Tab";
    pub const GHOST: &str = "→";
    pub const DISMISS: &str = "Esc";
    pub const SCROLL: &str = "PgUp PgDn";
}

#[component]
pub fn Help(props: &HelpProps) -> Html {
    let words = props.words;
    let open = use_state_eq(|| false);
    let onclick = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let close = {
        let open = open.clone();
        Callback::from(move |()| open.set(false))
    };
    let Popover {
        whole,
        onkeydown,
        onfocusout,
    } = use_popover(BUTTON, *open, close);
    let play_pause = format!("{} / {}", words.play, words.pause);
    let anywhere = [
        (words.key_space, play_pause.as_str()),
        (cap::STEP, words.step),
        (cap::STEP_BACK, words.timeline.step_back),
        (cap::NEXT_EVENT, words.next_event),
        (cap::PREVIOUS_EVENT, words.timeline.previous_event),
        (cap::START, words.timeline.start),
        (cap::LATEST, words.timeline.latest),
        (cap::UNDO, words.timeline.key_undo),
        (cap::REDO, words.timeline.key_redo),
        (cap::SELECT, words.key_select),
        (cap::CONSOLE_OF, words.key_console_of),
        (cap::CONSOLE, words.key_to_console),
        (cap::FILTER, words.filter_events),
        (cap::SHARE, words.share.title),
        (cap::HELP, words.key_this_list),
    ];
    let console = [
        (cap::HISTORY, words.key_history),
        (cap::COMPLETE, words.key_complete),
        (cap::GHOST, words.key_ghost),
        (cap::DISMISS, words.key_dismiss),
        (cap::SCROLL, words.key_scroll),
    ];
    html! {
        <div class="help" ref={whole} {onkeydown} {onfocusout}>
            <button
                id={BUTTON}
                class="button button-icon"
                type="button"
                aria-label={words.keyboard}
                aria-expanded={open.to_string()}
                aria-controls={LIST}
                title={words.keyboard}
                {onclick}
            >
                { picture(Icon::Keyboard) }
            </button>
            if *open {
                <div id={LIST} class="help-list" tabindex="-1">
                    <h2 class="help-title">{ words.keys_anywhere }</h2>
                    { keys(&anywhere) }
                    <h2 class="help-title">{ words.keys_console }</h2>
                    { keys(&console) }
                </div>
            }
        </div>
    }
}

fn keys(rows: &[(&str, &str)]) -> Html {
    html! {
        <dl class="help-keys">
            for (cap, meaning) in rows.iter() {
                <div key={*cap} class="help-row">
                    <dt class="help-cap"><kbd>{ *cap }</kbd></dt>
                    <dd class="help-meaning">{ *meaning }</dd>
                </div>
            }
        </dl>
    }
}
