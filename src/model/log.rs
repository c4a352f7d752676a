//! A list that grows at its end, and whose copies share what they have in common.

use std::sync::Arc;

/// So many items are kept together: what is copied when one of two copies grows.
const CHUNK: usize = 64;

/// Copying it takes a pointer for each 64 items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log<T> {
    /// All are full but the last.
    chunks: Vec<Arc<Vec<T>>>,
}

impl<T> Default for Log<T> {
    fn default() -> Log<T> {
        Log { chunks: Vec::new() }
    }
}

impl<T> Log<T> {
    pub fn len(&self) -> usize {
        let full = self.chunks.len().saturating_sub(1) * CHUNK;
        full + self.chunks.last().map_or(0, |it| it.len())
    }

    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    pub fn get(&self, at: usize) -> Option<&T> {
        self.chunks.get(at / CHUNK)?.get(at % CHUNK)
    }

    pub fn last(&self) -> Option<&T> {
        self.chunks.last()?.last()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        self.chunks.iter().flat_map(|it| it.iter())
    }

    /// Those behind the first so many.
    pub fn since(&self, first: usize) -> impl DoubleEndedIterator<Item = &T> + Clone {
        let chunks = self.chunks.get(first / CHUNK..).unwrap_or_default();
        let (begun, others) = chunks
            .split_first()
            .map_or((&[][..], chunks), |(it, rest)| {
                (it.get(first % CHUNK..).unwrap_or_default(), rest)
            });
        begun.iter().chain(others.iter().flat_map(|it| it.iter()))
    }

    /// How many of its first items have that; it has to be true of those and of no other.
    pub fn partition_point(&self, has: impl Fn(&T) -> bool) -> usize {
        let full = self
            .chunks
            .partition_point(|it| it.last().is_some_and(&has));
        match self.chunks.get(full) {
            Some(parted) => full * CHUNK + parted.partition_point(has),
            None => self.len(),
        }
    }
}

impl<T: Clone> Log<T> {
    pub fn push(&mut self, item: T) {
        match self.chunks.last_mut() {
            Some(last) if last.len() < CHUNK => Arc::make_mut(last).push(item),
            _ => self.chunks.push(Arc::new(vec![item])),
        }
    }

    pub fn last_mut(&mut self) -> Option<&mut T> {
        Arc::make_mut(self.chunks.last_mut()?).last_mut()
    }
}

impl<T: Clone> FromIterator<T> for Log<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Log<T> {
        let mut log = Log::default();
        items.into_iter().for_each(|it| log.push(it));
        log
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn it_holds_what_a_vector_holds() {
        for length in [0, 1, 63, 64, 65, 128, 1000] {
            let log: Log<usize> = (0..length).collect();
            let all: Vec<usize> = (0..length).collect();
            assert_eq!(log.len(), length);
            assert_eq!(log.is_empty(), length == 0);
            assert_eq!(log.last(), all.last());
            assert!(log.iter().eq(all.iter()));
            assert!(log.iter().rev().eq(all.iter().rev()));
            for at in [0, 1, 62, 63, 64, 65, 127, 128, 999, 1000, 5000] {
                assert_eq!(log.get(at), all.get(at));
                assert!(log.since(at).eq(all.iter().skip(at)), "{length}, {at}");
                let fewer = log.partition_point(|it| *it < at);
                assert_eq!(fewer, all.partition_point(|it| *it < at), "{length}, {at}");
            }
        }
    }

    #[test]
    fn a_copy_goes_its_own_way() {
        let mut log: Log<usize> = (0..100).collect();
        let mut copy = log.clone();
        copy.push(1000);
        *copy.last_mut().unwrap() += 1;
        log.push(100);
        assert_eq!((log.last(), copy.last()), (Some(&100), Some(&1001)));
        assert!(log.iter().take(100).eq(copy.iter().take(100)));
        assert!(Arc::ptr_eq(&log.chunks[0], &copy.chunks[0]));
    }
}
