//! A check of the check of histories: where no order at all explains the answers, the order of the
//! zxids must not seem to (Wing and Gong 1993).

use std::collections::BTreeSet;

use zkplay::engine::TxnBody;
use zkplay::ensemble::Cause;
use zkplay::model::{Answer, Chance, ErrorCode, Reply, Request, SessionId, Stat, ZPath, Zxid};
use zkplay::native::sweep::histories::{History, Operation, is_write};
use zkplay::native::sweep::model::Model;
use zkplay::native::sweep::setting::Options;
use zkplay::native::sweep::trial::Trial;

/// With more, the search takes too long.
const MOST_STEPS: usize = 40;

/// Something that may have happened.
enum Step<'a> {
    Asked(&'a Operation),
    /// Sessions that expire and containers that go do so at any time, or never.
    Ended(SessionId),
    Swept(&'a ZPath),
}

impl Step<'_> {
    /// Does it; `None` if that is not what was answered.
    fn take(&self, model: &Model) -> Option<Model> {
        let mut model = model.clone();
        match self {
            Step::Asked(operation) => {
                let session = operation.session;
                let given = match &operation.request {
                    Request::Write(write) => model.write(session, write, Zxid::ZERO),
                    Request::Multi(writes) => model.write_all(session, writes, Zxid::ZERO),
                    _ => {
                        model.end(session, Zxid::ZERO);
                        Ok(Reply::Done)
                    }
                };
                let answered = operation.answered.as_ref();
                answered
                    .is_none_or(|it| blind(&it.answer) == given)
                    .then_some(model)
            }
            Step::Ended(session) => {
                model.end(*session, Zxid::ZERO);
                Some(model)
            }
            Step::Swept(path) => {
                let is_there = model.read(zkplay::model::ReadKind::Exists, path).is_ok();
                is_there.then(|| model.remove(path.as_str(), Zxid::ZERO))?;
                Some(model)
            }
        }
    }

    /// Whether it must come before the other: it was answered before that was asked, or it was
    /// sent before on the same connection.
    fn is_before(&self, other: &Step<'_>) -> bool {
        let (Step::Asked(one), Step::Asked(other)) = (self, other) else {
            return false;
        };
        let known = one.answered.as_ref().is_some_and(|it| it.at < other.sent);
        known || (one.connection == other.connection && one.sent < other.sent)
    }

    fn is_certain(&self) -> bool {
        matches!(self, Step::Asked(it) if it.answered.is_some())
    }
}

/// Without zxids: in a search nobody knows them.
fn blind(answer: &Answer) -> Answer {
    let stat = |it: &Stat| Stat {
        czxid: Zxid::ZERO,
        mzxid: Zxid::ZERO,
        pzxid: Zxid::ZERO,
        ..*it
    };
    answer.clone().map(|reply| match reply {
        Reply::Set(it) => Reply::Set(stat(&it)),
        Reply::Multi(results) => Reply::Multi(results.iter().map(blind).collect()),
        other => other,
    })
}

/// Whether some order explains the answers to all writes; `None` if there are too many.
fn is_explained(history: &History) -> Option<bool> {
    // Whoever is told that its session is over has done nothing.
    let is_void = |it: &&Operation| {
        let over = [Err(ErrorCode::SessionExpired), Err(ErrorCode::SessionMoved)];
        it.answered
            .as_ref()
            .is_some_and(|it| over.contains(&it.answer))
    };
    let asked = history.operations.iter();
    let asked = asked.filter(|it| is_write(&it.request) && !is_void(it));
    let by_itself = history.decided.values().filter_map(|(txn, cause)| {
        Some(match (&txn.body, cause) {
            (TxnBody::CloseSession { session, .. }, Cause::Expiry { .. }) => Step::Ended(*session),
            (TxnBody::Delete { path }, Cause::Sweep) => Step::Swept(path),
            _ => return None,
        })
    });
    let steps: Vec<_> = asked.map(Step::Asked).chain(by_itself).collect();
    (steps.len() <= MOST_STEPS).then(|| search(&steps))
}

fn search(steps: &[Step<'_>]) -> bool {
    let all = 0..steps.len();
    let certain = all.clone().filter(|it| steps[*it].is_certain());
    let certain: u64 = certain.map(|it| 1 << it).sum();
    let mut seen: BTreeSet<(u64, Model)> = BTreeSet::new();
    let mut todo = vec![(0u64, Model::default())];
    while let Some((done, model)) = todo.pop() {
        if done & certain == certain {
            return true;
        }
        for next in all.clone().filter(|it| done & 1 << it == 0) {
            let waits = |it: usize| done & 1 << it == 0 && steps[it].is_before(&steps[next]);
            if all.clone().any(waits) {
                continue;
            }
            if let Some(model) = steps[next].take(&model) {
                let state = (done | 1 << next, model);
                if seen.insert(state.clone()) {
                    todo.push(state);
                }
            }
        }
    }
    false
}

fn short_history(seed: u64) -> History {
    let options = Options {
        servers: 3,
        clients: 3,
        faults: seed.is_multiple_of(2),
        steps: 250,
        patient: false,
    };
    let trial = Trial::at_random(seed, &options);
    assert_eq!(trial.complaint, None, "seed {seed}");
    History::of(trial.run())
}

#[test]
fn the_order_of_the_zxids_is_one_that_a_search_finds_too() {
    let mut searched = 0;
    for seed in 0..150 {
        let history = short_history(seed);
        assert_eq!(history.contradiction(), None, "seed {seed}");
        if let Some(explained) = is_explained(&history) {
            assert!(
                explained,
                "seed {seed}: no order explains {:?}",
                history.operations
            );
            searched += usize::from(history.operations.len() > 4);
        }
    }
    assert!(searched > 50, "{searched} histories are short enough");
}

#[test]
fn what_no_order_explains_the_zxids_do_not_either() {
    let mut refuted = 0;
    for seed in 0..150 {
        let mut history = short_history(seed);
        let mut chance = Chance::stream(seed, "forger");
        forge(&mut history, &mut chance);
        if is_explained(&history) == Some(false) {
            refuted += 1;
            assert!(history.contradiction().is_some(), "seed {seed}");
        }
    }
    assert!(refuted > 20, "{refuted} forgeries are refuted");
}

/// Gives one write the answer of another.
fn forge(history: &mut History, chance: &mut Chance) {
    let all = history.operations.iter().enumerate();
    let answered = all.filter(|(_, it)| is_write(&it.request) && it.answered.is_some());
    let mut places: Vec<usize> = answered.map(|(place, _)| place).collect();
    chance.shuffle(&mut places);
    let [one, other, ..] = places[..] else { return };
    let answer = history.operations[other].answered.as_ref();
    let answer = answer.expect("it is answered").answer.clone();
    let forged = history.operations[one].answered.as_mut();
    forged.expect("it is answered").answer = answer;
}
