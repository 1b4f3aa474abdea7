//! From a query to pages in order: exact ones, or related ones where there are none (docs/search.md §6, 5 to 8).
//!
//! In: an index and a query. Out: documents with their scores, and where on them the query stands. Never: exact and related pages
//! together.

use super::find::{Fault, Found, Index, Occurrence};
use super::query::Query;
use super::rank::{Ranks, Score, Tally};
use std::collections::BTreeSet;

/// What kind of pages were found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Pages that hold the query.
    Exact,
    /// Pages that hold most of it.
    Related,
    /// None.
    None,
}

/// A page that was found.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hit {
    /// Its number.
    pub document: usize,
    /// How good it is.
    pub score: Score,
}

/// What was found.
pub struct Answer {
    /// Exact, related, none.
    pub state: State,
    /// The pages, best first.
    pub hits: Vec<Hit>,
    /// Where each segment (or for related pages each term) stands, in all documents.
    pub places: Vec<Vec<Occurrence>>,
}

impl Answer {
    fn none() -> Answer {
        Answer { state: State::None, hits: Vec::new(), places: Vec::new() }
    }

    /// Leaves out pages that `keep` does not want.
    pub fn filter(&mut self, keep: impl Fn(usize) -> bool) {
        self.hits.retain(|hit| keep(hit.document));
        if self.hits.is_empty() {
            self.state = State::None;
        }
    }
}

impl Index<'_> {
    /// Answers a query.
    pub fn answer(&self, query: &Query) -> Result<Answer, Fault> {
        if query.segments.is_empty() || self.root.spans.is_empty() {
            return Ok(Answer::none());
        }
        let query = &query.without(&self.root.everywhere);
        let found = self.find(query)?;
        let exact = self.exact(&found);
        if !exact.hits.is_empty() {
            return Ok(exact);
        }
        if let Some(other) = query.other_kana() {
            let exact = self.exact(&self.find(&other)?);
            if !exact.hits.is_empty() {
                return Ok(exact);
            }
        }
        self.related(&found)
    }

    /// Documents that hold every segment.
    fn exact(&self, found: &[Found]) -> Answer {
        let tallies: Vec<Tally> =
            found.iter().map(|found| Tally::of(&self.root, found.segment.length(), &found.occurrences)).collect();
        let (Some(first), ranks) = (tallies.first(), Ranks::new(&self.root)) else { return Answer::none() };
        let all = first.documents().filter(|document| tallies.iter().all(|tally| tally.has(*document)));
        let mut hits: Vec<Hit> = all.map(|document| Hit { document, score: ranks.score(&tallies, document) }).collect();
        hits.sort_by(|a, b| a.score.before(b.score).then(a.document.cmp(&b.document)));
        Answer { state: State::Exact, hits, places: found.iter().map(|found| found.occurrences.clone()).collect() }
    }

    /// Documents whose terms cover three quarters of the query.
    fn related(&self, found: &[Found]) -> Result<Answer, Fault> {
        let (mut sets, mut blanks) = (Vec::new(), Vec::new());
        for found in found {
            let base = blanks.len();
            blanks.extend(found.segment.text.chars().map(|c| c == ' '));
            for piece in &found.segment.pieces {
                for (at, length, occurrences) in self.sets(piece)? {
                    let from = base + piece.at + at;
                    sets.push((from..from + length, Tally::of(&self.root, length, &occurrences), occurrences));
                }
            }
        }
        let total = blanks.iter().filter(|blank| !**blank).count();
        let documents: BTreeSet<usize> = sets.iter().flat_map(|(_, tally, _)| tally.documents()).collect();
        let covered = |document: usize| {
            let mut open = blanks.clone();
            for (range, ..) in sets.iter().filter(|(_, tally, _)| tally.has(document)) {
                open.get_mut(range.clone()).unwrap_or_default().fill(true);
            }
            total - open.iter().filter(|closed| !**closed).count()
        };
        let good = documents.into_iter().map(|document| (covered(document), document));
        let good: Vec<(usize, usize)> = good.filter(|(covered, _)| covered * 4 >= total * 3).collect();
        let (tallies, places): (Vec<Tally>, Vec<_>) = sets.into_iter().map(|(_, tally, places)| (tally, places)).unzip();
        let ranks = Ranks::new(&self.root);
        let mut hits: Vec<(usize, Hit)> =
            good.into_iter().map(|(c, document)| (c, Hit { document, score: ranks.score(&tallies, document) })).collect();
        hits.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.score.before(y.score)).then(x.document.cmp(&y.document)));
        let state = if hits.is_empty() { State::None } else { State::Related };
        Ok(Answer { state, hits: hits.into_iter().map(|(_, hit)| hit).collect(), places })
    }
}
