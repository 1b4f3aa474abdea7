//! What a reader typed, taken apart into what has to stand on a page (docs/search.md §6, 1 and 2).
//!
//! In: a query. Out: segments of pieces. Never: an index; an error: every text is a query.

use super::chars::{is_blank, is_japanese, is_sign, other_kana};
use super::fold::Folded;
use super::terms::{Token, tokens};
use super::years::years_at;

/// More of a query than this many characters nobody types.
const LONGEST: usize = 200;

/// What a page must hold in one place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Segment {
    /// Folded.
    pub text: String,
    /// Its parts from left to right.
    pub pieces: Vec<Piece>,
}

/// A part of a segment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Where it begins, in characters.
    pub at: usize,
    /// How many characters it has.
    pub length: usize,
    /// What it is.
    pub what: What,
}

/// What a piece is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A year: `F2024`, `Y2024`; and its spelling, if that is one word.
    Year(String, Option<String>),
    /// A word.
    Word(String),
    /// The beginning of a word.
    Prefix(String),
    /// Signs; whether a word follows directly.
    Signs(String, bool),
}

/// A query.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Query {
    /// All of which a page must hold.
    pub segments: Vec<Segment>,
}

impl Query {
    /// Reads what was typed; `typing`: the reader has not submitted it yet.
    pub fn parse(typed: &str, typing: bool) -> Query {
        let cut = typed.char_indices().nth(LONGEST).map_or(typed, |(at, _)| typed.get(..at).unwrap_or(typed));
        let parts: Vec<Vec<char>> = parts(cut).into_iter().filter(|part| !part.is_empty()).collect();
        let says = |part: &Vec<char>| part.iter().any(|c| *c != ' ' && (is_japanese(*c) || !is_sign(*c)));
        let some = parts.iter().any(says);
        let open = !cut.ends_with(|c| is_blank(c) || is_quote(c)) && parts.last().is_some_and(|last| !some || says(last));
        let mut query =
            Query { segments: parts.iter().filter(|part| !some || says(part)).map(|part| Segment::of(part)).collect() };
        if let Some(last) = query.segments.last_mut().filter(|_| typing && open) {
            last.widen();
        }
        query
    }

    /// Without the words that every page holds, if others remain. The beginning of a word is none of these.
    pub fn without(&self, everywhere: &[String]) -> Query {
        let says = |segment: &&Segment| {
            let [Piece { what: What::Word(word), .. }] = segment.pieces.as_slice() else { return true };
            everywhere.binary_search(word).is_err()
        };
        let segments: Vec<Segment> = self.segments.iter().filter(says).cloned().collect();
        if segments.is_empty() { self.clone() } else { Query { segments } }
    }

    /// The same with each kana of the other kind; `None` where there is none.
    pub fn other_kana(&self) -> Option<Query> {
        let has = self.segments.iter().any(|segment| segment.text.chars().any(|c| other_kana(c).is_some()));
        has.then(|| Query { segments: self.segments.iter().map(Segment::other_kana).collect() })
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”')
}

/// The folded segments, empty ones included.
fn parts(typed: &str) -> Vec<Vec<char>> {
    let mut out = Vec::new();
    for (at, stretch) in typed.split(is_quote).enumerate() {
        if at % 2 == 1 {
            out.push(Folded::of(stretch).chars);
        } else {
            out.extend(with_years(&Folded::with_blanks(stretch).chars));
        }
    }
    out
}

/// The words between blanks; `fy 2024` and `fiscal year 2024` are one.
fn with_years(chars: &[char]) -> Vec<Vec<char>> {
    let mut out: Vec<Vec<char>> = Vec::new();
    for word in chars.split(|c| *c == ' ') {
        out.push(word.to_vec());
        for length in [2, 3] {
            let Some(from) = out.len().checked_sub(length) else { continue };
            let joined = out.get(from..).unwrap_or_default().join(&' ');
            if joined.first() == Some(&'f') && years_at(&joined, 0).fiscal.is_some_and(|(_, length)| length == joined.len()) {
                out.truncate(from);
                out.push(joined);
            }
        }
    }
    out
}

impl Segment {
    fn of(chars: &[char]) -> Segment {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens(chars, at).next() {
            let end = match token {
                Token::Gap(_) => at + 1,
                Token::Word(_) | Token::Sign(_) => match year(chars, at, &token) {
                    Some(piece) => {
                        let end = at + piece.length;
                        pieces.push(piece);
                        end
                    }
                    None => put(&mut pieces, chars, at, token),
                },
            };
            at = end;
        }
        Segment { text: chars.iter().collect(), pieces }
    }

    /// Of the last word, the beginning is enough. Says whether there is such a word.
    pub fn widen(&mut self) -> bool {
        let Some(Piece { what, .. }) = self.pieces.last_mut() else { return false };
        match what {
            What::Word(word) if !word.bytes().all(|b| b.is_ascii_digit() || b == b'.') => {
                *what = What::Prefix(std::mem::take(word));
                true
            }
            _ => false,
        }
    }

    /// How many characters it has.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    fn other_kana(&self) -> Segment {
        let other = |text: &str| text.chars().map(|c| other_kana(c).unwrap_or(c)).collect::<String>();
        let piece = |piece: &Piece| {
            let mut piece = piece.clone();
            if let What::Signs(signs, _) = &mut piece.what {
                *signs = other(signs);
            }
            piece
        };
        Segment { text: other(&self.text), pieces: self.pieces.iter().map(piece).collect() }
    }
}

/// The year that is spelt at a place, the longer one of two.
fn year(chars: &[char], at: usize, token: &Token) -> Option<Piece> {
    let spelt = years_at(chars, at);
    let (kind, (year, length)) = match (spelt.fiscal, spelt.calendar) {
        (Some(fiscal), Some(calendar)) if calendar.1 > fiscal.1 => ('Y', calendar),
        (Some(fiscal), _) => ('F', fiscal),
        (None, calendar) => ('Y', calendar?),
    };
    let word = match token {
        Token::Word(word) if word.len() == length => chars.get(word.clone()).map(|word| word.iter().collect()),
        _ => None,
    };
    Some(Piece { at, length, what: What::Year(format!("{kind}{year}"), word) })
}

/// Adds a word, or the signs up to the next year, word or blank; gives back where they end.
fn put(pieces: &mut Vec<Piece>, chars: &[char], at: usize, token: Token) -> usize {
    let text = |end: usize| chars.get(at..end).unwrap_or_default().iter().collect::<String>();
    let (end, what) = match token {
        Token::Word(word) => (word.end, What::Word(text(word.end))),
        _ => {
            let is_in = |here: &usize| chars.get(*here).is_some_and(|c| is_sign(*c)) && is_no_year(chars, *here);
            let end = (at + 1..).take_while(is_in).last().map_or(at + 1, |last| last + 1);
            let word = chars.get(end).is_some_and(|c| *c != ' ' && !is_sign(*c)) && is_no_year(chars, end);
            (end, What::Signs(text(end), word))
        }
    };
    pieces.push(Piece { at, length: end - at, what });
    end
}

fn is_no_year(chars: &[char], at: usize) -> bool {
    let spelt = years_at(chars, at);
    spelt.fiscal.is_none() && spelt.calendar.is_none()
}
