//! Where the keyboard's focus is, and moving it.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement};
use yew::NodeRef;

use super::document;

/// Moves the focus to the element of this id, if it is on the page.
pub fn to(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        give(&element);
    }
}

/// Moves the focus to the button of this id and presses it.
pub fn press(id: &str) {
    let button = document()
        .get_element_by_id(id)
        .and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        button.focus().ok();
        button.click();
    }
}

/// Moves the focus to the n-th of the elements that match within `list`.
pub fn to_nth(list: &NodeRef, matching: &str, n: usize) {
    let Some(list) = list.cast::<Element>() else {
        return;
    };
    let Ok(found) = list.query_selector_all(matching) else {
        return;
    };
    if let Some(node) = u32::try_from(n).ok().and_then(|n| found.item(n)) {
        give(node.unchecked_ref());
    }
}

/// Which of the elements that match within `list` has the focus.
pub fn nth_of_focused(list: &NodeRef, matching: &str) -> Option<usize> {
    let focused = document().active_element()?;
    let found = list.cast::<Element>()?.query_selector_all(matching).ok()?;
    (0..found.length())
        .find(|n| {
            found
                .item(*n)
                .is_some_and(|it| it.is_same_node(Some(&focused)))
        })
        .map(|n| n as usize)
}

/// The focus, leaving by this event, stays inside of `within`.
pub fn stays(event: &FocusEvent, within: &NodeRef) -> bool {
    let next = event
        .related_target()
        .and_then(|it| it.dyn_into::<Element>().ok());
    match (within.cast::<Element>(), next) {
        (Some(within), Some(next)) => within.contains(Some(&next)),
        _ => false,
    }
}

fn give(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        element.focus().ok();
    }
}
