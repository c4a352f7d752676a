//! The laws are not blind: what is forged in the trace of a good run breaks the law it should.

use std::sync::Arc;

use crate::USUAL;
use zkplay::ensemble::ServerNote;
use zkplay::model::{Epoch, FromServer, ServerId, Zxid};
use zkplay::native::sweep::trial::Trial;
use zkplay::sim::event::{Carried, Delivery, Side};
use zkplay::sim::{Happening, Law, Laws, Run, TraceEntry};

/// What becomes of an entry; `None` if this one is left as it is.
type Forge = fn(&TraceEntry) -> Option<Vec<TraceEntry>>;

const FORGERIES: [(Law, Forge); 9] = [
    (Law::Leadership, |entry| match &entry.what {
        Happening::Server(_, ServerNote::Established { .. }) => {
            let epoch = Epoch::FIRST;
            let note = ServerNote::Established { epoch };
            let other = ServerId::new(1);
            Some(vec![
                entry.clone(),
                with(entry, Happening::Server(other, note)),
            ])
        }
        _ => None,
    }),
    (Law::Prefix, |entry| {
        matches!(entry.what, Happening::Replicated(..)).then(Vec::new)
    }),
    (Law::Integrity, |entry| {
        let is_proposal = matches!(
            entry.what,
            Happening::Server(_, ServerNote::Proposed { .. })
        );
        is_proposal.then(Vec::new)
    }),
    (Law::TotalOrder, |entry| {
        let is_copy = matches!(entry.what, Happening::Replicated(..));
        is_copy.then(|| vec![entry.clone(), entry.clone()])
    }),
    (Law::FifoClient, |entry| {
        forge_zxid(entry, Side::Client, |what| {
            matches!(what, Happening::Sent { .. })
        })
    }),
    (Law::MonotoneView, |entry| {
        forge_zxid(entry, Side::Client, |what| {
            matches!(what, Happening::Arrived { .. })
        })
    }),
    (Law::WatchBeforeData, |entry| is_event(entry).then(Vec::new)),
    (Law::OneShot, |entry| {
        is_event(entry).then(|| vec![entry.clone(), entry.clone()])
    }),
    (Law::LinearizableWrites, |entry| match &entry.what {
        Happening::Server(id, ServerNote::Applied { txn, changes, .. }) => {
            let cause = zkplay::ensemble::Cause::Sweep;
            let (txn, changes) = (txn.clone(), changes.clone());
            let note = ServerNote::Applied {
                txn,
                cause,
                changes,
            };
            Some(vec![with(entry, Happening::Server(*id, note))])
        }
        _ => None,
    }),
];

fn with(entry: &TraceEntry, what: Happening) -> TraceEntry {
    TraceEntry {
        what,
        ..entry.clone()
    }
}

fn is_event(entry: &TraceEntry) -> bool {
    matches!(&entry.what, Happening::Sent { delivery, .. }
        if matches!(&delivery.carried, Carried::Down(FromServer::Event(it)) if it.zxid.is_some()))
}

/// An answer seems to come from before anything was done.
fn forge_zxid(
    entry: &TraceEntry,
    to: Side,
    of: impl Fn(&Happening) -> bool,
) -> Option<Vec<TraceEntry>> {
    let mut forged = entry.clone();
    let (Happening::Sent { delivery, .. } | Happening::Arrived { delivery, .. }) = &mut forged.what
    else {
        return None;
    };
    let Delivery { carried, .. } = Arc::make_mut(delivery);
    let Carried::Down(FromServer::Reply { zxid, .. }) = carried else {
        return None;
    };
    *zxid = Zxid::ZERO;
    (delivery.to == to && of(&entry.what)).then(|| vec![forged])
}

#[test]
fn what_is_forged_in_a_trace_breaks_its_law() {
    let trial = Trial::at_random(4, &USUAL);
    assert_eq!(trial.complaint, None);
    for (law, forge) in FORGERIES {
        let broken = judge_forged(&trial, forge);
        assert!(broken.contains(&law), "{law} is not among {broken:?}");
    }
    assert_eq!(judge_forged(&trial, |_| None), []);
}

/// Which laws are broken when every third that can be forged is.
fn judge_forged(trial: &Trial, forge: Forge) -> Vec<Law> {
    let (mut laws, mut broken, mut seen) = (None, Vec::new(), 0);
    let run = trial.run();
    let until = run.world().steps();
    Run::review(
        run.setup().clone(),
        run.journal(),
        until,
        |world, entries| {
            let mut forged = Vec::new();
            for entry in entries {
                let instead = forge(entry);
                seen += u32::from(instead.is_some());
                match instead.filter(|_| seen.is_multiple_of(3)) {
                    Some(instead) => forged.extend(instead),
                    None => forged.push(entry.clone()),
                }
            }
            let laws: &mut Laws = laws.get_or_insert_with(|| Laws::new(world));
            broken.extend(laws.read(world, &forged).into_iter().map(|it| it.law));
        },
    );
    broken.sort_unstable();
    broken.dedup();
    broken
}
