//! What has happened, and why.

use std::rc::Rc;

use yew::prelude::*;

use super::Say;
use super::breakpoints::Breakpoints;
use super::browser::{field, focus, scroll};
use super::icon::{Icon, picture};
use super::panel_head::role_name;
use super::part::Part;
use super::press::on_press;
use super::tail::use_tail;
use crate::app::update::Msg;
use crate::app::view::{BreakpointsView, EventKind, EventRow, EventsView};
use crate::app::words::{Words, fill};

#[derive(Properties, PartialEq)]
pub struct EventsProps {
    pub view: EventsView,
    pub breakpoints: BreakpointsView,
    pub words: &'static Words,
    pub say: Say,
}

/// The id of the field that filters the events.
pub const FILTER: &str = "filter-events";
const ROW: &str = ".event-button";
const SELECTED: &str = ".event[data-selected=true]";

#[component]
pub fn Events(props: &EventsProps) -> Html {
    let EventsProps {
        view, words, say, ..
    } = props;
    let last = view.rows.last().map(|it| it.id);
    let selected = view
        .selected
        .and_then(|id| view.rows.binary_search_by_key(&id, |it| it.id).ok());
    let tail = use_tail(view.rows.len(), &|n| view.rows[n].id, last, None, selected);
    // Tab reaches one row; the arrows reach the others.
    let reached = view.selected.or(last);

    {
        let list = tail.list.clone();
        use_effect_with(view.selected, move |_| scroll::to_matching(&list, SELECTED));
    }
    let onkeydown = {
        let list = tail.list.clone();
        move |event: KeyboardEvent| {
            let Some(here) = focus::nth_of_focused(&list, ROW) else {
                return;
            };
            let to = match event.key().as_str() {
                "ArrowDown" => here + 1,
                "ArrowUp" => here.saturating_sub(1),
                "Home" => 0,
                _ => return,
            };
            event.prevent_default();
            focus::to_nth(&list, ROW, to);
        }
    };
    let toggle_pings = on_press(say, Msg::ShowPings(!view.pings));
    let oninput = say.reform(|event: InputEvent| Msg::Filter(field::text(&event)));
    let clear = on_press(say, Msg::Filter(String::new()));

    html! {
        <section id="events" class="events part" aria-label={words.events}>
            <header class="part-head">
                <h2 class="part-title">{ words.events }</h2>
                <span class="events-total">{ view.total }</span>
                <label class="events-filter">
                    { picture(Icon::Search) }
                    <input
                        id={FILTER}
                        class="events-field"
                        type="search"
                        aria-label={words.filter_events}
                        placeholder={words.filter_short}
                        title={words.filter_events}
                        autocomplete="off"
                        spellcheck="false"
                        value={view.filter.clone()}
                        {oninput}
                    />
                </label>
                <button class="button button-toggle" type="button" aria-pressed={view.pings.to_string()} onclick={toggle_pings}>
                    { picture(Icon::Pulse) }{ words.show_pings }
                </button>
                <Breakpoints view={props.breakpoints.clone()} {words} {say} />
            </header>
            if view.rows.is_empty() {
                <div class="part-empty">
                    if view.filter.is_empty() {
                        <p>{ words.no_events }</p>
                    } else {
                        <p>{ fill(words.no_event_matches, &[("n", &view.total.to_string())]) }</p>
                        <button class="button" type="button" onclick={clear}>{ words.clear_filter }</button>
                    }
                </div>
            }
            <ol class="events-rows" ref={tail.list} onscroll={tail.onscroll} {onkeydown}>
                for (n, row) in view.rows[tail.first..].iter().enumerate() {
                    {
                        Row {
                            row: Rc::clone(row),
                            selected: view.selected == Some(row.id),
                            reachable: reached == Some(row.id),
                            words,
                            say: say.clone(),
                        }
                        .keyed(tail.key.wrapping_add(n))
                    }
                }
            </ol>
            if !tail.follows {
                <button class="button newest" type="button" onclick={tail.newest}>
                    { picture(Icon::ChevronDown) }{ words.newest }
                </button>
            }
        </section>
    }
}

#[derive(PartialEq)]
struct Row {
    row: Rc<EventRow>,
    selected: bool,
    /// Tab comes here.
    reachable: bool,
    words: &'static Words,
    say: Say,
}

impl Part for Row {
    fn lay_out(&self) -> Html {
        let Row {
            row, words, say, ..
        } = self;
        let (kind, word) = (name_of(row.kind), words.kind(row.kind));
        let select = (!self.selected).then_some(row.id);
        let go = on_press(say, Msg::SeekEvent(row.id));
        // That a person typed a command needs no telling, unless it is asked for.
        let tells_why = self.selected || row.kind != EventKind::Command;
        html! {
            <li class="event" data-kind={kind} data-selected={self.selected.to_string()}>
                <button
                    class="event-button"
                    type="button"
                    tabindex={if self.reachable { "0" } else { "-1" }}
                    aria-expanded={self.selected.to_string()}
                    onclick={on_press(say, Msg::SelectEvent(select))}
                >
                    <time class="event-time">{ &row.time }</time>
                    { " " }
                    <span class="event-kind" title={word}>
                        { picture(Icon::of_event(row.kind)) }
                        <span class="visually-hidden">{ word }</span>
                    </span>
                    { " " }
                    <span class="event-what">
                        if !row.who.is_empty() {
                            <span class="event-who" data-role={row.role.map(role_name)}>{ &row.who }</span>
                            { " " }
                        }
                        <span class="event-text">{ &row.text }</span>
                    </span>
                    if tells_why && !row.why.is_empty() {
                        { " " }
                        <span class="event-why"><span class="visually-hidden">{ words.why }{ ": " }</span>{ &row.why }</span>
                    }
                </button>
                if self.selected {
                    <button class="button event-go" type="button" onclick={go}>
                        { picture(Icon::Clock) }{ words.timeline.go_there }
                    </button>
                }
            </li>
        }
    }
}

pub fn name_of(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Command => "command",
        EventKind::Refusal => "refusal",
        EventKind::Commit => "commit",
        EventKind::Watch => "watch",
        EventKind::Session | EventKind::Expiry => "session",
        EventKind::Fault => "fault",
        EventKind::Ensemble => "ensemble",
        EventKind::Ping => "ping",
    }
}
