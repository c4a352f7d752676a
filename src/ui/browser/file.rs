//! Files that a person opens and saves, and the clipboard.

use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Event, FileReader, HtmlElement, HtmlInputElement, Url};
use yew::Callback;

use super::{document, window};

/// Reads the file that was chosen in the field that sent this event, and says its content.
pub fn read(event: &Event, content: Callback<String>) {
    let field: Option<HtmlInputElement> = event.target().and_then(|it| it.dyn_into().ok());
    let file = field.as_ref().and_then(|it| it.files()?.get(0));
    let (Some(file), Ok(reader)) = (file, FileReader::new()) else {
        return;
    };
    let done = {
        let reader = reader.clone();
        Closure::once_into_js(move || {
            let text = reader.result().ok().and_then(|it| it.as_string());
            content.emit(text.unwrap_or_default());
        })
    };
    reader.set_onload(Some(done.unchecked_ref()));
    reader.read_as_text(&file).ok();
}

/// Lets the person save that in a file.
pub fn save(name: &str, text: &str) {
    let parts = Array::of1(&JsValue::from_str(text));
    let Ok(address) =
        Blob::new_with_str_sequence(&parts).and_then(|it| Url::create_object_url_with_blob(&it))
    else {
        return;
    };
    if let Ok(link) = document().create_element("a") {
        link.set_attribute("href", &address).ok();
        link.set_attribute("download", name).ok();
        link.unchecked_ref::<HtmlElement>().click();
    }
    Url::revoke_object_url(&address).ok();
}

/// Puts a text into the clipboard; where that is denied, nothing happens.
pub fn copy(text: &str) {
    let clipboard = window().navigator().clipboard();
    // Without a secure context there is none.
    if !clipboard.is_undefined() {
        _ = clipboard.write_text(text);
    }
}
