//! What each server has delivered, and whether the servers agree.

use std::collections::BTreeMap;

use litemap::LiteMap;

use crate::engine::{Database, Txn};
use crate::model::{Epoch, ServerId, ZPath, Zxid};
use crate::sim::host::Host;
use crate::sim::laws::history::{History, touched};
use crate::sim::laws::law::{Found, Law};

/// After so many transactions a server's whole database is compared, not only what they named.
const WHOLE_EVERY: u32 = 256;

#[derive(Clone, Debug)]
pub struct Seats {
    seats: BTreeMap<ServerId, Seat>,
    /// Who was established in which epoch.
    established: BTreeMap<Epoch, ServerId>,
    /// What was proposed, and by whom.
    proposed: BTreeMap<Zxid, (ServerId, Txn)>,
    /// The last write whose success a client was told.
    pub promised: Zxid,
}

/// What is known of one server.
#[derive(Clone, Debug)]
struct Seat {
    /// The last transaction that it has delivered.
    delivered: Zxid,
    accepted: Epoch,
    current: Epoch,
    /// What may have changed since its database was last compared.
    touched: Vec<ZPath>,
    /// How many transactions it has delivered since its whole database was.
    since_whole: u32,
}

impl Seats {
    pub fn new(hosts: &LiteMap<ServerId, Host>) -> Seats {
        let seat = |host: &Host| Seat {
            delivered: host.server.disk().last(),
            accepted: host.server.disk().accepted,
            current: host.server.disk().current,
            touched: Vec::new(),
            since_whole: 0,
        };
        let leads = hosts.iter().filter(|(_, it)| it.server.is_established());
        Seats {
            seats: hosts.iter().map(|(id, it)| (*id, seat(it))).collect(),
            established: leads
                .map(|(id, it)| (it.server.disk().current, *id))
                .collect(),
            proposed: BTreeMap::new(),
            promised: Zxid::ZERO,
        }
    }

    fn seat(&mut self, id: ServerId) -> &mut Seat {
        self.seats.get_mut(&id).expect("the ensemble has it")
    }

    /// Its database begins anew, as of that transaction.
    pub fn restored(&mut self, id: ServerId, to: Zxid) {
        let seat = self.seat(id);
        seat.delivered = to;
        seat.since_whole = WHOLE_EVERY;
    }

    pub fn established(
        &mut self,
        id: ServerId,
        epoch: Epoch,
        history: &History,
        found: &mut Found,
    ) {
        // One alone leads for ever, and in one epoch.
        if self.seats.len() > 1 {
            let former = self.established.insert(epoch, id);
            found.hold(Law::Leadership, former.is_none(), || {
                let former = former.expect("there is one");
                format!("{id} leads in epoch {}, and so did {former}", epoch.get())
            });
        }
        let (promised, last) = (self.promised, history.last());
        let seat = self.seat(id);
        let delivered = seat.delivered;
        seat.since_whole = WHOLE_EVERY;
        found.hold(Law::Durability, delivered >= promised, || {
            format!("{id} leads with a log up to {delivered}; a client was told of {promised}")
        });
        found.hold(Law::PrimaryIntegrity, delivered >= last, || {
            format!("{id} leads and has delivered {delivered}; {last} was agreed on")
        });
    }

    pub fn serving(&mut self, id: ServerId) {
        self.seat(id).since_whole = WHOLE_EVERY;
    }

    pub fn proposed(&mut self, id: ServerId, txn: &Txn, history: &History, found: &mut Found) {
        let zxid = txn.stamp.zxid;
        let epoch = zxid.epoch();
        let leads = self.established.get(&epoch) == Some(&id);
        found.hold(Law::Integrity, leads, || {
            format!("{id} proposes {zxid}, and was not established in that epoch")
        });
        let first = self.proposed.insert(zxid, (id, txn.clone())).is_none();
        found.hold(Law::Integrity, first, || {
            format!("{id} proposes {zxid}, which was proposed before")
        });
        let agreed = history.before(epoch.start());
        let delivered = self.seat(id).delivered;
        found.hold(Law::PrimaryIntegrity, delivered >= agreed, || {
            format!("{id} proposes {zxid}, and has not delivered {agreed}")
        });
    }

    /// A server has delivered a transaction; `first` is what is known of it if none had before.
    pub fn delivered(
        &mut self,
        id: ServerId,
        zxid: Zxid,
        hosts: &LiteMap<ServerId, Host>,
        history: &History,
        is_new: Option<&Txn>,
        found: &mut Found,
    ) {
        let last = self.seat(id).delivered;
        self.check_place(id, last, zxid, history, found);
        match (is_new, history.get(zxid)) {
            (Some(txn), None) => {
                found.hold(Law::Agreement, zxid > history.last(), || {
                    let last = history.last();
                    format!("{id} delivers {zxid}, which nobody had who has delivered {last}")
                });
                self.check_origin(id, txn, hosts, found);
            }
            (_, Some(decided)) => {
                let log = hosts[&id].server.disk().log();
                let place = log.binary_search_by_key(&zxid, |it| it.zxid());
                let same = place.is_ok_and(|it| *log[it].txn == decided.txn);
                found.hold(Law::Agreement, same || place.is_err(), || {
                    format!("{id} delivers another {zxid} than others have")
                });
            }
            (None, None) => found.report(
                Law::Agreement,
                format!("{id} delivers {zxid}, which was passed over by others"),
            ),
        }
        let seat = self.seat(id);
        seat.delivered = zxid;
        seat.since_whole += 1;
    }

    /// Whether a transaction follows upon the one that the server delivered last.
    fn check_place(
        &self,
        id: ServerId,
        last: Zxid,
        zxid: Zxid,
        history: &History,
        found: &mut Found,
    ) {
        if zxid <= last {
            let (law, what) = match zxid.epoch() < last.epoch() {
                true => (Law::GlobalPrimaryOrder, "of an older epoch"),
                false => (Law::TotalOrder, "which comes before"),
            };
            return found.report(law, format!("{id} delivers {zxid} after {last}, {what}"));
        }
        let missing = history.before(zxid);
        found.hold(Law::Prefix, missing == last, || {
            format!("{id} delivers {zxid} after {last}; between them is {missing}")
        });
        let next = match zxid.epoch() == last.epoch() {
            true => last.counter() + 1,
            false => 1,
        };
        found.hold(Law::LocalPrimaryOrder, zxid.counter() == next, || {
            format!("{id} delivers {zxid} after {last}, and some between them were left out")
        });
    }

    /// Whether it was proposed, and is safe.
    fn check_origin(
        &self,
        id: ServerId,
        txn: &Txn,
        hosts: &LiteMap<ServerId, Host>,
        found: &mut Found,
    ) {
        let zxid = txn.stamp.zxid;
        if self.seats.len() > 1 {
            let same = self.proposed.get(&zxid).is_some_and(|(_, it)| it == txn);
            found.hold(Law::Integrity, same, || {
                format!("{id} delivers {zxid}, and nobody has proposed that")
            });
        }
        let holders = hosts.iter();
        let holders = holders.filter(|(_, it)| it.server.disk().survives(zxid));
        let holders = holders.count();
        found.hold(Law::Quorum, holders * 2 > hosts.len(), || {
            format!("{id} delivers {zxid}, which is safe in the logs of {holders} only")
        });
    }

    /// A server has delivered it, so these may have changed.
    pub fn touched(&mut self, id: ServerId, txn: &Txn) {
        touched(&txn.body, &mut self.seat(id).touched);
    }

    /// What holds between steps.
    pub fn settle(
        &mut self,
        hosts: &LiteMap<ServerId, Host>,
        history: &History,
        found: &mut Found,
    ) {
        for (id, seat) in &mut self.seats {
            let host = &hosts[id];
            let disk = host.server.disk();
            let grows = disk.accepted >= seat.accepted && disk.current >= seat.current;
            found.hold(Law::Epochs, grows && disk.current <= disk.accepted, || {
                let (accepted, current) = (disk.accepted.get(), disk.current.get());
                format!("{id} has promised epoch {accepted}, and its history is of {current}")
            });
            (seat.accepted, seat.current) = (disk.accepted, disk.current);
            let whole = seat.since_whole >= WHOLE_EVERY;
            if host.is_up() && (whole || !seat.touched.is_empty()) {
                let (own, right) = (host.server.database(), history.at(seat.delivered));
                let paths = std::mem::take(&mut seat.touched);
                if whole {
                    seat.since_whole = 0;
                    check_whole(*id, own, found);
                }
                found.hold(Law::StateMachine, agree(own, right, &paths, whole), || {
                    let last = seat.delivered;
                    format!("{id} has delivered {last}, and its database is not what that gives")
                });
            }
        }
    }

    /// Forgets what no server could ever deliver again, and tells up to where that is.
    pub fn forget(&mut self, hosts: &LiteMap<ServerId, Host>) -> Zxid {
        let ends = hosts
            .values()
            .map(|it| it.server.disk().snapshot().last_zxid);
        let until = ends.min().unwrap_or(Zxid::ZERO);
        self.proposed = self.proposed.split_off(&until);
        until
    }
}

/// Whether a database is as it should be, at those znodes at least.
fn agree(own: &Database, right: &Database, paths: &[ZPath], whole: bool) -> bool {
    if whole {
        // A new leader stands at the mark of its epoch.
        let mut own = own.clone();
        own.last_zxid = right.last_zxid;
        return own == *right;
    }
    let mut paths = paths.iter();
    paths.all(|it| own.tree.get(it) == right.tree.get(it))
        && own.tree.len() == right.tree.len()
        && own.sessions.len() == right.sessions.len()
}

/// Everything that a database must be in itself.
pub fn check_whole(id: ServerId, database: &Database, found: &mut Found) {
    let of_shape = database.tree.violations().len();
    for (place, wrong) in database.violations().into_iter().enumerate() {
        let law = match place < of_shape {
            true => Law::Tree,
            false => Law::Ephemerals,
        };
        found.report(law, format!("{id}: {wrong}"));
    }
}
