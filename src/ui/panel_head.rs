//! Who a process is: name and role, both truths about its session, what it does and holds.

use yew::prelude::*;

use super::Say;
use super::chip::chip;
use super::icon::{Icon, picture};
use super::menu::{Menu, MenuItem};
use super::orders::orders;
use super::press::on_press;
use super::ring::ring;
use crate::app::update::Msg;
use crate::app::view::{PanelAction, PanelView, Role};
use crate::app::words::{Words, fill};

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

pub fn panel_head(view: &PanelView, words: &'static Words, say: &Say) -> Html {
    let process = view.process.clone();
    let icon = match view.ended {
        Some(_) => Icon::Skull,
        None => Icon::of_role(view.role),
    };
    let select = on_press(say, Msg::SelectProcess(process.clone()));
    let owned = view.owns.iter().map(|path| Held {
        kind: "owns",
        icon: Icon::Bolt,
        path,
        title: words.owns,
        what: "",
    });
    let watched = view.watches.iter().map(|watch| Held {
        kind: "watches",
        icon: Icon::Bell,
        path: &watch.path,
        title: words.watches,
        what: &watch.kind,
    });
    html! {
        <header class="panel-head">
            { ring(view.ring.as_ref(), icon, words) }
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
                        { hand(&process, by_hand, words, say) }
                    }
                    if let Some(paused) = &view.paused {
                        <span class="panel-paused" title={paused.clone()}>{ picture(Icon::Pause) }{ paused }</span>
                    }
                    if !view.doing.is_empty() {
                        <span class="panel-doing" title={view.doing.clone()}>{ &view.doing }</span>
                    }
                </div>
            }
            if !view.bugs.is_empty() {
                <ul class="panel-bugs">
                    for (name, about) in view.bugs.iter() {
                        <li key={*name} class="panel-bug" title={*about}>
                            { picture(Icon::Fault) }{ name }<span class="visually-hidden">{ ": " }{ about }</span>
                        </li>
                    }
                </ul>
            }
            <div class="panel-truths">
                { chip(&view.thinks, words.client_short, Icon::Person, words.client_thinks) }
                { chip(&view.knows, words.server_short, Icon::Cylinder, words.server_knows) }
            </div>
            if !view.watches.is_empty() || !view.owns.is_empty() {
                <ul class="panel-holds">
                    { for owned.chain(watched).map(|it| held(&it, say)) }
                </ul>
            }
            if !view.orders.is_empty() {
                { orders(&process, &view.orders, words, say) }
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
        PanelAction::Bug(_) => Icon::Fault,
        PanelAction::Cut
        | PanelAction::CutFrom(_)
        | PanelAction::CutSilently
        | PanelAction::CutOneWay(_)
        | PanelAction::Break => Icon::CutLink,
        PanelAction::Hold(_) => Icon::Hand,
        PanelAction::Release(_) => Icon::Run,
        PanelAction::Delay(_) | PanelAction::Hurry(_) => Icon::Clock,
        PanelAction::Heal => Icon::Link,
        PanelAction::LoseReply => Icon::Cross,
        PanelAction::Expire => Icon::Hourglass,
        PanelAction::MoveTo(_) => Icon::Cylinder,
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

/// Who plays the process: its program, or a person.
fn hand(process: &str, by_hand: bool, words: &Words, say: &Say) -> Html {
    let cast = &words.cast;
    let (icon, word) = match by_hand {
        true => (Icon::Hand, cast.by_hand),
        false => (Icon::Robot, cast.by_itself),
    };
    let other = Msg::Hand {
        process: process.to_string(),
        by_hand: !by_hand,
    };
    let onclick = on_press(say, other);
    html! {
        <button
            class="hand"
            type="button"
            role="switch"
            aria-checked={(!by_hand).to_string()}
            aria-label={fill(cast.plays_by_itself, &[("process", process)])}
            {onclick}
        >
            { picture(icon) }
            <span class="hand-word">{ word }</span>
        </button>
    }
}

struct Held<'a> {
    kind: &'static str,
    icon: Icon,
    path: &'a str,
    title: &'static str,
    what: &'a str,
}

/// A znode the process owns or watches; choosing it shows it in the tree.
fn held(it: &Held, say: &Say) -> Html {
    let onclick = on_press(say, Msg::SelectZnode(it.path.to_string()));
    html! {
        <li key={format!("{} {} {}", it.kind, it.what, it.path)} class="held" data-kind={it.kind}>
            <button
                class="held-button"
                type="button"
                title={format!("{} {} {}", it.title, it.path, it.what)}
                {onclick}
            >
                { picture(it.icon) }
                <span class="visually-hidden">{ it.title }{ " " }</span>
                <span class="held-path">{ it.path }</span>
                if !it.what.is_empty() {
                    { " " }
                    <span class="held-what">{ it.what }</span>
                }
            </button>
        </li>
    }
}
