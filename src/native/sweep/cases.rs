//! What must have occurred in random runs before one may believe them.

use std::collections::{BTreeMap, BTreeSet};

use crate::actor::robot::Robot;
use crate::engine::{Check, Refusal, TxnBody};
use crate::ensemble::{Cause, Feeding, Looking, PeerPacket, ServerNote};
use crate::model::{ConnectionId, Epoch, FromClient, FromServer, ServerId, SessionId, Xid, Zxid};
use crate::native::sweep::histories::is_write;
use crate::sim::event::{Carried, Delivery, PeerCarried, PeerDelivery, Side};
use crate::sim::{Happening, Law, TraceEntry, World};

/// Something that tries a law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Case {
    CompetingVotes,
    TwoLeaders,
    LeaderSilent,
    MajorityLost,
    MissingTold,
    TailCutOff,
    WholeDatabaseGiven,
    TailAgreedOnLater,
    LostReplyWriteSurvived,
    LostReplyWriteGone,
    ReadBehind,
    SyncWaited,
    ClientAhead,
    NobodyServes,
    SessionMoved,
    WriteThroughFormer,
    MultiRefused,
    MultiDone,
    WatchFired,
    WatchCaughtUp,
    EphemeralsGone,
    Expired,
    ExpiredAfterLeaderChange,
    SessionGone,
    ContainerSwept,
}

impl Case {
    pub const ALL: [Case; 25] = [
        Case::CompetingVotes,
        Case::TwoLeaders,
        Case::LeaderSilent,
        Case::MajorityLost,
        Case::MissingTold,
        Case::TailCutOff,
        Case::WholeDatabaseGiven,
        Case::TailAgreedOnLater,
        Case::LostReplyWriteSurvived,
        Case::LostReplyWriteGone,
        Case::ReadBehind,
        Case::SyncWaited,
        Case::ClientAhead,
        Case::NobodyServes,
        Case::SessionMoved,
        Case::WriteThroughFormer,
        Case::MultiRefused,
        Case::MultiDone,
        Case::WatchFired,
        Case::WatchCaughtUp,
        Case::EphemeralsGone,
        Case::Expired,
        Case::ExpiredAfterLeaderChange,
        Case::SessionGone,
        Case::ContainerSwept,
    ];

    /// The law that it tries above all.
    pub fn law(self) -> Law {
        match self {
            Case::CompetingVotes | Case::TwoLeaders => Law::Leadership,
            Case::LeaderSilent | Case::MajorityLost => Law::Epochs,
            Case::MissingTold | Case::WholeDatabaseGiven => Law::StateMachine,
            Case::TailCutOff => Law::Agreement,
            Case::TailAgreedOnLater => Law::Quorum,
            Case::LostReplyWriteSurvived | Case::LostReplyWriteGone => Law::Durability,
            Case::ReadBehind | Case::ClientAhead | Case::NobodyServes => Law::MonotoneView,
            Case::SyncWaited => Law::LinearizableWrites,
            Case::SessionMoved | Case::WriteThroughFormer => Law::OneConnection,
            Case::MultiRefused | Case::MultiDone | Case::ContainerSwept => Law::Tree,
            Case::WatchFired => Law::OneShot,
            Case::WatchCaughtUp => Law::WatchBeforeData,
            Case::EphemeralsGone | Case::SessionGone => Law::Ephemerals,
            Case::Expired | Case::ExpiredAfterLeaderChange => Law::Expiry,
        }
    }
}

/// How often each has occurred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<Case, u64>);

impl Tally {
    pub fn of(&self, case: Case) -> u64 {
        self.0.get(&case).copied().unwrap_or(0)
    }

    pub fn count(&mut self, case: Case, times: u64) {
        *self.0.entry(case).or_default() += times;
    }

    pub fn add(&mut self, other: &Tally) {
        other
            .0
            .iter()
            .for_each(|(it, times)| self.count(*it, *times));
    }
}

/// One who looks for them in a run.
#[derive(Clone, Debug, Default)]
pub struct Observer {
    pub tally: Tally,
    pub transactions: u64,
    pub elections: u64,
    /// Whom others than themselves would have, since the last election.
    favoured: BTreeSet<ServerId>,
    last: Zxid,
    /// In which epoch each session was opened, and at which server it was last.
    opened: BTreeMap<SessionId, Epoch>,
    at: BTreeMap<SessionId, ServerId>,
    writes: BTreeMap<ConnectionId, Writes>,
}

/// The writes of one connection. Those that are applied are the oldest, and so are those that
/// are answered.
#[derive(Clone, Debug, Default)]
struct Writes {
    sent: u64,
    applied: u64,
    unanswered: BTreeSet<Xid>,
}

impl Observer {
    /// Reads what a step has done.
    pub fn read(&mut self, world: &World<Robot>, step: &[TraceEntry]) {
        for entry in step {
            match &entry.what {
                Happening::Server(id, note) => self.note(world, *id, note),
                Happening::PeerArrived { delivery, .. } => self.peer_arrived(delivery, step),
                Happening::Sent { delivery, .. } => self.sent(delivery),
                Happening::Arrived { delivery, .. } => self.arrived(delivery),
                _ => {}
            }
        }
    }

    /// Tells, at the end, what became of the writes without an answer.
    pub fn finish(&mut self) {
        for writes in std::mem::take(&mut self.writes).into_values() {
            let answered = writes.sent - writes.unanswered.len() as u64;
            let survived = writes.applied.saturating_sub(answered);
            self.tally.count(Case::LostReplyWriteSurvived, survived);
            let gone = writes.sent.saturating_sub(writes.applied);
            self.tally.count(Case::LostReplyWriteGone, gone);
        }
    }

    fn count(&mut self, case: Case) {
        self.tally.count(case, 1);
    }

    fn note(&mut self, world: &World<Robot>, id: ServerId, note: &ServerNote) {
        match note {
            ServerNote::Established { .. } => {
                self.elections += 1;
                if self.favoured.len() > 1 {
                    self.count(Case::CompetingVotes);
                }
                self.favoured.clear();
                let others = world.servers().filter(|it| it.id() != id);
                if others.filter(|it| it.is_established()).count() > 0 {
                    self.count(Case::TwoLeaders);
                }
            }
            ServerNote::Looking { why } => match why {
                Looking::LeaderSilent { .. } => self.count(Case::LeaderSilent),
                Looking::MajorityLost => self.count(Case::MajorityLost),
                _ => {}
            },
            ServerNote::Fed { how, proposals, .. } => match how {
                Feeding::Diff if *proposals > 0 => self.count(Case::MissingTold),
                Feeding::Diff => {}
                Feeding::Trunc(_) => self.count(Case::TailCutOff),
                Feeding::Snap => self.count(Case::WholeDatabaseGiven),
            },
            ServerNote::Applied { txn, cause, .. } => {
                self.transactions += 1;
                let zxid = txn.stamp.zxid;
                self.last = zxid;
                if world.server(id).disk().current > zxid.epoch() {
                    self.count(Case::TailAgreedOnLater);
                }
                self.applied(zxid, &txn.body, *cause);
            }
            ServerNote::Resumed { session } => {
                let before = self.at.insert(*session, id);
                let moves = before.is_some_and(|it| it != id);
                self.tally.count(Case::SessionMoved, u64::from(moves));
            }
            ServerNote::Behind { .. } => self.count(Case::ClientAhead),
            ServerNote::NotServing { .. } => self.count(Case::NobodyServes),
            ServerNote::Gone { .. } => self.count(Case::SessionGone),
            _ => {}
        }
    }

    fn applied(&mut self, zxid: Zxid, body: &TxnBody, cause: Cause) {
        match (body, cause) {
            (TxnBody::CreateSession { session, .. }, _) => {
                self.opened.insert(*session, zxid.epoch());
                return;
            }
            (TxnBody::CloseSession { session, .. }, Cause::Expiry { .. }) => {
                self.count(Case::Expired);
                if self
                    .opened
                    .get(session)
                    .is_some_and(|it| *it < zxid.epoch())
                {
                    self.count(Case::ExpiredAfterLeaderChange);
                }
            }
            (TxnBody::Refused(Refusal::Single(Check::SessionHere)), _) => {
                self.count(Case::WriteThroughFormer);
            }
            (TxnBody::Refused(Refusal::Multi { .. }), _) => self.count(Case::MultiRefused),
            (TxnBody::Multi(bodies), _) if bodies.len() > 1 => self.count(Case::MultiDone),
            (TxnBody::Delete { .. }, Cause::Sweep) => self.count(Case::ContainerSwept),
            _ => {}
        }
        if let TxnBody::CloseSession { ephemerals, .. } = body
            && !ephemerals.is_empty()
        {
            self.count(Case::EphemeralsGone);
        }
        if let Cause::Client(by) = cause {
            self.writes.entry(by).or_default().applied += 1;
        }
    }

    fn peer_arrived(&mut self, delivery: &PeerDelivery, step: &[TraceEntry]) {
        match &delivery.carried {
            PeerCarried::Vote(news) if news.vote.leader != delivery.from => {
                self.favoured.insert(news.vote.leader);
            }
            PeerCarried::Packet(PeerPacket::Sync(_)) => {
                let answers = |it: &TraceEntry| {
                    matches!(&it.what, Happening::PeerSent { delivery, .. }
                        if matches!(delivery.carried, PeerCarried::Packet(PeerPacket::Synced(_))))
                };
                if !step.iter().any(answers) {
                    self.count(Case::SyncWaited);
                }
            }
            _ => {}
        }
    }

    fn sent(&mut self, delivery: &Delivery) {
        match &delivery.carried {
            Carried::Up(FromClient::Request { xid, request }) if is_write(request) => {
                let writes = self.writes.entry(delivery.connection).or_default();
                writes.sent += 1;
                writes.unanswered.insert(*xid);
            }
            Carried::Down(FromServer::Reply { zxid, .. }) if *zxid < self.last => {
                self.count(Case::ReadBehind);
            }
            Carried::Down(FromServer::Event(event)) => match event.zxid {
                Some(_) => self.count(Case::WatchFired),
                None => self.count(Case::WatchCaughtUp),
            },
            _ => {}
        }
    }

    fn arrived(&mut self, delivery: &Delivery) {
        if let (Side::Client, Carried::Down(FromServer::Reply { xid, .. })) =
            (delivery.to, &delivery.carried)
            && let Some(writes) = self.writes.get_mut(&delivery.connection)
        {
            writes.unanswered.remove(xid);
        }
    }
}
