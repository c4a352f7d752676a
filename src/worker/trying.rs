//! How every fault is tried at every message of a run, a few at a time.

use crate::app::broken::{Begun, Tried};
use crate::campaign::Campaign;
use crate::scenario::Record;
use crate::worker::answer::Answer;

/// So many are tried before the page hears of them and may say that it is enough.
const AT_ONCE: usize = 40;

/// The run that is broken.
#[derive(Debug, Default)]
pub struct Trying {
    campaign: Option<Campaign>,
}

impl Trying {
    /// Plays a run, and tells how much there is to try.
    pub fn begin(&mut self, record: &str) -> Answer {
        let record = Record::parse(record).map_err(|error| error.to_string());
        let campaign = record.and_then(|it| Campaign::new(&it));
        Answer::Begun(campaign.map(|campaign| {
            let begun = Begun {
                messages: campaign.messages(),
                experiments: campaign.experiments().len(),
                stride: campaign.stride(),
                untouched: campaign.untouched().breaches.clone(),
            };
            self.campaign = Some(campaign);
            begun
        }))
    }

    /// Tries the next few.
    pub fn go_on(&mut self) -> Answer {
        let mut tried = Vec::new();
        if let Some(campaign) = &mut self.campaign {
            while tried.len() < AT_ONCE
                && let Some((experiment, outcome)) = campaign.try_next()
            {
                tried.push(Tried {
                    experiment: experiment.clone(),
                    outcome,
                });
            }
        }
        Answer::Tried(tried)
    }

    /// The run of an experiment.
    pub fn future(&self, experiment: usize) -> Answer {
        let campaign = self.campaign.as_ref();
        let found = campaign.and_then(|it| Some((it, it.experiments().get(experiment)?)));
        let record = match found {
            Some((campaign, experiment)) => campaign.future(experiment),
            None => Err("there is no such run".to_string()),
        };
        Answer::Future { experiment, record }
    }
}
