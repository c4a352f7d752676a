//! One simulated process: who it is, both truths about its session, and its console.

use yew::prelude::*;

use super::Say;
use super::chip::Chip;
use super::console::Console;
use super::icon::{Icon, Picture};
use super::id::panel_id;
use super::menu::Menu;
use super::ring::Ring;
use crate::app::update::Msg;
use crate::app::view::{PanelAction, PanelView, Role};
use crate::app::words::{Words, fill};

#[derive(Properties, PartialEq)]
pub struct PanelProps {
    pub view: PanelView,
    /// Where only one panel fits, it is this one.
    pub front: bool,
    /// The guide is about to do something here.
    pub expected: bool,
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
    }
}

#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let PanelProps {
        view, words, say, ..
    } = props;
    let process = view.process.clone();
    let icon = match view.ended {
        Some(_) => Icon::Skull,
        None => Icon::of_role(view.role),
    };
    let select = {
        let process = process.clone();
        say.reform(move |_: MouseEvent| Msg::SelectProcess(process.clone()))
    };
    let restart = view
        .actions
        .iter()
        .find(|it| it.action == PanelAction::Restart && it.enabled)
        .cloned();
    html! {
           <section
               id={panel_id(&process)}
               class="panel"
               aria-label={process.clone()}
               tabindex="-1"
               data-role={role_name(view.role)}
               data-ended={view.ended.is_some().to_string()}
               data-marked={view.marked.to_string()}
               data-front={props.front.to_string()}
               data-expected={props.expected.to_string()}
           >
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
                       <Menu process={process.clone()} actions={view.actions.clone()} {words} {say} />
                   </div>
                   <div class="panel-truths">
                       <Chip view={view.thinks.clone()} whose={words.client_short}
    picture={Icon::Person} title={words.client_thinks} />
                       <Chip view={view.knows.clone()} whose={words.server_short}
    picture={Icon::Cylinder} title={words.server_knows} />
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
               </header>
               <Console
                   process={process.clone()}
                   view={view.console.clone()}
                   ended={view.ended.clone()}
                   {restart}
                   {words}
                   {say}
               />
           </section>
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
