//! What is selected with the mouse.

use super::window;

/// Some text of the page is selected.
pub fn any() -> bool {
    window()
        .get_selection()
        .ok()
        .flatten()
        .is_some_and(|it| !it.is_collapsed())
}
