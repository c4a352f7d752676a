//! The trace of a run as text: the step, the time, who, and what.

use std::fmt::Write;

use crate::app::words::Lang;
use crate::ensemble::{Feeding, Looking, ServerNote};
use crate::handle::{Note, Shown, Tenure};
use crate::model::{ConnectionId, ServerId};
use crate::scenario::fault_statement;
use crate::scenario::names::Names;
use crate::scenario::state::facts::one_line;
use crate::scenario::state::message;
use crate::sim::event::{Delivery, PeerDelivery, Side};
use crate::sim::{Happening, Machine, Trace};

/// An entry a line. What sets a step off stands at the margin; what follows from it, further in.
pub fn text(trace: &Trace, names: &Names) -> String {
    let mut text = String::new();
    let mut step = None;
    for entry in &trace.entries {
        let margin = if step == Some(entry.step) { "  " } else { "" };
        step = Some(entry.step);
        let (who, what) = tell(&entry.what, names);
        let what = one_line(&what);
        let (step, at) = (entry.step, entry.at.to_string());
        writeln!(text, "{step:>6} {at:>10}  {margin}{who}: {what}").expect("it is a text");
    }
    text
}

/// Who, and what.
fn tell(happening: &Happening, names: &Names) -> (String, String) {
    let process = |id, what: &str| (names.process(id), what.to_string());
    match happening {
        Happening::Added(id) => process(*id, "joins"),
        Happening::Told(id) => process(*id, "is spoken to"),
        Happening::Killed(id) => process(*id, "is killed"),
        Happening::Restarted(id) => process(*id, "is started again"),
        Happening::Removed(id) => process(*id, "leaves"),
        Happening::Paused { who, until } => {
            let until = until.map(|it| format!(" until {it} s")).unwrap_or_default();
            (names.node(*who), format!("is paused{until}"))
        }
        Happening::Resumed(who) => (names.node(*who), "goes on".to_string()),
        Happening::Fault(fault) => {
            let statement = fault_statement(fault, |it| names.node(it));
            (names.node(fault.subject()), statement.to_string())
        }
        Happening::Arrived { message, delivery } => {
            let (from, to) = ends(delivery, names);
            (
                to,
                format!(
                    "gets #{message} from {from}, {}",
                    message::carried(&delivery.carried)
                ),
            )
        }
        Happening::PeerArrived { message, delivery } => {
            let PeerDelivery {
                from, to, carried, ..
            } = &**delivery;
            let what = message::peer_carried(carried, names);
            (
                to.to_string(),
                format!("gets #{message} from {from}, {what}"),
            )
        }
        Happening::Lapsed(machine) => match machine {
            Machine::Server(id) => (id.to_string(), "wakes".to_string()),
            Machine::Handle(id, _) => process(*id, "its session's end wakes"),
            Machine::Program(id) => process(*id, "its program wakes"),
            Machine::Sleeper(who) => (names.node(*who), "its pause is over".to_string()),
        },
        Happening::Sent {
            message,
            due,
            delivery,
        } => {
            let (from, to) = ends(delivery, names);
            let what = message::carried(&delivery.carried);
            (
                from,
                format!("sends #{message} to {to}, due at {due} s, {what}"),
            )
        }
        Happening::PeerSent {
            message,
            due,
            delivery,
        } => {
            let PeerDelivery {
                from, to, carried, ..
            } = &**delivery;
            let what = message::peer_carried(carried, names);
            let told = format!("sends #{message} to {to}, due at {due} s, {what}");
            (from.to_string(), told)
        }
        Happening::Lost { message } => ("network".to_string(), format!("loses #{message}")),
        Happening::ReplyLost {
            process,
            connection,
        } => {
            let connection = names.connection(*connection);
            (
                names.process(*process),
                format!("its reply is lost with {connection}"),
            )
        }
        Happening::Server(id, note) => (id.to_string(), server_note(*id, note, names)),
        Happening::Replicated(id, zxid) => (id.to_string(), format!("applies {zxid}, too")),
        Happening::Shown(id, shown) => (names.process(*id), self::shown(shown)),
        Happening::Event {
            process,
            event,
            stays,
            ..
        } => {
            let stays = if *stays { ", and goes on to watch" } else { "" };
            (
                names.process(*process),
                format!("hears {}{stays}", event.in_short()),
            )
        }
        Happening::Means(id, motive) => {
            let who = names.process(*id);
            let sentence = Lang::En.words().motives.say(&who, *motive);
            (who, sentence)
        }
        Happening::Believes {
            process,
            path,
            tenure,
        } => {
            let belief = match tenure {
                Tenure::None => "not to own",
                Tenure::Held => "to own",
                Tenure::Doubted => "perhaps to own",
            };
            (names.process(*process), format!("believes {belief} {path}"))
        }
        Happening::Exited { process, code } => {
            (names.process(*process), format!("exits with {code}"))
        }
    }
}

/// From whom, to whom.
fn ends(delivery: &Delivery, names: &Names) -> (String, String) {
    let client = names.connection(delivery.connection);
    let server = delivery.server.to_string();
    match delivery.to {
        Side::Client => (server, client),
        Side::Server => (client, server),
    }
}

fn server_note(me: ServerId, note: &ServerNote, names: &Names) -> String {
    let client = |by: &ConnectionId| names.connection(*by);
    match note {
        ServerNote::Looking { why } => {
            let why = match why {
                Looking::Started => "it has started".to_string(),
                Looking::LeaderLost { leader } => format!("{leader} is gone"),
                Looking::LeaderSilent { leader } => format!("{leader} is silent"),
                Looking::MajorityLost => "the majority is gone".to_string(),
                Looking::NobodyCame => "no majority came".to_string(),
            };
            format!("looks for a leader: {why}")
        }
        ServerNote::Elected { leader } if *leader == me => "is elected".to_string(),
        ServerNote::Elected { leader } => format!("has elected {leader}"),
        ServerNote::Established { epoch } => format!("leads epoch {}", epoch.get()),
        ServerNote::Fed {
            follower,
            from,
            how,
            proposals,
        } => {
            let how = match how {
                Feeding::Diff => "diff".to_string(),
                Feeding::Trunc(zxid) => format!("trunc to {zxid}"),
                Feeding::Snap => "snap".to_string(),
            };
            format!("feeds {follower} from {from}: {how}, then {proposals} proposals")
        }
        ServerNote::Serving { leader } => format!("follows {leader} and serves"),
        ServerNote::Proposed { txn, .. } => {
            let what = message::transaction(&txn.body);
            format!("proposes {}: {what}", txn.stamp.zxid)
        }
        ServerNote::Restored { to } => format!("goes back to {to}"),
        ServerNote::Applied { txn, .. } => {
            let what = message::transaction(&txn.body);
            format!("applies {}: {what}", txn.stamp.zxid)
        }
        ServerNote::ReadRefused {
            by, path, check, ..
        } => {
            let (by, code) = (client(by), check.code());
            format!("refuses {by} to read {path}: {code}")
        }
        ServerNote::Resumed { session } => format!("session {session} goes on here"),
        ServerNote::Gone { session } => format!("session {session} is gone"),
        ServerNote::Behind { by, last_seen } => {
            format!("sends {} away, which has seen {last_seen}", client(by))
        }
        ServerNote::NotServing { by } => format!("sends {} away: it does not serve", client(by)),
        ServerNote::Moved { by } => format!("refuses {}: its session has moved", client(by)),
        ServerNote::TooLong { by, length } => {
            format!("hangs up on {}, which sent {length} bytes", client(by))
        }
        ServerNote::AuthRefused { by, scheme } => {
            format!("refuses {} the scheme {scheme}", client(by))
        }
        ServerNote::WatchSet { to, path, .. } => format!("{} watches {path}", client(to)),
        ServerNote::Withheld { to, path, .. } => {
            format!("withholds from {} an event of {path}", client(to))
        }
    }
}

fn shown(shown: &Shown) -> String {
    match shown {
        Shown::Typed { line, .. } => format!("types {line}"),
        Shown::Out(line) | Shown::Err(line) | Shown::Failure(line) => format!("shows {line}"),
        Shown::Partial(part) => format!("shows {part}"),
        Shown::Event(event) => format!("shows {event}"),
        Shown::Note(note) => match note {
            Note::DidYouMean { command } => format!("is asked: did you mean {command}?"),
            Note::Refused { problem } => format!("is told: {problem}"),
            Note::Help { .. } => "is given help".to_string(),
            Note::OrderTaken { number } => format!("takes order {number}"),
            Note::OrderEnded { number } => format!("ends order {number}"),
            Note::NoSuchOrder { number } => format!("has no order {number}"),
            Note::NoOrders => "has no orders".to_string(),
            Note::Order { number, order, .. } => format!("order {number}: {order}"),
        },
    }
}
