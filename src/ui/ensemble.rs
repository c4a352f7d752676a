//! The servers in one line: what each is, how far it has come, and whether there is a quorum.

use yew::prelude::*;

use super::Say;
use super::icon::{Icon, picture};
use super::menu::{Menu, MenuItem};
use crate::app::update::Msg;
use crate::app::view::{EnsembleView, Mood, ServerAction, ServerPart, ServerView};
use crate::app::words::{Words, fill};

pub fn ensemble(view: &EnsembleView, words: &'static Words, say: &Say) -> Html {
    let mood = match view.mood {
        Mood::Good => "good",
        Mood::Waiting => "waiting",
        Mood::Bad | Mood::Off => "bad",
    };
    html! {
        <section id="ensemble" class="ensemble" aria-label={words.ensemble.title} data-mood={mood}>
            <ul class="ensemble-servers">
                { for view.servers.iter().map(|it| server(it, words, say)) }
            </ul>
            <p class="ensemble-quorum" role="status" title={view.why.clone()}>
                { picture(Icon::of_mood(view.mood)) }
                <span class="ensemble-count">{ &view.quorum }</span>
                <span class="ensemble-verdict">{ &view.verdict }</span>
            </p>
        </section>
    }
}

fn server(view: &ServerView, words: &'static Words, say: &Say) -> Html {
    let part = match view.part {
        ServerPart::Leader => "leader",
        ServerPart::Follower => "follower",
        ServerPart::Looking => "looking",
        ServerPart::Joining => "joining",
        ServerPart::Down => "down",
    };
    html! {
        <li key={view.name.clone()} class="server" data-part={part} data-trouble={view.trouble.is_some().to_string()}>
            <span class="server-told" title={view.label.clone()}>
                { picture(Icon::of_server(view.part)) }
                <span class="visually-hidden">{ &view.label }</span>
                <span class="server-name" aria-hidden="true">{ &view.name }</span>
                <span class="server-part" aria-hidden="true">{ view.trouble.as_ref().unwrap_or(&view.word) }</span>
                <span class="server-zxid" aria-hidden="true">{ &view.zxid }</span>
                if !view.lag.is_empty() {
                    <span class="server-lag" aria-hidden="true">{ &view.lag }</span>
                }
                <span class="server-clients" aria-hidden="true">{ picture(Icon::Person) }{ view.clients }</span>
            </span>
            <Menu
                name={view.name.clone()}
                label={fill(words.actions_for, &[("process", &view.name)])}
                icon={Icon::Dots}
                items={items(view)}
                {say}
            />
        </li>
    }
}

fn items(view: &ServerView) -> Vec<MenuItem> {
    let picture = |action| match action {
        ServerAction::Crash => Icon::Skull,
        ServerAction::Start => Icon::Again,
        ServerAction::Pause => Icon::Pause,
        ServerAction::Resume => Icon::Play,
        ServerAction::Cut
        | ServerAction::CutSilently
        | ServerAction::CutOneWay
        | ServerAction::Break => Icon::CutLink,
        ServerAction::Hold => Icon::Hand,
        ServerAction::Release => Icon::Run,
        ServerAction::Delay | ServerAction::Hurry => Icon::Clock,
        ServerAction::Heal => Icon::Link,
    };
    let item = |(action, label, enabled): &(ServerAction, String, bool)| MenuItem {
        label: label.clone().into(),
        icon: picture(*action),
        enabled: *enabled,
        msg: Msg::ActOnServer {
            server: view.id,
            action: *action,
        },
    };
    view.actions.iter().map(item).collect()
}
