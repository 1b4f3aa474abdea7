//! In which order pages are shown: BM25F, to the last bit as in the browser (docs/search.md §6, 6).
//!
//! In: where segments stand. Out: a number for each page. Never: a function of floating point that another machine may round
//! otherwise; an order of the operations other than that of the contract.

use super::find::Occurrence;
use super::read::Root;
use super::write::UNITS;
use std::cmp::Ordering;
use std::f64::consts::LN_2;

const WEIGHTS: [f64; 3] = [6.0, 3.0, 1.0];

/// How often something stands in the title, headings and text of the documents that hold it.
pub struct Tally {
    length: usize,
    counts: Vec<(usize, [u32; 3])>,
}

impl Tally {
    /// Counts the places at which something of a length begins; `occurrences` ascend.
    pub fn of(root: &Root, length: usize, occurrences: &[Occurrence]) -> Tally {
        let mut counts: Vec<(usize, [u32; 3])> = Vec::new();
        let mut before = None;
        for (start, _) in occurrences {
            let document = root.document(*start);
            if before.replace(*start) == Some(*start) || document >= root.spans.len() {
                continue;
            }
            if counts.last().is_none_or(|(last, _)| *last != document) {
                counts.push((document, [0; 3]));
            }
            let field = root.fields(document).iter().position(|field| field.contains(start)).unwrap_or(2);
            if let Some(count) = counts.last_mut().and_then(|(_, counts)| counts.get_mut(field)) {
                *count += 1;
            }
        }
        Tally { length, counts }
    }

    /// The documents, in order.
    pub fn documents(&self) -> impl Iterator<Item = usize> {
        self.counts.iter().map(|(document, _)| *document)
    }

    /// Whether a document holds it.
    pub fn has(&self, document: usize) -> bool {
        self.count(document).is_some()
    }

    fn count(&self, document: usize) -> Option<[u32; 3]> {
        let at = self.counts.binary_search_by_key(&document, |(document, _)| *document).ok()?;
        self.counts.get(at).map(|(_, counts)| *counts)
    }
}

/// A number whose order is that of the pages.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Score(f64);

impl Score {
    /// Higher scores first.
    pub fn before(self, other: Score) -> Ordering {
        other.0.total_cmp(&self.0)
    }

    /// With 17 significant digits, from which the same number can be read again: as `toPrecision(17)` writes it.
    pub fn text(self) -> String {
        let scientific = format!("{:.16e}", self.0);
        let exponent = scientific.rsplit_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok());
        match exponent.filter(|exponent| (-6..17).contains(exponent)) {
            Some(exponent) => format!("{:.*}", (16 - exponent) as usize, self.0),
            None => scientific,
        }
    }
}

/// Means over all documents of the spans of each field.
pub struct Ranks<'a> {
    root: &'a Root,
    means: [f64; 3],
}

impl<'a> Ranks<'a> {
    /// For the documents of an index.
    pub fn new(root: &'a Root) -> Ranks<'a> {
        let total =
            |field: usize| root.spans.iter().filter_map(|spans| spans.get(field)).map(|span| u64::from(*span)).sum::<u64>();
        let count = root.spans.len() as f64;
        Ranks { root, means: [0, 1, 2].map(|field| total(field) as f64 / count) }
    }

    /// The score of a document.
    pub fn score(&self, tallies: &[Tally], document: usize) -> Score {
        let spans = self.root.spans.get(document).copied().unwrap_or_default();
        let count = self.root.spans.len() as f64;
        let (mut sum, mut in_title) = (0.0, 0);
        for tally in tallies {
            let Some(counts) = tally.count(document) else { continue };
            let held = tally.counts.len() as f64;
            let w = self.weight(counts, spans);
            let idf = ln(1.0 + (count - held + 0.5) / (held + 0.5));
            sum += (tally.length as f64).sqrt() * idf * w / (1.2 + w);
            in_title += if counts[0] > 0 { tally.length } else { 0 };
        }
        let title = f64::from(spans[0]) * f64::from(UNITS[0]);
        let share = if in_title == 0 || title == 0.0 { 0.0 } else { (in_title as f64 / title).min(1.0) };
        Score(sum * (1.0 + 2.0 * share))
    }

    fn weight(&self, counts: [u32; 3], spans: [u32; 3]) -> f64 {
        let mut w = 0.0;
        for (((weight, count), span), mean) in WEIGHTS.into_iter().zip(counts).zip(spans).zip(self.means) {
            if mean > 0.0 {
                w += weight * f64::from(count) / (0.4 + 0.6 * f64::from(span) / mean);
            }
        }
        w
    }
}

/// The natural logarithm of a number of 1 or more, by the series of the contract.
fn ln(x: f64) -> f64 {
    let (mut x, mut e) = (x, 0.0);
    while x >= 2.0 {
        x /= 2.0;
        e += 1.0;
    }
    while x < 1.0 && x > 0.0 {
        x *= 2.0;
        e -= 1.0;
    }
    let y = (x - 1.0) / (x + 1.0);
    let (square, mut power, mut sum) = (y * y, y, y);
    for odd in [3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0, 17.0, 19.0, 21.0, 23.0] {
        power *= square;
        sum += power / odd;
    }
    e * LN_2 + 2.0 * sum
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn the_series_is_the_logarithm() {
        for x in [1.0, 1.000_1, 1.5, 1.999_999, 2.0, 3.0, 197.0, 10_001.0, 1e15] {
            assert!((ln(x) - f64::ln(x)).abs() <= 1e-11 * f64::ln(x).max(1e-3), "{x}: {}", ln(x));
        }
    }
}
