//! How a server looks for a leader, and what it becomes.

use crate::engine::Database;
use crate::ensemble::config::ServerConfig;
use crate::ensemble::election::{Election, Verdict};
use crate::ensemble::leader::Leader;
use crate::ensemble::majority::members;
use crate::ensemble::note::{Looking, ServerNote};
use crate::ensemble::peer::{Notification, Standing, Vote};
use crate::ensemble::server::{Role, Server, ServerOutput, Traffic, note};
use crate::model::{ServerId, Version, VirtualTime, ZPath};

impl Server {
    /// Gives up what it was: its clients and its peers are cut off, and it asks for votes.
    pub(super) fn look(&mut self, now: VirtualTime, why: Looking, out: &mut Vec<ServerOutput>) {
        let channels = match &self.role {
            Role::Down | Role::Looking(_) => Vec::new(),
            Role::Following(follower) => follower.channel().into_iter().collect(),
            Role::Leading(leader) => leader.learners.values().map(|it| it.channel).collect(),
        };
        out.extend(channels.into_iter().map(ServerOutput::HangUpPeer));
        let clients: Vec<_> = self.connections.keys().copied().collect();
        for connection in clients {
            self.hang_up(connection, out);
        }
        self.disk.flush_all();
        self.traffic = Traffic::default();
        note(ServerNote::Looking { why }, out);
        let own = Vote {
            epoch: self.disk.current,
            zxid: self.disk.last().max(self.database.last_zxid),
            leader: self.id,
        };
        let (of, round) = (self.config.servers, self.round + 1);
        self.role = Role::Looking(Election::new(now, self.id, of, round, own));
        self.tell_vote(out);
    }

    pub(super) fn notified(
        &mut self,
        now: VirtualTime,
        from: ServerId,
        news: Notification,
        out: &mut Vec<ServerOutput>,
    ) {
        if let Role::Looking(election) = &mut self.role {
            let verdict = election.hear(now, from, news);
            if verdict.answer {
                out.push(ServerOutput::Notify(from, self.notification()));
            }
            return self.judge(now, verdict, out);
        }
        // Whoever looks for a leader is told of the one there is.
        if news.standing == Standing::Looking {
            out.push(ServerOutput::Notify(from, self.notification()));
        }
    }

    pub(super) fn lapse_looking(&mut self, now: VirtualTime, out: &mut Vec<ServerOutput>) {
        if let Role::Looking(election) = &mut self.role {
            let verdict = election.lapse(now);
            self.judge(now, verdict, out);
        }
    }

    fn judge(&mut self, now: VirtualTime, verdict: Verdict, out: &mut Vec<ServerOutput>) {
        if verdict.tell_all {
            self.tell_vote(out);
        }
        let Some(leader) = verdict.leader else { return };
        if let Role::Looking(election) = &self.role {
            self.round = election.round();
            self.vote = election.vote();
        }
        note(ServerNote::Elected { leader }, out);
        if leader != self.id {
            return self.follow(now, leader, out);
        }
        let mut office = Leader::elected(now, &self.config);
        office.promised.insert(self.id, self.disk.accepted);
        self.role = Role::Leading(Box::new(office));
    }

    fn tell_vote(&self, out: &mut Vec<ServerOutput>) {
        let news = self.notification();
        let others = members(self.config.servers).filter(|it| *it != self.id);
        out.extend(others.map(|it| ServerOutput::Notify(it, news)));
    }

    fn notification(&self) -> Notification {
        let (vote, round, standing) = match &self.role {
            Role::Looking(election) => (election.vote(), election.round(), Standing::Looking),
            Role::Leading(_) => (self.vote, self.round, Standing::Leading),
            _ => (self.vote, self.round, Standing::Following),
        };
        Notification {
            vote,
            round,
            standing,
        }
    }
}

/// What a server has that was never used. The members of an ensemble are told in
/// `/zookeeper/config`; a server alone leaves that empty.
pub(super) fn first_database(config: &ServerConfig) -> Database {
    let mut database = Database::new();
    if config.servers == 1 {
        return database;
    }
    let mut text = String::new();
    for it in members(config.servers) {
        text.push_str(&format!("server.{}={it}:2888:3888:participant\n", it.get()));
    }
    text.push_str("version=0");
    let path = ZPath::parse("/zookeeper/config").expect("it is a path");
    database.tree.change(&path, |it| {
        it.data = Some(text.into_bytes().into());
        it.version = Version::new(-1);
        it.mtime = config.clock;
    });
    database
}
