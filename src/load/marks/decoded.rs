//! A text as a person or a browser would read it, for the search for marks that are not written as marks.
//!
//! In: a text. Out: its characters after NFKC, with HTML entities, percent signs and `\u` decoded, in lower case, without tags,
//! blanks, emphasis, backslashes and characters that cannot be seen; each with the bytes it came from. Never: the open text of
//! a page, which stays as it was written.
//!
//! One pass over the bytes, then one over the characters for each layer of encoding (three at most), so the work grows with the
//! length of the text.

use super::words::misspelt;
use crate::kinds::PLACEHOLDER;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stands for a part that has been read already.
pub const TAKEN: char = PLACEHOLDER;

/// Stands between paragraphs.
pub const PARAGRAPH: char = '\u{2029}';

/// Encodings inside encodings that are looked through. A browser undoes one, a mail program or a form one more.
const LAYERS: usize = 3;

/// One character of the decoded text.
#[derive(Clone, Copy, Debug)]
pub struct Unit {
    /// The character as read.
    pub ch: char,
    /// First byte of what was written.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// It was written as an entity, percent signs or an escape.
    pub encoded: bool,
    /// It was written as another form of the character: wide, narrow, capital.
    pub variant: bool,
    /// Something was left out between this character and the one before.
    pub apart: bool,
}

/// Decodes a text.
pub fn units(text: &str) -> Vec<Unit> {
    units_of(text, 0..text.len(), &[])
}

/// Decodes a part of a text, with its places in the whole; `taken` are parts of the text, in order, that have been read already. A part
/// that is not the first one begins behind an empty line.
pub fn units_of(text: &str, part: Range<usize>, taken: &[Range<usize>]) -> Vec<Unit> {
    let behind_blank = part.start > 0;
    let mut units = written(text, part, taken);
    for _ in 0..LAYERS {
        match decode(&units) {
            Some(decoded) => units = decoded,
            None => break,
        }
    }
    strip(&units, behind_blank)
}

fn written(text: &str, part: Range<usize>, taken: &[Range<usize>]) -> Vec<Unit> {
    let inside = text.get(part.clone()).unwrap_or_default();
    let mut out = Vec::with_capacity(inside.chars().count());
    let mut taken = taken.get(taken.partition_point(|range| range.end <= part.start)..).unwrap_or_default().iter().peekable();
    let mut skip = 0;
    for (at, ch) in inside.char_indices().map(|(at, ch)| (part.start + at, ch)) {
        if at < skip {
            continue;
        }
        let unit = Unit { ch, start: at as u32, end: (at + ch.len_utf8()) as u32, encoded: false, variant: false, apart: false };
        if let Some(range) = taken.next_if(|range| range.start <= at) {
            skip = range.end.max(at + 1);
            out.push(Unit { ch: TAKEN, end: skip as u32, ..unit });
        } else {
            push_folded(unit, &mut out);
        }
    }
    out
}

/// Pushes what NFKC makes of a character.
fn push_folded(unit: Unit, out: &mut Vec<Unit>) {
    if is_plain(unit.ch) {
        out.push(unit);
        return;
    }
    for ch in std::iter::once(unit.ch).nfkc() {
        out.push(Unit { ch, variant: unit.variant || ch != unit.ch, ..unit });
    }
}

/// Undoes one layer of encoding; `None` where there is none.
fn decode(units: &[Unit]) -> Option<Vec<Unit>> {
    let first = (0..units.len()).find(|at| escape(&units[*at..]).is_some())?;
    let mut out = Vec::with_capacity(units.len());
    out.extend_from_slice(&units[..first]);
    let mut at = first;
    while let Some(unit) = units.get(at) {
        match escape(&units[at..]) {
            Some((ch, length)) => {
                let end = units.get(at + length - 1).map_or(unit.end, |last| last.end);
                push_folded(Unit { ch, end, encoded: true, ..*unit }, &mut out);
                at += length;
            }
            None => {
                out.push(*unit);
                at += 1;
            }
        }
    }
    Some(out)
}

/// The character that begins here in some encoding, and how many characters that takes.
fn escape(units: &[Unit]) -> Option<(char, usize)> {
    match units.first()?.ch {
        '&' => entity(units),
        '%' => percent(units),
        '\\' => backslash(units),
        _ => None,
    }
}

/// Entities that stand for a bracket, for a sign of a mark, for a blank, or for the sign that begins another encoding.
const ENTITIES: [(&str, char); 60] = [
    ("lt", '<'),
    ("gt", '>'),
    ("LT", '<'),
    ("GT", '>'),
    ("amp", '&'),
    ("AMP", '&'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("Lt", '≪'),
    ("Gt", '≫'),
    ("ll", '≪'),
    ("gg", '≫'),
    ("NestedLessLess", '≪'),
    ("NestedGreaterGreater", '≫'),
    ("Ll", '⋘'),
    ("Gg", '⋙'),
    ("Lang", '⟪'),
    ("Rang", '⟫'),
    ("lang", '⟨'),
    ("rang", '⟩'),
    ("langle", '⟨'),
    ("rangle", '⟩'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("lpar", '('),
    ("rpar", ')'),
    ("lbrack", '['),
    ("rbrack", ']'),
    ("lsqb", '['),
    ("rsqb", ']'),
    ("lbrace", '{'),
    ("rbrace", '}'),
    ("lcub", '{'),
    ("rcub", '}'),
    ("lbbrk", '❲'),
    ("rbbrk", '❳'),
    ("lobrk", '⟦'),
    ("robrk", '⟧'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("colon", ':'),
    ("semi", ';'),
    ("num", '#'),
    ("vert", '|'),
    ("verbar", '|'),
    ("VerticalLine", '|'),
    ("percnt", '%'),
    ("bsol", '\\'),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("hairsp", ' '),
    ("Tab", ' '),
    ("NewLine", ' '),
    ("shy", '\u{AD}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("ZeroWidthSpace", '\u{200B}'),
    ("NoBreak", '\u{2060}'),
];

fn entity(units: &[Unit]) -> Option<(char, usize)> {
    if units.get(1)?.ch != '#' {
        let name: String = units.iter().skip(1).take(24).map(|u| u.ch).take_while(char::is_ascii_alphabetic).collect();
        let closed = units.get(1 + name.len()).is_some_and(|u| u.ch == ';');
        let (_, ch) = ENTITIES.iter().find(|(known, _)| *known == name)?;
        // Browsers accept a few names without the semicolon; the others are words.
        let bare = ["lt", "gt", "amp", "laquo", "raquo", "nbsp", "shy"].contains(&name.as_str());
        return (closed || bare).then_some((*ch, 1 + name.len() + usize::from(closed)));
    }
    let (radix, from) = match units.get(2)?.ch {
        'x' | 'X' => (16, 3),
        _ => (10, 2),
    };
    let (ch, length) = number(units, from, radix, 1..=10)?;
    let closed = units.get(from + length).is_some_and(|u| u.ch == ';');
    Some((ch, from + length + usize::from(closed)))
}

/// A run of digits from `from` on as a character, and its length.
fn number(units: &[Unit], from: usize, radix: u32, lengths: std::ops::RangeInclusive<usize>) -> Option<(char, usize)> {
    let digits: String = units.iter().skip(from).map(|u| u.ch).take(*lengths.end()).take_while(|c| c.is_digit(radix)).collect();
    let ch = char::from_u32(u32::from_str_radix(&digits, radix).ok()?)?;
    lengths.contains(&digits.len()).then_some((ch, digits.len()))
}

/// `%E3%80%8A`, and `%u300A` as old scripts write it.
fn percent(units: &[Unit]) -> Option<(char, usize)> {
    if matches!(units.get(1)?.ch, 'u' | 'U') {
        return number(units, 2, 16, 4..=4).map(|(ch, length)| (ch, length + 2));
    }
    let byte = |n: usize| -> Option<u8> {
        let [sign, high, low] = units.get(3 * n..3 * n + 3)? else { return None };
        let value = high.ch.to_digit(16)? * 16 + low.ch.to_digit(16)?;
        (sign.ch == '%').then_some(value as u8)
    };
    let first = byte(0)?;
    let length = match first {
        0..=0x7F => 1,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    };
    let bytes: Vec<u8> = (0..length).map_while(byte).collect();
    let ch = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((ch, 3 * length))
}

/// `\u300a`, `\u{300a}`, `\U0000300a`, `\x3c`, and `\300a` as style sheets write it.
fn backslash(units: &[Unit]) -> Option<(char, usize)> {
    let next = units.get(1)?.ch;
    match next {
        'u' | 'U' if units.get(2).is_some_and(|u| u.ch == '{') => {
            let (ch, length) = number(units, 3, 16, 1..=8)?;
            units.get(3 + length).filter(|u| u.ch == '}').map(|_| (ch, length + 4))
        }
        'U' => number(units, 2, 16, 8..=8).map(|(ch, length)| (ch, length + 2)),
        'u' => number(units, 2, 16, 4..=4).map(|(ch, length)| (ch, length + 2)),
        'x' | 'X' => number(units, 2, 16, 2..=2).map(|(ch, length)| (ch, length + 2)),
        c if c.is_ascii_hexdigit() => number(units, 1, 16, 4..=6).map(|(ch, length)| (ch, length + 1)),
        _ => None,
    }
}

/// Leaves out what a reader does not see.
fn strip(units: &[Unit], behind_blank: bool) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::with_capacity(units.len());
    let (mut at, mut apart, mut blank_line) = (0, behind_blank, behind_blank);
    while let Some(unit) = units.get(at) {
        let line_end = unit.ch == '\n' && !unit.encoded;
        if line_end && blank_line && out.last().is_some_and(|last| last.ch != PARAGRAPH) {
            out.push(Unit { ch: PARAGRAPH, ..*unit });
        }
        // The sign of a quotation at the beginning of a line belongs to the line, not to the text.
        let quoted = blank_line && unit.ch == '>' && units.get(at + 1).is_none_or(|next| next.ch != '>');
        blank_line = line_end || (blank_line && (is_unseen(unit.ch) || quoted));
        let length = if unit.ch == '<' { tag(&units[at..]).unwrap_or(0) } else { 0 };
        at += length.max(1);
        if length > 0 || quoted || line_end || is_unseen(unit.ch) {
            apart = true;
            continue;
        }
        let ch = lower(unit.ch);
        out.push(Unit { ch, apart, variant: unit.variant || ch != unit.ch, ..*unit });
        apart = false;
    }
    out
}

/// How many characters a tag or comment takes. One that holds anything but ASCII, or a mark word, is kept: it may be what is
/// looked for. So is `<withheld>`, and what is misspelt like it.
fn tag(units: &[Unit]) -> Option<usize> {
    let name = units.get(if units.get(1)?.ch == '/' { 2 } else { 1 })?.ch;
    if !name.is_ascii_alphabetic() && name != '!' {
        return None;
    }
    let inside = units.iter().skip(1).take_while(|u| u.ch.is_ascii() && !matches!(u.ch, '<' | '>')).count();
    units.get(1 + inside).filter(|u| u.ch == '>')?;
    let words: String = units[1..=inside].iter().map(|u| u.ch.to_ascii_lowercase()).filter(char::is_ascii_alphabetic).collect();
    let kept = ["withh", "wheld", "with", "held"].iter().any(|part| words.contains(part)) || misspelt(&words);
    (!kept).then_some(inside + 2)
}

/// ASCII, kana, ideographs and their punctuation: nearly all characters of a text. They are their own NFKC, and asking the
/// tables for each of them costs more than all the rest.
pub fn is_plain(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{3001}'..='\u{3035}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FE}' | '\u{4E00}'..='\u{9FFF}')
}

fn lower(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        c if is_plain(c) => c,
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

fn is_unseen(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace() || c.is_ascii_control() || matches!(c, '*' | '_' | '~' | '`' | '\\');
    }
    let blank = matches!(c, '\u{80}'..='\u{A0}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}'
        | '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}');
    let format = matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}');
    // Marks of tone in 〪〭 stand among the plain punctuation.
    let combining = !is_plain(c) || matches!(c, '\u{302A}'..='\u{302F}');
    blank || format || (combining && (c.is_whitespace() || is_combining_mark(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        units(text).iter().map(|u| if u.ch == PARAGRAPH { '¶' } else { u.ch }).collect()
    }

    #[test]
    fn every_encoding_is_looked_through() {
        for text in [
            "《非公表》",
            "&#12298;非公表&#x300B;",
            "&#12298非公表&#X300b",
            "%E3%80%8A%e9%9d%9e%E5%85%AC%E8%A1%A8%E3%80%8B",
            "%u300A非公表%u300B",
            r"\u300a\u975e公表\u{300b}",
            r"\U0000300a非公表\300B",
            "&amp;#12298;非公表&amp;amp;#12299;",
            "%26%2312298;非公表》",
            "＆＃１２２９８；非公表》",
            "《<b>非</b>公<wbr>表<!-- x -->》",
            "《**非**_公_`表`~》",
            "《 非\u{3000}公\u{200B}\u{AD}表\u{FE0F}\u{202E}\n》",
            "《非\n> 公\n表》",
            "︽⾮公表︾",
        ] {
            assert_eq!(read(text), "《非公表》", "{text}");
        }
        assert_eq!(read("&lt;&lt;ＷＩＴＨＨＥＬＤ&gt>"), "<<withheld>>");
    }

    #[test]
    fn what_only_looks_encoded_stays() {
        for text in ["100%", "a&b", "&nosuch;", "%zz", "\u{E000}", "&", "%", "a<b", "<", "&#;", "&#xFFFFFFFF;", "%80"] {
            assert_eq!(read(text), text.to_lowercase());
        }
    }

    #[test]
    fn paragraphs_are_kept_apart() {
        assert_eq!(read("a\n \nb\n>\n> c\nd"), "a¶b¶cd");
    }

    #[test]
    fn a_tag_that_may_be_a_mark_is_kept() {
        assert_eq!(read("<<withheld>> <Withheld> <b title=非公表>"), "<<withheld>><withheld><btitle=非公表>");
    }

    #[test]
    fn ranges_are_those_of_what_was_written() {
        let text = "あ&#12298;非";
        let units = units(text);
        assert_eq!(&text[units[1].start as usize..units[1].end as usize], "&#12298;");
        assert!(units[1].encoded && !units[2].encoded);
        assert_eq!(&text[units[2].start as usize..units[2].end as usize], "非");
    }
}
