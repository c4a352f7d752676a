//! The document around the mounted page.

use web_sys::Element;

use super::{document, window};
use crate::app::view::Theme;
use crate::app::words::Lang;

/// The element the page is mounted into; the static shell in it gives way.
pub fn container() -> Element {
    document()
        .get_element_by_id("app")
        .expect("index.html has a container for the page")
}

/// Whether the person has asked their system for less motion.
pub fn prefers_reduced_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|it| it.matches())
}

/// Tells the document its language and colours.
pub fn dress(lang: Lang, theme: Theme) {
    let Some(root) = document().document_element() else {
        return;
    };
    for (name, value) in [("lang", lang.tag()), ("data-theme", theme.name())] {
        if root.get_attribute(name).as_deref() != Some(value) {
            root.set_attribute(name, value).ok();
        }
    }
}
