//! A dialog over the page: the browser keeps the focus inside, and gives it back afterwards.

use web_sys::HtmlDialogElement;
use yew::NodeRef;

/// Opens it, and the page behind it rests.
pub fn show(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        dialog.show_modal().ok();
    }
}
