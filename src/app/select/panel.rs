//! The panel of a process: both truths about its session, and its console.

use crate::actor::{Bug, Settings, order};
use crate::app::console::Popup;
use crate::app::playground::Playground;
use crate::app::roster::SessionEnd;
use crate::app::view::{
    ActionView, ChipView, ConsoleView, Mood, OrderView, PanelAction, PanelView, PopupItem,
    PopupView, RingView, Role, WatchView,
};
use crate::app::words::{Words, fill, span};
use crate::engine::session::Tracked;
use crate::handle::Belief;
use crate::model::time::millis;
use crate::model::{ProcessId, ServerId, SessionId};
use crate::scenario::Cast;
use crate::sim::{Ended, Node, Pause, Process};

/// A console shows so many lines; older ones scroll away.
const MOST_LINES: usize = 1000;

pub fn view(playground: &Playground, id: ProcessId) -> PanelView {
    let words = playground.options.lang.words();
    let process = &playground.scene().stage.world().processes()[&id];
    let role = playground.scene().chronicle.roster().role(id);
    let session = process.handle().and_then(|it| it.session());
    let tracked = session.and_then(|it| tracked(playground, it));
    PanelView {
        process: process.name.clone(),
        role,
        role_word: role_word(words, role).to_string(),
        doing: doing(words, process),
        bugs: {
            let settings = process.program.settings();
            let has = settings.iter().flat_map(|it| it.bugs.iter());
            has.map(|it| words.bugs.of(it)).collect()
        },
        hand: hand(playground, process),
        paused: process.pause.map(|it| paused(words, it)),
        orders: orders(words, process),
        thinks: thinks(playground, process),
        knows: knows(playground, session, tracked.as_ref()),
        ring: tracked.map(|it| ring(playground, &it)),
        ended: process.ended.map(|it| ended(words, it)),
        watches: watches(words, process),
        owns: owns(playground, session),
        marked: is_marked(playground, id, session),
        actions: actions(playground, id, process),
        console: console(playground, id, process),
    }
}

fn role_word(words: &'static Words, role: Role) -> &'static str {
    match role {
        Role::Master => words.facts.role_master,
        Role::Backup => words.facts.role_backup,
        Role::Worker => words.facts.role_worker,
        Role::Client => words.facts.role_client,
        Role::Console => words.cast.role_console,
    }
}

/// What its program is about.
/// The bugs that such a program can have, and whether it has them.
fn bugs(settings: &Settings) -> impl Iterator<Item = (Bug, bool)> {
    let has = settings.bugs;
    Bug::of(settings.role).map(move |it| (it, has.has(it)))
}

fn doing(words: &Words, process: &Process<Cast>) -> String {
    let doing = process.program.doing().filter(|_| process.is_alive());
    doing.map_or_else(String::new, |it| words.doings.say(&it))
}

/// Whether it is in a person's hands; `None` if it has no program to be in other hands.
fn hand(playground: &Playground, process: &Process<Cast>) -> Option<bool> {
    let plays = playground.scene().stage.part_of(&process.name).is_some();
    (plays && process.is_alive()).then(|| process.program.is_by_hand())
}

fn paused(words: &Words, pause: Pause) -> String {
    match pause.until {
        Some(at) => fill(words.facts.was_paused_until, &[("at", &at.to_string())]),
        None => words.facts.was_paused.to_string(),
    }
}

fn orders(words: &Words, process: &Process<Cast>) -> Vec<OrderView> {
    let standing = process.program.orders().standing().iter();
    let view = |it: &order::Standing| {
        let phrase = match it.firings {
            0 => "",
            _ if it.rests() => words.cast.rests,
            _ => words.cast.fired,
        };
        OrderView {
            number: it.number,
            text: it.order.to_string(),
            firings: fill(phrase, &[("n", &it.firings.to_string())]),
        }
    };
    standing.map(view).collect()
}

fn tracked(playground: &Playground, session: SessionId) -> Option<Tracked> {
    playground
        .stage()
        .world()
        .leader()?
        .tracker()?
        .get(session)
        .copied()
}

/// What the client believes; of several servers, also which one it is connected to.
fn thinks(playground: &Playground, process: &Process<Cast>) -> ChipView {
    let words = playground.options.lang.words();
    let facts = &words.facts;
    let handle = process.handle().filter(|_| process.is_alive());
    let (mood, text) = match handle.map(|it| it.belief()) {
        None => (Mood::Off, facts.no_process),
        Some(Belief::Connected) => (Mood::Good, facts.connected),
        Some(Belief::Connecting) => (Mood::Waiting, facts.connecting),
        Some(Belief::Expired) => (Mood::Bad, facts.expired),
        Some(Belief::Closed) => (Mood::Off, facts.closed),
        Some(Belief::AuthFailed) => (Mood::Bad, facts.auth_failed),
    };
    let stage = &playground.scene().stage;
    let server = handle.and_then(|it| stage.world().server_of(it));
    let server = server.filter(|_| stage.header().is_ensemble());
    ChipView {
        mood,
        text: match server {
            Some(server) => format!("{text} · {server}"),
            None => text.to_string(),
        },
    }
}

/// What the server knows.
fn knows(
    playground: &Playground,
    session: Option<SessionId>,
    tracked: Option<&Tracked>,
) -> ChipView {
    let words = playground.options.lang.words();
    let facts = &words.facts;
    let now = playground.scene().stage.now();
    if let Some(tracked) = tracked {
        let left = span(words, tracked.expires_at.since(now));
        // Beyond a third of the timeout a living client would have been heard.
        let silent = now.since(tracked.last_heard) * 2 > tracked.timeout;
        let mood = if silent { Mood::Waiting } else { Mood::Good };
        return ChipView {
            mood,
            text: fill(facts.alive, &[("left", &left)]),
        };
    }
    let record = session.and_then(|it| playground.scene().chronicle.roster().session(it));
    match record.and_then(|it| it.ended) {
        // It lives on, and nobody counts its time.
        None if record.is_some() => ChipView {
            mood: Mood::Waiting,
            text: words.ensemble.no_leader.to_string(),
        },
        Some(SessionEnd { at, expired }) => {
            let ago = span(words, now.since(at));
            let (mood, phrase) = match expired {
                true => (Mood::Bad, facts.expired_ago),
                false => (Mood::Off, facts.closed_ago),
            };
            ChipView {
                mood,
                text: fill(phrase, &[("ago", &ago)]),
            }
        }
        None => ChipView {
            mood: Mood::Off,
            text: facts.no_session.to_string(),
        },
    }
}

fn ring(playground: &Playground, tracked: &Tracked) -> RingView {
    let words = playground.options.lang.words();
    let now = playground.scene().stage.now();
    let left = tracked.expires_at.since(now);
    let whole = tracked.expires_at.since(tracked.last_heard);
    let per_mille = millis(left) * 1000 / millis(whole).max(1);
    let values = [
        ("left", &*span(words, left)),
        ("timeout", &*span(words, tracked.timeout)),
    ];
    RingView {
        left: per_mille.min(1000) as u16,
        text: fill(words.facts.ring, &values),
    }
}

fn ended(words: &Words, ended: Ended) -> String {
    let facts = &words.facts;
    match ended {
        Ended::Killed { at } => fill(facts.killed_at, &[("at", &at.to_string())]),
        Ended::Exited { at, code: 0 } => fill(facts.quit_at, &[("at", &at.to_string())]),
        Ended::Exited { at, code } => fill(
            facts.crashed_at,
            &[("at", &at.to_string()), ("code", &code.to_string())],
        ),
    }
}

fn watches(words: &Words, process: &Process<Cast>) -> Vec<WatchView> {
    let Some(handle) = process.handle().filter(|_| process.is_alive()) else {
        return Vec::new();
    };
    let (facts, held) = (&words.facts, handle.watches());
    let kinds = [
        (&held.data, facts.watch_data),
        (&held.exist, facts.watch_creation),
        (&held.persistent, facts.watch_persistent),
        (&held.recursive, facts.watch_recursive),
        (&held.child, facts.watch_children),
    ];
    let all = kinds
        .into_iter()
        .flat_map(|(paths, kind)| paths.keys().map(move |it| (it, kind)));
    all.map(|(path, kind)| WatchView {
        path: path.to_string(),
        kind: kind.to_string(),
    })
    .collect()
}

fn owns(playground: &Playground, session: Option<SessionId>) -> Vec<String> {
    let Some(session) = session else {
        return Vec::new();
    };
    let paths = playground
        .scene()
        .stage
        .world()
        .agreed()
        .ephemerals_of(session);
    paths.iter().map(ToString::to_string).collect()
}

/// Selected itself, or the owner of the selected znode.
fn is_marked(playground: &Playground, id: ProcessId, session: Option<SessionId>) -> bool {
    let look = &playground.look;
    let owned = look
        .znode
        .as_ref()
        .is_some_and(|it| owns(playground, session).contains(it));
    look.process == Some(id) || owned
}

fn actions(playground: &Playground, id: ProcessId, process: &Process<Cast>) -> Vec<ActionView> {
    let words = playground.options.lang.words();
    let (facts, cast) = (&words.facts, &words.cast);
    let (alive, awake) = (process.is_alive(), process.is_awake());
    let view = |action, label: &str, enabled| ActionView {
        action,
        label: label.to_string(),
        enabled,
    };
    let mut actions = vec![
        view(PanelAction::Kill, facts.kill, alive),
        view(PanelAction::Restart, facts.restart, true),
        view(PanelAction::Close, facts.close, awake),
        view(PanelAction::Pause, cast.pause, awake),
        view(PanelAction::Resume, cast.resume, process.pause.is_some()),
    ];
    let world = playground.scene().stage.world();
    let session = process.handle().and_then(|it| it.session());
    let expires = session.is_some_and(|it| tracked(playground, it).is_some());
    let servers = || world.servers().map(|it| it.id());
    let joined = |it| world.is_joined(Node::Process(id), Node::Server(it));
    let all_joined = servers().all(joined);
    let handle = process.handle().filter(|_| alive);
    let here = handle.and_then(|it| world.server_of(it));
    let mut offer = |action, server: Option<ServerId>, enabled| {
        let server = server.map_or_else(String::new, |it| it.to_string());
        let label = fill(words.ensemble.of_panel(action), &[("server", &server)]);
        actions.push(view(action, &label, enabled));
    };
    offer(PanelAction::Cut, None, servers().any(joined));
    if let Some(here) = here.filter(|_| playground.scene().stage.header().is_ensemble()) {
        offer(PanelAction::CutFrom(here), Some(here), joined(here));
    }
    offer(PanelAction::CutSilently, None, servers().any(joined));
    let way = |it| world.network().way(Node::Process(id), Node::Server(it));
    if let Some(here) = here {
        offer(
            PanelAction::CutOneWay(here),
            Some(here),
            way(here).is_sound(),
        );
    }
    offer(PanelAction::Heal, None, !all_joined);
    if let Some(here) = here {
        let usual = playground.scene().stage.header().latency.delay;
        let slow = way(here).delay.is_some_and(|it| it > usual);
        offer(PanelAction::Break, None, alive);
        let hold = match way(here).held {
            true => PanelAction::Release(here),
            false => PanelAction::Hold(here),
        };
        offer(hold, None, true);
        let delay = match slow {
            true => PanelAction::Hurry(here),
            false => PanelAction::Delay(here),
        };
        offer(delay, None, true);
    }
    offer(PanelAction::LoseReply, None, alive);
    offer(PanelAction::Expire, None, expires);
    for server in handle.iter().flat_map(|it| it.servers()) {
        if here.is_some() && here != Some(server) {
            offer(PanelAction::MoveTo(server), Some(server), awake);
        }
    }
    let program = process.program.settings().filter(|_| alive);
    for (bug, has) in program.iter().flat_map(|it| bugs(it)) {
        let phrase = if has {
            words.bugs.mend
        } else {
            words.bugs.give
        };
        let label = fill(phrase, &[("what", words.bugs.of(bug).0)]);
        actions.push(view(PanelAction::Bug(bug), &label, true));
    }
    actions.push(view(PanelAction::Remove, cast.remove, true));
    actions
}

fn console(playground: &Playground, id: ProcessId, process: &Process<Cast>) -> ConsoleView {
    let words = playground.options.lang.words();
    let typed = playground.consoles.get(&id).cloned().unwrap_or_default();
    let prompt = process.program.shell().prompt();
    let lines = playground.scene().chronicle.log(id);
    ConsoleView {
        first: first_line(playground, id, lines.len()),
        lines,
        prompt: prompt.trim_end().to_string(),
        ghost: typed.ghost(),
        popup: typed.popup.as_ref().map(popup),
        draft: typed.draft,
        waiting: playground
            .is_busy(id)
            .then(|| words.facts.waiting.to_string()),
    }
}

/// Which of so many lines a console begins with: none from before it was emptied.
fn first_line(playground: &Playground, id: ProcessId, count: usize) -> usize {
    let cleared = playground.look.cleared.get(&id).copied();
    let cleared = cleared.filter(|it| *it <= count).unwrap_or_default();
    cleared.max(count.saturating_sub(MOST_LINES))
}

fn popup(popup: &Popup) -> PopupView {
    let items = popup.completion.items.iter();
    PopupView {
        items: items
            .map(|it| PopupItem {
                text: it.text.clone(),
                about: it.about.to_string(),
            })
            .collect(),
        chosen: popup.chosen,
        usage: popup.completion.usage.clone(),
    }
}
