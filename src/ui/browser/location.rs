//! What the address of the page asks for.

use gloo_events::EventListener;
use web_sys::UrlSearchParams;
use yew::Callback;

use super::{page, storage, window};
use crate::app::Options;
use crate::app::tale::Tale;
use crate::app::view::{Frame, Theme};
use crate::app::words::Lang;

/// What stands behind the `#`, with it.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Tells when that changes, until dropped: somebody has put a link into the open page.
pub fn listen(visited: Callback<String>) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| visited.emit(fragment()))
}

/// The address has the first word, then what was remembered, then the browser.
pub fn options() -> Options {
    let query = window().location().search().unwrap_or_default();
    let query = UrlSearchParams::new_with_str(&query).expect("any text is a query");
    let asked = |key: &str| query.get(key).or_else(|| storage::remembered(key));
    Options {
        lang: asked("lang")
            .and_then(|tag| Lang::from_tag(&tag))
            .or_else(|| Lang::from_tag(&window().navigator().language()?))
            .unwrap_or_default(),
        theme: asked("theme")
            .and_then(|name| Theme::from_name(&name))
            .unwrap_or_default(),
        frame: if query.has("embed") {
            Frame::Embed
        } else {
            Frame::Full
        },
        quiet: query.has("quiet"),
        tale: query
            .get("guide")
            .and_then(|name| Tale::from_name(&name))
            .unwrap_or_default(),
        calm: page::prefers_reduced_motion(),
    }
}
