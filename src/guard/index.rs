//! The files of a search index that are made of statements: `root.txt` and shards. Words stand cut in them, so no search for a
//! value could tell anything; instead, everything they say has to be true of the blocks, which are read like any other text.
//!
//! In: the files of the indexes. Out: which files are made of statements, and which of them say anything else. Never: a statement passed
//! over; the code that wrote the index, but for the fold and the years, which are told in docs/search.md.

use crate::search::{Block, Field, Root, Shard, Spelt, Stretch, UNITS, coded, root, span, stretches, years_at};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The folder of all indexes.
const FOLDER: &str = "search/";
/// Terms of years begin with these letters; there are no others in folded text.
const YEARS: [char; 2] = ['F', 'Y'];

/// A path, the part of it below the folder of the index, and what stands there.
type File<'a> = (&'a str, &'a str, &'a [u8]);

/// What of a file is to be read as text. Where words stand cut, a search for a value would find nothing, or something by chance.
pub fn text<'a>(path: &str, bytes: &'a [u8]) -> &'a [u8] {
    if is_of_statements(path) { &[] } else { bytes }
}

/// Whether a file is made of statements, and is no text.
fn is_of_statements(path: &str) -> bool {
    parts(path).is_some_and(|(_, name)| name == "root.txt" || shard(name).is_some())
}

/// Whether a file belongs to an index: what it says is held against the others.
pub fn is_part(path: &str) -> bool {
    path.starts_with(FOLDER)
}

/// The files of statements that say something untrue.
pub fn untrue<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> BTreeSet<&'a str> {
    let mut indexes: BTreeMap<&str, Vec<File>> = BTreeMap::new();
    for (path, bytes) in files.filter(|(path, _)| is_part(path)) {
        if let Some((folder, name)) = parts(path) {
            indexes.entry(folder).or_default().push((path, name, bytes));
        }
    }
    // One after the other, in the same place: the text of an index is the most that is in memory at any time.
    let mut chars = Vec::new();
    indexes.into_values().flat_map(|files| of_index(&files, &mut chars)).collect()
}

/// `search/ja/<name>` and `t/0.txt`
fn parts(path: &str) -> Option<(&str, &str)> {
    let mut slashes = path.match_indices('/').map(|(at, _)| at).skip(2);
    path.strip_prefix(FOLDER)?;
    let at = slashes.next()?;
    path.get(..at).zip(path.get(at + 1..))
}

/// The number of a shard.
fn shard(name: &str) -> Option<&str> {
    name.strip_prefix("t/")?.strip_suffix(".txt").filter(|number| !number.contains('/'))
}

fn of_index<'a>(files: &[File<'a>], chars: &mut Vec<char>) -> Vec<&'a str> {
    let by_name: HashMap<&str, &[u8]> = files.iter().map(|(_, name, bytes)| (*name, *bytes)).collect();
    let find = |wanted: &str| by_name.get(wanted).copied();
    let index = find("root.txt").and_then(|bytes| Told::of(bytes, &find, chars));
    let of_statements = files.par_iter().filter(|(path, ..)| is_of_statements(path));
    let untrue = of_statements.filter(|(_, name, bytes)| match (&index, shard(name)) {
        (None, _) => true,
        (Some(index), None) => !index.names(&find),
        (Some(index), Some(number)) => !index.holds(number, bytes),
    });
    untrue.map(|(path, ..)| *path).collect()
}

/// Where lines of a field stand, and how many characters they have as they are searched.
struct Heard {
    document: usize,
    field: usize,
    at: u32,
    length: usize,
}

/// What an index tells: its root and the text of its blocks, position by position.
struct Told<'c> {
    root: Root,
    chars: &'c [char],
}

impl<'c> Told<'c> {
    /// `None` where the root says anything about the blocks that is not so.
    fn of<'a>(bytes: &[u8], find: &(impl Fn(&str) -> Option<&'a [u8]> + Sync), chars: &'c mut Vec<char>) -> Option<Told<'c>> {
        let root = Root::parse(bytes).filter(|root| spelt(root) == bytes)?;
        chars.clear();
        chars.resize(root.starts.last().copied().unwrap_or_default() as usize, '\n');
        let blocks: Vec<(usize, &mut [char])> = apart(chars, &root.blocks)?.into_iter().enumerate().collect();
        let read = |(number, chars)| read(&root, number, find(&format!("b/{number}.txt"))?, chars);
        let all: Vec<Vec<Heard>> = blocks.into_par_iter().map(read).collect::<Option<_>>()?;
        fits(&root, all.iter().flatten())?;
        Some(Told { root, chars })
    }

    /// Whether each shard that the root names begins as the root says, and each document holds the words that it says all hold.
    fn names<'a>(&self, find: &impl Fn(&str) -> Option<&'a [u8]>) -> bool {
        let shard = |at: usize| find(&format!("t/{at}.txt"));
        let begins = |at: usize, first: &str| shard(at).is_some_and(|bytes| bytes.starts_with(first.as_bytes()));
        let in_all = |word: &String| {
            let told = self.root.shards(word, &format!("{word}\0")).next_back().and_then(shard);
            let told = told.and_then(|bytes| Shard::parse(bytes.to_vec()));
            told.is_some_and(|shard| self.are_in_all(&shard.all().find(|(term, _)| term == word).and_then(|(_, places)| places)))
        };
        self.root.first.iter().enumerate().all(|(at, first)| begins(at, first)) && self.root.everywhere.iter().all(in_all)
    }

    /// Whether places, which ascend, are in every document.
    fn are_in_all(&self, places: &Option<Vec<u32>>) -> bool {
        let Some(places) = places else { return false };
        let is_held = |range: &[u32]| {
            let [start, end] = range else { return false };
            places.get(places.partition_point(|place| place < start)).is_some_and(|place| place < end)
        };
        self.root.starts.windows(2).all(is_held)
    }

    /// Whether all that a shard says is true.
    fn holds(&self, number: &str, bytes: &[u8]) -> bool {
        let Some(at) = number.parse::<usize>().ok().filter(|at| at.to_string() == number) else { return false };
        let (Some(first), Some(shard)) = (self.root.first.get(at), Shard::parse(bytes.to_vec())) else { return false };
        let below = |term: &str| self.root.first.get(at + 1).is_none_or(|next| term < next.as_str());
        shard.terms().next().is_some_and(|term| term.starts_with(first.as_str()))
            && shard.all().all(|(term, places)| below(term) && places.is_some_and(|places| self.begins(term, &places)))
    }

    /// Whether a term stands at each of its places.
    fn begins(&self, term: &str, places: &[u32]) -> bool {
        if term.starts_with(YEARS) {
            return places.iter().all(|at| self.tells_year(term, *at as usize));
        }
        let letters: Vec<char> = term.chars().collect();
        let is = |text: &[char]| text.iter().zip(&letters).all(|(told, letter)| told == letter);
        places.iter().map(|at| *at as usize).all(|at| self.chars.get(at..at + letters.len()).is_some_and(is))
    }

    /// Whether the year that a term names is spelt at a place.
    fn tells_year(&self, term: &str, at: usize) -> bool {
        let Spelt { calendar, fiscal } = years_at(self.chars, at);
        let told =
            |kind: char, year: Option<(u16, usize)>| year.is_some_and(|(year, length)| format!("{kind}{year}:{length}") == term);
        told('F', fiscal) || told('Y', calendar)
    }
}

/// The text of each block, which reaches to the beginning of the next one.
fn apart<'c>(chars: &'c mut [char], starts: &[u32]) -> Option<Vec<&'c mut [char]>> {
    let (mut out, mut rest) = (Vec::with_capacity(starts.len()), chars);
    for start in starts.iter().rev() {
        let (before, block) = rest.split_at_mut_checked(*start as usize)?;
        out.push(block);
        rest = before;
    }
    out.reverse();
    Some(out)
}

/// Reads a block, puts its text where it belongs, and tells where that is.
fn read(root: &Root, number: usize, bytes: &[u8], chars: &mut [char]) -> Option<Vec<Heard>> {
    let start = *root.blocks.get(number)?;
    let (block, mut heard) = (Block::parse(bytes)?, Vec::new());
    // Without what readers see of the lines: that takes more room than all else.
    for Stretch { document, field, at, folded, .. } in stretches(root, start, &block, Field::placeless) {
        let (text, from) = (folded.folded.chars, at.checked_sub(start)? as usize);
        if !text.is_empty() {
            chars.get_mut(from..)?.get_mut(..text.len())?.copy_from_slice(&text);
            heard.push(Heard { document, field, at, length: text.len() });
        }
    }
    Some(heard)
}

/// The bytes that say what a root says.
fn spelt(told: &Root) -> Vec<u8> {
    let mut spans = Vec::new();
    told.spans.iter().flatten().for_each(|span| coded::write(*span, &mut spans));
    root(told.spans.len(), &told.first, &spans, &told.blocks, &told.everywhere)
}

/// Whether every field of every document stands in the blocks, line behind line, and has the span that the root gives it.
fn fits<'h>(root: &Root, all: impl Iterator<Item = &'h Heard>) -> Option<()> {
    let mut lengths = vec![[0usize; 3]; root.spans.len()];
    for stretch in all {
        let start = root.fields(stretch.document).get(stretch.field)?.start as usize;
        let length = lengths.get_mut(stretch.document)?.get_mut(stretch.field)?;
        // A line break takes two positions.
        let expected = if *length == 0 { start } else { start + *length + 2 };
        if stretch.at as usize != expected {
            return None;
        }
        *length = expected - start + stretch.length;
    }
    let right = |(lengths, spans): (&[usize; 3], &[u32; 3])| {
        let told = lengths.iter().zip(UNITS).map(|(length, unit)| span(*length, unit));
        told.eq(spans.iter().copied())
    };
    lengths.iter().zip(&root.spans).all(right).then_some(())
}
