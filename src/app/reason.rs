//! Why something happened, told from what the engine says of itself.

use std::time::Duration;

use crate::app::chronicle::Applied;
use crate::app::refusal::{Known, explain};
use crate::app::view::EventKind;
use crate::app::words::{Words, fill, span};
use crate::engine::{Check, Refusal, Txn, TxnBody};
use crate::ensemble::Cause;
use crate::model::{EventType, KeeperState, Request, VirtualTime, WatchedEvent, Write, ZPath};

/// What a transaction is called in the event log.
pub fn headline(words: &Words, txn: &Txn, cause: Cause) -> (EventKind, String) {
    let facts = &words.facts;
    let at = |phrase: &str, path: &ZPath| fill(phrase, &[("path", path.as_str())]);
    match &txn.body {
        TxnBody::CreateSession { .. } => (EventKind::Session, facts.session_opened.to_string()),
        TxnBody::CloseSession { .. } => match cause {
            Cause::Client(_) => (EventKind::Session, facts.session_closed.to_string()),
            Cause::Expiry { .. } | Cause::Sweep => {
                (EventKind::Expiry, facts.session_expired.to_string())
            }
        },
        TxnBody::Create { path, .. } => (EventKind::Commit, at(facts.created, path)),
        TxnBody::Delete { path } if cause == Cause::Sweep => {
            (EventKind::Commit, at(facts.swept, path))
        }
        TxnBody::Delete { path } => (EventKind::Commit, at(facts.deleted, path)),
        TxnBody::SetAcl { path, .. } => (EventKind::Commit, at(facts.acl_set, path)),
        TxnBody::Check => (EventKind::Commit, facts.check_passed.to_string()),
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
    pub known: Known<'a>,
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
                let taken = fill(self.words.checks.took_zxid, &[("zxid", &zxid)]);
                format!("{} {taken}", self.refused(*refusal, asked))
            }
            (_, Cause::Sweep) => plain(reasons.swept),
            _ => plain(reasons.asked),
        }
    }

    fn refused(&self, refusal: Refusal, asked: Option<&Request>) -> String {
        let write = match (asked, refusal) {
            (Some(Request::Write(write)), _) => Some(write),
            (Some(Request::Multi(writes)), Refusal::Multi { at, .. }) => writes.get(at),
            _ => None,
        };
        let Some(write) = write else {
            return self.words.reasons.refused_otherwise.to_string();
        };
        let path = match write {
            Write::Create { path, .. } => path.to_string(),
            Write::Delete { path, .. }
            | Write::SetData { path, .. }
            | Write::SetAcl { path, .. }
            | Write::Check { path, .. } => path.to_string(),
            Write::Reconfig => String::new(),
        };
        explain(
            self.words,
            self.known,
            refusal.check(),
            Check::of_write(write),
            &path,
        )
    }

    /// Why a program was told something. `cause` is the transaction behind it, if known.
    /// `stays` tells whether the watch behind it does.
    pub fn told(
        &self,
        event: &WatchedEvent,
        stays: bool,
        cause: Option<&Applied>,
        watcher: &str,
    ) -> String {
        let reasons = &self.words.reasons;
        let Some(path) = &event.path else {
            let phrase = match event.state {
                KeeperState::SyncConnected => reasons.connected,
                KeeperState::Disconnected => reasons.disconnected,
                KeeperState::Expired => reasons.expired,
                KeeperState::Closed => reasons.closed,
                KeeperState::AuthFailed => reasons.auth_failed,
            };
            return fill(phrase, &[("watcher", watcher)]);
        };
        if event.is_farewell() {
            let values = [("watcher", watcher), ("path", path.as_str())];
            return fill(reasons.watch_given_up, &values);
        }
        let why = match cause {
            Some(it) => self.changed(event.kind, path, &it.txn, it.cause),
            None => fill(reasons.while_away, &[("watcher", watcher)]),
        };
        let left = match stays {
            true => reasons.watch_stays,
            false => reasons.watch_used,
        };
        format!("{why} {}", fill(left, &[("watcher", watcher)]))
    }

    fn changed(&self, kind: EventType, path: &ZPath, txn: &Txn, cause: Cause) -> String {
        let reasons = &self.words.reasons;
        let who = match cause {
            Cause::Client(by) => self.known.roster.name(by.process),
            Cause::Expiry { .. } => {
                let owner = self.known.roster.owner_ending(&txn.body);
                owner.map_or("", |it| self.known.roster.name(it))
            }
            Cause::Sweep => "",
        };
        let child = child_of(path, &txn.body).unwrap_or_default();
        let closing = matches!(txn.body, TxnBody::CloseSession { .. });
        let expiry = match cause {
            Cause::Expiry {
                last_heard,
                timeout,
            } => Some((last_heard, timeout)),
            Cause::Client(_) | Cause::Sweep => None,
        };
        let phrase = match (kind, closing, expiry.is_some()) {
            (EventType::NodeCreated, ..) => reasons.node_created,
            (EventType::NodeDataChanged, ..) => reasons.node_changed,
            (EventType::NodeDeleted, true, true) => reasons.node_deleted_expired,
            (EventType::NodeDeleted, true, false) => reasons.node_deleted_closed,
            (EventType::NodeDeleted, ..) if cause == Cause::Sweep => reasons.node_deleted_swept,
            (EventType::NodeDeleted, ..) => reasons.node_deleted,
            (_, true, true) => reasons.child_went_expired,
            (_, true, false) => reasons.child_went_closed,
            _ if cause == Cause::Sweep => reasons.child_went_swept,
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
        TxnBody::CloseSession { ephemerals, .. } => ephemerals.iter().find_map(below),
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
