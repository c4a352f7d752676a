//! The text fields and choices that a person works with.

use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, EventTarget, HtmlInputElement, HtmlSelectElement};
use yew::NodeRef;

fn input(target: Option<EventTarget>) -> Option<HtmlInputElement> {
    target?.dyn_into().ok()
}

/// The text of the field that sent this event.
pub fn text(event: &Event) -> String {
    input(event.target()).map_or_else(String::new, |it| it.value())
}

/// Selects all that is in the field that sent this event.
pub fn select_all(event: &Event) {
    if let Some(field) = input(event.target()) {
        field.select();
    }
}

/// Which of its options was chosen in the select that sent this event.
pub fn choice(event: &Event) -> Option<usize> {
    let select: HtmlSelectElement = event.target()?.dyn_into().ok()?;
    usize::try_from(select.selected_index()).ok()
}

/// The cursor of the field stands behind its last character, with nothing selected.
pub fn cursor_at_end(event: &Event) -> bool {
    input(event.target()).is_some_and(|it| at_end(&it))
}

/// What the field would hold after this paste, if several lines are pasted.
pub fn several_lines(event: &Event) -> Option<String> {
    let pasted = event
        .dyn_ref::<ClipboardEvent>()?
        .clipboard_data()?
        .get_data("text")
        .ok()?;
    if !pasted.contains('\n') {
        return None;
    }
    let field = input(event.target())?;
    let value: Vec<u16> = field.value().encode_utf16().collect();
    let start = field.selection_start().ok()??.min(value.len() as u32) as usize;
    let end = field.selection_end().ok()??.min(value.len() as u32) as usize;
    let before = String::from_utf16_lossy(&value[..start]);
    let after = String::from_utf16_lossy(&value[end..]);
    Some(format!("{before}{pasted}{after}"))
}

/// Scrolls a long line so that its end is seen, if the cursor stands there.
pub fn show_end_if_there(field: &NodeRef) {
    let Some(field) = field.cast::<HtmlInputElement>() else {
        return;
    };
    if at_end(&field) {
        field.set_scroll_left(field.scroll_width());
    }
}

fn at_end(field: &HtmlInputElement) -> bool {
    let end = u32::try_from(field.value().encode_utf16().count()).ok();
    field.selection_start().ok().flatten() == end && field.selection_end().ok().flatten() == end
}
