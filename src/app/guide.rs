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
use sign::{Sign, Signs};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guide {
    pub tale: Tale,
    /// Index into the beats of the tale; past the end when all is told.
    pub beat: usize,
    /// Entries of the trace that belong to earlier beats.
    since: usize,
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
            since: 0,
            over: Vec::new(),
        }
    }

    pub fn current(&self) -> Option<&'static Beat> {
        self.tale.beats().get(self.beat)
    }

    /// How long after the master was struck its backup had taken over.
    pub fn takeover(&self) -> Option<Duration> {
        let struck = self.tale.beats().iter().position(|it| it.halts)?;
        // It hears of the end of `/master`, and then it owns it.
        Some(self.over.get(struck + 2)?.since(*self.over.get(struck)?))
    }

    /// Moves on past all beats that the world shows to be over; `true` if there were any.
    pub fn keep_up(&mut self, stage: &Stage, roster: &Roster) -> bool {
        let before = self.beat;
        while let Some(beat) = self.current() {
            let signs = Signs {
                stage,
                roster,
                since: self.since,
            };
            if !beat.done.iter().all(|it| signs.shows(it)) {
                break;
            }
            self.beat += 1;
            self.over.push(stage.now());
            self.since = stage.run().trace().entries.len();
        }
        self.beat > before
    }
}
