//! The fewest deeds that still break the same law.

use crate::native::sweep::trial::{Deed, Kind, Trial};
use crate::sim::Setup;

/// Leaves out what is not needed, first much at once and then one by one.
pub fn shrink(setup: &Setup, deeds: Vec<Deed>, kind: Kind) -> Vec<Deed> {
    let breaks = |deeds: &[Deed]| {
        let complaint = Trial::of(setup.clone(), deeds).complaint;
        complaint.is_some_and(|it| it.kind() == kind)
    };
    let mut kept = deeds;
    let mut width = kept.len().div_ceil(2).max(1);
    loop {
        let before = kept.len();
        let mut at = 0;
        while at < kept.len() {
            let end = (at + width).min(kept.len());
            let fewer = [&kept[..at], &kept[end..]].concat();
            match breaks(&fewer) {
                true => kept = fewer,
                false => at = end,
            }
        }
        if width == 1 && kept.len() == before {
            return kept;
        }
        width = (width / 2).max(1);
    }
}
