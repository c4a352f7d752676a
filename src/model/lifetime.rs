//! How long a znode lives (`CreateMode`, `EphemeralType`).

use std::fmt;
use std::time::Duration;

/// How long a znode shall live. (Whether it is numbered is a question of its path.)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// Until somebody deletes it.
    Persistent,
    /// As long as the session that created it.
    Ephemeral,
    /// Until its last child has gone; the server sees to it at its next check.
    Container,
    /// Until it has had no children, and no new data, for so long.
    Ttl(Ttl),
}

/// Time to live: 1 ms to 2⁴⁰−1 ms, about 34 years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ttl(u64);

impl Ttl {
    /// The longest, in milliseconds.
    pub const LONGEST: i64 = 0xFF_FFFF_FFFF;

    /// `None` for what is not within the limits.
    pub fn from_millis(millis: i64) -> Option<Ttl> {
        (1..=Ttl::LONGEST)
            .contains(&millis)
            .then(|| Ttl(millis.unsigned_abs()))
    }

    pub fn duration(self) -> Duration {
        Duration::from_millis(self.0)
    }
}

/// In milliseconds, as `create -t` takes it.
impl fmt::Display for Ttl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn s_31_a_ttl_has_forty_bits_and_is_positive() {
        for millis in [i64::MIN, -1, 0, 0xFF_FFFF_FFFF + 1, i64::MAX] {
            assert_eq!(Ttl::from_millis(millis), None, "{millis}");
        }
        for millis in [1, 0xFF_FFFF_FFFF] {
            let ttl = Ttl::from_millis(millis).expect("it is within the limits");
            assert_eq!(ttl.to_string(), millis.to_string());
        }
    }
}
