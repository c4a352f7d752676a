//! What runs beside the page, in a program of its own: the witness of its run, who holds it against
//! the laws, the check of pasted sessions, what reads and writes links and files, and what breaks a
//! run everywhere.
//!
//! The page loads it when it is needed first. It says that it is ready, and answers each
//! question with what was found.

pub mod answer;
mod following;
mod letter;
mod outcome;
pub mod question;
mod trying;

use answer::Answer;
use following::Following;
use question::Question;
use trying::Trying;
use wasm_bindgen::prelude::{Closure, JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::app::tutorial::check;
use crate::scenario::{Bundle, sharing};

/// Begins to answer.
pub fn run() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let asked = {
        let scope = scope.clone();
        let (mut following, mut trying) = (Following::default(), Trying::default());
        move |event: MessageEvent| {
            let letter = event.data().as_string();
            if let Some(question) = letter.as_deref().and_then(Question::read) {
                tell(&scope, &answer(question, &mut following, &mut trying));
            }
        }
    };
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(asked);
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listener.forget();
    tell(&scope, &Answer::Ready);
}

fn answer(question: Question, following: &mut Following, trying: &mut Trying) -> Answer {
    match question {
        Question::Check { text, lang } => {
            let found = check(&text, lang);
            Answer::Found { text, found }
        }
        Question::Witness { run, record } => following.follow(run, &record),
        Question::Open { text } => Answer::Opened(sharing::open(&text)),
        Question::Write { bundle, format } => {
            let bundle = Bundle::parse(&bundle).map_err(|error| error.to_string());
            let text = bundle.and_then(|it| sharing::write(&it, format));
            Answer::Written { format, text }
        }
        Question::Begin { record } => trying.begin(&record),
        Question::GoOn => trying.go_on(),
        Question::Future { experiment } => trying.future(experiment),
    }
}

fn tell(scope: &DedicatedWorkerGlobalScope, answer: &Answer) {
    let letter = JsValue::from_str(&answer.write());
    scope.post_message(&letter).ok();
}
