//! Why something happened, told from what the engine says of itself.

use std::time::Duration;

use crate::app::roster::Roster;
use crate::app::view::EventKind;
use crate::app::words::{Words, fill, span};
use crate::engine::{Refusal, Txn, TxnBody};
use crate::ensemble::Cause;
use crate::model::{
    ErrorCode, EventType, KeeperState, Request, VirtualTime, WatchedEvent, Write, ZPath,
};

/// What a transaction is called in the event log.
pub fn headline(words: &Words, txn: &Txn, cause: Cause) -> (EventKind, String) {
    let facts = &words.facts;
    let at = |phrase: &str, path: &ZPath| fill(phrase, &[("path", path.as_str())]);
    match &txn.body {
        TxnBody::CreateSession { .. } => (EventKind::Session, facts.session_opened.to_string()),
        TxnBody::CloseSession { .. } => match cause {
            Cause::Client(_) => (EventKind::Session, facts.session_closed.to_string()),
            Cause::Expiry { .. } => (EventKind::Session, facts.session_expired.to_string()),
        },
        TxnBody::Create { path, .. } => (EventKind::Commit, at(facts.created, path)),
        TxnBody::Delete { path } => (EventKind::Commit, at(facts.deleted, path)),
        TxnBody::SetData { path, .. } => (EventKind::Commit, at(facts.data_set, path)),
        TxnBody::Multi(bodies) => {
            let count = bodies.len().to_string();
            (EventKind::Commit, fill(facts.multi, &[("n", &count)]))
        }
        TxnBody::Refused(refusal) => {
            let error = format!("{:?}", refusal.code());
            (
                EventKind::Refusal,
                fill(facts.refused, &[("error", &error)]),
            )
        }
    }
}

/// Finds reasons, with the run up to then at hand.
#[derive(Clone, Copy, Debug)]
pub struct Reasoner<'a> {
    pub words: &'static Words,
    pub roster: &'a Roster,
    /// The server's tick, to which expiry is rounded up.
    pub tick: Duration,
}

impl Reasoner<'_> {
    /// Why a server applied a transaction. `asked` is the request it came from.
    pub fn applied(
        &self,
        at: VirtualTime,
        txn: &Txn,
        cause: Cause,
        asked: Option<&Request>,
        who: &str,
    ) -> String {
        let reasons = &self.words.reasons;
        let zxid = txn.stamp.zxid.to_string();
        let plain = |phrase: &str| fill(phrase, &[("who", who), ("zxid", &zxid)]);
        match (&txn.body, cause) {
            (TxnBody::CreateSession { .. }, _) => plain(reasons.session_opened),
            (TxnBody::CloseSession { .. }, Cause::Client(_)) => plain(reasons.session_closed),
            (
                TxnBody::CloseSession { .. },
                Cause::Expiry {
                    last_heard,
                    timeout,
                },
            ) => fill(
                &plain(reasons.session_expired),
                &[
                    ("heard", &last_heard.to_string()),
                    ("timeout", &span(self.words, timeout)),
                    ("tick", &span(self.words, self.tick)),
                    ("at", &at.to_string()),
                ],
            ),
            (TxnBody::Refused(refusal), _) => {
                let taken = fill(reasons.refused_zxid, &[("zxid", &zxid)]);
                format!("{} {taken}", self.refused(*refusal, asked))
            }
            _ => plain(reasons.asked),
        }
    }

    fn refused(&self, refusal: Refusal, asked: Option<&Request>) -> String {
        let reasons = &self.words.reasons;
        let write = match (asked, refusal) {
            (Some(Request::Write(write)), _) => Some(write),
            (Some(Request::Multi(writes)), Refusal::Multi { at, .. }) => writes.get(at),
            _ => None,
        };
        let Some(write) = write else {
            return reasons.refused_otherwise.to_string();
        };
        let path = match write {
            Write::Create { path, .. } => path.to_string(),
            Write::Delete { path, .. } | Write::SetData { path, .. } => path.to_string(),
        };
        let phrase = match (refusal.code(), write) {
            (ErrorCode::NodeExists, _) => match ZPath::parse(&path)
                .ok()
                .and_then(|it| self.roster.owner_of(&it))
            {
                Some(owner) => {
                    let phrase = reasons.node_exists_owned;
                    return fill(phrase, &[("path", &path), ("owner", owner)]);
                }
                None => reasons.node_exists,
            },
            (ErrorCode::NoNode, Write::Create { .. }) => reasons.no_parent,
            (ErrorCode::NoNode, _) => reasons.no_node,
            (ErrorCode::BadVersion, _) => reasons.bad_version,
            (ErrorCode::NotEmpty, _) => reasons.not_empty,
            (ErrorCode::NoChildrenForEphemerals, _) => reasons.ephemeral_parent,
            (ErrorCode::BadArguments, _) => reasons.bad_arguments,
            _ => reasons.refused_otherwise,
        };
        fill(phrase, &[("path", &path)])
    }

    /// Why a program was told something. `cause` is the transaction behind it, if known.
    pub fn told(
        &self,
        event: &WatchedEvent,
        cause: Option<&(Txn, Cause)>,
        watcher: &str,
    ) -> String {
        let reasons = &self.words.reasons;
        let Some(path) = &event.path else {
            let phrase = match event.state {
                KeeperState::SyncConnected => reasons.connected,
                KeeperState::Disconnected => reasons.disconnected,
                KeeperState::Expired => reasons.expired,
                KeeperState::Closed => reasons.closed,
            };
            return fill(phrase, &[("watcher", watcher)]);
        };
        let why = match cause {
            Some((txn, cause)) => self.changed(event.kind, path, txn, *cause),
            None => fill(reasons.while_away, &[("watcher", watcher)]),
        };
        format!(
            "{why} {}",
            fill(reasons.watch_used, &[("watcher", watcher)])
        )
    }

    fn changed(&self, kind: EventType, path: &ZPath, txn: &Txn, cause: Cause) -> String {
        let reasons = &self.words.reasons;
        let who = self.roster.owner_name(txn.session);
        let child = child_of(path, &txn.body).unwrap_or_default();
        let closing = matches!(txn.body, TxnBody::CloseSession { .. });
        let expiry = match cause {
            Cause::Expiry {
                last_heard,
                timeout,
            } => Some((last_heard, timeout)),
            Cause::Client(_) => None,
        };
        let phrase = match (kind, closing, expiry.is_some()) {
            (EventType::NodeCreated, ..) => reasons.node_created,
            (EventType::NodeDataChanged, ..) => reasons.node_changed,
            (EventType::NodeDeleted, true, true) => reasons.node_deleted_expired,
            (EventType::NodeDeleted, true, false) => reasons.node_deleted_closed,
            (EventType::NodeDeleted, ..) => reasons.node_deleted,
            (_, true, true) => reasons.child_went_expired,
            (_, true, false) => reasons.child_went_closed,
            _ if creates(&txn.body, &child) => reasons.child_came,
            _ => reasons.child_went,
        };
        let (heard, timeout) = expiry
            .map(|(heard, timeout)| (heard.to_string(), span(self.words, timeout)))
            .unwrap_or_default();
        let values = [
            ("path", path.as_str()),
            ("who", who),
            ("owner", who),
            ("child", &child),
            ("heard", &heard),
            ("timeout", &timeout),
        ];
        fill(phrase, &values)
    }
}

/// The first child of that path which a transaction created or deleted.
fn child_of(parent: &ZPath, body: &TxnBody) -> Option<String> {
    let below =
        |path: &ZPath| (path.parent().as_ref() == Some(parent)).then(|| path.name().to_string());
    match body {
        TxnBody::Create { path, .. } | TxnBody::Delete { path } => below(path),
        TxnBody::CloseSession { ephemerals } => ephemerals.iter().find_map(below),
        TxnBody::Multi(bodies) => bodies.iter().find_map(|it| child_of(parent, it)),
        _ => None,
    }
}

fn creates(body: &TxnBody, child: &str) -> bool {
    match body {
        TxnBody::Create { path, .. } => path.name() == child,
        TxnBody::Multi(bodies) => bodies.iter().any(|it| creates(it, child)),
        _ => false,
    }
}
