//! The button by which a process joins the stage.

use yew::prelude::*;

use super::Say;
use super::icon::Icon;
use super::menu::{Menu, MenuItem};
use crate::app::update::Msg;
use crate::app::view::Role;
use crate::app::words::Words;

/// `full`: there is no room for another.
pub fn add(full: bool, words: &'static Words, say: &Say) -> Html {
    let (facts, cast) = (&words.facts, &words.cast);
    let items: Vec<MenuItem> = [
        (Role::Master, facts.role_master),
        (Role::Worker, facts.role_worker),
        (Role::Client, facts.role_client),
        (Role::Console, cast.role_console),
    ]
    .map(|(role, label)| MenuItem {
        label: label.into(),
        icon: Icon::of_role(role),
        enabled: true,
        msg: Msg::Add(role),
    })
    .to_vec();
    html! {
        <Menu
            name="add"
            label={cast.add_process}
            icon={Icon::Plus}
            word={cast.add}
            barred={full.then_some(cast.full)}
            {items}
            {say}
        />
    }
}
