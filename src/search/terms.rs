//! What can be looked up: words, their parts, pairs of signs, years (docs/search.md §4).
//!
//! In: folded lines. Out: terms with their positions. Never: a term across a line break; an order other than that of the text.

use super::chars::{is_sign, is_word};
use super::fold::Folded;
use super::years::{Spelt, years_at};
use std::fmt::Write;
use std::ops::Range;

/// A piece of folded text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Token {
    /// A word.
    Word(Range<usize>),
    /// One character that stands for itself.
    Sign(usize),
    /// A blank or a part of a line break.
    Gap(usize),
}

/// The text from a place on, token by token.
pub fn tokens(chars: &[char], from: usize) -> impl Iterator<Item = Token> {
    let mut at = from;
    std::iter::from_fn(move || {
        let c = *chars.get(at)?;
        let token = if is_word(c) {
            Token::Word(at..word_end(chars, at))
        } else if is_sign(c) {
            Token::Sign(at)
        } else {
            Token::Gap(at)
        };
        at = match &token {
            Token::Word(range) => range.end,
            Token::Sign(at) | Token::Gap(at) => at + 1,
        };
        Some(token)
    })
}

/// Where the word ends that begins at a place; the place itself where none begins.
pub(super) fn word_end(chars: &[char], start: usize) -> usize {
    let mut end = start;
    while let Some(c) = chars.get(end)
        && (is_word(*c) || (end > start && *c == '.' && is_decimal(chars, end)))
    {
        end += 1;
    }
    end
}

/// Whether a full stop is the only one in its run of digits and of stops between digits.
fn is_decimal(chars: &[char], stop: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let is_stop = |at: Option<usize>| at.and_then(|at| chars.get(at)) == Some(&'.');
    if !digit(stop.checked_sub(1)) || !digit(Some(stop + 1)) {
        return false;
    }
    let before = (0..stop).rev().find(|at| !digit(Some(*at)));
    let behind = (stop + 1..).find(|at| !digit(Some(*at)));
    let earlier = is_stop(before) && digit(before.and_then(|at| at.checked_sub(1)));
    let later = is_stop(behind) && digit(behind.map(|at| at + 1));
    !earlier && !later
}

/// Hands every term to `each`, with the index at which it begins.
pub fn terms(folded: &Folded, mut each: impl FnMut(&str, usize)) {
    let chars = &folded.chars;
    let mut term = String::new();
    for token in tokens(chars, 0) {
        let start = match token {
            Token::Gap(_) => continue,
            Token::Sign(at) => {
                let next = chars.get(at + 1).filter(|c| is_sign(**c));
                spell(&mut term, chars.get(at).into_iter().chain(next));
                each(&term, at);
                at
            }
            Token::Word(word) => {
                let mut of = |range: Range<usize>| {
                    let start = range.start;
                    spell(&mut term, chars.get(range).unwrap_or_default());
                    each(&term, start);
                };
                of(word.clone());
                parts(folded, word.clone()).for_each(of);
                word.start
            }
        };
        years(&mut term, years_at(chars, start), |term| each(term, start));
    }
}

fn spell<'a>(term: &mut String, chars: impl IntoIterator<Item = &'a char>) {
    term.clear();
    term.extend(chars);
}

fn years(term: &mut String, spelt: Spelt, mut each: impl FnMut(&str)) {
    for (kind, year) in [('F', spelt.fiscal), ('Y', spelt.calendar)] {
        if let Some((year, length)) = year {
            term.clear();
            let _ = write!(term, "{kind}{year}:{length}");
            each(term);
        }
    }
}

/// The parts of a word, when there are two or more.
fn parts(folded: &Folded, word: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = word.start;
    let whole = word.clone();
    let ends = (word.start + 1..=word.end).filter(move |at| *at == whole.end || is_seam(folded, *at));
    ends.map(move |end| std::mem::replace(&mut start, end)..end).filter(move |part| *part != word)
}

/// Whether one part of a word ends and another begins.
fn is_seam(folded: &Folded, at: usize) -> bool {
    let numeric = |at: usize| folded.chars.get(at).is_some_and(|c| c.is_ascii_digit() || *c == '.');
    let upper = |at: usize| folded.places.get(at).is_some_and(|place| place.upper);
    let (before, here) = (numeric(at - 1), numeric(at));
    before != here || (!here && upper(at) && !upper(at - 1))
}
