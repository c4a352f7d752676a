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
        let mut looking = LiteMap::new();
        looking.insert(me, own);
        Election {
            me,
            of,
            round,
            own,
            vote: own,
            looking,
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
        if verdict.tell_all {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Epoch, Zxid};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn at(millis: u64) -> VirtualTime {
        VirtualTime::from_millis(millis)
    }

    fn vote(counter: u32, leader: u8) -> Vote {
        Vote {
            epoch: Epoch::FIRST,
            zxid: Zxid::new(1, counter),
            leader: ServerId::new(leader),
        }
    }

    /// The second of so many servers; it has 5 entries in its log.
    fn election(of: u8, round: u64) -> Election {
        Election::new(at(0), ServerId::new(2), of, round, vote(5, 2))
    }

    fn hear(
        election: &mut Election,
        from: u8,
        standing: Standing,
        round: u64,
        vote: Vote,
    ) -> Verdict {
        let news = Notification {
            vote,
            round,
            standing,
        };
        election.hear(at(10), ServerId::new(from), news)
    }

    const NOTHING: Verdict = Verdict {
        tell_all: false,
        answer: false,
        leader: None,
    };
    const TELL_ALL: Verdict = Verdict {
        tell_all: true,
        ..NOTHING
    };

    fn led_by(leader: u8) -> Verdict {
        Verdict {
            leader: Some(ServerId::new(leader)),
            ..NOTHING
        }
    }

    #[test]
    fn a_better_vote_is_taken_over_and_told_to_all_and_a_worse_one_is_not() {
        let mut election = election(5, 1);
        let better = [vote(5, 3), vote(6, 1)];
        for (from, vote) in [(3, better[0]), (1, better[1])] {
            let verdict = hear(&mut election, from, Standing::Looking, 1, vote);
            assert_eq!((verdict, election.vote()), (TELL_ALL, vote));
        }
        let verdict = hear(&mut election, 4, Standing::Looking, 1, vote(5, 4));
        assert_eq!((verdict, election.vote()), (NOTHING, better[1]));
    }

    #[test]
    fn a_later_round_is_joined_with_the_better_of_its_vote_and_the_own_one() {
        let mut election = election(3, 1);
        hear(&mut election, 3, Standing::Looking, 1, vote(9, 3));
        assert_eq!(election.next_deadline(), at(210), "two of three agree");
        // s3 is gone, and what it said with it.
        let verdict = hear(&mut election, 1, Standing::Looking, 4, vote(3, 1));
        assert_eq!(verdict, TELL_ALL);
        assert_eq!((election.round(), election.vote()), (4, vote(5, 2)));
        assert_eq!(election.lapse(at(210)), TELL_ALL, "nothing is settled");
    }

    #[test]
    fn whoever_is_in_an_earlier_round_is_told_and_not_counted() {
        let mut election = election(3, 2);
        let verdict = hear(&mut election, 3, Standing::Looking, 1, vote(9, 3));
        let answer = Verdict {
            answer: true,
            ..NOTHING
        };
        assert_eq!(verdict, answer);
        assert_eq!((election.round(), election.vote()), (2, vote(5, 2)));
    }

    #[test]
    fn a_majority_waits_a_moment_for_a_better_vote() {
        let mut election = election(5, 1);
        hear(&mut election, 1, Standing::Looking, 1, vote(5, 2));
        assert_eq!(
            election.next_deadline(),
            at(210),
            "too few, so it tells again"
        );
        hear(&mut election, 3, Standing::Looking, 1, vote(5, 2));
        assert_eq!(election.lapse(at(209)), NOTHING);
        let verdict = hear(&mut election, 4, Standing::Looking, 1, vote(6, 4));
        assert_eq!(verdict, TELL_ALL);
        assert_eq!(election.lapse(at(210)), TELL_ALL, "a better one has come");
        for from in [1, 3] {
            hear(&mut election, from, Standing::Looking, 1, vote(6, 4));
        }
        assert_eq!(election.lapse(at(210)), led_by(4));
    }

    #[test]
    fn a_leader_is_joined_when_a_majority_names_it_and_it_says_so_itself() {
        for round in [1, 7] {
            let mut election = election(5, 1);
            let mut hear = |from, standing| hear(&mut election, from, standing, round, vote(1, 3));
            assert_eq!(hear(1, Standing::Following), NOTHING);
            assert_eq!(hear(4, Standing::Following), NOTHING);
            assert_eq!(hear(5, Standing::Following), NOTHING, "s3 has not said it");
            assert_eq!(hear(3, Standing::Leading), led_by(3));
            assert_eq!((election.round(), election.vote()), (round, vote(1, 3)));
        }
        let mut election = election(5, 1);
        let verdict = hear(&mut election, 3, Standing::Leading, 7, vote(1, 3));
        assert_eq!(verdict, NOTHING, "it says so, and nobody else does");
    }

    #[test]
    fn those_who_look_on_count_for_a_leader_that_they_would_have_in_the_same_round() {
        // Two of five look on, and would have s3.
        let both = |round| {
            let mut election = election(5, 1);
            hear(&mut election, 1, Standing::Looking, 1, vote(9, 3));
            hear(&mut election, 3, Standing::Leading, round, vote(9, 3))
        };
        assert_eq!(both(1), led_by(3));
        assert_eq!(both(2), NOTHING, "another round");
        // They would have others.
        let mut election = election(5, 1);
        hear(&mut election, 1, Standing::Looking, 1, vote(4, 1));
        hear(&mut election, 4, Standing::Following, 1, vote(9, 3));
        let verdict = hear(&mut election, 3, Standing::Leading, 1, vote(9, 3));
        assert_eq!(verdict, NOTHING);
    }

    #[test]
    fn without_news_a_vote_is_told_again_and_ever_less_often() {
        let mut election = election(3, 1);
        assert_eq!(election.lapse(at(199)), NOTHING);
        let mut times = Vec::new();
        for _ in 0..12 {
            let now = election.next_deadline();
            assert_eq!(election.lapse(now), TELL_ALL);
            times.push(now.as_millis());
        }
        let gaps: Vec<u64> = times.windows(2).map(|it| it[1] - it[0]).collect();
        let expected = [
            400, 800, 1600, 3200, 6400, 12_800, 25_600, 51_200, 60_000, 60_000, 60_000,
        ];
        assert_eq!((times[0], gaps), (200, expected.to_vec()));
    }
}
