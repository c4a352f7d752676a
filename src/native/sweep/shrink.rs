//! The fewest things that still do harm.

/// Leaves out what is not needed, first much at once and then one by one.
pub fn shrink<T: Clone>(all: Vec<T>, does_harm: impl Fn(&[T]) -> bool) -> Vec<T> {
    let mut kept = all;
    let mut width = kept.len().div_ceil(2).max(1);
    loop {
        let before = kept.len();
        let mut at = 0;
        while at < kept.len() {
            let end = (at + width).min(kept.len());
            let fewer = [&kept[..at], &kept[end..]].concat();
            match does_harm(&fewer) {
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
