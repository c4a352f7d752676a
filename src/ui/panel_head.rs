//! Who a process is: name and role, both truths about its session, what it does and holds.

use yew::prelude::*;

use super::Say;
use super::chip::Chip;
use super::icon::{Icon, Picture};
use super::menu::{Menu, MenuItem};
use super::orders::Orders;
use super::ring::Ring;
use crate::app::update::Msg;
use crate::app::view::{PanelAction, PanelView, Role};
use crate::app::words::{Words, fill};

#[derive(Properties, PartialEq)]
pub struct PanelHeadProps {
    pub view: PanelView,
    pub words: &'static Words,
    pub say: Say,
}

/// The name of a role as the stylesheets know it.
pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Master => "master",
        Role::Backup => "backup",
        Role::Worker => "worker",
        Role::Client => "client",
        Role::Console => "console",
    }
}

#[component]
pub fn PanelHead(props: &PanelHeadProps) -> Html {
    let PanelHeadProps { view, words, say } = props;
    let process = view.process.clone();
    let icon = match view.ended {
        Some(_) => Icon::Skull,
        None => Icon::of_role(view.role),
    };
    let select = {
        let process = process.clone();
        say.reform(move |_: MouseEvent| Msg::SelectProcess(process.clone()))
    };
    html! {
        <header class="panel-head">
            <Ring view={view.ring.clone()} {icon} {words} />
            <div class="panel-who">
                <h2 class="panel-name">
                    <button
                        class="panel-select"
                        type="button"
                        title={fill(words.select_process, &[("process", &process)])}
                        onclick={select}
                    >
                        { &process }
                    </button>
                </h2>
                <span class="panel-role">{ &view.role_word }</span>
                <Menu
                    name={process.clone()}
                    label={fill(words.actions_for, &[("process", &process)])}
                    icon={Icon::Dots}
                    items={actions(view)}
                    {say}
                />
            </div>
            if view.hand.is_some() || !view.doing.is_empty() || view.paused.is_some() {
                <div class="panel-does">
                    if let Some(by_hand) = view.hand {
                        <Hand process={process.clone()} {by_hand} {words} {say} />
                    }
                    if let Some(paused) = &view.paused {
                        <span class="panel-paused" title={paused.clone()}><Picture icon={Icon::Pause} />{ paused }</span>
                    }
                    if !view.doing.is_empty() {
                        <span class="panel-doing" title={view.doing.clone()}>{ &view.doing }</span>
                    }
                </div>
            }
            <div class="panel-truths">
                <Chip
                    view={view.thinks.clone()}
                    whose={words.client_short}
                    picture={Icon::Person}
                    title={words.client_thinks}
                />
                <Chip
                    view={view.knows.clone()}
                    whose={words.server_short}
                    picture={Icon::Cylinder}
                    title={words.server_knows}
                />
            </div>
            if !view.watches.is_empty() || !view.owns.is_empty() {
                <ul class="panel-holds">
                    for path in view.owns.iter() {
                        <Held key={format!("owns {path}")} kind="owns" icon={Icon::Bolt} path={path.clone()} title={words.owns} {say} />
                    }
                    for watch in view.watches.iter() {
                        <Held
                            key={format!("{} {}", watch.kind, watch.path)}
                            kind="watches"
                            icon={Icon::Bell}
                            path={watch.path.clone()}
                            title={words.watches}
                            what={watch.kind.clone()}
                            {say}
                        />
                    }
                </ul>
            }
            if !view.orders.is_empty() {
                <Orders {process} orders={view.orders.clone()} {words} {say} />
            }
        </header>
    }
}

/// What the menu of a process offers.
fn actions(view: &PanelView) -> Vec<MenuItem> {
    let picture = |action| match action {
        PanelAction::Kill => Icon::Skull,
        PanelAction::Restart => Icon::Again,
        PanelAction::Close => Icon::Out,
        PanelAction::Pause => Icon::Pause,
        PanelAction::Resume => Icon::Play,
        PanelAction::Remove => Icon::Bin,
    };
    view.actions
        .iter()
        .map(|it| MenuItem {
            label: it.label.clone().into(),
            icon: picture(it.action),
            enabled: it.enabled,
            msg: Msg::Act {
                process: view.process.clone(),
                action: it.action,
            },
        })
        .collect()
}

#[derive(Properties, PartialEq)]
struct HandProps {
    process: String,
    by_hand: bool,
    words: &'static Words,
    say: Say,
}

/// Who plays the process: its program, or a person.
#[component]
fn Hand(props: &HandProps) -> Html {
    let (process, by_hand, cast) = (props.process.clone(), props.by_hand, &props.words.cast);
    let (icon, word) = match by_hand {
        true => (Icon::Hand, cast.by_hand),
        false => (Icon::Robot, cast.by_itself),
    };
    html! {
        <button
            class="hand"
            type="button"
            role="switch"
            aria-checked={(!by_hand).to_string()}
            aria-label={fill(cast.plays_by_itself, &[("process", &process)])}
            onclick={props.say.reform(move |_: MouseEvent| Msg::Hand {
                process: process.clone(),
                by_hand: !by_hand,
            })}
        >
            <Picture {icon} />
            <span class="hand-word">{ word }</span>
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct HeldProps {
    kind: &'static str,
    icon: Icon,
    path: String,
    title: &'static str,
    #[prop_or_default]
    what: String,
    say: Say,
}

/// A znode the process owns or watches; choosing it shows it in the tree.
#[component]
fn Held(props: &HeldProps) -> Html {
    let path = props.path.clone();
    let onclick = props
        .say
        .reform(move |_: MouseEvent| Msg::SelectZnode(path.clone()));
    html! {
        <li class="held" data-kind={props.kind}>
            <button
                class="held-button"
                type="button"
                title={format!("{} {} {}", props.title, props.path, props.what)}
                {onclick}
            >
                <Picture icon={props.icon} />
                <span class="visually-hidden">{ props.title }{ " " }</span>
                <span class="held-path">{ &props.path }</span>
                if !props.what.is_empty() {
                    { " " }
                    <span class="held-what">{ &props.what }</span>
                }
            </button>
        </li>
    }
}
