//! What messages and transactions say, in the words of zkCli where it has some, else in those of
//! ZooKeeper's protocol.

use std::collections::BTreeMap;

use crate::engine::TxnBody;
use crate::ensemble::peer::{HistoryStart, PeerPacket, Wanted};
use crate::model::time::millis;
use crate::model::{
    Answer, ConnectionId, FromClient, FromServer, Reply, Request, Write, Xid, Zxid,
};
use crate::shell::spell::spell;
use crate::sim::event::{Carried, Delivery, PeerCarried};

/// Data may have a million characters; so many are told.
const LONGEST: usize = 1000;

/// What one message says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    pub what: String,
    /// Of a reply: what the request was.
    pub reply_to: Option<String>,
    /// Of a reply: `ok`, or the name of the error.
    pub result: Option<String>,
    /// What a reply has brought: a path, data, names.
    pub value: Option<String>,
    /// The transaction that it is about, or up to which the sender has come.
    pub zxid: Option<Zxid>,
}

/// One who follows the messages of clients, and knows of each reply what it answers.
#[derive(Default)]
pub struct Listener {
    asked: BTreeMap<(ConnectionId, Xid), String>,
}

impl Listener {
    /// What a message says that is sent now, or was sent before.
    pub fn hear(&mut self, delivery: &Delivery) -> Said {
        match &delivery.carried {
            Carried::Open => said("connect"),
            Carried::Opened => said("connected"),
            Carried::Closed => said("connection closed"),
            Carried::Up(packet) => {
                let said = asked(packet);
                if let FromClient::Request { xid, .. } = packet {
                    let key = (delivery.connection, *xid);
                    self.asked.insert(key, said.what.clone());
                }
                said
            }
            Carried::Down(FromServer::Reply { xid, zxid, answer }) => Said {
                reply_to: self.asked.get(&(delivery.connection, *xid)).cloned(),
                result: Some(result(answer)),
                value: answer.as_ref().ok().and_then(value),
                zxid: Some(*zxid),
                ..said("reply")
            },
            Carried::Down(packet) => told(packet),
        }
    }
}

fn said(what: impl Into<String>) -> Said {
    Said {
        what: what.into(),
        ..Said::default()
    }
}

fn asked(packet: &FromClient) -> Said {
    match packet {
        FromClient::Connect { session: None, .. } => said("open session"),
        FromClient::Connect {
            last_zxid, session, ..
        } => Said {
            value: session.map(|(it, _)| it.to_string()),
            zxid: Some(*last_zxid),
            ..said("resume session")
        },
        FromClient::Request { request, .. } => said(command(request)),
        FromClient::Ping => said("ping"),
        FromClient::Auth(credentials) => said(format!("addauth {}", credentials.scheme)),
        FromClient::SetWatches { relative_zxid, .. } => Said {
            zxid: Some(*relative_zxid),
            ..said("set watches again")
        },
    }
}

fn told(packet: &FromServer) -> Said {
    let answer = |to: &str, result: &str| Said {
        reply_to: Some(to.to_string()),
        result: Some(result.to_string()),
        ..said("reply")
    };
    match packet {
        FromServer::Connected {
            session, timeout, ..
        } => Said {
            value: Some(session.to_string()),
            ..said(format!("session of {} ms", millis(*timeout)))
        },
        FromServer::SessionGone => said("session is gone"),
        FromServer::Reply { .. } => said("reply"),
        FromServer::Pong => answer("ping", "ok"),
        FromServer::AuthDone => answer("addauth", "ok"),
        FromServer::AuthRefused => answer("addauth", "AuthFailed"),
        FromServer::Event(event) => Said {
            zxid: event.zxid,
            ..said(format!("event {}", event.in_short()))
        },
        FromServer::WatchesSet { zxid } => Said {
            zxid: Some(*zxid),
            ..answer("set watches again", "ok")
        },
    }
}

/// A request as it would be typed.
pub fn command(request: &Request) -> String {
    let command = spell(request).unwrap_or_else(|| match request {
        Request::Multi(writes) => format!("multi of {}", writes.len()),
        Request::MultiRead(reads) => format!("multi of {} reads", reads.len()),
        Request::Write(Write::Check { path, .. }) => format!("check {path}"),
        _ => "close session".to_string(),
    });
    cut(&command, LONGEST)
}

fn result(answer: &Answer) -> String {
    match answer {
        Ok(_) => "ok".to_string(),
        Err(code) => format!("{code:?}"),
    }
}

fn value(reply: &Reply) -> Option<String> {
    let value = match reply {
        Reply::Created(path) => path.to_string(),
        Reply::Data(data, _) => match data {
            Some(data) => String::from_utf8_lossy(data).to_string(),
            None => "null".to_string(),
        },
        Reply::Children(names, _) => format!("[{}]", names.join(", ")),
        Reply::Count(count) => count.to_string(),
        Reply::Acl(acl, _) => acl.to_string(),
        Reply::Multi(results) | Reply::MultiRead(results) => {
            let results: Vec<String> = results.iter().map(result).collect();
            format!("[{}]", results.join(", "))
        }
        Reply::Done | Reply::Set(_) | Reply::Stat(_) | Reply::Ephemerals(_) | Reply::Users(_) => {
            return None;
        }
    };
    Some(cut(&value, LONGEST))
}

/// What a server says to another.
pub fn among_servers(carried: &PeerCarried) -> Said {
    let packet = match carried {
        PeerCarried::Vote(it) => {
            return Said {
                zxid: Some(it.vote.zxid),
                ..said(format!("vote for {}", it.vote.leader))
            };
        }
        PeerCarried::Open => return said("connect"),
        PeerCarried::Opened => return said("connected"),
        PeerCarried::Closed => return said("connection closed"),
        PeerCarried::Packet(packet) => packet,
    };
    let of = |zxid: Zxid, what: &str| Said {
        zxid: Some(zxid),
        ..said(what)
    };
    match packet {
        PeerPacket::FollowerInfo { .. } => said("FOLLOWERINFO"),
        PeerPacket::AckEpoch { last, .. } => of(*last, "ACKEPOCH"),
        PeerPacket::Ack(zxid) => of(*zxid, "ACK"),
        PeerPacket::Submit(submission) => match &submission.wanted {
            Wanted::Session(_) => said("REQUEST open session"),
            Wanted::Request(request) => said(format!("REQUEST {}", command(request))),
        },
        PeerPacket::Sync(_) | PeerPacket::Synced(_) => said("SYNC"),
        PeerPacket::Revalidate { session, .. } | PeerPacket::Revalidated { session, .. } => Said {
            value: Some(session.to_string()),
            ..said("REVALIDATE")
        },
        PeerPacket::Touched(_) | PeerPacket::Ping => said("PING"),
        PeerPacket::LeaderInfo { .. } => said("LEADERINFO"),
        PeerPacket::History(history) => match &history.start {
            HistoryStart::Diff => said("DIFF"),
            HistoryStart::Trunc(zxid) => of(*zxid, "TRUNC"),
            HistoryStart::Snap { seen, .. } => of(*seen, "SNAP"),
        },
        PeerPacket::NewLeader { .. } => said("NEWLEADER"),
        PeerPacket::UpToDate => said("UPTODATE"),
        PeerPacket::Proposal(proposal) => of(
            proposal.zxid(),
            &format!("PROPOSAL {}", transaction(&proposal.txn.body)),
        ),
        PeerPacket::Commit(zxid) => of(*zxid, "COMMIT"),
    }
}

/// What a transaction does.
pub fn transaction(body: &TxnBody) -> String {
    match body {
        TxnBody::CreateSession { session, .. } => format!("open session {session}"),
        TxnBody::CloseSession { session, .. } => format!("close session {session}"),
        TxnBody::Create { path, .. } => format!("create {path}"),
        TxnBody::Delete { path } => format!("delete {path}"),
        TxnBody::SetData { path, .. } => format!("set {path}"),
        TxnBody::SetAcl { path, .. } => format!("setAcl {path}"),
        TxnBody::Check => "check".to_string(),
        TxnBody::Multi(parts) => {
            let parts: Vec<String> = parts.iter().map(transaction).collect();
            cut(&format!("multi: {}", parts.join(", ")), LONGEST)
        }
        TxnBody::Refused(refusal) => format!("refused: {:?}", refusal.code()),
    }
}

/// A text of at most so many characters.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_string(),
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
    }
}
