//! Chance: a seeded generator that is part of the world.
//!
//! The stream must never change under a link that somebody has shared, so it is written here
//! and pinned by test vectors, and takes nothing from the machine. Draws are `u32` or `u64`,
//! never `usize`, which has 32 bits in the browser.

/// SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// A stream of its own for each use, so that a draw in one does not shift the others.
    pub fn stream(seed: u64, name: &str) -> Chance {
        // FNV-1a of the name keeps the streams apart.
        let mut hash = 0xCBF2_9CE4_8422_2325u64;
        for byte in name.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
        let mut mixed = Chance { state: seed ^ hash };
        Chance {
            state: mixed.draw(),
        }
    }

    /// Where in its stream it is: equal ones go on alike.
    pub fn position(&self) -> u64 {
        self.state
    }

    pub fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not including, `end`; 0 if that is 0. The high half of a
    /// product: for the small ranges here, fair enough to one part in billions.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.draw()) * u128::from(end)) >> 64) as u64
    }

    /// Puts a list in an order of chance.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_never_changes() {
        let mut reference = Chance { state: 1_234_567 };
        assert_eq!(reference.draw(), 6_457_827_717_110_365_317);
        assert_eq!(reference.draw(), 3_203_168_211_198_807_973);
        let mut network = Chance::stream(0, "network");
        let mut clients = Chance::stream(0, "clients");
        let drawn = [
            network.draw(),
            network.below(1000),
            clients.draw(),
            clients.below(1000),
        ];
        assert_eq!(drawn, PINNED);
    }

    /// Drawn once, kept for ever.
    const PINNED: [u64; 4] = [
        16_319_920_504_568_275_155,
        588,
        18_087_488_096_280_762_989,
        194,
    ];

    #[test]
    fn a_shuffle_keeps_all_items() {
        let mut items: Vec<u32> = (0..50).collect();
        Chance::stream(7, "test").shuffle(&mut items);
        assert_ne!(items, (0..50).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..50).collect::<Vec<_>>());
    }
}
