//! What leaders know of sessions: when each was last heard, and through which server it writes.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::engine::{Database, Txn, TxnBody};
use crate::ensemble::Cause;
use crate::model::{ServerId, SessionId, VirtualTime};
use crate::sim::laws::law::{Found, Law};
use crate::sim::laws::lines::Lines;

/// The established leaders; there may be two, of which one does not know yet.
#[derive(Clone, Debug, Default)]
pub struct Offices {
    by_leader: BTreeMap<ServerId, BTreeMap<SessionId, Kept>>,
}

#[derive(Clone, Copy, Debug)]
struct Kept {
    heard: VirtualTime,
    timeout: Duration,
    /// The server that last spoke for it.
    owner: Option<ServerId>,
}

impl Offices {
    /// A new leader gives each session its full timeout.
    pub fn established(&mut self, leader: ServerId, at: VirtualTime, database: &Database) {
        let kept = |timeout| Kept {
            heard: at,
            timeout,
            owner: None,
        };
        let sessions = database.sessions.iter();
        let sessions = sessions.map(|(id, session)| (*id, kept(session.timeout)));
        self.by_leader.insert(leader, sessions.collect());
    }

    pub fn ended(&mut self, leader: ServerId) {
        self.by_leader.remove(&leader);
    }

    /// A leader has heard of a session.
    pub fn touched(
        &mut self,
        leader: ServerId,
        session: SessionId,
        timeout: Duration,
        at: VirtualTime,
    ) {
        let sessions = self.by_leader.get_mut(&leader);
        if let Some(kept) = sessions.and_then(|it| it.get_mut(&session)) {
            (kept.heard, kept.timeout) = (at, timeout);
        }
    }

    /// From now on the session writes through that server.
    pub fn owned(&mut self, leader: ServerId, session: SessionId, owner: ServerId) {
        let sessions = self.by_leader.get_mut(&leader);
        if let Some(kept) = sessions.and_then(|it| it.get_mut(&session)) {
            kept.owner = Some(owner);
        }
    }

    pub fn proposed(
        &mut self,
        leader: ServerId,
        txn: &Txn,
        cause: Cause,
        lines: &Lines,
        by_hand: bool,
        found: &mut Found,
    ) {
        let Some(sessions) = self.by_leader.get_mut(&leader) else {
            return;
        };
        let through = |by| {
            lines
                .session_of(by)
                .map(|(server, session, _)| (server, session))
        };
        match (&txn.body, cause) {
            (TxnBody::CreateSession { session, timeout }, Cause::Client(by)) => {
                let kept = Kept {
                    heard: found.at,
                    timeout: *timeout,
                    owner: lines.open.get(&by).map(|it| it.server),
                };
                sessions.insert(*session, kept);
            }
            (TxnBody::CloseSession { session, .. }, Cause::Expiry { .. }) if !by_hand => {
                let Some(kept) = sessions.get(session) else {
                    return;
                };
                let silent = found.at.since(kept.heard);
                found.hold(Law::Expiry, silent > kept.timeout, || {
                    let timeout = kept.timeout;
                    format!(
                        "{leader} ends {session} after {silent:?} of silence; it has {timeout:?}"
                    )
                });
            }
            (TxnBody::CloseSession { .. } | TxnBody::Refused(_), _) => {}
            (_, Cause::Client(by)) => {
                let Some((server, session)) = through(by) else {
                    return;
                };
                let Some(kept) = sessions.get_mut(&session) else {
                    return;
                };
                let owner = *kept.owner.get_or_insert(server);
                found.hold(Law::OneConnection, owner == server, || {
                    format!(
                        "{leader} takes a write of {session} through {server}; it is at {owner}"
                    )
                });
            }
            _ => {}
        }
    }
}
