//! What the address of the page asks for.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;
use yew::Callback;

use super::{page, storage, window};
use crate::app::Options;
use crate::app::shared::{LAST_RUN, LINK_SIGN};
use crate::app::tale::Tale;
use crate::app::update::Msg;
use crate::app::view::{Frame, Theme};
use crate::app::words::Lang;

/// What stands behind the `#`, with it.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// The address of this page with another fragment.
pub fn with_fragment(fragment: &str) -> String {
    let location = window().location();
    let part = |it: Result<String, JsValue>| it.unwrap_or_default();
    format!(
        "{}{}{fragment}",
        part(location.origin()),
        part(location.pathname())
    )
}

/// What the address and the visit before ask for at the beginning.
pub fn beginning(options: &Options) -> Option<Msg> {
    let fragment = fragment();
    if fragment.len() > 1 {
        return Some(Msg::Visit(fragment));
    }
    let names_a_tale = query().has("guide");
    let is_wanted = options.frame == Frame::Full && !options.quiet && !names_a_tale;
    let last = storage::remembered(LAST_RUN).filter(|it| is_wanted && !it.is_empty());
    last.map(Msg::Restore)
}

fn query() -> UrlSearchParams {
    let query = window().location().search().unwrap_or_default();
    UrlSearchParams::new_with_str(&query).expect("any text is a query")
}

/// Tells when that changes, until dropped: somebody has put a link into the open page.
pub fn listen(visited: Callback<String>) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| visited.emit(fragment()))
}

/// The address has the first word, then what was remembered.
fn asked(key: &str) -> Option<String> {
    query().get(key).or_else(|| storage::remembered(key))
}

/// The language that is wanted: in the end, that of the browser.
pub fn lang() -> Lang {
    asked("lang")
        .and_then(|tag| Lang::from_tag(&tag))
        .or_else(|| Lang::from_tag(&window().navigator().language()?))
        .unwrap_or_default()
}

/// What is wanted of the page; its language if that is known.
pub fn options() -> Options {
    let query = query();
    Options {
        lang: Some(lang()).filter(|it| it.is_known()).unwrap_or_default(),
        theme: asked("theme")
            .and_then(|name| Theme::from_name(&name))
            .unwrap_or_default(),
        frame: if query.has("embed") {
            Frame::Embed
        } else {
            Frame::Full
        },
        quiet: query.has("quiet"),
        linked: fragment().starts_with(LINK_SIGN),
        tale: query
            .get("guide")
            .and_then(|name| Tale::from_name(&name))
            .unwrap_or_default(),
        calm: page::prefers_reduced_motion(),
    }
}
