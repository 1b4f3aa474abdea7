//! Blocks: `:::非公表 ground #number` … `:::`, and lines that look like the first line of one.
//!
//! In: a text. Out: each block with its parts, or with what is wrong with it. Never: a line between the two fences as open
//! text; a block that reaches less far than its author may have meant.

use super::decoded::{self, Unit};
use super::faults::Fault;
use super::{Parts, Read, WORDS, What, inline, near, words};
use crate::kinds::WithheldKind;
use std::ops::Range;

/// What kind of text it is: blocks are for pages.
#[derive(Clone, Copy, PartialEq)]
pub enum Where {
    /// The body of a page.
    Page,
    /// A string of a data file or of a page's front matter.
    Data,
}

/// A part of the text that is a block, or a line that has to do with blocks.
pub struct Block {
    /// All of it.
    pub outer: Range<usize>,
    head: Range<usize>,
    inner: Range<usize>,
    kind: Kind,
    /// First lines of further blocks inside it.
    nested: Vec<Range<usize>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Closed,
    Unclosed,
    /// The first line is not that of a block, but looks like it.
    LookAlike,
    /// `:::` alone, with no block to close.
    Orphan,
    /// A backslash before `:::`: the byte where it stands begins the range.
    Literal,
}

/// What a line is.
enum Line {
    Open,
    LookAlike(Range<usize>),
    Close,
    Literal(usize),
    Text,
}

/// A block whose end has not come yet.
struct Begun {
    head: Range<usize>,
    look_alike: bool,
    depth: usize,
    nested: Vec<Range<usize>>,
}

/// Finds the blocks of a text, in order.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut begun: Option<Begun> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let what = classify(line);
        let Some(block) = &mut begun else {
            begun = outside(what, range, &mut found);
            continue;
        };
        match what {
            Line::Open => {
                block.depth += 1;
                block.nested.push(range);
            }
            Line::Close if block.depth > 1 => block.depth -= 1,
            // The lines of an attempt may be fenced as loosely as its first one.
            Line::Close => found.extend(begun.take().map(|block| block.closed(range))),
            _ if block.look_alike && is_loose_close(line) => found.extend(begun.take().map(|block| block.closed(range))),
            _ => (),
        }
    }
    found.extend(begun.map(|block| block.unclosed(text.len())));
    found
}

fn outside(what: Line, range: Range<usize>, found: &mut Vec<Block>) -> Option<Begun> {
    let alone = |outer: Range<usize>, kind| {
        let end = outer.end;
        Block { head: outer.clone(), outer, inner: end..end, kind, nested: Vec::new() }
    };
    let begun = |head, look_alike| Some(Begun { head, look_alike, depth: 1, nested: Vec::new() });
    match what {
        Line::Open => return begun(range, false),
        Line::LookAlike(head) => return begun(range.start + head.start..range.end, true),
        Line::Close => found.push(alone(range, Kind::Orphan)),
        Line::Literal(backslash) => found.push(alone(range.start + backslash..range.start + backslash + 1, Kind::Literal)),
        Line::Text => (),
    }
    None
}

impl Begun {
    fn closed(self, fence: Range<usize>) -> Block {
        let kind = if self.look_alike { Kind::LookAlike } else { Kind::Closed };
        let inner = self.head.end..fence.start;
        Block { outer: self.head.start..fence.end, head: self.head, inner, kind, nested: self.nested }
    }

    fn unclosed(self, end: usize) -> Block {
        let kind = if self.look_alike { Kind::LookAlike } else { Kind::Unclosed };
        let inner = self.head.end..end;
        Block { outer: self.head.start..end, head: self.head, inner, kind, nested: self.nested }
    }
}

fn classify(line: &str) -> Line {
    let blanks = line.len() - line.trim_start_matches(' ').len();
    let rest = &line[blanks..];
    let (colons, words) = fence(rest);
    let begins = WORDS.iter().any(|word| words.trim_start().starts_with(word));
    match colons {
        3.. if words.trim().is_empty() => Line::Close,
        // Four blanks make code of a line, and a tab is as good as four.
        3.. if begins && blanks < 4 => Line::Open,
        _ => match rest.strip_prefix('\\').map(fence) {
            Some((3.., words)) if words.trim().is_empty() || looks_like_word(words) => Line::Literal(blanks),
            _ => look_alike(line),
        },
    }
}

/// How many colons a line begins with, and what follows them.
fn fence(line: &str) -> (usize, &str) {
    let words = line.trim_start_matches([':', '：']);
    (line[..line.len() - words.len()].chars().count(), words)
}

fn looks_like_word(words: &str) -> bool {
    let units = decoded::units(words.trim());
    near::word(&units).is_some() || words::misspelt(&first_word(words))
}

/// The first word of a line in lower case, without signs behind it. It ends at a bar and at a closing bracket: `::《非公表|…》` is what
/// `::《非公表》` is, whatever it hides.
fn first_word(words: &str) -> String {
    let word = words.split_whitespace().next().unwrap_or_default();
    let word = word.split(|c: char| matches!(c, '|' | '｜') || near::closes(c)).next().unwrap_or_default();
    word.trim_end_matches([':', '：']).to_lowercase()
}

/// A line that decodes to two colons or more with a mark word, or a misspelt one, behind them. Signs of lists, quotations,
/// headings and tables may stand before it.
fn look_alike(line: &str) -> Line {
    let begins = line.trim_start_matches(|c: char| c.is_whitespace() || is_prefix(c));
    if !begins.starts_with(|c: char| is_colon(c) || "：﹕︓︰&%\\".contains(c) || (!c.is_ascii() && !c.is_alphanumeric())) {
        return Line::Text;
    }
    let units = decoded::units(line);
    let prefix = units.iter().take_while(|u| is_prefix(u.ch)).count();
    let colons = units.iter().skip(prefix).take_while(|u| is_colon(u.ch)).count();
    let rest: &[Unit] = units.get(prefix + colons..).unwrap_or_default();
    let (Some(first), Some(start)) = (rest.first(), units.get(prefix)) else { return Line::Text };
    let typed = line.get(first.start as usize..).unwrap_or_default();
    if colons >= 2 && (near::word(rest).is_some() || words::misspelt(&first_word(typed))) {
        return Line::LookAlike(start.start as usize..line.len());
    }
    Line::Text
}

fn is_loose_close(line: &str) -> bool {
    let units = decoded::units(line);
    let signs: Vec<char> = units.iter().map(|u| u.ch).skip_while(|c| is_prefix(*c)).collect();
    signs.len() >= 2 && signs.iter().all(|c| is_colon(*c))
}

fn is_prefix(c: char) -> bool {
    matches!(c, '>' | '|' | '#' | '+' | '-' | '*' | '.' | ')' | '0'..='9' | '・')
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | ';' | '∶' | 'ː' | '꞉' | '׃' | '܃')
}

/// Adds a block to what was read.
pub fn read(text: &str, block: Block, place: Where, out: &mut Read) {
    let held = text.get(block.inner.clone()).is_some_and(|inner| !inner.trim().is_empty());
    let line = block.head.start..inline::trimmed(text, block.head.clone()).end;
    match block.kind {
        Kind::Literal => return out.piece(block.outer, What::Literal),
        Kind::Orphan => {
            out.fault(Fault::OrphanFence, line);
            return;
        }
        Kind::LookAlike => {
            out.fault(Fault::LookAlikeFence, line);
            let word = first_word_end(text, &block.head);
            out.hidden.push(word..block.outer.end);
            return out.piece(block.outer, What::Doubtful(WithheldKind::Block));
        }
        Kind::Closed | Kind::Unclosed if place == Where::Data => {
            out.fault(Fault::BlockInData, line.clone());
            out.hidden.push(first_word_end(text, &block.head)..block.outer.end);
            return out.piece(block.outer, What::Malformed(WithheldKind::Block));
        }
        Kind::Unclosed => out.fault(Fault::BlockUnclosed, line),
        Kind::Closed => (),
    }
    for nested in &block.nested {
        out.fault(Fault::BlockNested, inline::trimmed(text, nested.clone()));
    }
    let mut parts = head(text, block.head, out);
    parts.payload = held.then_some(block.inner);
    out.piece(block.outer, What::Mark(parts, WithheldKind::Block));
}

/// Ground and number on the first line. Anything else there is a fault, and may be what should be hidden.
fn head(text: &str, line: Range<usize>, out: &mut Read) -> Parts {
    let mut parts = Parts::default();
    let mut at = first_word_end(text, &line);
    let glued = text.get(at..line.end).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(char::is_whitespace));
    while let Some(word) = next_word(text, at..line.end) {
        let first = at == first_word_end(text, &line);
        at = word.end;
        let typed = text.get(word.clone()).unwrap_or_default();
        let fault = match typed.chars().next().filter(|c| matches!(c, '#' | '＃')) {
            _ if glued && first => Some((Fault::BlockWord, word.clone())),
            Some(_) if parts.number.is_some() => Some((Fault::BlockWord, word.clone())),
            Some(hash) => {
                let digits = word.start + hash.len_utf8()..word.end;
                match inline::number(text, digits, word.clone()) {
                    Ok(number) => {
                        parts.number = Some(number);
                        None
                    }
                    Err(fault) => Some(fault),
                }
            }
            None if parts.ground.is_none() && super::super::cells::is_id(typed) => {
                parts.ground = Some(word.clone());
                None
            }
            None => Some((Fault::BlockWord, word.clone())),
        };
        if let Some((fault, range)) = fault {
            out.fault(fault, range);
            out.hidden.push(word);
        }
    }
    parts
}

fn next_word(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let start = within.start + text.get(within.clone())?.find(|c: char| !c.is_whitespace())?;
    let rest = text.get(start..within.end)?;
    Some(start..start + rest.find(char::is_whitespace).unwrap_or(rest.len()))
}

/// Where the mark word of a first line ends; where there is none, where its colons do.
fn first_word_end(text: &str, line: &Range<usize>) -> usize {
    let units = decoded::units(text.get(line.clone()).unwrap_or_default());
    let colons = units.iter().take_while(|u| is_colon(u.ch)).count();
    let length = near::word(&units[colons..]).unwrap_or(0);
    let last = (colons + length).checked_sub(1).and_then(|last| units.get(last));
    line.start + last.map_or(0, |u| u.end as usize)
}
