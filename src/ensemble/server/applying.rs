//! How a server applies what was agreed on, and tells its clients (`FinalRequestProcessor`).

use crate::engine::Check;
use crate::engine::txn::{Refusal, TxnBody};
use crate::ensemble::note::{Cause, ServerNote};
use crate::ensemble::server::{Role, Server, ServerOutput, note};
use crate::model::{Answer, ConnectionId, VirtualTime};

impl Server {
    /// Applies the next entry of the log, and tells whoever is to hear of it.
    pub(super) fn apply_next(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        let proposal = self.disk.log()[self.applied].clone();
        self.applied += 1;
        let txn = &proposal.txn;
        let applied = self.database.apply(txn);
        let ended = match &txn.body {
            TxnBody::CloseSession { session, .. } => Some(*session),
            _ => None,
        };
        if let Role::Leading(leader) = &mut self.role {
            match (&txn.body, ended) {
                (_, Some(session)) => leader.tracker.remove(session),
                // One of an earlier leader's clients is not watched over yet: it is taken up when
                // this leader is established.
                (TxnBody::CreateSession { session, timeout }, _) => {
                    _ = leader.tracker.touch(*session, *timeout, now);
                }
                _ => {}
            }
        }
        let changes = applied.effects.iter().map(|it| it.change.clone());
        let told = ServerNote::Applied {
            changes: changes.collect(),
            txn: txn.clone(),
            cause: proposal.cause,
        };
        note(told, out);
        for effect in &applied.effects {
            self.tell(effect, txn.stamp.zxid, out);
        }
        if let Cause::Client(by) = proposal.cause
            && self.connections.contains_key(&by)
        {
            self.conclude(by, &txn.body, applied.answer, out);
        }
        if let Some(connection) = ended.and_then(|it| self.connection_of(it)) {
            self.hang_up(connection, out);
        }
        self.tidy();
    }

    /// Answers the client of this server that wanted it.
    fn conclude(
        &mut self,
        by: ConnectionId,
        body: &TxnBody,
        answer: Answer,
        out: &mut Vec<ServerOutput>,
    ) {
        match body {
            TxnBody::CreateSession { session, timeout } => {
                self.answers(by, "SESS", Some(0));
                self.welcome(by, *session, *timeout, out);
            }
            TxnBody::Refused(Refusal::Single(Check::SessionHere)) => {
                note(ServerNote::Moved { by }, out);
                self.hang_up(by, out);
            }
            _ => self.answer_first(by, answer, out),
        }
    }

    /// Puts the older half of the log into the snapshot when it has grown to twice its length.
    fn tidy(&mut self) {
        let keep = self.config.commit_log_count;
        if self.applied > keep * 2 {
            self.applied -= self.disk.compact(self.applied, keep);
        }
    }
}
