//! The words of other languages, loaded when somebody wants them.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::XmlHttpRequest;

use crate::app::words::Lang;

/// Goes on once the words of that language are known, or cannot be had.
pub fn learn(lang: Lang, go_on: impl FnOnce() + 'static) {
    if lang.is_known() {
        return go_on();
    }
    let Ok(request) = ask(lang) else {
        return go_on();
    };
    let answer = request.clone();
    let listener = EventListener::once(&request, "loadend", move |_| {
        if let (Ok(200), Ok(Some(file))) = (answer.status(), answer.response_text()) {
            lang.learn(&file);
        }
        go_on();
    });
    // It listens until the answer comes.
    listener.forget();
}

fn ask(lang: Lang) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("GET", &format!("./words/{}.txt", lang.tag()))?;
    request.send()?;
    Ok(request)
}
