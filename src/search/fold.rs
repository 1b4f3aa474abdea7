//! The fold: width, case, dashes, blanks and invisible characters make no difference (docs/search.md §2).
//!
//! In: a line of text. Out: folded characters, each with its range in the source. Never: a character of another line.
//!
//! ASCII, kana and kanji, which are nearly all of a page, take a short way; only what is left goes through NFKC.

use super::chars::{follows, is_blank, is_japanese, is_word, plain_japanese, vanishes};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Where a folded character comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The first byte of its cluster in the source.
    pub start: u32,
    /// The byte behind it.
    pub end: u32,
    /// Whether it was made lower case.
    pub upper: bool,
}

/// Folded text.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Folded {
    /// Its characters.
    pub chars: Vec<char>,
    /// For each of them, where it was; nothing where nobody asks.
    pub places: Vec<Place>,
    /// Whether nobody asks where they were.
    placeless: bool,
}

/// A line of a field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The index of its first folded character.
    pub at: usize,
    /// Where it stands in the source.
    pub source: Range<usize>,
}

/// The folded lines of a field. A line break is two characters `\n`, so that an index is a position.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Field {
    /// All lines.
    pub folded: Folded,
    /// Those that did not fold to nothing.
    pub lines: Vec<Line>,
}

impl Field {
    /// Folds lines that `\n` keeps apart.
    pub fn of(source: &str) -> Field {
        Field::default().with(source)
    }

    /// The same characters without their places: four times less to hold.
    pub fn placeless(source: &str) -> Field {
        let folded = Folded { placeless: true, ..Folded::default() };
        Field { folded, lines: Vec::new() }.with(source)
    }

    fn with(mut self, source: &str) -> Field {
        // Hardly a character becomes two; growing in steps would touch several times the memory.
        let most = source.chars().count() + source.bytes().filter(|b| *b == b'\n').count();
        self.folded.chars.reserve_exact(most);
        self.folded.places.reserve_exact(if self.folded.placeless { 0 } else { most });
        let mut start = 0;
        for line in source.split('\n') {
            self.add(line, start);
            start += line.len() + 1;
        }
        self
    }

    fn add(&mut self, line: &str, start: usize) {
        let before = self.folded.chars.len();
        if before > 0 {
            let nowhere = Place { start: start as u32, end: start as u32, upper: false };
            (0..2).for_each(|_| self.folded.put('\n', nowhere));
        }
        let at = self.folded.chars.len();
        self.folded.add(line, start, true);
        if self.folded.chars.len() > at {
            self.lines.push(Line { at, source: start..start + line.len() });
        } else {
            self.folded.chars.truncate(before);
            self.folded.places.truncate(before);
        }
    }
}

impl Folded {
    /// Folds a line.
    pub fn of(line: &str) -> Folded {
        let mut folded = Folded::default();
        folded.add(line, 0, true);
        folded
    }

    /// The same, but blanks beside Japanese characters stay: in a query they mean something.
    pub fn with_blanks(line: &str) -> Folded {
        let mut folded = Folded::default();
        folded.add(line, 0, false);
        folded
    }

    /// The folded characters as text.
    pub fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Folds a line behind what is there; `base` is where it stands in its source.
    fn add(&mut self, line: &str, base: usize, close: bool) {
        let from = self.chars.len();
        self.clusters(line, base);
        if self.tail(from).contains(&',') {
            self.retain(from, |chars, at| !is_separator(chars, from, at));
        }
        if self.tail(from).contains(&' ') {
            self.retain(from, |chars, at| chars[at] != ' ' || is_kept_blank(chars, from, at, close));
            self.join_letters(from);
        }
    }

    fn tail(&self, from: usize) -> &[char] {
        self.chars.get(from..).unwrap_or_default()
    }

    fn put(&mut self, c: char, place: Place) {
        self.chars.push(c);
        if !self.placeless {
            self.places.push(place);
        }
    }

    fn clusters(&mut self, line: &str, base: usize) {
        let mut at = 0;
        while at < line.len() {
            let rest = line.get(at..).unwrap_or_default();
            let (ascii, japanese) = plain(rest);
            self.ascii(rest.get(..ascii).unwrap_or_default(), base + at);
            self.japanese(rest.get(ascii..ascii + japanese).unwrap_or_default(), base + at + ascii);
            at += if ascii + japanese > 0 { ascii + japanese } else { self.cluster(rest, base + at) };
        }
    }

    /// Characters of ASCII that fold to themselves or to lower case, with nothing behind any of them that belongs to it.
    fn ascii(&mut self, run: &str, base: usize) {
        self.chars.extend(run.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        if !self.placeless {
            let place = |(at, b): (usize, u8)| {
                let start = (base + at) as u32;
                Place { start, end: start + 1, upper: b.is_ascii_uppercase() }
            };
            self.places.extend(run.bytes().enumerate().map(place));
        }
    }

    /// Kana and kanji that fold to themselves, with nothing behind any of them that belongs to it.
    fn japanese(&mut self, run: &str, base: usize) {
        self.chars.extend(run.chars());
        if !self.placeless {
            let place = |(at, c): (usize, char)| {
                let start = (base + at) as u32;
                Place { start, end: start + c.len_utf8() as u32, upper: false }
            };
            self.places.extend(run.char_indices().map(place));
        }
    }

    /// A character and what belongs to it, at the beginning of a text. Gives back how many bytes they take.
    fn cluster(&mut self, text: &str, base: usize) -> usize {
        let mut rest = text.chars();
        let Some(c) = rest.next() else { return 0 };
        let mut end = c.len_utf8();
        // At the beginning of a line there is nothing to which it could belong.
        if follows(c) && vanishes(c) {
            return end;
        }
        let place = |end: usize| Place { start: base as u32, end: (base + end) as u32, upper: false };
        let more = rest.take_while(|c| follows(*c)).map(char::len_utf8).sum::<usize>();
        if more == 0 {
            self.single(c, place(end));
            return end;
        }
        end += more;
        let behind = text.get(c.len_utf8()..end).unwrap_or_default();
        let cluster: String = std::iter::once(c).chain(behind.chars().filter(|c| !vanishes(*c))).collect();
        self.normal(&cluster, place(end));
        end
    }

    /// A character with nothing behind it that belongs to it.
    fn single(&mut self, c: char, place: Place) {
        match c {
            'A'..='Z' => self.put(c.to_ascii_lowercase(), Place { upper: true, ..place }),
            '!'..='}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{4e00}'..='\u{9fff}' | '、' | '。' => {
                self.put(c, place);
            }
            c if is_blank(c) => self.put(' ', place),
            '\u{ff01}'..='\u{ff5d}' => self.single(char::from_u32(c as u32 - 0xfee0).unwrap_or(c), place),
            c => self.normal(c.encode_utf8(&mut [0; 4]), place),
        }
    }

    fn normal(&mut self, cluster: &str, place: Place) {
        // A sound mark that belongs to no kana would be joined to one when what stands between them goes.
        for c in cluster.nfkc().filter(|c| !matches!(c, '\u{3099}' | '\u{309a}')) {
            let upper = !c.to_lowercase().eq(std::iter::once(c));
            c.to_lowercase().for_each(|c| self.put(sign(c), Place { upper, ..place }));
        }
    }

    /// Keeps the characters from `from` on that `keep` wants; it sees them all as they were.
    fn retain(&mut self, from: usize, keep: impl Fn(&[char], usize) -> bool) {
        // Of most lines everything stays.
        let Some(from) = (from..self.chars.len()).find(|at| !keep(&self.chars, *at)) else { return };
        let wanted: Vec<bool> = (from..self.chars.len()).map(|at| keep(&self.chars, at)).collect();
        let mut to = from;
        for (at, _) in wanted.iter().enumerate().filter(|(_, wanted)| **wanted) {
            self.chars.swap(to, from + at);
            if !self.placeless {
                self.places.swap(to, from + at);
            }
            to += 1;
        }
        self.chars.truncate(to);
        self.places.truncate(to);
    }

    /// Takes the blanks out of `j s r`.
    fn join_letters(&mut self, from: usize) {
        let chars = &self.chars;
        let is_single = |at: usize| {
            let beside = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| is_word(*c));
            chars.get(at).is_some_and(char::is_ascii_lowercase)
                && !beside(at.checked_sub(1).filter(|before| *before >= from))
                && !beside(Some(at + 1))
        };
        let mut taken: Vec<usize> = Vec::new();
        let mut at = from;
        while at < chars.len() {
            let first = at;
            // Of most text that is told by the second and fourth character alone.
            let spaced = [at + 1, at + 3].into_iter().all(|blank| chars.get(blank) == Some(&' '));
            if spaced && is_single(at) {
                while chars.get(at + 1) == Some(&' ') && is_single(at + 2) {
                    at += 2;
                }
            }
            if at >= first + 4 {
                taken.extend((first + 1..at).step_by(2));
            }
            at += 1;
        }
        if !taken.is_empty() {
            self.retain(from, |_, at| taken.binary_search(&at).is_err());
        }
    }
}

/// How many bytes of ASCII, and then of kana and kanji, a text begins with that fold to one character each. What follows the last of
/// them may belong to it, unless it is ASCII itself.
fn plain(text: &str) -> (usize, usize) {
    let is_plain = |b: &u8| matches!(b, b' '..=b'}');
    let ascii = text.bytes().position(|b| !is_plain(&b)).unwrap_or(text.len());
    let japanese = plain_japanese(text.get(ascii..).unwrap_or_default());
    match text.as_bytes().get(ascii + japanese).is_none_or(is_plain) {
        true => (ascii, japanese),
        false if japanese > 0 => (ascii, japanese - 3),
        false => (ascii.saturating_sub(1), 0),
    }
}

/// Dashes, middle dots and white space, of which there are many.
fn sign(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{301c}' | '~' => '-',
        '·' => '・',
        c if is_blank(c) => ' ',
        c => c,
    }
}

/// A comma between a digit and exactly three digits.
fn is_separator(chars: &[char], from: usize, at: usize) -> bool {
    let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    chars.get(at) == Some(&',') && at > from && digit(at - 1) && (1..=3).all(|n| digit(at + n)) && !digit(at + 4)
}

/// The first blank of a run, unless it stands at an end or (`close`) beside a Japanese character.
fn is_kept_blank(chars: &[char], from: usize, at: usize, close: bool) -> bool {
    let before = at.checked_sub(1).filter(|before| *before >= from).and_then(|before| chars.get(before));
    let Some(before) = before.filter(|before| **before != ' ') else { return false };
    let Some(behind) = chars.get(at..).and_then(|rest| rest.iter().find(|c| **c != ' ')) else { return false };
    !(close && (is_japanese(*before) || is_japanese(*behind)))
}
