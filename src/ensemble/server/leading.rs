//! What a leader hears from its followers, and when it gives up.

use crate::ensemble::leader::{Learner, Phase, Stage};
use crate::ensemble::note::Looking;
use crate::ensemble::peer::{Channel, PeerPacket};
use crate::ensemble::server::deciding::as_leader;
use crate::ensemble::server::{Role, Server, ServerOutput};
use crate::model::{VirtualTime, Zxid};

impl Server {
    /// A follower has connected.
    pub(super) fn learner_came(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        out: &mut Vec<ServerOutput>,
    ) {
        let Role::Leading(leader) = &mut self.role else {
            return out.push(ServerOutput::HangUpPeer(channel));
        };
        let grace = u64::from(self.config.init_limit + self.config.sync_limit);
        let learner = Learner::new(channel, now, leader.tick() + grace);
        if let Some(former) = leader.learners.insert(channel.follower, learner) {
            out.push(ServerOutput::HangUpPeer(former.channel));
        }
    }

    pub(super) fn learner_lost(&mut self, channel: Channel) {
        if let Role::Leading(leader) = &mut self.role
            && leader.learner(channel).is_some()
        {
            leader.learners.remove(&channel.follower);
        }
    }

    pub(super) fn heard_learner(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        packet: PeerPacket,
        out: &mut Vec<ServerOutput>,
    ) {
        let Role::Leading(leader) = &mut self.role else {
            return;
        };
        let present = leader.tick() + u64::from(self.config.sync_limit);
        let Some(learner) = leader.learner(channel) else {
            return;
        };
        learner.last_heard = now;
        learner.present_until = learner.present_until.max(present);
        let follower = channel.follower;
        match packet {
            PeerPacket::FollowerInfo { accepted } => self.promised(now, follower, accepted, out),
            PeerPacket::AckEpoch { current, last } => {
                self.accepted(now, channel, current, last, out);
            }
            PeerPacket::Ack(zxid) => self.acknowledged(now, channel, zxid, out),
            PeerPacket::Submit(submission) => self.decide(now, follower, submission, out),
            PeerPacket::Sync(by) => match leader.outstanding.back_mut() {
                Some(last) => last.syncs.push((follower, by)),
                None => out.push(ServerOutput::SendPeer(channel, PeerPacket::Synced(by))),
            },
            PeerPacket::Revalidate {
                session,
                timeout,
                by,
            } => {
                let alive = leader.tracker.touch(session, timeout, now);
                if alive {
                    leader.tracker.set_owner(session, follower);
                }
                let packet = PeerPacket::Revalidated {
                    session,
                    timeout,
                    by,
                    alive,
                };
                out.push(ServerOutput::SendPeer(channel, packet));
            }
            PeerPacket::Touched(sessions) => {
                for (session, timeout) in sessions {
                    leader.tracker.touch(session, timeout, now);
                }
            }
            _ => unreachable!("no follower says this"),
        }
    }

    fn acknowledged(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        zxid: Zxid,
        out: &mut Vec<ServerOutput>,
    ) {
        let leader = as_leader(&mut self.role);
        let learner = leader.learner(channel).expect("it is one of its own");
        if learner.stage == Stage::Fed {
            return self.synced(now, channel, out);
        }
        while learner
            .unacknowledged
            .front()
            .is_some_and(|(it, _)| *it <= zxid)
        {
            learner.unacknowledged.pop_front();
        }
        leader.acknowledge(channel.follower, zxid);
        self.agree(now, out);
    }

    pub(super) fn lapse_leading(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        let config = &self.config;
        let leader = as_leader(&mut self.role);
        let overdue = leader.learners.values();
        let overdue = overdue.filter(|it| it.deadline(config) <= now);
        let overdue: Vec<Channel> = overdue.map(|it| it.channel).collect();
        for channel in overdue {
            leader.learners.remove(&channel.follower);
            out.push(ServerOutput::HangUpPeer(channel));
        }
        match leader.phase {
            Phase::Discovery { since }
            | Phase::Acceptance { since }
            | Phase::Synchronization { since } => {
                if now >= since + config.init_patience() {
                    self.look(now, Looking::NobodyCame, out);
                }
            }
            Phase::Established => self.lapse_office(now, out),
        }
    }

    fn lapse_office(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        let leader = as_leader(&mut self.role);
        if leader.next_half_tick.is_some_and(|it| it <= now) {
            leader.half_ticks += 1;
            leader.next_half_tick = Some(now + self.config.half_tick());
            let whole = leader.half_ticks.is_multiple_of(2);
            if whole && !leader.has_majority(self.id, self.config.servers) {
                return self.look(now, Looking::MajorityLost, out);
            }
            for channel in leader.fed() {
                out.push(ServerOutput::SendPeer(channel, PeerPacket::Ping));
            }
        }
        for session in leader.tracker.overdue(now) {
            self.expire(now, session, out);
        }
        self.sweep(now, out);
    }
}
