//! Marks in running text: `《非公表:ground#number|payload》`.
//!
//! In: a text. Out: each mark with the places of its parts, or with what is wrong with it. Never: a mark that ends where the
//! author did not end it without a finding.
//!
//! Linear: brackets and paragraph ends are listed once, and what a mark has consumed is not looked at again.

use super::faults::{Empty, Fault};
use super::{FAMILIES, Parts, Read, WORDS, What, decoded, near};
use crate::kinds::{WithheldKind, register_number};
use memchr::memmem;
use std::ops::Range;

/// What a manual writes for a payload: it hides nothing, so a backslash prints it.
const EXAMPLE: &str = "…";

/// Finds every mark, then what looks like one in the rest.
pub fn read(text: &str, out: &mut Read) {
    let map = Map::of(text);
    let mut done = 0;
    for opening in &map.openings {
        // A bracket inside the mark before it was read with that one.
        if opening.range.start >= done {
            done = match opening.escape {
                Some(backslash) => escaped(text, &map, opening, backslash, out),
                None => one(text, &map, opening, out),
            };
        }
    }
    surplus(text, &map, out);
    let taken: Vec<Range<usize>> = out.pieces.iter().map(|piece| piece.range.clone()).collect();
    near::read(text, &taken, out);
}

/// A closing bracket that closes nothing, behind a mark with the same brackets: what the mark hides may go on up to there.
fn surplus(text: &str, map: &Map, out: &mut Read) {
    for (family, (open, close)) in FAMILIES.into_iter().enumerate() {
        let places = |at: &[usize]| -> Vec<usize> { at.iter().copied().filter(|at| !inside(&out.pieces, *at)).collect() };
        let (mut opens, closes) = (places(&map.opens[family]), places(&map.closes[family]));
        // Behind a backslash a bracket is ordinary, and so is the one that closes it.
        let literal = out.pieces.iter().filter(|piece| matches!(piece.what, What::Literal));
        opens
            .extend(literal.map(|piece| piece.range.start + 1).filter(|at| text.get(*at..).is_some_and(|t| t.starts_with(open))));
        opens.sort_unstable();
        let (mut next, mut depth, mut paragraph) = (0, 0usize, 0);
        for at in closes {
            let end = map.end(paragraph);
            if end < at {
                paragraph = map.ends.get(map.ends.partition_point(|end| *end < at).wrapping_sub(1)).copied().unwrap_or(0);
                depth = 0;
            }
            while let Some(opened) = opens.get(next).filter(|opened| **opened < at) {
                depth += usize::from(*opened >= paragraph);
                next += 1;
            }
            if depth > 0 || quotes(text, at) {
                depth = depth.saturating_sub(1);
                continue;
            }
            let before = |piece: &&mut super::Piece| {
                piece.range.start >= paragraph && piece.range.end <= at && text[piece.range.clone()].starts_with(open)
            };
            if let Some(mark) = out.pieces.iter_mut().rfind(before) {
                out.faults.push((Fault::Surplus, at..at + close.len()));
                out.hidden.push(mark.range.end..at);
                (mark.range.end, mark.what) = (at + close.len(), What::Malformed(WithheldKind::Phrase));
            }
        }
    }
    let mut done = 0;
    out.pieces.retain(|piece| {
        let own = piece.range.start >= done;
        done = done.max(piece.range.end);
        own
    });
}

/// Whether a place lies in one of some pieces, which are in order.
fn inside(pieces: &[super::Piece], at: usize) -> bool {
    let after = pieces.partition_point(|piece| piece.range.start <= at);
    after.checked_sub(1).and_then(|last| pieces.get(last)).is_some_and(|piece| at < piece.range.end)
}

/// Whether only signs of a quotation stand before it on its line.
fn quotes(text: &str, at: usize) -> bool {
    let line = text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    line.chars().all(|c| c == '>' || c == ' ')
}

/// A bracket with a mark word behind it.
struct Opening {
    /// From the bracket to the end of the word.
    range: Range<usize>,
    family: usize,
    /// The backslash that makes it ordinary text.
    escape: Option<usize>,
}

/// Where brackets open and close, and paragraphs end.
struct Map {
    openings: Vec<Opening>,
    opens: [Vec<usize>; FAMILIES.len()],
    closes: [Vec<usize>; FAMILIES.len()],
    ends: Vec<usize>,
    len: usize,
}

impl Map {
    fn of(text: &str) -> Map {
        let places = |sign: &str| -> Vec<usize> { memmem::find_iter(text.as_bytes(), sign).collect() };
        let opens = FAMILIES.map(|(open, _)| places(open));
        let closes = FAMILIES.map(|(_, close)| places(close));
        let brackets = opens.iter().enumerate().flat_map(|(family, at)| at.iter().map(move |at| (family, *at)));
        let mut openings: Vec<Opening> = brackets.filter_map(|(family, at)| opening(text, family, at)).collect();
        openings.sort_by_key(|opening| opening.range.start);
        Map { openings, opens, closes, ends: paragraph_ends(text), len: text.len() }
    }

    fn next(places: &[usize], from: usize) -> Option<usize> {
        places.get(places.partition_point(|at| *at < from)).copied()
    }

    /// The end of the paragraph in which `from` lies.
    fn end(&self, from: usize) -> usize {
        Map::next(&self.ends, from).unwrap_or(self.len)
    }

    /// The first closing bracket of another family between two places.
    fn foreign_close(&self, family: usize, between: Range<usize>) -> Option<Range<usize>> {
        let others = (0..FAMILIES.len()).filter(|other| *other != family);
        let found = others.filter_map(|other| {
            let at = Map::next(self.closes.get(other)?, between.start)?;
            (at < between.end).then(|| at..at + FAMILIES[other].1.len())
        });
        found.min_by_key(|range| range.start)
    }

    fn own(&self, family: usize, from: usize) -> (Option<usize>, Option<usize>) {
        let next = |places: &[Vec<usize>; FAMILIES.len()]| places.get(family).and_then(|places| Map::next(places, from));
        (next(&self.opens), next(&self.closes))
    }

    /// Where the bracket that is open at `from` closes, with those inside it counted, before `limit`.
    fn balanced(&self, family: usize, from: usize, limit: usize) -> Option<usize> {
        let (mut at, mut depth) = (from, 1usize);
        loop {
            match self.own(family, at) {
                (Some(open), Some(close)) if open < close && open < limit => {
                    (depth, at) = (depth + 1, open + FAMILIES[family].0.len())
                }
                (_, Some(close)) if close < limit => (depth, at) = (depth - 1, close + FAMILIES[family].1.len()),
                _ => return None,
            }
            if depth == 0 {
                return Some(at);
            }
        }
    }
}

fn opening(text: &str, family: usize, start: usize) -> Option<Opening> {
    let after = text.get(start + FAMILIES[family].0.len()..)?;
    let rest = WORDS.iter().find_map(|word| after.trim_start().strip_prefix(word))?;
    Some(Opening { range: start..text.len() - rest.len(), family, escape: escape(text, start) })
}

/// The backslash before a place, where it is not itself escaped.
pub fn escape(text: &str, at: usize) -> Option<usize> {
    let before = text.as_bytes().get(..at)?;
    let backslashes = before.iter().rev().take_while(|b| **b == b'\\').count();
    (backslashes % 2 == 1).then(|| at - 1)
}

/// Where each paragraph ends: at the line end before a blank line. A blank line may hold blanks or the sign of a quotation.
pub fn paragraph_ends(text: &str) -> Vec<usize> {
    let (mut out, mut at, mut within) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let blank = matches!(line.trim(), "" | ">");
        if blank && within {
            out.push(at);
        }
        within = !blank;
        at += line.len();
    }
    out
}

/// Reads one mark and returns where the text goes on.
fn one(text: &str, map: &Map, mark: &Opening, out: &mut Read) -> usize {
    let close = FAMILIES[mark.family].1;
    let limit = map.end(mark.range.start);
    let inner = mark.range.end;
    let own = map.own(mark.family, inner);
    let first = own.0.into_iter().chain(own.1).min();
    let other = other_close(text, map, mark, first.unwrap_or(limit).min(limit));
    if let Some(other) = other {
        return closed_by_another(text, mark, other, limit, out);
    }
    match (own.1, own.0) {
        (Some(end), open) if end < limit && open.is_none_or(|open| end < open) => whole(text, map, mark, inner..end, out),
        (Some(end), open) if open.is_none_or(|open| end < open) => {
            malformed(mark, Fault::Crosses, mark.range.start..inner, end + close.len(), out)
        }
        (_, Some(open)) if open < limit => match map.balanced(mark.family, inner, limit) {
            Some(end) => malformed(mark, Fault::Nested, open..end.min(open + FAMILIES[mark.family].0.len()), end, out),
            None => malformed(mark, Fault::Unclosed(close), mark.range.clone(), limit, out),
        },
        _ => malformed(mark, Fault::Unclosed(close), mark.range.clone(), limit.max(inner), out),
    }
}

/// A closing bracket that is not the mark's own, before its own ones: of another family, or any at once behind the word.
fn other_close(text: &str, map: &Map, mark: &Opening, before: usize) -> Option<Range<usize>> {
    let rest = text.get(mark.range.end..before)?;
    let at = mark.range.end + rest.len() - rest.trim_start().len();
    let behind = rest.trim_start().chars().next().filter(|c| near::closes(*c));
    let single = behind.map(|c| at..at + c.len_utf8());
    let foreign = map.foreign_close(mark.family, mark.range.end..before);
    let (open, own) = map.own(mark.family, mark.range.end);
    // Where the mark's own bracket does close, another one further on is part of what it hides.
    let closed = own.is_some_and(|own| own <= before && open.is_none_or(|open| own < open));
    match (single, foreign) {
        (Some(single), Some(foreign)) if single.start == foreign.start => Some(foreign),
        (Some(single), _) => Some(single),
        (None, foreign) => foreign.filter(|_| !closed),
    }
}

fn closed_by_another(text: &str, mark: &Opening, other: Range<usize>, limit: usize, out: &mut Read) -> usize {
    let payload = text.get(mark.range.end..other.start).is_some_and(|inner| inner.contains(['|', '｜']));
    // What the author hid behind a bar may go on behind the wrong bracket.
    let end = if payload { limit.max(other.end) } else { other.end };
    malformed(mark, Fault::OtherFamily(FAMILIES[mark.family].1), mark.range.start..other.end, end, out)
}

fn malformed(mark: &Opening, fault: Fault, place: Range<usize>, end: usize, out: &mut Read) -> usize {
    out.fault(fault, place);
    out.hidden.push(mark.range.end..end);
    out.piece(mark.range.start..end, What::Malformed(WithheldKind::Phrase));
    end
}

/// A mark that closes; `inner` is what stands between word and bracket.
fn whole(text: &str, map: &Map, mark: &Opening, inner: Range<usize>, out: &mut Read) -> usize {
    let end = inner.end + FAMILIES[mark.family].1.len();
    let nested = map.openings.get(map.openings.partition_point(|o| o.range.start < inner.start));
    if let Some(nested) = nested.filter(|nested| nested.range.start < inner.end) {
        return malformed(mark, Fault::Nested, nested.range.clone(), end, out);
    }
    match details(text, inner.clone()) {
        Ok(parts) => out.piece(mark.range.start..end, What::Mark(parts, WithheldKind::Phrase)),
        Err((fault, place)) => {
            out.hidden.push(place.start.min(inner.end)..inner.end);
            out.fault(fault, place);
            out.piece(mark.range.start..end, What::Malformed(WithheldKind::Phrase));
        }
    }
    end
}

/// A mark behind a backslash is text, unless it holds a payload, which would be printed; `…` is none.
fn escaped(text: &str, map: &Map, mark: &Opening, backslash: usize, out: &mut Read) -> usize {
    let limit = map.end(mark.range.start).max(mark.range.end);
    let (open, close) = map.own(mark.family, mark.range.end);
    let close = close.filter(|close| *close < limit && open.is_none_or(|open| *close < open));
    let until = close.unwrap_or(limit.min(open.unwrap_or(limit)));
    let inner = text.get(mark.range.end..until).unwrap_or_default();
    // Without a closing bracket, the line is as far as a mark may have been meant to reach.
    let inner = if close.is_some() { inner } else { inner.lines().next().unwrap_or_default() };
    if inner.split_once(['|', '｜']).is_none_or(|(_, payload)| payload.trim() == EXAMPLE) {
        out.piece(backslash..mark.range.end, What::Literal);
        return mark.range.end;
    }
    let end = close.map_or(limit, |close| close + FAMILIES[mark.family].1.len());
    out.fault(Fault::EscapedPayload, backslash..mark.range.end);
    out.hidden.push(mark.range.end..end);
    out.piece(backslash..end, What::Doubtful(WithheldKind::Phrase));
    end
}

/// Splits `:ground#number|payload`.
fn details(text: &str, inner: Range<usize>) -> Result<Parts, (Fault, Range<usize>)> {
    let payload = sign(text, &inner, &['|', '｜']);
    let head = inner.start..payload.as_ref().map_or(inner.end, |bar| bar.start);
    let hash = sign(text, &head, &['#', '＃']);
    let before = trimmed(text, head.start..hash.as_ref().map_or(head.end, |hash| hash.start));
    let mut parts = Parts { payload: payload.map(|bar| bar.end..inner.end), ..Parts::default() };
    if !before.is_empty() {
        let colon = sign(text, &before, &[':', '：']).filter(|colon| colon.start == before.start);
        let colon = colon.ok_or_else(|| (glued(text, &before), before.clone()))?;
        parts.ground = Some(ground(text, trimmed(text, colon.end..before.end), colon)?);
    }
    if let Some(hash) = hash {
        parts.number = Some(number(text, trimmed(text, hash.end..head.end), hash)?);
    }
    Ok(parts)
}

/// What stands at the mark word: words, or only what no reader sees.
fn glued(text: &str, place: &Range<usize>) -> Fault {
    let seen = !decoded::units(text.get(place.clone()).unwrap_or_default()).is_empty();
    if seen { Fault::Glued } else { Fault::Broken }
}

fn ground(text: &str, place: Range<usize>, colon: Range<usize>) -> Result<Range<usize>, (Fault, Range<usize>)> {
    match text.get(place.clone()) {
        None | Some("") => Err((Fault::Empty(Empty::Ground), colon)),
        Some(id) if super::super::cells::is_id(id) => Ok(place),
        Some(_) => Err((Fault::BadGround, place)),
    }
}

/// The number behind a `#`, for marks and blocks.
pub fn number(text: &str, place: Range<usize>, hash: Range<usize>) -> Result<Range<usize>, (Fault, Range<usize>)> {
    match text.get(place.clone()) {
        None | Some("") => Err((Fault::Empty(Empty::Number), hash)),
        Some(number) if register_number(number).is_some() => Ok(place),
        Some(_) => Err((Fault::BadNumber, place)),
    }
}

/// The standard library looks for one sign at a time as carefully as for a long word.
fn find(text: &str, sign: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), sign.as_bytes())
}

fn sign(text: &str, within: &Range<usize>, signs: &[char]) -> Option<Range<usize>> {
    let (at, found) = text.get(within.clone())?.match_indices(signs).next()?;
    Some(within.start + at..within.start + at + found.len())
}

/// The range without blanks at its ends.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

/// What stands behind a bar inside any bracket of `FAMILIES`, also where the word before it is misspelt: no message shall
/// quote what somebody meant to hide. Each place is looked at once for each family.
pub fn bars(text: &str) -> Vec<Range<usize>> {
    let ends = paragraph_ends(text);
    let mut out = Vec::new();
    for (open, close) in FAMILIES {
        let mut at = 0;
        let mut closing = find(text, close);
        while let Some(inner) = text.get(at..).and_then(|rest| find(rest, open)).map(|found| at + found + open.len()) {
            if closing.is_some_and(|found| found < inner) {
                closing = find(&text[inner..], close).map(|found| inner + found);
            }
            let end = closing.unwrap_or(text.len()).min(Map::next(&ends, inner).unwrap_or(text.len()));
            if let Some(bar) = sign(text, &(inner..end), &['|', '｜']) {
                out.push(bar.end..end);
            }
            at = end.max(inner);
        }
    }
    out
}
