//! A process: its console, its sessions, and what it believes.

use crate::actor::Doing;
use crate::handle::{Belief, Handle, Program, Tenure};
use crate::model::ProcessId;
use crate::scenario::cast::Cast;
use crate::scenario::names::Names;
use crate::scenario::spelling::encode;
use crate::scenario::state::facts::{Facts, list, moment, span};
use crate::scenario::state::message;
use crate::scenario::statement::Statement;
use crate::sim::{Ended, Process, World};

pub fn describe(
    world: &World<Cast>,
    id: ProcessId,
    process: &Process<Cast>,
    names: &Names,
    facts: &mut Facts,
) {
    facts.about(&process.name);
    facts.tell(life(process));
    if world.loses_reply(id) {
        facts.tell("its next reply is to be lost");
    }
    cast(&process.program, facts);
    if let Some((at, _)) = process.next(id) {
        facts.tell(format!("wakes {}", moment(at)));
    }
    for handle in process.handles.values() {
        tell_handle(world, handle, names, facts);
    }
}

fn life(process: &Process<Cast>) -> String {
    let state = match (process.ended, process.pause) {
        (Some(Ended::Killed { at }), _) => format!("killed {}", moment(at)),
        (Some(Ended::Exited { at, code }), _) => format!("exited {} with {code}", moment(at)),
        (None, None) => "runs".to_string(),
        (None, Some(pause)) => {
            let until = pause.until.map(|it| format!(" until {it} s"));
            let waiting = process.inbox.len();
            format!("paused{}, {waiting} waiting", until.unwrap_or_default())
        }
    };
    format!("{state}, life {}", process.life)
}

fn cast(cast: &Cast, facts: &mut Facts) {
    facts.tell(format!(
        "prompt {}",
        encode(cast.shell().prompt().trim_end())
    ));
    let idle = if cast.is_idle() { "idle" } else { "busy" };
    facts.tell(format!(
        "{idle}, {} lines typed",
        cast.shell().history().count()
    ));
    facts.tell(match cast.mastery() {
        Tenure::None => "no master",
        Tenure::Held => "master",
        Tenure::Doubted => "master, in doubt",
    });
    if let Some(settings) = cast.settings() {
        let (settings, timeout) = (settings.clone(), None);
        facts.tell(Statement::Program { settings, timeout });
        facts.tell(match cast.is_by_hand() {
            true => "by hand".to_string(),
            false => format!("by itself, {}", doing(cast.doing())),
        });
    }
    for it in cast.orders().standing() {
        let order = encode(&it.order.to_string());
        facts.tell(format!("order {} {order}, fired {}", it.number, it.firings));
    }
}

fn doing(doing: Option<Doing>) -> String {
    let word = match doing {
        None => "not started",
        Some(Doing::Waits) => "waits",
        Some(Doing::ConnectsAgain) => "connects again",
        Some(Doing::Stuck(code)) => return format!("stuck by {code}"),
        Some(Doing::RunsForMaster) => "runs for master",
        Some(Doing::WatchesMaster) => "watches the master",
        Some(Doing::TakesUp) => "takes up",
        Some(Doing::Leads { workers, waiting }) => {
            return format!("leads {workers} workers, {waiting} tasks waiting");
        }
        Some(Doing::Registers) => "registers",
        Some(Doing::Idle) => "has nothing to do",
        Some(Doing::Runs(task)) => return format!("runs {task}"),
        Some(Doing::Reports(task)) => return format!("reports {task}"),
        Some(Doing::LooksAround) => "looks around",
        Some(Doing::Awaits(tasks)) => return format!("awaits {tasks} tasks"),
        Some(Doing::Rests(until)) => return format!("rests until {until} s"),
        Some(Doing::Finished) => "has finished",
    };
    word.to_string()
}

fn tell_handle(world: &World<Cast>, handle: &Handle, names: &Names, facts: &mut Facts) {
    let belief = match handle.belief() {
        Belief::Connecting => "connecting",
        Belief::Connected => "connected",
        Belief::Expired => "expired",
        Belief::Closed => "closed",
        Belief::AuthFailed => "refused",
    };
    let session = handle.session().map(|it| it.to_string());
    let session = session.unwrap_or("no session".to_string());
    let (timeout, seen) = (span(handle.timeout()), handle.last_zxid());
    facts.tell(format!(
        "{session}, {belief}, timeout {timeout}, seen {seen}"
    ));
    if let Some(connection) = handle.connection() {
        let server = world.server_of(handle).map(|it| it.to_string());
        let server = server.unwrap_or("nobody".to_string());
        facts.tell(format!("{} to {server}", names.connection(connection)));
    }
    if !handle.chroot().is_root() {
        facts.tell(format!("root {}", handle.chroot()));
    }
    for (xid, request) in handle.unanswered() {
        let number = xid.map_or("not sent".to_string(), |it| it.get().to_string());
        facts.tell(format!("asked {number}: {}", message::request(request)));
    }
    let held = handle.watches().to_lists();
    for (kind, paths) in message::watches(&held) {
        facts.tell(format!("believes to watch {kind} {}", list(paths)));
    }
}
