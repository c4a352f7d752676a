//! Where the clock is to stop.

use crate::app::breakpoint::Breakpoint;
use crate::app::playground::Playground;
use crate::app::view::{BreakpointsView, EventKind};
use crate::app::words::Words;
use crate::sim::Node;

pub fn view(playground: &Playground) -> BreakpointsView {
    let words = playground.options.lang.words();
    let world = playground.stage().world();
    let processes = world.processes().values().map(|it| it.name.clone());
    let servers = world.hosts().keys();
    let servers = servers.map(|it| {
        playground
            .scene()
            .chronicle
            .roster()
            .name_of(Node::Server(*it))
    });
    let set = playground.breakpoints.iter();
    BreakpointsView {
        set: set.map(|it| in_words(words, it)).collect(),
        names: processes.chain(servers).collect(),
        kinds: EventKind::ALL.map(|it| (it, words.kind(it))).to_vec(),
    }
}

fn in_words(words: &Words, breakpoint: &Breakpoint) -> String {
    let Breakpoint { kind, who, path } = breakpoint;
    let kind = kind.map(|it| words.kind(it).to_string());
    let parts = [kind, who.clone(), path.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
