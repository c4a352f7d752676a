//! The ensemble strip: what each server is, how far it has come, and whether there is a quorum.

use crate::app::playground::Playground;
use crate::app::view::{EnsembleView, Mood, ServerAction, ServerPart, ServerView};
use crate::app::words::{Words, fill};
use crate::ensemble::majority::{ServerSet, members};
use crate::ensemble::{Role, Server};
use crate::model::{ServerId, Zxid};
use crate::sim::ways::Way;
use crate::sim::{Host, Node};

pub fn view(playground: &Playground) -> Option<EnsembleView> {
    let words = playground.options.lang.words();
    let stage = &playground.scene().stage;
    if !stage.header().is_ensemble() {
        return None;
    }
    let (world, of) = (stage.world(), stage.header().server.servers);
    let present = largest_group(playground);
    let serves = world.servers().any(|it| world.can_decide(it.id()));
    let ensemble = &words.ensemble;
    let (mood, verdict) = match serves {
        true => (Mood::Good, ensemble.writes_ok),
        false if present.is_majority(of) => (Mood::Waiting, ensemble.electing),
        false => (Mood::Bad, ensemble.no_quorum),
    };
    let count = members(of).filter(|it| present.contains(*it)).count();
    let need = of / 2 + 1;
    let numbers = [
        ("present", &*count.to_string()),
        ("of", &of.to_string()),
        ("need", &need.to_string()),
    ];
    Some(EnsembleView {
        servers: world
            .hosts()
            .values()
            .map(|it| server(playground, words, it))
            .collect(),
        mood,
        quorum: fill(ensemble.quorum, &numbers),
        verdict: verdict.to_string(),
        why: fill(ensemble.why_quorum, &numbers),
    })
}

/// The largest set of servers that run and all reach one of them.
fn largest_group(playground: &Playground) -> ServerSet {
    let world = playground.scene().stage.world();
    let of = playground.scene().stage.header().server.servers;
    let awake = |it: &ServerId| world.hosts()[it].is_awake();
    let around = |centre: ServerId| -> ServerSet {
        let reached = |it: &ServerId| {
            *it == centre || world.is_joined(Node::Server(centre), Node::Server(*it))
        };
        members(of).filter(awake).filter(reached).collect()
    };
    let size = |it: &ServerSet| members(of).filter(|server| it.contains(*server)).count();
    let groups = members(of).filter(awake).map(around);
    groups.max_by_key(size).unwrap_or_default()
}

fn server(playground: &Playground, words: &Words, host: &Host) -> ServerView {
    let ensemble = &words.ensemble;
    let server = &host.server;
    let part = part(server);
    let word = match part {
        ServerPart::Leader => ensemble.leader,
        ServerPart::Follower => ensemble.follower,
        ServerPart::Looking => ensemble.looking,
        ServerPart::Joining => ensemble.joining,
        ServerPart::Down => ensemble.down,
    };
    let world = playground.scene().stage.world();
    let mut others = world.hosts().keys().filter(|it| **it != server.id());
    let cut_off = !others.any(|it| world.is_joined(Node::Server(server.id()), Node::Server(*it)));
    let trouble = match (host.pause.is_some(), cut_off) {
        (true, _) => Some(ensemble.paused),
        (false, true) => Some(ensemble.cut_off),
        (false, false) => None,
    };
    let (zxid, down) = (server.last_logged(), part == ServerPart::Down);
    let behind = match down {
        true => 0,
        false => playground
            .scene()
            .chronicle
            .applied_since(server.database().last_zxid),
    };
    let lag = match behind {
        0 => ensemble.up_to_date.to_string(),
        n => fill(ensemble.behind, &[("n", &n.to_string())]),
    };
    let clients = server.clients().count();
    let told = fill(ensemble.clients, &[("n", &clients.to_string())]);
    let name = server.id().to_string();
    let values = [
        ("name", &*name),
        ("part", trouble.unwrap_or(word)),
        ("zxid", &zxid.to_string()),
        ("lag", &lag),
        ("clients", &told),
    ];
    ServerView {
        id: server.id(),
        label: fill(ensemble.server_told, &values),
        name,
        part,
        word: word.to_string(),
        trouble: trouble.map(ToString::to_string),
        zxid: in_short(zxid),
        lag: match behind {
            0 => String::new(),
            n => format!("\u{2212}{n}"),
        },
        clients,
        actions: actions(playground, words, host, cut_off),
    }
}

/// Epoch and counter: `2·7` for 0x200000007.
fn in_short(zxid: Zxid) -> String {
    format!("{:x}\u{b7}{:x}", zxid.epoch().get(), zxid.counter())
}

fn part(server: &Server) -> ServerPart {
    match server.role() {
        Role::Down => ServerPart::Down,
        Role::Looking(_) => ServerPart::Looking,
        _ if !server.is_serving() => ServerPart::Joining,
        Role::Following(_) => ServerPart::Follower,
        Role::Leading(_) => ServerPart::Leader,
    }
}

fn actions(
    playground: &Playground,
    words: &Words,
    host: &Host,
    cut_off: bool,
) -> Vec<(ServerAction, String, bool)> {
    let (up, awake) = (host.is_up(), host.is_awake());
    let (stage, id) = (&playground.scene().stage, host.server.id());
    let others = stage.world().servers().map(|it| it.id());
    let others = others.filter(|it| *it != id);
    let ways: Vec<Way> = others
        .map(|it| {
            stage
                .world()
                .network()
                .way(Node::Server(id), Node::Server(it))
        })
        .collect();
    let usual = stage.header().server_latency.delay;
    let is_slow = |it: &Way| it.delay.is_some_and(|delay| delay > usual);
    let all = [
        (ServerAction::Crash, up),
        (ServerAction::Start, !up),
        (ServerAction::Pause, awake),
        (ServerAction::Resume, host.pause.is_some()),
        (ServerAction::Cut, !cut_off),
        (ServerAction::CutSilently, !cut_off),
        (ServerAction::CutOneWay, !cut_off),
        (ServerAction::Heal, ways.iter().any(|it| !it.is_sound())),
        (ServerAction::Break, up),
        match ways.iter().any(|it| it.held) {
            true => (ServerAction::Release, true),
            false => (ServerAction::Hold, true),
        },
        match ways.iter().any(is_slow) {
            true => (ServerAction::Hurry, true),
            false => (ServerAction::Delay, true),
        },
    ];
    let label = |action| match action {
        ServerAction::Pause => words.cast.pause,
        ServerAction::Resume => words.cast.resume,
        other => words.ensemble.of_server(other),
    };
    all.into_iter()
        .map(|(action, enabled)| (action, label(action).to_string(), enabled))
        .collect()
}
