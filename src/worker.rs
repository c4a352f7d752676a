//! What runs beside the page, in a program of its own: the check of pasted sessions.
//!
//! The page loads it when it is needed first. It says that it is ready, and answers each
//! question with what was found.

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::app::tutorial::check;
use crate::app::view::TutorialView;
use crate::app::words::Lang;

/// What the page asks.
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    pub text: String,
    /// The tag of the language.
    pub lang: String,
}

/// What it is told. The first answer comes unasked, and says that questions may come.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    Ready,
    Found { text: String, found: TutorialView },
}

/// Begins to answer.
pub fn run() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let asked = {
        let scope = scope.clone();
        move |event: MessageEvent| {
            if let Ok(question) = serde_wasm_bindgen::from_value(event.data()) {
                tell(&scope, &answer(question));
            }
        }
    };
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(asked);
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listener.forget();
    tell(&scope, &Answer::Ready);
}

fn answer(question: Question) -> Answer {
    let Question { text, lang } = question;
    let lang = Lang::from_tag(&lang).unwrap_or_default();
    let found = check(&text, lang);
    Answer::Found { text, found }
}

fn tell(scope: &DedicatedWorkerGlobalScope, answer: &Answer) {
    let message = serde_wasm_bindgen::to_value(answer).unwrap_or(JsValue::NULL);
    scope.post_message(&message).ok();
}
