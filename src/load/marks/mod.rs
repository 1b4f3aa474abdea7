//! 《非公表》 marks, found on raw text before Markdown, TOML or Tera look at it.
//!
//! In: text. Out: `Marked`, with each mark's exact place, and findings. A mark is `《非公表》` or `《非公表:ground#number|payload》`
//! (`inline`); a block is `:::非公表 ground #number` … `:::` (`block`). Whatever looks like an attempt at either and is none
//! (`near`, on the text as `decoded` shows it) is refused and treated as withheld. `\《非公表》` prints literally.
//! Never: a payload in a message; a guess about what a malformed mark meant; text that an attempt may have meant to hide among
//! the open text.

mod block;
mod decoded;
mod faults;
mod inline;
mod near;
#[cfg(test)]
mod properties;
mod slots;
mod stretches;
#[cfg(test)]
mod tests;
mod words;

pub use slots::{Slot, refill, slots, without_payloads};

use super::table::File;
use crate::authored::{Marked, Sealed, Segment, Withholding};
use crate::diagnostics::{Finding, Words, codes};
use crate::kinds::{MARK_WORDS as WORDS, PLACEHOLDER, WithheldKind};
use crate::source::{FileId, Span, Spanned};
use faults::Fault;
use std::ops::Range;

/// Brackets that can hold a mark; the same family closes.
const FAMILIES: [(&str, &str); 6] = [("《", "》"), ("≪", "≫"), ("<<", ">>"), ("＜＜", "＞＞"), ("«", "»"), ("⟪", "⟫")];

/// Marks in a Markdown text that begins at byte `base` of the file.
pub fn in_markdown(file: &mut File, text: &str, base: usize) -> Marked {
    let text = Text { text, place: Place::At(file.id, base) };
    mask_comments(file, &text);
    let marked = read(file, &text, block::Where::Page);
    marked.withheld().for_each(|mark| file.name_withheld(mark));
    marked
}

/// Marks in a TOML string. Where the string stands in the file as it reads, places are exact; where TOML escapes change its
/// length they are those of the whole string, all of which is then hidden from messages.
pub fn in_value(file: &mut File, value: &Spanned<String>) -> Marked {
    let text = Text::of_value(file, value);
    let marked = read(file, &text, block::Where::Data);
    if matches!(text.place, Place::Whole(_)) && marked.withheld().next().is_some() {
        file.masks.hide(value.span);
    }
    marked.withheld().for_each(|mark| file.name_withheld(mark));
    marked
}

/// What stands behind a bar in the brackets of a mark, whether or not it is one.
pub fn payloads(text: &str) -> Vec<Range<usize>> {
    if near::possible(text) { inline::bars(text) } else { Vec::new() }
}

/// Whether a text holds a mark or an attempt at one. Keys, ids, words and settings must not.
pub fn any_in(text: &str) -> bool {
    near::possible(text) && Read::of(text, block::Where::Data).pieces.iter().any(|piece| !matches!(piece.what, What::Literal))
}

/// A mark stands in a key or in a string of TOML that holds none. Nothing of it may be quoted.
pub fn refuse(file: &mut File, span: Span, is_key: bool) {
    file.masks.hide(span);
    let (ja, en) = match is_key {
        true => ("ここはキーです。", "this is a key"),
        false => ("ここには印を書けません。", "this text cannot hold a mark"),
    };
    let message = Words::new(
        format!("印を書けない場所に非公表の印（のようなもの）があります。{ja}"),
        format!("a withheld mark, or something like it, where none can stand: {en}"),
    );
    let help = Words::new(
        "印を書けるのは、ページの題・説明・本文と、言語ごとに書く文章、数値だけです。隠す値ならここから消してください。",
        "marks belong in title, description and body of a page, in texts per language and in figures; remove what must not be public.",
    );
    file.finding(Finding::new(codes::MARK_OUT_OF_PLACE, message).at(span).help(help));
}

/// A text and where it stands.
struct Text<'t> {
    text: &'t str,
    place: Place,
}

/// Where the bytes of a text stand in the file.
enum Place {
    /// From a byte on, one to one.
    At(FileId, usize),
    /// Somewhere in there: escapes have changed its length.
    Whole(Span),
}

impl<'t> Text<'t> {
    fn of_value(file: &File, value: &'t Spanned<String>) -> Text<'t> {
        let raw = file.text.get(value.span.range()).unwrap_or_default();
        let place = match raw.find(&value.value) {
            Some(inside) => Place::At(value.span.file, value.span.start as usize + inside),
            None => Place::Whole(value.span),
        };
        Text { text: &value.value, place }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        match self.place {
            Place::At(file, base) => Span::new(file, base + range.start..base + range.end),
            Place::Whole(span) => span,
        }
    }

    fn spanned(&self, range: &Range<usize>) -> Spanned<String> {
        Spanned::new(self.text.get(range.clone()).unwrap_or_default().to_owned(), self.span(range))
    }
}

/// What the lexers found in a text. All ranges are bytes of that text.
#[derive(Default)]
struct Read {
    pieces: Vec<Piece>,
    faults: Vec<(Fault, Range<usize>)>,
    /// What no message may quote, beside the payloads of well-formed marks.
    hidden: Vec<Range<usize>>,
}

/// A part of the text that is not ordinary.
struct Piece {
    range: Range<usize>,
    what: What,
}

enum What {
    /// Ordinary after all: printed without the backslash it begins with.
    Literal,
    /// A well-formed mark or block.
    Mark(Parts, WithheldKind),
    /// A malformed mark or block: the author meant to withhold something. Its faults are reported.
    Malformed(WithheldKind),
    /// Something that looks like a mark or block. Reported; whether it was meant as one is not known.
    Doubtful(WithheldKind),
}

/// Ground, number and payload of a mark or block.
#[derive(Clone, Default, Debug, PartialEq)]
struct Parts {
    ground: Option<Range<usize>>,
    number: Option<Range<usize>>,
    payload: Option<Range<usize>>,
}

impl Read {
    fn of(text: &str, place: block::Where) -> Read {
        let mut out = Read::default();
        let mut at = 0;
        for block in block::blocks(text) {
            out.add_inline(text, at..block.outer.start);
            at = block.outer.end;
            block::read(text, block, place, &mut out);
        }
        out.add_inline(text, at..text.len());
        out.pieces.sort_by_key(|piece| (piece.range.start, std::cmp::Reverse(piece.range.end)));
        out
    }

    fn add_inline(&mut self, text: &str, range: Range<usize>) {
        let by = range.start;
        let mut part = Read::default();
        inline::read(text.get(range).unwrap_or_default(), &mut part);
        let moved = |range: Range<usize>| range.start + by..range.end + by;
        self.faults.extend(part.faults.into_iter().map(|(fault, range)| (fault, moved(range))));
        self.hidden.extend(part.hidden.into_iter().map(moved));
        self.pieces.extend(part.pieces.into_iter().map(|piece| piece.moved(by)));
    }

    fn fault(&mut self, fault: Fault, range: Range<usize>) {
        self.faults.push((fault, range));
    }

    fn piece(&mut self, range: Range<usize>, what: What) {
        self.pieces.push(Piece { range, what });
    }
}

impl Piece {
    fn moved(self, by: usize) -> Piece {
        let moved = |range: Range<usize>| range.start + by..range.end + by;
        let what = match self.what {
            What::Mark(parts, kind) => What::Mark(
                Parts { ground: parts.ground.map(moved), number: parts.number.map(moved), payload: parts.payload.map(moved) },
                kind,
            ),
            what => what,
        };
        Piece { range: moved(self.range), what }
    }
}

fn read(file: &mut File, text: &Text, place: block::Where) -> Marked {
    reserved(file, text);
    if !near::possible(text.text) {
        return Marked { segments: open(text.text).into_iter().collect() };
    }
    let read = Read::of(text.text, place);
    let beside = beside_attempts(text.text, &read.pieces);
    inline::bars(text.text).iter().chain(&read.hidden).chain(&beside).for_each(|range| file.masks.hide(text.span(range)));
    for (fault, range) in &read.faults {
        file.finding(fault.finding().at(text.span(range)));
    }
    assemble(file, text, read.pieces)
}

/// What follows an attempt on its line, and what stands between it and a mark before it: in `《非公表》x《/非公表》` and
/// `<非公表>x</非公表>` somebody has hidden that.
fn beside_attempts(text: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut before: Option<usize> = None;
    for piece in pieces {
        if matches!(piece.what, What::Malformed(_) | What::Doubtful(_)) {
            let between =
                before.filter(|before| text.get(*before..piece.range.start).is_some_and(|between| !between.contains('\n')));
            out.extend(between.map(|before| before..piece.range.start));
            let line = text.get(piece.range.end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| piece.range.end + at);
            out.push(piece.range.end..line);
        }
        before = Some(piece.range.end);
    }
    out
}

fn assemble(file: &mut File, text: &Text, pieces: Vec<Piece>) -> Marked {
    let mut out = Marked::default();
    let mut done = 0;
    for piece in pieces {
        // An attempt can hold a mark; it was read with that one.
        if piece.range.start < done {
            continue;
        }
        push_open(&mut out, text.text.get(done..piece.range.start));
        done = piece.range.end;
        match piece.what {
            What::Literal => push_open(&mut out, text.text.get(piece.range.start + 1..piece.range.end)),
            what => push_withheld(file, text, piece.range, what, &mut out),
        }
    }
    push_open(&mut out, text.text.get(done..));
    out
}

fn push_withheld(file: &mut File, text: &Text, range: Range<usize>, what: What, out: &mut Marked) {
    let span = text.span(&range);
    let (kind, parts, broken) = match &what {
        What::Mark(parts, kind) => (*kind, parts.clone(), false),
        What::Malformed(kind) | What::Doubtful(kind) => (*kind, Parts::default(), true),
        What::Literal => return,
    };
    match what {
        What::Doubtful(_) => file.doubt(),
        // Something is withheld there; how much of it nobody knows before the mark is right.
        What::Malformed(_) => {
            file.doubt();
            file.count_withheld();
        }
        _ => file.count_withheld(),
    }
    let withheld = Withholding { broken, ..withholding(file, text, parts, kind, span) };
    let apart = (kind == WithheldKind::Block).then_some("\n\n");
    push_open(out, apart);
    out.segments.push(Segment::Withheld(withheld));
    push_open(out, apart);
}

fn withholding(file: &mut File, text: &Text, parts: Parts, kind: WithheldKind, span: Span) -> Withholding<String> {
    let payload = parts.payload.map(|range| {
        file.hide_payload(text.span(&range));
        Sealed::new(text.text.get(range).unwrap_or_default().to_owned())
    });
    Withholding {
        ground: parts.ground.map(|range| text.spanned(&range)),
        id: parts.number.map(|range| text.spanned(&range)),
        payload,
        ..Withholding::bare(kind, span)
    }
}

fn open(text: &str) -> Option<Segment> {
    (!text.is_empty()).then(|| Segment::Open(text.to_owned()))
}

fn push_open(out: &mut Marked, text: Option<&str>) {
    match (text, out.segments.last_mut()) {
        (None | Some(""), _) => (),
        (Some(text), Some(Segment::Open(last))) => last.push_str(text),
        (Some(text), _) => out.segments.push(Segment::Open(text.to_owned())),
    }
}

fn reserved(file: &mut File, text: &Text) {
    if let Some(at) = text.text.find(PLACEHOLDER) {
        let message = Words::new("U+F8F0 は kohyo が使う文字です。", "U+F8F0 is reserved for kohyo");
        let span = text.span(&(at..at + PLACEHOLDER.len_utf8()));
        file.finding(Finding::new(codes::RESERVED_CHARACTER, message).at(span));
    }
}

/// What stands in an HTML comment was not written for readers; no message quotes it. Whether it is one, Markdown knows.
fn mask_comments(file: &mut File, text: &Text) {
    let mut at = 0;
    while let Some(start) = text.text.get(at..).and_then(|rest| rest.find("<!--")).map(|found| at + found + "<!--".len()) {
        let end = text.text[start..].find("-->").map_or(text.text.len(), |found| start + found);
        file.masks.hide(text.span(&(start..end)));
        at = end;
    }
}
