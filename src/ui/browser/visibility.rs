//! Whether anybody can see the page.

use gloo_events::EventListener;
use yew::Callback;

use super::document;

/// Tells when the page is hidden (`true`) and when it is seen again, until dropped.
pub fn listen(hidden: Callback<bool>) -> EventListener {
    EventListener::new(&document(), "visibilitychange", move |_| {
        hidden.emit(document().hidden());
    })
}
