//! Terms and their positions, gathered page by page and written in shards of about the same size.
//!
//! In: folded fields in ascending order of position. Out: shards, and the first term of each. Never: a term in two shards.

use super::coded;
use super::fold::Folded;
use super::terms::terms;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The least size of a shard, and how many there should be at most.
const LEAST: usize = 4_000;
const MOST: usize = 1_000;

/// Where a term stands, as it will be written.
#[derive(Default)]
struct Places {
    last: u32,
    coded: Vec<u8>,
}

/// All terms so far. The order of the map is never seen: terms are sorted before they are written.
#[derive(Default)]
pub struct Postings {
    numbers: HashMap<Box<str>, u32, BuildHasherDefault<Quick>>,
    places: Vec<Places>,
}

impl Postings {
    /// Adds a field that begins at a position.
    pub fn add(&mut self, folded: &Folded, base: u32) {
        terms(folded, |term, at| self.put(term, base.saturating_add(at as u32)));
    }

    fn put(&mut self, term: &str, position: u32) {
        let number = match self.numbers.get(term) {
            Some(number) => *number,
            None => {
                let number = self.places.len() as u32;
                self.numbers.insert(term.into(), number);
                self.places.push(Places::default());
                number
            }
        };
        if let Some(places) = self.places.get_mut(number as usize) {
            coded::write(position - places.last, &mut places.coded);
            places.last = position;
        }
    }

    /// The shards and the first term of each.
    pub fn shards(self) -> (Vec<Vec<u8>>, Vec<String>) {
        let mut terms: Vec<(&str, &Places)> =
            self.numbers.iter().filter_map(|(term, number)| Some((&**term, self.places.get(*number as usize)?))).collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
        let bytes: usize = terms.iter().map(|(term, places)| term.len() + places.coded.len() + 2).sum();
        let limit = LEAST.max(bytes / MOST);
        let (mut shards, mut first): (Vec<Vec<u8>>, Vec<String>) = (Vec::new(), Vec::new());
        for (term, places) in terms {
            let mut shard = shards.pop().unwrap_or_default();
            if shard.len() > limit {
                shards.push(std::mem::take(&mut shard));
            }
            if shard.is_empty() {
                first.push(term.to_owned());
            }
            shard.extend_from_slice(term.as_bytes());
            shard.push(b'\t');
            shard.extend_from_slice(&places.coded);
            shard.push(b'\n');
            shards.push(shard);
        }
        (shards, first)
    }
}

/// A hash for short texts from a source that means no harm: what it gives is not seen, and the standard one takes longer than all
/// else that is done with a term.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

impl Quick {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
