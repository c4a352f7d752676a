//! A few things to do, behind a button.

use yew::prelude::*;

use super::Say;
use super::browser::focus;
use super::icon::{Icon, picture};
use crate::app::update::Msg;

#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    pub label: AttrValue,
    pub icon: Icon,
    pub enabled: bool,
    /// What choosing it says.
    pub msg: Msg,
}

#[derive(Properties, PartialEq)]
pub struct MenuProps {
    /// What tells its ids from those of other menus.
    pub name: AttrValue,
    pub label: AttrValue,
    pub icon: Icon,
    /// The word on the button, where the icon alone would not do.
    #[prop_or_default]
    pub word: Option<&'static str>,
    /// Why it cannot be opened, if it cannot.
    #[prop_or_default]
    pub barred: Option<&'static str>,
    pub items: Vec<MenuItem>,
    pub say: Say,
}

#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state(|| false);
    let whole = use_node_ref();
    let list = use_node_ref();
    let button_id = format!("actions-{}", props.name);
    let menu_id = format!("menu-{}", props.name);

    // The keyboard goes into the menu when it opens, to the first thing that can be done.
    {
        let list = list.clone();
        use_effect_with(*open, move |open| {
            if *open {
                focus::to_nth(&list, ENABLED, 0);
            }
        });
    }

    let leave = {
        let (open, button_id) = (open.clone(), button_id.clone());
        Callback::from(move |()| {
            open.set(false);
            focus::to(&button_id);
        })
    };
    let onkeydown = {
        let (open, leave, list) = (open.clone(), leave.clone(), list.clone());
        let enabled = props.items.iter().filter(|it| it.enabled).count();
        move |event: KeyboardEvent| {
            let here = focus::nth_of_focused(&list, ENABLED);
            let to = match event.key().as_str() {
                "Escape" => return done(&event, || leave.emit(())),
                "Tab" => return open.set(false),
                "ArrowDown" => here.map_or(0, |it| (it + 1) % enabled.max(1)),
                "ArrowUp" => here.map_or(0, |it| (it + enabled.max(1) - 1) % enabled.max(1)),
                "Home" => 0,
                "End" => enabled.saturating_sub(1),
                _ => return,
            };
            done(&event, || focus::to_nth(&list, ENABLED, to));
        }
    };
    let onfocusout = {
        let (open, whole) = (open.clone(), whole.clone());
        move |event: FocusEvent| {
            if !focus::stays(&event, &whole) {
                open.set(false);
            }
        }
    };
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let open_by_arrow = {
        let open = open.clone();
        move |event: KeyboardEvent| {
            if event.key() == "ArrowDown" && !*open {
                done(&event, || open.set(true));
            }
        }
    };
    let choose = |msg: &Msg| {
        let (say, leave, msg) = (props.say.clone(), leave.clone(), msg.clone());
        move |_: MouseEvent| {
            leave.emit(());
            say.emit(msg.clone());
        }
    };

    html! {
        <div class="menu" ref={whole} {onfocusout}>
            <button
                id={button_id.clone()}
                class={if props.word.is_some() { "button" } else { "button button-icon" }}
                type="button"
                aria-haspopup="menu"
                aria-expanded={open.to_string()}
                aria-controls={menu_id.clone()}
                aria-label={&props.label}
                title={props.barred}
                disabled={props.barred.is_some()}
                onclick={toggle}
                onkeydown={open_by_arrow}
            >
                { picture(props.icon) }
                if let Some(word) = props.word {
                    <span class="button-word">{ word }</span>
                }
            </button>
            if *open {
                <ul id={menu_id} class="menu-list" role="menu" aria-labelledby={button_id} ref={list} {onkeydown}>
                    for item in props.items.iter() {
                        <li key={item.label.to_string()} role="none">
                            <button
                                class="menu-item"
                                type="button"
                                role="menuitem"
                                tabindex="-1"
                                disabled={!item.enabled}
                                onclick={choose(&item.msg)}
                            >
                                { picture(item.icon) }
                                { &item.label }
                            </button>
                        </li>
                    }
                </ul>
            }
        </div>
    }
}

const ENABLED: &str = "[role=menuitem]:not([disabled])";

/// The key has done its work here and means nothing further.
fn done(event: &KeyboardEvent, work: impl FnOnce()) {
    event.prevent_default();
    work();
}
