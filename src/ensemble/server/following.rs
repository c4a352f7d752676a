//! How a server follows a leader (`Follower`, `Learner`).

use crate::ensemble::follower::{Follower, Phase, Taken};
use crate::ensemble::note::{Looking, ServerNote};
use crate::ensemble::peer::{Channel, History, HistoryStart, PeerPacket};
use crate::ensemble::server::{Role, Server, ServerOutput, note};
use crate::model::{ServerId, VirtualTime, Zxid};

impl Server {
    pub(super) fn follow(
        &mut self,
        now: VirtualTime,
        leader: ServerId,
        out: &mut Vec<ServerOutput>,
    ) {
        let phase = self.dial(leader, 0, out);
        self.role = Role::Following(Follower::new(leader, now, phase));
    }

    fn dial(&mut self, leader: ServerId, failed: u32, out: &mut Vec<ServerOutput>) -> Phase {
        let channel = Channel {
            follower: self.id,
            leader,
            attempt: self.dialled,
        };
        self.dialled += 1;
        out.push(ServerOutput::DialPeer(channel));
        Phase::Connecting { channel, failed }
    }

    /// Says something to the leader that this server follows.
    pub(super) fn tell_leader(&self, packet: PeerPacket, out: &mut Vec<ServerOutput>) {
        if let Role::Following(follower) = &self.role
            && let Some(channel) = follower.channel()
        {
            out.push(ServerOutput::SendPeer(channel, packet));
        }
    }

    /// The follower that this server is, if that is its channel.
    fn following(&mut self, channel: Channel) -> Option<&mut Follower> {
        match &mut self.role {
            Role::Following(follower) if follower.channel() == Some(channel) => Some(follower),
            _ => None,
        }
    }

    /// The leader has taken the connection.
    pub(super) fn leader_reached(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        out: &mut Vec<ServerOutput>,
    ) {
        if let Some(follower) = self.following(channel) {
            follower.phase = Phase::Discovery { channel };
            follower.last_heard = now;
            let accepted = self.disk.accepted;
            self.tell_leader(PeerPacket::FollowerInfo { accepted }, out);
        }
    }

    pub(super) fn leader_lost(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        out: &mut Vec<ServerOutput>,
    ) {
        let Some(follower) = self.following(channel) else {
            return;
        };
        let leader = follower.leader;
        match follower.retry(now) {
            Some(phase) => follower.phase = phase,
            None => self.look(now, Looking::LeaderLost { leader }, out),
        }
    }

    pub(super) fn lapse_following(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        let Role::Following(follower) = &self.role else {
            return;
        };
        let leader = follower.leader;
        if follower.patience_ends(&self.config) <= now {
            return self.look(now, Looking::LeaderSilent { leader }, out);
        }
        if let Phase::Retrying { failed, at } = follower.phase
            && at <= now
        {
            let phase = self.dial(leader, failed, out);
            if let Role::Following(follower) = &mut self.role {
                follower.phase = phase;
            }
        }
    }

    pub(super) fn heard_leader(
        &mut self,
        now: VirtualTime,
        channel: Channel,
        packet: PeerPacket,
        out: &mut Vec<ServerOutput>,
    ) {
        let Some(follower) = self.following(channel) else {
            return;
        };
        follower.last_heard = now;
        let leader = follower.leader;
        match packet {
            PeerPacket::LeaderInfo { epoch } => {
                if epoch < self.disk.accepted {
                    return self.look(now, Looking::LeaderLost { leader }, out);
                }
                // Whoever had accepted it before does not count again.
                let is_new = epoch > self.disk.accepted;
                let current = is_new.then_some(self.disk.current);
                self.disk.accepted = epoch;
                let last = self.last_logged();
                self.tell_leader(PeerPacket::AckEpoch { current, last }, out);
            }
            PeerPacket::History(history) => self.take_up(channel, &history, out),
            PeerPacket::NewLeader { epoch } => {
                let Phase::Fed { taken, .. } = follower.phase else {
                    unreachable!("a leader gives its history first")
                };
                follower.phase = Phase::Synced { channel, taken };
                self.disk.current = epoch;
                self.disk.flush_all();
                self.tell_leader(PeerPacket::Ack(epoch.start()), out);
                for proposal in &self.disk.log()[taken.agreed..] {
                    self.tell_leader(PeerPacket::Ack(proposal.zxid()), out);
                }
            }
            PeerPacket::UpToDate => self.serve(now, channel, out),
            PeerPacket::Proposal(proposal) => {
                self.disk.append(proposal, now, self.config.log_delay);
                self.flush(now, out);
            }
            PeerPacket::Commit(zxid) => match &mut follower.phase {
                Phase::Fed { taken, .. } | Phase::Synced { taken, .. } => taken.agreed += 1,
                _ => {
                    let next = self.disk.log()[self.applied].zxid();
                    assert_eq!(next, zxid, "what is proposed is agreed on in order");
                    self.apply_next(now, out);
                }
            },
            PeerPacket::Ping => {
                let touched = std::mem::take(&mut follower.touched).into_iter().collect();
                self.tell_leader(PeerPacket::Touched(touched), out);
            }
            PeerPacket::Revalidated {
                session,
                timeout,
                by,
                alive,
            } => self.revalidated(by, session, timeout, alive, out),
            PeerPacket::Synced(by) => {
                follower.syncs.pop_front();
                self.answer_first(by, Ok(crate::model::Reply::Done), out);
            }
            _ => unreachable!("no leader says this"),
        }
    }

    fn take_up(&mut self, channel: Channel, history: &History, out: &mut Vec<ServerOutput>) {
        self.disk.take_up(history);
        let seen = match &history.start {
            HistoryStart::Snap { database, seen } => {
                self.database = database.clone();
                self.applied = 0;
                let to = database.last_zxid;
                note(ServerNote::Restored { to }, out);
                *seen
            }
            _ => Zxid::ZERO,
        };
        let agreed = self.disk.log().len();
        assert!(self.applied <= agreed, "what was agreed on stays");
        let taken = Taken { agreed, seen };
        if let Some(follower) = self.following(channel) {
            follower.phase = Phase::Fed { channel, taken };
        }
    }

    /// The leader is established: what it gave is agreed on, and clients are served.
    fn serve(&mut self, now: VirtualTime, channel: Channel, out: &mut Vec<ServerOutput>) {
        let Some(follower) = self.following(channel) else {
            return;
        };
        let leader = follower.leader;
        let Phase::Synced { taken, .. } = follower.phase else {
            unreachable!("a leader waits for the history to be taken up")
        };
        follower.phase = Phase::Serving { channel };
        for _ in self.applied..taken.agreed {
            self.apply_next(now, out);
        }
        self.database.last_zxid = self.database.last_zxid.max(taken.seen);
        self.vote.epoch = self.disk.current;
        note(ServerNote::Serving { leader }, out);
    }

    /// What has become safe in the log is told to whoever counts.
    pub(super) fn flush(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        let flushed = self.disk.flush(now);
        match &mut self.role {
            Role::Leading(leader) => {
                for zxid in flushed {
                    leader.acknowledge(self.id, zxid);
                }
                self.agree(now, out);
            }
            Role::Following(follower) => {
                // Before it has said that it has the history, all is told together with that.
                let tells = matches!(follower.phase, Phase::Synced { .. } | Phase::Serving { .. });
                for zxid in flushed.into_iter().filter(|_| tells) {
                    self.tell_leader(PeerPacket::Ack(zxid), out);
                }
            }
            Role::Down | Role::Looking(_) => {}
        }
    }
}
