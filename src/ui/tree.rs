//! The znodes as a tree.

use yew::prelude::*;

use super::Say;
use super::browser::{field, focus};
use super::icon::{Icon, picture};
use super::panel_head::role_name;
use super::part::Part;
use super::window::use_window;
use crate::app::update::Msg;
use crate::app::view::{Change, SeenBy, SeenView, TreeRow, TreeView};
use crate::app::words::{Words, fill};

#[derive(Properties, PartialEq)]
pub struct TreeProps {
    pub view: TreeView,
    pub words: &'static Words,
    pub say: Say,
}

const ROW: &str = ".tree-row";

#[component]
pub fn Tree(props: &TreeProps) -> Html {
    let TreeProps { view, words, say } = props;
    // The row that Tab reaches. The arrows move it; choosing a row moves it too.
    let active = use_state_eq(|| "/".to_string());
    let window = use_window(view.rows.len(), ROW);
    let here = view
        .rows
        .iter()
        .position(|it| it.path == *active)
        .unwrap_or(0);

    // A row the arrows have gone to gets the focus as soon as it is on the page.
    let owed = use_mut_ref(|| false);
    {
        let (list, rows, owed) = (window.list.clone(), window.rows.clone(), owed.clone());
        use_effect_with((here, rows), move |(here, rows)| {
            if rows.contains(here) && owed.replace(false) {
                focus::to_nth(&list, ROW, here - rows.start);
            }
        });
    }

    let onkeydown = {
        let (rows, active, say) = (view.rows.clone(), active.clone(), say.clone());
        let window = window.clone();
        move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            let Some(step) = step(&rows, here, &event.key()) else {
                return;
            };
            event.prevent_default();
            match step {
                Step::To(n) => {
                    owed.replace(n != here);
                    if !window.rows.contains(&n) {
                        window.show(n);
                    }
                    active.set(rows[n].path.clone());
                }
                Step::Toggle => say.emit(Msg::ToggleZnode(rows[here].path.clone())),
                Step::Select => say.emit(Msg::SelectZnode(rows[here].path.clone())),
            }
        }
    };

    html! {
        <section id="znodes" class="tree part" aria-label={words.znodes}>
            <header class="part-head">
                <h2 class="part-title">{ words.znodes }</h2>
                if let Some(seen) = &view.seen {
                    { seen_by(seen, words, say) }
                }
            </header>
            <ul
                class="tree-rows"
                role="tree"
                aria-label={words.znodes}
                ref={window.list}
                onscroll={window.onscroll}
                {onkeydown}
            >
                <li key="before" class="tree-gap" role="none" ref={window.before} />
                for (n, row) in view.rows.iter().enumerate().skip(window.rows.start).take(window.rows.len()) {
                    {
                        Row {
                            row: row.clone(),
                            reachable: n == here,
                            words,
                            say: say.clone(),
                            on_reach: reach(&active, row),
                        }
                        .keyed(row_key(row))
                    }
                }
                <li key="after" class="tree-gap" role="none" ref={window.after} />
            </ul>
        </section>
    }
}

/// Whose view it is, to choose from.
fn seen_by(seen: &SeenView, words: &'static Words, say: &Say) -> Html {
    let all: Vec<SeenBy> = seen.choices.iter().map(|(by, ..)| *by).collect();
    let onchange = say.reform(move |event: Event| {
        let chosen = field::choice(&event).and_then(|it| all.get(it).copied());
        Msg::SeeAs(chosen.unwrap_or_default())
    });
    html! {
        <label class="choice seen-by">
            <span>{ words.ensemble.as_seen_by }</span>
            <select class="choice-select" {onchange}>
                for (n, (_, label, chosen)) in seen.choices.iter().enumerate() {
                    <option key={n} selected={*chosen}>{ label }</option>
                }
            </select>
            { picture(Icon::Fold) }
        </label>
    }
}

/// A znode that was deleted and one created anew in its place may be shown together.
fn row_key(row: &TreeRow) -> String {
    let sign = if row.change == Change::Removed {
        "-"
    } else {
        ""
    };
    format!("{sign}{}", row.path)
}

fn reach(active: &UseStateHandle<String>, row: &TreeRow) -> Callback<()> {
    let (active, path) = (active.clone(), row.path.clone());
    Callback::from(move |()| active.set(path.clone()))
}

/// What a key means in the tree.
enum Step {
    To(usize),
    Toggle,
    Select,
}

fn step(rows: &[TreeRow], here: usize, key: &str) -> Option<Step> {
    let row = rows.get(here)?;
    let last = rows.len() - 1;
    match (key, row.open) {
        ("ArrowDown", _) => Some(Step::To((here + 1).min(last))),
        ("ArrowUp", _) => Some(Step::To(here.saturating_sub(1))),
        ("Home", _) => Some(Step::To(0)),
        ("End", _) => Some(Step::To(last)),
        ("ArrowRight", Some(false)) | ("ArrowLeft", Some(true)) => Some(Step::Toggle),
        ("ArrowRight", Some(true)) => Some(Step::To((here + 1).min(last))),
        ("ArrowLeft", _) => rows[..here]
            .iter()
            .rposition(|it| it.level < row.level)
            .map(Step::To),
        ("Enter" | " ", _) => Some(Step::Select),
        _ => None,
    }
}

struct Row {
    row: TreeRow,
    /// Tab comes here.
    reachable: bool,
    on_reach: Callback<()>,
    words: &'static Words,
    say: Say,
}

/// `on_reach` is made anew each time and always does the same.
impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        self.row == other.row
            && self.reachable == other.reachable
            && self.words == other.words
            && self.say == other.say
    }
}

impl Part for Row {
    fn lay_out(&self) -> Html {
        let Row {
            row, words, say, ..
        } = self;
        let onclick = {
            let (say, path, on_reach) = (say.clone(), row.path.clone(), self.on_reach.clone());
            move |_: MouseEvent| {
                on_reach.emit(());
                say.emit(Msg::SelectZnode(path.clone()));
            }
        };
        let ontoggle = {
            let (say, path) = (say.clone(), row.path.clone());
            move |event: MouseEvent| {
                event.stop_propagation();
                say.emit(Msg::ToggleZnode(path.clone()));
            }
        };
        let (change, sign) = match row.change {
            Change::Same => ("same", None),
            Change::Added => ("added", Some(("+", words.added))),
            Change::Removed => ("removed", Some(("−", words.removed))),
            Change::Changed => ("changed", Some(("~", words.changed))),
        };
        html! {
            <li
                class="tree-row"
                role="treeitem"
                aria-level={row.level.to_string()}
                aria-expanded={row.open.map(|it| it.to_string())}
                aria-selected={row.selected.to_string()}
                tabindex={if self.reachable { "0" } else { "-1" }}
                data-change={change}
                data-marked={row.marked.to_string()}
                {onclick}
            >
                <span class="visually-hidden">{ &row.label }</span>
                <span class="tree-cells" aria-hidden="true">
                <span class="tree-sign" title={sign.map(|it| it.1)}>{ sign.map(|it| it.0) }</span>
                for level in 1..row.level {
                    <span key={level} class="tree-indent" />
                }
                if row.open.is_some() {
                    <span class="tree-twist" onclick={ontoggle}>{ picture(Icon::ChevronRight) }</span>
                } else {
                    <span class="tree-twist" />
                }
                <span class="tree-name">{ &row.name }</span>
                if row.differs {
                    <span class="tree-differs" title={words.ensemble.differs}>{ "≠" }</span>
                }
                if let Some(passing) = &row.passing {
                    <span class="tree-passing">{ picture(Icon::Hourglass) }{ passing }</span>
                }
                if let Some(owner) = &row.owner {
                    <span class="tree-owner" data-role={role_name(owner.role)} title={format!("{} · {}", words.ephemeral, owner.process)}>
                        { picture(Icon::Bolt) }{ &owner.process }
                    </span>
                }
                if row.sequential {
                    <span class="tree-sequential" title={words.sequential}>{ picture(Icon::Hash) }</span>
                }
                <span class="tree-data">{ &row.data }</span>
                if let Some(next) = &row.next {
                    <span class="tree-next">{ fill(words.facts.next_number, &[("n", next)]) }</span>
                }
                if row.watchers > 0 {
                    <span class="tree-watchers" title={words.watchers}>{ picture(Icon::Bell) }{ row.watchers }</span>
                }
                <span class="tree-version">{ format!("v{}", row.version) }</span>
                </span>
            </li>
        }
    }
}
