//! What clients asked and were answered, and whether a ZooKeeper that does one thing after another
//! could have answered so.
//!
//! The order of the zxids is the witness. All that took place is done again in that order on a
//! model; every answer must be what the model gives at its zxid, and the order must respect which
//! answer was known before which request was sent.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use crate::actor::robot::Robot;
use crate::engine::{Check, Refusal, Txn, TxnBody};
use crate::ensemble::{Cause, ServerNote};
use crate::model::{
    Answer, ConnectionId, FromClient, FromServer, Reply, Request, SessionId, Write, Xid, Zxid,
};
use crate::native::sweep::model::{Model, plain};
use crate::sim::event::{Carried, Delivery};
use crate::sim::{Happening, Run, Side};

/// One request of a client.
#[derive(Clone, Debug)]
pub struct Operation {
    pub connection: ConnectionId,
    pub session: SessionId,
    pub request: Request,
    /// Where in the trace it was sent, and answered.
    pub sent: usize,
    pub answered: Option<Answered>,
}

#[derive(Clone, Debug)]
pub struct Answered {
    pub at: usize,
    pub zxid: Zxid,
    pub answer: Answer,
}

/// All that clients asked, in the order in which they did, and all that was agreed on.
#[derive(Clone, Debug, Default)]
pub struct History {
    pub operations: Vec<Operation>,
    pub decided: BTreeMap<Zxid, (Arc<Txn>, Cause)>,
    sessions: BTreeMap<ConnectionId, SessionId>,
    places: BTreeMap<(ConnectionId, Xid), usize>,
}

impl History {
    pub fn of(run: &Run<Robot>) -> History {
        let mut history = History::default();
        for (at, entry) in run.trace().entries.iter().enumerate() {
            match &entry.what {
                Happening::Sent { delivery, .. } => history.sent(at, delivery),
                Happening::Arrived { delivery, .. } => history.arrived(at, delivery),
                Happening::Server(_, ServerNote::Applied { txn, cause, .. }) => {
                    let zxid = txn.stamp.zxid;
                    history.decided.insert(zxid, (txn.clone(), *cause));
                }
                _ => {}
            }
        }
        history
    }

    fn sent(&mut self, at: usize, delivery: &Delivery) {
        let connection = delivery.connection;
        match &delivery.carried {
            Carried::Down(FromServer::Connected { session, .. }) => {
                self.sessions.insert(connection, *session);
            }
            Carried::Up(FromClient::Request { xid, request }) => {
                let Some(session) = self.sessions.get(&connection) else {
                    return;
                };
                self.places
                    .insert((connection, *xid), self.operations.len());
                self.operations.push(Operation {
                    connection,
                    session: *session,
                    request: request.clone(),
                    sent: at,
                    answered: None,
                });
            }
            _ => {}
        }
    }

    fn arrived(&mut self, at: usize, delivery: &Delivery) {
        if let (Side::Client, Carried::Down(FromServer::Reply { xid, zxid, answer })) =
            (delivery.to, &delivery.carried)
            && let Some(place) = self.places.get(&(delivery.connection, *xid))
        {
            let (zxid, answer) = (*zxid, plain(answer));
            self.operations[*place].answered = Some(Answered { at, zxid, answer });
        }
    }

    /// What no such ZooKeeper could have answered, if there is something.
    pub fn contradiction(&self) -> Option<String> {
        self.against_time().or_else(|| self.against_model())
    }

    /// The order must respect time.
    fn against_time(&self) -> Option<String> {
        let answers = self.operations.iter().filter_map(|it| it.answered.as_ref());
        let mut answers: Vec<_> = answers.map(|it| (it.at, it.zxid)).collect();
        answers.sort_unstable();
        let mut answers = answers.into_iter().peekable();
        let mut known = Zxid::ZERO;
        for operation in &self.operations {
            while let Some((_, zxid)) = answers.next_if(|(at, _)| *at < operation.sent) {
                known = known.max(zxid);
            }
            let Some(answered) = operation.answered.as_ref() else {
                continue;
            };
            if is_write(&operation.request) && answered.zxid <= known {
                let (zxid, request) = (answered.zxid, &operation.request);
                return Some(format!(
                    "{request:?} is {zxid}, and was sent when {known} was known"
                ));
            }
        }
        None
    }

    /// Every answer must be what the model gives.
    fn against_model(&self) -> Option<String> {
        let mut model = Model::default();
        let mut writes: BTreeMap<ConnectionId, VecDeque<&Operation>> = BTreeMap::new();
        let mut reads: Vec<(Zxid, &Operation)> = Vec::new();
        for operation in &self.operations {
            match (is_write(&operation.request), &operation.answered) {
                (true, _) => {
                    let own = writes.entry(operation.connection).or_default();
                    own.push_back(operation);
                }
                (false, Some(answered)) => reads.push((answered.zxid, operation)),
                (false, None) => {}
            }
        }
        reads.sort_by_key(|(zxid, _)| *zxid);
        let mut reads = reads.into_iter().peekable();
        for (zxid, (txn, cause)) in &self.decided {
            while let Some((_, read)) = reads.next_if(|(at, _)| at < zxid) {
                if let Some(wrong) = misread(&model, read) {
                    return Some(wrong);
                }
            }
            // What is agreed on of a connection is what it sent first.
            let asked = match (cause, &txn.body) {
                (_, TxnBody::CreateSession { .. }) => continue,
                (Cause::Client(by), _) => writes.get_mut(by).and_then(VecDeque::pop_front),
                _ => None,
            };
            let given = redo(&mut model, txn, asked);
            let Some(asked) = asked else { continue };
            if let Some(answered) = &asked.answered
                && (answered.answer != given || answered.zxid != *zxid)
            {
                return Some(differing(asked, *zxid, &given));
            }
        }
        reads.find_map(|(_, read)| misread(&model, read))
    }
}

/// Does a transaction again, by what was asked for if somebody did.
fn redo(model: &mut Model, txn: &Txn, asked: Option<&Operation>) -> Answer {
    let zxid = txn.stamp.zxid;
    match (&txn.body, asked.map(|it| (&it.request, it.session))) {
        (TxnBody::Refused(Refusal::Single(it @ (Check::SessionAlive | Check::SessionHere))), _) => {
            return Err(it.code());
        }
        (_, Some((Request::Write(write), session))) => return model.write(session, write, zxid),
        (_, Some((Request::Multi(writes), session))) => {
            return model.write_all(session, writes, zxid);
        }
        (TxnBody::CloseSession { session, .. }, _) => model.end(*session, zxid),
        (TxnBody::Delete { path }, None) => model.remove(path.as_str(), zxid),
        _ => {}
    }
    Ok(Reply::Done)
}

fn misread(model: &Model, read: &Operation) -> Option<String> {
    let given = match &read.request {
        Request::Read(it) => model.read(it.kind, &it.path),
        Request::Ephemerals { prefix } => model.ephemerals(read.session, prefix),
        _ => return None,
    };
    let answered = read.answered.as_ref()?;
    (answered.answer != given).then(|| differing(read, answered.zxid, &given))
}

fn differing(operation: &Operation, zxid: Zxid, given: &Answer) -> String {
    let (request, answered) = (&operation.request, &operation.answered);
    format!("{request:?} was answered {answered:?}; at {zxid} it must be {given:?}")
}

pub fn is_write(request: &Request) -> bool {
    match request {
        Request::Write(write) => !matches!(write, Write::Check { .. }),
        Request::Multi(_) | Request::CloseSession => true,
        _ => false,
    }
}
