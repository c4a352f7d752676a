//! A server: its part among the others, what it has written down, and its clients.

use crate::engine::SessionTracker;
use crate::ensemble::follower::{Follower, Phase};
use crate::ensemble::leader::{Leader, Phase as Office, Stage as Rank};
use crate::ensemble::majority::{ServerSet, members};
use crate::ensemble::{Connection, Role, Server};
use crate::model::{ConnectionId, ServerId};
use crate::scenario::names::Names;
use crate::scenario::state::database;
use crate::scenario::state::facts::{Facts, list, moment, span};
use crate::scenario::state::message;
use crate::sim::Host;

pub fn describe(host: &Host, agreed: &[String], names: &Names, facts: &mut Facts) {
    let server = &host.server;
    facts.about(server.id());
    if let Some(pause) = host.pause {
        let until = pause.until.map(|it| format!(" until {it} s"));
        let waiting = host.inbox.len();
        let until = until.unwrap_or_default();
        facts.tell(format!("paused{until}, {waiting} waiting"));
    }
    tell_role(server, facts);
    if let Some(at) = server.next_deadline() {
        facts.tell(format!("wakes {}", moment(at)));
    }
    tell_disk(server, facts);
    database::tell_difference(&database::lines(server.database()), agreed, facts);
    for (id, connection) in server.connections() {
        tell_connection(server, *id, connection, names, facts);
    }
}

fn tell_role(server: &Server, facts: &mut Facts) {
    match server.role() {
        Role::Down => facts.tell("down"),
        Role::Looking(election) => {
            let vote = message::vote(election.vote());
            facts.tell(format!(
                "looking, round {}, votes for {vote}",
                election.round()
            ));
        }
        Role::Following(follower) => tell_follower(follower, facts),
        Role::Leading(leader) => tell_leader(leader, server.config().servers, facts),
    }
}

fn tell_follower(follower: &Follower, facts: &mut Facts) {
    let phase = match follower.phase {
        Phase::Retrying { failed, .. } => format!("has failed {failed} times to connect"),
        Phase::Connecting { failed, .. } => format!("connects, after {failed} failures"),
        Phase::Discovery { .. } => "learns the epoch".to_string(),
        Phase::Fed { taken, .. } => format!("was fed {}", taken.agreed),
        Phase::Synced { taken, .. } => format!("has taken up {}", taken.agreed),
        Phase::Serving { .. } => "serves".to_string(),
    };
    facts.tell(format!("follows {}, {phase}", follower.leader));
    facts.tell(format!("heard its leader {}", moment(follower.last_heard)));
    if !follower.touched.is_empty() {
        let touched = list(follower.touched.keys());
        facts.tell(format!("has heard of the sessions {touched}"));
    }
    if !follower.syncs.is_empty() {
        facts.tell(format!("{} wait for a sync", follower.syncs.len()));
    }
}

fn tell_leader(leader: &Leader, servers: u8, facts: &mut Facts) {
    let of = |set: ServerSet| list(members(servers).filter(|it| set.contains(*it)));
    let office = match leader.phase {
        Office::Discovery { .. } => "asks for the epochs".to_string(),
        Office::Acceptance { .. } => format!("is accepted by {}", of(leader.accepted)),
        Office::Synchronization { .. } => format!("is followed by {}", of(leader.synced)),
        Office::Established => "serves".to_string(),
    };
    facts.tell(format!("leads epoch {}, {office}", leader.epoch.get()));
    facts.tell(format!("last proposed {}", leader.last_proposed));
    for (id, learner) in &leader.learners {
        let rank = match learner.stage {
            Rank::New => "new".to_string(),
            Rank::Informed => "knows the epoch".to_string(),
            Rank::Accepted { last } => format!("has accepted, ends at {last}"),
            Rank::Fed => "is fed".to_string(),
            Rank::Synced => "follows".to_string(),
        };
        let (heard, owes) = (learner.last_heard, learner.unacknowledged.len());
        facts.tell(format!(
            "learner {id} {rank}, heard {}, owes {owes}",
            moment(heard)
        ));
    }
    for it in &leader.outstanding {
        let proposal = message::proposal(&it.proposal);
        facts.tell(format!(
            "outstanding {proposal}, in the logs of {}",
            of(it.acks)
        ));
    }
    tell_sessions(&leader.tracker, facts);
}

fn tell_sessions(tracker: &SessionTracker, facts: &mut Facts) {
    for (at, session) in tracker.due() {
        let Some(tracked) = tracker.get(session) else {
            continue;
        };
        let owner = tracked.owner.map(|it: ServerId| format!(", lives on {it}"));
        let (timeout, owner) = (span(tracked.timeout), owner.unwrap_or_default());
        let at = moment(at);
        facts.tell(format!(
            "session {session} expires {at}, timeout {timeout}{owner}"
        ));
    }
}

fn tell_disk(server: &Server, facts: &mut Facts) {
    let disk = server.disk();
    let (accepted, current) = (disk.accepted.get(), disk.current.get());
    facts.tell(format!("epochs accepted {accepted}, current {current}"));
    let (entries, safe) = (disk.log().len(), disk.safe());
    let (first, last) = (disk.snapshot().last_zxid, disk.last());
    facts.tell(format!(
        "log from {first} to {last}, {safe} of {entries} entries safe"
    ));
}

fn tell_connection(
    server: &Server,
    id: ConnectionId,
    connection: &Connection,
    names: &Names,
    facts: &mut Facts,
) {
    let name = names.connection(id);
    let session = connection.session.map(|it| it.to_string());
    let session = session.unwrap_or("no session".to_string());
    let waiting = connection.waiting();
    facts.tell(format!("client {name} of {session}, {waiting} waiting"));
    let identities = connection.identities().iter().map(message::identity);
    facts.tell(format!("client {name} is {}", list(identities)));
    let watches = server.watches();
    let tables = [
        ("", watches.on_data(id).unwrap_or_default()),
        (" the children of", watches.on_children(id)),
    ];
    for (of, paths) in tables.into_iter().filter(|(_, it)| !it.is_empty()) {
        facts.tell(format!("client {name} watches{of} {}", list(paths)));
    }
}
