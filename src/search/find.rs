//! Where the segments of a query stand: exact, by position (docs/search.md §6, 3 to 5).
//!
//! In: the files of an index and a query. Out: occurrences. Never: a file that the query does not need; a panic over a file that is
//! damaged.

use super::query::{Piece, Query, Segment, What};
use super::read::{Block, Filters, Root, Shard, behind, next};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The files of an index, by name: `root.txt`, `t/0.txt` …
pub trait Files {
    /// The bytes of a file.
    fn read(&self, name: &str) -> Option<Vec<u8>>;
}

/// A file of the index that is not there or does not say what it should.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault(pub String);

/// Where a segment stands: its first position, and the one behind it.
pub type Occurrence = (u32, u32);

/// An index that can be asked. What it has read it keeps.
pub struct Index<'a> {
    files: &'a dyn Files,
    /// What the index says of itself.
    pub root: Root,
    shards: RefCell<BTreeMap<usize, Rc<Shard>>>,
    blocks: RefCell<BTreeMap<usize, Rc<Block>>>,
}

/// A segment as it was looked for, and where it stands.
pub struct Found {
    /// Perhaps with a longer reach than was typed.
    pub segment: Segment,
    /// In ascending order.
    pub occurrences: Vec<Occurrence>,
}

impl<'a> Index<'a> {
    /// Opens an index.
    pub fn open(files: &'a dyn Files) -> Result<Index<'a>, Fault> {
        let root = read(files, "root.txt", |bytes| Root::parse(&bytes))?;
        Ok(Index { files, root, shards: RefCell::default(), blocks: RefCell::default() })
    }

    /// What can be filtered.
    pub fn filters(&self) -> Result<Filters, Fault> {
        read(self.files, "facets.txt", |bytes| Filters::parse(&bytes))
    }

    /// A block of text.
    pub fn block(&self, number: usize) -> Result<Rc<Block>, Fault> {
        if let Some(block) = self.blocks.borrow().get(&number) {
            return Ok(block.clone());
        }
        let block = Rc::new(read(self.files, &format!("b/{number}.txt"), |bytes| Block::parse(&bytes))?);
        self.blocks.borrow_mut().insert(number, block.clone());
        Ok(block)
    }

    fn shard(&self, number: usize) -> Result<Rc<Shard>, Fault> {
        if let Some(shard) = self.shards.borrow().get(&number) {
            return Ok(shard.clone());
        }
        let shard = Rc::new(read(self.files, &format!("t/{number}.txt"), Shard::parse)?);
        self.shards.borrow_mut().insert(number, shard.clone());
        Ok(shard)
    }

    /// The positions of all terms from `from` up to, without it, `to`; `end` says how many characters a term stands for.
    fn range(&self, from: &str, to: &str, length: impl Fn(&str) -> Option<usize>) -> Result<Vec<Occurrence>, Fault> {
        let mut out = Vec::new();
        for number in self.root.shards(from, to) {
            for (term, places) in self.shard(number)?.range(from, to) {
                let fault = || Fault(format!("t/{number}.txt"));
                let length = length(term).ok_or_else(fault)? as u32;
                out.extend(places.ok_or_else(fault)?.into_iter().map(|at| (at, at.saturating_add(length))));
            }
        }
        out.sort_unstable();
        out.dedup();
        Ok(out)
    }

    fn term(&self, term: &str) -> Result<Vec<Occurrence>, Fault> {
        self.range(term, &next(term), |term| Some(term.chars().count()))
    }

    /// Where any of some terms stands.
    fn any(&self, terms: &[String]) -> Result<Vec<Occurrence>, Fault> {
        let mut out = Vec::new();
        for term in terms {
            out.extend(self.term(term)?);
        }
        out.sort_unstable();
        out.dedup();
        Ok(out)
    }

    /// The sets of occurrences that a piece is made of, each with its place in the piece and its length there.
    pub fn sets(&self, piece: &Piece) -> Result<Vec<(usize, usize, Vec<Occurrence>)>, Fault> {
        let whole = |occurrences| Ok(vec![(0, piece.length, occurrences)]);
        let count = |term: &str| Some(term.chars().count());
        match &piece.what {
            What::Year(year, word) => {
                let from = format!("{year}:");
                let mut all = self.range(&from, &behind(&from), |term| term.get(from.len()..)?.parse().ok())?;
                all.extend(word.as_ref().map_or(Ok(Vec::new()), |word| self.term(word))?);
                all.sort_unstable();
                all.dedup();
                whole(all)
            }
            What::Word(word) => whole(self.any(&forms(word))?),
            What::Prefix(word) => whole(self.range(word, &behind(word), count)?),
            What::Signs(signs, true) if piece.length == 1 => whole(self.term(signs)?),
            What::Signs(signs, false) if piece.length == 1 => whole(self.range(signs, &behind(signs), |_| Some(1))?),
            What::Signs(signs, _) => {
                let chars: Vec<char> = signs.chars().collect();
                pairs(chars.len()).map(|at| Ok((at, 2, self.term(&chars.iter().skip(at).take(2).collect::<String>())?))).collect()
            }
        }
    }

    /// Where a piece stands.
    fn piece(&self, piece: &Piece) -> Result<Vec<Occurrence>, Fault> {
        let mut sets = self.sets(piece)?.into_iter();
        let mut out = sets.next().map(|(.., set)| set).unwrap_or_default();
        for (at, _, set) in sets {
            let is_there = |(start, _): &Occurrence| {
                start.checked_add(at as u32).is_some_and(|start| set.binary_search_by_key(&start, |(start, _)| *start).is_ok())
            };
            out.retain(is_there);
        }
        if matches!(piece.what, What::Signs(..)) {
            out.iter_mut().for_each(|(start, end)| *end = start.saturating_add(piece.length as u32));
        }
        Ok(out)
    }

    /// Where a segment stands.
    fn segment(&self, segment: &Segment) -> Result<Vec<Occurrence>, Fault> {
        let mut all: Option<(Vec<Occurrence>, usize)> = None;
        for piece in &segment.pieces {
            let here = match &all {
                Some((before, _)) if before.is_empty() => Vec::new(),
                _ => self.piece(piece)?,
            };
            let joined = match all {
                None => here,
                Some((before, end)) => join(&before, piece.at.saturating_sub(end) as u32, &here),
            };
            all = Some((joined, piece.at + piece.length));
        }
        Ok(all.map(|(all, _)| all).unwrap_or_default())
    }

    /// Where each segment of a query stands; one whose last word stands nowhere may be the beginning of another.
    pub fn find(&self, query: &Query) -> Result<Vec<Found>, Fault> {
        query
            .segments
            .iter()
            .map(|segment| {
                let mut segment = segment.clone();
                let mut occurrences = self.segment(&segment)?;
                if occurrences.is_empty() && segment.widen() {
                    occurrences = self.segment(&segment)?;
                }
                Ok(Found { segment, occurrences })
            })
            .collect()
    }
}

fn read<T>(files: &dyn Files, name: &str, parse: impl Fn(Vec<u8>) -> Option<T>) -> Result<T, Fault> {
    files.read(name).and_then(parse).ok_or_else(|| Fault(name.to_owned()))
}

/// Where the pairs begin that cover a run of signs.
fn pairs(length: usize) -> impl Iterator<Item = usize> {
    (0..length.saturating_sub(1)).filter(move |at| at % 2 == 0 || at + 2 == length)
}

/// What stands `gap` behind what was found before.
fn join(before: &[Occurrence], gap: u32, here: &[Occurrence]) -> Vec<Occurrence> {
    let mut out = Vec::new();
    for (start, end) in before {
        let Some(wanted) = end.checked_add(gap) else { continue };
        let first = here.partition_point(|(start, _)| *start < wanted);
        let same = here.iter().skip(first).take_while(|(start, _)| *start == wanted);
        out.extend(same.map(|(_, end)| (*start, *end)));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// A word and what is its plural or singular.
fn forms(word: &str) -> Vec<String> {
    let mut out = vec![word.to_owned()];
    if word.len() < 4 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return out;
    }
    let ending = |end: &str, instead: &str| word.strip_suffix(end).map(|stem| format!("{stem}{instead}"));
    out.push(plural(word));
    let singular = [ending("ies", "y"), ending("es", ""), ending("s", "")].into_iter().flatten();
    out.extend(singular.filter(|singular| plural(singular) == word));
    out
}

fn plural(word: &str) -> String {
    let stem = word.strip_suffix('y').filter(|stem| stem.ends_with(|c| !"aeiou".contains(c)));
    match stem {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) => format!("{word}es"),
        None => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_plurals() {
        for (one, many) in
            [("company", "companies"), ("trial", "trials"), ("class", "classes"), ("branch", "branches"), ("survey", "surveys")]
        {
            assert!(forms(one).contains(&many.to_owned()) && forms(many).contains(&one.to_owned()), "{one}");
        }
        assert!(forms("boxes").contains(&"box".to_owned()));
        assert_eq!(forms("box"), ["box"]);
        assert!(!forms("business").contains(&"busines".to_owned()));
    }

    #[test]
    fn pairs_cover_a_run() {
        let of = |length| pairs(length).collect::<Vec<_>>();
        assert_eq!((of(2), of(3), of(4), of(5)), (vec![0], vec![0, 1], vec![0, 2], vec![0, 2, 3]));
    }
}
