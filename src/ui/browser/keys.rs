//! The keys that work wherever no text is typed.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};
use yew::Callback;

use super::document;
use crate::app::update::Msg;

/// A single key outside of a text field.
#[derive(Clone, Debug, PartialEq)]
pub enum Shortcut {
    PlayPause,
    /// What the playground is told at once.
    Say(Msg),
    /// To the console, from wherever the focus is.
    Console,
    /// To the field that filters the events.
    Filter,
    /// The list of keys.
    Help,
    /// How to share the run.
    Share,
    /// The n-th process, from 0.
    Process(usize),
    /// The console of the n-th process.
    ConsoleOf(usize),
}

/// Where keys have a meaning of their own, so that ours must not take them.
const TYPING: &str = "input, textarea, select, [contenteditable]";
const WORKING: &str =
    "a, button, summary, [role=tree], [role=menu], [role=listbox], [role=tablist]";

/// Tells of every shortcut, until dropped.
pub fn listen(pressed: Callback<Shortcut>) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "keydown", options, move |event| {
        if let Some(shortcut) = shortcut(event) {
            event.prevent_default();
            pressed.emit(shortcut);
        }
    })
}

fn shortcut(event: &Event) -> Option<Shortcut> {
    let event: &KeyboardEvent = event.dyn_ref()?;
    if event.default_prevented() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let target: Option<Element> = event.target().and_then(|it| it.dyn_into().ok());
    let within = |places: &str| {
        target
            .as_ref()
            .is_some_and(|it| it.closest(places).ok().flatten().is_some())
    };
    if within(TYPING) {
        return None;
    }
    let nth = event
        .code()
        .strip_prefix("Digit")
        .and_then(|digit| digit.parse::<usize>().ok()?.checked_sub(1));
    let says = |msg| Some(Shortcut::Say(msg));
    match (event.key().as_str(), event.shift_key()) {
        ("z", false) => says(Msg::Undo),
        ("Z", true) => says(Msg::Redo),
        ("Home", false) if !within(WORKING) => says(Msg::Start),
        ("End", false) if !within(WORKING) => says(Msg::Latest),
        ("`", false) => Some(Shortcut::Console),
        ("/", _) => Some(Shortcut::Filter),
        ("?", _) => Some(Shortcut::Help),
        ("s", false) => Some(Shortcut::Share),
        (" ", false) if !within(WORKING) => Some(Shortcut::PlayPause),
        (arrow @ ("ArrowLeft" | "ArrowRight"), shift)
            if !within(WORKING) || within("button:not([role])") =>
        {
            says(match (arrow, shift) {
                ("ArrowLeft", false) => Msg::StepBack,
                ("ArrowLeft", true) => Msg::PreviousEvent,
                (_, false) => Msg::Step,
                (_, true) => Msg::NextEvent,
            })
        }
        (_, true) => nth.map(Shortcut::ConsoleOf),
        (_, false) => nth.map(Shortcut::Process),
    }
}
