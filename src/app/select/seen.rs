//! Whose view of the tree is looked at.

use crate::app::playground::Playground;
use crate::app::view::{SeenBy, SeenView};
use crate::app::words::fill;
use crate::engine::tree::Tree;
use crate::model::{ProcessId, ServerId};
use crate::scenario::Stage;

/// Whose view of the tree is shown: of a process, that of its server, if it has one.
pub fn tree(playground: &Playground) -> &Tree {
    let stage = &playground.scene().stage;
    let server = match playground.look.seen {
        SeenBy::Ensemble => None,
        SeenBy::Server(id) => Some(id),
        SeenBy::Process(id) => server_of(stage, id),
    };
    match server {
        Some(id) => &stage.world().server(id).database().tree,
        None => stage.tree(),
    }
}

/// The server that a process is connected to.
fn server_of(stage: &Stage, id: ProcessId) -> Option<ServerId> {
    let handle = stage.world().processes().get(&id)?.handle()?;
    stage.world().server_of(handle)
}

pub fn view(playground: &Playground) -> Option<SeenView> {
    let (stage, roster) = (
        &playground.scene().stage,
        playground.scene().chronicle.roster(),
    );
    let words = &playground.options.lang.words().ensemble;
    if !stage.header().is_ensemble() {
        return None;
    }
    let servers = stage.world().servers().map(|it| it.id());
    let servers = servers.map(|it| (SeenBy::Server(it), it.to_string()));
    let processes = stage.world().processes().keys().filter_map(|it| {
        let server = server_of(stage, *it)?.to_string();
        let values = [("name", roster.name(*it)), ("server", &server)];
        Some((SeenBy::Process(*it), fill(words.client_at, &values)))
    });
    let all = [(SeenBy::Ensemble, words.ensemble.to_string())];
    let choices = all.into_iter().chain(servers).chain(processes);
    let chosen = playground.look.seen;
    Some(SeenView {
        choices: choices
            .map(|(by, label)| (by, label, by == chosen))
            .collect(),
    })
}
