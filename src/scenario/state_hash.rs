//! The hash of a state: whether a run comes to the state to which it came when it was recorded.

use std::fmt;

/// It is kept here, apart from what makes it, because links hold it and the page reads links; it is
/// made by [`crate::scenario::state`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateHash {
    /// Of the text that was hashed: hashes of different versions say nothing about each other.
    pub version: u32,
    pub hash: u64,
}

impl StateHash {
    /// Reads what [`fmt::Display`] writes; `None` if that is something else.
    pub fn parse(text: &str) -> Option<StateHash> {
        let (version, digits) = text.split_once(' ')?;
        let hash = u64::from_str_radix(digits, 16).ok()?;
        let version = version.parse().ok()?;
        let read = StateHash { version, hash };
        // A hash is written in one way only, so that a link is, too.
        (read.to_string() == text).then_some(read)
    }
}

impl StateHash {
    /// Whether that is another state. Of states that were written down in different ways nothing
    /// is known.
    pub fn differs_from(self, other: StateHash) -> bool {
        self.version == other.version && self != other
    }
}

/// As in `1 9f86d081884c7d65`.
impl fmt::Display for StateHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:016x}", self.version, self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_hash_is_read_as_it_was_written_and_in_no_other_way() {
        for text in ["1 9f86d081884c7d65", "12 0000000000000000"] {
            let read = StateHash::parse(text).map(|it| it.to_string());
            assert_eq!(read.as_deref(), Some(text));
        }
        for text in ["", "1", "1 9F86D081884C7D65", "1 0", "+1 9f86d081884c7d65"] {
            assert_eq!(StateHash::parse(text), None, "{text}");
        }
    }
}
