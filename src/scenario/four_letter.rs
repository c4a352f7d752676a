//! What an operator asks a server in four letters, and its answer
//! (`org.apache.zookeeper.server.command`).
//!
//! Whoever asks has no connection here, so none is counted or listed for it, and every word is on
//! the list of those that are allowed (`4lw.commands.whitelist`). What a real server lists in the
//! order of a hash table comes in order.

use crate::ensemble::server::{Connection, Traffic};
use crate::ensemble::{Role, Server};
use crate::model::time::millis;
use crate::model::{ConnectionId, VirtualTime, ZPath, Zone, sorted};
use crate::shell::RELEASE;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FourLetter {
    /// What it is, and what it has done.
    Srvr,
    /// The same and more, for monitors.
    Mntr,
    /// Its connections.
    Cons,
    /// Sessions, ephemeral znodes, and when connections would be given up.
    Dump,
    /// How many data watches there are.
    Wchs,
    /// Who watches what.
    Wchp,
}

const WORDS: [(&str, FourLetter); 6] = [
    ("srvr", FourLetter::Srvr),
    ("mntr", FourLetter::Mntr),
    ("cons", FourLetter::Cons),
    ("dump", FourLetter::Dump),
    ("wchs", FourLetter::Wchs),
    ("wchp", FourLetter::Wchp),
];

const NOT_SERVING: &str = "This ZooKeeper instance is not currently serving requests";

/// A connection that is silent is looked at so often (`zookeeper.nio.sessionlessCnxnTimeout`).
const CONNECTIONS_TICK: u64 = 10_000;

impl FourLetter {
    pub fn of(word: &str) -> Option<FourLetter> {
        let found = WORDS.iter().find(|(it, _)| *it == word);
        found.map(|(_, word)| *word)
    }

    pub fn name(self) -> &'static str {
        WORDS[self as usize].0
    }

    /// The lines that a running server answers, in that zone.
    pub fn answer(self, server: &Server, zone: Zone) -> Vec<String> {
        if !server.is_serving() {
            return vec![NOT_SERVING.to_string()];
        }
        match self {
            FourLetter::Srvr => srvr(server),
            FourLetter::Mntr => mntr(server),
            FourLetter::Cons => cons(server),
            FourLetter::Dump => dump(server, zone),
            FourLetter::Wchs => wchs(server),
            FourLetter::Wchp => wchp(server),
        }
    }
}

/// Latencies and the sizes of proposals are not measured: they stand as on a server that has not
/// measured any yet.
fn srvr(server: &Server) -> Vec<String> {
    let Traffic { received, sent } = server.traffic();
    let mut lines = vec![
        format!("Zookeeper version: {RELEASE}"),
        "Latency min/avg/max: 0/0.0/0".to_string(),
        format!("Received: {received}"),
        format!("Sent: {sent}"),
        format!("Connections: {}", server.connections().len()),
        format!("Outstanding: {}", outstanding(server)),
        format!("Zxid: {}", server.database().last_zxid),
        format!("Mode: {}", mode(server)),
        format!("Node count: {}", node_count(server)),
    ];
    if mode(server) == "leader" {
        lines.push("Proposal sizes last/min/max: -1/-1/-1".to_string());
    }
    lines
}

/// What is not simulated is left out: latencies, sizes of packets, files, what the JVM measures,
/// and the hundreds of counters of single parts.
fn mntr(server: &Server) -> Vec<String> {
    let mut lines = Vec::new();
    let mut tell = |key: &str, value: &str| lines.push(format!("zk_{key}\t{value}"));
    tell("version", RELEASE);
    tell("server_state", mode(server));
    match mode(server) {
        "leader" => tell("peer_state", "leading - broadcast"),
        "follower" => tell("peer_state", "following - broadcast"),
        _ => {}
    }
    let database = server.database();
    let watches = |it: &ConnectionId| {
        let watches = server.watches();
        watches.on_data(*it).map_or(0, |it| it.len()) + watches.on_children(*it).len()
    };
    let sorted = database.tree.sorted();
    let sizes = sorted
        .iter()
        .map(|(path, znode)| path.as_str().len() + znode.length());
    let Traffic { received, sent } = server.traffic();
    let mut count = |key: &str, value: usize| tell(key, &value.to_string());
    count("packets_received", received as usize);
    count("packets_sent", sent as usize);
    count("num_alive_connections", server.connections().len());
    count("outstanding_requests", outstanding(server));
    count("znode_count", node_count(server));
    count(
        "watch_count",
        server.connections().keys().map(watches).sum(),
    );
    let sessions = database.sessions.values();
    count(
        "ephemerals_count",
        sessions.map(|it| it.ephemerals.len()).sum(),
    );
    count("approximate_data_size", sizes.sum());
    count("global_sessions", database.sessions.len());
    count("local_sessions", 0);
    if mode(server) != "standalone" {
        count("quorum_size", usize::from(server.config().servers));
        count("synced_observers", 0);
    }
    if let Role::Leading(leader) = server.role()
        && mode(server) == "leader"
    {
        let waiting = leader.outstanding.iter();
        let syncs = waiting.filter(|it| !it.syncs.is_empty()).count();
        count("learners", leader.learners.len());
        count("synced_followers", leader.fed().len());
        count("synced_non_voting_followers", 0);
        count("pending_syncs", syncs);
    }
    lines
}

fn cons(server: &Server) -> Vec<String> {
    let connections = server.connections().iter();
    let lines = connections.map(|(id, it)| connection(server, *id, it));
    lines.chain([String::new()]).collect()
}

fn connection(server: &Server, id: ConnectionId, it: &Connection) -> String {
    let Traffic { received, sent } = it.traffic;
    let queued = it.numbered();
    let mut line = format!(
        " {}[1](queued={queued},recved={received},sent={sent}",
        address(id)
    );
    if let Some(session) = it.session {
        let established = server.config().clock.at(it.opened).as_millis();
        let (last, timeout) = (it.last, millis(it.timeout));
        line.push_str(&format!(
            ",sid={session},lop={},est={established},to={timeout},lcxid={:#x},lzxid={},lresp={}",
            last.op,
            last.xid,
            last.zxid,
            last.at.as_millis()
        ));
        // Not measured.
        line.push_str(",llat=0,minlat=0,avglat=0,maxlat=0");
    }
    line.push(')');
    line
}

/// A follower watches over nobody, and lists all sessions that it knows.
fn dump(server: &Server, zone: Zone) -> Vec<String> {
    let mut lines = vec!["SessionTracker dump:".to_string()];
    let database = server.database();
    match server.tracker() {
        Some(tracker) => {
            let due = tracker.due().map(|(at, it)| (at, it.to_string()));
            let due = due.collect();
            expiries("Session", due, server, zone, &mut lines);
        }
        None => {
            let count = database.sessions.len();
            lines.push(format!("Global Sessions({count}):"));
            let sessions = database.sessions.iter();
            lines.extend(sessions.map(|(id, it)| format!("{id}\t{}ms", millis(it.timeout))));
        }
    }
    lines.push("ephemeral nodes dump:".to_string());
    let owners = || {
        let sessions = database.sessions.iter();
        sessions.filter(|(_, it)| !it.ephemerals.is_empty())
    };
    let count = owners().count();
    lines.push(format!("Sessions with Ephemerals ({count}):"));
    for (session, owner) in owners() {
        lines.push(format!("{session}:"));
        lines.extend(
            owner
                .ephemerals
                .iter()
                .map(|it| format!("\t{}", it.as_str())),
        );
    }
    lines.push("Connections dump:".to_string());
    let connections = server.connections().iter();
    let due = connections.map(|(id, it)| {
        let session = it.session.map_or(0, |it| it.get());
        let text = format!("ip: {} sessionId: {session:#x}", address(*id));
        let last = (it.moved + it.timeout).as_millis();
        let at = (last / CONNECTIONS_TICK + 1) * CONNECTIONS_TICK;
        (VirtualTime::from_millis(at), text)
    });
    expiries("Connections", sorted(due), server, zone, &mut lines);
    lines
}

/// What would expire when, in order. A real server also lists moments at which nothing would any
/// more.
fn expiries(
    of: &str,
    due: Vec<(VirtualTime, String)>,
    server: &Server,
    zone: Zone,
    lines: &mut Vec<String>,
) {
    let moments = || due.chunk_by(|one, other| one.0 == other.0);
    let (sets, count) = (moments().count(), due.len());
    lines.push(format!("{of} Sets ({sets})/({count}):"));
    for moment in moments() {
        let at = server.config().clock.at(moment[0].0).java_date(zone);
        lines.push(format!("{} expire at {at}:", moment.len()));
        lines.extend(moment.iter().map(|(_, it)| format!("\t{it}")));
    }
}

/// Child watches are in a table of their own, of which a real server says nothing here.
fn wchs(server: &Server) -> Vec<String> {
    let watchers = server.connections().keys();
    let watchers = watchers.filter(|it| server.watches().on_data(**it).is_some());
    let (watchers, watched) = (watchers.count(), watched(server));
    let total = watched.len();
    let paths = watched.chunk_by(|one, other| one.0 == other.0).count();
    vec![
        format!("{watchers} connections watching {paths} paths"),
        format!("Total watches:{total}"),
    ]
}

fn wchp(server: &Server) -> Vec<String> {
    let watched = watched(server);
    let mut lines = Vec::new();
    for watchers in watched.chunk_by(|one, other| one.0 == other.0) {
        lines.push(watchers[0].0.to_string());
        for (_, connection) in watchers {
            let session = server.connections()[connection].session;
            let session = session.map_or(0, |it| it.get());
            lines.push(format!("\t{session:#x}"));
        }
    }
    lines.push(String::new());
    lines
}

/// All data watches, by path.
fn watched(server: &Server) -> Vec<(ZPath, ConnectionId)> {
    let mut watched = Vec::new();
    for id in server.connections().keys() {
        let paths = server.watches().on_data(*id).into_iter().flatten();
        watched.extend(paths.map(|it| (it, *id)));
    }
    sorted(watched)
}

fn mode(server: &Server) -> &'static str {
    match server.role() {
        _ if server.config().servers == 1 => "standalone",
        Role::Leading(_) => "leader",
        _ => "follower",
    }
}

fn outstanding(server: &Server) -> usize {
    server.connections().values().map(|it| it.waiting()).sum()
}

/// A real server keeps the root under two names, and counts it twice.
fn node_count(server: &Server) -> usize {
    server.database().tree.len() + 1
}

/// All clients are at one address; the port is made up, and tells their connections apart.
fn address(id: ConnectionId) -> String {
    let attempt = id.life * 100 + id.handle.get() * 10 + id.attempt;
    let port = 40_000 + id.process.get() % 20 * 1000 + attempt % 1000;
    format!("/127.0.0.1:{port}")
}
