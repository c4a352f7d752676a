//! What a console has said so far.

use yew::prelude::*;

use super::icon::{Icon, picture};
use super::id::log_id;
use super::part::Part;
use super::tail::use_tail;
use crate::app::view::{ConsoleLine, LineKind};
use crate::app::words::{Words, fill};
use crate::model::Log;

#[derive(Properties, PartialEq)]
pub struct ConsoleLogProps {
    pub process: String,
    pub lines: Log<ConsoleLine>,
    /// The first of them that is shown.
    pub first: usize,
    pub words: &'static Words,
}

#[component]
pub fn ConsoleLog(props: &ConsoleLogProps) -> Html {
    let number = |it: &ConsoleLine| it.number;
    let typed = props
        .lines
        .since(props.first)
        .rev()
        .find(|it| it.kind == LineKind::Typed);
    let tail = use_tail(
        props.lines.len() - props.first,
        &|n| props.lines.get(props.first + n).map_or(0, number),
        props.lines.last().map(number),
        typed.map(number),
        None,
    );
    html! {
        <div class="console-log">
            <div
                ref={tail.list}
                id={log_id(&props.process)}
                class="console-lines"
                role="log"
                aria-live="polite"
                aria-label={fill(props.words.output_of, &[("process", &props.process)])}
                tabindex="0"
                onscroll={tail.onscroll}
            >
                for (n, line) in props.lines.since(props.first + tail.first).enumerate() {
                    { Line { line: line.clone() }.keyed(tail.key.wrapping_add(n)) }
                }
            </div>
            if !tail.follows {
                <button class="button newest" type="button" onclick={tail.newest}>
                    { picture(Icon::ChevronDown) }{ props.words.newest }
                </button>
            }
        </div>
    }
}

#[derive(PartialEq)]
struct Line {
    line: ConsoleLine,
}

impl Part for Line {
    fn lay_out(&self) -> Html {
        let ConsoleLine { kind, text, .. } = &self.line;
        let class = match kind {
            LineKind::Typed => "line line-typed",
            LineKind::Output => "line line-output",
            LineKind::Error => "line line-error",
            LineKind::Watcher => "line line-watcher",
            LineKind::Note => "line line-note",
        };
        // The prompt steps back behind what was typed after it.
        match text.split_once("] ") {
            Some((prompt, typed)) if *kind == LineKind::Typed => html! {
                <div {class}><span class="line-prompt">{ prompt }{ "] " }</span>{ typed }</div>
            },
            _ => html! { <div {class}>{ &**text }</div> },
        }
    }
}
