//! How servers find a leader (`FastLeaderElection`).
//!
//! Everybody votes for itself at first, tells the others, and changes to whatever better vote it
//! hears. When a majority has the same vote, a server waits a moment for a better one and then
//! takes it for decided. Whoever asks while others have a leader is told who it is.

use std::time::Duration;

use litemap::LiteMap;

use crate::ensemble::majority::ServerSet;
use crate::ensemble::peer::{Notification, Standing, Vote};
use crate::model::{ServerId, VirtualTime};

/// So long a majority waits for a better vote (`finalizeWait`).
const SETTLING: Duration = Duration::from_millis(200);
/// Without any news, a server tells its vote again after this time, and then ever less often.
const FIRST_SILENCE: Duration = Duration::from_millis(200);
const LONGEST_SILENCE: Duration = Duration::from_secs(60);

#[derive(Clone, Debug, PartialEq)]
pub struct Election {
    me: ServerId,
    /// How many servers there are.
    of: u8,
    round: u64,
    /// For itself: what it began with.
    own: Vote,
    vote: Vote,
    /// What those who are looking, too, vote for in this round.
    looking: LiteMap<ServerId, Vote>,
    /// What those said who have a leader.
    decided: LiteMap<ServerId, Notification>,
    /// When the vote is told again if nothing is heard.
    tell_at: VirtualTime,
    silence: Duration,
    /// Set while a majority has the same vote: when that is final.
    settled_at: Option<VirtualTime>,
}

/// What is to be done about a piece of news.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Tell everybody the vote, which is another now.
    pub tell_all: bool,
    /// Tell the sender, who is behind.
    pub answer: bool,
    /// It is decided who leads.
    pub leader: Option<ServerId>,
}

impl Election {
    /// Begins a round with a vote for oneself, which everybody is to be told.
    pub fn new(now: VirtualTime, me: ServerId, of: u8, round: u64, own: Vote) -> Election {
        Election {
            me,
            of,
            round,
            own,
            vote: own,
            looking: LiteMap::from_iter([(me, own)]),
            decided: LiteMap::new(),
            tell_at: now + FIRST_SILENCE,
            silence: FIRST_SILENCE,
            settled_at: None,
        }
    }

    pub fn round(&self) -> u64 {
        self.round
    }

    pub fn vote(&self) -> Vote {
        self.vote
    }

    pub fn next_deadline(&self) -> VirtualTime {
        self.settled_at.unwrap_or(self.tell_at)
    }

    /// Another server has told its vote.
    pub fn hear(&mut self, now: VirtualTime, from: ServerId, news: Notification) -> Verdict {
        self.tell_at = now + self.silence;
        match news.standing {
            Standing::Looking => self.hear_looking(now, from, news),
            Standing::Following | Standing::Leading => Verdict {
                leader: self.hear_decided(from, news),
                ..Verdict::default()
            },
        }
    }

    pub fn lapse(&mut self, now: VirtualTime) -> Verdict {
        if self.settled_at.is_some_and(|it| it <= now) {
            let leader = Some(self.vote.leader);
            return Verdict {
                leader,
                ..Verdict::default()
            };
        }
        let tell_all = self.settled_at.is_none() && self.tell_at <= now;
        if tell_all {
            self.silence = (self.silence * 2).min(LONGEST_SILENCE);
            self.tell_at = now + self.silence;
        }
        Verdict {
            tell_all,
            ..Verdict::default()
        }
    }

    fn hear_looking(&mut self, now: VirtualTime, from: ServerId, news: Notification) -> Verdict {
        let mut verdict = Verdict::default();
        if news.round < self.round {
            verdict.answer = true;
            return verdict;
        }
        let before = self.vote;
        if news.round > self.round {
            self.round = news.round;
            self.looking.clear();
            self.vote = self.own.max(news.vote);
            verdict.tell_all = true;
        } else if news.vote > self.vote {
            self.vote = news.vote;
            verdict.tell_all = true;
        }
        self.looking.insert(self.me, self.vote);
        self.looking.insert(from, news.vote);
        if verdict.tell_all || self.vote != before {
            self.settled_at = None;
        }
        let same = |(_, vote): &(&ServerId, &Vote)| **vote == self.vote;
        let backers = self.looking.iter().filter(same).map(|(it, _)| *it);
        if backers.collect::<ServerSet>().is_majority(self.of) {
            self.settled_at.get_or_insert(now + SETTLING);
        }
        verdict
    }

    /// A leader is joined if a majority names it, and it says itself that it leads.
    fn hear_decided(&mut self, from: ServerId, news: Notification) -> Option<ServerId> {
        self.decided.insert(from, news);
        let leader = news.vote.leader;
        let names_it = |(_, it): &(&ServerId, &Notification)| it.vote.leader == leader;
        let decided = self.decided.iter().filter(names_it).map(|(it, _)| *it);
        // Those who look on in the same round count if they would have it, too.
        let same_round = news.round == self.round;
        let would = |(_, it): &(&ServerId, &Vote)| same_round && it.leader == leader;
        let looking = self.looking.iter().filter(would).map(|(it, _)| *it);
        let backers: ServerSet = decided.chain(looking).collect();
        let leads = match leader == self.me {
            true => same_round,
            false => self
                .decided
                .get(&leader)
                .is_some_and(|it| it.standing == Standing::Leading),
        };
        if !leads || !backers.is_majority(self.of) {
            return None;
        }
        self.round = news.round;
        self.vote = news.vote;
        Some(leader)
    }
}
