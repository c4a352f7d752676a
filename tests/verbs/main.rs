//! What the verbs of the script language do to the stage, what is said to whoever misuses them,
//! and when a step is over.

mod deeds;
mod four_letters;
#[path = "../support/lawful.rs"]
mod lawful;
mod misuse;
mod steps;

use lawful::{Lawful, stage};
use zkplay::handle::{Belief, Handle, Program, Shown};
use zkplay::model::{ProcessId, ServerId, ZPath};
use zkplay::scenario::{Stage, Statement};
use zkplay::sim::Happening;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Three servers, and two consoles at the first two of them.
const THREE: &str = "servers 3\nsession a 20s @s1\nsession b 20s @s2\n";

fn try_say(stage: &mut Stage, line: &str) -> Result<(), String> {
    stage.carry_out(&Statement::parse(line)?)
}

/// Does what these lines say.
fn say(stage: &mut Stage, lines: &[&str]) {
    for line in lines {
        try_say(stage, line).unwrap_or_else(|problem| panic!("{line}: {problem}"));
    }
}

fn id(stage: &Stage, name: &str) -> ProcessId {
    stage.process(name).expect("it is there")
}

fn handle<'a>(stage: &'a Stage, name: &str) -> &'a Handle {
    let process = &stage.world().processes()[&id(stage, name)];
    process.handle().expect("it has a session")
}

fn belief(stage: &Stage, name: &str) -> Belief {
    handle(stage, name).belief()
}

/// The server that a process is connected to.
fn server_of(stage: &Stage, name: &str) -> Option<u8> {
    let handle = handle(stage, name);
    let connection = handle.connection()?;
    let server = stage.world().network().server_of(connection)?;
    (handle.belief() == Belief::Connected).then(|| server.get())
}

fn leader(stage: &Stage) -> Option<u8> {
    stage.world().leader().map(|it| it.id().get())
}

fn is_up(stage: &Stage, server: u8) -> bool {
    stage.world().hosts()[&ServerId::new(server)].is_up()
}

fn has(stage: &Stage, text: &str) -> bool {
    let path = ZPath::parse(text).expect("it is a path");
    stage.tree().contains(&path)
}

/// What a console has printed, line by line.
fn printed(stage: &Stage, name: &str) -> Vec<String> {
    let of_it = id(stage, name);
    let lines = stage.run().trace().entries.iter();
    let lines = lines.filter_map(|it| match &it.what {
        Happening::Shown(process, Shown::Out(line) | Shown::Err(line) | Shown::Failure(line)) => {
            (*process == of_it).then(|| line.clone())
        }
        _ => None,
    });
    lines.collect()
}

fn last_line(stage: &Stage, name: &str) -> String {
    printed(stage, name).pop().unwrap_or_default()
}

/// Whether a console waits for an answer.
fn waits(stage: &Stage, name: &str) -> bool {
    !stage.world().processes()[&id(stage, name)]
        .program
        .is_idle()
}

/// How many milliseconds of virtual time a line takes.
fn time_of(stage: &mut Stage, line: &str) -> u64 {
    let before = stage.now();
    say(stage, &[line]);
    stage.now().since(before).as_millis() as u64
}
