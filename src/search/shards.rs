//! Terms and their positions, gathered page by page and written in shards of about the same size.
//!
//! In: folded fields in ascending order of position. Out: shards, and the first term of each. Never: a term in two shards.

use super::coded;
use super::fold::Folded;
use super::terms::terms;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The least size of a shard, and how many there should be at most.
const LEAST: usize = 900;
const MOST: usize = 2_000;
/// A word whose positions take more than this is one that a reader waits for.
const LARGE: usize = 1_200;

/// Where a term stands, as it will be written.
#[derive(Default)]
struct Places {
    last: u32,
    coded: Vec<u8>,
}

/// All terms so far. The order of the maps is never seen: terms are sorted before they are written.
#[derive(Default)]
pub struct Postings {
    short: Map<u128>,
    long: Map<Box<str>>,
    places: Vec<Places>,
}

type Map<K> = HashMap<K, u32, BuildHasherDefault<Quick>>;

impl Postings {
    /// Adds a field that begins at a position.
    pub fn add(&mut self, folded: &Folded, base: u32) {
        terms(folded, |term, at| self.put(term, base.saturating_add(at as u32)));
    }

    /// Adds a place of a term, above all of its places so far.
    pub fn put(&mut self, term: &str, position: u32) {
        let next = self.places.len() as u32;
        let front = front(term);
        let number = if term.len() <= SHORT {
            *self.short.entry(front).or_insert(next)
        } else if let Some(number) = self.long.get(term) {
            *number
        } else {
            *self.long.entry(term.into()).or_insert(next)
        };
        if number == next {
            self.places.push(Places::default());
        }
        if let Some(places) = self.places.get_mut(number as usize) {
            coded::write(position - places.last, &mut places.coded);
            places.last = position;
        }
    }

    /// The words that take much room and stand in every document: to ask for them says nothing. `ends`: where each document ends.
    pub fn everywhere(&self, ends: &[u32]) -> Vec<String> {
        let in_all = |places: &Places| {
            let mut places = coded::ascending(&places.coded).unwrap_or_default().into_iter().peekable();
            ends.iter().all(|end| {
                let mut held = false;
                while places.next_if(|place| place < end).is_some() {
                    held = true;
                }
                held
            })
        };
        let sorted = self.sorted();
        let large = sorted.iter().filter(|(.., places)| places.coded.len() > LARGE);
        let words = large.filter_map(|(front, term, places)| Some((word(*front, term)?, places)));
        words.filter(|(_, places)| in_all(places)).map(|(word, _)| word).collect()
    }

    /// Terms as bytes, in order.
    fn sorted(&self) -> Vec<(Front, &str, &Places)> {
        let short = self.short.iter().map(|(front, number)| (*front, "", number));
        let long = self.long.iter().map(|(term, number)| (front(term), &**term, number));
        let terms = short.chain(long).filter_map(|(front, term, number)| Some((front, term, self.places.get(*number as usize)?)));
        let mut terms: Vec<(Front, &str, &Places)> = terms.collect();
        terms.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
        terms
    }

    /// The shards, and for each the shortest text with which its first term begins and that is above all terms before it. A large
    /// term begins a shard, so that nobody reads it who asks for a small one beside it.
    pub fn shards(self) -> (Vec<Vec<u8>>, Vec<String>) {
        let bytes: usize = self.places.iter().map(|places| places.coded.len() + 2).sum::<usize>()
            + self.short.keys().map(|front| length(*front)).sum::<usize>()
            + self.long.keys().map(|term| term.len()).sum::<usize>();
        let limit = LEAST.max(bytes / MOST);
        let (mut shards, mut first): (Vec<Vec<u8>>, Vec<String>) = (Vec::new(), Vec::new());
        let mut before = String::new();
        for (front, term, places) in self.sorted() {
            let letters = front.to_be_bytes();
            let term = spelt(&letters, front, term);
            let mut shard = shards.pop().unwrap_or_default();
            let with = shard.len() + term.len() + places.coded.len() + 2;
            if shard.len() > limit || (!shard.is_empty() && with > limit + limit / 2) {
                shards.push(std::mem::take(&mut shard));
            }
            if shard.is_empty() {
                first.push(above(&before, term).to_owned());
            }
            before.clear();
            before.push_str(term);
            shard.extend_from_slice(term.as_bytes());
            shard.push(b'\t');
            shard.extend_from_slice(&places.coded);
            shard.push(b'\n');
            shards.push(shard);
        }
        (shards, first)
    }
}

/// The letters of a term: a short one has them in its front alone.
fn spelt<'a>(letters: &'a [u8], front: Front, long: &'a str) -> &'a str {
    let short = std::str::from_utf8(letters.get(..length(front)).unwrap_or_default());
    if long.is_empty() { short.unwrap_or_default() } else { long }
}

/// A term that is a word, such as a query has by itself.
fn word(front: Front, long: &str) -> Option<String> {
    let letters = front.to_be_bytes();
    let term = spelt(&letters, front, long);
    term.bytes().all(|b| b.is_ascii_lowercase()).then(|| term.to_owned())
}

/// The shortest beginning of a term that is above the term before it.
fn above<'a>(before: &str, term: &'a str) -> &'a str {
    let ends = term.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.filter_map(|end| term.get(..end)).find(|begin| *begin > before).unwrap_or(term)
}

/// The first bytes of a term and how many it has, as a number: numbers are in the order of the terms, and compared at once.
type Front = u128;
/// Terms up to this many bytes, nearly all, are told by their front alone.
const SHORT: usize = 15;

fn front(term: &str) -> Front {
    let mut bytes = [0; SHORT + 1];
    bytes.iter_mut().zip(term.as_bytes()).for_each(|(to, from)| *to = *from);
    let [.., last] = &mut bytes;
    *last = term.len().min(SHORT + 1) as u8;
    u128::from_be_bytes(bytes)
}

/// How many bytes a short term has.
fn length(front: Front) -> usize {
    usize::from(front as u8)
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

    fn write_u128(&mut self, number: u128) {
        self.mix((number >> 64) as u64);
        self.mix(number as u64);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_term_begins_a_shard() {
        let mut postings = Postings::default();
        postings.put("a", 0);
        (1..=1_500).for_each(|position| postings.put("b", 3 * position));
        ["c", "d"].iter().for_each(|term| postings.put(term, 5_000));
        let (shards, first) = postings.shards();
        assert_eq!(first, ["a", "b", "c"]);
        assert_eq!(shards.iter().map(Vec::len).collect::<Vec<_>>(), [4, 1_503, 12]);
    }
}
