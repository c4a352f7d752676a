//! How a leader decides, and how what is decided is agreed on (`PrepRequestProcessor`,
//! `Leader.propose`, `Leader.processAck`).

use std::sync::Arc;

use crate::engine::prepare::{prepare, prepare_multi, prepare_removal};
use crate::engine::txn::{Refusal, Stamp, Txn, TxnBody};
use crate::engine::{Asker, Database};
use crate::ensemble::leader::{Leader, Outstanding};
use crate::ensemble::majority::ServerSet;
use crate::ensemble::note::{Cause, ServerNote};
use crate::ensemble::peer::{PeerPacket, Proposal, Submission, Wanted};
use crate::ensemble::server::{Role, Server, ServerOutput, note};
use crate::model::{Request, ServerId, SessionId, VirtualTime, ZPath};

impl Server {
    /// Brings to the leader what one of this server's clients wants.
    pub(super) fn submit(
        &mut self,
        now: VirtualTime,
        submission: Submission,
        out: &mut Vec<ServerOutput>,
    ) {
        match &self.role {
            Role::Leading(_) => self.decide(now, self.id, submission, out),
            _ => self.tell_leader(PeerPacket::Submit(submission), out),
        }
    }

    /// Decides what a client wants that is connected to the server `through`.
    pub(super) fn decide(
        &mut self,
        now: VirtualTime,
        through: ServerId,
        submission: Submission,
        out: &mut Vec<ServerOutput>,
    ) {
        let Submission {
            by,
            session,
            identities,
            wanted,
        } = submission;
        let stamp = self.stamp(now);
        let leader = as_leader(&mut self.role);
        let body = match wanted {
            Wanted::Session(timeout) => {
                leader.tracker.add(session, timeout, now);
                leader.tracker.set_owner(session, through);
                TxnBody::CreateSession { session, timeout }
            }
            // Whoever asks for it, by whatever way: the session ends.
            Wanted::Request(Request::CloseSession) => self.decide_close(session),
            Wanted::Request(request) => {
                let standing = leader.tracker.check(session, through);
                let asker = Asker {
                    session,
                    identities: &identities,
                    rules: &self.config.rules,
                };
                let ahead = leader.ahead.as_ref().unwrap_or(&self.database);
                let decided = standing
                    .map_err(Refusal::Single)
                    .and_then(|()| weigh(ahead, &self.database, &asker, &request, stamp));
                decided.unwrap_or_else(TxnBody::Refused)
            }
        };
        self.propose(now, body, Cause::Client(by), out);
    }

    fn decide_close(&mut self, session: SessionId) -> TxnBody {
        let leader = as_leader(&mut self.role);
        leader.tracker.set_closing(session);
        let ahead = leader.ahead.as_ref().unwrap_or(&self.database);
        TxnBody::CloseSession {
            session,
            ephemerals: ahead.ephemerals_of(session),
        }
    }

    /// Ends a session whose time is up, or that a person ends. Others it leaves alone.
    pub(super) fn expire(
        &mut self,
        now: VirtualTime,
        session: SessionId,
        out: &mut Vec<ServerOutput>,
    ) {
        let tracked = self.tracker().and_then(|it| it.get(session));
        let Some(tracked) = tracked.filter(|it| !it.closing) else {
            return;
        };
        let cause = Cause::Expiry {
            last_heard: tracked.last_heard,
            timeout: tracked.timeout,
        };
        let body = self.decide_close(session);
        self.propose(now, body, cause, out);
    }

    /// Removes the next container, or znode with a time to live, whose time is over.
    pub(super) fn sweep(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        let (database, config) = (&self.database, &self.config);
        let leader = as_leader(&mut self.role);
        let never_used = config.container_max_never_used;
        let due = || database.removable(config.clock.at(now), never_used);
        let Some(path) = leader.sweep.step(now, due) else {
            return;
        };
        let body = self.decide_removal(&path);
        self.propose(now, body, Cause::Sweep, out);
    }

    fn decide_removal(&mut self, path: &ZPath) -> TxnBody {
        let leader = as_leader(&mut self.role);
        let ahead = leader.ahead.as_ref().unwrap_or(&self.database);
        let decided = prepare_removal(ahead, path).map_err(Refusal::Single);
        decided.unwrap_or_else(TxnBody::Refused)
    }

    fn stamp(&mut self, now: VirtualTime) -> Stamp {
        let leader = as_leader(&mut self.role);
        Stamp {
            zxid: leader.last_proposed.next(),
            time: self.config.clock.at(now),
        }
    }

    fn propose(
        &mut self,
        now: VirtualTime,
        body: TxnBody,
        cause: Cause,
        out: &mut Vec<ServerOutput>,
    ) {
        let stamp = self.stamp(now);
        let txn = Arc::new(Txn { stamp, body });
        let proposal = Arc::new(Proposal { txn, cause });
        let zxid = stamp.zxid;
        let leader = as_leader(&mut self.role);
        leader.last_proposed = zxid;
        leader.outstanding.push_back(Outstanding {
            proposal: proposal.clone(),
            acks: ServerSet::default(),
            syncs: Vec::new(),
        });
        if self.config.servers > 1 {
            let txn = proposal.txn.clone();
            note(ServerNote::Proposed { txn, cause }, out);
            for (_, learner) in leader.learners.iter_mut().filter(|(_, it)| it.is_fed()) {
                learner.unacknowledged.push_back((zxid, now));
                let packet = PeerPacket::Proposal(proposal.clone());
                out.push(ServerOutput::SendPeer(learner.channel, packet));
            }
        }
        self.disk
            .append(proposal.clone(), now, self.config.log_delay);
        self.flush(now, out);
        // If it was not agreed on at once, what comes next builds on it.
        let leader = as_leader(&mut self.role);
        if leader.outstanding.is_empty() {
            return;
        }
        let ahead = leader.ahead.get_or_insert_with(|| self.database.clone());
        ahead.apply(&proposal.txn);
    }

    /// Agrees on what a majority has in its logs, in order.
    pub(super) fn agree(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        while let Role::Leading(leader) = &mut self.role
            && let Some(agreed) = leader.next_agreed(self.config.servers)
        {
            if leader.outstanding.is_empty() {
                leader.ahead = None;
            }
            let zxid = agreed.proposal.zxid();
            for channel in leader.fed() {
                out.push(ServerOutput::SendPeer(channel, PeerPacket::Commit(zxid)));
            }
            let waiting = agreed.syncs.into_iter();
            let waiting: Vec<_> = waiting
                .filter_map(|(follower, by)| Some((leader.learners.get(&follower)?.channel, by)))
                .collect();
            self.apply_next(now, out);
            for (channel, by) in waiting {
                out.push(ServerOutput::SendPeer(channel, PeerPacket::Synced(by)));
            }
        }
    }
}

pub(super) fn as_leader(role: &mut Role) -> &mut Leader {
    match role {
        Role::Leading(leader) => leader,
        _ => unreachable!("only a leader decides"),
    }
}

fn weigh(
    ahead: &Database,
    committed: &Database,
    by: &Asker<'_>,
    request: &Request,
    stamp: Stamp,
) -> Result<TxnBody, Refusal> {
    match request {
        Request::Write(write) => prepare(ahead, committed, by, write).map_err(Refusal::Single),
        Request::Multi(writes) => prepare_multi(ahead, committed, by, writes, stamp),
        _ => unreachable!("only writes are submitted"),
    }
}
