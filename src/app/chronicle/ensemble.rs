//! What is told of servers, links and stale reads.

use crate::app::chronicle::Chronicle;
use crate::app::view::{EventKind, LineKind};
use crate::app::words::fill;
use crate::ensemble::{Feeding, ServerNote};
use crate::model::{FromServer, Reply, ServerId};
use crate::scenario::fault_statement;
use crate::sim::event::{Carried, Delivery};
use crate::sim::{Fault, Node, TraceEntry};

impl Chronicle {
    /// Something was broken, or mended: it is told as the line that does it.
    pub(super) fn read_fault(&mut self, entry: &TraceEntry, fault: &Fault) {
        let text = fault_statement(fault, |it| self.roster.name_of(it)).to_string();
        let who = fault.subject();
        self.tell_fault(entry, who, &text, self.words.ensemble.faults.of(fault));
    }

    pub(super) fn read_ensemble(&mut self, entry: &TraceEntry, id: ServerId, note: &ServerNote) {
        let words = &self.words.ensemble;
        let server = id.to_string();
        let mut who = Node::Server(id);
        let (text, why) = match note {
            ServerNote::Looking { why } => (words.looks.into(), words.why_looking(*why).into()),
            ServerNote::Established { epoch } if epoch.get() > 0 => {
                let values = [("epoch", &*epoch.get().to_string())];
                (fill(words.leads, &values), fill(words.leads_why, &values))
            }
            ServerNote::Serving { leader } => {
                let values = [("leader", &*leader.to_string())];
                (
                    fill(words.follows, &values),
                    fill(words.follows_why, &values),
                )
            }
            ServerNote::Fed {
                follower,
                how,
                proposals,
                ..
            } => {
                let to = match how {
                    Feeding::Trunc(zxid) => zxid.to_string(),
                    Feeding::Diff | Feeding::Snap => String::new(),
                };
                let values = [
                    ("follower", &*follower.to_string()),
                    ("n", &proposals.to_string()),
                    ("zxid", &to),
                ];
                let (text, why) = words.feeding(*how);
                (fill(text, &values), fill(why, &values))
            }
            ServerNote::Behind { by, last_seen } => {
                // It tries again and again; that is told once.
                if self.turned_away.insert(by.process, id) == Some(id) {
                    return;
                }
                who = Node::Process(by.process);
                let values = [("server", &*server), ("zxid", &last_seen.to_string())];
                (
                    fill(words.turned_away, &values),
                    fill(words.turned_away_why, &values),
                )
            }
            ServerNote::Resumed { session } => {
                let process = self.roster.owner(*session);
                self.turned_away.retain(|it, _| Some(*it) != process);
                return;
            }
            ServerNote::Moved { by } => {
                who = Node::Process(by.process);
                (words.moved.into(), words.moved_why.into())
            }
            _ => return,
        };
        self.tell(entry, EventKind::Ensemble, Some(who), text, why);
    }

    /// Takes note of an answer that shows less than what was agreed on when it was given.
    pub(super) fn note_stale(&mut self, delivery: &Delivery) {
        let Carried::Down(FromServer::Reply {
            zxid,
            answer: Ok(reply),
            ..
        }) = &delivery.carried
        else {
            return;
        };
        let is_read = matches!(
            reply,
            Reply::Data(..) | Reply::Stat(_) | Reply::Children(..) | Reply::Acl(..)
        );
        // What was agreed on while the answer was under way is not its fault.
        let agreed = self.applied.partition_point(|it| it.at <= delivery.sent);
        let had = self.applied.partition_point(|it| it.zxid() <= *zxid);
        let behind = agreed.saturating_sub(had);
        if is_read && behind > 0 {
            let values = [
                ("server", &*delivery.server.to_string()),
                ("zxid", &zxid.to_string()),
                ("n", &behind.to_string()),
            ];
            let text = fill(self.words.ensemble.stale, &values);
            self.stale = Some((delivery.connection.process, text));
        }
    }

    /// Says it behind the answer: when the step is over in which that came.
    pub(super) fn tell_stale(&mut self) {
        if let Some((process, text)) = self.stale.take() {
            self.say(process, LineKind::Note, &text);
        }
    }
}
