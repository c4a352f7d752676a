//! Things in ascending order.

use std::collections::BinaryHeap;

/// All of them, the least first; of equals, any first.
///
/// It takes a heap: the sorting of slices brings 4 KiB of code for each kind of thing, to be fast
/// with lists longer than any of ours.
pub fn sorted<T: Ord>(things: impl IntoIterator<Item = T>) -> Vec<T> {
    let heap: BinaryHeap<T> = things.into_iter().collect();
    heap.into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_and_the_least_is_first() {
        assert_eq!(sorted([3, 1, 2, 1]), [1, 1, 2, 3]);
        assert!(sorted(Vec::<u8>::new()).is_empty());
    }
}
