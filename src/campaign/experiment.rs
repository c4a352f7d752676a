//! Where, to whom, and what: one fault in one run.

use std::fmt;

use crate::campaign::injection::Injection;
use crate::model::FromClient;
use crate::scenario::{Cursor, Stage};
use crate::sim::event::{Carried, Delivery, PeerDelivery};
use crate::sim::{Happening, TraceEntry};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// Behind the step that sends the message.
    pub when: Cursor,
    pub injection: Injection,
    /// The process or server that suffers it.
    pub target: String,
    /// The other end of the message's way.
    pub far: String,
}

/// What can be tried where that has just happened, and how many messages were sent.
pub fn at(stage: &Stage, news: &[TraceEntry]) -> (Vec<Experiment>, usize) {
    let mut found: Vec<Experiment> = Vec::new();
    let mut sent = 0;
    for entry in news {
        let (target, far, asks) = match &entry.what {
            Happening::Sent { delivery, .. } => match ends(stage, delivery) {
                Some((process, server)) => (process, server, is_request(delivery)),
                None => continue,
            },
            Happening::PeerSent { delivery, .. } => peer_ends(delivery),
            _ => continue,
        };
        sent += 1;
        for injection in Injection::ALL {
            let one = Experiment {
                when: stage.cursor(),
                injection,
                target: target.clone(),
                far: far.clone(),
            };
            let is_known = |it: &Experiment| {
                let same = it.injection == injection && it.target == target;
                same && (injection != Injection::Delay || it.far == far)
            };
            if (injection != Injection::LostReply || asks) && !found.iter().any(is_known) {
                found.push(one);
            }
        }
    }
    (found, sent)
}

/// The process may have gone meanwhile.
fn ends(stage: &Stage, delivery: &Delivery) -> Option<(String, String)> {
    let processes = stage.world().processes();
    let process = processes.get(&delivery.connection.process)?;
    Some((process.name.clone(), delivery.server.to_string()))
}

fn peer_ends(delivery: &PeerDelivery) -> (String, String, bool) {
    (delivery.from.to_string(), delivery.to.to_string(), false)
}

fn is_request(delivery: &Delivery) -> bool {
    matches!(&delivery.carried, Carried::Up(FromClient::Request { .. }))
}

/// As in `@12 840 pause master1`; of a message that is late also the other end.
impl fmt::Display for Experiment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.when, self.injection.word(), self.target)?;
        match self.injection {
            Injection::Delay => write!(f, " {}", self.far),
            _ => Ok(()),
        }
    }
}
