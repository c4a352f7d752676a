//! A panel behind a button: Escape closes it, and so does going elsewhere.

use yew::prelude::*;

use super::browser::focus;

pub struct Popover {
    /// The element that holds the button and the panel.
    pub whole: NodeRef,
    pub onkeydown: Callback<KeyboardEvent>,
    pub onfocusout: Callback<FocusEvent>,
}

/// `button` is the id of what opens it, and gets the focus back.
#[hook]
pub fn use_popover(button: &'static str, open: bool, close: Callback<()>) -> Popover {
    let whole = use_node_ref();
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if open && event.key() == "Escape" {
                event.prevent_default();
                close.emit(());
                focus::to(button);
            }
        })
    };
    let onfocusout = {
        let whole = whole.clone();
        Callback::from(move |event: FocusEvent| {
            if open && !focus::stays(&event, &whole) {
                close.emit(());
            }
        })
    };
    Popover {
        whole,
        onkeydown,
        onfocusout,
    }
}
