//! What a message says, in one line.

use crate::engine::{Lifespan, TxnBody};
use crate::ensemble::note::Cause;
use crate::ensemble::peer::{
    Channel, HistoryStart, Notification, PeerPacket, Proposal, Standing, Vote, Wanted,
};
use crate::model::Write;
use crate::model::packet::WatchLists;
use crate::model::{Answer, Expected, FromClient, FromServer, Identity, Reply, Request, ZPath};
use crate::scenario::names::Names;
use crate::scenario::spelling::encode;
use crate::scenario::state::database::stat;
use crate::scenario::state::facts::{data, list, moment, span};
use crate::shell::spell_without_data;
use crate::sim::event::{Carried, Delivery, Parcel, PeerCarried, PeerDelivery, Side};

/// From whom to whom, by which connection, and what.
pub fn parcel(parcel: &Parcel, names: &Names) -> String {
    match parcel {
        Parcel::Client(it) => delivery(it, names),
        Parcel::Peer(it) => peer_delivery(it, names),
    }
}

fn delivery(delivery: &Delivery, names: &Names) -> String {
    let (client, server) = (names.connection(delivery.connection), delivery.server);
    let what = carried(&delivery.carried);
    match delivery.to {
        Side::Server => format!("{client} -> {server}: {what}"),
        Side::Client => format!("{server} -> {client}: {what}"),
    }
}

fn peer_delivery(delivery: &PeerDelivery, names: &Names) -> String {
    let what = peer_carried(&delivery.carried, names);
    format!("{} -> {}: {what}", delivery.from, delivery.to)
}

/// As in `s1/0 - s3`: the first connection of that follower to its leader.
pub fn channel(channel: Channel) -> String {
    format!(
        "{}/{} - {}",
        channel.follower, channel.attempt, channel.leader
    )
}

/// What a client and a server say to each other.
pub fn carried(carried: &Carried) -> String {
    match carried {
        Carried::Open => "open".to_string(),
        Carried::Opened => "opened".to_string(),
        Carried::Closed => "closed".to_string(),
        Carried::Up(packet) => from_client(packet),
        Carried::Down(packet) => from_server(packet),
    }
}

fn from_client(packet: &FromClient) -> String {
    match packet {
        FromClient::Connect {
            last_zxid,
            timeout,
            session,
        } => {
            let session = session.map(|(id, _)| format!("with {id}"));
            let session = session.unwrap_or("anew".to_string());
            format!(
                "connect {session}, timeout {}, seen {last_zxid}",
                span(*timeout)
            )
        }
        FromClient::Request { xid, request } => {
            format!("request {}: {}", xid.get(), self::request(request))
        }
        FromClient::Ping => "ping".to_string(),
        FromClient::Auth(given) => {
            format!("auth {} {}", encode(&given.scheme), data(&given.secret))
        }
        FromClient::SetWatches {
            relative_zxid,
            watches,
        } => {
            let watches = self::watches(watches);
            let watches = watches.map(|(kind, paths)| format!("{kind} {}", list(paths)));
            let watches: Vec<String> = watches.collect();
            format!("set watches, seen {relative_zxid}: {}", watches.join(", "))
        }
    }
}

fn from_server(packet: &FromServer) -> String {
    match packet {
        FromServer::Connected {
            session, timeout, ..
        } => format!("connected with {session}, timeout {}", span(*timeout)),
        FromServer::SessionGone => "session gone".to_string(),
        FromServer::Reply { xid, zxid, answer } => {
            format!("reply {} at {zxid}: {}", xid.get(), self::answer(answer))
        }
        FromServer::Pong => "pong".to_string(),
        FromServer::AuthDone => "auth done".to_string(),
        FromServer::AuthRefused => "auth refused".to_string(),
        FromServer::Event(event) => event.to_string(),
        FromServer::WatchesSet { zxid } => format!("watches set at {zxid}"),
    }
}

/// As zkCli would be told it, as far as that goes; with its data.
pub fn request(request: &Request) -> String {
    match request {
        Request::Write(write) => self::write(write),
        Request::Multi(writes) => {
            let writes: Vec<String> = writes.iter().map(write).collect();
            format!("multi [{}]", writes.join("; "))
        }
        Request::MultiRead(reads) => {
            let reads = reads.iter().cloned().map(Request::Read);
            let reads: Vec<String> = reads.map(|it| self::request(&it)).collect();
            format!("multi [{}]", reads.join("; "))
        }
        Request::CloseSession => "close the session".to_string(),
        other => spell_without_data(other).unwrap_or_default(),
    }
}

fn write(write: &Write) -> String {
    let spelt = spell_without_data(&Request::Write(write.clone())).unwrap_or_default();
    match write {
        Write::Create {
            data: bytes, acl, ..
        } => format!("{spelt} {} {}", data(bytes), encode(&acl.to_string())),
        Write::SetData { data: bytes, .. } => format!("{spelt} {}", data(bytes)),
        Write::SetAcl { acl, .. } => format!("{spelt} {}", encode(&acl.to_string())),
        Write::Check { path, expected } => match expected {
            Expected::Any => format!("check {path}"),
            Expected::Exactly(version) => format!("check -v {version} {path}"),
        },
        Write::Delete { .. } | Write::Reconfig => spelt,
    }
}

fn answer(answer: &Answer) -> String {
    let all = |results: &[Answer]| {
        let results: Vec<String> = results.iter().map(self::answer).collect();
        format!("[{}]", results.join("; "))
    };
    match answer {
        Err(code) => code.to_string(),
        Ok(Reply::Created(path)) => format!("created {path}"),
        Ok(Reply::Done) => "done".to_string(),
        Ok(Reply::Set(it) | Reply::Stat(it)) => stat(it),
        Ok(Reply::Data(bytes, it)) => format!("{}, {}", data(bytes), stat(it)),
        Ok(Reply::Children(names, it)) => format!("[{}], {}", list(names), stat(it)),
        Ok(Reply::Acl(acl, it)) => format!("{}, {}", encode(&acl.to_string()), stat(it)),
        Ok(Reply::Count(count)) => count.to_string(),
        Ok(Reply::Ephemerals(paths)) => format!("[{}]", list(paths)),
        Ok(Reply::Users(users)) => format!("[{}]", list(users.iter().map(identity))),
        Ok(Reply::MultiRead(results) | Reply::Multi(results)) => all(results),
    }
}

/// As in `digest:alice:…`.
pub fn identity(identity: &Identity) -> String {
    encode(&format!("{}:{}", identity.scheme, identity.id))
}

/// The kinds of watches that there are any of, in a fixed order.
pub fn watches(lists: &WatchLists) -> impl Iterator<Item = (&'static str, &Vec<ZPath>)> {
    let WatchLists {
        data,
        exist,
        child,
        persistent,
        recursive,
    } = lists;
    let lists = [
        ("data", data),
        ("creation", exist),
        ("children", child),
        ("persistently", persistent),
        ("recursively", recursive),
    ];
    lists.into_iter().filter(|(_, paths)| !paths.is_empty())
}

/// What servers say to each other.
pub fn peer_carried(carried: &PeerCarried, names: &Names) -> String {
    match carried {
        PeerCarried::Vote(news) => notification(news),
        PeerCarried::Open => "open".to_string(),
        PeerCarried::Opened => "opened".to_string(),
        PeerCarried::Closed => "closed".to_string(),
        PeerCarried::Packet(packet) => peer_packet(packet, names),
    }
}

fn notification(news: &Notification) -> String {
    let standing = match news.standing {
        Standing::Looking => "looking",
        Standing::Following => "following",
        Standing::Leading => "leading",
    };
    format!(
        "{standing}, round {}, vote for {}",
        news.round,
        vote(news.vote)
    )
}

/// As in `s3 of epoch 1 at 0x100000002`.
pub fn vote(vote: Vote) -> String {
    let Vote {
        epoch,
        zxid,
        leader,
    } = vote;
    format!("{leader} of epoch {} at {zxid}", epoch.get())
}

fn peer_packet(packet: &PeerPacket, names: &Names) -> String {
    match packet {
        PeerPacket::FollowerInfo { accepted } => {
            format!("follower info, accepted epoch {}", accepted.get())
        }
        PeerPacket::AckEpoch { current, last } => {
            let current = current.map_or("none".to_string(), |it| it.get().to_string());
            format!("ack epoch, current {current}, last {last}")
        }
        PeerPacket::Ack(zxid) => format!("ack {zxid}"),
        PeerPacket::Submit(submission) => {
            let wanted = match &submission.wanted {
                Wanted::Session(timeout) => format!("a session, timeout {}", span(*timeout)),
                Wanted::Request(it) => request(it),
            };
            let (by, session) = (names.connection(submission.by), submission.session);
            format!("submit for {by} of {session}: {wanted}")
        }
        PeerPacket::Sync(by) => format!("sync for {}", names.connection(*by)),
        PeerPacket::Revalidate {
            session,
            timeout,
            by,
        } => {
            let (by, timeout) = (names.connection(*by), span(*timeout));
            format!("revalidate {session} for {by}, timeout {timeout}")
        }
        PeerPacket::Touched(sessions) => {
            format!(
                "touched [{}]",
                list(sessions.iter().map(|(session, _)| session))
            )
        }
        PeerPacket::LeaderInfo { epoch } => format!("leader info, epoch {}", epoch.get()),
        PeerPacket::History(history) => {
            let start = match &history.start {
                HistoryStart::Diff => "diff".to_string(),
                HistoryStart::Trunc(zxid) => format!("trunc to {zxid}"),
                HistoryStart::Snap { database, seen } => {
                    format!("snap of {}, seen {seen}", database.last_zxid)
                }
            };
            let zxids = history.proposals.iter().map(|it| it.zxid());
            format!("history: {start}, then [{}]", list(zxids))
        }
        PeerPacket::NewLeader { epoch } => format!("new leader, epoch {}", epoch.get()),
        PeerPacket::UpToDate => "up to date".to_string(),
        PeerPacket::Proposal(it) => format!("proposal {}", proposal(it)),
        PeerPacket::Commit(zxid) => format!("commit {zxid}"),
        PeerPacket::Ping => "ping".to_string(),
        PeerPacket::Revalidated {
            session,
            timeout,
            by,
            alive,
        } => {
            let (by, timeout) = (names.connection(*by), span(*timeout));
            let verdict = if *alive { "alive" } else { "gone" };
            format!("revalidated {session} for {by}, timeout {timeout}: {verdict}")
        }
        PeerPacket::Synced(by) => format!("synced for {}", names.connection(*by)),
    }
}

/// The transaction, and who wanted it if no client did.
pub fn proposal(proposal: &Proposal) -> String {
    let why = match &proposal.cause {
        Cause::Client(_) => String::new(),
        Cause::Expiry { last_heard, .. } => format!(", last heard {}", moment(*last_heard)),
        Cause::Sweep => ", its time is over".to_string(),
    };
    let txn = &proposal.txn;
    format!("{}: {}{why}", txn.stamp.zxid, transaction(&txn.body))
}

/// What a transaction does.
pub fn transaction(body: &TxnBody) -> String {
    match body {
        TxnBody::CreateSession { session, timeout } => {
            format!("session {session} begins, timeout {}", span(*timeout))
        }
        TxnBody::CloseSession {
            session,
            ephemerals,
        } => format!("session {session} ends, with [{}]", list(ephemerals)),
        TxnBody::Create {
            path,
            data: bytes,
            lifespan,
            ..
        } => {
            let of = match lifespan {
                Lifespan::Ephemeral(owner) => format!(" of {owner}"),
                _ => String::new(),
            };
            format!("create {path} {}{of}", data(bytes))
        }
        TxnBody::Delete { path } => format!("delete {path}"),
        TxnBody::SetData {
            path,
            data: bytes,
            version,
        } => format!("set {path} {}, version {version}", data(bytes)),
        TxnBody::SetAcl { path, acl, version } => {
            let acl = encode(&acl.to_string());
            format!("set the permissions of {path} to {acl}, version {version}")
        }
        TxnBody::Check => "check".to_string(),
        TxnBody::Multi(bodies) => {
            let bodies: Vec<String> = bodies.iter().map(transaction).collect();
            format!("multi [{}]", bodies.join("; "))
        }
        TxnBody::Refused(refusal) => format!("refused, {}", refusal.code()),
    }
}
