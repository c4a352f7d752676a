//! The guide: a tale in beats, told beside the stage.
//!
//! A beat is over when the world shows it, however a person got there.

pub mod sign;
pub mod tales;

use std::time::Duration;

use crate::app::roster::Roster;
use crate::app::tale::Tale;
use crate::model::VirtualTime;
use crate::scenario::Stage;
use crate::sim::TraceEntry;
use sign::{Sign, Signs};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    pub tale: Tale,
    /// Index into the beats of the tale; past the end when all is told.
    pub beat: usize,
    /// What was heard of what this beat and the next wait for: the beat, and which of its signs.
    heard: Vec<(usize, usize)>,
    /// When each beat was over.
    over: Vec<VirtualTime>,
}

/// One beat: what the guide offers to do, and when it is over.
#[derive(Debug)]
pub struct Beat {
    pub offer: Offer,
    /// The clock stands until the beat is over.
    pub halts: bool,
    /// The wall time of a message's flight.
    pub hop: Duration,
    done: &'static [Sign],
    /// If the world shows that instead, another tale goes on behind its first beat.
    instead: Option<(Sign, Tale)>,
}

/// What the guide would do for the person.
#[derive(Debug)]
pub enum Offer {
    /// There is nothing to do but watch.
    None,
    /// Commands for consoles, typed in turn.
    Type(&'static [(&'static str, &'static str)]),
    /// A process is killed.
    Kill(&'static str),
    /// A process stands still for a while.
    Pause(&'static str),
}

impl Tale {
    pub fn beats(self) -> &'static [Beat] {
        match self {
            Tale::Tour => &tales::TOUR,
            Tale::Pause => &tales::PAUSE,
            Tale::Story => &tales::STORY,
            Tale::Quorum => &tales::QUORUM,
        }
    }
}

impl Guide {
    pub fn new(tale: Tale) -> Guide {
        Guide {
            tale,
            beat: 0,
            heard: Vec::new(),
            over: Vec::new(),
        }
    }

    pub fn current(&self) -> Option<&'static Beat> {
        self.tale.beats().get(self.beat)
    }

    /// When the master was struck, and by whose name; `None` before that.
    pub fn struck(&self) -> Option<(VirtualTime, &'static str)> {
        let beats = self.tale.beats().iter().zip(&self.over);
        let mut struck = beats.filter_map(|(beat, at)| match beat.offer {
            Offer::Kill(name) | Offer::Pause(name) => Some((*at, name)),
            Offer::None | Offer::Type(_) => None,
        });
        struck.next()
    }

    /// How long after the master was struck its backup had taken over.
    pub fn takeover(&self) -> Option<Duration> {
        let struck = self.tale.beats().iter().position(|it| it.halts)?;
        // It hears of the end of `/master`, and then it owns it.
        Some(self.over.get(struck + 2)?.since(*self.over.get(struck)?))
    }

    /// Reads what has just happened, and moves on past all beats that the world shows to be over.
    pub fn read(&mut self, news: &[TraceEntry], stage: &Stage, roster: &Roster) {
        let signs = Signs { stage, roster };
        let beats = self.tale.beats().iter().enumerate();
        // What somebody is told may come ahead of the end of the beat before.
        for (at, beat) in beats.skip(self.beat).take(2) {
            for (number, sign) in beat.done.iter().enumerate() {
                let soon = at == self.beat || sign.may_be_early();
                if soon && news.iter().any(|it| signs.are_in(it, sign)) {
                    self.heard.push((at, number));
                }
            }
        }
        let turn = self.current().and_then(|it| it.instead.as_ref());
        if let Some((_, tale)) = turn.filter(|(sign, _)| signs.shows(sign)) {
            *self = Guide::new(*tale);
        }
        while let Some(beat) = self.current() {
            let heard = |number| self.heard.contains(&(self.beat, number));
            let mut all = beat.done.iter().enumerate();
            if !all.all(|(number, it)| heard(number) || signs.shows(it)) {
                break;
            }
            self.beat += 1;
            self.over.push(stage.now());
            self.heard.retain(|(at, _)| *at >= self.beat);
        }
    }
}
