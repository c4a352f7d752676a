//! What the page says when a fault of ours stops it.

use super::document;
use crate::app::words::Lang;

/// Puts a calm static section in the place of the page. It uses nothing that may have been
/// left half done: no component, no state.
pub fn stop_calmly(report: &str) {
    replace(report);
}

fn replace(report: &str) -> Option<()> {
    let document = document();
    let lang = document.document_element()?.get_attribute("lang");
    let words = lang
        .and_then(|it| Lang::from_tag(&it))
        .unwrap_or_default()
        .words();
    let section = document.create_element("section").ok()?;
    section.set_class_name("trouble");
    section.set_attribute("role", "alert").ok()?;
    for (tag, text) in [
        ("h1", words.trouble_title),
        ("p", words.trouble_text),
        ("pre", report),
    ] {
        let part = document.create_element(tag).ok()?;
        part.set_text_content(Some(text));
        section.append_child(&part).ok()?;
    }
    let again = document.create_element("a").ok()?;
    again.set_class_name("button button-primary");
    again.set_attribute("href", "").ok()?;
    again.set_text_content(Some(words.reload));
    section.append_child(&again).ok()?;
    let body = document.body()?;
    body.set_text_content(None);
    body.append_child(&section).ok()?;
    Some(())
}
