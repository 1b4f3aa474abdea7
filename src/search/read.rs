//! The files of an index, read back (docs/search.md §5).
//!
//! In: bytes that may be damaged. Out: what they say, or `None`. Never: a panic; a number that does not fit; a file that says the
//! same in other words than `write` would have used.

use super::coded;
use super::write::{MAGIC, UNITS};
use std::ops::Range;

/// `root.txt`
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Root {
    /// How the first term of each shard begins: the shortest text that is above all terms of the shard before.
    pub first: Vec<String>,
    /// Of each document, the spans of title, headings and text, in their units.
    pub spans: Vec<[u32; 3]>,
    /// Where each document begins, and where the last one ends.
    pub starts: Vec<u32>,
    /// Where each block begins.
    pub blocks: Vec<u32>,
    /// Frequent words that every document holds.
    pub everywhere: Vec<String>,
}

impl Root {
    /// Reads it.
    pub fn parse(bytes: &[u8]) -> Option<Root> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let counts = lines.next()?.strip_prefix(MAGIC)?.strip_prefix(' ')?;
        let counts: Vec<usize> = counts.split(' ').map(decimal).collect::<Option<_>>()?;
        let first: Vec<String> = lines.next()?.split('\t').filter(|term| !term.is_empty()).map(str::to_owned).collect();
        let spans = threes(&coded::all(lines.next()?.as_bytes())?)?;
        let blocks = coded::ascending(lines.next()?.as_bytes())?;
        let everywhere: Vec<String> = lines.next()?.split('\t').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let starts = starts(&spans)?;
        let ascend = is_ascending(&first) && is_ascending(&everywhere);
        let right = counts == [spans.len(), blocks.len(), first.len()] && lines.next().is_none() && ascend;
        right.then_some(Root { first, spans, starts, blocks, everywhere })
    }

    /// The document in which a position lies.
    pub fn document(&self, position: u32) -> usize {
        self.starts.partition_point(|start| *start <= position).saturating_sub(1)
    }

    /// Where the fields of a document lie.
    pub fn fields(&self, document: usize) -> [Range<u32>; 3] {
        let mut at = self.starts.get(document).copied().unwrap_or_default();
        let spans = self.spans.get(document).copied().unwrap_or_default();
        let mut field = |span: u32, unit: u32| {
            let start = at;
            at = at.saturating_add(span.saturating_mul(unit));
            start..at
        };
        let [(title, a), (headings, b), (text, c)] = [(spans[0], UNITS[0]), (spans[1], UNITS[1]), (spans[2], UNITS[2])];
        [field(title, a), field(headings, b), field(text, c)]
    }

    /// The block in which a position lies.
    pub fn block(&self, position: u32) -> Option<usize> {
        self.blocks.partition_point(|start| *start <= position).checked_sub(1)
    }

    /// The shards that can hold terms from `from` up to, without it, `to`.
    pub fn shards(&self, from: &str, to: &str) -> Range<usize> {
        let start = self.first.partition_point(|first| first.as_str() <= from).saturating_sub(1);
        let end = self.first.partition_point(|first| first.as_str() < to);
        start..end.max(start)
    }
}

fn decimal(text: &str) -> Option<usize> {
    let number: usize = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

fn threes(numbers: &[u32]) -> Option<Vec<[u32; 3]>> {
    let three = |chunk: &[u32]| chunk.try_into().ok();
    numbers.chunks(3).map(three).collect()
}

fn starts(spans: &[[u32; 3]]) -> Option<Vec<u32>> {
    let mut starts = vec![0];
    let mut at: u32 = 0;
    for span in spans {
        for (span, unit) in span.iter().zip(UNITS) {
            at = at.checked_add(span.checked_mul(unit)?)?;
        }
        starts.push(at);
    }
    Some(starts)
}

fn is_ascending<T: PartialOrd>(list: &[T]) -> bool {
    list.iter().zip(list.iter().skip(1)).all(|(a, b)| a < b)
}

/// `t/<n>.txt`
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shard {
    text: String,
    lines: Vec<Line>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Line {
    term: Range<usize>,
    places: Range<usize>,
}

impl Shard {
    /// Reads the terms; their positions are read when somebody asks.
    pub fn parse(bytes: Vec<u8>) -> Option<Shard> {
        let text = String::from_utf8(bytes).ok()?;
        let mut lines = Vec::new();
        let mut at = 0;
        for line in text.strip_suffix('\n')?.split('\n') {
            let (term, places) = line.split_once('\t').filter(|(term, _)| !term.is_empty())?;
            let behind = at + term.len() + 1;
            lines.push(Line { term: at..at + term.len(), places: behind..behind + places.len() });
            at += line.len() + 1;
        }
        let shard = Shard { text, lines };
        is_ascending(&shard.terms().collect::<Vec<_>>()).then_some(shard)
    }

    /// All terms in order.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(|line| self.at(&line.term))
    }

    fn at(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The terms from `from` up to, without it, `to`, with their positions: `None` for those that cannot be read.
    pub fn range(&self, from: &str, to: &str) -> impl Iterator<Item = (&str, Option<Vec<u32>>)> {
        let start = self.lines.partition_point(|line| self.at(&line.term) < from);
        let end = self.lines.partition_point(|line| self.at(&line.term) < to);
        let lines = self.lines.get(start..end).unwrap_or_default();
        lines.iter().map(|line| (self.at(&line.term), self.places(line)))
    }

    /// Every term with its positions.
    pub fn all(&self) -> impl Iterator<Item = (&str, Option<Vec<u32>>)> {
        self.lines.iter().map(|line| (self.at(&line.term), self.places(line)))
    }

    fn places(&self, line: &Line) -> Option<Vec<u32>> {
        coded::ascending(self.at(&line.places).as_bytes()).filter(|places| !places.is_empty() && is_ascending(places))
    }
}

/// What comes behind every text that begins with this one.
pub fn behind(prefix: &str) -> String {
    // No term holds the last code point.
    format!("{prefix}{}", char::MAX)
}

/// What comes directly behind a text.
pub fn next(text: &str) -> String {
    format!("{text}\0")
}

/// `b/<n>.txt`
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// Documents, or what of them stands in this block.
    pub documents: Vec<Part>,
}

/// What of a document stands in a block.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Part {
    /// `/ja/businesses/jsr/`
    pub address: String,
    /// Its title.
    pub title: String,
    /// What readers are told of it: its kind, fiscal years, bodies.
    pub about: Vec<String>,
    /// Lines of headings, each with `\n`.
    pub headings: String,
    /// Lines of text, each with `\n`.
    pub text: String,
}

impl Block {
    /// Reads it.
    pub fn parse(bytes: &[u8]) -> Option<Block> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.split_inclusive('\n');
        let mut documents = Vec::new();
        while let Some(head) = lines.next() {
            let mut part = Part::of(head.strip_suffix('\n')?)?;
            take(&mut lines, "\t\n", &mut part.headings)?;
            take(&mut lines, "\n", &mut part.text)?;
            documents.push(part);
        }
        (!documents.is_empty()).then_some(Block { documents })
    }
}

/// Takes lines up to one that ends them.
fn take<'a>(lines: &mut impl Iterator<Item = &'a str>, end: &str, to: &mut String) -> Option<()> {
    loop {
        match lines.next()? {
            line if line == end => return Some(()),
            line if line.ends_with('\n') && !line.contains('\t') => to.push_str(line),
            _ => return None,
        }
    }
}

impl Part {
    fn of(head: &str) -> Option<Part> {
        let mut parts = head.split('\t');
        let mut next = || parts.next();
        let (address, title) = (next()?.to_owned(), next()?.to_owned());
        let about = parts.map(str::to_owned).collect();
        (!address.is_empty()).then(|| Part { address, title, about, ..Part::default() })
    }
}

/// `facets.txt`
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Filters {
    /// Kinds, years and bodies: ids and labels.
    pub lists: [Vec<(String, String)>; 3],
    /// Of each document, numbers into those lists.
    pub documents: Vec<[Vec<u32>; 3]>,
}

impl Filters {
    /// Reads it.
    pub fn parse(bytes: &[u8]) -> Option<Filters> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let mut list = || -> Option<Vec<(String, String)>> {
            let line = lines.next()?;
            let entry = |entry: &str| entry.split_once('=').map(|(id, label)| (id.to_owned(), label.to_owned()));
            line.split('\t').filter(|entry| !entry.is_empty()).map(entry).collect()
        };
        let lists = [list()?, list()?, list()?];
        let documents = lines.map(of_document).collect::<Option<_>>()?;
        Some(Filters { lists, documents })
    }

    /// The ids of a document: kinds, years, bodies.
    pub fn ids(&self, document: usize) -> [Vec<&str>; 3] {
        let id = |list: usize, number: &u32| self.lists.get(list)?.get(*number as usize).map(|(id, _)| id.as_str());
        let numbers = |list: usize| self.documents.get(document).and_then(|lists| lists.get(list)).into_iter().flatten();
        [0, 1, 2].map(|list| numbers(list).filter_map(|number| id(list, number)).collect())
    }

    /// Whether a document has an id in a list (0 kinds, 1 years, 2 bodies).
    pub fn has(&self, document: usize, list: usize, id: &str) -> bool {
        let entry = self.lists.get(list).and_then(|list| list.iter().position(|(known, _)| known == id));
        let has = self.documents.get(document).and_then(|lists| lists.get(list));
        entry.zip(has).is_some_and(|(entry, has)| has.iter().any(|number| *number as usize == entry))
    }
}

fn of_document(line: &str) -> Option<[Vec<u32>; 3]> {
    let (front, bodies) = line.split_once('\t')?;
    let mut front = front.as_bytes();
    let kind = coded::read(&mut front)?.checked_sub(1);
    Some([kind.into_iter().collect(), coded::all(front)?, coded::all(bodies.as_bytes())?])
}
