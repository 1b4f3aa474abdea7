//! The lines of a page around what was found, and the lines of a block at their positions.
//!
//! In: blocks, a document, where something stands. Out: about 90 characters of source text with the ranges to mark. Never: text that
//! does not stand in a block.

use super::find::{Fault, Index, Occurrence};
use super::fold::Field;
use super::read::{Block, Part, Root};
use std::ops::Range;

/// About how many characters an excerpt has.
const LENGTH: usize = 90;
/// How many of them stand before the first mark.
const BEFORE: usize = 20;

/// Lines of one field of a document, as they stand in a block.
pub struct Stretch<'a> {
    /// The document.
    pub document: usize,
    /// The field: title, headings, text.
    pub field: usize,
    /// The position of the first character.
    pub at: u32,
    /// The lines as readers see them.
    pub source: &'a str,
    /// The lines folded.
    pub folded: Field,
}

/// What stands in a block, in order of position, folded with or without places. The title is there where a document begins.
pub fn stretches<'a>(root: &Root, start: u32, block: &'a Block, fold: fn(&str) -> Field) -> Vec<Stretch<'a>> {
    let first = root.document(start);
    let mut out = Vec::new();
    for (number, part) in block.documents.iter().enumerate() {
        let document = first + number;
        let from = root.starts.get(document).copied().unwrap_or_default().max(if number == 0 { start } else { 0 });
        of_part(root, (document, from), part, fold, &mut out);
    }
    out
}

fn of_part<'a>(root: &Root, (document, from): (usize, u32), part: &'a Part, fold: fn(&str) -> Field, out: &mut Vec<Stretch<'a>>) {
    let fields = root.fields(document);
    for (field, (range, source)) in fields.iter().zip([&part.title, &part.headings, &part.text]).enumerate() {
        // A field that lies before the first line of the block has no lines in it.
        if range.start < from && (range.end <= from || source.is_empty()) {
            continue;
        }
        let folded = fold(source);
        out.push(Stretch { document, field, at: range.start.max(from), source, folded });
    }
}

/// Some text of a page.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Excerpt {
    /// As readers see it, with `…` where it was cut.
    pub text: String,
    /// Bytes to be marked.
    pub marks: Vec<Range<usize>>,
}

impl Index<'_> {
    /// What a page says of itself: the head of its first block.
    pub fn head(&self, document: usize) -> Result<Part, Fault> {
        let start = self.root.starts.get(document).copied().unwrap_or_default();
        let (number, block) = self.block_at(start)?;
        let first = self.root.document(self.root.blocks.get(number).copied().unwrap_or_default());
        let part = document.checked_sub(first).and_then(|at| block.documents.get(at));
        part.cloned().ok_or_else(|| Fault(format!("b/{number}.txt")))
    }

    fn block_at(&self, position: u32) -> Result<(usize, std::rc::Rc<Block>), Fault> {
        let number = self.root.block(position).ok_or_else(|| Fault("root.txt".to_owned()))?;
        Ok((number, self.block(number)?))
    }

    /// The best place of a page to show, for sets of occurrences.
    pub fn excerpt(&self, document: usize, places: &[Vec<Occurrence>]) -> Result<Excerpt, Fault> {
        let [_, headings, text] = self.root.fields(document);
        let mut here: Vec<(Occurrence, usize)> = Vec::new();
        for (set, occurrences) in places.iter().enumerate() {
            let from = occurrences.partition_point(|(start, _)| *start < headings.start);
            let inside = occurrences.iter().skip(from).take_while(|(start, _)| *start < text.end);
            here.extend(inside.map(|place| (*place, set)));
        }
        here.sort_unstable();
        let best = best(&here, text.start).unwrap_or(text.start);
        let marks: Vec<Occurrence> = here.into_iter().map(|(place, _)| place).collect();
        self.around(document, best, &marks)
    }

    /// The line in which a position lies, cut.
    fn around(&self, document: usize, position: u32, marks: &[Occurrence]) -> Result<Excerpt, Fault> {
        let (number, block) = self.block_at(position)?;
        let start = self.root.blocks.get(number).copied().unwrap_or_default();
        let all = stretches(&self.root, start, &block, Field::of);
        let stretch = all.iter().rfind(|stretch| stretch.document == document && stretch.at <= position);
        Ok(stretch.map(|stretch| cut(stretch, position, marks)).unwrap_or_default())
    }
}

/// The occurrence behind which most different things stand; text before headings, the first one of equals.
fn best(here: &[(Occurrence, usize)], text: u32) -> Option<u32> {
    let worth = |at: usize| {
        let ((start, _), _) = here.get(at)?;
        let near = here.iter().skip(at).take_while(|((other, _), _)| *other < start.saturating_add((LENGTH - BEFORE) as u32));
        let mut sets: Vec<usize> = near.map(|(_, set)| *set).collect();
        sets.sort_unstable();
        sets.dedup();
        Some((sets.len(), *start >= text, std::cmp::Reverse(*start)))
    };
    (0..here.len()).filter_map(worth).max().map(|(.., start)| start.0)
}

fn cut(stretch: &Stretch, position: u32, marks: &[Occurrence]) -> Excerpt {
    let (field, source) = (&stretch.folded, stretch.source);
    let index = position.saturating_sub(stretch.at) as usize;
    let number = field.lines.partition_point(|line| line.at <= index).saturating_sub(1);
    let Some(line) = field.lines.get(number) else { return Excerpt::default() };
    let end = field.lines.get(number + 1).map_or(field.folded.chars.len(), |next| next.at.saturating_sub(2));
    let from = if end - line.at <= LENGTH {
        line.at
    } else {
        index.saturating_sub(BEFORE).clamp(line.at, end.saturating_sub(LENGTH).max(line.at))
    };
    let to = end.min(from + LENGTH);
    let byte = |at: usize, of: fn(&super::Place) -> u32| field.folded.places.get(at).map_or(0, of) as usize;
    let start = if from == line.at { line.source.start } else { byte(from, |place| place.start) };
    let stop = if to == end { line.source.end } else { byte(to.saturating_sub(1), |place| place.end) };
    let (lead, tail) = (if from == line.at { "" } else { "…" }, if to == end { "" } else { "…" });
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (first, last) in marks {
        let at = |position: u32| position.checked_sub(stretch.at).map(|at| at as usize);
        let Some((first, last)) = at(*first).zip(at(*last)) else { continue };
        let (first, last) = (first.max(from), last.min(to));
        if first < last {
            let range = byte(first, |place| place.start)..byte(last - 1, |place| place.end);
            let shifted = |at: usize| at.clamp(start, stop) - start + lead.len();
            push(&mut ranges, shifted(range.start)..shifted(range.end));
        }
    }
    Excerpt { text: format!("{lead}{}{tail}", source.get(start..stop).unwrap_or_default()), marks: ranges }
}

/// Ranges that touch are one.
fn push(ranges: &mut Vec<Range<usize>>, next: Range<usize>) {
    match ranges.last_mut() {
        Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
        _ => ranges.push(next),
    }
}
