//! Who acts as master owns `/master`: nobody else makes or clears assignments.
//!
//! A process learns late that its session is over. Until then it may believe what it likes, but
//! what it does must come to nothing.

use litemap::LiteMap;

use crate::actor::layout::ASSIGN;
use crate::engine::Change;
use crate::ensemble::{Cause, ServerNote};
use crate::handle::Tenure;
use crate::model::{ProcessId, ZPath};
use crate::monitor::breach::{Breach, Rule};
use crate::monitor::turn::{Turn, turns};
use crate::sim::{Happening, TraceEntry};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct OnlyOwnerActs {
    owner: Option<ProcessId>,
    /// Who believes to own it, sure or not.
    believers: LiteMap<ProcessId, ()>,
    breach: Option<Breach>,
}

impl OnlyOwnerActs {
    pub fn read(&mut self, entry: &TraceEntry) {
        for turn in turns(entry) {
            match turn {
                Turn::Owns(owner) => self.owner = owner,
                Turn::Believes(process, Tenure::Held | Tenure::Doubted) => {
                    self.believers.insert(process, ());
                }
                Turn::Believes(process, Tenure::None) | Turn::Dies(process, _) => {
                    self.believers.remove(&process);
                }
            }
        }
        if let Happening::Server(_, ServerNote::Applied { cause, changes, .. }) = &entry.what
            && let Cause::Client(connection) = cause
            && self.owner != Some(connection.process)
            && self.believers.contains_key(&connection.process)
            && let Some(change) = changes.iter().find(|it| is_assignment(it.path()))
            && !matches!(change, Change::DataSet(_))
        {
            self.breach.get_or_insert_with(|| Breach {
                rule: Rule::OnlyOwnerActs,
                at: entry.at,
                who: Some(connection.process),
                path: change.path().clone(),
            });
        }
    }

    pub fn breach(&self) -> Option<&Breach> {
        self.breach.as_ref()
    }
}

/// As `/assign/worker1/task-1`.
fn is_assignment(path: &ZPath) -> bool {
    let place = path.parent().and_then(|it| it.parent());
    place.is_some_and(|it| it.as_str() == ASSIGN)
}
