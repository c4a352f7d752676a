//! The state of a stage as text: one fact a line, in a fixed order, for people and for hashing.
//!
//! What is written here is what a run comes to, and not how our code keeps it: a machine that is
//! built otherwise and does the same has the same text. Two runs with equal texts go on alike, as far
//! as anybody can tell. The page does not need this, and does not load it.

pub mod facts;

pub mod message;

mod client;
mod console;
mod database;
mod network;
mod server;

use crate::scenario::names::Names;
use crate::scenario::stage::Stage;
use crate::scenario::state_hash::StateHash;
use facts::{Facts, hash_of};

/// Of the text. A change that writes equal states otherwise makes it another.
pub const VERSION: u32 = 1;

/// All that there is, and what the consoles have shown.
pub fn describe(stage: &Stage) -> String {
    let world = stage.world();
    let names = Names::present(stage);
    let mut facts = Facts::default();
    facts.about("world");
    facts.tell(format!("{} s, step {}", world.now(), world.steps()));
    let (clients, network) = (world.clients_chance(), world.network().chance());
    facts.tell(format!("chance of clients {:016x}", clients.position()));
    facts.tell(format!("chance of the network {:016x}", network.position()));
    let leader = world.leader().map(|it| it.id().to_string());
    facts.tell(format!("led by {}", leader.as_deref().unwrap_or("nobody")));
    let agreed = database::lines(world.agreed());
    facts.about("agreed");
    facts.tell_all(&agreed);
    for host in world.hosts().values() {
        server::describe(host, &agreed, &names, &mut facts);
    }
    for (id, process) in world.processes() {
        client::describe(world, *id, process, &names, &mut facts);
    }
    network::describe(world, &names, &mut facts);
    console::describe(stage.run().trace(), &names, &mut facts);
    facts.into_text()
}

/// Of [`describe`].
pub fn hash(stage: &Stage) -> StateHash {
    StateHash {
        version: VERSION,
        hash: hash_of(describe(stage).as_bytes()),
    }
}
