//! Two branches held against each other: what happened in one of them only, and what is left.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::app::playground::Playground;
use crate::app::scene::Scene;
use crate::app::select::tree::data_in_short;
use crate::app::view::{ComparedEvent, ComparedZnode, ComparisonView, EventKind, EventRow, Side};
use crate::app::words::fill;
use crate::engine::tree::Znode;
use crate::model::ZPath;

/// So many events that differ are shown.
const MOST: usize = 200;

/// `None` if nothing is compared.
pub fn view(playground: &Playground) -> Option<ComparisonView> {
    let words = &playground.options.lang.words().timeline;
    let timeline = &playground.timeline;
    let branches = timeline.branches();
    let there = branches.place_of(playground.look.compared)?;
    let other = &branches.all()[there];
    let heads = (timeline.head(), timeline.head_of(there));
    let all = events(heads.0, heads.1);
    let differs = |it: &ComparedEvent| it.side != Side::Both;
    let first = all.iter().position(differs);
    let parting = match first {
        Some(first) => {
            let at = first.checked_sub(1).map(|it| all[it].row.at);
            fill(words.parted, &[("at", &at.unwrap_or_default().to_string())])
        }
        None => words.same.to_string(),
    };
    let parted = &all[first.unwrap_or(all.len())..];
    let more = parted.iter().skip(MOST).filter(|it| differs(it)).count();
    Some(ComparisonView {
        here: branches.here().name.clone(),
        there: other.name.clone(),
        parting,
        events: parted.iter().take(MOST).cloned().collect(),
        more,
        znodes: znodes(heads.0, heads.1),
    })
}

/// All that happened in either, in the order of time; what happened in both stands once.
fn events(here: &Scene, there: &Scene) -> Vec<ComparedEvent> {
    let told = |it: &&Rc<EventRow>| it.kind != EventKind::Ping;
    let mut ours = here.chronicle.events().iter().filter(told).peekable();
    let mut theirs = there.chronicle.events().iter().filter(told).peekable();
    let mut all = Vec::new();
    loop {
        let (side, row) = match (ours.peek(), theirs.peek()) {
            (None, None) => return all,
            (Some(_), None) => (Side::Here, ours.next()),
            (None, Some(_)) => (Side::There, theirs.next()),
            (Some(one), Some(other)) if is_same(one, other) => {
                theirs.next();
                (Side::Both, ours.next())
            }
            (Some(one), Some(other)) => match one.at.cmp(&other.at) {
                Ordering::Greater => (Side::There, theirs.next()),
                Ordering::Less | Ordering::Equal => (Side::Here, ours.next()),
            },
        };
        let row = Rc::clone(row.expect("it was seen"));
        all.push(ComparedEvent { side, row });
    }
}

fn is_same(one: &EventRow, other: &EventRow) -> bool {
    (one.at, one.kind, &one.who, &one.text) == (other.at, other.kind, &other.who, &other.text)
}

/// The znodes that the two have otherwise, or only one of them has.
fn znodes(here: &Scene, there: &Scene) -> Vec<ComparedZnode> {
    let (ours, theirs) = (here.stage.tree().sorted(), there.stage.tree().sorted());
    let (mut ours, mut theirs) = (ours.iter().peekable(), theirs.iter().peekable());
    let told = |side, scene: &Scene, (path, znode): &(&ZPath, &Znode)| ComparedZnode {
        side,
        path: path.to_string(),
        text: in_short(scene, znode),
    };
    let mut all = Vec::new();
    while all.len() < MOST {
        let order = match (ours.peek(), theirs.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((one, _)), Some((other, _))) => one.cmp(other),
        };
        let one = ours.next_if(|_| order.is_le());
        let other = theirs.next_if(|_| order.is_ge());
        let one = one.map(|it| told(Side::Here, here, it));
        let other = other.map(|it| told(Side::There, there, it));
        if one.as_ref().map(|it| &it.text) != other.as_ref().map(|it| &it.text) {
            all.extend(one.into_iter().chain(other));
        }
    }
    all
}

/// What makes a difference to people: its owner, its version, its data.
fn in_short(scene: &Scene, znode: &Znode) -> String {
    let owner = znode.owner();
    let owner = owner.map_or("", |it| scene.chronicle.roster().owner_name(it));
    let version = znode.version.get();
    let data = data_in_short(&znode.data);
    format!("{owner} v{version} {data}")
        .trim_start()
        .to_string()
}
