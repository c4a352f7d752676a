//! What is under way, and in what state the links are.

use crate::scenario::cast::Cast;
use crate::scenario::names::Names;
use crate::scenario::state::facts::{Facts, moment, span};
use crate::scenario::state::message;
use crate::sim::ways::Way;
use crate::sim::{Node, World};

pub fn describe(world: &World<Cast>, names: &Names, facts: &mut Facts) {
    let network = world.network();
    facts.about("link");
    let servers = world.hosts().keys().copied().map(Node::Server);
    let processes = world.processes().keys().copied().map(Node::Process);
    let nodes: Vec<Node> = servers.chain(processes).collect();
    for from in &nodes {
        for to in nodes.iter().filter(|it| *it != from) {
            let way = network.way(*from, *to);
            if way != Way::default() {
                let (from, to) = (names.node(*from), names.node(*to));
                facts.tell(format!("{from} -> {to} {}", state(way)));
            }
        }
    }
    for (connection, server) in network.connections() {
        facts.tell(format!("{} - {server}", names.connection(connection)));
    }
    for channel in network.channels() {
        facts.tell(message::channel(*channel));
    }
    facts.about("under way");
    for (due, parcel) in world.in_flight() {
        let parcel = message::parcel(parcel, names);
        facts.tell(format!("due {}, {parcel}", moment(due)));
    }
    for parcel in network.waiting() {
        facts.tell(format!("waiting, {}", message::parcel(parcel, names)));
    }
}

fn state(way: Way) -> String {
    let Way {
        closed,
        silent,
        held,
        delay,
    } = way;
    let states = [(closed, "cut"), (silent, "cut silently"), (held, "held")];
    let states = states.iter().filter(|(is, _)| *is);
    let delay = delay.map(|it| format!("takes {}", span(it)));
    let states: Vec<String> = states.map(|it| it.1.to_string()).chain(delay).collect();
    match states.is_empty() {
        // As around it all is cut, and it was healed.
        true => "sound".to_string(),
        false => states.join(", "),
    }
}
