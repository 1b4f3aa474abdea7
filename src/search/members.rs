//! Which of many sites hold a term: a directory that is made of their indexes, so that a query is sent to few of them
//! (docs/search.md §8).
//!
//! In: the shards of each site, site by site. Out: `root.txt` and shards of the directory. Never: a position, a page, a word that no
//! site has published.

use super::read::Shard;
use super::shards::Postings;

/// The first words of `root.txt`.
const MAGIC: &str = "kohyo-terms 1";
/// Levels of how much a site has of a term: below 4 occurrences, below 16, below 64, more.
const LEVELS: [usize; 3] = [4, 16, 64];

/// A term of a site, and its level there.
pub type Held = (String, u32);

/// The terms of a shard with their levels. `None` where it cannot be read.
pub fn held(shard: &Shard) -> Option<Vec<Held>> {
    shard.all().map(|(term, places)| Some((term.to_owned(), level(places?.len())))).collect()
}

fn level(occurrences: usize) -> u32 {
    LEVELS.iter().filter(|least| occurrences >= **least).count() as u32
}

/// A directory that is being made.
#[derive(Default)]
pub struct Members {
    postings: Postings,
    count: u32,
}

impl Members {
    /// Adds the terms of the next site.
    pub fn add(&mut self, terms: &[Held]) {
        for (term, level) in terms {
            self.postings.put(term, self.count * 4 + level);
        }
        self.count += 1;
    }

    /// Its files, by name.
    pub fn files(self) -> Vec<(String, Vec<u8>)> {
        let count = self.count;
        let (shards, first) = self.postings.shards();
        let root = format!("{MAGIC} {count} {}\n{}\n", first.len(), first.join("\t"));
        let shards = shards.into_iter().enumerate().map(|(n, bytes)| (format!("t/{n}.txt"), bytes));
        [("root.txt".to_owned(), root.into_bytes())].into_iter().chain(shards).collect()
    }
}
