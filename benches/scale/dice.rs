//! Numbers that look like chance and are the same on every machine (SplitMix64).
//!
//! In: what a file is about. Out: a stream of numbers of its own, so that a larger site begins with the same files as a smaller
//! one. Never: the clock, an address in memory.

/// A stream of numbers.
pub struct Dice(u64);

/// Fixed once; another seed is another site.
const SEED: u64 = 0x6b6f_6879_6f20_2026;

impl Dice {
    /// The stream of a place: plan, year, kind of file …
    pub fn of(place: &[usize]) -> Dice {
        let mut dice = Dice(SEED);
        for part in place {
            dice.0 ^= *part as u64 + 1;
            dice.0 = dice.next();
        }
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    /// True once in `n` on average.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[(self.next() % list.len() as u64) as usize]
    }
}
