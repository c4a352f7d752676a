//! How the witness follows the run of the page.

use crate::app::account::Finding;
use crate::model::VirtualTime;
use crate::scenario::{Record, Witness};
use crate::worker::answer::Answer;

/// The run that is followed.
#[derive(Debug, Default)]
pub struct Following {
    run: u32,
    witness: Option<Witness>,
}

impl Following {
    /// Reads on in a run, or the beginning of another, and tells what is found up to there.
    pub fn follow(&mut self, run: u32, record: &str) -> Answer {
        if run != self.run {
            *self = Following { run, witness: None };
        }
        // That a run comes again as it was is a law, too.
        let finding = self.read(record).unwrap_or_else(|what| Finding::Broken {
            law: "Replay".to_string(),
            step: 0,
            at: VirtualTime::START,
            what,
        });
        Answer::Witnessed { run, finding }
    }

    fn read(&mut self, record: &str) -> Result<Finding, String> {
        let record = Record::parse(record).map_err(|error| error.to_string())?;
        let witness = match &mut self.witness {
            Some(witness) => witness,
            none => none.insert(Witness::new(record.header.clone())?),
        };
        witness.follow(&record)?;
        Ok(match witness.violations().first() {
            None => Finding::Kept {
                until: record.end.at,
            },
            Some(first) => Finding::Broken {
                law: first.law.to_string(),
                step: first.step,
                at: first.at,
                what: first.what.clone(),
            },
        })
    }
}
