//! The withheld values known on this machine, for the guard to look for.
//!
//! In: what `redact` opened. Out: needles for a search. Never: `Debug` or `Serialize` with content.

use std::collections::BTreeSet;
use std::fmt;

/// Needles that no output file may hold.
#[derive(Default)]
pub struct Watchlist {
    needles: BTreeSet<String>,
}

/// Shorter texts and bare small numbers occur everywhere; looking for them alone would find only chance.
const SHORTEST: usize = 3;

impl Watchlist {
    /// Adds a withheld text, line by line for longer ones.
    pub(super) fn add(&mut self, payload: &str) {
        // A line of signs alone (`|---|---|`) says nothing and stands in many texts.
        let telling = |line: &&str| line.chars().count() >= SHORTEST && line.chars().any(char::is_alphanumeric);
        for line in payload.lines().map(str::trim).filter(telling) {
            self.needles.insert(line.to_owned());
        }
    }

    /// What to look for, in a fixed order.
    pub fn needles(&self) -> impl Iterator<Item = &str> {
        self.needles.iter().map(String::as_str)
    }
}

impl fmt::Debug for Watchlist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Watchlist({} entries)", self.needles.len())
    }
}
