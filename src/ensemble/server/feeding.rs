//! How a new leader comes to its office: it agrees on an epoch with a majority, gives them its
//! history, and is established (`Leader.lead`, `LearnerHandler.run`).

use crate::ensemble::leader::{Leader, Phase, Stage};
use crate::ensemble::majority::ServerSet;
use crate::ensemble::note::{Feeding, ServerNote};
use crate::ensemble::peer::{Channel, HistoryStart, PeerPacket};
use crate::ensemble::server::deciding::as_leader;
use crate::ensemble::server::{Role, Server, ServerOutput, note};
use crate::model::{Epoch, ServerId, VirtualTime, Zxid};

impl Server {
    /// The one server there is needs nobody's consent.
    pub(super) fn lead_alone(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        self.role = Role::Leading(Box::new(Leader::elected(now, &self.config)));
        self.establish(now, out);
    }

    /// A follower has told which epoch it has promised to follow.
    pub(super) fn promised(
        &mut self,
        now: VirtualTime,
        follower: ServerId,
        accepted: Epoch,
        out: &mut Vec<ServerOutput>,
    ) {
        let leader = as_leader(&mut self.role);
        leader.promised.insert(follower, accepted);
        if let Phase::Discovery { .. } = leader.phase {
            let told: ServerSet = leader.promised.keys().copied().collect();
            if !told.is_majority(self.config.servers) {
                return;
            }
            let newest = leader.promised.values().max().expect("one is its own");
            leader.epoch = newest.next();
            leader.phase = Phase::Acceptance { since: now };
            leader.accepted.insert(self.id);
            self.disk.accepted = leader.epoch;
        }
        let epoch = leader.epoch;
        for (id, learner) in &mut leader.learners {
            if learner.stage == Stage::New && leader.promised.contains_key(id) {
                learner.stage = Stage::Informed;
                let packet = PeerPacket::LeaderInfo { epoch };
                out.push(ServerOutput::SendPeer(learner.channel, packet));
            }
        }
    }

    /// A follower has accepted the new epoch; its log ends at `last`.
    pub(super) fn accepted(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        current: Option<Epoch>,
        last: Zxid,
        out: &mut Vec<ServerOutput>,
    ) {
        let own = (self.disk.current, self.last_logged());
        let leader = as_leader(&mut self.role);
        let learner = leader.learner(channel).expect("it is one of its own");
        learner.stage = Stage::Accepted { last };
        if let Phase::Acceptance { .. } = leader.phase {
            if let Some(current) = current {
                if (current, last) > own {
                    // It knows more than this leader, and cannot follow it.
                    leader.learners.remove(&channel.follower);
                    return out.push(ServerOutput::HangUpPeer(channel));
                }
                leader.accepted.insert(channel.follower);
            }
            if !leader.accepted.is_majority(self.config.servers) {
                return;
            }
            leader.phase = Phase::Synchronization { since: now };
            leader.synced.insert(self.id);
            self.disk.current = leader.epoch;
        }
        let ready = |stage| matches!(stage, Stage::Accepted { .. });
        let ready = leader.learners.values().filter(|it| ready(it.stage));
        let ready: Vec<Channel> = ready.map(|it| it.channel).collect();
        for channel in ready {
            self.feed(now, channel, out);
        }
    }

    /// Sends a follower what it lacks, and all that is proposed from now on.
    fn feed(&mut self, now: VirtualTime, channel: Channel, out: &mut Vec<ServerOutput>) {
        let (logged, applied) = (self.last_logged(), self.applied);
        let leader = as_leader(&mut self.role);
        let (agreed, reached) = match leader.is_established() {
            true => (applied, self.database.last_zxid),
            false => (self.disk.log().len(), logged),
        };
        let epoch = leader.epoch;
        let outstanding = leader.outstanding.iter().map(|it| it.proposal.clone());
        let outstanding: Vec<_> = outstanding.collect();
        let learner = leader.learner(channel).expect("it is one of its own");
        let Stage::Accepted { last } = learner.stage else {
            unreachable!("whoever is fed has accepted the epoch")
        };
        learner.stage = Stage::Fed;
        let history = self.disk.history_for(last, agreed, reached);
        let fed = ServerNote::Fed {
            follower: channel.follower,
            from: last,
            how: match &history.start {
                HistoryStart::Diff => Feeding::Diff,
                HistoryStart::Trunc(last) => Feeding::Trunc(*last),
                HistoryStart::Snap { .. } => Feeding::Snap,
            },
            proposals: history.proposals.len(),
        };
        note(fed, out);
        let mut send = |packet| out.push(ServerOutput::SendPeer(channel, packet));
        send(PeerPacket::History(history));
        for proposal in outstanding {
            learner.unacknowledged.push_back((proposal.zxid(), now));
            send(PeerPacket::Proposal(proposal));
        }
        send(PeerPacket::NewLeader { epoch });
    }

    /// A follower has made the history its own.
    pub(super) fn synced(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        out: &mut Vec<ServerOutput>,
    ) {
        let leader = as_leader(&mut self.role);
        let learner = leader.learner(channel).expect("it is one of its own");
        learner.stage = Stage::Synced;
        leader.synced.insert(channel.follower);
        match leader.phase {
            Phase::Established => {
                out.push(ServerOutput::SendPeer(channel, PeerPacket::UpToDate));
            }
            _ if leader.synced.is_majority(self.config.servers) => self.establish(now, out),
            _ => {}
        }
    }

    /// From now on it decides: all of its log is agreed on, and it serves clients.
    fn establish(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        for _ in self.applied..self.disk.log().len() {
            self.apply_next(now, out);
        }
        let leader = as_leader(&mut self.role);
        let epoch = leader.epoch;
        self.database.last_zxid = self.database.last_zxid.max(epoch.start());
        leader.establish(now, &self.database, &self.config);
        self.vote.epoch = epoch;
        note(ServerNote::Established { epoch }, out);
        let synced = leader
            .learners
            .values()
            .filter(|it| it.stage == Stage::Synced);
        let packet = |channel| ServerOutput::SendPeer(channel, PeerPacket::UpToDate);
        out.extend(synced.map(|it| packet(it.channel)));
    }

    /// The end of its log, or the mark of its epoch if nothing was decided in that.
    pub fn last_logged(&self) -> Zxid {
        self.disk.last().max(self.database.last_zxid)
    }
}
