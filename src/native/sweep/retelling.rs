//! The same deeds by people at consoles: a record that plays again wherever zkplay does.
//!
//! A robot asks on without waiting, and holds several sessions; a console waits for each answer,
//! and has one session. So not all that robots can break is broken at consoles, too: whether it is
//! is tried.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::model::VirtualTime;
use crate::native::sweep::script::{Deed, header, statements};
use crate::native::sweep::shrink::shrink;
use crate::native::sweep::trial::{Complaint, Kind, panic_text};
use crate::scenario::{Header, Record, Statement, Witness};
use crate::sim::Setup;

/// So long after the last word a law may still break.
const AFTERMATH: Duration = Duration::from_secs(60);

/// What is said, and when.
type Word = (VirtualTime, Statement);

/// A run at consoles, up to what is wrong with it.
#[derive(Clone, Debug)]
pub struct Retelling {
    pub record: Record,
    pub complaint: Complaint,
}

impl Retelling {
    /// The fewest words at consoles that come to the same kind of complaint, if any do.
    pub fn of(setup: &Setup, deeds: &[Deed], kind: Kind) -> Option<Retelling> {
        let times = deeds.iter().map(|(at, _)| *at);
        let said = times.zip(statements(deeds));
        let words: Vec<Word> = said.filter_map(|(at, it)| Some((at, it.ok()?))).collect();
        let header = header(setup);
        let tell = |words: &[Word]| tell(&header, words).filter(|it| it.complaint.kind() == kind);
        tell(&words)?;
        tell(&shrink(words, |fewer| tell(fewer).is_some()))
    }
}

/// Plays it to the first complaint.
fn tell(header: &Header, words: &[Word]) -> Option<Retelling> {
    let mut witness = Witness::new(header.clone()).expect("the settings agree");
    // How far it is known to come.
    let mut record = witness.stage().record();
    let mut go = |witness: &mut Witness, act: &dyn Fn(&mut Witness) -> bool| {
        record = witness.stage().record();
        let went = catch_unwind(AssertUnwindSafe(|| act(witness)));
        let broken = witness.violations().first().cloned();
        match (went, broken) {
            (Err(payload), _) => Err(Complaint::Panicked(panic_text(&*payload))),
            (_, Some(violation)) => {
                record = witness.stage().record();
                Err(Complaint::Broken(violation))
            }
            (Ok(went), None) => Ok(went),
        }
    };
    let last = words.last().map_or(VirtualTime::START, |(at, _)| *at);
    let mut play = || {
        for (at, statement) in words {
            while go(&mut witness, &|it| it.step_until(*at))? {}
            go(&mut witness, &|it| it.say(*at, statement))?;
        }
        while go(&mut witness, &|it| it.step_until(last + AFTERMATH))? {}
        Ok(())
    };
    let complaint = play().err()?;
    Some(Retelling { record, complaint })
}
