//! The withheld values known on this machine, for the guard to look for.
//!
//! In: what `redact` opened. Out: needles for a search. Never: `Debug` or `Serialize` with content.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// Needles that no output file may hold.
#[derive(Default)]
pub struct Watchlist {
    needles: BTreeSet<String>,
    files: BTreeSet<Arc<[u8]>>,
}

/// Shorter texts and bare small numbers occur everywhere; looking for them alone would find only chance.
const SHORTEST: usize = 3;

impl Watchlist {
    /// Adds a withheld text, line by line for longer ones.
    pub(super) fn add(&mut self, payload: &str) {
        for line in payload.lines().map(str::trim).filter(|line| line.chars().count() >= SHORTEST) {
            self.needles.insert(line.to_owned());
        }
    }

    /// Adds a withheld file.
    pub(super) fn add_file(&mut self, bytes: Arc<[u8]>) {
        if !bytes.is_empty() {
            self.files.insert(bytes);
        }
    }

    /// Whether a withheld file stands in these bytes, as a whole or inside something else.
    pub fn holds_file(&self, bytes: &[u8]) -> bool {
        self.files.iter().any(|file| bytes.windows(file.len()).any(|window| *window == **file))
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty() && self.files.is_empty()
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
