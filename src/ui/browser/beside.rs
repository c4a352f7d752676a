//! The program beside the page, loaded when it is needed first.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use crate::app::update::Msg;
use crate::app::words::Lang;
use crate::worker::answer::Answer;
use crate::worker::question::Question;

/// The build puts it beside the page.
const PROGRAM: &str = "./tutorial_loader.js";

/// Asks it, and passes its answers on.
#[derive(Debug, Default)]
pub struct Beside {
    started: Option<Started>,
}

#[derive(Debug)]
struct Started {
    worker: Worker,
    /// What was asked before the program was there; `None` since it is.
    waiting: Waiting,
    _listeners: [EventListener; 2],
}

type Waiting = Rc<RefCell<Option<Vec<Question>>>>;

impl Beside {
    /// Has a session checked. What cannot be done is said, too.
    pub fn check(&mut self, text: String, lang: Lang, say: &Callback<Msg>) {
        let question = Question { text, lang };
        if self.started.is_none() {
            self.started = start(say);
        }
        let Some(started) = &self.started else {
            return fail(say, question.text);
        };
        match &mut *started.waiting.borrow_mut() {
            Some(waiting) => waiting.push(question),
            None => ask(&started.worker, &question),
        }
    }
}

fn start(say: &Callback<Msg>) -> Option<Started> {
    let worker = Worker::new(PROGRAM).ok()?;
    let waiting: Waiting = Rc::new(RefCell::new(Some(Vec::new())));
    let heard = {
        let (worker, waiting, say) = (worker.clone(), waiting.clone(), say.clone());
        move |event: &web_sys::Event| {
            let letter = event.unchecked_ref::<MessageEvent>().data().as_string();
            match letter.as_deref().and_then(Answer::read) {
                Some(Answer::Ready) => {
                    let waiting = waiting.borrow_mut().take().unwrap_or_default();
                    waiting.iter().for_each(|it| ask(&worker, it));
                }
                Some(Answer::Found { text, found }) => {
                    let found = Some(found);
                    say.emit(Msg::Checked { text, found });
                }
                None => {}
            }
        }
    };
    let failed = {
        let (waiting, say) = (waiting.clone(), say.clone());
        move |_: &web_sys::Event| {
            let questions = waiting.borrow_mut().replace(Vec::new());
            for question in questions.unwrap_or_default() {
                fail(&say, question.text);
            }
        }
    };
    Some(Started {
        _listeners: [
            EventListener::new(&worker, "message", heard),
            EventListener::new(&worker, "error", failed),
        ],
        worker,
        waiting,
    })
}

fn ask(worker: &Worker, question: &Question) {
    let letter = JsValue::from_str(&question.write());
    worker.post_message(&letter).ok();
}

fn fail(say: &Callback<Msg>, text: String) {
    say.emit(Msg::Checked { text, found: None });
}
