//! The program beside the page, loaded when it is needed first.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use crate::app::account::Finding;
use crate::app::update::Msg;
use crate::worker::answer::Answer;
use crate::worker::question::Question;

/// The build puts it beside the page.
const PROGRAM: &str = "./beside_loader.js";

/// Asks it, and passes its answers on.
#[derive(Debug, Default)]
pub struct Beside {
    started: Option<Started>,
}

#[derive(Debug)]
struct Started {
    worker: Option<Worker>,
    state: Rc<RefCell<State>>,
    _listeners: Vec<EventListener>,
}

#[derive(Debug)]
enum State {
    /// It is on its way; this was asked meanwhile.
    Coming(Vec<Question>),
    There,
    /// It cannot be had.
    Missing,
}

impl Beside {
    /// Asks it. What it cannot be asked is said, too.
    pub fn ask(&mut self, question: Question, say: &Callback<Msg>) {
        let started = self.started.get_or_insert_with(|| start(say));
        match (&mut *started.state.borrow_mut(), &started.worker) {
            (State::Coming(waiting), Some(_)) => waiting.push(question),
            (State::There, Some(worker)) => send(worker, &question),
            _ => fail(say, question),
        }
    }
}

fn start(say: &Callback<Msg>) -> Started {
    let worker = Worker::new(PROGRAM).ok();
    let state = Rc::new(RefCell::new(State::Coming(Vec::new())));
    let listeners = worker.as_ref().map(|it| listen(it, &state, say));
    Started {
        _listeners: listeners.into_iter().flatten().collect(),
        worker,
        state,
    }
}

fn listen(worker: &Worker, state: &Rc<RefCell<State>>, say: &Callback<Msg>) -> [EventListener; 2] {
    let heard = {
        let (worker, state, say) = (worker.clone(), state.clone(), say.clone());
        move |event: &web_sys::Event| {
            let letter = event.unchecked_ref::<MessageEvent>().data().as_string();
            match letter.as_deref().and_then(Answer::read) {
                Some(Answer::Ready) => {
                    if let State::Coming(waiting) = state.replace(State::There) {
                        waiting.iter().for_each(|it| send(&worker, it));
                    }
                }
                Some(Answer::Found { text, found }) => {
                    let found = Some(found);
                    say.emit(Msg::Checked { text, found });
                }
                Some(Answer::Witnessed { run, finding }) => {
                    say.emit(Msg::Witnessed { run, finding });
                }
                Some(Answer::Opened(opened)) => say.emit(Msg::Opened(Some(opened))),
                Some(Answer::Written { format, text }) => {
                    let text = Some(text);
                    say.emit(Msg::Written { format, text });
                }
                Some(Answer::Begun(begun)) => say.emit(Msg::Begun(Some(begun))),
                Some(Answer::Tried(tried)) => say.emit(Msg::Tried(tried)),
                Some(Answer::Future { experiment, record }) => {
                    let record = Some(record.map(Box::new));
                    say.emit(Msg::Future { experiment, record });
                }
                None => {}
            }
        }
    };
    let failed = {
        let (state, say) = (state.clone(), say.clone());
        move |_: &web_sys::Event| {
            if let State::Coming(waiting) = state.replace(State::Missing) {
                waiting.into_iter().for_each(|it| fail(&say, it));
            }
        }
    };
    [
        EventListener::new(worker, "message", heard),
        EventListener::new(worker, "error", failed),
    ]
}

fn send(worker: &Worker, question: &Question) {
    let letter = JsValue::from_str(&question.write());
    worker.post_message(&letter).ok();
}

fn fail(say: &Callback<Msg>, question: Question) {
    say.emit(match question {
        Question::Check { text, .. } => Msg::Checked { text, found: None },
        Question::Witness { run, .. } => Msg::Witnessed {
            run,
            finding: Finding::Unseeable,
        },
        Question::Open { .. } => Msg::Opened(None),
        Question::Write { format, .. } => Msg::Written { format, text: None },
        Question::Begin { .. } | Question::GoOn => Msg::Begun(None),
        Question::Future { experiment } => Msg::Future {
            experiment,
            record: None,
        },
    });
}
